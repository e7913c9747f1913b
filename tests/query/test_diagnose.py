"""An empty answer is explained by the pattern that matches nothing."""

from __future__ import annotations

import pytest

from kg.interface import Store
from kg.model import Table
from kg.query import bind, diagnose, find, run, why_nothing
from kg.query.patterns import where


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?c insp:inspectorDeadline ?d }", "No triple matches ?c insp:inspectorDeadline ?d."),
        ("SELECT * { ?c insp:dueDat ?d }", "insp:dueDat is not in the ontology; the nearest name is insp:due"),
        (
            "SELECT * { ?c <https://w3id.org/inspection-kg/ontology#sytem> ?d ; insp:qqqq 1 }",
            "insp:sytem is not in the ontology; the nearest name is insp:System. insp:qqqq is not in the ontology.",
        ),
        (
            "SELECT * { ?c insp:dueText ?d ; insp:heading ?h . ?c a ?k }",
            "Each pattern has answers alone; nothing has both “?c insp:dueText ?d” and “?c insp:heading ?h”.",
        ),
        (
            "SELECT * { ?t insp:succeeds ?a . ?u insp:succeeds ?t , ?b . }",
            "nothing has both “?t insp:succeeds ?a” and “?u insp:succeeds ?t”.",
        ),
        (
            "SELECT * { ?x insp:number '1' . ?x insp:madeIn ?r . ?r dcterms:identifier '2024-gamma' }",
            "nothing has all of “?x insp:number '1'”, “?x insp:madeIn ?r”, “?r dcterms:identifier '2024-gamma'”.",
        ),
        ("SELECT * { ?t skos:prefLabel 'Atlas' }", 'The graph has these words as "Atlas"@en.'),
        ("SELECT * { ?t skos:prefLabel 'Nobody' }", "No triple matches ?t skos:prefLabel 'Nobody'."),
        (
            "SELECT * { ?c insp:text ?t FILTER (STRLEN(?t) > 3) FILTER (STRLEN(?t) > 999) }",
            "FILTER (STRLEN(?t) > 999) keeps none of them.",
        ),
        (
            "SELECT * { ?r insp:number ?n FILTER (?n = '1') FILTER (?n != '1') }",
            "FILTER (?n != '1') keeps none of them after those before it.",
        ),
        (
            "SELECT * { ?r a insp:Report FILTER EXISTS { ?r a insp:Team } }",
            "FILTER EXISTS { ?r a insp:Team } keeps none",
        ),
        ("SELECT * { ?r a insp:Report MINUS { ?r a ?any } }", "MINUS { ?r a ?any } keeps none of them."),
        (
            "SELECT * { { ?a insp:inspectorDeadline ?b } UNION { ?a insp:noticedIn ?b } }",
            "No branch of the UNION has an answer: No triple matches ?a insp:inspectorDeadline ?b. No triple matches",
        ),
        ("SELECT * { { SELECT ?a { ?a insp:noticedIn ?b } } ?a a ?c }", "No triple matches ?a insp:noticedIn ?b."),
        ("SELECT * { { SELECT ?a { ?a a ?b } LIMIT 0 } }", "Nothing is left of { SELECT ?a { ?a a ?b } LIMIT 0 }."),
        (
            "SELECT * { { SELECT ?a (COUNT(*) AS ?n) { ?a a ?b } GROUP BY ?a HAVING (COUNT(*) > 99) } }",
            "The patterns have answers; HAVING (COUNT(*) > 99) keeps none of them.",
        ),
        ("SELECT * { GRAPH id:nowhere { ?a ?b ?c } }", "No triple matches ?a ?b ?c in the graph id:nowhere."),
        ("SELECT ?a { ?a a insp:Report } LIMIT 0", "The patterns have answers; LIMIT leaves none of them."),
        ("SELECT ?a { ?a a insp:Report . OPTIONAL { ?a insp:text ?b } } OFFSET 9", "; OFFSET leaves none of them."),
        ("SELECT ?a { ?a a insp:Report } LIMIT 1 OFFSET 9", "; OFFSET leaves none of them."),
        ("SELECT ?a { ?a a insp:Report } LIMIT 00 OFFSET 9", "; LIMIT and OFFSET leave none of them."),
        ("SELECT ?a { ?a a insp:Report } GROUP BY ?a HAVING (COUNT(*) > 9) LIMIT 3 OFFSET 0", "s; HAVING leaves none"),
        ("SELECT ?a { ?a a insp:Report } GROUP BY ?a HAVING (COUNT(*) > 9)", "; HAVING leaves none of them."),
        ("SELECT ?a { ?a a insp:Report } VALUES ?a { <urn:x> }", "; VALUES leaves none of them."),
        (
            "CONSTRUCT { ?a a ?b } WHERE { ?a a insp:Report OPTIONAL { ?a insp:noticedIn ?b } }",
            "a variable in it has no",
        ),
        (
            "CONSTRUCT { ?b a ?a } WHERE { ?a a insp:Report ; dcterms:identifier ?b } LIMIT 3",
            "or one of the wrong kind",
        ),
        ("CONSTRUCT { ?a a ?b } WHERE { ?a a ?b } LIMIT 0", "; LIMIT leaves none of them."),
        ("CONSTRUCT WHERE { ?a a insp:Report } OFFSET 99", "; OFFSET leaves none of them."),
        (
            "DESCRIBE ?b { ?a a insp:Report OPTIONAL { ?a insp:noticedIn ?b } }",
            "; what is described has no value in them",
        ),
        ("DESCRIBE ?a { ?a a insp:Report } LIMIT 0", "; LIMIT leaves none of them."),
        ("SELECT * { BIND (1 AS ?n) ?a insp:line ?n }", "what BIND computes fits none of them."),
        ("CONSTRUCT { ?a a ?b } WHERE { ?a insp:noticedIn ?b }", "No triple matches ?a insp:noticedIn ?b."),
        ("ASK { [ insp:noticedIn ?b ] }", "No triple matches [ insp:noticedIn ?b ]."),
        ('ASK { ?a (insp:noticedIn|^insp:mend)+/insp:text "x"@en , -3 ; a ?b ; }', "No triple matches ?a (insp:notic"),
        ('ASK { ?a insp:number "1"^^xsd:integer . }', 'The graph has these words as "1".'),
        ("ASK { VALUES ?a { } ?a a ?b }", "Nothing matches VALUES ?a { }."),
    ],
)
def test_reason(world: Store, query: str, words: str) -> None:
    assert words in diagnose(world, query)


