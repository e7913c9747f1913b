"""The SPARQL 1.1 Protocol: every case of tests/cases/protocol against a real server with writing on."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from live import Got, Live
from rdflib import Graph

FOLDER = Path(__file__).parent.parent / "cases" / "protocol"
CASES = [
    pytest.param(case, id=case["name"])
    for file in sorted(FOLDER.glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))["cases"]
]
RDF = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}


@pytest.mark.parametrize("case", CASES)
def test_the_protocol_as_it_is_specified(small: Live, case: dict[str, Any]) -> None:
    for step in case["steps"]:
        body = bytes.fromhex(step["hex"]) if "hex" in step else step.get("body")
        got = small.ask(
            step["method"], step["target"], headers=step.get("headers"), body=body, token=step.get("token", False)
        )
        check(step, got)


def check(step: dict[str, Any], got: Got) -> None:
    """What a step expects, beside what came."""
    wanted = "|".join(str(step["status"]).split("|")).replace("x", r"\d")
    assert re.fullmatch(wanted, str(got.status)), (step["target"], got.status, got.body[:300])
    if "type" in step:
        assert got.media in step["type"]
    for name, words in step.get("header", {}).items():
        assert words in got.headers.get(name, "")
    if "boolean" in step:
        assert truth(got) is step["boolean"]
    for words in step.get("holds", ()):
        assert words in got.text
    if step.get("empty"):
        assert got.body == b""
    if "parses" in step or "triples" in step:
        parse(got, step)
    if "values" in step:
        assert [term["value"] for row in got.json()["results"]["bindings"] for term in row.values()] == step["values"]
    if "absolute" in step:
        (row,) = got.json()["results"]["bindings"]
        assert re.match(r"https?://[^/]+/", row[step["absolute"]]["value"])
    if got.status >= 400 and step["method"] != "HEAD":
        assert "Traceback" not in got.text
        assert got.text.count("\n") == 1
        assert got.media == "text/plain"


def truth(got: Got) -> bool:
    if got.media.endswith("json"):
        return bool(got.json()["boolean"])
    found = ElementTree.fromstring(got.body).find("{http://www.w3.org/2005/sparql-results#}boolean")
    assert found is not None
    return found.text == "true"


def parse(got: Got, step: dict[str, Any]) -> None:
    form = step.get("parses", "nt")
    if form in RDF:
        graph = Graph().parse(data=got.text, format=RDF[form])
        assert len(graph) == step["triples"] if "triples" in step else len(graph) > 0
    elif form == "json":
        assert got.json()["head"]["vars"] == ["s"]
    elif form == "xml":
        assert ElementTree.fromstring(got.body).tag.endswith("sparql")
    elif form == "csv":
        assert next(csv.reader(io.StringIO(got.text))) == ["s"]
    else:
        assert got.text.splitlines()[0] == "?s"


def test_there_are_cases() -> None:
    assert len(CASES) > 80
