"""The same work done by others: plain rdflib, pySHACL and owlrl in memory, Virtuoso as a server."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import apart, own_peak, peak, timed

Rows = Iterator[dict[str, Any]]


def rdflib_ask(files: list[str], texts: dict[str, str], limit: float, stage: float) -> Rows:
    """Load N-Quads into an rdflib Dataset and ask every query, each in a fork that shares the loaded graph.

    The queries have `stage` seconds together.
    """
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    seconds, _ = timed(lambda: [dataset.parse(file, format="nquads") for file in files])
    yield {"loaded": seconds, "peak": own_peak()}
    gc.collect()
    gc.freeze()  # forks would copy every page that the collector touches
    end = time.monotonic() + stage
    for name, text in texts.items():
        if time.monotonic() > end:
            yield {"query": name, "cut": f"not tried: all took > {stage:.0f} s"}
            continue

        def run(text: str = text) -> dict[str, Any]:
            from benchmarks.tasks import repeated

            return repeated(lambda: len(list(dataset.query(text))))

        yield {"query": name, **apart(run, limit)}


def virtuoso_ask(folder: str, data: str, pattern: str, texts: dict[str, str], limit: float, stage: float) -> Rows:
    """Start a server, load the N-Quads in bulk and ask every query over HTTP."""
    from benchmarks.tasks import repeated
    from benchmarks.virtuoso import TooSlow, Virtuoso, VirtuosoError

    with Virtuoso(Path(folder), Path(data), seconds=int(limit)) as server:
        seconds, quads = timed(lambda: server.load(Path(data), pattern, stage))
        yield {"loaded": seconds, "quads": quads, "peak": peak(server.pid)}
        for name, text in texts.items():
            try:
                answer = repeated(lambda text=text: len(server.query(text)))  # type: ignore[misc]
            except TooSlow as error:
                answer = {"cut": str(error), "over": limit}
            except VirtuosoError as error:
                answer = {"cut": f"failed: {error}"}
            yield {"query": name, **answer}
        yield {"peak": peak(server.pid)}


def pyshacl_validate(files: list[str], new: str) -> Rows:
    """Validate the whole graph with the new response in it, by the shapes of responses and the checks as they are."""
    from pyshacl import validate
    from rdflib import Graph

    from kg import pipeline
    from kg.validate import response_shapes

    data = _union(files)
    for graph in pipeline.draft(Path(new)).values():
        data += graph
    shapes = Graph()
    for path in response_shapes():
        shapes.parse(path)
    seconds, (conforms, _, _) = timed(
        lambda: validate(data, shacl_graph=shapes, ont_graph=pipeline.context(), advanced=False, inference="none")
    )
    yield {"seconds": seconds, "conforms": bool(conforms), "triples": len(data), "peak": own_peak()}


def owlrl_reason(files: list[str]) -> Rows:
    """The OWL 2 RL closure of the union of the asserted graphs."""
    from owlrl import DeductiveClosure, OWLRL_Semantics

    data = _union(files)
    before = len(data)
    seconds, _ = timed(lambda: DeductiveClosure(OWLRL_Semantics).expand(data))
    yield {"seconds": seconds, "triples": before, "inferred": len(data) - before, "peak": own_peak()}


def _union(files: list[str]) -> Any:
    """One rdflib graph of all that the files say, without what was inferred."""
    from rdflib import Dataset, Graph

    from kg.namespaces import INFERRED_GRAPH

    dataset = Dataset()
    for file in files:
        dataset.parse(file, format="nquads")
    union = Graph()
    for subject, predicate, value, name in dataset.quads():
        if name != INFERRED_GRAPH:
            union.add((subject, predicate, value))
    return union


TASKS: dict[str, Callable[..., Rows]] = {
    task.__name__: task for task in (rdflib_ask, virtuoso_ask, pyshacl_validate, owlrl_reason)
}
