"""Rows of tables that a page break cuts: each cell is brought together again, before the cell beside it.

A cell is a run of lines below one another, a row is a run of cells side by side. Columns of a newspaper look like a
row too; they are told apart by standing alone on their page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_SAME = 6.0  # points by which the left edges of one column may differ


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page with its box in points, from the lower left corner; `first` is the width of its first word."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    first: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its page (from 0) and what its page shows: where the right margin of its column is, and whether a
    column of a newspaper (`opens`) or a cell (`cell`) begins with it."""

    line: Line
    page: int
    edge: float
    opens: bool = False
    cell: bool = False


Cell = list[Placed]
Row = list[Cell]


def rejoined(pages: Sequence[Sequence[Placed]]) -> Iterator[Placed]:
    """All lines in the order of reading."""
    last: Row = []
    several = False
    for page in pages:
        rows = _rows(page)
        again = sum(len(row) > 1 for row in rows) > 1
        if rows and last and (several or again) and _is_cut(last, rows[0]):
            _append(last, rows[0])
            rows = [last, *rows[1:]]
        elif last:
            rows = [last, *rows]
        for row in rows[:-1]:
            yield from (line for cell in row for line in cell)
        last, several = rows[-1] if rows else [], again or (several and len(rows) == 1)
    yield from (line for cell in last for line in cell)


def _rows(page: Sequence[Placed]) -> list[Row]:
    rows: list[Row] = []
    for cell in _cells(page):
        if rows and _beside(rows[-1], cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _cells(page: Sequence[Placed]) -> Iterator[Cell]:
    cell: Cell = []
    for placed in page:
        if cell and not _below(cell[-1].line, placed.line):
            yield cell
            cell = []
        cell.append(placed)
    if cell:
        yield cell


def _below(one: Line, two: Line) -> bool:
    return one.bottom - two.bottom > 0.5 * two.height and two.left < one.right and one.left < two.right


def _beside(row: Row, cell: Cell) -> bool:
    """Whether a cell stands to the right of the last one of a row, at its height."""
    before = row[-1]
    right = max(placed.line.right for placed in before)
    low, high = min(c[-1].line.bottom for c in row), max(c[0].line.top for c in row)
    return cell[0].line.left > right and cell[0].line.bottom < high and cell[-1].line.top > low


def _left(cell: Cell) -> float:
    return min(placed.line.left for placed in cell)


def _is_cut(row: Row, following: Row) -> bool:
    """Whether the first row of a page goes on with the last one of the page before it."""
    if len(row) < 2:
        return False
    pairs = [(_column(row, cell), cell) for cell in following]
    if any(column is None for column, _ in pairs):
        return False
    return any(
        column is not None and not _ends(row[column][-1].line.words) and cell[0].line.words[0].islower()
        for column, cell in pairs
    )


def _column(row: Row, cell: Cell) -> int | None:
    """The index of the cell of a row that stands in the same column."""
    return next((index for index, one in enumerate(row) if abs(_left(one) - _left(cell)) < _SAME), None)


def _ends(words: str) -> bool:
    return words.rstrip("\"'”’)").endswith((".", "?", "!", ":"))


def _append(row: Row, following: Row) -> None:
    for cell in following:
        column = _column(row, cell)
        if column is not None:
            row[column] += cell
    for cell in row:
        cell[0] = replace(cell[0], cell=True)


def opens_column(page: Sequence[Line], index: int) -> bool:
    """Whether a line begins a column of a newspaper: where no line stood yet, as high as the column before it does,
    which goes down to the foot of the page. A cell of a table stands lower or beside a higher foot."""
    line, before = page[index], page[index - 1]
    if not index or line.bottom <= before.bottom or min(other.bottom for other in page[:index]) < before.bottom:
        return False
    if any(abs(other.left - line.left) < _SAME for other in page[:index]):
        return False
    first = index - 1
    while first and _below(page[first - 1], page[first]) and page[first - 1].right < line.left:
        first -= 1
    last = index
    while last + 1 < len(page) and _below(page[last], page[last + 1]):
        last += 1
    foot = page[last].bottom + 3 * line.height
    return line.top > page[first].top - line.height and before.bottom < foot


def starts(lines: Sequence[tuple[int, int]], pages: int) -> tuple[int, ...]:
    """The offsets at which pages start, from the page and the offset of each line: where no line of an earlier page
    follows."""
    found = [0] * pages
    end = max((offset for _, offset in lines), default=0)
    for page in range(1, pages):
        later = [index for index, (number, _) in enumerate(lines) if number < page]
        place = later[-1] + 1 if later else 0
        found[page] = lines[place][1] if place < len(lines) else end
    assert all(one <= two for one, two in pairwise(found))
    return tuple(found)
