"""Why a triple is there: down to the sentence, by the shortest way, never in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD

from kg.interface import Store, Triple
from kg.namespaces import INSP, OA, ONTOLOGY_GRAPH, REFERENCE_GRAPH, response_graph
from kg.reason import Explanation, closure, explain, render
from kg.store import open_store

EX = "http://example.org/"
ONTOLOGY = Path(__file__).parent.parent / "cases" / "reason" / "update" / "ontology.ttl"
A, B, C, D = (URIRef(EX + name) for name in "abcd")
NEAR, PART, WHOLE, OWNER, CHAIN = (URIRef(EX + name) for name in ("near", "part", "whole", "owner", "chain"))
RESPONSE = response_graph("2022-case")


def span(thing: URIRef, quote: str, line: int) -> list[Triple]:
    place, words, document = URIRef(thing + "/span"), URIRef(thing + "/quote"), URIRef(EX + "document")
    return [
        (thing, INSP.hasSpan, place),
        (place, OA.hasSource, document),
        (place, OA.hasSelector, words),
        (place, INSP.line, Literal(str(line), datatype=XSD.integer)),
        (words, OA.exact, Literal(quote)),
        (document, DCTERMS.source, Literal("case.txt")),
    ]


@pytest.fixture
def store() -> Store:
    store = open_store(None)
    said = [(A, PART, B), (B, PART, C), (C, OWNER, D), *span(A, "Part of the whole.", 12)]
    store.replace(
        {
            ONTOLOGY_GRAPH: Graph().parse(ONTOLOGY),
            RESPONSE: said,
            REFERENCE_GRAPH: [(D, RDF.type, URIRef(EX + "A")), (A, NEAR, B), (B, NEAR, C)],
        }
    )
    closure(store)
    return store


def leaves(explanation: Explanation) -> set[Triple]:
    if explanation.kind == "asserted":
        return {explanation.triple}
    return {leaf for premise in explanation.premises for leaf in leaves(premise)}


def test_asserted_with_its_sentence(store: Store) -> None:
    found = explain(store, (A, PART, B))
    assert (found.kind, found.graphs) == ("asserted", (RESPONSE,))
    assert [(p.source, p.line, p.quote) for p in found.passages] == [("case.txt", 12, "Part of the whole.")]
    assert render(found) == (
        "<http://example.org/a> <http://example.org/part> <http://example.org/b>\n"
        "  asserted in id:graph/response/2022-case\n"
        "  case.txt:12: “Part of the whole.”"
    )


def test_inferred_step_by_step(store: Store) -> None:
    found = explain(store, (A, WHOLE, C))
    assert (found.kind, found.rule) == ("inferred", "prp-trp")
    assert [premise.rule for premise in found.premises] == ["prp-spo1", "prp-spo1"]
    assert leaves(found) == {(A, PART, B), (B, PART, C)}
    chained = explain(store, (A, CHAIN, D))
    assert chained.rule == "prp-spo2"
    assert leaves(chained) == {(A, PART, B), (B, PART, C), (C, OWNER, D)}
    assert "inferred by prp-spo2: <http://example.org/chain> owl:propertyChainAxiom" in render(chained)
    assert render(chained).splitlines()[2].startswith("    ")


def test_a_ring_is_no_explanation(store: Store) -> None:
    found = explain(store, (A, NEAR, A))
    assert leaves(found) == {(A, NEAR, B)}
    assert leaves(explain(store, (C, NEAR, A))) == {(A, NEAR, B), (B, NEAR, C)}


def test_the_shortest_explanation_is_given(store: Store) -> None:
    found = explain(store, (D, RDF.type, URIRef(EX + "C")))
    assert found.rule in ("cax-sco", "prp-rng")
    depth, step = 0, found
    while step.premises:
        depth, step = depth + 1, step.premises[0]
    assert depth == 1


@pytest.mark.parametrize("triple", [(A, PART, D), (BNode(), PART, D), (A, PART, Literal("x"))])
def test_absent(store: Store, triple: Triple) -> None:
    found = explain(store, triple)
    assert found.kind == "absent"
    assert "no graph asserts it and no rule infers it" in render(found)


def test_a_fact_of_the_ontology() -> None:
    store = open_store(None)
    text = "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    text += f"@prefix ex: <{EX}> . [owl:oneOf (ex:a ex:b)] rdfs:subClassOf ex:A ."
    store.replace({ONTOLOGY_GRAPH: Graph().parse(data=text, format="turtle")})
    closure(store)
    found = explain(store, (A, RDF.type, URIRef(EX + "A")))
    assert (found.kind, found.premises) == ("inferred", ())
    assert "cls-oo" in found.rule


def test_many_ways_that_lead_nowhere_first() -> None:
    """More than a page of rule bodies that only lead back to the triple, and one that does not."""
    store = open_store(None)
    ring = [(URIRef(f"{EX}n{i:03}"), NEAR, A) for i in range(60)]
    store.replace({ONTOLOGY_GRAPH: Graph().parse(ONTOLOGY), REFERENCE_GRAPH: ring})
    closure(store)
    for number in (0, 31, 59):
        assert explain(store, (A, NEAR, URIRef(f"{EX}n{number:03}"))).premises[0].kind == "asserted"


def test_a_stale_inference_says_so(store: Store) -> None:
    store.replace({RESPONSE: [], REFERENCE_GRAPH: []})
    assert explain(store, (A, WHOLE, C)).kind == "absent"
