"""Cells as they come out of a file → lines with named cells; what is no table of ours is told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kg.sheets.layout import DOCUMENT, DOCUMENT_COLUMNS, FOLLOW_UPS, SHEETS, Column
from kg.sheets.problems import Problems, address
from kg.sheets.rows import plain

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    DOCUMENT: DOCUMENT_COLUMNS,
    **{sheet.name: sheet.columns for sheet in SHEETS},
}
"""The columns of the sheets that are read back."""
OPTIONAL = frozenset(sheet.name for sheet in FOLLOW_UPS)
"""The sheets that are there only where the draft has something for them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its cells by the names of their columns, and the place of each."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    places: Mapping[str, int]

    def where(self, column: str) -> str:
        """ "Commitments!F12"."""
        return address(self.sheet, self.places[column], self.row)


def words(value: object) -> str:
    """The value of a cell as a person sees it: dates as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain(str(value))


def lines(sheet: str, rows: Iterable[tuple[int, Sequence[object]]], problems: Problems) -> list[Line]:
    """The lines of one sheet below its heading; empty rows are none. `rows` come with their numbers."""
    made: list[Line] = []
    places: dict[str, int] | None = None
    for number, values in rows:
        cells = [words(value) for value in values]
        if not any(cells):
            continue
        if places is None:
            places = _heading(sheet, number, cells, problems)
            if places is None:
                return []
            continue
        for i, cell in enumerate(cells):
            if cell and i not in places.values():
                problems.add(address(sheet, i, number), f"{cell[:40]!r} stands outside the columns of this sheet")
        found = {name: cells[i] if i < len(cells) else "" for name, i in places.items()}
        made.append(Line(sheet, number, found, places))
    if places is None:
        problems.add(sheet, "the sheet is empty; keep its heading")
    return made


def _heading(sheet: str, row: int, cells: Sequence[str], problems: Problems) -> dict[str, int] | None:
    """Where each column stands; None where the heading is not that of the sheet."""
    names = [column.name for column in COLUMNS[sheet]]
    right = True
    for i, cell in enumerate(cells):
        if cell and (cell not in names or cell in cells[:i]):
            told = "stands there twice" if cell in names else "is no column of this sheet"
            problems.add(address(sheet, i, row), f"{cell[:40]!r} {told}; take it out, or give it back its name")
            right = False
    for name in names:
        if name not in cells:
            problems.add(sheet, f"the column {name!r} is missing; put it back")
            right = False
    return {cell: i for i, cell in enumerate(cells) if cell} if right else None
