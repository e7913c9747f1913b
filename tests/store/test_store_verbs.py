"""The verbs of the Store protocol, the same for a folder, for memory and for a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node, Variable

from kg.errors import DataError, KgError, QueryError, StoreError
from kg.interface import Store
from kg.store import canonical, open_store

EX = "http://example.org/"
A, B, P = URIRef(EX + "a"), URIRef(EX + "b"), URIRef(EX + "p")
ONE, TWO, THREE = (URIRef(f"{EX}graph/{n}") for n in (1, 2, 3))
TERMS = [
    Literal('quotes " and \\ and\nlines\tand “typographic” ones'),
    Literal("colour", lang="en"),
    Literal("2024-04", datatype=URIRef("http://id.loc.gov/datatypes/edtf/EDTF")),
    Literal("2024-04-30", datatype=XSD.date),
    Literal("7", datatype=XSD.integer),
    Literal("true", datatype=XSD.boolean),
    Literal(""),
    URIRef(EX + "ünïcode/5.e.ii"),
]


@pytest.fixture(params=["memory", "folder", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path, serve: Callable[..., str]) -> Iterator[Store]:
    places: dict[str, Callable[[], str | Path | None]] = {
        "memory": lambda: None,
        "folder": lambda: tmp_path / "store",
        "server": serve,
    }
    opened = open_store(places[request.param]())
    yield opened
    opened.close()


def test_terms_come_back_as_they_went_in(store: Store) -> None:
    store.replace({ONE: [(A, P, term) for term in TERMS]})
    assert set(store.graph(ONE).objects()) == set(TERMS)
    assert {row[0] for row in store.select("SELECT ?o { ?s ?p ?o }").rows} == set(TERMS)
    assert {quad[2] for quad in store.quads()} == set(TERMS)
    assert {type(quad[3]) for quad in store.quads()} == {URIRef}


def test_a_query_without_a_graph_sees_the_union(store: Store) -> None:
    store.replace({ONE: [(A, P, B)], TWO: [(B, P, A), (A, P, B)]})
    assert len(store.select("SELECT DISTINCT ?s ?o { ?s ?p ?o }").rows) == 2
    assert store.ask(f"ASK {{ <{A}> <{P}> <{B}> . <{B}> <{P}> <{A}> }}")
    assert len(store.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == 2
    assert store.size() == 3
    assert store.graph_names() == [ONE, TWO]


def test_replace_replaces_and_an_empty_graph_is_dropped(store: Store) -> None:
    store.replace({ONE: [(A, P, B)], TWO: [(A, P, A)]})
    store.replace({ONE: [], TWO: [(B, P, B)], THREE: [(A, P, B)]})
    assert store.graph_names() == [TWO, THREE]
    assert set(store.graph(TWO)) == {(B, P, B)}
    assert len(store.graph(ONE)) == 0
    store.replace({})
    assert store.size() == 2


def test_a_replacement_that_fails_changes_nothing(store: Store) -> None:
    store.replace({ONE: [(A, P, B)]})
    with pytest.raises(DataError, match="not a valid IRI"):
        store.replace({ONE: [(B, P, B)], TWO: [(A, P, URIRef("no iri"))]})
    with pytest.raises(DataError, match="is not a triple"):
        store.replace({ONE: [(B, P, B)], TWO: [(Literal("x"), P, B)]})
    assert set(store.graph(ONE)) == {(A, P, B)}
    assert store.graph_names() == [ONE]


def test_an_update_is_whole_or_not_at_all(store: Store) -> None:
    store.replace({ONE: [(A, P, B)]})
    with pytest.raises(KgError):
        store.update(f"INSERT DATA {{ GRAPH <{TWO}> {{ <{A}> <{P}> 1 }} }} ; CREATE GRAPH <{ONE}>")
    assert store.graph_names() == [ONE]


def test_bulk_replaces_each_graph(store: Store) -> None:
    store.replace({ONE: [(A, P, B)]})
    store.bulk({ONE: ((A, P, Literal(str(n), datatype=XSD.integer)) for n in range(30_000)), TWO: []})
    assert store.size() == 30_000
    assert store.graph_names() == [ONE]


def test_unbound_variables_are_none_and_columns_keep_their_order(store: Store) -> None:
    store.replace({ONE: [(A, P, B)]})
    table = store.select("SELECT ?none ?s { ?s ?p ?o OPTIONAL { ?o ?q ?none } }")
    assert table.columns == ("none", "s")
    assert table.rows == [(None, A)]


@pytest.mark.parametrize("bad", ["SELECT ?s WHERE {", "nothing of the kind", "SELECT ?x { ?x ex:p ?y }"])
def test_a_query_that_does_not_parse(store: Store, bad: str) -> None:
    for verb in (store.select, store.ask, store.construct, store.update):
        with pytest.raises(QueryError) as caught:
            verb(bad)
        assert "correct the SPARQL" in str(caught.value)


def test_a_query_of_another_kind(store: Store) -> None:
    store.replace({ONE: [(A, P, B)]})
    with pytest.raises(QueryError, match="SELECT"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="ASK"):
        store.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryError, match="CONSTRUCT"):
        store.construct("SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryError):
        store.select("CONSTRUCT WHERE { ?s ?p ?o }")


def test_canonical_lines_do_not_depend_on_blank_labels_or_order(store: Store) -> None:
    def content(labels: list[str]) -> list[tuple[object, object, object]]:
        first, second = (BNode(label) for label in labels)
        return [(A, P, first), (first, RDF.first, A), (first, RDF.rest, second), (second, RDF.rest, RDF.nil), (A, P, B)]

    store.replace({ONE: content(["x", "y"]), TWO: [(A, P, Literal("é"))]})
    before = list(canonical(store))
    store.replace({TWO: [(A, P, Literal("é"))], ONE: reversed(content(["q", "a"]))})
    assert list(canonical(store)) == before == sorted(before)
    assert f"<{A}> <{P}> <{B}> <{ONE}> ." in before
    assert len(before) == 6


def test_blank_nodes_stay_shared_between_graphs_written_together(store: Store) -> None:
    shared = BNode()
    store.replace({ONE: [(A, P, shared)], TWO: [(shared, P, B)]})
    assert store.ask(f"ASK {{ <{A}> <{P}>/<{P}> <{B}> }}")


def test_construct_gives_a_plain_graph(store: Store) -> None:
    store.replace({ONE: [(A, P, Literal("x"))]})
    graph = store.construct("CONSTRUCT { ?s a ?p ; ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(graph, Graph)
    assert set(graph) == {(A, RDF.type, P), (A, P, Literal("x"))}


def test_canonical_lines_of_a_store_of_another_kind() -> None:
    """Anything that keeps the protocol has canonical lines, not only the stores of this package."""

    class Other:
        def quads(self) -> Iterator[tuple[Node, Node, Node, Node]]:
            yield A, P, B, ONE
            yield A, P, A, ONE

    assert list(canonical(cast(Store, Other()))) == [f"<{A}> <{P}> <{A}> <{ONE}> .", f"<{A}> <{P}> <{B}> <{ONE}> ."]


def test_what_is_no_rdf_term() -> None:
    store = open_store(None)
    with pytest.raises(DataError, match="not an RDF term"):
        store.replace({ONE: [(A, P, Variable("x"))]})


def test_a_quoted_triple_is_refused() -> None:
    """RDF 1.2 terms have no counterpart in rdflib."""
    store = open_store(None)
    store.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ <{A}> <{P}> <<( <{A}> <{P}> <{B}> )>> }} }}")
    with pytest.raises(StoreError, match="term that RDF"):
        store.graph(ONE)
