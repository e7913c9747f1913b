"""Sentences of an answer that name parts: their positions ("accepts (a), but rejects (b)"), and whose answer begins."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from string import ascii_lowercase

from kg.extract.nodes.labels import Path
from kg.extract.nodes.numerals import ORDINAL, roman_index
from kg.extract.nodes.numerals import number as count
from kg.extract.replies.positions import Position
from kg.model import Acceptance

_NOUN = r"(?:sub-?)?(?:recommendation|part|element|limb|point)s? "
_ROMAN = r"\([ivx]{1,5}\)"
_REF = rf"(?:\d{{1,2}} ?(?:\([a-z]\)|[a-z](?![\w'])\)?)(?: ?{_ROMAN})?|\(?(?<!\w)[a-z]\)(?: ?{_ROMAN})?|{_ROMAN})"
_BARE_ROMAN = r"(?-i:ii|iii|iv|v|vi|vii|viii|ix|x|i(?= (?:and|to|or|is|are|was)\b|,))(?![\w'])"
_BARE = rf"(?:[a-z] ?{_ROMAN}|{_BARE_ROMAN}|[b-hj-z](?![\w'])\)?|a(?=\)|,| and\b| &|\.| is\b| are\b|:| was\b| -)\)?)"
_SEP = r"(?:, ?(?:and )?| and | & | to | ?- ?| or )"
_NAMED = rf"{_NOUN}{_BARE}(?:{_SEP}(?:{_NOUN})?{_BARE}){{0,8}}"  # "parts a and b": letters alone need the noun
# "the third point", "the first of these", "the second,": a part by its place
_PLACED = rf"the {ORDINAL}(?: (?:of these(?: points| parts| elements)?|point|part|element|limb)\b|(?=,))"
_LIST = rf"(?:(?:{_NOUN})?{_REF}(?:{_SEP}(?:{_NOUN})?{_REF}){{0,8}}|{_NAMED})"
_PARTS = rf"(?:{_NOUN}{_REF}(?:{_SEP}(?:{_NOUN})?{_REF}){{0,8}}|{_NAMED})"
_OF = r"(?: of (?:the|this) recommendation)?"
_HOW = r"(?P<how>(?:only )?(?:partially|partly|fully|in part|in principle) )?"
_LATE = r"(?P<late>,? (?:only )?(?:in (?:part|principle|full)|partially|partly)\b)?"
_NOT = r"(?P<not>(?:do(?:es)? not|did not|cannot|can not|(?:is|are|am) (?:not able|unable) to|not) )?"
_VERB = r"(?P<verb>accepts?|rejects?|agrees?(?: with| to)?|disagrees? with)"
_BE = r"(?:(?:is|are|was|were|has been|have been|can(?=not)) ?)?(?:both |all |each |therefore |also )?"
# "accepts recommendations 1(a) and 1(c)", "partially accepts part (c)"
_ACTIVE = re.compile(
    rf"\b{_NOT}{_HOW}{_VERB} (?P<list>{_PLACED}|(?:both |all of )?(?:the )?{_LIST}){_OF}{_LATE}", re.IGNORECASE
)
# "Part (iii) is not accepted", "(a) and (b) are both accepted", ", and (c) rejected"
_PASSIVE = re.compile(
    rf"(?P<list>{_LIST}){_OF},? {_BE}(?P<not>(?:not|cannot be|not be) )?(?:be )?{_HOW}"
    rf"(?P<verb>accepted|agreed|rejected)\b{_LATE}",
    re.IGNORECASE,
)
# "accepts (a) and (b), but not (c)"; "and in part (c)"
_BUT = re.compile(
    rf"\b(?:but|and) (?:(?P<not>not) |(?P<how>partially |partly |in part ))(?P<list>{_LIST})(?=[.,;]|\Z| and\b)",
    re.IGNORECASE,
)
# "and (b) in part"
_AND_HOW = re.compile(
    rf"\b(?:but|and) (?P<list>{_LIST}) (?P<late>(?:only )?in (?:part|principle|full))(?=[.,;]|\Z| and\b)", re.IGNORECASE
)
_SHORT = re.compile(r"\b\d{1,2}[a-z]\b")
# Whose words these are, and what is only supposed.
_UNREAL = re.compile(
    r"\b(?:would|could|may|might|should|if|whether|once|unless|(?<!able )(?<!content )(?<!happy )(?<!pleased )to"
    r"|inspect\w{1,10}|ICIBI|committee|ombudsman|auditor)\b(?: \w{1,20}){0,3} \Z",
    re.IGNORECASE,
)
_OPINION = re.compile(r"\b(?:we|I)(?: \w{1,12})? \Z", re.IGNORECASE)
_ABOUT = (
    r"(?:as (?:to|for|regards)|on|for|under|regarding|concerning|turning to|with (?:regard|respect|reference) to"
    r"|in (?:relation|respect|response|regard|answer) (?:to|of)) "
)
# "On 1(b), around half …", "Part (c). The group …", "Recommendation 4(a)(i) is accepted."
_OPENER = re.compile(
    rf"(?:{_ABOUT}(?P<a>{_LIST}|{_PLACED}){_OF}(?! of\b)[,:]? "
    rf"|(?P<b>{_PARTS}){_OF}(?:[.:] |,? - | (?=(?:is|are|was|has|have|will|can(?:not)?)\b)))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_ONE = re.compile(
    rf"(?P<to>(?: to |-) ?)?(?:{_NOUN})?(?:(?P<n>\d{{1,2}}) ?)?"
    r"(?:\((?P<a>[a-z]{1,5})\)|(?<![A-Za-z'])(?P<b>[a-z]|[ivx]{2,5})(?![\w'])\)?)(?: ?\((?P<r>[ivx]{1,5})\))?",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"the ({ORDINAL})\b", re.IGNORECASE)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_REACH = 1200  # characters of a paragraph in which positions by part are looked for
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph: `paths` are the parts that it names as those it answers, () where it names none."""

    start: int
    end: int
    paths: tuple[Path, ...] = ()
    words: int = 0  # where what is said of them begins, after the mark that follows their names
    lasting: bool = True  # whether paragraphs below that name no parts answer them too


