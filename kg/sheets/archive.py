"""The tables as CSV files in a .zip (RFC 4180, UTF-8), with the draft that they belong to."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rdflib import Graph

from kg.errors import DataError
from kg.files import whole
from kg.sheets import guard
from kg.sheets.carried import statements
from kg.sheets.content import Content, contents
from kg.sheets.problems import Problems
from kg.sheets.tables import COLUMNS, OPTIONAL

_DRAFT = "draft.nt"
_FORMULAS = ("=", "+", "-", "@", "\t", "'")  # spreadsheets would calculate what starts like this
_LONGEST = 2**20


def write(graph: Graph, path: Path, known: Mapping[str, str]) -> None:
    """Write the tables, whole or not at all."""
    with whole(path) as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for content in contents(graph, known):
            _put(archive, _file(content.name), _csv(content))
        _put(archive, _DRAFT, "".join(line + "\n" for line in statements(graph)))


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Add a part that is the same in every run: without the time of writing."""
    archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)


def _file(sheet: str) -> str:
    return sheet.lower().replace(" ", "-") + ".csv"


def _csv(content: Content) -> str:
    made = io.StringIO(newline="")
    made.write("\ufeff")  # without the mark, spreadsheets take UTF-8 for something else
    writer = csv.writer(made)
    writer.writerow([column.name for column in content.columns])
    for cells in content.rows:
        writer.writerow(["'" + cell if cell.startswith(_FORMULAS) else cell for cell in cells])
    return made.getvalue()


def read(path: Path, problems: Problems) -> tuple[dict[str, list[tuple[int, Sequence[object]]]], Iterable[str]]:
    """The rows of each table with their numbers, and the lines of the draft. The files may lie in a folder."""
    found: dict[str, list[tuple[int, Sequence[object]]]] = {}
    with guard.opened(path) as archive:
        parts = {name.rsplit("/", 1)[-1]: name for name in archive.namelist() if "__MACOSX" not in name}
        for sheet in COLUMNS:
            if _file(sheet) not in parts:
                if sheet not in OPTIONAL:
                    problems.add(sheet, f"{_file(sheet)} is missing; put it back")
                continue
            found[sheet] = list(_rows(_text(archive, parts[_file(sheet)], path), f"{path}/{_file(sheet)}"))
        draft = _text(archive, parts[_DRAFT], path).replace("\r\n", "\n").split("\n") if _DRAFT in parts else []
    return found, draft


def _text(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    try:
        return archive.read(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError("the table is not UTF-8", where=f"{path}/{name}", mend="save it as CSV UTF-8") from error


def _rows(text: str, where: str) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows, numbered as a spreadsheet shows them; semicolons are taken where the heading has them."""
    csv.field_size_limit(_LONGEST)
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULAS) else cell for cell in cells]
    except csv.Error as error:
        told = f"this is no CSV table: {error}"
        raise DataError(told, where=f"{where}:{reader.line_num}", mend="check the quotation marks") from error
