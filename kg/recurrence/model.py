"""Which issues a text raises: a linear model over its words and the wordings of ontology/themes.ttl.

An issue's log odds are a sum over words, pairs of neighbouring words and wordings found, so that the evidence of an
issue is the words that add most to it. The weights are learnt by `kg.recurrence.learn` and kept in
data/recurrence/weights.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, sqrt
from typing import Any

from kg import resources
from kg.errors import DataError
from kg.namespaces import THEME
from kg.recurrence import words
from kg.recurrence.issues import tagger
from kg.recurrence.likeness import Likeness
from kg.recurrence.tag import Evidence, Tag, Tagger
from kg.recurrence.texts import joined
from kg.recurrence.wording import Token, tokens

STEM = 0.5  # what a word counts that stands in the stem alone
LENGTH = 3.0  # the length of the vector of words
_SHOWN = 3  # pieces of evidence that are told
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a text has: how much of it, and the characters it stands at (in the stem and text joined)."""

    value: float
    start: int
    end: int


def word_features(text: str, stem: str = "") -> dict[str, Feature]:
    """The words ("w:updat") and pairs of neighbouring words ("b:updat guidanc") of a text, read with its stem."""
    border = len(joined(stem, "")) if stem else 0
    found: dict[str, Feature] = {}
    for value, part, shift in ((1.0, text, border), (STEM, stem, 0)):
        kept = [(s, token) for token in tokens(part) if (s := words.stem(token.word))]
        for name, first, last in _named(kept):
            found.setdefault(name, Feature(value, first.start + shift, last.end + shift))
    length = sqrt(sum(feature.value**2 for feature in found.values())) / LENGTH
    return {name: Feature(f.value / length, f.start, f.end) for name, f in found.items()}


def _named(kept: list[tuple[str, Token]]) -> Iterator[tuple[str, Token, Token]]:
    for stem, token in kept:
        yield f"w:{stem}", token, token
    for (one, first), (other, second) in pairwise(kept):
        yield f"b:{one} {other}", first, second


class Model:
    """The learnt weights, ready for use. `sure` is the score from which two recommendations are linked."""

    def __init__(self, data: Mapping[str, Any], wordings: Tagger) -> None:
        self.wordings = wordings
        self.names = [str(THEME[name]) for name in data["issues"]]
        self._bias = [float(one["bias"]) for one in data["issues"].values()]
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for number, one in enumerate(data["issues"].values()):
            for name, weight in one["weights"].items():
                self._weights.setdefault(name, []).append((number, weight))
        self._least, self._share, self._most = data["least"], data["share"], data["most"]
        self._rarity, self._otherwise = data["rarity"], data["otherwise"]
        self.likeness = Likeness(**data["likeness"])
        self.sure = float(data["sure"])

    def words(self, text: str) -> dict[int, float]:
        """The words of a text as weights, by their numbers."""
        return words.vector(text, self._rarity, self._otherwise)

    def issues(self, text: str, stem: str = "") -> list[Tag]:
        """The issues that a text raises, the surest first; offsets are those of `joined(stem, text)`."""
        found, features = self._features(text, stem)
        scores = self._scores(found)
        least = max(self._least, self._share * max(scores, default=0.0))
        best = sorted((number for number, score in enumerate(scores) if score >= least), key=lambda n: (-scores[n], n))
        tags = []
        for number in best[: self._most]:
            evidence = self._evidence(number, found, features)
            if evidence:
                tags.append(Tag(self.names[number], round(scores[number], 4), evidence))
        return tags

    def probabilities(self, text: str, stem: str = "") -> dict[str, float]:
        """How sure each issue is, whether it is kept or not."""
        return dict(zip(self.names, self._scores(self._features(text, stem)[0]), strict=True))

    def _features(self, text: str, stem: str) -> tuple[dict[str, Feature], dict[str, Tag]]:
        found = word_features(text, stem)
        tags = {f"t:{tag.issue.rsplit('/', 1)[-1]}": tag for tag in self.wordings.tags(text, stem)}
        for name, tag in tags.items():
            found[name] = Feature(tag.score, tag.evidence[0].start, tag.evidence[0].end)
        return found, tags

    def _scores(self, found: Mapping[str, Feature]) -> list[float]:
        odds = list(self._bias)
        for name, feature in found.items():
            for number, weight in self._weights.get(name, ()):
                odds[number] += weight * feature.value
        return [1 / (1 + exp(-max(-60.0, value))) for value in odds]

    def _evidence(self, number: int, found: Mapping[str, Feature], tags: Mapping[str, Tag]) -> tuple[Evidence, ...]:
        """The words that add most to the issue, apart from each other."""
        added = []
        for name, feature in found.items():
            weight = next((w for n, w in self._weights.get(name, ()) if n == number), 0.0) * feature.value
            if weight > 0:
                spots = tags[name].evidence if name in tags else (feature,)
                added += [Evidence(spot.start, spot.end, weight, name) for spot in spots]
        return tuple(_apart(added))


def _apart(evidence: Iterable[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for item in sorted(evidence, key=lambda e: (-e.weight, e.start, e.end)):
        if not any(item.start < other.end and other.start < item.end for other in kept):
            kept.append(item)
    return kept[:_SHOWN]


@cache
def model() -> Model:
    """The model that comes with the package. Raises DataError where its file is missing."""
    path = resources.recurrence_weights()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(
            "the weights of the issues are missing", where=path.name, mend="install the package again"
        ) from error
    return Model(data, tagger())
