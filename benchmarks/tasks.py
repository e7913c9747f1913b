"""The tasks that are measured, each run in a process of its own: `python -m benchmarks.tasks NAME JSON`.

A task is a generator of JSON objects; `benchmarks.measure` starts it, limits it and collects what it prints.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import own_peak, printed, timed

Rows = Iterator[dict[str, Any]]
REPEATS = 3
_MOST, _ENOUGH = 25, 0.2  # runs of a short query, and seconds of them that make a median one can trust
_LONG = 5.0


class Steps:
    """The seconds of each step of a build, from what it tells of its progress."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last, self._step, self._open = time.perf_counter(), "", False

    def tell(self, step: str, done: int, of: int) -> None:
        """Time goes to the step that was under way: the one told before, where it was not at its end."""
        self._add(self._step if self._open or (done == 0 and self._step) else step)
        self._step, self._open = step, done < of

    def end(self) -> None:
        """Give what is left to the last step."""
        self._add(self._step)

    def _add(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._last
        self._last = now


def read(folder: str, count: int) -> Rows:
    """Read and extract documents on one core, three times: the median counts.

    The files are opened all together; of that time the documents that are extracted have their share.
    """
    from kg.extract.assemble import extract
    from kg.gazetteers import gazetteer, tagger
    from kg.read import sources

    opening, documents = timed(lambda: sources(Path(folder)))
    share = opening * count / len(documents)
    passes = []
    for _ in range(REPEATS):
        work = lambda: sum(len(extract(d, gazetteer(), tagger()).leaves()) for d in documents[:count])  # noqa: E731
        passes.append(timed(work))
    times = sorted(seconds + share for seconds, _ in passes)
    found = {"seconds": times[REPEATS // 2], "best": times[0], "documents": count, "leaves": passes[0][1]}
    yield found | {"peak": own_peak()}


def build(folder: str, store: str) -> Rows:
    """Read, store, sum up and reason: the whole of `kg build`, with the seconds of each step."""
    from kg import pipeline
    from kg.store import open_store

    steps = Steps()
    target = open_store(store)
    seconds, made = timed(lambda: pipeline.build(target, Path(folder), progress=steps.tell))
    steps.end()
    target.close()
    counts, quads = asdict(made.found), made.triples + made.inferred
    yield {"seconds": seconds, "steps": steps.seconds, "counts": counts, "quads": quads, "peak": own_peak()}


def dump(store: str, files: list[str]) -> Rows:
    """Write a store as N-Quads in two files of like length, so that every engine loads the same statements."""
    import pyoxigraph

    first, second = files
    pyoxigraph.Store.read_only(store).dump(first, pyoxigraph.RdfFormat.N_QUADS)
    with Path(first).open("r+b") as whole, Path(second).open("wb") as rest:
        whole.seek(Path(first).stat().st_size // 2)
        whole.readline()
        middle = whole.tell()
        shutil.copyfileobj(whole, rest, 1 << 20)
        whole.truncate(middle)
    yield {"bytes": sum(Path(file).stat().st_size for file in files)}


def load(files: list[str], store: str) -> Rows:
    """Load N-Quads into an empty embedded store, as a build does."""
    from kg.store import open_store

    def parts() -> Iterator[bytes]:
        for file in files:
            with Path(file).open("rb") as lines:
                while part := lines.read(1 << 20):
                    yield part

    target = open_store(store)

    def fill() -> None:
        target.load(parts())
        target.close()  # to disk

    seconds, _ = timed(fill)
    yield {"seconds": seconds, "quads": open_store(store, read_only=True).size(), "peak": own_peak()}


def ask(store: str, texts: dict[str, str], limit: float) -> Rows:
    """Every query on the embedded store, each in a fork of its own that opens the store and can be killed."""
    from benchmarks.measure import apart
    from kg.store import open_store

    for name, text in texts.items():

        def run(text: str = text) -> dict[str, Any]:
            opened = open_store(store, read_only=True)
            return repeated(lambda: len(opened.select(text).rows))

        yield {"query": name, **apart(run, limit)}


def repeated(count_rows: Callable[[], int]) -> dict[str, Any]:
    """The first run, then the median of three more, in seconds, with the number of rows.

    What is short is run more often, until its runs have taken a fifth of a second. What takes over five seconds at
    first is not run again: its first run stands for all.
    """
    cold, rows = timed(count_rows)
    if cold > _LONG:
        return {"cold": cold, "warm": cold, "rows": rows}
    warm: list[float] = []
    while len(warm) < REPEATS or (len(warm) < _MOST and sum(warm) < _ENOUGH):
        warm.append(timed(count_rows)[0])
    return {"cold": cold, "warm": median(warm), "rows": rows}


def validate(store: str, file: str) -> Rows:
    """Validate one new response against the store: first, then the median of three more."""
    from kg import pipeline
    from kg.store import open_store

    opened = open_store(store, read_only=True)
    graphs = pipeline.draft(Path(file))
    result = repeated(lambda: len(pipeline.try_out(opened, graphs).results))
    triples = sum(len(graph) for graph in graphs.values())
    yield {
        "cold": result["cold"],
        "warm": result["warm"],
        "results": result["rows"],
        "triples": triples,
        "peak": own_peak(),
    }


def submit(store: str, copy: str, file: str) -> Rows:
    """Put one new response into a copy of the store, with its inferences, then a second time changed nothing."""
    from kg import pipeline
    from kg.store import open_store

    original = open_store(store)
    original.backup(Path(copy))
    original.close()
    target = open_store(copy)
    graphs = pipeline.draft(Path(file))
    seconds, change = timed(lambda: pipeline.submit(target, graphs))
    yield {"seconds": seconds, "added": change.added, "inferred": change.inferred, "peak": own_peak()}


def reason(store: str) -> Rows:
    """The whole closure anew."""
    from kg.reason import closure
    from kg.store import open_store

    target = open_store(store)
    seconds, inferred = timed(lambda: closure(target))
    target.close()
    yield {"seconds": seconds, "inferred": inferred, "peak": own_peak()}


def main(arguments: list[str]) -> int:
    """Run the task named first with the arguments given second as a JSON object."""
    from benchmarks import linking, peers

    tasks: dict[str, Callable[..., Rows]] = {
        task.__name__: task for task in (read, build, dump, load, ask, validate, submit, reason)
    }
    tasks |= peers.TASKS | linking.TASKS
    name, values = arguments
    printed(tasks[name](**json.loads(values)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
