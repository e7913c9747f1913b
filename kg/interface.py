"""What a store can do: the one small interface between the stages and whatever keeps the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.model import Table

Triple = tuple[Node, Node, Node]
Quad = tuple[Node, Node, Node, Node]


class Store(Protocol):
    """Named graphs behind SPARQL 1.1. A query that names no graph sees the union of them all.

    Every method raises StoreError when the store fails and QueryError when the query does not parse.
    """

    def select(self, query: str) -> Table:
        """The rows of a SELECT, with rdflib terms."""

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""

    def construct(self, query: str) -> Graph:
        """The triples of a CONSTRUCT or DESCRIBE."""

    def update(self, update: str) -> None:
        """Run a SPARQL 1.1 update, whole or not at all."""

    def replace(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        """Replace the content of the named graphs, all of them or none. An empty iterable drops the graph."""

    def graph_names(self) -> list[URIRef]:
        """The named graphs, sorted."""

    def graph(self, name: URIRef) -> Graph:
        """A copy of one named graph (empty where there is none)."""

    def size(self) -> int:
        """The number of quads."""

    def quads(self) -> Iterator[Quad]:
        """Every quad, in no particular order."""

    def close(self) -> None:
        """Flush and let go of the store."""
