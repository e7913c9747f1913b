"""The HTML reference: every term and concept is there, every link leads somewhere, nothing is fetched."""

from __future__ import annotations

import logging
import re
import socket
import sys
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, SKOS

from kg import resources
from kg.docs import build
from kg.errors import DataError, UsageError
from kg.namespaces import INSP, shorten


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    graph = Graph()
    for path in resources.ontology_files():
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    def refuse(*_: object) -> None:
        raise AssertionError("the reference must not use the network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        written = build(tmp_path_factory.mktemp("reference") / "new" / "folder")
    return {path.name: path.read_text(encoding="utf-8") for path in written}


def test_the_index_comes_first(pages: dict[str, str]) -> None:
    assert list(pages) == ["index.html", "ontology.html", "schemes.html"]


def test_every_class_and_property_is_in_the_ontology_page(pages: dict[str, str], vocabulary: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in vocabulary.subjects(RDF.type, kind) if str(term).startswith(str(INSP))}
    missing = {str(term) for term in terms if f"<code>{term}</code>" not in pages["ontology.html"]}
    assert terms
    assert not missing


def test_every_concept_is_in_the_schemes_page_with_its_definition(pages: dict[str, str], vocabulary: Graph) -> None:
    concepts = set(vocabulary.subjects(RDF.type, SKOS.Concept))
    assert concepts
    for concept in concepts:
        assert f'id="{shorten(str(concept))}"' in pages["schemes.html"]
        assert str(vocabulary.value(concept, SKOS.prefLabel)) in pages["schemes.html"]


def test_every_link_between_the_pages_leads_somewhere(pages: dict[str, str]) -> None:
    links = {
        (name, target)
        for name, page in pages.items()
        for target in re.findall(r'href="([^"]+)"', page)
        if not re.match(r"[a-z]+:", target)
    }
    broken = set()
    for name, target in links:
        page, _, anchor = target.partition("#")
        if anchor and f'id="{anchor}"' not in pages[page or name]:
            broken.add((name, target))
    assert len(links) > 50
    assert not broken


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert not re.search(r'(?:src|<link[^>]*href)="(?!data:)', page)


def test_alignments_are_told_in_words(pages: dict[str, str]) -> None:
    assert "A wider term elsewhere: dcterms:subject" in pages["ontology.html"]
    assert "At most one value." in pages["ontology.html"]


def test_two_builds_are_the_same(pages: dict[str, str], tmp_path: Path) -> None:
    again = {path.name: path.read_text(encoding="utf-8") for path in build(tmp_path)}
    assert again == pages


def test_the_reference_leaves_logging_and_standard_output_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    build(tmp_path)
    assert (list(root.handlers), root.level) == before
    assert capsys.readouterr().out == ""


def test_a_file_in_the_way_is_an_error_of_the_call(tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("a file")
    with pytest.raises(UsageError, match="cannot be written"):
        build(target)


def test_a_pylode_that_cannot_be_imported_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pylode", None)
    with pytest.raises(DataError, match="pyLODE cannot be used") as caught:
        build(tmp_path / "out")
    assert "pip install" in caught.value.mend
    assert not (tmp_path / "out").exists()
