"""A draft as tables that a person edits (XLSX, or CSV in a .zip), and edited tables as a graph again.

graph → rows (`rows`) → file (`write`); file → lines (`tables`) → what differs from the rows (`edits`) → graph (`read`)
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph

from kg.errors import UsageError
from kg.sheets import archive, workbook
from kg.sheets.carried import parse
from kg.sheets.concerns import Concern, concerns, missing, natural, places
from kg.sheets.edits import edited
from kg.sheets.layout import Particular
from kg.sheets.problems import Problems
from kg.sheets.rows import short
from kg.sheets.tables import COLUMNS, OPTIONAL, lines

__all__ = [  # noqa: RUF022 - by code point, as everywhere here
    "Concern",
    "ENDINGS",
    "Particular",
    "REFUSED",
    "concerns",
    "located",
    "missing",
    "natural",
    "places",
    "read",
    "short",
    "write",
]

ENDINGS = (".xlsx", ".zip")
REFUSED = (".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".csv")
"""Endings of tables that are not read: macros, old formats, and single tables without what belongs to them."""


def write(graph: Graph, path: Path, known: Mapping[str, str]) -> None:
    """Write the tables of one response document, whole or not at all: .xlsx is a workbook, .zip holds CSV files.

    `known` are the names of teams and bodies by IRI. Raises UsageError where the file cannot be written.
    """
    (workbook.write if path.suffix.lower() == ".xlsx" else archive.write)(graph, path, known)


def read(path: Path, known: Mapping[str, str]) -> Graph:
    """The graph of tables that `write` wrote and a person edited; raises as `located` does."""
    return located(path, known)[0]


def located(path: Path, known: Mapping[str, str]) -> tuple[Graph, dict[str, str]]:
    """The graph of edited tables, and the place of each thing that they describe: "Commitments, row 12", by IRI.

    Raises UsageError where there is no such file or its kind is not read, DataError with every cell that cannot be
    used, and for files with macros, links to other files, or more than 256 MB of content.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        mend = "save it as .xlsx, without macros" if ending != ".csv" else "put the CSV files back into their .zip"
        raise UsageError("this kind of table is not read", where=str(path), expected=" or ".join(ENDINGS), mend=mend)
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path))
    problems = Problems()
    raw, carried = (workbook.read if ending == ".xlsx" else archive.read)(path, problems)
    graph = parse(carried, path)
    tables = {name: lines(name, raw.get(name, ()), problems) for name in COLUMNS if name in raw or name not in OPTIONAL}
    problems.check(path)  # without their columns, rows cannot be compared
    after, places = edited(graph, tables, known, problems)
    problems.check(path)
    return after, places
