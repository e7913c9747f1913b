"""Tables of actions inside answers, printed cell by cell: finds the titles of their columns, then the rows below.

    Action | Owner | Date for completion | Map the journeys | Contact Team | July 2024 | Draft a strategy | …

Every cell is a paragraph. A row has a cell for each column, in the order of the titles, and the table goes on as long
as its cells are what the titles say: names below "Owner", dates below "Date". Titles printed again are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes import columntitles
from kg.extract.nodes.columntitles import Column
from kg.extract.nodes.labels import BULLET, Kind, Label, label

_MOST = 8  # columns
_LONGEST = 2000  # characters of a cell
_DASHES = re.compile(r"(?:\s{1,40}[-–—]{1,3}[ \t]{0,40}(?=\n|\Z)){1,3}")
_CAN_MISS = (Column.OWNER, Column.DATE, Column.STATUS)


@dataclass(frozen=True, slots=True)
class Row:
    """One action with the cells beside it, None where there is no such cell."""

    action: Paragraph
    owner: Paragraph | None = None
    date: Paragraph | None = None
    status: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table of actions: where its words begin behind `label` or bullet; the row, where it is the action."""

    begin: int = 0
    label: Label | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row, the paragraphs it consists of, and the place after it. `whole` says that no cell is missing."""

    row: Row
    cells: dict[int, Cell]
    after: int
    whole: bool


def cells(plain: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[int, Cell]]:
    """The paragraphs, those of tables of actions cell by cell, and the index of each cell."""
    found: list[Paragraph] = []
    marked: dict[int, Cell] = {}
    index = 0
    while index < len(paragraphs):
        table = _table(plain, paragraphs, index) if columntitles.is_title(paragraphs[index].text) else None
        if table is None:
            found.append(paragraphs[index])
            index += 1
            continue
        own, within, index = table
        marked |= {len(found) + place: cell for place, cell in within.items()}
        found += own
    return found, marked


def _table(
    plain: str, paragraphs: Sequence[Paragraph], index: int
) -> tuple[list[Paragraph], dict[int, Cell], int] | None:
    """The table whose first title stands at the index: its paragraphs, its cells among them, and the index after it."""
    texts = [one.text for one in paragraphs[index : index + _MOST]]
    above = [one.text for one in reversed(paragraphs[max(0, index - _MOST) : index])]
    columns = columntitles.columns(texts, above)
    if not columns:
        return None
    grid = _Grid(plain, paragraphs, index, columns)
    taken = list(_rows(grid))
    if not taken:
        return None
    end = taken[-1].after
    within = {place: Cell() for place in range(end)}
    for one in taken:
        within |= one.cells
    after = grid.reached[end - 1]
    rest = [cell for cell, reached in zip(grid.cells[end:], grid.reached[end:], strict=True) if reached == after]
    return [*grid.cells[:end], *rest], within, after


def _rows(grid: _Grid) -> Iterator[_Taken]:
    """The rows of a table in order. One that lacks a cell counts where a whole one follows it, the first where two."""
    place = first = len(grid.columns)
    while (taken := grid.row(place)) is not None:
        if not (taken.whole or _is_followed(grid, taken.after, 2 if place == first else 1)):
            return
        yield taken
        place = taken.after


def _is_followed(grid: _Grid, place: int, count: int) -> bool:
    """Whether so many whole rows begin at a place."""
    for _ in range(count):
        following = grid.row(place)
        if following is None or not following.whole:
            return False
        place = following.after
    return True


class _Grid:
    """The cells from the titles of a table on, taken from the paragraphs as they are asked for.

    `reached` has for every cell the index of the paragraph after it.
    """

    def __init__(self, plain: str, paragraphs: Sequence[Paragraph], index: int, columns: Sequence[Column]) -> None:
        self.plain, self.paragraphs, self.columns = plain, paragraphs, columns
        count = len(columns)
        self.cells = list(paragraphs[index : index + count])
        self.reached = [index + number + 1 for number in range(count)]
        self.titles = [cell.text for cell in self.cells]
        self.spaced = all(cell.gap for cell in self.cells[1:])

    def row(self, place: int) -> _Taken | None:
        """The row that begins at a place, None where what stands there is none."""
        found: dict[Column, Paragraph] = {}
        marks: dict[int, Cell] = {}
        missing = dashes = 0
        for column in self.columns:
            if column in _CAN_MISS and dashes < self._dashes(place):
                dashes += 1
                continue
            place = self._past_titles(place)
            cell = self._cell(place)
            mark = _mark(cell, column) if cell else None
            if cell is None or mark is None or not columntitles.fits(column, cell.text[mark.begin :], self.columns):
                missing += 1
                if missing > 1 or column not in _CAN_MISS:
                    return None
                continue
            found[column], marks[place] = cell.cut(mark.begin, len(cell.text)), mark
            place, dashes = place + 1, 0
        action = next((at for at in marks if marks[at].row is _OPEN), None)
        if action is None:
            return None
        beside = (found.get(column) for column in _CAN_MISS)
        row = Row(found[Column.ACTION], *beside)
        marks[action] = replace(marks[action], row=row)
        return _Taken(row, marks, place, whole=not missing)

    def _dashes(self, place: int) -> int:
        """How many lines before a cell are a dash and nothing else: cells that are no paragraphs."""
        found = _DASHES.match(self.plain, self.cells[place - 1].end)
        return len(found[0].split()) if found else 0

    def _past_titles(self, place: int) -> int:
        """The place after the titles where they stand there again."""
        first = self._cell(place)
        if first is None or first.text != self.titles[0]:
            return place
        again = [self._cell(place + number) for number in range(len(self.titles))]
        same = all(cell and cell.text == title for cell, title in zip(again, self.titles, strict=True))
        return place + len(self.titles) if same else place

    def _cell(self, place: int) -> Paragraph | None:
        while place >= len(self.cells):
            index = self.reached[-1]
            if index >= len(self.paragraphs):
                return None
            paragraph, index = self._joined(index)
            own = list(_split(self.plain, paragraph)) if self.spaced else [paragraph]
            self.cells += own
            self.reached += [index] * len(own)
        return self.cells[place]

    def _joined(self, index: int) -> tuple[Paragraph, int]:
        """A paragraph with the lines below it that no blank line parts from it: a cell that wraps."""
        first = self.paragraphs[index]
        index += 1
        while self.spaced and index < len(self.paragraphs) and len(first.text) < _LONGEST:
            line = self.paragraphs[index]
            if line.gap or line.marked or label(line.text) or BULLET.match(line.text):
                break
            first = first.cut(0, len(first.text))
            for start, end in line.pieces:
                first.extend(start, end, self.plain[start:end])
            first.apart = first.apart | line.apart
            index += 1
        return first, index


_OPEN = Row(Paragraph("", [], marked=False, gap=False))  # stands for the row of an action until its cells are known


def _mark(cell: Paragraph, column: Column) -> Cell | None:
    """A paragraph as a cell of a column, None where it opens something else."""
    if cell.marked or len(cell.text) > _LONGEST:
        return None
    found = label(cell.text)
    if found and found.kind in (Kind.RECOMMENDATION, Kind.ANSWER, Kind.BRACKET) and found.sure:
        return None
    bullet = BULLET.match(cell.text)
    if column is not Column.ACTION:
        return Cell(bullet.end() if bullet else 0)
    own = found if found and found.sure and found.end < len(cell.text) else None
    return Cell(own.end if own else bullet.end() if bullet else 0, own, _OPEN)


def _split(plain: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph cut at blank lines: cells that were taken for one sentence ("Contact Team | ongoing")."""
    begin = offset = 0
    for (start, end), (following, _) in zip(paragraph.pieces, paragraph.pieces[1:], strict=False):
        offset += end - start + 1
        if following not in paragraph.apart and plain.count("\n", end, following) > 1:
            yield paragraph.cut(begin, offset - 1)
            begin = offset
    yield paragraph.cut(begin, len(paragraph.text)) if begin else paragraph
