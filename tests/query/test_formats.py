"""Answers in each format: SPARQL 1.1 CSV, TSV and JSON, Turtle, rows for a terminal and data frames."""

from __future__ import annotations

import json

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD

from kg.model import Table
from kg.namespaces import EDTF, INSP
from kg.query import to_csv, to_json, to_pandas, to_table, to_tsv, to_turtle

TABLE = Table(
    ("iri", "words", "count", "share", "day", "yes"),
    [
        (
            INSP.accepted,
            Literal('He said "no",\n\tthen\\left', lang="en"),
            Literal(3),
            Literal("0.5", datatype=XSD.decimal),
            Literal("2024~", datatype=EDTF),
            Literal(True),
        ),
        (None, None, None, None, None, None),
        (
            URIRef("urn:x"),
            BNode("b"),
            Literal("12", datatype=XSD.integer),
            Literal(2),
            Literal("2024-01", datatype=EDTF),
            Literal(False),
        ),
    ],
)


def test_table_shortens_iris() -> None:
    assert to_table(TABLE)[0] == ["insp:accepted", 'He said "no",\n\tthen\\left', "3", "0.5", "2024~", "true"]
    assert to_table(TABLE)[1] == [""] * 6
    assert to_table(TABLE)[2][0] == "<urn:x>"


def test_csv() -> None:
    lines = to_csv(TABLE).split("\r\n")
    assert lines[0] == "iri,words,count,share,day,yes"
    assert lines[1] == f'{INSP.accepted},"He said ""no"",\n\tthen\\left",3,0.5,2024~,true'
    assert lines[2] == ",,,,,"


def test_tsv() -> None:
    lines = to_tsv(TABLE).split("\n")
    assert lines[0] == "?iri\t?words\t?count\t?share\t?day\t?yes"
    assert lines[1].split("\t") == [
        f"<{INSP.accepted}>",
        '"He said \\"no\\",\\n\\tthen\\\\left"@en',
        "3",
        "0.5",
        f'"2024~"^^<{EDTF}>',
        f'"true"^^<{XSD.boolean}>',
    ]
    assert lines[2] == "\t" * 5
    assert to_tsv(Table(("a",), [(Literal("abc", datatype=XSD.integer),), (Literal("x"),)])).split("\n")[1:] == [
        f'"abc"^^<{XSD.integer}>',
        '"x"',
        "",
    ]


def test_json() -> None:
    answer = json.loads(to_json(TABLE))
    assert answer["head"]["vars"] == list(TABLE.columns)
    assert answer["results"]["bindings"][0]["iri"] == {"type": "uri", "value": str(INSP.accepted)}
    assert answer["results"]["bindings"][1] == {}
    assert json.loads(to_json(True))["boolean"] is True


def test_turtle_uses_the_known_prefixes() -> None:
    graph = Graph()
    graph.add((URIRef("https://w3id.org/inspection-kg/id/x"), RDF.type, INSP.Report))
    assert "id:x a insp:Report" in to_turtle(graph)


def test_pandas_types() -> None:
    frame = to_pandas(TABLE)
    assert [str(kind) for kind in frame.dtypes] == ["string", "string", "Int64", "Float64", "string", "boolean"]
    assert frame["count"].sum() == 15
    assert frame.loc[0, "day"] == "2024~"
    assert frame.loc[1].isna().all()


def test_pandas_of_no_rows_and_of_mixed_kinds() -> None:
    assert list(to_pandas(Table(("a", "b"), [])).columns) == ["a", "b"]
    mixed = to_pandas(Table(("a",), [(Literal(3),), (Literal("cannot be known"),)]))
    assert list(mixed["a"]) == ["3", "cannot be known"]
