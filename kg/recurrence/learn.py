"""Learns the weights of the model from labelled texts and annotated pairs: `python -m kg.recurrence.learn`.

The texts (data/gold/recurrence/train.jsonl, and the recommendations of the sets in LEARNT) teach which words tell an
issue and its forms; the pairs of these sets teach what a shared issue, form, word, system or team counts. They are
compared by a model that has not seen their texts (cross-fitting), or sure tags would be taken for a matter of course.
How far the model of sentences is trusted beside the words is learnt in the same way (`kg.recurrence.teach` first).
Nothing is learnt from the other sets. Takes about ten minutes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg import resources
from kg.files import whole, write_text
from kg.namespaces import FORM, THEME
from kg.recurrence import words
from kg.recurrence.calibrate import UNIT, Unseen, how_telling, likeness
from kg.recurrence.features import of_pieces, of_words, pieces
from kg.recurrence.issues import forms, issues, tagger
from kg.recurrence.measure import GoldSet, gold_sets
from kg.recurrence.model import Model, Said
from kg.recurrence.sentences import NAME, sentences
from kg.recurrence.unseen import UNSEEN, Recalled, recalled

_STRENGTH = 1.0  # inverse of the regularisation (scikit-learn's C)
_RARE = 3  # what a text that raises an issue counts beside one that does not
_SMALL = 0.05  # weights below are left out
# gold sets that are learnt from; each half is also compared by a model that learnt the other
FOLDS = (
    (
        *("natural", "casework", "returning", "functions", "care", "frontline", "caselines"),
        *("permits", "refuge", "agency", "operations"),
    ),
    (
        *("borders", "modern", "early", "mixed", "plain", "inland", "mixture"),
        *("harbours", "removals", "directorates", "revisits"),
    ),
)
TEXTS = ("tune", "asylum", "corporate", "enforce", "ports", "protection", "visas")  # hard ones: only texts teach
LEARNT = (*FOLDS[0], *FOLDS[1], *TEXTS)  # the gold sets whose recommendations are learnt from
_USUAL = "five"  # real documents, of which no text is learnt: their pairs help to set the threshold
_OFTEN = {"c": 4, "b": 2}  # texts that have to have a feature, by its kind
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What goes into data/recurrence: model.json, and weights.npz with the names of the features."""

    data: dict[str, Any]
    names: list[str]
    weights: Any


def learn(rows: Sequence[Row], sets: Sequence[GoldSet], said: Recalled | None = None) -> Learnt:
    """The model from labelled texts and the gold sets; what is learnt of pairs, and of how far to trust what was `said`
    of texts as a whole, comes from models of folds."""
    telling = how_telling([gold for gold in sets if gold.name in (*LEARNT, _USUAL)])
    learnt = _learnt(rows, telling)
    if not sets:  # nothing to compare: every reason counts 1
        return learnt
    folds = [_learnt([row for row in rows if row.get("set", "") not in fold], telling) for fold in FOLDS]
    if said is not None:
        told = [[row for row in rows if row.get("set", "") in fold] for fold in FOLDS]
        together = trust([(_model(one), some) for one, some in zip(folds, told, strict=True)], said)
        for one in (learnt, *folds):
            one.data["together"] = together
    asked = None if said is None else lambda: said
    unseen = [Unseen.of(gold, _model(learnt, asked and sentences)) for gold in sets if gold.name == _USUAL]
    for one, fold in zip(folds, FOLDS, strict=True):
        unseen += [Unseen.of(gold, _model(one, asked)) for gold in sets if gold.name in fold]
    found = likeness(unseen, _USUAL)
    learnt.data["likeness"] = asdict(found)
    learnt.data["unseen"] = {name: [] for name in LEARNT} | {
        one.name: one.figures(found) for one in unseen if one.name in LEARNT
    }
    return learnt


def _learnt(rows: Sequence[Row], telling: Mapping[str, float]) -> Learnt:
    names, weights, bias, formed = _weights(rows)
    data: dict[str, Any] = {"issues": bias, "forms": formed, "telling": dict(telling), "least": 0.03, "most": 8}
    data |= {"sure": 0.5, "likeness": asdict(UNIT), **_rarity(rows)}
    return Learnt(data, names, weights)


def _model(learnt: Learnt, said: Callable[[], Said] | None = None) -> Model:
    return Model(learnt.data, learnt.names, learnt.weights, tagger(), said)


def trust(models: Iterable[tuple[Model, Sequence[Row]]], said: Said) -> dict[str, list[float]]:
    """What the words, and what was said of the text as a whole, count for issues and for forms, and where they start:
    learnt from texts that neither had seen (logistic regression)."""
    parts: dict[str, list[Any]] = {"issues": [], "forms": []}
    place = {name: number for number, name in enumerate(said.names)}
    for model, rows in models:
        asked = [one for one in columns(rows) if one[0] in model.columns]
        order = [model.columns.index(name) for name, *_ in asked], [place[name] for name, *_ in asked]
        own = np.stack([model.own(row["text"], row["stem"]) for row in rows])[:, order[0]]
        other = np.stack([said.odds(row["text"], row["stem"]) for row in rows])[:, order[1]]
        for number, (_, kind, truth, known) in enumerate(asked):
            parts["forms" if kind else "issues"].append(
                np.stack([own[known, number], other[known, number], truth[known]], axis=1)
            )
    found = {}
    for name, some in ((name, some) for name, some in parts.items() if some):
        every = np.concatenate(some)
        fit = LogisticRegression(C=100.0, max_iter=1000).fit(every[:, :2], every[:, 2])
        found[name] = [
            round(float(value), 3) for value in (*fit.coef_[0], _start(every @ [*fit.coef_[0], 0], every[:, 2]))
        ]
    return found


