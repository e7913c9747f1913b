"""The meaning of a text as a vector: the mean of vectors of its words, so that "bespoke" is near "tailored".

The vectors of words (data/recurrence/meanings.npz) were taken from a model of sentences by `kg.recurrence.distil`. They
are fixed: the meaning of a text depends on nothing else in the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from kg import resources
from kg.errors import DataError
from kg.recurrence import words
from kg.recurrence.wording import tokens

SIZE = 64  # numbers of a vector
UNIT = 127  # the length of the vector of a text: its numbers are whole, so that products are exact in any order
NAME = "meanings.npz"


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors of words: the row of each word, and the rows (whole numbers, all of one length)."""

    row: Mapping[str, int]
    vectors: Any

    def of(self, text: str, rarity: Mapping[str, float], otherwise: float) -> Any:
        """The vector of a text, its rare words counting more than common ones; all 0 where no word is known."""
        whole = np.zeros(SIZE)
        for token in tokens(text):
            stem, row = words.stem(token.word), self.row.get(token.word)
            if stem and row is not None:
                whole += rarity.get(stem, otherwise) * self.vectors[row]
        length = np.sqrt(whole @ whole)
        return np.rint(whole * (UNIT / length)).astype(np.int8) if length else whole.astype(np.int8)


@cache
def meanings() -> Meanings:
    """The vectors that come with the package. Raises DataError where their file is missing."""
    path = resources.recurrence_weights() / NAME
    try:
        with np.load(path, allow_pickle=False) as kept:
            known, vectors = bytes(kept["words"]).decode("utf-8").split("\n"), kept["vectors"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            "the vectors of words are missing", where=str(path), mend="install the package again"
        ) from error
    return Meanings({word: row for row, word in enumerate(known)}, vectors)
