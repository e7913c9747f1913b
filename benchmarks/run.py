"""Measures everything side by side in one run and writes the table: `python -m benchmarks --reports 100 1000`."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import generate, machine, measure, questions, table, virtuoso
from benchmarks.corpus import Corpus
from benchmarks.fared import Fared

_READ = 400  # documents that the reading is timed on, at most
_BUILD = 4 * 3600  # seconds that a build, or the closure of a whole store, may take
STAGES = ("read", "build", "load", "queries", "validate", "submit", "reason")
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class Limits:
    """Seconds a query and a stage of a peer may take, gigabytes it may use; `load` is for the server that loads."""

    query: float
    stage: float
    load: float
    memory: float


@dataclass(slots=True)
class Bench:
    """One run: its scratch folder, its limits, and how peers fared at smaller sizes."""

    scratch: Path
    limits: Limits
    seed: int
    peers: Sequence[str]
    fared: Fared = field(default_factory=Fared)

    def size(self, reports: int, stages: Sequence[str], known: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The measurements at one size, after each stage; those of stages that are not run are as `known`."""
        corpus = Corpus(self.scratch / str(reports), reports, self.seed)
        result: dict[str, Any] = {name: {"ours": {"cut": "not run"}} for name in STAGES}
        result["queries"]["ours"]["queries"] = {}
        result |= known | {"corpus": corpus.write()}
        for name in (name for name in STAGES if name in stages):
            say(f"{reports:,} reports: {name}")
            result[name] = getattr(self, name)(corpus)
            yield result

    def read(self, corpus: Corpus) -> dict[str, Any]:
        count = min(corpus.reports, _READ)
        return {"ours": entry(measure.run("read", {"folder": str(corpus.documents), "count": count}, limit=3600))}

    def build(self, corpus: Corpus) -> dict[str, Any]:
        arguments = {"folder": str(corpus.documents), "store": str(corpus.store)}
        made = measure.run("build", arguments, limit=_BUILD)
        if made.cut:
            raise SystemExit(f"the build of {corpus.reports} reports {made.cut}")
        measure.run("dump", {"store": str(corpus.store), "files": corpus.files}, limit=3600)
        return {"ours": entry(made)}

    def load(self, corpus: Corpus) -> dict[str, Any]:
        """Loading for the embedded store; the peers load where they are asked."""
        arguments = {"files": corpus.files, "store": str(corpus.folder / "loaded")}
        loaded = measure.run("load", arguments, limit=3600)
        shutil.rmtree(corpus.folder / "loaded", ignore_errors=True)
        return {"ours": entry(loaded)}

    def queries(self, corpus: Corpus) -> dict[str, Any]:
        """Every named query on every engine; loading by the peers comes with it."""
        texts = questions.texts(corpus.slug())
        limit = self.limits.query
        whole = limit * 2 * len(texts)  # a query that is cut has been stopped before this
        ask = {"texts": texts, "limit": limit}
        _into_memory(corpus.store)
        found = {"ours": asked(measure.run("ask", {"store": str(corpus.store), **ask}, limit=whole))}
        if "rdflib" in self.peers:
            found["rdflib"] = self.rdflib(corpus, texts)
        if "virtuoso" in self.peers:
            arguments = {
                "folder": str(corpus.folder / "virtuoso"),
                "data": str(corpus.folder / "quads"),
                "pattern": "*.nq",
                "stage": self.limits.load,
            }
            found["virtuoso"] = asked(
                measure.run(
                    "virtuoso_ask", arguments | ask, limit=whole + self.limits.load, first=self.limits.load + 60
                )
            )
            shutil.rmtree(corpus.folder / "virtuoso", ignore_errors=True)
        return found

    def rdflib(self, corpus: Corpus, texts: dict[str, str]) -> dict[str, Any]:
        """rdflib's answers; queries that a smaller size tells to be hopeless are not tried again."""
        hopeless = {
            name: {"cut": why}
            for name in texts
            if (why := self.fared.hopeless(f"rdflib {name}", corpus.reports, self.limits.query))
        }
        arguments = {
            "files": corpus.files,
            "texts": {name: text for name, text in texts.items() if name not in hopeless},
            "limit": self.limits.query,
            "stage": self.limits.stage,
        }
        found = self.peer("rdflib_ask", corpus, arguments, self.limits.stage + self.limits.query + 60, asked)
        for name, answer in found.get("queries", {}).items():
            self.fared.answered(name, corpus.reports, answer)
        if "queries" in found:
            found["queries"] |= hopeless
        return found

    def validate(self, corpus: Corpus) -> dict[str, Any]:
        new = corpus.new()
        ours = measure.run("validate", {"store": str(corpus.store), "file": str(new)}, limit=3600)
        found = {"ours": entry(ours)}
        if "rdflib" in self.peers:
            found["pyshacl"] = self.peer("pyshacl_validate", corpus, {"files": corpus.files, "new": str(new)}, 0, entry)
        return found

    def submit(self, corpus: Corpus) -> dict[str, Any]:
        arguments = {"store": str(corpus.store), "copy": str(corpus.folder / "copy"), "file": str(corpus.new())}
        done = measure.run("submit", arguments, limit=3600)
        shutil.rmtree(corpus.folder / "copy", ignore_errors=True)
        return {"ours": entry(done)}

    def reason(self, corpus: Corpus) -> dict[str, Any]:
        """The whole closure anew."""
        found = {"ours": entry(measure.run("reason", {"store": str(corpus.store)}, limit=_BUILD))}
        if "rdflib" in self.peers:
            found["owlrl"] = self.peer("owlrl_reason", corpus, {"files": corpus.files}, 0, entry)
        return found

    def peer(self, task: str, corpus: Corpus, arguments: dict[str, Any], more: float, give: Any) -> dict[str, Any]:
        """A peer within its limits; not tried where a smaller size tells that it would not end in time."""
        limits = self.limits
        if why := self.fared.hopeless(task, corpus.reports, limits.stage):
            return {"cut": why}
        done = measure.run(task, arguments, limit=limits.stage + more, first=limits.stage, memory=limits.memory)
        self.fared.note(task, corpus.reports, done.last("loaded") or done.last("seconds"), done.cut)
        return dict(give(done))


