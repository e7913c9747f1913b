"""Compares what the extractor finds with gold: precision, recall and F1, and how much of the detail is right.

A found commitment and a gold one are the same when their words overlap by half (Jaccard of word sets ≥ 0.5);
each is matched once, best overlap first. Detail (recommendation, due, delivery, firmness, owner) is counted over
the matched pairs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.model import Commitment, Record

OVERLAP = 0.5
DETAILS = ("recommendation", "due", "delivery", "firmness", "owner")
_KEYS = {
    "recommendations": {"number", "parent", "text", "acceptance"},
    "commitments": {"recommendation", "text", "owner", "delivery", "firmness", "due", "dueText"},
}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one document, or the sum over several."""

    name: str
    gold: int = 0
    found: int = 0
    matched: int = 0
    details: tuple[int, ...] = (0,) * len(DETAILS)
    nodes_gold: int = 0
    nodes_found: int = 0
    nodes_right: int = 0
    positions_right: int = 0

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.gold + self.found
        return 2 * self.matched / total if total else 0.0

    def detail(self, name: str) -> float:
        """The share of matched commitments whose detail is right."""
        return self.details[DETAILS.index(name)] / self.matched if self.matched else 0.0

    def to_dict(self) -> dict[str, object]:
        """The counts and shares under their names."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        details = {name: self.detail(name) for name in DETAILS}
        return {**asdict(self), "details": {name: round(v, 4) for name, v in {**shares, **details}.items()}}


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement, in words."""

    document: str
    kind: str
    text: str


def read_gold(path: Path) -> dict[str, Any]:
    """A gold file. Raises DataError where it is not what data/gold/README.md says."""
    data = _json(path)
    if not isinstance(data, dict):
        raise _unlike("it is no object", path)
    for part, keys in _KEYS.items():
        entries = data.get(part)
        if not isinstance(entries, list):
            raise _unlike(f"it has no list of {part}", path)
        for number, entry in enumerate(entries, start=1):
            lacking = keys - set(entry) if isinstance(entry, dict) else keys
            if lacking:
                raise _unlike(f"entry {number} of {part} lacks {', '.join(sorted(lacking))}", path)
    return data


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataError(f"the gold file cannot be read: {error}", where=path.name, expected="JSON in UTF-8") from error


def _unlike(what: str, path: Path) -> DataError:
    return DataError(
        f"the gold file cannot be used: {what}", where=path.name, expected="the record of data/gold/README.md"
    )


def split(folder: Path) -> dict[str, list[str]]:
    """Which documents rules were tuned on and which the figures are reported on; nothing where split.json is not there.

    Raises DataError where it is something else than lists of document names.
    """
    path = folder / "split.json"
    data = _json(path) if path.exists() else {}
    if not isinstance(data, dict) or not all(isinstance(names, list) for names in data.values()):
        raise _unlike("it does not list documents under names", path)
    return {str(part): [str(name) for name in names] for part, names in data.items()}


def compare(
    record: Record, gold: Mapping[str, Any], labels: Mapping[str, Sequence[str]]
) -> tuple[Score, list[Difference]]:
    """The score of one document and where it differs; `labels` are the names by which an owner's IRI is known."""
    name = record.document.slug
    pairs, missed, extra = _match(record.commitments, gold["commitments"])
    details, differences = [0] * len(DETAILS), []
    for commitment, wanted in pairs:
        for i, (right, said, should) in enumerate(_details(commitment, wanted, labels)):
            details[i] += int(right)
            if not right:
                differences.append(Difference(name, DETAILS[i], f"{said} for {should}: {commitment.text[:100]}"))
    differences += [Difference(name, "missed", f"{g['recommendation']} {g['text'][:140]}") for g in missed]
    differences += [Difference(name, "extra", f"{c.number} {c.text[:140]}") for c in extra]
    nodes, nodes_right, positions, more = _nodes(record, gold["recommendations"])
    differences += [Difference(name, "node", text) for text in more]
    score = Score(
        name, len(gold["commitments"]), len(record.commitments), len(pairs), tuple(details),
        len(gold["recommendations"]), nodes, nodes_right, positions,
    )  # fmt: skip
    return score, differences


