"""How well issues and recurring recommendations are found, against gold made by reading (data/gold/recurrence)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import DataError
from kg.namespaces import BASE, THEME
from kg.recurrence import baselines
from kg.recurrence.assign import entry
from kg.recurrence.decisions import Decisions
from kg.recurrence.index import SHOWN, Entry, Index
from kg.recurrence.link import reasons
from kg.recurrence.model import Model
from kg.recurrence.texts import Text

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
    """Precision, recall and F1 of the issues; the same of the links; average precision and best F1
    of the pairs, by each way to find them.
    """

    name: str
    recommendations: int
    pairs: int
    precision: float
    recall: float
    f1: float
    links: tuple[float, float, float]
    ranked: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A set that the weights are learnt from: average precision, best F1 and F1 of the links by a model that had not
    seen it, as recorded when the weights were learnt; average precision and best F1 by words (TF-IDF)."""

    name: str
    pairs: int
    unseen: tuple[float, ...]
    words: tuple[float, float]


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


def judged(gold: GoldSet, decisions: Decisions) -> GoldSet:
    """The gold with what people decided of its links and issues in place of what it says itself."""
    short = {str(BASE[f"recommendation/{text.name}"]): text.name for text in gold.texts}
    issues, pairs = {name: set(told) for name, told in gold.issues.items()}, dict(gold.pairs)
    for decision in decisions.by_thing.values():
        one, other = short.get(decision.recommendation), short.get(decision.other)
        yes = decision.decision == "confirmed"
        if one and other:
            pairs.pop(_pair(one, other), None)
            pairs |= {_pair(one, other): 2} if yes else {}
        elif one and decision.issue:
            issues[one] = issues[one] | {decision.issue} if yes else issues[one] - {decision.issue}
    return replace(gold, issues={name: frozenset(told) for name, told in issues.items()}, pairs=pairs)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _invented(data: Mapping[str, Any]) -> Iterator[Text]:
    for report in data["reports"]:
        for item in report["recommendations"]:
            yield Text(
                f"{report['slug']}/{item['number']}",
                report["slug"],
                item["text"],
                item.get("stem") or "",
                str(report.get("year", "")),
                frozenset(item.get("systems", ())),
                frozenset(item.get("teams", ())),
            )


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


def measure(gold: GoldSet, model: Model) -> Measure:
    """The figures of one gold set, beside those of baselines. A pair counts where its grade is 1 or 2."""
    read = entries(gold, model)
    right = found = wanted = 0
    for one in read:
        told, raised = gold.issues[one.text.name], {issue.issue for issue in one.raised if issue.score >= SHOWN}
        right, found, wanted = right + len(raised & told), found + len(raised), wanted + len(told)
    every, strengths = compared(read, model)
    truth = [gold.pairs.get(pair, 0) > 0 for pair in every]
    ours = np.where(strengths[:, 0] > 0, model.likeness.score(*strengths.T), 0)
    linked = ours >= model.sure
    ways = {"ours": ours.tolist(), **dict(_baselines(gold, every))}
    return Measure(
        gold.name,
        len(gold.texts),
        sum(truth),
        *_rates(right, found, wanted),
        _rates(int((linked & np.array(truth)).sum()), int(linked.sum()), sum(truth)),
        {way: ranking(truth, scores) for way, scores in ways.items()},
    )


def recorded(gold: GoldSet, model: Model) -> Recorded:
    """What was recorded of a set that the weights are learnt from (`Model.unseen`)."""
    every = [_pair(a.name, b.name) for a, b in combinations(gold.texts, 2) if a.report != b.report]
    truth = [gold.pairs.get(pair, 0) > 0 for pair in every]
    _, cosine = next(_baselines(gold, every))
    return Recorded(gold.name, sum(truth), model.unseen[gold.name], ranking(truth, cosine))


def _rates(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    return (
        right / found if found else 0.0,
        right / wanted if wanted else 0.0,
        2 * right / (found + wanted) if found + wanted else 0.0,
    )


def entries(gold: GoldSet, model: Model) -> list[Entry]:
    """What the model finds in the texts of the set."""
    return [entry(text, model.read(text.text, text.stem), model) for text in gold.texts]


def compared(found: Sequence[Entry], model: Model) -> tuple[list[Pair], Any]:
    """Every pair of different reports, and a row of the strengths of its reasons (`Likeness.score`) for each; an issue
    that is not shared is 0."""
    index = Index.of(found, model.names)
    earlier, later = np.nonzero(np.triu(index.report[:, None] != index.report[None, :]))
    pairs = [
        _pair(index.names[one], index.names[other]) for one, other in zip(earlier.tolist(), later.tolist(), strict=True)
    ]
    every = reasons(index, slice(None), index, slice(None), model)
    return pairs, np.stack([strengths[later, earlier] for strengths in every], axis=1).astype(float)


def _baselines(gold: GoldSet, pairs: Sequence[Pair]) -> Iterator[tuple[str, list[float]]]:
    """The scores of the pairs by each baseline that is installed, TF-IDF first."""
    texts = [text.whole for text in gold.texts]
    place = {text.name: number for number, text in enumerate(gold.texts)}
    ways = {"words (TF-IDF)": baselines.tfidf} | ({"MiniLM": baselines.minilm} if baselines.has_minilm() else {})
    for way, compare in ways.items():
        cosine = compare(texts)
        yield way, [float(cosine[place[one], place[other]]) for one, other in pairs]


def ranking(truth: Sequence[bool], scores: Sequence[float]) -> tuple[float, float]:
    """Average precision, and the best F1 over all thresholds (scikit-learn)."""
    from sklearn.metrics import average_precision_score, precision_recall_curve

    if not any(truth):
        return 0.0, 0.0
    precision, recall, _ = precision_recall_curve(truth, scores)
    best = max(2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall, strict=True))
    return float(average_precision_score(truth, scores)), float(best)
