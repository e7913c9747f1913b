"""Any SPARQL 1.1 server as the store, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef

from kg.errors import QueryError, StoreError
from kg.interface import Kind, Quad, Store, Triple
from kg.model import Table
from kg.store import updates
from kg.store.addresses import addresses
from kg.store.http import Client, Dataset
from kg.store.stream import Made, file_of
from kg.store.terms import from_oxigraph, graph_of, named, row

_BATCH = 20_000  # triples per request of `bulk`: about 5 MB, under the limits that servers set
_PROBE = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?s) && isIRI(?o)) } LIMIT 1"


class RemoteStore:
    """The named graphs of a SPARQL 1.1 server. `replace` is one update request, atomic where the server's are.

    A query that names no graph must see the union of all graphs. Oxigraph is asked for it in each request; of
    any other server it is checked once, as soon as there is a triple to check it with.
    """

    def __init__(self, where: str, *, read_only: bool = False, token: str | None = None) -> None:
        self._client = Client(addresses(where), token)
        self._read_only = read_only
        self.folder = None
        self._checked = False
        self._check_union()

    def select(self, query: str) -> Table:
        self._check_union()
        answer = self._results(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("the query is of another kind", expected="a SELECT query")
        columns = tuple(variable.value for variable in answer.variables)
        return Table(columns, [row(solution) for solution in self._rows(answer)])

    def ask(self, query: str) -> bool:
        self._check_union()
        answer = self._results(query)
        if not isinstance(answer, ox.QueryBoolean):
            raise QueryError("the query is of another kind", expected="an ASK query")
        return bool(answer)

    def construct(self, query: str) -> Graph:
        self._check_union()
        return graph_of(self._client.triples(query))

    def triples(self, query: str) -> Iterator[Triple]:
        yield from self.construct(query)

    def native(
        self, query: str, *, triples: bool, dataset: Dataset | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Quad]:
        """The answer as it is read from the server: quads of a CONSTRUCT or DESCRIBE (`triples`), else rows."""
        return self._client.triples(query, dataset) if triples else self._client.results(query, dataset)

    def update(self, update: str) -> None:
        if self._read_only:
            raise StoreError(
                "the store was opened read-only",
                where=self._client.addresses.update,
                mend="open it without read_only to write",
            )
        self._client.update(update)

    def replace(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        if graphs:
            self.update(updates.replacement(graphs))

    def bulk(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        for name, triples in graphs.items():
            self.update(updates.drop(name))
            for batch in updates.batches(name, triples, _BATCH):
                self.update(batch)

    def apart(self, kinds: Iterable[Kind], work: Callable[[Store], None], result: URIRef) -> None:
        work(self)  # the server has its statements at hand, and this process does not

    def optimize(self) -> None:
        """SPARQL has no word for it: servers see to it themselves."""

    def load(self, nquads: Iterable[bytes]) -> None:
        with file_of(Made(nquads)) as file:
            for insertion in updates.insertions(file, _BATCH):
                self.update(insertion)

    def backup(self, folder: Path) -> None:
        raise StoreError(
            f"a server's store cannot be backed up to {folder}",
            where=self._client.addresses.query,
            mend="use the server's own backup, or kg export",
        )

    def graph_names(self) -> list[URIRef]:
        found = self._rows(self._solutions("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
        return sorted(URIRef(name.value) for (name,) in found if isinstance(name, ox.NamedNode))

    def graph(self, name: URIRef) -> Graph:
        return graph_of(self._graph_quads(name))

    def size(self) -> int:
        rows = list(self._rows(self._solutions("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")))
        return int(str(from_oxigraph(rows[0][0])))

    def quads(self) -> Iterator[Quad]:
        for quad in self.native_quads():
            subject, predicate, object_, name = quad
            yield from_oxigraph(subject), from_oxigraph(predicate), from_oxigraph(object_), from_oxigraph(name)

    def native_quads(self) -> Iterator[ox.Quad]:
        """Every quad as pyoxigraph terms, graph by graph so that no single answer is huge."""
        return chain.from_iterable(self._graph_quads(name) for name in self.graph_names())

    def close(self) -> None:
        """Nothing is kept open between requests."""

    def _graph_quads(self, name: URIRef) -> Iterator[ox.Quad]:
        node = named(str(name))
        for found in self._rows(self._solutions(f"SELECT ?s ?p ?o WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}")):
            yield ox.Quad(found[0], found[1], found[2], node)

    def _results(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean:
        return self._client.results(query)

    def _solutions(self, query: str) -> ox.QuerySolutions:
        answer = self._results(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise StoreError("the server gave no rows to a SELECT", where=self._client.addresses.query)
        return answer

    def _rows(self, answer: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
        """The rows; a server that runs out of time answers 200 and stops in the middle of the JSON."""
        try:
            yield from answer
        except (SyntaxError, ValueError, OSError) as error:
            raise self._client.cut_off(error) from error

    def _check_union(self) -> None:
        """Raise StoreError unless a pattern outside GRAPH finds what stands in a named graph."""
        if self._checked:
            return
        found = next(self._rows(self._solutions(_PROBE)), None)
        if found is None:
            return
        if self._results(f"ASK {{ {found[0]} {found[1]} {found[2]} }}"):
            self._checked = True
            return
        raise StoreError(
            "the server does not show its named graphs to a query that names none",
            where=self._client.addresses.query,
            expected="the union of all graphs as default graph",
            mend="start it so: oxigraph serve --union-default-graph; Fuseki: tdb2:unionDefaultGraph true",
        )
