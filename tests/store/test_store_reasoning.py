"""The reasoner over a real server gives what it gives embedded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rdflib import Graph, URIRef

from kg.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH
from kg.reason import closure, explain, update
from kg.store import canonical, open_store

EX = "http://example.org/"
ONTOLOGY = Path(__file__).parent.parent / "cases" / "reason" / "update" / "ontology.ttl"
A, B, C, D = (URIRef(EX + name) for name in "abcd")
ONE, TWO = URIRef(EX + "graph/1"), URIRef(EX + "graph/2")


def test_reasoning_on_a_server(serve: Callable[..., str]) -> None:
    seen = []
    for where in (None, serve()):
        store = open_store(where)
        store.replace({ONTOLOGY_GRAPH: Graph().parse(ONTOLOGY), ONE: [(A, URIRef(EX + "near"), B)]})
        closure(store)
        update(store, {TWO: [(B, URIRef(EX + "near"), C), (C, URIRef(EX + "owner"), D)]})
        update(store, {ONE: [(A, URIRef(EX + "part"), C)]})
        found = explain(store, (A, URIRef(EX + "chain"), D))
        assert (found.rule, len(found.premises)) == ("prp-spo2", 2)
        assert len(store.graph(INFERRED_GRAPH)) > 5
        seen.append(list(canonical(store)))
    assert seen[0] == seen[1]
