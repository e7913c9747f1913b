"""A drafted graph → the rows of its sheets, as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from kg.namespaces import BASE, INSP
from kg.sheets.concerns import concerns, holder, natural, places
from kg.sheets.layout import KEY, LINE, LOOK, PARTICULARS, QUOTATION, Column, Kind, Particular, Sheet

MOST = 32_000  # characters of a cell: spreadsheets hold 32,767
CUT = "… (cut: too long for a cell)"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 cannot hold


@dataclass(frozen=True, slots=True)
class Row:
    """A thing with its cells by the names of the columns."""

    node: Node
    cells: Mapping[str, str]


def plain(text: str) -> str:
    """A text as a cell keeps it: without control characters and spaces around it, cut where no cell holds it."""
    words = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return words if len(words) <= MOST else words[:MOST] + CUT


class Names:
    """The names of teams and bodies: those of the reference data, and those that the graph describes."""

    def __init__(self, graph: Graph, known: Mapping[str, str]) -> None:
        self.labels = dict(known)
        for node, label in graph.subject_objects(SKOS.prefLabel):
            self.labels.setdefault(str(node), str(label))
        self.nodes: dict[str, str] = {}
        for iri, name in sorted(self.labels.items()):
            if plain(name) and ";" not in name:
                self.nodes.setdefault(plain(name), iri)

    def show(self, node: Node) -> str:
        """The name by which `find` gives the same node: its label, or the end of its IRI."""
        label = plain(self.labels.get(str(node), ""))
        return label if self.nodes.get(label) == str(node) else key(node)

    def find(self, name: str) -> str | None:
        """The IRI of a name; None where nobody knows it."""
        if found := self.nodes.get(name):
            return found
        if re.fullmatch(r"(?:team|organisation|system)/[a-z0-9-]+", name):
            return str(BASE[name])
        return None


def key(node: Node) -> str:
    """The end of the IRI of a thing, which names it within the submission."""
    return str(node).removeprefix(str(BASE))


def short(graph: Graph, node: Node) -> str:
    """How a row names another: a recommendation by its number, an answer by number and body."""
    if (node, RDF.type, INSP.Response) in graph:
        return "/".join(str(node).rsplit("/", 2)[-2:])
    return plain(str(graph.value(node, INSP.number) or key(node)))


def show(graph: Graph, node: Node | None, column: Column, names: Names) -> str:
    """What the cell of a thing shows; several values are parted by semicolons."""
    values = list(graph.objects(node, column.predicate)) if column.predicate is not None else []
    if column.kind is Kind.NAMES:
        shown = [names.show(value) for value in values]
    elif column.choices:
        labels = {INSP[name]: label for name, label in column.choices}
        shown = [labels.get(URIRef(str(value)), key(value)) for value in values]
    elif column.kind is Kind.EARLIER:
        shown = [key(value).removeprefix("recommendation/") for value in values]
    elif column.kind is Kind.NODE:
        shown = [short(graph, value) for value in values]
    else:
        shown = [plain(str(value)) for value in values]
    return "; ".join(sorted(shown))


def rows(graph: Graph, sheet: Sheet, known: Mapping[str, str]) -> list[Row]:
    """The rows of a sheet, in the order of the document."""
    names = Names(graph, known)
    reasons: dict[Node, dict[str, None]] = {}
    for concern in concerns(graph):
        reasons.setdefault(concern.node, {})[concern.kind] = None
    made = []
    for node in graph.subjects(RDF.type, sheet.of):
        found = places(graph, node)
        cells = {column.name: show(graph, node, column, names) for column in sheet.columns}
        cells[LOOK] = "; ".join(reasons.get(node, ()))
        cells[LINE] = str(found[0][0]) if found else ""
        cells[QUOTATION] = plain(" […] ".join(words for _, words in found))
        cells[KEY] = key(node)
        made.append((found[0][0] if found else 10**9, natural(str(node)), Row(node, cells)))
    return [row for _, _, row in sorted(made, key=lambda item: item[:2])]


def particulars(graph: Graph, known: Mapping[str, str]) -> list[tuple[Particular, str]]:
    """The rows of the sheet Document with their values."""
    names = Names(graph, known)
    return [(row, show(graph, holder(graph, row.holder), row.column, names)) for row in PARTICULARS]
