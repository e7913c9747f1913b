"""Writes seeded, realistic response documents with a sources.csv, and the truth that they hold.

    python -m benchmarks.generate 1000 --out FOLDER [--seed 2008] [--check]

The same seed gives the same bytes; document 7 is the same in a corpus of 100 and of 10,000.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.content import Content
from benchmarks.layouts import render, title
from benchmarks.plan import content
from kg.model import Acceptance

SEED = 2008
NEW_RESPONSE = 99_999
"""The index of the document that is handed in as a new response: part of no corpus."""
_COLUMNS = ("file", "title", "issuer", "published", "how_the_date_is_known", "licence", "sha256")


def document(seed: int, index: int) -> tuple[Content, str]:
    """Document `index`: its content (dates spread over the promises) and its text."""
    said, writer = content(seed, index)
    return said, render(said, writer)


def write(folder: Path, count: int, seed: int = SEED, first: int = 0) -> Counter[str]:
    """Write `count` documents, sources.csv and truth.jsonl into a folder; what they hold, counted."""
    folder.mkdir(parents=True, exist_ok=True)
    totals: Counter[str] = Counter()
    with (
        (folder / "sources.csv").open("w", encoding="utf-8", newline="") as sources,
        (folder / "truth.jsonl").open("w", encoding="utf-8") as truths,
    ):
        table = csv.writer(sources, lineterminator="\n")
        table.writerow(_COLUMNS)
        for index in range(first, first + count):
            said, text = document(seed, index)
            data = text.encode()
            (folder / f"{said.slug}.txt").write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            table.writerow((f"{said.slug}.txt", title(said), said.publisher, said.published, "stated", "", digest))
            truths.write(json.dumps(truth(said), ensure_ascii=False) + "\n")
            totals.update(_counts(said))
    return totals


def truth(said: Content) -> dict[str, object]:
    """What a reader of the document must find, as plain data."""
    return {
        "slug": said.slug,
        "layout": said.layout,
        "leaves": sum(node.leaves() for node in said.nodes),
        "nodes": {node.number: [node.text, str(node.stated or Acceptance.NOT_STATED)] for node in said.walk()},
        "responses": sum(len(node.replies) for node in said.walk()),
        "promises": list(_promises(said)),
    }


def _promises(said: Content) -> Iterator[list[str | None]]:
    for node in said.walk():
        for reply in node.replies:
            for promise in reply.promises():
                yield [
                    node.number,
                    promise.text,
                    str(promise.delivery),
                    str(promise.firmness),
                    promise.due,
                    promise.owner,
                ]


def _counts(said: Content) -> Counter[str]:
    counts = Counter({"documents": 1})
    for node in said.walk():
        counts["nodes"] += 1
        counts["responses"] += len(node.replies)
        counts["commitments"] += sum(1 for reply in node.replies for _ in reply.promises())
    for position in said.effective():
        counts["leaves"] += 1
        counts[str(position)] += 1
    return counts


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 where `--check` finds that the reader and the truth differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, help="how many documents")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--check", action="store_true", help="read the documents back and compare with the truth")
    options = parser.parse_args(arguments)
    totals = write(options.out, options.count, options.seed)
    print(", ".join(f"{name} {count:,}" for name, count in totals.items()))
    if not options.check:
        return 0
    from benchmarks.check import check
    from kg.pipeline import records

    report = check(options.out, records(options.out))
    print(report.text())
    return 0 if report.sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
