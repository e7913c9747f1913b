"""Splits a block of prose into sentences, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop, question or exclamation mark (with closing quotes, brackets or a footnote digit) before white space
# and something that can begin a sentence.
_END = re.compile(r"[.!?][”’\"')\]]*(?:\d{1,2})?(?=\s+[“‘\"'(\[*£]*[A-Z0-9])|;\s*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|No|Nos|para|paras|Mr|Mrs|Ms|Dr|Prof|St|approx|incl|Rec|Fig|Art|Sect|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])|(?:^|\s)\(?(?:[a-z]|[ivx]{1,4}|\d{1,2}))\.$"
)
# A number before a full stop ends a sentence ("children under 18.") unless it numbers one ("3. Staff …").
_COUNT = re.compile(r"[a-z]\s\d{1,2}\.$")
_NUMBERED = re.compile(r"(?:number|part|annex|chapter|recommendation|figure|table)s?\s\d{1,2}\.$", re.I)

_LONGEST = 2000  # characters of a sentence: the longest of those that were read has 1,200


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The (start, end) offsets of the sentences in text[start:end], without white space around them.

    A sentence longer than any that people write is cut into pieces: what reads one looks at all its words for each.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        if match[0].startswith(".") and _is_abbreviation(text, begin, match.start()):
            continue
        yield from _pieces(text, begin, match.end())
        begin = match.end()
    yield from _pieces(text, begin, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space around it, cut at blanks where it is longer than a sentence can be."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield from _trim(text, start, cut)
        start = cut
    yield from _trim(text, start, end)


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or a number of a list."""
    if not _ABBREVIATION.search(text, max(begin, stop - 8), stop + 1):
        return False
    words = text[max(begin, stop - 24) : stop + 1]
    return not _COUNT.search(words) or bool(_NUMBERED.search(words))


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
