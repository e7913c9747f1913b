"""What a sentence of an introduction announces: positions on recommendations, on all of them, or part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract import partwise
from kg.extract.claims import Claim, claims, total
from kg.extract.labels import Path
from kg.extract.numerals import ORDINAL

_UNABLE = re.compile(
    r"\b(?:(?:am|are|is|was|were) |(?:has|have) been )(?:unable|not able|not in a position) to accept\b", re.IGNORECASE
)
_NUMBER = r"\d{1,2}(?: ?\(?[a-z]\)?)?"
_FIRST = rf"(?:(?:the )?{ORDINAL}(?: recommendations?)?|(?:the )?recommendations? {_NUMBER})"  # "3 in part" is a count
_ONE = rf"(?:{_FIRST}|{_NUMBER})"
# "accepts the third and the eighth in part": the words at the end are for the whole list.
_LIST_IN_PART = re.compile(
    rf"(?<!ally )\b(?P<verb>accept(?:s|ed)?) (?P<list>{_FIRST}(?:(?:, | and |, and ){_ONE}){{0,12}}),?"
    r" in (?:part|principle)(?=[.,;]|\Z| and\b| but\b)",
    re.IGNORECASE,
)
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
    plain = _UNABLE.sub("cannot accept", sentence)
    plain = _LIST_IN_PART.sub(r"partially \g<verb> \g<list>", plain)
    found = list(claims(plain, counting=counting))
    yield from found or _by_part(plain)


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
