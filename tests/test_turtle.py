"""Turtle for a person: every statement once, in the order of the recommendations, spans last."""

from __future__ import annotations

import re

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from kg import pipeline, resources
from kg.namespaces import BASE, INSP
from kg.turtle import turtle

SLUG = "2010-local-immigration-teams"


def test_a_response_reads_from_top_to_bottom() -> None:
    (graph,) = pipeline.draft(resources.responses() / f"{SLUG}.txt").values()
    text = "".join(turtle(graph))
    headings = re.findall(r"^# (\w.*)", text, re.MULTILINE)
    assert headings[:4] == [
        "The answer, the report and the inspection",
        *(f"Recommendation {number}" for number in (1, 2, 3)),
    ]
    assert headings[-1] == "Spans: where the words stand in the document"
    assert "insp:dueEvidence <span/2010-local-immigration-teams/" in text
    assert "  # line 19: “scheduled for 30 November”\n" in text
    assert text.startswith(f"@base <{BASE}> .\n@prefix dcterms:")
    assert "@prefix foaf:" not in text
    order = [text.index(f"\n<{kind}/{SLUG}/{rest}>\n") for kind, rest in (
        ("recommendation", "1"), ("response", "1/uk-border-agency"), ("commitment", "1/1"), ("recommendation", "2"),
    )]  # fmt: skip
    assert order == sorted(order)


def test_odd_terms_come_back() -> None:
    graph, node = Graph(), BASE["recommendation/x/1"]
    graph.add((node, RDF.type, INSP.Recommendation))
    for thing in (
        Literal('"\\\n\r\t'),
        Literal("07", datatype=XSD.integer),
        Literal("x", lang="en"),
        Literal("x", datatype=URIRef("http://example.org/type#a.b")),
        URIRef("http://example.org/a"),
        BASE["team/a..b"],
        BASE["team/../a"],
        BASE["x"],
        BASE[""],
        INSP["a.b"],
        BNode("b"),
    ):
        graph.add((node, RDFS.seeAlso, thing))
    graph.add((BNode("b"), RDFS.label, Literal("blank")))
    again = Graph().parse(data="".join(turtle(graph)), format="turtle")
    assert again.isomorphic(graph)
    assert "".join(turtle(graph)) == "".join(turtle(graph))
