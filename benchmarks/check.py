"""Compares what the reader finds in generated documents with the truth that the generator wrote beside them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg import reference
from kg.extract.lines.cleaning import clean
from kg.model import Acceptance, Commitment, Record

_EXAMPLES = 3
# The least share that must be right for a reading to count as sound.
_AIMS = {
    "documents": 1.0,
    "nodes": 1.0,
    "texts": 0.995,
    "positions": 0.995,
    "commitments": 0.9,
    "placed": 0.95,
    "deliveries": 0.9,
    "owners": 0.9,
    "dates": 0.9,
}


@dataclass(slots=True)
class Comparison:
    """Right and wrong by kind, in all and by layout, with the first examples of what is wrong."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, kind: str, layout: str, right: bool, example: str = "") -> None:
        """Count one thing compared."""
        counter = self.right if right else self.wrong
        counter[kind] += 1
        counter[f"{kind} in {layout}"] += 1
        if not right and len(self.examples[f"{kind} in {layout}"]) < _EXAMPLES:
            self.examples[f"{kind} in {layout}"].append(example)

    def share(self, kind: str) -> float:
        """The share that is right, from 0 to 1."""
        total = self.right[kind] + self.wrong[kind]
        return self.right[kind] / total if total else 1.0

    @property
    def sound(self) -> bool:
        return all(self.share(kind) >= aim for kind, aim in _AIMS.items())

    def text(self) -> str:
        """The shares, then the examples."""
        lines = []
        for kind in sorted({*self.right, *self.wrong}, key=lambda kind: (kind.split(" in ")[0], " in " in kind, kind)):
            total = self.right[kind] + self.wrong[kind]
            lines.append(f"{kind:28} {self.right[kind]:>8,} of {total:>8,}  {self.share(kind):7.2%}")
        for kind, found in sorted(self.examples.items()):
            lines += [f"  {kind}: {example}" for example in found]
        return "\n".join(lines)


def check(folder: Path, records: Iterable[Record]) -> Comparison:
    """Compare the records read from a generated folder with its truth.jsonl."""
    comparison = Comparison()
    found = {record.document.slug: record for record in records}
    for truth in _truths(folder):
        record = found.get(truth["slug"])
        comparison.note("documents", truth["layout"], record is not None, truth["slug"])
        if record:
            _nodes(comparison, truth, record)
            _commitments(comparison, truth, record)
    return comparison


def _truths(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _nodes(comparison: Comparison, truth: dict[str, Any], record: Record) -> None:
    slug, layout, wanted = truth["slug"], truth["layout"], truth["nodes"]
    texts = {node.number: node.text for node in record.recommendations}
    stated = {a.number: a.acceptance for a in reversed(record.responses) if a.position_span}
    for number in sorted({*wanted, *texts}):
        missing = "missing" if number not in texts else "extra"
        comparison.note("nodes", layout, number in wanted and number in texts, f"{slug} {number} {missing}")
    for number in sorted(set(wanted) & set(texts)):
        text, position = wanted[number]
        comparison.note(
            "texts", layout, clean(text) == texts[number], f"{slug} {number}: {texts[number]!r} for {text!r}"
        )
        read = str(stated.get(number, Acceptance.NOT_STATED))
        comparison.note("positions", layout, read == position, f"{slug} {number}: {read} for {position}")


def _commitments(comparison: Comparison, truth: dict[str, Any], record: Record) -> None:
    slug, layout, names = truth["slug"], truth["layout"], {entity.label: entity.iri for entity in reference.entities()}
    read: defaultdict[str, list[Commitment]] = defaultdict(list)
    for commitment in record.commitments:
        read[_key(commitment.text)].append(commitment)
    for number, text, delivery, firmness, due, owner in truth["promises"]:
        matches = read[_key(text)]
        comparison.note("commitments", layout, bool(matches), f"{slug} {number}: not found: {text}")
        if not matches:
            continue
        one = next((m for m in matches if m.number == number), matches[0])
        matches.remove(one)
        comparison.note("placed", layout, one.number == number, f"{slug} {one.number} for {number}: {text}")
        comparison.note("deliveries", layout, one.delivery == delivery, f"{slug} {number}: {one.delivery}: {text}")
        comparison.note("firmness", layout, one.firmness == firmness, f"{slug} {number}: {one.firmness}: {text}")
        if owner:
            acting = [mention.entity for mention in one.owners]
            comparison.note("owners", layout, names[owner] in acting, f"{slug} {number}: {acting} for {owner}: {text}")
        if due:
            value = one.due.edtf if one.due else None
            comparison.note("dates", layout, value == due, f"{slug} {number}: {value} for {due}: {text}")
    for left in (commitment for matches in read.values() for commitment in matches):
        comparison.note("commitments", layout, False, f"{slug} {left.number}: extra: {left.text}")


def _key(text: str) -> str:
    return clean(text).rstrip(".").lower()