def test_a_reason_of_several_branches_is_told_once(world: Store) -> None:
    told = diagnose(world, "SELECT * { { ?a insp:noticedIn ?b } UNION { ?a insp:noticedIn ?b . ?b a ?c } }")
    assert told.count("No triple matches ?a insp:noticedIn ?b.") == 1


def test_a_named_query_with_an_unknown_value(world: Store) -> None:
    query = bind(find("commitments"), {"report": "no-such-report"})
    answer = run(world, query)
    assert isinstance(answer, Table)
    assert answer.rows == []
    assert "no-such-report" in diagnose(world, query)


def test_the_dataset_of_a_query_is_kept() -> None:
    clause = where("SELECT (COUNT(?a) AS ?n) FROM <urn:x> FROM NAMED <urn:y> WHERE { ?a a ?b } HAVING (?n > 0)")
    assert clause.dataset.strip() == "FROM <urn:x> FROM NAMED <urn:y>"
    assert [piece.text for piece in clause.pieces] == ["?a a ?b ."]
    assert where("SELECT ?a FROM <urn:x> { ?a a ?b }").dataset.strip() == "FROM <urn:x>"


def test_a_query_without_patterns(world: Store) -> None:
    assert where("DESCRIBE <urn:x>").pieces == ()
    assert diagnose(world, "DESCRIBE <urn:x>") == "The graph has nothing to say of what is described."
    assert diagnose(world, "ASK { }") == "The query has no pattern that could match."


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("CONSTRUCT { ?a a ?b } WHERE { ?a insp:noticedIn ?b }", "No triple matches ?a insp:noticedIn ?b."),
        ("CONSTRUCT WHERE { ?a a insp:Report }", ""),
        ("DESCRIBE ?a { ?a insp:noticedIn ?b }", "No triple matches ?a insp:noticedIn ?b."),
        ("DESCRIBE <urn:x>", "The graph has nothing to say of what is described."),
        ("ASK { ?a insp:noticedIn ?b }", "No triple matches ?a insp:noticedIn ?b."),
        ("ASK { ?a a insp:Report }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?a insp:noticedIn ?b }", "No triple matches ?a insp:noticedIn ?b."),
        ("SELECT (COUNT(?a) AS ?n) (MIN(?b) AS ?m) { ?a insp:noticedIn ?b }", "No triple matches ?a insp:notic"),
        ("SELECT (COUNT(*) AS ?n) { ?a a insp:Reprt }", "insp:Reprt is not in the ontology; the nearest name is"),
        ("SELECT (COUNT(*) AS ?n) { ?a a insp:Report }", ""),
        ("SELECT (COUNT(?b) AS ?n) { ?a a insp:Report OPTIONAL { ?a insp:noticedIn ?b } }", ""),
        ("SELECT ?a (COUNT(*) AS ?n) { ?a insp:noticedIn ?b } GROUP BY ?a", "No triple matches ?a insp:noticedIn ?b."),
        ("SELECT (0 AS ?n) { }", ""),
        (
            "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?a insp:noticedIn ?b } } }",
            "No triple matches ?a insp:noticedIn ?b.",
        ),
        (
            "SELECT (SUM(?n) AS ?m) { { { SELECT (COUNT(*) AS ?n) WHERE { ?a a insp:Report ; insp:heading ?b } } } }",
            "Each pattern has answers alone; nothing has both",
        ),
        (
            "SELECT ?n ?m { { SELECT (COUNT(*) AS ?n) { ?a a insp:Report FILTER (?a = 1) } } BIND (0 AS ?m) }",
            "The patterns have answers; FILTER (?a = 1) keeps none of them.",
        ),
        ("SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?a a insp:Report } } }", ""),
        (
            "CONSTRUCT { ?a a ?b } { ?a a insp:Report OPTIONAL { ?a insp:noticedIn ?b } }",
            "The patterns have answers; the template makes a triple of none of them",
        ),
    ],
)
def test_an_answer_that_says_nothing_has_its_reason(world: Store, query: str, words: str) -> None:
    told = why_nothing(world, query, run(world, query))
    assert told.startswith(words)
    assert bool(told) == bool(words)
