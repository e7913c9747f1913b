"""The small world of the query tests: stores made of TriG files on disk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rdflib import Dataset, URIRef

from kg.interface import Store
from kg.namespaces import RESPONSE_GRAPH_PREFIX
from kg.query import mark, summarise, summary_graph
from kg.store import open_store

CASES = Path(__file__).resolve().parents[1] / "cases" / "questions"


def load(files: Iterable[Path]) -> Store:
    """A store in memory with the graphs of the TriG files and the summary of every response in them, and the
    marks of their recommendations."""
    store, dataset = open_store(None), Dataset()
    for file in files:
        dataset.parse(file, format="trig")
    names = [graph.identifier for graph in dataset.graphs() if len(graph)]
    store.replace({URIRef(str(name)): list(dataset.graph(name)) for name in names})
    for name in map(str, names):
        if name.startswith(RESPONSE_GRAPH_PREFIX):
            slug = name.removeprefix(RESPONSE_GRAPH_PREFIX)
            store.replace({summary_graph(slug): summarise(store, slug)})
    mark(store)
    return store


@cache
def store_of(data: Path) -> Store:
    return load([data])
