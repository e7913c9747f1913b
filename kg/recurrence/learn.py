"""Learns the weights of the model from labelled texts and annotated pairs: `python -m kg.recurrence.learn`.

The texts (data/gold/recurrence/train.jsonl) teach which words tell an issue, the pairs of the tuning sets what a shared
issue, words, systems and teams count. Nothing is learnt from the sets that are reported on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from kg import resources
from kg.files import write_text
from kg.namespaces import THEME
from kg.recurrence import words
from kg.recurrence.issues import issues, tagger
from kg.recurrence.likeness import Likeness
from kg.recurrence.measure import GoldSet, compared, gold_sets
from kg.recurrence.model import Model, word_features

_STRENGTH = 5.0  # inverse of the regularisation of the issues (scikit-learn's C)
_SMALL = 0.05  # weights below are left out
TUNING = ("tune",)  # the gold sets whose pairs are learnt from
Row = Mapping[str, Any]


def learn(rows: Sequence[Row], tuning: Sequence[GoldSet]) -> dict[str, Any]:
    """The data of data/recurrence/weights.json."""
    data: dict[str, Any] = {"issues": _issues(rows), **_rarity(rows)}
    data |= {"least": 0.2, "share": 0.35, "most": 3, "sure": 0.5}
    data["likeness"] = asdict(Likeness(0.0, 1.0, 1.0, 0.0, 0.0))
    data["likeness"] = asdict(_likeness(Model(data, tagger()), tuning))
    return data


def _issues(rows: Sequence[Row]) -> dict[str, Any]:
    """A logistic regression for each issue."""
    found = tagger()
    features = []
    for row in rows:
        values = {name: feature.value for name, feature in word_features(row["text"], row["stem"]).items()}
        tags = found.tags(row["text"], row["stem"])
        features.append(values | {f"t:{tag.issue.rsplit('/', 1)[-1]}": tag.score for tag in tags})
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(features).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    names = vectorizer.get_feature_names_out()
    learnt = {}
    for issue in (issue.iri.removeprefix(str(THEME)) for issue in issues()):
        truth = np.array([issue in row["issues"] for row in rows], dtype=np.int8)
        if not truth.any():  # nothing to learn from
            continue
        fit = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=1000).fit(matrix, truth)
        weights = {name: round(w, 3) for name, w in zip(names, fit.coef_[0].tolist(), strict=True) if abs(w) >= _SMALL}
        learnt[issue] = {"bias": round(float(fit.intercept_[0]), 3), "weights": dict(sorted(weights.items()))}
    return learnt


def _rarity(rows: Sequence[Row]) -> dict[str, Any]:
    """How rare each word is (smoothed inverse document frequency)."""
    counts: dict[str, int] = {}
    for row in rows:
        for word in set(words.stems(row["text"])):
            counts[word] = counts.get(word, 0) + 1
    total = len(rows) + 1
    rarity = {word: round(log(total / (count + 1)) + 1, 3) for word, count in sorted(counts.items()) if count > 1}
    return {"rarity": rarity, "otherwise": round(log(total / 2) + 1, 3)}


def _likeness(model: Model, tuning: Sequence[GoldSet]) -> Likeness:
    """A logistic regression over the reasons, moved so that 0.5 is the score from which links are right most often (the
    best F1 of the tuning pairs)."""
    reasons: list[list[float]] = []
    truth: list[bool] = []
    for gold in tuning:
        for pair, values in compared(gold, model):
            reasons.append(values)
            truth.append(gold.pairs.get(pair, 0) > 0)
    fit = LogisticRegression(C=1.0, solver="liblinear").fit(np.array(reasons), np.array(truth, dtype=np.int8))
    odds = fit.decision_function(np.array(reasons))
    precision, recall, places = precision_recall_curve(truth, odds)
    best = np.argmax(2 * precision * recall / np.maximum(precision + recall, 1e-9))
    start = float(fit.intercept_[0]) - float(places[min(best, len(places) - 1)])
    return Likeness(round(start, 3), *(round(float(weight), 3) for weight in fit.coef_[0]))


def rows(path: Path) -> list[Row]:
    """The labelled texts of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Learn from the gold in the repository and write the weights."""
    folder = resources.gold()
    tuning = [gold for gold in gold_sets(folder) if gold.name in TUNING]
    data = learn(rows(folder / "recurrence" / "train.jsonl"), tuning)
    write_text(json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", resources.recurrence_weights())


if __name__ == "__main__":
    main()
