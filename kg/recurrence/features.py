"""What a text has that may tell an issue: words, pairs of neighbouring words, and pieces of words.

Pieces of words (three to five letters) let a word tell an issue that was never seen in this form: "re-documenting" has
much of "document". All values of a kind together have a fixed length, so that long texts do not outweigh short ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from kg.recurrence import words
from kg.recurrence.texts import joined
from kg.recurrence.wording import Token, tokens

STEM = 0.5  # what a word counts that stands in the stem alone
WORDS, PIECES = 3.0, 2.0  # the lengths of the vectors of words and of pieces
_PIECE = (3, 4, 5)  # letters of a piece


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a text has: how much of it, and the characters it stands at (in the stem and text joined)."""

    value: float
    start: int
    end: int


def of_words(text: str, stem: str = "") -> dict[str, Feature]:
    """The words ("w:updat") and pairs of neighbouring words ("b:updat guidanc") of a text, read with its stem."""
    found: dict[str, Feature] = {}
    for value, kept in _kept(text, stem):
        for name, first, last in _named([(words.stem(token.word), token) for token in kept]):
            found.setdefault(name, Feature(value, first.start, last.end))
    return _scaled(found, WORDS)


def of_pieces(text: str, stem: str = "") -> dict[str, Feature]:
    """The words of a text as they stand ("document"); each counts with its pieces (`pieces`)."""
    found: dict[str, Feature] = {}
    for value, kept in _kept(text, stem):
        for token in kept:
            found.setdefault(token.word, Feature(value, token.start, token.end))
    return _scaled(found, PIECES)


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """The pieces of a word, with its borders as blanks: " gui", "guid", … "nce "."""
    whole = f" {word} "
    return tuple(dict.fromkeys(whole[i : i + n] for n in _PIECE for i in range(len(whole) - n + 1)))


@lru_cache(maxsize=2)  # its words and its pieces are asked for one after the other
def _kept(text: str, stem: str) -> tuple[tuple[float, list[Token]], ...]:
    """The words that say something, of the text and then of the stem, with what they count."""
    border = len(joined(stem, "")) if stem else 0
    own = [t for t in tokens(text) if words.stem(t.word)]
    if border:
        own = [Token(t.word, t.start + border, t.end + border) for t in own]
    return (1.0, own), (STEM, [t for t in tokens(stem) if words.stem(t.word)])


def _named(kept: list[tuple[str, Token]]) -> Iterator[tuple[str, Token, Token]]:
    for stem, token in kept:
        yield f"w:{stem}", token, token
    for (one, first), (other, second) in pairwise(kept):
        yield f"b:{one} {other}", first, second


def _scaled(found: Mapping[str, Feature], length: float) -> dict[str, Feature]:
    whole = sqrt(sum(feature.value**2 for feature in found.values())) / length
    return {name: Feature(f.value / whole, f.start, f.end) for name, f in found.items()}
