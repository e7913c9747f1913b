"""How alike two recommendations are: what issues they share, and how many words.

Shared issues come first, shared words second: words alone find the same unit, not the same failing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from kg.recurrence.tag import Tag, Tagger, joined

WORDS = 0.5  # what the likeness of words counts beside the best shared issue
SURE, NEARLY, MOST = 0.5, 0.7, 2  # a tag counts from this score on, at this share of the best one, and so many of them


@dataclass(frozen=True, slots=True)
class Text:
    """A recommendation to compare: its identity, its report, and its words with those of its stem."""

    name: str
    report: str
    text: str
    stem: str = ""

    @property
    def whole(self) -> str:
        return joined(self.stem, self.text)


def chosen(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """The tags that are kept of all with evidence: the surest ones, at most two."""
    best = max((tag.score for tag in tags), default=0.0)
    return tuple(tag for tag in tags[:MOST] if tag.score >= max(SURE, NEARLY * best))


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, str]:
    """The issue that two recommendations share most, and how strongly (0 to 1); (0, "") where they share none."""
    return max(((sqrt(one[issue] * other[issue]), issue) for issue in one.keys() & other.keys()), default=(0.0, ""))


def strengths(tags: Iterable[Tag]) -> dict[str, float]:
    """How much a recommendation is about each issue: its score, less where another one is surer."""
    scores = {tag.issue: tag.score for tag in tags}
    best = max(scores.values(), default=1.0)
    return {issue: score * (score / best) ** 2 for issue, score in scores.items()}


def word_vectors(texts: Sequence[Text]) -> Any:
    """The TF-IDF vectors of the texts (scikit-learn, a sparse matrix with rows of length 1)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform([text.whole for text in texts])


class Comparison:
    """Compares the recommendations of a list two by two."""

    def __init__(self, texts: Sequence[Text], tagger: Tagger) -> None:
        self.texts = texts
        self.tags = [tagger.tags(text.text, text.stem) for text in texts]
        self._strengths = [strengths(tags) for tags in self.tags]
        vectors = word_vectors(texts)
        self._words = (vectors @ vectors.T).toarray()

    def words(self, one: int, other: int) -> float:
        """The likeness of the words alone, 0 to 1."""
        return float(self._words[one, other])

    def score(self, one: int, other: int) -> float:
        """How alike two recommendations are; 1 and more is certain."""
        return shared(self._strengths[one], self._strengths[other])[0] + WORDS * self.words(one, other)
