"""The reasoner gives the same in memory, on disk and over a real server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import BNode, Graph, URIRef

from kg.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH
from kg.reason import closure, explain, update
from kg.store import canonical, embedded, open_store

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


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_reasoning_in_portions(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PORTION", size)
    near, part, owner = (URIRef(EX + name) for name in ("near", "part", "owner"))
    seen = []
    for where in (None, tmp_path / "store"):
        store = open_store(where)
        store.replace({ONTOLOGY_GRAPH: Graph().parse(ONTOLOGY)})
        store.replace({ONE: [(A, near, B), (BNode("one"), near, C)], TWO: [(A, near, B), (B, part, C), (C, owner, D)]})
        closure(store)
        assert len(store.graph(INFERRED_GRAPH)) > 5
        seen.append(list(canonical(store)))
        store.close()
    assert seen[0] == seen[1]
