"""Property paths are read from SHACL, written back alike, and printed as SPARQL prints them."""

from __future__ import annotations

import pytest
from rdflib import BNode, Graph, Literal
from rdflib.paths import NegatedPath

from kg.errors import DataError
from kg.namespaces import INSP, SH
from kg.validate import paths

CASES = {
    "insp:text": "insp:text",
    "( insp:answers insp:text )": "insp:answers/insp:text",
    "[ sh:inversePath insp:answers ]": "^insp:answers",
    "[ sh:alternativePath ( insp:due insp:text ) ]": "insp:due|insp:text",
    "( [ sh:oneOrMorePath insp:directPartOf ] [ sh:inversePath insp:answers ] )": "insp:directPartOf+/^insp:answers",
    "[ sh:zeroOrMorePath ( insp:due insp:text ) ]": "(insp:due/insp:text)*",
    "[ sh:zeroOrOnePath insp:due ]": "insp:due?",
}


@pytest.mark.parametrize("turtle", CASES)
def test_round_trip(turtle: str) -> None:
    prefixes = f"@prefix insp: <{INSP}> . @prefix sh: <{SH}> ."
    graph = Graph().parse(data=f"{prefixes} <x:s> sh:path {turtle} .")
    path = paths.read(graph, next(graph.objects(None, SH.path)))
    assert paths.text(path) == CASES[turtle]
    copy = Graph()
    assert paths.text(paths.read(copy, paths.write(copy, path))) == CASES[turtle]


def test_no_path() -> None:
    assert paths.text(None) == ""
    graph = Graph()
    graph.add((BNode("b"), SH.name, Literal("no path")))
    with pytest.raises(DataError, match="cannot be read"):
        paths.read(graph, BNode("b"))
    with pytest.raises(DataError, match="cannot be written"):
        paths.write(graph, NegatedPath(INSP.due))
