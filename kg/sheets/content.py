"""What each sheet holds, in order: the same for workbooks and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import Graph
from rdflib.namespace import RDF

from kg.namespaces import INSP
from kg.sheets.concerns import concerns, missing
from kg.sheets.layout import DOCUMENT, DOCUMENT_COLUMNS, FOLLOW_UPS, SHEETS, Column, Kind
from kg.sheets.rows import particulars, plain, rows, short

README = "Read me"
_README = (
    "These sheets are a draft of what a document says. Compare them with it, mend them, save the file, hand it in.",
    "White cells may be changed; grey ones are told by the document and must stay as they are. Lists open in cells.",
    "Look at the rows with a reason under “look at this” first; the sheet “Look at this” lists all of them by line.",
    "Delete a row to take it out; add one below the last with its key left empty. Quote the document, or leave the "
    "quotation empty: then kg validate tells that it has none.",
    "Then: kg validate FILE, and kg submit FILE. To get RDF of it: kg draft FILE -o response.ttl",
)


@dataclass(frozen=True, slots=True)
class Content:
    """A sheet with its rows, each as long as its columns."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


def contents(graph: Graph, known: Mapping[str, str]) -> Iterator[Content]:
    """The sheets in the order of the tabs. "Read me" and "Look at this" are for people alone and never read."""
    yield Content(README, (Column("what to do", Kind.TOLD, 110),), [(line,) for line in _README])
    values = [(row.name, value, row.hint) for row, value in particulars(graph, known)]
    yield Content(DOCUMENT, DOCUMENT_COLUMNS, values)
    for sheet in SHEETS:
        if sheet in FOLLOW_UPS and (None, RDF.type, INSP.Recommendation) in graph and not _followed(graph):
            continue
        found = [[row.cells[column.name] for column in sheet.columns] for row in rows(graph, sheet, known)]
        yield Content(sheet.name, sheet.columns, found)
    yield Content("Look at this", _LOOK, list(_look(graph)))


def _followed(graph: Graph) -> bool:
    return any((None, RDF.type, sheet.of) in graph for sheet in FOLLOW_UPS)


_LOOK = (
    Column("why", Kind.TOLD, 45),
    Column("line", Kind.TOLD, 7),
    Column("quotation", Kind.TOLD, 80),
    Column("where", Kind.TOLD, 34),
)


def _look(graph: Graph) -> Iterator[Sequence[str]]:
    for particular in missing(graph):
        yield f"the document does not tell the {particular.name}", "", "", DOCUMENT
    for concern in concerns(graph):
        line = str(concern.line) if concern.line else ""
        yield plain(concern.kind), line, plain(concern.quotation), short(graph, concern.node)
