"""The tables as a workbook (Office Open XML, ISO/IEC 29500), written and read row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import Graph

from kg.errors import DataError
from kg.files import DAMAGED, whole
from kg.sheets import guard
from kg.sheets.carried import statements
from kg.sheets.content import README, Content, contents
from kg.sheets.layout import DOCUMENT, LOOK, PARTICULARS, Column, Kind
from kg.sheets.problems import Problems, address
from kg.sheets.tables import COLUMNS, OPTIONAL

if TYPE_CHECKING:
    from openpyxl import Workbook

_HIDDEN = "draft"
_CHUNK = 32_000  # characters of a cell
_SPARE = 500  # rows below the last for which lists are offered
_LINE_HEIGHT, _TALLEST = 15, 150  # points
_FILL = 0.95  # of the width of a column that words fill, for they do not break
_FONT = "Calibri"
_MOST_ROWS, _MOST_COLUMNS = 20_000, 64  # of a sheet: a row with one cell far to the right would be thousands of cells
# What openpyxl and the parts of a damaged workbook raise.
_BROKEN = (*DAMAGED, KeyError, TypeError, AttributeError, SyntaxError, IndexError, OSError)
_TOLD = frozenset(row.name for row in PARTICULARS if row.column.kind is Kind.TOLD)


def write(graph: Graph, path: Path, known: Mapping[str, str]) -> None:
    """Write the workbook, whole or not at all."""
    from openpyxl import Workbook

    with whole(path) as file:  # first: a workbook that is begun must be saved
        book = Workbook(write_only=True)
        book.properties.creator = "inspection-kg"
        book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # the same draft, the same workbook
        for content in contents(graph, known):
            _sheet(book, content)
        hidden = book.create_sheet(_HIDDEN)
        hidden.sheet_state = "hidden"
        for line in statements(graph):
            hidden.append([_cell(hidden, line[i : i + _CHUNK]) for i in range(0, len(line), _CHUNK)])
        book.save(file)


def _sheet(book: Workbook, content: Content) -> None:
    """A sheet with its heading frozen, readable widths and lists to choose from."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Any = book.create_sheet(content.name)
    editable = [_editable(content.name, column) for column in content.columns]
    reason = next((at for at, column in enumerate(content.columns) if column.name == LOOK), -1)
    for i, column in enumerate(content.columns, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = column.width
        sheet.column_dimensions[get_column_letter(i)].number_format = "@"  # "2024-12" stays what it is
    if content.name != README:
        sheet.freeze_panes = "B2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # a printed row stays on its page
    _lists(sheet, content)
    sheet.row_dimensions[1].height = _height(content.columns, [column.name for column in content.columns])
    sheet.append([_cell(sheet, column.name, "heading") for column in content.columns])
    for number, cells in enumerate(content.rows, start=2):
        sheet.row_dimensions[number].height = _height(content.columns, cells)
        told = content.name == DOCUMENT and cells[0] in _TOLD
        looks = ["open" if own and not told else "told" for own in editable]
        looks = ["reason" if at == reason and cells[at] else look for at, look in enumerate(looks)]
        sheet.append([_cell(sheet, text, look) for text, look in zip(cells, looks, strict=True)])
    if content.name in COLUMNS and content.name != DOCUMENT:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(content.columns))}{len(content.rows) + 1}"


def _height(columns: Sequence[Column], cells: Sequence[str]) -> int:
    """Points for the longest cell of a row, up to what leaves other rows in sight."""
    pairs = zip(columns, cells, strict=True)
    lines = max(
        sum(ceil((len(part) + 1) / (column.width * _FILL)) for part in text.split("\n")) for column, text in pairs
    )
    return min(lines * _LINE_HEIGHT + 2, _TALLEST)


def _editable(sheet: str, column: Column) -> bool:
    return sheet in COLUMNS and column.kind is not Kind.TOLD and not column.fixed


def _lists(sheet: Any, content: Content) -> None:
    """Drop-down lists for the closed schemes, and for the numbers of recommendations."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = len(content.rows) + 1 + _SPARE
    for i, column in enumerate(content.columns, start=1):
        if column.kind is Kind.SCHEME:
            choice = '"' + ",".join(label for _, label in column.choices) + '"'
        elif column.kind is Kind.NODE and column.name != "answer":
            choice = f"Recommendations!$A$2:$A${_SPARE + 2000}"
        else:
            continue
        told = f"Choose one of the list under “{column.name}”."
        rule = DataValidation(type="list", formula1=choice, allow_blank=True, showErrorMessage=True, error=told)
        rule.add(f"{get_column_letter(i)}2:{get_column_letter(i)}{last}")
        sheet.data_validations.append(rule)


def _cell(sheet: Any, text: str, look: str = "") -> Any:
    """A cell of text, whatever it starts with: nothing is a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
    if look:
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(bottom=Side("thin", color="CCCCCC"))
    if look == "heading":
        cell.font = Font(name=_FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
    elif look == "reason":
        cell.fill = PatternFill("solid", fgColor="FFE9A8")
        cell.font = Font(name=_FONT, color="444444")
    elif look == "told":
        cell.fill = PatternFill("solid", fgColor="EEEEEE")
        cell.font = Font(name=_FONT, color="444444")
    return cell


def read(path: Path, problems: Problems) -> tuple[dict[str, list[tuple[int, Sequence[object]]]], Iterable[str]]:
    """The rows of each sheet with their numbers, and the lines of the draft that the workbook carries."""
    from openpyxl import load_workbook

    with guard.opened(path):
        pass
    try:
        book = load_workbook(path, read_only=True, keep_links=False)
        missing = [name for name in COLUMNS if name not in book.sheetnames]
        for name in (name for name in missing if name not in OPTIONAL):
            problems.add(name, "the sheet is missing; put it back under this name")
        found = {name: list(_rows(book[name], name, problems)) for name in COLUMNS if name not in missing}
        draft = list(_draft(book[_HIDDEN])) if _HIDDEN in book.sheetnames else []
        book.close()
    except _BROKEN as error:
        raise DataError(
            "the workbook is damaged",
            where=str(path),
            expected="a workbook as kg draft writes it",
            mend="save it again as .xlsx",
        ) from error
    return found, draft


def _rows(sheet: Any, name: str, problems: Problems) -> Iterator[tuple[int, Sequence[object]]]:
    sheet.reset_dimensions()  # what a file says of its size need not be so
    for number, cells in enumerate(islice(sheet.iter_rows(max_col=_MOST_COLUMNS), _MOST_ROWS), start=1):
        for i, cell in enumerate(cells):
            if cell.data_type == "f":
                problems.add(address(name, i, number), "this is a formula; write its value (copy, paste values only)")
            elif cell.data_type == "e":
                problems.add(address(name, i, number), f"the cell holds the error {cell.value}; write a value")
        yield number, [cell.value for cell in cells]


def _draft(sheet: Any) -> Iterator[str]:
    sheet.reset_dimensions()
    for values in sheet.iter_rows(values_only=True):
        yield "".join(str(value) for value in values if value is not None)
