"""The line of a node in a submitted file, and its words in the source document."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import BNode, Graph, URIRef

from kg.namespaces import BASE
from kg.validate import Place, Source, locate

DATA = """\
@base <https://w3id.org/inspection-kg/id/> .
@prefix insp:    <https://w3id.org/inspection-kg/ontology#> .
@prefix oa:      <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<document/d> a insp:ResponseDocument ; dcterms:source "d.txt" .
<commitment/d/1/1> insp:hasSpan <span/d/9-12> , <span/d/0-3> .
<mention/d> oa:hasTarget <span/d/9-12> .
<unplaced> insp:hasSpan <span/nowhere> .
<span/d/0-3> oa:hasSource <document/d> ; insp:line 2 ; oa:hasSelector <span/d/0-3/position> , <span/d/0-3/quote> .
<span/d/0-3/quote> oa:exact "One" .
<span/d/9-12> oa:hasSource <document/d> ; insp:line 7 ; oa:hasSelector <span/d/9-12/quote> .
<span/d/9-12/quote> oa:exact "two" .
"""

FILES = {
    "base.ttl": ("@base <https://e.org/> .\n\n<s> <p> <o> .\n<o>\n    <p> <s> .\n", {"s": 3, "o": 4}),
    "prefix.ttl": ("PREFIX e: <https://e.org/>\n  e:s e:p e:o .\ne:o\\/x e:p e:s .\n", {"s": 2, "o/x": 3}),
    "relative-prefix.ttl": ("@base <https://e.org/> .\n@prefix e: <a/> .\ne:s e:p e:o .\n", {"a/s": 3}),
    "block.trig": ("@prefix e: <https://e.org/> .\nGRAPH e:g {\n  e:s e:p e:o .\n}\n", {"g": 2, "s": 3}),
    "lines.nt": ("<https://e.org/s> <https://e.org/p> <https://e.org/o> .\n", {"s": 1}),
    "tree.jsonld": (
        '{"@context": {"e": "https://e.org/"},\n "@id": "e:s",\n "e:p": {"@id": "https://e.org/o"}}',
        {"s": 2, "o": 3},
    ),
    "comments.ttl": (
        "# words.\n@base <https://e.org/> . # base\n# more\n<s> <p> <o> ; # open\n  <q> <o> . # done\n<o> <p> <s> .\n",
        {"s": 4, "o": 6},
    ),
    "first-wins.ttl": ("@base <https://e.org/> .\n<s> <p> <o> .\n<s> <q> <o> .\n", {"s": 2}),
    "base.jsonld": ('{"@context": {"@base": "https://e.org/"},\n\n "@id": "s"}', {"s": 3}),
    "unknown-prefix.ttl": ("x:s x:p x:o .\n", {}),
}


@pytest.mark.parametrize("name", FILES)
def test_lines(tmp_path: Path, name: str) -> None:
    text, expected = FILES[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert locate.lines(path) == {f"https://e.org/{local}": Place(str(path), line) for local, line in expected.items()}


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("commitment/d/1/1", Source(Place("d.txt", 2), "One")),
        ("mention/d", Source(Place("d.txt", 7), "two")),
        ("span/d/0-3", Source(Place("d.txt", 2), "One")),
        ("span/d/9-12/quote", Source(Place("d.txt", 7), "two")),
        ("document/d", Source(Place("d.txt"))),
        ("unplaced", Source()),
        ("unknown", Source()),
    ],
)
def test_source(node: str, expected: Source) -> None:
    assert locate.source(Graph().parse(data=DATA), BASE[node], {}) == expected


def test_line_in_the_submission() -> None:
    found = locate.source(Graph().parse(data=DATA), BASE["unknown"], {str(BASE["unknown"]): Place("in.ttl", 4)})
    assert found.submission == Place("in.ttl", 4)
    assert locate.source(Graph(), BNode("x"), {}) == Source()


def test_place_as_text() -> None:
    assert [str(Place("d.txt", 7)), str(Place("d.txt"))] == ["d.txt:7", "d.txt"]


def test_nothing_is_asked_of_the_store_without_names() -> None:
    assert len(locate.from_store(None, [BNode()])) == 0  # type: ignore[arg-type]
    assert isinstance(BASE["x"], URIRef)


def test_a_name_that_is_no_reference_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "in.ttl"
    file.write_text("@base <http://example.org/> .\n<http://[x> a <C> .\n<b> a <C> .\n", encoding="utf-8")
    assert locate.lines(file)["http://example.org/b"].line == 3
