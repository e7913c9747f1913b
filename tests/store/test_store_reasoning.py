"""The reasoner gives the same in memory, on disk and over a real server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.interface import Store
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


def test_a_store_on_disk_gives_portions_of_the_statements_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "PORTION", 2)
    near, owner, kind = (URIRef(EX + name) for name in ("near", "owner", "Kind"))
    store = open_store(tmp_path / "store")
    told = [(A, near, B), (A, owner, B), (A, RDF.type, kind), (B, RDF.type, D), (B, near, C)]
    store.replace({ONE: told, TWO: [(A, near, D)]})
    seen: list[list[str]] = []

    def work(some: Store) -> None:
        seen.append(sorted(" ".join(str(term) for term in quad) for quad in some.quads()))
        some.replace({INFERRED_GRAPH: [(A, near, URIRef(f"{EX}{len(seen)}"))]})

    store.apart([(near, None), (RDF.type, kind)], work, INFERRED_GRAPH)
    assert [len(portion) for portion in seen] == [2, 2]
    assert sorted(line for portion in seen for line in portion) == sorted(
        " ".join(str(term) for term in quad)
        for quad in [(A, near, B, ONE), (A, RDF.type, kind, ONE), (B, near, C, ONE), (A, near, D, TWO)]
    )
    assert set(store.graph(INFERRED_GRAPH)) == {(A, near, URIRef(f"{EX}{number}")) for number in (1, 2)}


def test_an_error_of_the_work_is_passed_on(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.replace({ONE: [(A, B, C)]})
    error = ValueError("a bug")

    def work(some: Store) -> None:
        raise error

    with pytest.raises(ValueError, match="a bug") as caught:
        store.apart([(B, None)], work, INFERRED_GRAPH)
    assert caught.value is error
