"""The small parts of rules: values, unification, words."""

from __future__ import annotations

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Variable

from kg.namespaces import INSP
from kg.reason.rules import same_value, unify, word, words

A, B, P = (URIRef(f"http://example.org/{name}") for name in "abp")
X = Variable("x")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (Literal("1", datatype=XSD.integer), Literal("1.0", datatype=XSD.decimal), True),
        (Literal("1", datatype=XSD.integer), Literal("2", datatype=XSD.integer), False),
        (Literal("a"), Literal("a"), True),
        (Literal("a"), Literal("b"), False),
        (Literal("a", lang="en"), Literal("a", lang="cy"), False),
        (Literal("a", lang="en"), Literal("a"), False),
        (Literal("2024-01-01", datatype=XSD.date), Literal("1", datatype=XSD.integer), False),
        (Literal("2024", datatype=URIRef("http://example.org/edtf")), Literal("2024"), False),
    ],
)
def test_same_value(left: Literal, right: Literal, same: bool) -> None:
    assert same_value(left, right) is same
    assert same_value(right, left) is same


def test_unify() -> None:
    assert unify((X, P, B), (A, P, B)) == {X: A}
    assert unify((X, P, X), (A, P, B)) is None
    assert unify((X, P, X), (A, P, A)) == {X: A}
    assert unify((X, P, A), (A, P, B)) is None


def test_words() -> None:
    assert words((A, RDF.type, INSP.Team)) == "<http://example.org/a> a insp:Team"
    assert word(Literal("x" * 200)).endswith('…"')
    assert len(word(Literal("x" * 200))) < 80
