"""Rules that cannot fire are told without looking every triple up."""

from __future__ import annotations

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node, Variable

from kg.reason.idle import idle
from kg.reason.rules import Differ, Rule, Thing, ValuesDiffer
from kg.store import open_store

A, B, C, P, ONE, OTHER = (URIRef(f"http://example.org/{name}") for name in ("a", "b", "c", "p", "one", "other"))
X, Y, Z = map(Variable, "xyz")
FUNCTIONAL = Rule("prp-fp", "", ((X, P, Y), (X, P, Z)), (Y, OWL.sameAs, Z), (Differ(Y, Z), Thing(Y), Thing(Z)))
INVERSE = Rule("prp-ifp", "", ((X, P, Z), (Y, P, Z)), (X, OWL.sameAs, Y), (Differ(X, Y),))
CLASH = Rule("prp-fp dt-diff", "", ((X, P, Y), (X, P, Z)), None, (ValuesDiffer(Y, Z),))
TRANSITIVE = Rule("prp-trp", "", ((X, P, Y), (Y, P, Z)), (X, P, Z))


@pytest.mark.parametrize(
    ("rule", "triples", "expected"),
    [
        (FUNCTIONAL, [(ONE, A, B), (OTHER, A, B)], True),  # one value, said in two graphs
        (FUNCTIONAL, [(ONE, A, B), (OTHER, A, C)], False),  # two values in two graphs
        (FUNCTIONAL, [(ONE, A, B), (ONE, A, C)], False),
        (FUNCTIONAL, [(ONE, A, B), (ONE, C, B)], True),
        (INVERSE, [(ONE, A, B), (OTHER, C, B)], False),
        (INVERSE, [(ONE, A, B), (OTHER, A, C)], True),
        (CLASH, [(ONE, A, Literal("1")), (OTHER, A, Literal("1"))], True),
        (CLASH, [(ONE, A, Literal("1")), (OTHER, A, Literal("2"))], False),
        (CLASH, [(ONE, A, Literal("a", lang="en")), (ONE, A, Literal("a"))], False),
        (TRANSITIVE, [(ONE, A, B)], False),  # of other rules nothing is told
        (FUNCTIONAL, [], True),
    ],
)
def test_idle(rule: Rule, triples: list[tuple[URIRef, Node, Node]], expected: bool) -> None:
    store = open_store(None)
    for graph, subject, value in triples:
        store.update(f"INSERT DATA {{ GRAPH {graph.n3()} {{ {subject.n3()} {P.n3()} {value.n3()} }} }}")
    assert idle(store, rule) is expected
