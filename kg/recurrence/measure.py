"""How well issues and recurring recommendations are found, against gold made by reading (data/gold/recurrence)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.namespaces import THEME
from kg.recurrence.resemble import Comparison, Text, chosen
from kg.recurrence.tag import Tagger

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Recommendations with the issues that a reader gave them, and the pairs: the same failing (2) or related (1)."""

    name: str
    texts: tuple[Text, ...]
    issues: Mapping[str, frozenset[str]]
    pairs: Mapping[Pair, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and F1 of the issues; average precision and best F1 of the pairs, by each way to find them."""

    name: str
    recommendations: int
    pairs: int
    precision: float
    recall: float
    f1: float
    ranked: Mapping[str, tuple[float, float]]


def gold_sets(folder: Path) -> list[GoldSet]:
    """The gold of a folder, sorted by name: five.json speaks of the documents annotated in the folder above it."""
    files = sorted((folder / "recurrence").glob("*.json"))
    if not files:
        raise DataError("there is no gold for recurrence", where=str(folder / "recurrence"), expected="JSON files")
    return [_gold_set(file, folder) for file in files]


def _gold_set(file: Path, folder: Path) -> GoldSet:
    data = json.loads(file.read_text(encoding="utf-8"))
    listed = "reports" in data
    texts = tuple(_invented(data) if listed else _annotated(data, folder))
    issues = _told(data) if listed else data["recommendations"]
    return GoldSet(
        name=file.stem,
        texts=texts,
        issues={name: frozenset(str(THEME[issue]) for issue in found) for name, found in issues.items()},
        pairs={_pair(pair["earlier"], pair["later"]): int(pair["grade"]) for pair in data["pairs"]},
    )


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _invented(data: Mapping[str, Any]) -> Iterator[Text]:
    for report in data["reports"]:
        for item in report["recommendations"]:
            yield Text(f"{report['slug']}/{item['number']}", report["slug"], item["text"], item.get("stem") or "")


def _told(data: Mapping[str, Any]) -> dict[str, list[str]]:
    return {f"{r['slug']}/{x['number']}": x["issues"] for r in data["reports"] for x in r["recommendations"]}


def _annotated(data: Mapping[str, Any], folder: Path) -> Iterator[Text]:
    """The leaves of documents whose recommendations stand in {slug}.json of the folder."""
    nodes: dict[str, dict[str, Any]] = {}
    for slug in sorted({name.split("/")[0] for name in data["recommendations"]}):
        for node in json.loads((folder / f"{slug}.json").read_text(encoding="utf-8"))["recommendations"]:
            nodes[f"{slug}/{node['number']}"] = node
    for name in data["recommendations"]:
        slug, node = name.split("/")[0], nodes[name]
        stem: list[str] = []
        parent = node["parent"]
        while parent:
            above = nodes[f"{slug}/{parent}"]
            stem.insert(0, above["text"])
            parent = above["parent"]
        yield Text(name, slug, node["text"], " ".join(stem))


def measure(gold: GoldSet, tagger: Tagger) -> Measure:
    """The figures of one gold set, beside TF-IDF alone. A pair counts where its grade is 1 or 2."""
    compared = Comparison(gold.texts, tagger)
    right = found = wanted = 0
    for text, tags in zip(gold.texts, compared.tags, strict=True):
        kept, told = {tag.issue for tag in chosen(tags)}, gold.issues[text.name]
        right, found, wanted = right + len(kept & told), found + len(kept), wanted + len(told)
    places = [
        (one, other)
        for one, other in combinations(range(len(gold.texts)), 2)
        if gold.texts[one].report != gold.texts[other].report
    ]
    truth = [gold.pairs.get(_pair(gold.texts[a].name, gold.texts[b].name), 0) > 0 for a, b in places]
    ways = {"issues and words": compared.score, "words (TF-IDF)": compared.words}
    return Measure(
        gold.name,
        len(gold.texts),
        sum(truth),
        right / found if found else 0.0,
        right / wanted if wanted else 0.0,
        2 * right / (found + wanted) if found + wanted else 0.0,
        {way: ranking(truth, [score(a, b) for a, b in places]) for way, score in ways.items()},
    )


def ranking(truth: Sequence[bool], scores: Sequence[float]) -> tuple[float, float]:
    """Average precision, and the best F1 over all thresholds (scikit-learn)."""
    from sklearn.metrics import average_precision_score, precision_recall_curve

    if not any(truth):
        return 0.0, 0.0
    precision, recall, _ = precision_recall_curve(truth, scores)
    best = max(2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall, strict=True))
    return float(average_precision_score(truth, scores)), float(best)
