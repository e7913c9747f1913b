"""The five responses with the real ontology: closure and updates give what owlrl gives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from oracle import oracle
from rdflib import Graph, URIRef
from rdflib.namespace import ORG, RDF

from kg import pipeline, reference
from kg.errors import InconsistencyError
from kg.interface import Store, Triple
from kg.namespaces import BASE, INFERRED_GRAPH, INSP, ONTOLOGY_GRAPH, REFERENCE_GRAPH
from kg.rdf import triples
from kg.reason import closure, compile_rules, program_of, update
from kg.store import canonical, open_store


@pytest.fixture(scope="module")
def graphs() -> dict[URIRef, set[Triple]]:
    found = {BASE[f"graph/response/{record.document.slug}"]: set(triples(record)) for record in pipeline.records()}
    assert len(found) == 5
    return found


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return reference.ontology()


@pytest.fixture
def store(graphs: dict[URIRef, set[Triple]], ontology: Graph) -> Iterator[Store]:
    store = open_store(None)
    store.bulk({ONTOLOGY_GRAPH: ontology, REFERENCE_GRAPH: reference.graph(), **graphs})
    yield store
    store.close()


def test_the_real_ontology_compiles_and_chains(ontology: Graph) -> None:
    program = compile_rules(ontology)
    assert {rule.name for rule in program.contradictions} >= {"cax-adc", "eq-diff2", "prp-irp"}
    assert (INSP.Team, RDF.type, INSP.Team) not in program.facts
    assert {head[2] for head in program.templates[RDF.type, INSP.Team]} >= {ORG.OrganizationalUnit, ORG.Organization}


@pytest.mark.slow
def test_the_five_equal_the_oracle(store: Store, graphs: dict[URIRef, set[Triple]], ontology: Graph) -> None:
    count = closure(store)
    inferred = set(store.graph(INFERRED_GRAPH))
    assert len(inferred) == count
    data = set(reference.graph()).union(*graphs.values())
    assert inferred == oracle(ontology, data)
    assert inferred


@pytest.mark.slow
def test_one_response_after_the_other(store: Store, graphs: dict[URIRef, set[Triple]]) -> None:
    closure(store)
    complete = list(canonical(store))
    program = program_of(store)
    for name in graphs:
        update(store, {name: []}, program=program)
    assert not any(str(name) in line for name in graphs for line in canonical(store))
    for name, content in graphs.items():
        update(store, {name: content}, program=program)
    assert list(canonical(store)) == complete


def test_two_positions_of_one_response_are_a_contradiction(store: Store, graphs: dict[URIRef, set[Triple]]) -> None:
    closure(store)
    before = list(canonical(store))
    name, content = sorted(graphs.items())[0]
    response = min(s for s, p, o in content if p == RDF.type and o == INSP.Response)
    wrong = content | {(response, INSP.acceptance, INSP.accepted), (response, INSP.acceptance, INSP.rejected)}
    with pytest.raises(InconsistencyError) as caught:
        update(store, {name: wrong})
    said = str(caught.value)
    assert "insp:acceptance insp:rejected" in said
    assert "insp:acceptance insp:accepted" in said
    assert "id:graph/response/" in said
    assert list(canonical(store)) == before
