"""Tables of actions inside answers, printed cell by cell: finds the titles of their columns, then the rows below.

    Action | Owner | Date for completion | Map the journeys | Contact Team | July 2024 | Draft a strategy | …

Every cell is a paragraph. A row has a cell for each column, in the order of the titles, and the table goes on as long
as its cells are what the titles say: names below "Owner", dates below "Date". Titles printed again are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes import columntitles
from kg.extract.nodes.actiongrid import Cell, Grid, Taken, is_heading
from kg.extract.nodes.wording import BODY_WORDS, DEONTIC, IMPERATIVE, answers

_MOST = 8  # columns
_FEWEST = 3  # columns from which on titles without a row are told
_UNREAD = "what reads like a row of a table of actions was not read as one"

Odd = tuple[str, int, int]
"""A message about a stretch of the source."""


@dataclass(slots=True)
class _Table:
    """A table as read: its paragraphs, the cells among them, the index after it, and what was left out."""

    own: list[Paragraph] = field(default_factory=list)
    within: dict[int, Cell] = field(default_factory=dict)
    after: int = 0
    odd: list[Odd] = field(default_factory=list)


def cells(plain: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[int, Cell], list[Odd]]:
    """The paragraphs, those of tables of actions cell by cell, the index of each cell, and what was left out."""
    found: list[Paragraph] = []
    marked: dict[int, Cell] = {}
    odd: list[Odd] = []
    index = 0
    while index < len(paragraphs):
        table = _table(plain, paragraphs, index) if columntitles.is_title(paragraphs[index].text) else None
        odd += table.odd if table else []
        if table is None or not table.own:
            found.append(paragraphs[index])
            index += 1
            continue
        marked |= {len(found) + place: cell for place, cell in table.within.items()}
        found += table.own
        index = table.after
    return found, marked, odd


def _table(plain: str, paragraphs: Sequence[Paragraph], index: int) -> _Table | None:
    """The table whose first title stands at the index; without paragraphs where no row was read."""
    texts = [one.text for one in paragraphs[index : index + _MOST]]
    above = [one.text for one in reversed(paragraphs[max(0, index - _MOST) : index])]
    columns = columntitles.columns(texts, above)
    if not columns:
        return None
    grid = Grid(plain, paragraphs, index, columns)
    odd: list[Odd] = []
    taken = list(_rows(grid, odd))
    if not taken:
        titles = grid.cells[0].start, grid.cells[len(columns) - 1].end
        told = not odd and len(columns) >= _FEWEST and not grid.ends(len(columns))
        return _Table(odd=[(_UNREAD, *titles)] if told else odd)
    end = taken[-1].after
    within = {place: Cell() for place in range(len(columns))}
    for one in taken:
        within |= {place: Cell() for place in range(one.begin, one.after)} | one.cells
    after = grid.reached[end - 1]
    rest = [cell for cell, reached in zip(grid.cells[end:], grid.reached[end:], strict=True) if reached == after]
    return _Table([*grid.cells[:end], *rest], within, after, odd)


def _rows(grid: Grid, odd: list[Odd]) -> Iterator[Taken]:
    """The rows of a table in order. Cells that are no row but stand before one are told and passed over."""
    place = first = len(grid.columns)
    while True:
        taken = _row(grid, place, first=place == first)
        if taken is None:
            following = _beyond(grid, place) if place > first else None
            cell = grid.cell(place)
            if following is None or cell is None:
                return
            odd.append((_UNREAD, cell.start, grid.cells[following - 1].end))
            if not _is_followed(grid, following):
                return
            place = following
            continue
        yield taken
        place = taken.after


def _beyond(grid: Grid, place: int) -> int | None:
    """The place after what is left of a row: where the next one begins, or the table ends; None where no row is."""
    cell = grid.cell(place)
    if cell is None or cell.marked or columntitles.is_title(cell.text):
        return None
    below = grid.cell(place + 1)
    asked = below is not None and columntitles.is_of_answer(below.text)
    left = place + 1 if IMPERATIVE.match(cell.text) and not asked else None
    if grid.ends(place):
        return left
    for reached in range(place + 1, place + len(grid.columns) + 1):
        if _is_followed(grid, reached):
            return reached
        if grid.ends(reached) or columntitles.is_title(grid.cells[reached].text):
            break
    return left


def _row(grid: Grid, place: int, *, first: bool) -> Taken | None:
    """The row that begins at a place, None where what stands there is none."""
    if whole := grid.rows(place, whole=True):
        return max(whole, key=lambda one: _sureness(grid, one))
    return next((one for one in grid.rows(place, whole=False) if _is_row(grid, one, first=first)), None)


def _sureness(grid: Grid, taken: Taken) -> tuple[int, bool]:
    """How sure it is that a row ends where it does, and whether the owner below it is named as bodies are."""
    following = next(iter(grid.rows(taken.after, whole=True)), None)
    if following is None:
        return _end_sureness(grid, taken), False
    owner, action = following.row.owner, following.row.action.text
    alike = action[-1] != "." or taken.row.action.text[-1] == "."  # else it is a comment that ends like a sentence
    return 3 if alike else 1, owner is not None and BODY_WORDS.search(owner.text) is not None


def _end_sureness(grid: Grid, taken: Taken) -> int:
    """How sure it is that a row ends where it does, with no whole row below it."""
    if any(_is_told(one) for one in grid.rows(taken.after, whole=False)):
        return 2
    if not taken.loose:
        return 0
    free = not any(DEONTIC.match(text) or IMPERATIVE.match(text) or answers(text) for text in taken.loose)
    sure = free and (grid.is_last(taken.after) or not any(is_heading(text) for text in taken.loose))
    return 1 if sure and grid.ends(taken.after) else -1


def _is_followed(grid: Grid, place: int, count: int = 1) -> bool:
    """Whether so many whole rows begin at a place."""
    for _ in range(count):
        following = grid.rows(place, whole=True)
        if not following:
            return False
        place = following[0].after
    return True


def _is_row(grid: Grid, taken: Taken, *, first: bool) -> bool:
    """Whether what lacks a cell is a row: whole rows follow it, or its own cells tell it from prose."""
    if _is_followed(grid, taken.after, 2 if first else 1):
        return True
    if not _is_told(taken) or _is_followed(grid, taken.begin + 1):
        return False
    again = any(_is_told(one) for one in grid.rows(taken.after, whole=False))
    return again or grid.ends(taken.after) or IMPERATIVE.match(taken.row.action.text) is not None


def _is_told(taken: Taken) -> bool:
    """Whether a row that lacks a cell is told by a date below a phrase, or by an owner below a command."""
    action, date = taken.row.action.text, taken.row.date
    commands = IMPERATIVE.match(action) is not None
    if date:
        phrase = action[-1] not in ".:" and not DEONTIC.match(action) and not answers(action)
        return commands or (phrase and not columntitles.is_none(date.text))
    owner = taken.row.owner.text if taken.row.owner else ""
    return commands and bool(owner) and not (columntitles.is_none(owner) or IMPERATIVE.match(owner))
