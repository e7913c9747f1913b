"""Answers written as they are found, in any format of the specifications: what a SPARQL endpoint sends.

SELECT and ASK: SPARQL 1.1 Results in JSON, XML, CSV and TSV; CONSTRUCT and DESCRIBE: Turtle, N-Triples, JSON-LD and
RDF/XML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.interface import Store
from kg.namespaces import PREFIXES
from kg.store.embedded import EmbeddedStore
from kg.store.http import Dataset
from kg.store.remote import RemoteStore
from kg.store.terms import named
from kg.store.xml import check_xml

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
Native = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterator[ox.Quad]
Each = Callable[[], None]
"""Called once for each triple that is written; what it raises ends the writing."""


def answer(store: Store, query: str, *, triples: bool, base: str, dataset: Dataset | None = None) -> Native:
    """Run a query; its rows or triples are found as they are asked for.

    `dataset` (default graphs, named graphs) takes the place of what the query names. Raises QueryError and StoreError.
    """
    if isinstance(store, EmbeddedStore):
        return store.native(query, base=base, dataset=dataset)
    if isinstance(store, RemoteStore):
        return store.native(f"BASE <{base}> {query}", triples=triples, dataset=dataset)
    raise StoreError("this store gives no native answers", expected="a folder or an http(s) address")


def parse(query: str) -> None:
    """Raise QueryError where a text is no SPARQL query: it is begun over nothing, which takes no time."""
    EmbeddedStore(None).native(query, base="http://localhost/")


def update(store: Store, text: str, *, base: str) -> None:
    """Run an update whose relative IRIs are resolved against `base`. Raises QueryError and StoreError."""
    if isinstance(store, EmbeddedStore):
        store.update(text, base=base)
    else:
        store.update(f"BASE <{base}> {text}")


def write(found: Native, output: IO[bytes], form: str, each: Each) -> None:
    """Write the answer in a format (json, xml, csv, tsv for rows; ttl, nt, jsonld, rdf for triples).

    Raises StoreError where the store fails meanwhile, QueryError where the format does not suit the answer.
    """
    try:
        if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
            if form not in _RESULTS:
                raise QueryError(f"rows cannot be written as {form}", expected=", ".join(_RESULTS))
            found.serialize(output, _RESULTS[form])
        else:
            write_triples(found, output, form, each)
    except (SyntaxError, ValueError, RuntimeError, FileNotFoundError) as error:
        raise StoreError(f"the store failed: {error}") from error


def write_triples(triples: Iterable[ox.Triple | ox.Quad], output: IO[bytes], form: str, each: Each) -> None:
    """Write triples in a format, with the prefixes of `kg.namespaces`; the names of graphs are left out.

    Raises FormatError for what RDF/XML cannot hold.
    """
    if form not in _GRAPHS:
        raise QueryError(f"triples cannot be written as {form}", expected=", ".join(_GRAPHS))
    prefixes = None if form == "nt" else PREFIXES
    found = _counted(triples, each)
    ox.serialize(_checked(found) if form == "rdf" else found, output, _GRAPHS[form], prefixes=prefixes)


def _counted(triples: Iterable[ox.Triple | ox.Quad], each: Each) -> Iterator[ox.Triple]:
    for triple in triples:
        each()
        yield triple.triple if isinstance(triple, ox.Quad) else triple


def _checked(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    for triple in triples:
        check_xml(triple.predicate.value, triple.object.value if isinstance(triple.object, ox.Literal) else "")
        yield triple


def graph_triples(store: Store, name: str | None) -> Iterable[ox.Triple | ox.Quad]:
    """The triples of one named graph, or of the union of all (None) without those that come twice."""
    where = "?s ?p ?o" if name is None else f"GRAPH {named(name)} {{ ?s ?p ?o }}"
    found = answer(store, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}", triples=True, base="urn:x")
    return found if not isinstance(found, ox.QuerySolutions | ox.QueryBoolean) else ()


def insertion(data: bytes, form: str, base: str, name: str | None) -> str:
    """The INSERT DATA operation that adds the triples of a text to a named graph, or to the default graph (None).

    Raises QueryError where the text does not parse; relative IRIs are taken from `base`, and names of graphs in it are
    passed over.
    """
    try:
        quads = ox.parse(data, _GRAPHS[form], base_iri=base, rename_blank_nodes=True)
        lines = "".join(f"{quad.triple} .\n" for quad in quads)
    except (SyntaxError, ValueError) as error:
        raise QueryError(
            f"the body does not parse: {error}", expected="valid RDF in the format of Content-Type"
        ) from error
    return f"INSERT DATA {{\n{lines}}}" if name is None else f"INSERT DATA {{ GRAPH {named(name)} {{\n{lines}}} }}"
