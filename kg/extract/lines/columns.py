"""Tables that were read line by line, across their columns: finds them and reads each row cell by cell.

    1. Review the queue and          Accepted. The queue will be
    publish how long it is.          reviewed by May 2019.

becomes the paragraph "1. Review … it is." and then "Accepted. The queue … 2019.". A table is recognised by three or
more lines, one after another, whose right halves begin at the same place after a gap of three or more spaces. Labels
and names of fields that stand out to the left of their paragraphs ("(a)    Review …", "Response:    Accepted.") are no
column of a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.lines import actionrows
from kg.extract.nodes.labels import Kind, label

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_FEWEST = 3  # lines with both cells that make a table
_TELLING = 300  # lines of which enough must have both cells for a table, however long: the cost stays linear
_SLACK = 1  # columns by which the right halves may be out of line
_MOST = 6  # columns after the first
_REACH = 48  # characters after a label by which it may be known
_WORDED = (Kind.RECOMMENDATION, Kind.ANSWER)

Range = tuple[int, int]
Columns = tuple[int, ...]


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
        columns = _columns(plain, lines[index])
        told = _extent(plain, lines, index, columns, index + _TELLING) if columns else index
        if columns and _aligned(plain, lines[index:told], columns) >= _FEWEST:
            end = _extent(plain, lines, index, columns, len(lines))
            if _hanging(plain, lines[index:end], columns):
                index = end
                continue
            found[index] = (end, list(_cells(plain, lines[index:end], _refined(plain, lines[index:end], columns))))
            index = end
        else:
            index += 1
    return found


def _columns(plain: str, line: Range) -> Columns:
    """Where the cells of a line begin after its first, counted from its start; () where it has one or too many."""
    gaps = [match.end() - line[0] for match in _GAP.finditer(plain, line[0], min(line[1], line[0] + 400))]
    return tuple(gaps) if len(gaps) <= _MOST else ()


def _extent(plain: str, lines: Sequence[Range], first: int, columns: Columns, last: int) -> int:
    """The index after the last line, of those before `last`, that fits a table with these columns."""
    index = first
    while index < min(last, len(lines)) and all(_fits(plain, lines[index], column) for column in columns):
        index += 1
    while index > first and not any(_has_right(plain, lines[index - 1], column) for column in columns):
        index -= 1  # lines below with a left cell only belong to the last row if the table goes on
    return _with_left_tail(plain, lines, index, columns[0])


def _with_left_tail(plain: str, lines: Sequence[Range], index: int, column: int) -> int:
    """Take in lines below the table that are short enough for its left column and begin in lower case."""
    while index < len(lines):
        start, end = lines[index]
        words = plain[start:end].strip()
        if not words or end - start >= column or not words[0].islower():
            break
        index += 1
    return index


def _is_rule(plain: str, line: Range) -> bool:
    """Whether a line is drawn below the heading of a table."""
    return line[1] - line[0] > 5 and not plain[line[0] : line[1]].strip("-=+_ ")


def _fits(plain: str, line: Range, column: int) -> bool:
    start, end = line
    return _is_rule(plain, line) or end - start < column or _has_right(plain, line, column)


def _has_right(plain: str, line: Range, column: int) -> bool:
    start, end = line
    if end - start <= column:
        return False
    before = plain[max(start, start + column - 3) : start + column - _SLACK]
    return not before.strip()


def _aligned(plain: str, lines: Sequence[Range], columns: Columns) -> int:
    """How many lines have two cells or more, with a right one where a column begins."""
    return sum(any(_near(place, columns) for place in _columns(plain, line)) for line in lines)


def _hanging(plain: str, lines: Sequence[Range], columns: Columns) -> bool:
    """Whether only labels and names of fields stand to the left: paragraphs with hanging indents, no table."""
    return len(columns) == 1 and all(_labelled(plain, line, columns[0]) for line in lines)


def _labelled(plain: str, line: Range, column: int) -> bool:
    """Whether a bullet, a field's name or a label alone stands before a column, and reads as one with the words."""
    start, end = line
    words = plain[start : min(end, start + column + _REACH)].lstrip()
    left = plain[start : min(end, start + column - _SLACK)].strip()
    if not left.strip("-•▪◦·‣●○*") or left.endswith(":"):
        return True
    alone, found = label(left), label(words)
    known = alone is not None and alone.kind not in _WORDED and alone.end == len(left)
    return known and found is not None and found.end >= min(len(left) + 1, len(words))


def _near(place: int, columns: Columns) -> bool:
    return any(abs(place - column) <= _SLACK for column in columns)


def _refined(plain: str, lines: Sequence[Range], columns: Columns) -> Columns:
    """The columns with those that only later rows fill: at the same place in two lines, and every line fits."""
    places = Counter(place for line in lines for place in _columns(plain, line))
    more = list(columns)
    for place, count in sorted(places.items()):
        free = all(abs(place - column) > 3 + _SLACK for column in more)
        if count > 1 and free and len(more) < _MOST and all(_fits(plain, line, place) for line in lines):
            more.append(place)
    return tuple(sorted(more))


def _cells(plain: str, lines: Sequence[Range], columns: Columns) -> Iterator[Cell]:
    """The cells row by row; a row begins where the first cell of a line carries a label, in a table of actions where
    all columns begin anew."""
    drawn = [line for line in lines if not _is_rule(plain, line)]
    if actions := actionrows.rows(plain, [_parts(plain, line, columns) for line in drawn]):
        yield from (Cell(tuple(cell)) for row in actions for cell in row if cell)
        return
    row: list[list[Range]] = [[] for _ in range(len(columns) + 1)]
    for line in lines:
        if _is_rule(plain, line):
            if any(row):  # what stands above it is a row, though it has no label
                yield from (Cell(tuple(cell)) for cell in row if cell)
                row = [[] for _ in row]
            continue
        parts = _parts(plain, line, columns)
        if any(row) and _begins_row(plain, row, parts):
            yield from (Cell(tuple(cell)) for cell in row if cell)
            row = [[] for _ in row]
        for cell, part in zip(row, parts, strict=True):
            cell += [part] if part else []
    yield from (Cell(tuple(cell)) for cell in row if cell)


def _begins_row(plain: str, row: Sequence[list[Range]], parts: Sequence[Range | None]) -> bool:
    """Whether a line begins the next row: its first cell has a label, which is not that of a part further down in the
    cell ("including by: (a) …") while the cell beside it goes on, or answers this part under the same letter."""
    found = label(plain[slice(*parts[0])]) if parts[0] else None
    if found is None:
        return False
    if found.kind is not Kind.LETTER or not row[0] or not row[1]:
        return True
    beside = plain[slice(*parts[1])] if parts[1] else ""
    above = plain[slice(*row[1][-1])]
    answer = label(beside)
    same = answer is not None and answer.kind is Kind.LETTER and answer.paths == found.paths
    return not (same or beside[:1].islower() or (beside and above[-1] not in ".!?)"))


def _parts(plain: str, line: Range, columns: Columns) -> list[Range | None]:
    """The words of a line in each column, None where a cell has none."""
    start, end = line
    middles = [min(end, start + c - _SLACK) if _has_right(plain, line, c) else end for c in columns]
    borders = [start, *middles, end]
    return [_trim(plain, low, high) for low, high in pairwise(borders)]


def _trim(plain: str, start: int, end: int) -> Range | None:
    words = plain[start:end]
    if not words.strip():
        return None
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
