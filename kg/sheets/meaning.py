"""What a person wrote in a cell → RDF terms, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, RDF, SKOS
from rdflib.term import Node

from kg import identifiers as ids
from kg.dates import edtf
from kg.namespaces import EDTF, INSP
from kg.sheets.layout import Column, Kind
from kg.sheets.rows import Names


class NoMeaningError(ValueError):
    """A cell that cannot be used; its words are for the person who wrote it."""


class Meanings:
    """Reads cells. `nodes` are the rows that others may name, by the name of the column that names them; teams and
    bodies that nobody knows are described in `graph`."""

    def __init__(self, graph: Graph, names: Names, nodes: Mapping[str, Mapping[str, Node]]) -> None:
        self.graph, self.names, self.nodes = graph, names, nodes

    def read(self, column: Column, words: str) -> list[Node]:
        """The terms that a cell stands for; none where it is empty. Raises NoMeaningError."""
        if not words:
            if column.needed:
                raise NoMeaningError(f"{column.name!r} must not be empty{_choices(column)}")
            return []
        if column.kind is Kind.DATE:
            return [_date(words)]
        if column.kind is Kind.SCHEME:
            return [_concept(column, words)]
        if column.kind is Kind.NAMES:
            return [self.body(name, team=column.team) for name in map(str.strip, words.split(";")) if name]
        if column.kind is Kind.NODE:
            return [self._node(column, words)]
        return [Literal(words)]

    def body(self, name: str, *, team: bool = False) -> URIRef:
        """The team or organisation of this name, which is described where nobody knows it."""
        if found := self.names.find(name):
            return URIRef(found)
        iri = ids.team(name) if team else ids.organisation(name)
        if str(iri) not in self.names.labels:
            self.graph.add((iri, RDF.type, INSP.Team if team else ORG.FormalOrganization))
            self.graph.add((iri, SKOS.prefLabel, Literal(name, lang="en")))
        return iri

    def _node(self, column: Column, words: str) -> Node:
        known = self.nodes[column.name]
        if words in known:
            return known[words]
        sheet = "Answers" if column.name == "answer" else "Recommendations"
        raise NoMeaningError(f"there is no {words[:40]!r} in the sheet {sheet}")


def _date(words: str) -> Literal:
    value = edtf(words)
    if value is None:
        raise NoMeaningError(f"{words[:40]!r} is no date; write 2025-02-28 or 2025-02")
    return Literal(value, datatype=EDTF)


def _concept(column: Column, words: str) -> URIRef:
    for name, label in column.choices:
        if words.casefold() in (label, name.casefold()):
            return INSP[name]
    raise NoMeaningError(f"{words[:40]!r} cannot be chosen here{_choices(column)}")


def _choices(column: Column) -> str:
    return f"; write {', '.join(label for _, label in column.choices)}" if column.choices else ""
