"""The summary of one response: counts and shortcuts that the common questions read instead of the whole graph."""

from __future__ import annotations

from rdflib import Graph, URIRef

from kg.interface import Store, Triple
from kg.namespaces import BASE, SUMMARY_GRAPH_PREFIX, response_graph
from kg.query.catalogue import views
from kg.query.parameters import bind


def summary_graph(slug: str) -> URIRef:
    """The named graph of the summary of one response."""
    return URIRef(SUMMARY_GRAPH_PREFIX + slug)


def summarise_all(store: Store) -> dict[URIRef, dict[Triple, None]]:
    """The summaries of every response in the store, by the names of their graphs and in order: each view is run once.

    A summary speaks only of things of one response, whose IRIs hold its slug: that tells the graph.
    """
    found: dict[URIRef, dict[Triple, None]] = {}
    for view in views():
        if view.name.startswith("summary-"):
            for triple in store.triples(bind(view, {})):
                slug = str(triple[0]).removeprefix(str(BASE)).split("/")[1]
                found.setdefault(summary_graph(slug), {})[triple] = None
    return found


def summarise(store: Store, slug: str) -> Graph:
    """The triples of `summary_graph(slug)`, from the graph of that response alone (queries/views/summary-*)."""
    graph = Graph()
    for view in views():
        if view.name.startswith("summary-"):
            graph += store.construct(bind(view, {"graph": response_graph(slug)}))
    return graph