def total(name: str, scores: Iterable[Score]) -> Score:
    """The sum of the counts."""
    rows = list(scores)
    return Score(
        name,
        sum(s.gold for s in rows),
        sum(s.found for s in rows),
        sum(s.matched for s in rows),
        tuple(sum(s.details[i] for s in rows) for i in range(len(DETAILS))),
        sum(s.nodes_gold for s in rows),
        sum(s.nodes_found for s in rows),
        sum(s.nodes_right for s in rows),
        sum(s.positions_right for s in rows),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _match(
    found: Sequence[Commitment], gold: Sequence[Mapping[str, Any]]
) -> tuple[list[tuple[Commitment, Mapping[str, Any]]], list[Mapping[str, Any]], list[Commitment]]:
    mine, theirs = [_words(c.text) for c in found], [_words(str(g["text"])) for g in gold]
    overlaps = sorted(
        ((len(a & b) / len(a | b), -i, -j) for i, a in enumerate(mine) for j, b in enumerate(theirs) if a & b),
        reverse=True,
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for overlap, i, j in overlaps:
        if overlap < OVERLAP:
            break
        if -i not in used_found and -j not in used_gold:
            used_found.add(-i)
            used_gold.add(-j)
            pairs.append((found[-i], gold[-j]))
    missed = [g for j, g in enumerate(gold) if j not in used_gold]
    return pairs, missed, [c for i, c in enumerate(found) if i not in used_found]


def _details(
    commitment: Commitment, wanted: Mapping[str, Any], labels: Mapping[str, Sequence[str]]
) -> list[tuple[bool, object, object]]:
    due = commitment.due.edtf if commitment.due else None
    said = {name for owner in commitment.owners for name in labels.get(owner.entity, ())}
    said |= {" ".join(owner.span.exact.split()) for owner in commitment.owners}  # it may stand there as an acronym
    owner = wanted["owner"]
    owner_right = (owner is None) == (not commitment.owners) and (
        owner is None or any(name.lower() in str(owner).lower() or str(owner).lower() in name.lower() for name in said)
    )
    return [
        (commitment.number == wanted["recommendation"], commitment.number, wanted["recommendation"]),
        (due == wanted["due"], due, wanted["due"]),
        (commitment.delivery == wanted["delivery"], commitment.delivery.value, wanted["delivery"]),
        (commitment.firmness == wanted["firmness"], commitment.firmness.value, wanted["firmness"]),
        (owner_right, [o.entity.rsplit("/", 1)[-1] for o in commitment.owners], owner),
    ]


def _nodes(record: Record, gold: Sequence[Mapping[str, Any]]) -> tuple[int, int, int, list[str]]:
    """Nodes found, nodes whose parent and words are right, stated positions right, and the differences."""
    found = {node.number: node for node in record.recommendations}
    stated = {number: position.value for number, position in record.positions().items()}
    right = positions = 0
    differences = [f"{number} is not in the gold" for number in sorted(set(found) - {str(g["number"]) for g in gold})]
    for wanted in gold:
        node = found.get(str(wanted["number"]))
        if node is None:
            differences.append(f"{wanted['number']} was not found")
            continue
        same = node.parent == wanted["parent"] and _same_text(node.text, str(wanted["text"]))
        right += same
        if not same:
            differences.append(f"{node.number} reads {node.text[:80]!r}, gold {str(wanted['text'])[:80]!r}")
        said = stated.get(node.number, "notStated")
        positions += said == wanted["acceptance"]
        if said != wanted["acceptance"]:
            differences.append(f"{node.number} is {said}, gold {wanted['acceptance']}")
    return len(found), right, positions, differences


def _same_text(left: str, right: str) -> bool:
    def plain(text: str) -> str:
        return re.sub(r"\W+", " ", text).strip().lower()

    return plain(left) == plain(right)
