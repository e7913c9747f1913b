"""The SPARQL 1.1 Update text that replaces whole named graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import IO

import pyoxigraph as ox
from rdflib import URIRef

from kg.interface import Triple
from kg.store.terms import named, quads


def replacement(graphs: Mapping[URIRef, Iterable[Triple]]) -> str:
    """One update request that drops the graphs and writes them anew; one INSERT DATA, so blank nodes stay shared."""
    blocks = [(name, _lines(name, triples)) for name, triples in graphs.items()]
    inserts = "\n".join(f"GRAPH {named(str(name))} {{\n{lines}}}" for name, lines in blocks if lines)
    return ";\n".join([*(drop(name) for name, _ in blocks), *([f"INSERT DATA {{\n{inserts}\n}}"] if inserts else [])])


def drop(name: URIRef) -> str:
    """The operation that removes one named graph, present or not."""
    return f"DROP SILENT GRAPH {named(str(name))}"


def batches(name: URIRef, triples: Iterable[Triple], size: int) -> Iterator[str]:
    """INSERT DATA operations of at most `size` triples each."""
    rest = iter(triples)
    while batch := _lines(name, islice(rest, size)):
        yield f"INSERT DATA {{ GRAPH {named(str(name))} {{\n{batch}}} }}"


def insertions(nquads: IO[bytes], size: int) -> Iterator[str]:
    """INSERT DATA operations of at most `size` statements each, for N-Quads."""
    rest = iter(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    while batch := list(islice(rest, size)):
        blocks = "\n".join(
            f"GRAPH {name} {{\n" + "".join(f"{quad.triple} .\n" for quad in quads_) + "}"
            for name, quads_ in groupby(batch, key=lambda quad: quad.graph_name)
        )
        yield f"INSERT DATA {{\n{blocks}\n}}"


def _lines(name: URIRef, triples: Iterable[Triple]) -> str:
    return "".join(f"{quad.triple} .\n" for quad in quads(name, triples))
