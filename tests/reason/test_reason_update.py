"""Any sequence of replacements leaves the same inferences as a closure from nothing, and as owlrl."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import oracle
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from kg.errors import DataError, InconsistencyError
from kg.interface import Store, Triple
from kg.namespaces import BASE, INFERRED_GRAPH, ONTOLOGY_GRAPH
from kg.reason import closure, finished, program_of, update
from kg.store import canonical, open_store

EX = "http://example.org/"
ONTOLOGY = Path(__file__).parent.parent / "cases" / "reason" / "update" / "ontology.ttl"
GRAPHS = [URIRef(f"{EX}graph/{n}") for n in range(3)]
THINGS = [URIRef(f"{EX}{name}") for name in "abcd"]
CLASSES = [URIRef(f"{EX}{name}") for name in "ABCDE"]
PROPERTIES = [URIRef(f"{EX}{name}") for name in ("part", "whole", "near", "owner", "only", "chain", "name", "fixed")]

statements = st.one_of(
    st.tuples(st.sampled_from(THINGS), st.just(RDF.type), st.sampled_from(CLASSES)),
    st.tuples(st.sampled_from(THINGS), st.sampled_from(PROPERTIES), st.sampled_from([*THINGS, Literal("x")])),
    st.tuples(st.sampled_from(THINGS[:2]), st.just(OWL.sameAs), st.sampled_from(THINGS[1:3])),
)
changes = st.lists(st.dictionaries(st.sampled_from(GRAPHS), st.sets(statements, max_size=5), min_size=1), max_size=6)


def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


def started() -> Store:
    store = open_store(None)
    store.replace({ONTOLOGY_GRAPH: ontology()})
    closure(store)
    return store


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes)
def test_updates_equal_the_closure(sequence: list[dict[URIRef, set[Triple]]]) -> None:
    store = started()
    program = program_of(store)
    for graphs in sequence:
        before, inferred = list(canonical(store)), set(store.graph(INFERRED_GRAPH))
        try:
            change = update(store, graphs, program=program)
        except InconsistencyError:
            assert list(canonical(store)) == before
            continue
        anew = open_store(None)
        anew.replace({name: store.graph(name) for name in store.graph_names() if name != INFERRED_GRAPH})
        closure(anew)
        assert list(canonical(store)) == list(canonical(anew))
        assert change.inferred == len(set(store.graph(INFERRED_GRAPH)) - inferred)
        held = {triple for name in store.graph_names() for triple in store.graph(name)}
        assert change.withdrawn == len(inferred - held)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(statements, max_size=10))
def test_the_closure_equals_the_oracle(drawn: set[Triple]) -> None:
    """owlrl also infers by way of literals as subjects, which RDF does not have: only names are literals here."""
    data = {triple for triple in drawn if not isinstance(triple[2], Literal) or triple[1] == PROPERTIES[6]}
    store = open_store(None)
    store.replace({ONTOLOGY_GRAPH: ontology(), GRAPHS[0]: data})
    try:
        closure(store)
    except InconsistencyError:
        return
    assert set(store.graph(INFERRED_GRAPH)) == oracle(ontology(), data)


def test_what_an_update_reports() -> None:
    store = started()
    a, b = THINGS[:2]
    part, whole = PROPERTIES[:2]
    change = update(store, {GRAPHS[0]: [(a, part, b)]})
    assert (change.added, change.removed, change.withdrawn) == (1, 0, 0)
    assert (a, whole, b) in store.graph(INFERRED_GRAPH)
    inferred = change.inferred
    assert inferred == len(store.graph(INFERRED_GRAPH))
    again = update(store, {GRAPHS[0]: [(a, part, b)]})
    assert (again.added, again.removed, again.inferred, again.withdrawn) == (0, 0, 0, 0)
    elsewhere = update(store, {GRAPHS[1]: [(a, whole, b)]})
    assert (elsewhere.added, elsewhere.inferred) == (1, 0)
    assert (a, whole, b) not in store.graph(INFERRED_GRAPH)
    gone = update(store, {GRAPHS[0]: [], GRAPHS[1]: []})
    assert (gone.added, gone.removed, gone.inferred, gone.withdrawn) == (0, 2, 0, inferred - 1)
    assert len(store.graph(INFERRED_GRAPH)) == 0
    update(store, {GRAPHS[0]: [(a, part, b)]})
    assert update(store, {GRAPHS[0]: []}).withdrawn == inferred


def test_a_ring_of_inferences_does_not_hold_itself_up() -> None:
    store = started()
    near, (a, b, c, _) = PROPERTIES[2], THINGS
    update(store, {GRAPHS[0]: [(a, near, b)], GRAPHS[1]: [(b, near, c)]})
    assert (c, near, a) in store.graph(INFERRED_GRAPH)
    update(store, {GRAPHS[0]: []})
    assert (c, near, a) not in store.graph(INFERRED_GRAPH)
    assert (b, near, a) not in store.graph(INFERRED_GRAPH)


def test_a_changed_ontology_is_reasoned_over_anew() -> None:
    store = started()
    a = THINGS[0]
    update(store, {GRAPHS[0]: [(a, RDF.type, URIRef(EX + "A"))]})
    change = update(store, {ONTOLOGY_GRAPH: [(URIRef(EX + "A"), RDFS.subClassOf, URIRef(EX + "New"))]})
    assert change.inferred == 1
    assert set(store.graph(INFERRED_GRAPH)) == {(a, RDF.type, URIRef(EX + "New"))}


def test_a_closure_that_was_cut_off_is_done_again() -> None:
    store = started()
    a, b = THINGS[:2]
    whole = store.graph(INFERRED_GRAPH)
    store.update(f'INSERT DATA {{ GRAPH <{INFERRED_GRAPH}> {{ <{INFERRED_GRAPH}> <{RDF.value}> "unfinished" }} }}')
    assert not finished(store)
    update(store, {GRAPHS[0]: [(a, PROPERTIES[0], b)]})
    assert finished(store)
    assert (a, PROPERTIES[1], b) in store.graph(INFERRED_GRAPH)
    assert len(store.graph(INFERRED_GRAPH)) > len(whole)
    assert BASE["graph/inferred/delta"] not in store.graph_names()


def test_what_cannot_be_updated() -> None:
    store = started()
    with pytest.raises(DataError, match="blank node"):
        update(store, {GRAPHS[0]: [(BNode(), RDF.type, CLASSES[0])]})
    with pytest.raises(DataError, match="follows from the others"):
        update(store, {INFERRED_GRAPH: []})
