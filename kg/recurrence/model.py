"""Which issues a text raises: a linear model over its words and the wordings of ontology/themes.ttl.

An issue's log odds are a sum over words, pairs of neighbouring words, pieces of words and wordings found, so that the
evidence of an issue is the words that add most to it. The weights are learnt by `kg.recurrence.learn` and kept in
data/recurrence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from kg import resources
from kg.errors import DataError
from kg.namespaces import FORM, THEME
from kg.recurrence import words
from kg.recurrence.features import Feature, of_pieces, of_words, pieces
from kg.recurrence.index import WRITTEN
from kg.recurrence.issues import forms, tagger
from kg.recurrence.likeness import Likeness
from kg.recurrence.meaning import meanings
from kg.recurrence.tag import Evidence, Tag, Tagger

_SHOWN = 3  # pieces of evidence that are told
_KEPT = 100_000  # words whose pieces are kept
_FAINT, _FORMS = 0.02, 10  # how sure a form has to be to be kept, and how many are
Found = tuple[str, float, int, int, Any]  # a feature: name, value, place, and what it adds to each issue and form


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text tells: the issues it may raise, the surest first (too faint ones without evidence), and how sure each
    form is, by its number."""

    issues: list[Tag]
    forms: dict[int, float]


class Model:
    """The learnt weights, ready for use.

    `data` holds what is set and calibrated, `weights` a row for each feature of `names` and a column for each issue,
    and then for each form. `sure` is the score from which two recommendations are linked, `telling` how much more than
    another a shared issue tells, in the order of `names`. `learnt` are the names of the gold sets
    that are learnt from; `unseen` tells how their pairs were found by models that had not learnt from them, where that
    was recorded: average precision, best F1 and F1 of the links.
    """

    def __init__(self, data: Mapping[str, Any], names: Iterable[str], weights: Any, wordings: Tagger) -> None:
        self.wordings = wordings
        self.names = [str(THEME[name]) for name in data["issues"]]
        numbers = {form: number for number, (form, _) in enumerate(forms())}
        told = data.get("forms", {})
        self._forms = np.array([numbers[str(FORM[name])] for name in told], dtype=np.int64)
        self._bias = np.array([*data["issues"].values(), *told.values()], dtype=np.float64)
        telling = data.get("telling", {})
        self.telling = np.array([telling.get(name, 1.0) for name in data["issues"]])
        self._weights = weights  # as they are kept: to widen all of them takes longer than to use a few
        self._row = {name: row for row, name in enumerate(names)}
        self._of_pieces: dict[str, Any] = {}
        self._least, self._most = float(data["least"]), int(data["most"])
        self._rarity, self._otherwise = data["rarity"], float(data["otherwise"])
        self.likeness = Likeness(**data["likeness"])
        self.sure = float(data["sure"])
        unseen: Mapping[str, list[float]] = data.get("unseen", {})
        self.learnt = frozenset(unseen)
        self.unseen = {name: tuple(figures) for name, figures in unseen.items() if figures}

    def words(self, text: str) -> dict[int, float]:
        """The words of a text as weights, by their numbers."""
        return words.vector(text, self._rarity, self._otherwise)

    def meaning(self, text: str) -> Any:
        """The meaning of a text as a vector (`kg.recurrence.meaning`)."""
        return meanings().of(text, self._rarity, self._otherwise)

    def issues(self, text: str, stem: str = "") -> list[Tag]:
        """The issues that a text raises, the surest first; offsets are those of `joined(stem, text)`."""
        return self.read(text, stem).issues

    def read(self, text: str, stem: str = "") -> Reading:
        """The issues and their forms; offsets are those of `joined(stem, text)`."""
        found, tags = self._found(text, stem)
        every = np.round(self._scores(found), 4)
        scores, sure = np.split(every, [len(self.names)])
        best = sorted(np.flatnonzero(scores >= self._least).tolist(), key=lambda n: (-scores[n], n))
        kept = []
        for number in best[: self._most]:
            written = scores[number] >= WRITTEN
            evidence = _evidence(number, found, tags) if written else ()
            if evidence or not written:
                kept.append(Tag(self.names[number], float(scores[number]), evidence))
        likely = sorted(np.flatnonzero(sure >= _FAINT).tolist(), key=lambda n: (-sure[n], n))[:_FORMS]
        return Reading(kept, {int(self._forms[n]): float(sure[n]) for n in sorted(likely)})

    def probabilities(self, text: str, stem: str = "") -> dict[str, float]:
        """How sure each issue is, whether it is kept or not."""
        scores = self._scores(self._found(text, stem)[0])[: len(self.names)]
        return dict(zip(self.names, scores.tolist(), strict=True))

    def _found(self, text: str, stem: str) -> tuple[list[Found], dict[str, Tag]]:
        """Everything the text has that the model knows, and the tags by the names of their features."""
        told, denied = self.wordings.read(text, stem)
        tags = {f"t:{tag.issue.rsplit('/', 1)[-1]}": tag for tag in told}
        features = of_words(text, stem)
        features |= {n: Feature(t.score, t.evidence[0].start, t.evidence[0].end) for n, t in tags.items()}
        found = [
            (name, f.value, f.start, f.end, np.multiply(self._weights[self._row[name]], f.value, dtype=np.float64))
            for name, f in features.items()
            if name in self._row
        ]
        for word, f in of_pieces(text, stem).items():
            found.append((word, f.value, f.start, f.end, f.value * self._pieces(word)))
        return self._without(found, denied), tags

    def _without(self, found: list[Found], denied: Mapping[str, list[tuple[int, int]]]) -> list[Found]:
        """The features, of which those inside a negative wording do not speak for the issue that it denies."""
        column = {name: number for number, name in enumerate(self.names)} if denied else {}
        for issue, places in denied.items():
            number = column.get(issue)
            for place, (name, value, start, end, added) in enumerate(found):
                if number is not None and added[number] > 0 and any(a <= start and end <= b for a, b in places):
                    less = added.copy()
                    less[number] = 0
                    found[place] = (name, value, start, end, less)
        return found

    def _pieces(self, word: str) -> Any:
        """What the pieces of a word add to each issue: a unit vector over them, weighed by how rare they are."""
        known = self._of_pieces.get(word)
        if known is None:
            rows = [self._row[name] for piece in pieces(word) if (name := f"c:{piece}") in self._row]
            known = self._weights[rows].sum(axis=0, dtype=np.float64) / np.sqrt(max(1, len(pieces(word))))
            if len(self._of_pieces) < _KEPT:
                self._of_pieces[word] = known
        return known

    def _scores(self, found: Iterable[Found]) -> Any:
        odds = self._bias.copy()
        for *_, added in found:
            odds += added
        return 1 / (1 + np.exp(-np.clip(odds, -60, 60)))


def _evidence(number: int, found: Iterable[Found], tags: Mapping[str, Tag]) -> tuple[Evidence, ...]:
    """The words that add most to the issue, apart from each other."""
    added: dict[tuple[int, int], float] = {}
    for name, _, start, end, weights in found:
        weight = float(weights[number])
        spots = [(e.start, e.end) for e in tags[name].evidence] if name in tags else [(start, end)]
        for spot in spots:
            added[spot] = added.get(spot, 0.0) + weight
    kept: list[Evidence] = []
    for (start, end), weight in sorted(added.items(), key=lambda item: (-item[1], item[0])):
        if weight > 0 and not any(start < other.end and other.start < end for other in kept):
            kept.append(Evidence(start, end, weight, ""))
    return tuple(kept[:_SHOWN])


@cache
def model() -> Model:
    """The model that comes with the package. Raises DataError where its files are missing."""
    folder = resources.recurrence_weights()
    try:
        data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as kept:
            names, weights = bytes(kept["names"]).decode("utf-8").split("\n"), kept["weights"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            "the weights of the issues are missing", where=str(folder), mend="install the package again"
        ) from error
    return Model(data, names, weights, tagger())
