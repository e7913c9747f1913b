"""What a sentence of an introduction announces: positions on recommendations, on all of them, or part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.nodes.labels import Path, read_paths
from kg.extract.nodes.numerals import ORDINAL
from kg.extract.replies import partwise, positions
from kg.extract.replies.claims import Claim, claims, total

_UNABLE = re.compile(
    r"\b(?:(?:am|are|is|was|were) |(?:has|have) been )(?:unable|not able|not in a position) to accept\b", re.IGNORECASE
)
_NUMBER = r"\d{1,2}(?: ?\(?[a-z]\)?)?"
_FIRST = rf"(?:(?:the )?{ORDINAL}(?: recommendations?)?|(?:the )?recommendations? {_NUMBER})"  # "3 in part" is a count
_ONE = rf"(?:{_FIRST}|{_NUMBER})"
_LIST = rf"{_FIRST}(?:(?:,? and |, ){_ONE}){{0,12}}"
_ENDS = r"(?=[.,;:]|\Z| and\b| but\b)"
_HOW = rf",? in (?:full|part|principle){_ENDS}"
# "accepts the third and the eighth in part": the words at the end are for the whole list; another list may follow.
_LIST_AND_HOW = re.compile(
    rf"(?<!ally )\b(?P<verb>accept(?:s|ed)?) (?P<list>{_LIST}),? in (?P<how>full|part|principle)"
    rf"{_ENDS}(?P<more>,? and (?={_LIST}{_HOW}))?",
    re.IGNORECASE,
)
# "partially accepts 2(b)"
_UNNAMED = re.compile(r"\b(?P<verb>(?:accept|reject)(?:s|ed)?) (?=\d{1,2} ?(?:\([a-z]\)|[a-z]\b))", re.IGNORECASE)
# "accepted recommendations 1 and 3 and rejected 2": the last is a number of a recommendation too.
_NUMBERS_ON = rf"(?:(?:, and |, | and ){_NUMBER})"
_STOP = rf"(?={_HOW}|{_ENDS})"
_NAMES = re.compile(
    rf"\b(?:accept|reject)(?:s|ed)? (?:recommendations? (?={_NUMBER})|(?={_NUMBER}{_NUMBERS_ON}))"
    rf"(?P<list>{_NUMBER}{_NUMBERS_ON}*){_STOP}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\b(?P<verb>(?:accept|reject)(?:s|ed)?) (?P<list>{_NUMBER}{_NUMBERS_ON}*){_STOP}", re.IGNORECASE)
# "2(a) to (c)", "2a-c"
_RANGE = re.compile(
    r"\b(?P<n>\d{1,2}) ?(?:\((?P<a>[a-z])\)|(?P<b>[a-z])) ?(?:to|-) ?(?:(?P=n) ?)?(?:\((?P<c>[a-z])\)|(?P<d>[a-z])\b)"
)
# What stands behind the colon of "Accepted: 1, 2(a) and 3".
_NUMBERS = re.compile(
    rf"(?:recommendations? |nos?\.? |numbers? )?{_NUMBER}(?:(?:,? and |, ?| & )(?:recommendation )?{_NUMBER})*\.?",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"; ?|(?<=[\da-z)])\. (?=[A-Z])")
_STEM = re.compile(r"\brecommendation (?P<n>\d{1,2})\b", re.IGNORECASE)


def announced(sentences: Iterable[str]) -> Iterator[list[Claim]]:
    """What each sentence claims, in order.

    A sentence that follows a count ("makes nine recommendations"), or claims that follow one, need not name the
    recommendations again ("It rejects the seventh").
    """
    counted = False
    for sentence in sentences:
        found = list(_claims(sentence, counting=counted))
        yield found
        counted = total(sentence) is not None or (counted and bool(found))


def _claims(sentence: str, *, counting: bool) -> Iterator[Claim]:
    lower = sentence.lower()
    if "accept" not in lower and "reject" not in lower:
        return
    plain = _plain(sentence)
    yield from listed(plain) or list(claims(plain, counting=counting)) or _by_part(plain)


def listed(words: str) -> list[Claim]:
    """What a line says that lists numbers behind positions ("Accepted: 1 and 3; rejected: 2"), [] for other words."""
    found: list[Claim] = []
    for entry in _ENTRY.split(words):
        position = positions.line(entry)
        marked = position is not None and set(entry[position.end : position.rest]) & {":", "-"}
        if position is None or not marked or not _NUMBERS.fullmatch(entry, position.rest):
            return []
        start = next(place for place in range(position.rest, len(entry)) if entry[place].isdecimal())
        found.append(Claim(position.acceptance, read_paths(entry, start)))
    return found


def _plain(sentence: str) -> str:
    """The sentence with every position before what it is for, in the words that claims are read from."""
    plain = _UNABLE.sub("cannot accept", _RANGE.sub(_written_out, sentence))
    count = 1
    while count:  # the second of two lists has its verb only when the first is rewritten
        plain, count = _LIST_AND_HOW.subn(_how_first, plain)
    return _UNNAMED.sub(r"\g<verb> recommendations ", _bare_named(plain))


def _bare_named(sentence: str) -> str:
    """The sentence with the word before bare numbers after a verb, where it counts nothing and names others so."""
    names = _NAMES.search(sentence)
    bare = list(_BARE.finditer(sentence))
    if names is None or "recommendation" not in sentence.lower() or total(sentence) is not None:
        return sentence
    lists = {match.start("list"): match["list"] for match in (names, *bare)}
    numbers = [path for words in lists.values() for path in read_paths(words, 0)]
    if len(set(numbers)) < len(numbers):  # "accepted recommendation 2 in part and rejected 2" counts
        return sentence
    return _BARE.sub(r"\g<verb> recommendations \g<list>", sentence)


def _how_first(match: re.Match[str]) -> str:
    how = "" if match["how"].lower() == "full" else "partially "
    return f"{how}{match['verb']} {match['list']}{match['more'] or ''}{match['verb'] + ' ' if match['more'] else ''}"


def _written_out(match: re.Match[str]) -> str:
    first, last = ord(match["a"] or match["b"]), ord(match["c"] or match["d"])
    letters = [f"{match['n']}({chr(code)})" for code in range(first, last + 1)]
    return ", ".join(letters) or match[0]


def _by_part(sentence: str) -> Iterator[Claim]:
    """Positions on parts of the one recommendation that a sentence names: "On recommendation 4, we accept (a)"."""
    stems = {match["n"] for match in _STEM.finditer(sentence)}
    for path, position in partwise.positions(sentence):
        if full := _full(path, stems):
            yield Claim(position.acceptance, (full,))


def _full(path: Path, stems: set[str]) -> Path | None:
    if path[0].isdecimal():
        return path
    return (*stems, *path) if len(stems) == 1 else None
