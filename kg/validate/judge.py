"""One graph, judged by the shapes and the vocabulary, without a store: what other processes can do as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rdflib import Graph

from kg.validate import engine, locate, quality, shapes, terms
from kg.validate.report import Place, Report, Result
from kg.validate.shapes import response_shapes


def judged(
    data: Graph, around: Graph, *, shape_files: Sequence[Path] | None = None, vocabulary: Graph | None = None
) -> Report:
    """What the shapes find in `data`, and where `vocabulary` is given the names that nobody defined; the results are
    not placed. `around` is looked up, not judged. Raises DataError where a shapes file cannot be used."""
    outcome = engine.run(data, around, shapes.load(response_shapes() if shape_files is None else shape_files))
    measured = quality.measure(data, ((result.rule.iri, result.focus) for result in outcome.results))
    found = outcome.results + ([] if vocabulary is None else terms.check(data, vocabulary))
    return Report(tuple(found), outcome.unmatched, outcome.unseen, measured)


def placed(results: Iterable[Result], told: Graph, submitted: Mapping[str, Place]) -> tuple[Result, ...]:
    """The results with their places, as `told` and the submitted file tell them, sorted."""
    found = (replace(result, source=locate.source(told, result.focus, submitted)) for result in results)
    return tuple(sorted(found, key=Result.key))
