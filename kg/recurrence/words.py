"""The words of a text as weights, rare words more than common ones.

How rare a word is comes from a fixed table (data/recurrence/weights.json), not from what is compared: so the likeness
of two texts is the same whatever else is in the store.
"""

from __future__ import annotations

from functools import lru_cache
from math import log, sqrt
from zlib import crc32

from snowballstemmer import stemmer

from kg.recurrence.wording import tokens

SIZE = 1 << 20  # words are numbered by their checksum; two in a million share a number
# words that say nothing of a failing, among them those that begin every recommendation
_WORDLESS = (
    "a about after again all also an and any are as at be because been before being between both but by can "
    "could did do does doing down during each every few for from further had has have having here how i if in "
    "into is it its itself just more most must no nor not of off on once only or other our out over own per s "
    "same shall she he should so some such than that the their them themselves then there these they this "
    "those through to too under until up upon very was we were what when where whether which while who whom "
    "whose why will with within would you your home office department agency border force immigration "
    "enforcement ensure ensures make makes take steps ensuring immediate immediately use used using including "
    "include includes "
)
_STOP = frozenset(_WORDLESS.split())
_STEMMER = stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of an English word (Snowball); empty for a word that says nothing."""
    word = word.removesuffix("'s")
    return "" if word in _STOP or len(word) < 2 else str(_STEMMER.stemWord(word))


def stems(text: str) -> list[str]:
    """The stems of the words that say something, in order."""
    return [found for token in tokens(text) if (found := stem(token.word))]


@lru_cache(maxsize=65536)
def number(word: str) -> int:
    return crc32(word.encode()) % SIZE


def vector(text: str, rarity: dict[str, float], otherwise: float) -> dict[int, float]:
    """The weight of each word by its number, of length 1 (TF-IDF with sublinear counts)."""
    counts: dict[str, int] = {}
    for word in stems(text):
        counts[word] = counts.get(word, 0) + 1
    weights: dict[int, float] = {}
    for word, count in counts.items():
        place = number(word)
        weights[place] = weights.get(place, 0.0) + (1 + log(count)) * rarity.get(word, otherwise)
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {place: weight / length for place, weight in sorted(weights.items())} if length else {}
