"""Queries of every form run; those that do not parse say where and what was expected."""

from __future__ import annotations

import pytest
from rdflib import Graph

from kg.errors import QueryError
from kg.interface import Store
from kg.model import Table
from kg.query import run


def test_forms(world: Store) -> None:
    assert isinstance(run(world, "SELECT ?r { ?r a insp:Report }"), Table)
    assert run(world, "ASK { ?r a insp:Report }") is True
    triples = run(world, "CONSTRUCT WHERE { ?r a insp:Report }")
    assert isinstance(triples, Graph)
    assert len(triples) == 3
    assert isinstance(run(world, "DESCRIBE id:report\\/2015-alpha"), Graph)


def test_a_declared_prefix_is_left_alone(world: Store) -> None:
    assert run(world, "PREFIX insp: <https://example.org/> ASK { ?r a insp:Report }") is False


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "the query is empty"),
        ("SELEC * { ?s ?p ?o }", "line 1, column 1: 'SELEC' does not start a query; expected SELECT"),
        ("PREFIX a: <b:> FOO * { ?s ?p ?o }", "line 1, column 16: 'FOO' does not start a query"),
        ("INSERT DATA { <a:> <b:> <c:> }", "INSERT changes the graph and is no query"),
        ("SELECT * { ?s ?p }", "line 1, column 12: cannot read '?s ?p }'; expected subject, predicate and object"),
        ("SELECT *\n{\n  ?s ?p ?o", "line 2, column 1: the '{' opened here is not closed; expected }"),
        ("SELECT * { ?s ?p ?o }}", "line 1, column 22: '}' closes nothing that is open"),
        ("SELECT * { ?s ?p ( ?o }", "line 1, column 18: the '(' opened here is not closed before '}'; expected )"),
        (
            "SELECT * { ?s ?p 'o }",
            "line 1, column 18: the quotation opened here is never closed; expected ' at its end",
        ),
        ("SELECT * { ?s ?p ?o FILTR(?o > 3) }", "expected FILTER; perhaps FILTER is meant"),
        ("SELECT * { ?s ?p ?o FILTER ?o > 3 }", "expected FILTER (condition)"),
        ("SELECT * { ?s ?p ?o } ORDER ?o", "line 1, column 23: cannot read 'ORDER ?o'; expected ORDER BY ?variable"),
        ("SELECT ?s COUNT(?o) { ?s ?p ?o }", "expected (COUNT(?x) AS ?y)"),
        ("SELECT * { ?s ?p ?o OPTIONAL { ?s a ?c .\n?s ?q } }", "line 2, column 1: cannot read '?s ?q } }'"),
        ("SELECT * { ?s ?p ?o } 3", "line 1, column 23: cannot read '3'; expected a triple pattern"),
        ("SELECT * { ?s ?p ?o GLURB }", "cannot read 'GLURB }'"),
        ("SELECT", "line 1, column 7: the query ends too early"),
        (
            "ASK {\n ?s zz:p ?o }",
            "line 2, column 5: the prefix zz: is not declared; expected PREFIX zz: <…> at the top",
        ),
        ("ASK { ?s skosx:p ?o }", "perhaps skos: is meant"),
    ],
)
def test_a_query_that_does_not_parse(world: Store, query: str, words: str) -> None:
    with pytest.raises(QueryError) as error:
        run(world, query)
    assert words in str(error.value)


def test_nesting_without_end_is_an_error_of_its_own(world: Store) -> None:
    with pytest.raises(QueryError, match="nested too deeply"):
        run(world, "SELECT * { " + "{" * 3000 + "}" * 3000 + " }")