def _start(odds: Any, truth: Any) -> float:
    """What to add to log odds so that what is then surer than even is right most often (F1)."""
    order = np.argsort(-odds, kind="stable")
    right = np.cumsum(truth[order])
    best = int((2 * right / (np.arange(1, len(order) + 1) + truth.sum())).argmax())
    return -float(odds[order][best])


def _weights(rows: Sequence[Row]) -> tuple[list[str], Any, dict[str, float], dict[str, float]]:
    """A logistic regression for each issue and each form: the names of the features, their weights, and the biases."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(_features(rows)).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    balance = _balance(rows)
    asked = [question for question in columns(rows) if question[2].any()]  # without yes there is nothing to learn
    fits = Parallel(n_jobs=-1, prefer="threads")(
        delayed(_fit)(matrix[known], truth[known], balance[known]) for _, _, truth, known in asked
    )
    bias: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for (name, kind, *_), (_, start) in zip(asked, fits, strict=True):
        bias[kind][name] = round(start, 3)
    weights = np.stack([column for column, _ in fits], axis=1)
    weights[np.abs(weights) < _SMALL] = 0
    kept = np.flatnonzero(np.abs(weights).sum(axis=1))
    names = vectorizer.get_feature_names_out()
    return [str(names[row]) for row in kept], weights[kept].astype(np.float16), *bias


def _fit(matrix: Any, truth: Any, balance: Any) -> tuple[Any, float]:
    fit = LogisticRegression(C=_STRENGTH, class_weight={0: 1, 1: _RARE}, solver="liblinear", max_iter=1000)
    fit.fit(matrix, truth, sample_weight=balance)
    return fit.coef_[0], float(fit.intercept_[0])


def columns(rows: Sequence[Row]) -> Iterator[tuple[str, int, Any, Any]]:
    """What is asked of every text: whether it raises each issue (0), and whether it has each form (1), which is not
    known of a text that raises the issue but has no forms given."""
    for issue in (issue.iri.removeprefix(str(THEME)) for issue in issues()):
        truth = np.array([issue in row["issues"] for row in rows], dtype=np.int8)
        yield issue, 0, truth, np.ones(len(rows), dtype=bool)
    for form, of in ((form.removeprefix(str(FORM)), of.removeprefix(str(THEME))) for form, of in forms()):
        truth = np.array([form in (row.get("forms") or ()) for row in rows], dtype=np.int8)
        yield form, 1, truth, np.array([row.get("forms") is not None or of not in row["issues"] for row in rows])


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


def rows(path: Path) -> list[Row]:
    """The labelled texts of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def rows_of(path: Path) -> list[Row]:
    """The recommendations of a gold set as labelled texts."""
    reports = json.loads(path.read_text(encoding="utf-8"))["reports"]
    told = [item for report in reports for item in report["recommendations"]]
    return [{"set": path.stem, "forms": None, **item, "stem": item.get("stem") or ""} for item in told]


def given(folder: Path) -> list[Row]:
    """All texts of a folder of gold that are learnt from."""
    texts = rows(folder / "recurrence" / "train.jsonl")
    return texts + [row for name in LEARNT for row in rows_of(folder / "recurrence" / f"{name}.json")]


def of_texts(folder: Path) -> str:
    """Tells whether two states of the gold teach a model of sentences the same: the texts and the forms known."""
    return blake2b(json.dumps([given(folder), forms()], sort_keys=True).encode(), digest_size=16).hexdigest()


def of_sentences() -> str:
    """Tells whether two models of sentences, and what was said of unseen texts, are the same."""
    files = [resources.recurrence_weights() / name for name in (NAME, UNSEEN)]
    return blake2b(b"".join(file.read_bytes() for file in files), digest_size=16).hexdigest()


def digest(folder: Path) -> str:
    """Tells whether two states of the gold teach the same: the texts, the pairs that count and the forms known."""
    pairs = {gold.name: sorted((*pair, grade) for pair, grade in gold.pairs.items()) for gold in gold_sets(folder)}
    told = [given(folder), {name: pairs[name] for name in (*LEARNT, _USUAL)}, forms()]
    return blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()


def main() -> None:
    """Learn from the gold in the repository and write the model."""
    folder, target = resources.gold(), resources.recurrence_weights()
    texts = {name: rows_of(folder / "recurrence" / f"{name}.json") for fold in FOLDS for name in fold}
    learnt = learn(given(folder), gold_sets(folder), recalled(target / UNSEEN, texts, of_texts(folder)))
    learnt.data.update({"learnt from": digest(folder), "sentences": of_sentences()})
    target.mkdir(exist_ok=True)
    write_text(json.dumps(learnt.data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", target / "model.json")
    with whole(target / "weights.npz") as file:
        names = np.frombuffer("\n".join(learnt.names).encode("utf-8"), dtype=np.uint8)
        np.savez_compressed(file, names=names, weights=learnt.weights)


if __name__ == "__main__":
    main()
