"""What is handed in: validated or submitted by the same code as kg validate and kg submit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypedDict

from rdflib import Graph, URIRef

from kg import pipeline
from kg.errors import KgError, UsageError, visible
from kg.explore.common import tail
from kg.explore.nodes import named_nodes
from kg.explore.papers import papers
from kg.explore.shapes import Finding, Measured, Ref, Similar, Submitted, Validation
from kg.identifiers import report as report_iri
from kg.interface import Store
from kg.namespaces import shorten
from kg.past import Act
from kg.validate import Report, Result, verdict
from kg.validate import paths as property_paths

MOST_BYTES = 32 * 2**20  # documents; RDF is taken up to 8 MiB (kg.validate.submission)
_FINDINGS = 1000
_TEXTS = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".owl", ".xml", ".txt", ".md", ".html", ".htm")


def validate(store: Store, content: bytes, name: str) -> Validation:
    """Validate a submission (RDF, tables or a document) as if it were in the store, which is only read.

    Raises UsageError for a name without a known ending, DataError and SourceError for what cannot be read.
    """
    with at_hand(content, name) as path:
        return _told(pipeline.try_out(store, pipeline.submission(path), path), path)


class Tried(TypedDict):
    """What can be said of a submission without writing."""

    validation: Validation
    resembles: list[Similar]


class Stored(TypedDict):
    """What can be said of it once it was written."""

    outcome: Literal["stored", "refused"]
    report: Ref | None
    added: int
    removed: int


def submit(store: Store, content: bytes, name: str, *, by: str = "") -> Submitted:
    """Replace a response by a submission, whole or not at all; one with violations is refused and nothing changes.

    The history keeps what was before, and who did it: `by`. Raises as `validate` does.
    """
    with at_hand(content, name) as path:
        graphs = pipeline.submission(path)
        tried = _tried(store, graphs, path)
        return {**_stored(store, graphs, path, by if tried["validation"]["conforms"] else None), **tried}


def tried(store: Store, content: bytes, name: str) -> tuple[Tried, Stored | None]:
    """The part of `submit` that only reads, and all of it where the submission is refused."""
    with at_hand(content, name) as path:
        graphs = pipeline.submission(path)
        found = _tried(store, graphs, path)
        return found, None if found["validation"]["conforms"] else _stored(store, graphs, path, None)


def stored(store: Store, content: bytes, name: str, *, by: str = "") -> Stored:
    """The part of `submit` that writes what was found to conform to the store as it is."""
    with at_hand(content, name) as path:
        return _stored(store, pipeline.submission(path), path, by)


def _tried(store: Store, graphs: Mapping[URIRef, Graph], path: Path) -> Tried:
    report = pipeline.try_out(store, graphs, path)
    return {"validation": _told(report, path), "resembles": _similar(store, graphs) if report.conforms else []}


def _stored(store: Store, graphs: Mapping[URIRef, Graph], path: Path, by: str | None) -> Stored:
    """Write it, for somebody; for nobody (None) it is refused."""
    change = None if by is None else pipeline.submit(store, graphs, act=Act.submission(by, path))
    slug = tail(str(next(iter(graphs))))
    known = papers(store, [str(report_iri(slug))])
    return {
        "outcome": "refused" if change is None else "stored",
        "report": next((paper.ref for paper in known.values()), None),
        "added": change.added if change else 0,
        "removed": change.removed if change else 0,
    }


@contextmanager
def at_hand(content: bytes, name: str) -> Iterator[Path]:
    """The content as a file of this name in a folder of its own; errors name the file as it was handed in.

    Raises UsageError for a name that is none, and for more than MOST_BYTES.
    """
    if not name or name != Path(name).name or name.startswith(".") or len(name) > 200 or visible(name) != name:
        raise UsageError("the file has no name that can be used", where="name", expected="as in response.ttl")
    if len(content) > MOST_BYTES:
        raise UsageError(f"the file is larger than {MOST_BYTES // 2**20} MiB", where=name, expected="one document")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            yield path
        except KgError as error:
            _rename(error, f"{folder}/")
            raise


def _rename(error: KgError, folder: str) -> None:
    """Take the folder out of what an error says: it is of this machine, and the reader never saw it."""
    error.what, error.where, error.expected, error.mend = (
        text.replace(folder, "") for text in (error.what, error.where, error.expected, error.mend)
    )
    error.details = tuple(text.replace(folder, "") for text in error.details)


def _told(report: Report, path: Path) -> Validation:
    results = sorted(report.results, key=Result.key)
    return {
        "conforms": report.conforms,
        "verdict": verdict(report),
        "total": len(results),
        "findings": [_finding(result) for result in results[:_FINDINGS]],
        "quality": _measured(report),
        "score": report.quality.score if report.quality else None,
        "lines": _lines(path),
        "unmatchedShapes": [rule.name for rule in report.unmatched],
    }


def _finding(result: Result) -> Finding:
    place = result.source.submission
    return {
        "severity": result.severity.value,
        "what": result.message,
        "where": {
            "line": place.line if place else None,
            "row": place.row if place else "",
            "iri": str(result.focus),
        },
        "path": property_paths.text(result.path),
        "value": "" if result.value is None else str(result.value),
        "quotation": result.source.quotation,
        "rule": shorten(str(result.rule.iri)).strip("<>"),
        "why": result.rule.why,
        "mend": result.rule.mend,
    }


def _measured(report: Report) -> list[Measured]:
    if report.quality is None:
        return []
    advice = {str(one.metric): one.words for one in report.quality.improvements()}
    return [
        {
            "name": one.label,
            "value": one.share,
            "good": one.good,
            "of": one.of,
            "advice": advice.get(str(one.metric), ""),
        }
        for one in report.quality.measures
    ]


def _lines(path: Path) -> list[str]:
    """The text of a submission that is text; what is no UTF-8 is shown as such."""
    if path.suffix.lower() not in _TEXTS:
        return []
    return path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")


def _similar(store: Store, graphs: Mapping[URIRef, Graph]) -> list[Similar]:
    found = pipeline.similar(store, graphs, most=1)
    named = named_nodes(store, (one.recommendation for _, some in found for one in some))
    return [
        {
            "number": text.name.rsplit("/", 1)[-1],
            "text": text.text,
            "recommendation": named[one.recommendation][0],
            "report": named[one.recommendation][1].ref,
            "score": one.score,
            "linked": one.linked,
            "reason": one.reason,
            "quotation": one.quotation,
        }
        for text, some in found
        for one in some
        if one.recommendation in named
    ]
