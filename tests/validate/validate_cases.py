"""Readers of the case folders of shapes and checks."""

from __future__ import annotations

from pathlib import Path

from rdflib import BNode, Dataset, Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.interface import Store, Triple
from kg.namespaces import INSP, SH
from kg.store import open_store
from kg.validate import paths

CASES = Path(__file__).parents[1] / "cases"


def folders(topic: str) -> list[Path]:
    return sorted(path for path in (CASES / topic).iterdir() if path.is_dir())


def rows(report: Graph) -> list[tuple[str, ...]]:
    """The results of a validation report as comparable rows, blank nodes all alike."""
    found = []
    for result in report.objects(None, SH.result):
        told = dict(report.predicate_objects(result))
        assert told[RDF.type] == SH.ValidationResult
        path = told.get(SH.resultPath)
        cells = [told[SH.focusNode], told.get(SH.value), told[SH.resultSeverity], told[SH.sourceShape]]
        words = [told[SH.sourceConstraintComponent], told[SH.resultMessage], told[INSP.mend]]
        text = "" if path is None else paths.text(paths.read(report, path))
        found.append((text, *(_cell(term) for term in (*cells, *words))))
    return sorted(found)


def _cell(term: Node | None) -> str:
    if term is None:
        return ""
    return "[]" if isinstance(term, BNode) else term.n3()


def store_of(path: Path) -> Store:
    """A store in memory that holds the named graphs of a TriG file."""
    dataset = Dataset()
    dataset.parse(path, format="trig")
    graphs: dict[URIRef, list[Triple]] = {}
    for subject, predicate, value, name in dataset.quads():
        assert isinstance(name, URIRef), f"{path}: every statement of a check case stands in a named graph"
        graphs.setdefault(name, []).append((subject, predicate, value))
    store = open_store(None)
    store.replace(graphs)
    return store
