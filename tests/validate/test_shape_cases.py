"""Every shape has a good case without any result and a bad case with exactly the expected report."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from validate_cases import CASES, folders, rows

from kg import resources
from kg.namespaces import SH
from kg.validate import Report, ontology_shapes, response_shapes, validate
from kg.validate.report import SHAPE

FOLDERS = folders("shapes")
CONTEXT = Graph().parse(CASES / "shapes" / "context.ttl")


def shapes_of(files: list[Path]) -> set[str]:
    graph = Graph()
    for path in files:
        graph.parse(path)
    kinds = (SH.NodeShape, SH.PropertyShape)
    return {str(shape).removeprefix(str(SHAPE)) for kind in kinds for shape in graph.subjects(RDF.type, kind)}


LINT = shapes_of(ontology_shapes()) - shapes_of(response_shapes())


@cache
def run(path: Path, folder: Path) -> Report:
    files = ontology_shapes() if folder.name in LINT else response_shapes()
    return validate(Graph().parse(path), context=CONTEXT, shape_files=files)


def test_every_shape_has_a_case() -> None:
    assert {folder.name for folder in FOLDERS} == shapes_of(resources.shape_files())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good_case_has_no_result(folder: Path) -> None:
    report = run(folder / "good.ttl", folder)
    assert rows(report.graph()) == []
    assert not report.unseen


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad_case_has_the_expected_report(folder: Path) -> None:
    expected = Graph().parse(folder / "expected.ttl")
    found = run(folder / "bad.ttl", folder).graph()
    assert rows(found) == rows(expected)
    assert (None, SH.sourceShape, URIRef(SHAPE[folder.name])) in expected
    assert set(found.objects(None, SH.conforms)) == set(expected.objects(None, SH.conforms))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good_and_bad_case_are_targeted(folder: Path) -> None:
    """A good case that the shape never looks at would prove nothing."""
    for name in ("good.ttl", "bad.ttl"):
        unmatched = run(folder / name, folder).unmatched
        assert folder.name not in {str(rule.iri).removeprefix(str(SHAPE)) for rule in unmatched}
