"""Tables of two columns that were read line by line: finds them and reads each row's left cell before its right one.

    1. Review the queue and          Accepted. The queue will be
    publish how long it is.          reviewed by May 2019.

becomes the paragraph "1. Review … it is." and then "Accepted. The queue … 2019.". A table is recognised by three or
more lines, one after another, whose right halves begin at the same place after a gap of three or more spaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.labels import label

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_FEWEST = 3  # lines with both cells that make a table
_LONGEST = 300  # lines after which a table is read as another one: the cost stays linear
_SLACK = 1  # columns by which the right halves may be out of line

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the ranges of the text that hold its lines."""

    ranges: tuple[Range, ...]


def tables(plain: str, lines: Sequence[Range]) -> dict[int, tuple[int, list[Cell]]]:
    """The tables among the lines (start, end), indented as they are: index of the first → (index after, its cells)."""
    if "   " not in plain:
        return {}
    found: dict[int, tuple[int, list[Cell]]] = {}
    index = 0
    while index < len(lines):
        column = _column(plain, lines[index])
        end = _extent(plain, lines, index, column) if column else index
        if column and _both(plain, lines[index:end], column) >= _FEWEST:
            found[index] = (end, list(_cells(plain, lines[index:end], column)))
            index = end
        else:
            index += 1
    return found


def _column(plain: str, line: Range) -> int:
    """Where the right half of a line begins, counted from its start; 0 where it has one half."""
    gaps = [match.end() - line[0] for match in _GAP.finditer(plain, line[0], min(line[1], line[0] + 400))]
    return gaps[0] if len(gaps) == 1 else 0


def _extent(plain: str, lines: Sequence[Range], first: int, column: int) -> int:
    """The index after the last line that fits a table with its right half at `column`."""
    index = first
    last = min(len(lines), first + _LONGEST)
    while index < last and _fits(plain, lines[index], column):
        index += 1
    while index > first and not _has_right(plain, lines[index - 1], column):
        index -= 1  # lines below with a left half only belong to the last row if the table goes on
    return _with_left_tail(plain, lines, index, column)


def _with_left_tail(plain: str, lines: Sequence[Range], index: int, column: int) -> int:
    """Take in lines below the table that are short enough for its left column and begin in lower case."""
    while index < len(lines):
        start, end = lines[index]
        words = plain[start:end].strip()
        if not words or end - start >= column or not words[0].islower():
            break
        index += 1
    return index


def _fits(plain: str, line: Range, column: int) -> bool:
    start, end = line
    return end - start < column or _has_right(plain, line, column)


def _has_right(plain: str, line: Range, column: int) -> bool:
    start, end = line
    if end - start <= column:
        return False
    before = plain[max(start, start + column - 3 - _SLACK) : start + column - _SLACK]
    return not before.strip()


def _both(plain: str, lines: Sequence[Range], column: int) -> int:
    """How many lines have both halves, with the right one in the commonest place."""
    places = Counter(_column(plain, line) for line in lines)
    return sum(count for place, count in places.items() if place and abs(place - column) <= _SLACK)


def _cells(plain: str, lines: Sequence[Range], column: int) -> Iterator[Cell]:
    """The cells row by row; a row begins where the left half carries a label, or both begin after a blank line."""
    left: list[Range] = []
    right: list[Range] = []
    for line in lines:
        one, other = _halves(plain, line, column)
        if one and label(plain[one[0] : one[1]]) and (left or right):
            yield from (Cell(tuple(half)) for half in (left, right) if half)
            left, right = [], []
        left += [one] if one else []
        right += [other] if other else []
    yield from (Cell(tuple(half)) for half in (left, right) if half)


def _halves(plain: str, line: Range, column: int) -> tuple[Range | None, Range | None]:
    start, end = line
    middle = start + column - _SLACK if _has_right(plain, line, column) else end
    return _trim(plain, start, min(middle, end)), _trim(plain, min(middle, end), end)


def _trim(plain: str, start: int, end: int) -> Range | None:
    words = plain[start:end]
    if not words.strip():
        return None
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
