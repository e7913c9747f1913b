"""Validation: the shapes over one graph, the checks across graphs, and what they found as a typed report.

submission → statements (`parse_submission`) → safe mends (`mend`) → shapes, checks and terms (`validate`) → `Report`
→ text (`render`), or a page, JUnit XML or SARIF (the modules `html`, `junit` and `sarif`)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rdflib import Graph, URIRef

from kg.interface import Store
from kg.validate import checks, declared, locate, neighbours, shapes
from kg.validate.findings import verdict
from kg.validate.fix import Change, mend
from kg.validate.judge import judged, placed
from kg.validate.neighbours import stage
from kg.validate.parts import validate_responses
from kg.validate.quality import Quality
from kg.validate.report import Place, Report, Result, Rule, Severity, Source
from kg.validate.shapes import ontology_shapes, response_shapes
from kg.validate.submission import parse_submission
from kg.validate.text import render

__all__ = [
    "Change",
    "Place",
    "Quality",
    "Report",
    "Result",
    "Rule",
    "Severity",
    "Source",
    "mend",
    "ontology_shapes",
    "parse_submission",
    "render",
    "response_shapes",
    "stage",
    "validate",
    "validate_ontology",
    "validate_responses",
    "validate_store",
    "verdict",
]


def validate(
    data: Graph,
    *,
    context: Graph | None = None,
    store: Store | None = None,
    graphs: Sequence[URIRef] | None = None,
    shape_files: Sequence[Path] | None = None,
    file: Path | None = None,
    vocabulary: Graph | None = None,
    rows: Mapping[str, str] | None = None,
) -> Report:
    """Validate the graph of a response, or reference data.

    `context` is the ontology with the reference data: looked up, not judged. `store` must hold `data` already in
    `graphs`, beside what else the cross-graph checks should see (`stage` prepares one for a submission); the
    checks run over `graphs` alone, or over the whole store where it is None. `shape_files` defaults to
    `response_shapes()`. `file` is the submitted file, for its lines, or where it holds tables the
    `rows` of what they describe (by IRI). `vocabulary` is the whole ontology with the
    reference data: where it is given, names that nobody defined are reported. Raises DataError where a shapes file
    or check cannot be used, StoreError and QueryError as the store does.
    """
    around = neighbours.surroundings(data, context if context is not None else Graph())
    if store is not None:
        around += neighbours.known_elsewhere(data, around, store, graphs or ())
    report = judged(data, around, shape_files=shape_files, vocabulary=vocabulary)
    found = [*report.results, *(checks.run(store, graphs) if store is not None else ())]
    submitted = {iri: Place(str(file), row=row) for iri, row in (rows or {}).items()}
    if file is not None and rows is None and found:
        submitted = locate.lines(file)
    return replace(report, results=_located(found, data, store, submitted))


def validate_ontology(ontology: Graph, files: Iterable[Path] = ()) -> Report:
    """Lint the own terms of an ontology graph, those of the insp: namespace; all else in it is context.

    In the `files` (Turtle or SPARQL) every name of that namespace must be one that the ontology declares.
    """
    own, foreign = Graph(), Graph()
    for triple in ontology:
        (own if shapes.is_own(triple[0]) else foreign).add(triple)
    report = validate(own, context=foreign, shape_files=ontology_shapes())
    found = [*report.results, *declared.check(ontology, files)]
    return replace(report, results=tuple(sorted(found, key=Result.key)))


def validate_store(store: Store, graphs: Sequence[URIRef] | None = None) -> Report:
    """Run only the checks, over these graphs of the store or over all of it."""
    return Report(_located(checks.run(store, graphs), Graph(), store, {}))


def _located(
    results: Iterable[Result], data: Graph, store: Store | None, submitted: Mapping[str, Place]
) -> tuple[Result, ...]:
    """The results with their places, sorted."""
    found = list(results)
    strangers = {result.focus for result in found if (result.focus, None, None) not in data}
    told = data if store is None or not strangers else data + locate.from_store(store, strangers)
    return placed(found, told, submitted)
