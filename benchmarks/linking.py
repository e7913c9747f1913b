"""Times the linking of recommendations beside all-pairs TF-IDF (scikit-learn): `python -m benchmarks.linking 100 1000`.

Both are given the recommendations of the same generated reports, each in a run of its own. Ours finds the issues of
every text, indexes, links (the ten surest earlier ones) and writes the links with what they imply as N-Quads, on all
processors as `kg build` does; the peer weighs the words and keeps for each text the ten nearest of other reports. It
also times `kg similar` for one text on the index.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from benchmarks.measure import Outcome, own_peak, run, timed
from kg.processes import cores

Rows = Iterator[dict[str, Any]]
_MOST = 10
_CHUNK = 512
_TOGETHER = 1000  # texts that a process reads at once
_ASKED = "Ensure that officers have access to the systems they need, and that guidance is kept up to date."


def link(reports: int) -> Rows:
    """Issues, index, links and statements of the recommendations of so many reports; then three questions."""
    from kg import linking, recurrence

    given = _texts(reports)
    model = recurrence.model()
    issues, entries = timed(lambda: _read(given))
    indexing, index = timed(lambda: recurrence.Index.of(entries, model.names))
    writing, (found, size) = timed(lambda: _written(linking.parts(index, recurrence.Decisions())))
    asked = recurrence.Text("new", "new", _ASKED)
    entry = recurrence.entry(asked, model.read(asked.text), model)
    answers = sorted(timed(lambda: recurrence.similar(index, model, entry))[0] for _ in range(3))
    yield {
        "texts": len(given),
        "seconds": issues + indexing + writing,
        "steps": {"issues": issues, "index": indexing, "links": writing},
        "links": found,
        "bytes": size,
        "similar": answers[1],
        "peak": own_peak() + cores() * getrusage(RUSAGE_CHILDREN).ru_maxrss * 1024,  # every child as if the largest
    }


def _read(given: list[Any]) -> list[Any]:
    """The texts with their issues, on all processors."""
    from kg.processes import in_order

    parts = [given[start : start + _TOGETHER] for start in range(0, len(given), _TOGETHER)]
    return [entry for entries in in_order(_entries, parts, worth=2) for entry in entries]


def _entries(texts: list[Any]) -> list[Any]:
    from kg import recurrence

    model = recurrence.model()
    return [recurrence.entry(text, model.read(text.text, text.stem), model) for text in texts]


def _written(parts: Iterator[Any]) -> tuple[int, int]:
    """How many links were written, in how many bytes of N-Quads."""
    links = size = 0
    for part in parts:
        links, size = links + len(part.links), size + len(part.statements)
    return links, size


def tfidf(reports: int) -> Rows:
    """The ten nearest texts of other reports for each text, by the cosine of TF-IDF over all pairs."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    given = _texts(reports)
    started = time.perf_counter()
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform([text.whole for text in given])
    numbers: dict[str, int] = {}
    report = np.array([numbers.setdefault(text.report, len(numbers)) for text in given])
    links = 0
    for start in range(0, len(given), _CHUNK):
        cosine = (vectors[start : start + _CHUNK] @ vectors.T).toarray()
        cosine[report[start : start + _CHUNK, None] == report[None, :]] = 0
        nearest = np.argpartition(cosine, -_MOST, axis=1)[:, -_MOST:]
        links += int((np.take_along_axis(cosine, nearest, axis=1) > 0).sum())
    yield {"texts": len(given), "seconds": time.perf_counter() - started, "links": links, "peak": own_peak()}


def _texts(reports: int) -> list[Any]:
    """The recommendations without parts of the generated reports, with their stems."""
    from benchmarks.generate import SEED, document
    from kg.recurrence import Text

    found = []
    for number in range(reports):
        said, _ = document(SEED, number)
        for node in said.nodes:
            waiting = [(node, "")]
            while waiting:
                one, stem = waiting.pop()
                if not one.parts:
                    found.append(Text(f"{said.slug}/{one.number}", said.slug, one.text, stem, said.published))
                waiting += [(part, f"{stem} {one.text}".strip()) for part in one.parts]
    return found


TASKS = {"link": link, "tfidf": tfidf}


def table(results: dict[int, dict[str, Outcome]]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| reports | recommendations | linking | of it issues, index, links | peak | all-pairs TF-IDF | peak | × |"
        " `kg similar` |",
        "|---:|---:|---:|---|---:|---:|---:|---:|---:|",
    ]
    for reports, found in results.items():
        ours, peer = found["link"], found["tfidf"]
        if not ours.rows:
            lines.append(f"| {reports:,} | | {ours.cut} | | | | | | |")
            continue
        told = ours.rows[-1]
        steps = ", ".join(f"{seconds:.1f} s" for seconds in told["steps"].values())
        other = f"{peer.rows[-1]['seconds']:.1f} s" if peer.rows else peer.cut
        ratio = f"{peer.rows[-1]['seconds'] / told['seconds']:.1f}×" if peer.rows else "–"
        peaks = [f"{outcome.peak / 2**20:,.0f} MB" for outcome in (ours, peer)]
        first = f"| {reports:,} | {told['texts']:,} | {told['seconds']:.1f} s | {steps} | {peaks[0]}"
        lines.append(f"{first} | {other} | {peaks[1]} | {ratio} | {told['similar']:.2f} s |")
    return "\n".join(lines)


def main() -> int:
    """Run both at each size, print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=int, nargs="+", help="how many reports")
    parser.add_argument("--limit", type=float, default=1200, help="seconds for each")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    options = parser.parse_args()
    results = {n: {name: run(name, {"reports": n}, limit=options.limit) for name in TASKS} for n in options.reports}
    print(table(results))
    if options.out:
        told = {n: {name: [*one.rows, {"cut": one.cut}] for name, one in found.items()} for n, found in results.items()}
        options.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
