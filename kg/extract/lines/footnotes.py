"""Footnotes at the foot of a page: which lines they are, and the marks in the text that point to them.

A footnote stands below a blank line and above the end of the page, and begins with its number ("1 Home Office, Annual
report"); a mark with this number, glued to a word ("Policy1 so that"), stands in the text before. Both are needed: a
number alone may be that of a recommendation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Protocol

_NOTE = re.compile(r"(?P<n>\d{1,2}) (?=[A-Za-z\"'(])")
_MARK = re.compile(r"(?<![\w/.@-])[A-Za-z][A-Za-z'-]{2,30}[.,;:)\"']?(?P<n>\d{1,2})(?=[\s.,;:)\"']|\Z)")
_LINES = 8  # lines that the footnotes of a page may have
_PAGE = 6000  # characters before a footnote in which its mark stands


class Line(Protocol):
    """A line of the source; `gap` tells that a blank line stands before it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def gap(self) -> bool: ...


def find(plain: str, lines: Sequence[Line], ends: Callable[[int], bool]) -> tuple[frozenset[int], frozenset[str]]:
    """The indexes of the lines of footnotes, and the words with a mark glued to them that point to one.

    `ends` tells whether the line with an index belongs to the end of a page: its number, a running title.
    """
    candidates = [index for index, line in enumerate(lines) if line.gap and _NOTE.match(plain, line.start, line.end)]
    if not candidates:
        return frozenset(), frozenset()
    marks: dict[str, list[re.Match[str]]] = {}
    for mark in _MARK.finditer(plain):
        marks.setdefault(mark["n"], []).append(mark)
    found: set[int] = set()
    words: set[str] = set()
    for index in candidates if marks else ():
        pointing = _marked(plain, lines[index], marks)
        if pointing is not None and (end := _foot(plain, lines, index, ends)):
            words.add(pointing[0])
            found.update(range(index, end))
    return frozenset(found), frozenset(words)


def _foot(plain: str, lines: Sequence[Line], first: int, ends: Callable[[int], bool]) -> int:
    """The index of the line after the footnotes that begin at a line; 0 where text follows on the page."""
    for index in range(first + 1, min(len(lines), first + _LINES)):
        if ends(index) or "\x0c" in plain[lines[index - 1].end : lines[index].start]:
            return index
        if lines[index].gap and not _NOTE.match(plain, lines[index].start, lines[index].end):
            return 0
    return len(lines) if len(lines) - first <= _LINES else 0


def _marked(plain: str, note: Line, marks: dict[str, list[re.Match[str]]]) -> re.Match[str] | None:
    """The last mark before a footnote that has its number, on the same page."""
    match = _NOTE.match(plain, note.start, note.end)
    known = marks.get(match["n"], []) if match else []
    place = bisect_left(known, note.start, key=lambda mark: mark.start()) - 1
    return known[place] if place >= 0 and known[place].end() > note.start - _PAGE else None