def positions(text: str) -> Iterator[tuple[Path, Position]]:
    """The positions that sentences give for parts, in order; a path is full ("1", "b") or of letters alone."""
    lower = text[:_REACH].lower()
    if not (("accept" in lower or "reject" in lower or "gree" in lower) and (")" in lower or _named(lower))):
        return
    head = text[:_REACH]
    found = [match for pattern in (_ACTIVE, _PASSIVE) for match in pattern.finditer(head) if _meant(match, head)]
    if not found:
        return
    after = min(match.end() for match in found) - 1
    found += [*_BUT.finditer(head, after), *_AND_HOW.finditer(head, after)]
    taken: set[Path] = set()
    for match in sorted(found, key=lambda match: match.start()):
        position = Position(_kind(match), None, match.start(), match.end(), match.end())
        for path in paths(match["list"]):
            if path not in taken:
                taken.add(path)
                yield path, position


def nothing_else(text: str) -> bool:
    """Whether words give positions of parts and say no more: "Part (b) is not accepted."."""
    ends = [position.end for _, position in positions(text)]
    starts = [position.start for _, position in positions(text)]
    return bool(ends) and not text[: min(starts)].strip() and not text[max(ends) :].strip(" .")


def _named(lower: str) -> bool:
    return (
        "part " in lower
        or " point" in lower
        or "parts " in lower
        or "recommendation" in lower
        or _SHORT.search(lower) is not None
    )


def _meant(match: re.Match[str], text: str) -> bool:
    """Whether the verb states what the answering body decides, and does not suppose it or quote others."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    before = before[max(before.rfind(mark) for mark in (". ", "; ")) + 1 :]
    opinion = match["verb"].lower().startswith("agree") and match.re is _ACTIVE and _OPINION.search(before)
    return not (_UNREAL.search(before) or opinion)


def _kind(match: re.Match[str]) -> Acceptance:
    groups = match.groupdict()
    verb = (groups.get("verb") or "").lower()
    if groups.get("not") or verb.startswith(("reject", "disagree")):
        return Acceptance.REJECTED
    partly = any(groups.get(name) and "full" not in groups[name].lower() for name in ("how", "late"))
    return Acceptance.PARTIALLY_ACCEPTED if partly else Acceptance.ACCEPTED


def paths(words: str) -> tuple[Path, ...]:
    """The parts in a list ("1(a) and (c)" → 1.a, 1.c; "(a) to (c)" → a, b, c)."""
    if placed := _ORDER.match(words):
        return ((ascii_lowercase[count(placed[1]) - 1],),)
    found: list[Path] = []
    number: str | None = None
    for match in _ONE.finditer(words):
        number = match["n"] or number
        letter = (match["a"] or match["b"]).lower()
        if len(letter) > 1 and roman_index(letter) is None:
            continue
        tail = (letter, match["r"].lower()) if match["r"] else (letter,)
        path = (str(int(number)), *tail) if number else tail
        if match["to"] and found and len(letter) == 1 and len(found[-1][-1]) == 1:
            between = range(ord(found[-1][-1]) + 1, ord(letter))
            found += [(*path[:-1], chr(code)) for code in between]
        found.append(path)
    return tuple(found)


def children(path: Path, known: Container[Path]) -> list[Path]:
    """The known parts right below a node: those lettered from "a" on, or numbered from "i" on."""
    for names in (ascii_lowercase, _ROMANS):
        if found := list(takewhile(known.__contains__, ((*path, name) for name in names))):
            return found
    return []


def stretches(text: str, begin: int) -> list[Stretch]:
    """A paragraph from an offset on, cut where a sentence begins with the names of the parts that it answers."""
    starts = [begin, *(match.end() for match in _SENTENCE.finditer(text, begin))]
    bounds = zip(starts, [*starts[1:], len(text)], strict=True)
    cuts = [cut for start, after in bounds if (cut := _opener(text, start) or _decides(text, start, after))]
    ends = [*(cut.start for cut in cuts), len(text)]
    found = [] if ends[0] == begin else [Stretch(begin, ends[0])]
    return [*found, *(replace(cut, end=end) for cut, end in zip(cuts, ends[1:], strict=True))]


def _opener(text: str, start: int) -> Stretch | None:
    """The stretch that begins with a sentence that opens with the names of parts."""
    opener = _OPENER.match(text, start)
    return Stretch(start, start, paths(opener["a"] or opener["b"]), opener.end()) if opener else None


def _decides(text: str, start: int, after: int) -> Stretch | None:
    """The stretch that begins with a sentence that takes a position on one part and goes on with reasons or measures:
    "We do not accept part (b) yet. The tower is let."."""
    sentence = text[start:after]
    if not _ACTIVE.search(sentence) or after == len(text):
        return None
    if any(positions(_SENTENCE.split(text[after : after + _REACH], 1)[0])):
        return None
    decided = [path for path, _ in positions(sentence)]
    return Stretch(start, start, (decided[0],), start, lasting=False) if len(decided) == 1 else None
