"""The cells of one table of actions, and the rows that they can be: with all their cells, or without some of them.

Which cells a row has is told by what fits below the titles. A cell of free text (comments, progress in sentences) fits
nearly everything, so the last of a row is one only where the next row or the end of the table stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes import columntitles
from kg.extract.nodes.columntitles import Column
from kg.extract.nodes.labels import BULLET, Kind, Label, label
from kg.extract.nodes.wording import DEONTIC, IMPERATIVE

_LONGEST = 2000  # characters of a cell
_HEADING = 100  # characters of a heading
_DASHES = re.compile(r"(?:\s{1,40}[-–—]{1,3}[ \t]{0,40}(?=\n|\Z)){1,3}")
_BESIDE = (Column.OWNER, Column.DATE, Column.STATUS)
_FREE = (Column.OTHER, Column.NUMBER)
_OPENS = (Kind.RECOMMENDATION, Kind.ANSWER, Kind.BRACKET)
_MOST_FREE = 3  # cells of free text that a row can lack


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
class Taken:
    """A row, the cells it consists of, and the places where it begins and after it.

    `whole` says that it has all the cells that tell rows apart, `loose` are cells of free text that end it.
    """

    row: Row
    cells: dict[int, Cell]
    begin: int
    after: int
    whole: bool
    loose: tuple[str, ...] = ()


_OPEN = Row(Paragraph("", [], marked=False, gap=False))  # stands for the row of an action until its cells are known


class Grid:
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
        self._free = [number for number, column in enumerate(columns) if self._is_free(column)]
        self._shapes = list(self._absent())
        self._known: dict[tuple[int, Column], Cell | None] = {}

    def _is_free(self, column: Column) -> bool:
        told = Column.OWNER in self.columns and Column.DATE in self.columns
        return column in _FREE or (column is Column.STATUS and told)

    def _absent(self) -> Iterator[tuple[frozenset[int], bool]]:
        """The columns that a row can lack, and whether it is whole without them: the fewest first."""
        told = [number for number, column in enumerate(self.columns) if column in _BESIDE and number not in self._free]
        for strict in range(len(told)):
            for free in range(min(len(self._free), _MOST_FREE) + 1):
                for one in combinations(told, strict):
                    for other in combinations(self._free, free):
                        yield frozenset((*one, *other)), not strict

    def rows(self, place: int, *, whole: bool) -> list[Taken]:
        """The rows that what stands at a place can be, those that lack the fewest cells first."""
        shaped = (self._shaped(place, absent, is_whole) for absent, is_whole in self._shapes if is_whole is whole)
        return [one for one in shaped if one]

    def _shaped(self, place: int, absent: frozenset[int], whole: bool) -> Taken | None:
        found: dict[Column, Paragraph] = {}
        marks: dict[int, Cell] = {}
        loose: list[str] = []
        begin, dashes = place, 0
        for number, column in enumerate(self.columns):
            if column in (*_BESIDE, Column.OTHER) and dashes < self._dashes(place):
                dashes += 1
                continue
            if number in absent:
                continue
            place = self._past_titles(place)
            mark = self._fitting(place, column)
            if mark is None:
                return None
            cell = self.cells[place]
            found[column], marks[place] = cell.cut(mark.begin, len(cell.text)), mark
            is_loose = number in self._free and column is not Column.NUMBER and not columntitles.is_state(cell.text)
            loose = [*loose, cell.text] if is_loose else []
            place, dashes = place + 1, 0
        action = next(at for at in marks if marks[at].row is _OPEN)
        row = Row(found[Column.ACTION], *(found.get(column) for column in _BESIDE))
        marks[action] = replace(marks[action], row=row)
        return Taken(row, marks, begin, place, whole, tuple(loose))

    def _fitting(self, place: int, column: Column) -> Cell | None:
        """What stands at a place as a cell of a column, None where it is none."""
        if (place, column) not in self._known:
            cell = self.cell(place)
            mark = _mark(cell, column) if cell else None
            fits = cell and mark and columntitles.fits(column, cell.text[mark.begin :], self.columns)
            self._known[place, column] = mark if fits else None
        return self._known[place, column]

    def ends(self, place: int) -> bool:
        """Whether a table cannot go on at a place: a recommendation, an answer or nothing stands there."""
        if self._closes(place):
            return True
        cell = self.cell(place)
        return cell is not None and is_heading(cell.text) and self._closes(place + 1)

    def _closes(self, place: int) -> bool:
        cell = self.cell(place)
        if cell is None or cell.marked or columntitles.is_of_answer(cell.text):
            return True
        found = label(cell.text)
        return found is not None and found.sure and found.kind is not Kind.LETTER

    def is_last(self, place: int) -> bool:
        """Whether nothing stands at a place or after it."""
        return self.cell(place) is None

    def _dashes(self, place: int) -> int:
        """How many lines before a cell are a dash and nothing else: cells that are no paragraphs."""
        found = _DASHES.match(self.plain, self.cells[place - 1].end)
        return len(found[0].split()) if found else 0

    def _past_titles(self, place: int) -> int:
        """The place after the titles where they stand there again."""
        first = self.cell(place)
        if first is None or first.text != self.titles[0]:
            return place
        again = [self.cell(place + number) for number in range(len(self.titles))]
        same = all(cell and cell.text == title for cell, title in zip(again, self.titles, strict=True))
        return place + len(self.titles) if same else place

    def cell(self, place: int) -> Paragraph | None:
        """The cell at a place, None behind the last."""
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
        found = label(first.text)
        if found and found.kind in _OPENS and found.end >= len(first.text):  # "Recommendation 2" above its text
            return first, index
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


def is_heading(text: str) -> bool:
    """Whether a paragraph can be a heading."""
    return len(text) <= _HEADING and text[0].isupper() and text[-1] not in ".:;,!?"


def _mark(cell: Paragraph, column: Column) -> Cell | None:
    """A paragraph as a cell of a column, None where it opens something else."""
    if cell.marked or len(cell.text) > _LONGEST:
        return None
    found = label(cell.text)
    if found and found.kind in _OPENS and found.sure:
        return None
    bullet = BULLET.match(cell.text)
    if column is not Column.ACTION:
        return None if found and column is not Column.NUMBER and _asks(found, cell.text) else Cell(_end(bullet))
    own = found if found and found.sure and found.end < len(cell.text) else None
    return Cell(own.end if own else _end(bullet), own, _OPEN)


def _end(bullet: re.Match[str] | None) -> int:
    return bullet.end() if bullet else 0


def _asks(found: Label, text: str) -> bool:
    """Whether a paragraph with a label can begin a recommendation: "2. The Home Office should mend the lamps"."""
    words = text[found.end :]
    if found.kind in _OPENS:
        return not words or words[0].isupper()
    return bool(DEONTIC.match(words) or IMPERATIVE.match(words))


def _split(plain: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph cut at blank lines: cells that were taken for one sentence ("Contact Team | ongoing")."""
    begin = offset = 0
    for (start, end), (following, _) in zip(paragraph.pieces, paragraph.pieces[1:], strict=False):
        offset += end - start + 1
        if following not in paragraph.apart and plain.count("\n", end, following) > 1:
            yield paragraph.cut(begin, offset - 1)
            begin = offset
    yield paragraph.cut(begin, len(paragraph.text)) if begin else paragraph
