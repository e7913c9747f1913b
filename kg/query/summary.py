"""The summary of one response: counts and shortcuts that the common questions read instead of the whole graph."""

from __future__ import annotations

from rdflib import Graph, URIRef

from kg.interface import Store
from kg.namespaces import BASE, response_graph
from kg.query.catalogue import views
from kg.query.parameters import bind


def summary_graph(slug: str) -> URIRef:
    """The named graph of the summary of one response."""
    return BASE[f"graph/summary/{slug}"]


def summarise(store: Store, slug: str) -> Graph:
    """The triples of `summary_graph(slug)`, from the graph of that response alone (queries/views/summary-*)."""
    graph = Graph()
    for view in views():
        if view.name.startswith("summary-"):
            graph += store.construct(bind(view, {"graph": response_graph(slug)}))
    return graph
