"""What a name tells of the one who bears it: whether it is one who acts, how sure that is, and what it is instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.actors import partywords as words
from kg.extract.actors.bodies import full

ACRONYM = re.compile(r"[A-Z]{2,8}|[A-Z][A-Za-z]{0,3}[A-Z]{1,4}")
_GRADE_SHORT = re.compile(r"[A-Z]{2,6}s")  # "DOs"
_WRITTEN_OUT = 60  # characters before an acronym in brackets in which its words stand
_THE = re.compile(r"(?:\b(?:the|our|its)|[’']s?)\s{1,8}$", re.I)
_AFTER = re.compile(
    r"\s{1,8}(?:systems?|database|software|tools?|platform|application|app|form|scheme|programme)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Party:
    """A name with its offsets in the text, without article and acronym in brackets.

    `sure` says that its words tell that it is one who acts, `office` that it is the post of one person, `bare` that it
    is one word that is known for a name only by how the document writes it elsewhere ("Serco"), `many` that it is a
    grade ("Chief Caseworkers"): those are somebody only where they do what nobody else could.
    """

    start: int
    end: int
    name: str
    sure: bool
    office: bool = False
    bare: bool = False
    many: bool = False


def read(text: str, match: re.Match[str]) -> Party | None:
    """The name that matched, None for things and for what names nobody."""
    written = match["name"] + (match["kind"] or "")
    name = " ".join(written.split())
    if words.NOBODY.match(name) or words.INSPECTORS.search(name) or "\n\n" in match[0]:
        return None
    if ACRONYM.fullmatch(name):
        return _acronym(text, match.start(), name)
    if _GRADE_SHORT.fullmatch(name):
        return Party(match.start(), match.end("name"), name, sure=False, many=True) if _is_short(text, name) else None
    office = bool(words.OFFICE.match(name)) or _is_post(text, match.start(), name)
    if _is_grade(name):
        return Party(match.start(), match.end("name"), name, sure=False, many=True)
    if " " not in name and not office and not _is_proper(text, match.start(), name):
        is_name = _is_bare(text, name) and not _is_of_many_or_thing(name, office=False)
        return Party(match.start(), match.end("name"), name, sure=False, bare=True) if is_name else None
    proper = " " in " ".join(match["name"].split()) or _is_proper(text, match.start(), match["name"])
    if proper and match["kind"] is None and not office and _is_weak(name):
        return Party(match.start(), match.end("name"), name, sure=False, bare=True)
    if not (proper or office) or (match["kind"] is None and _is_of_many_or_thing(name, office=office)):
        return None
    unit = " " in name and bool(words.UNIT.search(name) or words.UNIT_OF.match(name))
    sure = office or unit or match["kind"] is not None or name in words.SURE_ALONE
    return Party(match.start(), match.start() + len(written), name, sure, office)


def _is_post(text: str, start: int, name: str) -> bool:
    """Whether a name is that of one person's post: "the Regional Training Manager", not "a Senior Officer"."""
    return bool(words.POST.fullmatch(name) and _THE.search(text, max(0, start - 12), start))


def _is_grade(name: str) -> bool:
    """Whether a name is that of the people of a grade: "Chief Caseworkers"."""
    return name == "Ministers" or (" " in name and bool(words.GRADE.search(name)) and not words.OFFICE.match(name))


def _is_short(text: str, name: str) -> bool:
    """Whether the text writes the words of a grade out before its acronym: "Dock Officers (DOs)"."""
    for short in (name, name[:-1]):
        place = text.find(f"({short})")
        before = text[max(0, place - _WRITTEN_OUT) : place].rstrip() if place > 0 else ""
        if before and (words.GRADE.search(before) or words.GRADE.search(before + "s")):
            return True
    return False


def _is_weak(name: str) -> bool:
    """Whether a name can be that of a function or of a thing: "Asylum Support Policy"."""
    return " " in name and bool(words.WEAK.search(name)) and not words.MANY.search(name.split(" of ")[0])


def _is_of_many_or_thing(name: str, *, office: bool) -> bool:
    """Whether a name is that of a thing, or of people of whom there are many: "the Memorandum of Understanding"."""
    parts = (name.split(" of ")[0].split(" for ")[0], *(() if office else (name,)))
    if any(words.MANY.search(part) for part in parts):
        return True
    return not office and any(words.THING.search(part) for part in parts)


def _acronym(text: str, start: int, name: str) -> Party | None:
    """A body that the document calls by its acronym; sure where the words that it stands for are."""
    place = text.find(f"({name})")
    long = full(text, name)
    if long != name and not words.UNIT.search(long) and words.THING.search(long):
        return None
    if (place > 0 and _AFTER.match(text, place + len(name) + 2)) or _AFTER.match(text, start + len(name)):
        return None
    sure = long != name and bool(words.UNIT.search(long) or words.UNIT_OF.match(long))
    return Party(start, start + len(name), name, sure)


def _is_bare(text: str, name: str) -> bool:
    """Whether the document writes the word with a capital inside its sentences, and never without."""
    capital, small = _inside(text)
    return name in capital and name.lower() not in small


@lru_cache(maxsize=4)
def _inside(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words with a capital that follow a small word, and the words without one."""
    capital = frozenset(match[1] for match in re.finditer(r"(?<=[a-z]\s)([A-Z][a-z]{2,20})\b(?!\s[A-Z])", text))
    return capital, frozenset(re.findall(r"\b[a-z]{3,21}\b", text))


def _is_proper(text: str, start: int, name: str) -> bool:
    """Whether one word is a name: it has its capital after an article, or is an acronym or that of a function."""
    if name in words.FUNCTIONS or ACRONYM.fullmatch(name):
        return True
    return bool(_THE.search(text, max(0, start - 12), start))
