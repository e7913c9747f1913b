"""What a store can do: the one small interface between the stages and whatever keeps the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.model import Table

Triple = tuple[Node, Node, Node]
Quad = tuple[Node, Node, Node, Node]
Kind = tuple[Node, Node | None]


class Store(Protocol):
    """Named graphs behind SPARQL 1.1. A query that names no graph sees the union of them all.

    Oxigraph finds a triple that stands in two graphs twice: where it matters, SELECT DISTINCT and COUNT(DISTINCT …).

    Every method raises StoreError when the store fails and QueryError when the query does not parse.
    """

    @property
    def folder(self) -> Path | None:
        """The folder of the store, for files beside the graph; None in memory and on a server."""

    def select(self, query: str) -> Table:
        """The rows of a SELECT, with rdflib terms."""

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""

    def construct(self, query: str) -> Graph:
        """The triples of a CONSTRUCT or DESCRIBE."""

    def triples(self, query: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE as they are found, the same perhaps several times."""

    def update(self, update: str) -> None:
        """Run a SPARQL 1.1 update, whole or not at all.

        The union holds for queries only: in the WHERE of an update name the graph (`GRAPH ?g { … }`).
        """

    def replace(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        """Replace the content of the named graphs, all of them or none. An empty iterable drops the graph."""

    def bulk(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        """As `replace`, for millions of triples and not atomic: for building a fresh store."""

    def load(self, nquads: Iterable[bytes]) -> None:
        """Add N-Quads (UTF-8), parts as they come. A store in this process takes all or nothing, a server a batch at a
        time. An error in making a part ends the load and is passed on; DataError for what is no N-Quads."""

    def apart(self, kinds: Iterable[Kind], work: Callable[[Store], None], result: URIRef) -> None:
        """Let `work` add to the graph `result` what it finds in statements of these kinds (predicate, and object or
        None for any), each by itself. It is given this store or, of one on disk, portions of them in memory, one after
        the other; such a store then takes all or nothing. An error of the work is passed on."""

    def optimize(self) -> None:
        """Put what is on disk in order for reading, worth its time after much was written. Nothing else changes."""

    def backup(self, folder: Path) -> None:
        """Copy the store to a new folder. Raises StoreError for a store in memory or on a server."""

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
