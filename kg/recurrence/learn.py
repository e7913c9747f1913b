"""Learns the weights of the model from labelled texts and annotated pairs: `python -m kg.recurrence.learn`.

The texts (data/gold/recurrence/train.jsonl) teach which words tell an issue, the pairs of the tuning sets what a shared
issue, words, systems and teams count. Nothing is learnt from the sets that are reported on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from kg import resources
from kg.files import whole, write_text
from kg.namespaces import THEME
from kg.recurrence import words
from kg.recurrence.features import of_pieces, of_words, pieces
from kg.recurrence.issues import issues, tagger
from kg.recurrence.likeness import Likeness
from kg.recurrence.measure import GoldSet, compared, gold_sets
from kg.recurrence.model import Model

_STRENGTH = 2.0  # inverse of the regularisation of the issues (scikit-learn's C)
_RARE = 3  # what a text that raises an issue counts beside one that does not
_SMALL = 0.05  # weights below are left out
# What words, a system and a team count beside an issue that both surely raise.
_WORDS, _SYSTEM, _TEAM = 3.0, 0.1, 0.1
_USUAL = ("five", "natural")  # the sets that are like real reports: the threshold of links is theirs
TUNING = ("five", "natural", "tune")  # the gold sets whose pairs are learnt from
_OFTEN = {"c": 4, "b": 2}  # texts that have to have a feature, by its kind
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What goes into data/recurrence: model.json, and weights.npz with the names of the features."""

    data: dict[str, Any]
    names: list[str]
    weights: Any


def learn(rows: Sequence[Row], tuning: Sequence[GoldSet]) -> Learnt:
    """The model from labelled texts and the pairs of the tuning sets."""
    names, weights, bias = _issues(rows)
    data: dict[str, Any] = {"issues": bias, "least": 0.1, "most": 4, "sure": 0.5, **_rarity(rows)}
    data["likeness"] = asdict(Likeness(0.0, 1.0, 1.0, 0.0, 0.0))
    data["likeness"] = asdict(_likeness(Model(data, names, weights, tagger()), tuning))
    return Learnt(data, names, weights)


def _issues(rows: Sequence[Row]) -> tuple[list[str], Any, dict[str, float]]:
    """A logistic regression for each issue: the names of the features, their weights, and the bias of each issue."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(_features(rows)).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    columns, bias = [], {}
    for issue in (issue.iri.removeprefix(str(THEME)) for issue in issues()):
        truth = np.array([issue in row["issues"] for row in rows], dtype=np.int8)
        if not truth.any():  # nothing to learn from
            continue
        fit = LogisticRegression(C=_STRENGTH, class_weight={0: 1, 1: _RARE}, solver="liblinear", max_iter=1000)
        fit.fit(matrix, truth, sample_weight=_balance(rows))
        columns.append(fit.coef_[0])
        bias[issue] = round(float(fit.intercept_[0]), 3)
    weights = np.stack(columns, axis=1)
    weights[np.abs(weights) < _SMALL] = 0
    kept = np.flatnonzero(np.abs(weights).sum(axis=1))
    names = vectorizer.get_feature_names_out()
    return [str(names[row]) for row in kept], weights[kept].astype(np.float16), bias


def _features(rows: Sequence[Row]) -> list[dict[str, float]]:
    """What each text has. Pieces and pairs of words that few texts have are left out: they tell of one text alone."""
    found = tagger()
    every: list[dict[str, float]] = []
    for row in rows:
        values = {name: feature.value for name, feature in of_words(row["text"], row["stem"]).items()}
        for word, feature in of_pieces(row["text"], row["stem"]).items():
            share = feature.value / np.sqrt(len(pieces(word)))
            for piece in pieces(word):
                values[f"c:{piece}"] = values.get(f"c:{piece}", 0.0) + share
        tags = found.tags(row["text"], row["stem"])
        every.append(values | {f"t:{tag.issue.rsplit('/', 1)[-1]}": tag.score for tag in tags})
    often = Counter(name for values in every for name in values)
    return [
        {name: value for name, value in values.items() if often[name] >= _OFTEN.get(name[0], 1)} for values in every
    ]


def _balance(rows: Sequence[Row]) -> Any:
    """Weights of the texts that count issues with few texts more."""
    counts = Counter(issue for row in rows for issue in row["issues"])
    usual = float(np.mean(list(counts.values())))
    often = [np.mean([float(counts[issue]) for issue in row["issues"]] or [usual]) for row in rows]
    return np.sqrt(usual / np.array(often))


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
    """The reasons in fixed proportions, with a scale learnt from pairs (logistic regression), in which every set counts
    alike; moved so that 0.5 is the score from which links are right most often (the best mean of the F1 of the sets
    that are like real reports).
    """
    fixed = Likeness(0.0, 1.0, _WORDS, _SYSTEM, _TEAM)
    sets: list[tuple[Any, Any]] = []
    usual: list[tuple[Any, Any]] = []
    for gold in tuning:
        pairs, reasons = zip(*compared(gold, model), strict=True)
        found = np.array([fixed.odds(*values) for values in reasons])
        sets.append((found, np.array([gold.pairs.get(pair, 0) > 0 for pair in pairs], dtype=np.int8)))
        usual += sets[-1:] if gold.name in _USUAL else []
    weight = np.concatenate([np.full(len(truth), 1 / truth.sum()) for _, truth in sets])
    fit = LogisticRegression(C=100.0, solver="liblinear")
    every = np.concatenate([found for found, _ in sets])[:, None]
    fit.fit(every, np.concatenate([truth for _, truth in sets]), sample_weight=weight / weight.mean())
    scale = float(fit.coef_[0][0])
    places = np.quantile(every, np.linspace(0.9, 0.9995, 200))
    best = max(places, key=lambda place: np.mean([f1_score(truth, found >= place) for found, truth in usual or sets]))
    weights = [round(scale * share, 3) for share in (1.0, _WORDS, _SYSTEM, _TEAM)]
    return Likeness(round(-scale * float(best), 3), *weights)


def rows(path: Path) -> list[Row]:
    """The labelled texts of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Learn from the gold in the repository and write the model."""
    folder, target = resources.gold(), resources.recurrence_weights()
    tuning = [gold for gold in gold_sets(folder) if gold.name in TUNING]
    learnt = learn(rows(folder / "recurrence" / "train.jsonl"), tuning)
    target.mkdir(exist_ok=True)
    write_text(json.dumps(learnt.data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", target / "model.json")
    with whole(target / "weights.npz") as file:
        names = np.frombuffer("\n".join(learnt.names).encode("utf-8"), dtype=np.uint8)
        np.savez_compressed(file, names=names, weights=learnt.weights)


if __name__ == "__main__":
    main()
