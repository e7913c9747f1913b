"""Finds what a sentence says about when, and turns it into EDTF with an earliest and a latest day.

The words are kept as they stand. A value is computed only where the words and the date of the document allow
it; a year that the words do not state is marked in the EDTF value ("2024?-11-30", EDTF level 2).
The bounds come from the `edtf` library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.dates import bounds
from kg.extract.times import timewords
from kg.extract.times.datevalues import Reference, value
from kg.model import Document, Timing, When

__all__ = ["Reference", "find"]

# Without a preposition these are more often part of a name ("the May 2023 form") than a time.
_NEED_PREPOSITION = ("month", "season", "fy", "year", "relyear", "noyear", "feast")
_PREPOSITIONS = ("prep", "part", "coming", "between", "years")
_FOLLOWING_WORD = re.compile(r"\s\w")
# "in the 2023/24 budget" names a budget; "in the 2023/24 reporting year", "the 2023/24 and 2024/25 years" are times.
_NAMED_BY_YEAR = re.compile(
    r"\s(?!(?:and|or|to|by|with|from|for|at|in|on|but|as|so|when|we|the|(?:\w+\s)?(?:years?|period|season))\b)[a-z]"
)
_NEAR_YEAR = re.compile(r"(?:this|next|last)\s", re.I)  # "opened last year"
# A day from which something may be: when it will be is not said.
_FROM = re.compile(r"after|since|not\s+before|not?\s+earlier\s+than", re.I)
_AHEAD = re.compile(
    r"(?:(?:scheduled\s+)?for|due|(?:between|from)\s+now)\b", re.I
)  # "has been arranged for 2 May" is told of what is to come
# "the first meeting in two years", "twice in a month": how rare or often something is.
_COUNTED = re.compile(r"\b(?:times?|once|twice|first|only|\w+est)(?:\s\w+){0,2}\s+\Z", re.I)
_THE = re.compile(r"\bthe\s+\Z", re.I)
_NEAR = 30  # characters before a span of time in which what it counts can stand
_ARTICLE = 80  # characters before a year in which its article can stand


def find(
    document: Document, start: int, end: int, reference: Reference, *, past: bool = False, listed: bool = False
) -> Iterator[When]:
    """Every time expression in the stretch of text, in order, with its preposition.

    `past` says that the sentence reports something done, so that a date without a year is the last one before
    publication, not the next one after it; `listed` that the stretch tells of nothing but dates.
    """
    for match in timewords.expressions(document.text, start, end):
        bare = any(match[kind] is not None for kind in _NEED_PREPOSITION) and not any(
            match[kind] for kind in _PREPOSITIONS
        )
        bare = bare and not _NEAR_YEAR.match(match["relyear"] or "")
        if (bare and not listed and not _is_alone(document.text, start, end, match)) or _is_title(document.text, match):
            continue
        if match["within"] and _COUNTED.search(document.text, max(start, match.start() - _NEAR), match.start()):
            continue
        when = _when(document, match, reference, past and not _AHEAD.match(match["prep"] or ""))
        if when:
            yield when


def _is_alone(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """A date that is all its stretch says ("May 2025" on a line of dates)."""
    return not text[start : match.start()].strip(" .:–-(\n") and not text[match.end() : end].strip(" .;)\n")


def _is_title(text: str, match: re.Match[str]) -> bool:
    """A year that belongs to a name ("in the 2014 review", "the 2023/24 budget"), not to a time."""
    kind = "year" if match["year"] else "fy" if match["fy"] else None
    if not kind or match["part"] or not _THE.search(text, max(0, match.start(kind) - _ARTICLE), match.start(kind)):
        return False
    return bool((_FOLLOWING_WORD if kind == "year" else _NAMED_BY_YEAR).match(text, match.end()))


def _when(document: Document, match: re.Match[str], reference: Reference, past: bool) -> When | None:
    span = document.span(match.start(), match.end())
    text = " ".join(span.exact.split())
    if match["ongoing"]:
        return When(text, span, Timing.ONGOING)
    if match["vague"] or (match["within"] and match["anchor"]):
        return When(text, span, Timing.NOT_DATABLE)
    edtf, inferred = value(match, reference, past)
    if edtf is None:
        return When(text, span, Timing.NOT_DATABLE)
    low, high = bounds(edtf)
    if _FROM.match(match["prep"] or "") and not past:
        return When(text, span, Timing.NOT_DATABLE)
    return When(text, span, Timing.DATED, edtf, low, high, inferred) if high else None