def entry(outcome: measure.Outcome) -> dict[str, Any]:
    """The last row of a task with its peak, or why it was cut."""
    if outcome.cut:
        return {"cut": outcome.cut, "peak": outcome.peak} | ({"over": outcome.over} if outcome.over else {})
    row = outcome.rows[-1] if outcome.rows else {"seconds": outcome.seconds}
    return row | {"peak": outcome.peak}


def asked(outcome: measure.Outcome) -> dict[str, Any]:
    """The answers of one engine by query, with its loading time and peak."""
    answers = {row["query"]: {k: v for k, v in row.items() if k != "query"} for row in outcome.rows if "query" in row}
    found: dict[str, Any] = {
        "queries": answers,
        "peak": max([outcome.peak, *(a.get("peak", 0) for a in answers.values())]),
    }
    if outcome.last("loaded") is not None:
        found["loaded"] = outcome.last("loaded")
        found["load_peak"] = next(row["peak"] for row in outcome.rows if "loaded" in row)
    if outcome.cut:
        found["cut"] = outcome.cut
    return found


def help_time(repeats: int = 5) -> float:
    """The median of several runs of `kg --help`, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", "--help"], cwd=_ROOT, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[repeats // 2]


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the measurements; 0 when they were made, whatever they say."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that tasks under way are ended too
    peers = [peer for peer in options.peers if peer != "virtuoso" or virtuoso.installed()]
    results = _begun(options, _command(arguments))
    limits = Limits(options.query_limit, options.stage_limit, options.load_limit, options.memory_limit)
    scratch = options.scratch or Path(tempfile.mkdtemp(prefix="kg-benchmarks-"))
    bench = Bench(scratch, limits, options.seed, peers)
    bench.fared.recall(results["sizes"], min(options.reports))
    started = time.monotonic()
    try:
        for reports in sorted(options.reports):
            for found in bench.size(reports, options.stages, results["sizes"].get(str(reports), {})):
                results["sizes"][str(reports)] = found
                minutes = round((time.monotonic() - started) / 60, 1)
                results["made"].get("since", [results["made"]])[-1]["minutes"] = minutes
                _write(options.out, results)
            if not options.scratch:
                shutil.rmtree(scratch / str(reports))
    finally:
        if not options.scratch:
            shutil.rmtree(scratch, ignore_errors=True)
    print(options.out)
    return 0


def _into_memory(store: Path) -> None:
    """Read the files of a store, so that it begins as a server does that has just loaded its own."""
    for file in store.iterdir():
        with file.open("rb") as content:
            while content.read(1 << 24):
                pass


def _begun(options: argparse.Namespace, command: str) -> dict[str, Any]:
    """What is known before anything is measured. A run of some stages goes on with the figures of the run before."""
    made = {"date": date.today().isoformat(), "command": command}
    kept = options.out.with_suffix(".json")
    if tuple(options.stages) != STAGES and kept.exists():
        before: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        before["made"].setdefault("since", []).append(made)
        return before
    limits = ("query", "stage", "load", "memory")
    return {
        "made": machine.describe() | made | {"seed": options.seed},
        "limits": {name: getattr(options, f"{name}_limit") for name in limits},
        "help": {"seconds": help_time()},
        "sizes": {},
    }


def _write(out: Path, results: dict[str, Any]) -> None:
    """The figures as JSON beside the table, after every stage: a run that is stopped has not been in vain."""
    out.with_suffix(".json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    out.write_text(table.markdown(results), encoding="utf-8")


def _command(arguments: list[str] | None) -> str:
    """The call, with DIR and FILE for the places of one machine."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for option, place in (("--scratch", "DIR"), ("--out", "FILE")):
        if option in words[:-1]:
            words[words.index(option) + 1] = place
    return " ".join(["python -m benchmarks", *words])


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[20, 100, 1000, 10_000], help="sizes, in reports")
    parser.add_argument(
        "--out", type=Path, default=_ROOT / "docs" / "benchmarks.md", help="the table; its JSON beside it"
    )
    parser.add_argument("--peers", nargs="*", choices=["rdflib", "virtuoso"], default=["rdflib", "virtuoso"])
    parser.add_argument("--query-limit", type=float, default=60, metavar="S", help="seconds a query may take")
    parser.add_argument(
        "--stage-limit", type=float, default=300, metavar="S", help="seconds a stage of a peer may take"
    )
    parser.add_argument(
        "--load-limit", type=float, default=1200, metavar="S", help="seconds that Virtuoso may take to load"
    )
    parser.add_argument("--memory-limit", type=float, default=12, metavar="GB", help="memory that a peer may use")
    parser.add_argument(
        "--stages",
        nargs="+",
        choices=STAGES,
        default=list(STAGES),
        help="only these, on the store that an earlier run with --scratch built; the other figures of --out stay",
    )
    parser.add_argument("--seed", type=int, default=generate.SEED)
    parser.add_argument("--scratch", type=Path, help="keep documents and stores in this folder")
    options = parser.parse_args(arguments)
    if options.out.suffix == ".json":
        parser.error(f"--out {options.out}: name the page (.md), the JSON is written beside it")
    return options
