"""What models of sentences say of texts that they had not seen: `kg.recurrence.learn` learns how far to trust one.

Written by `kg.recurrence.teach`: for each set of a fold the log odds of its recommendations, by the model that learnt
everything but this fold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from kg.errors import DataError
from kg.recurrence.sentences import STEP

UNSEEN = "unseen.npz"


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was said of texts, by text and stem; answers as `kg.recurrence.sentences.Sentences` does."""

    names: Sequence[str]
    said: Mapping[tuple[str, str], Any]

    def odds(self, text: str, stem: str) -> Any:
        """The log odds of every name. Raises DataError for a text of which nothing was said."""
        try:
            return self.said[text, stem]
        except KeyError as error:
            raise DataError(
                f"no model of sentences was asked of this text: “{text[:80]}”", where=UNSEEN,
                mend="python -m kg.recurrence.teach",
            ) from error  # fmt: skip


def recalled(file: Path, texts: Mapping[str, Sequence[Mapping[str, Any]]], learnt_from: str) -> Recalled:
    """What the file tells of the recommendations of these sets, in their order, rounded as the model in use rounds.

    Raises DataError where it is missing, damaged, or of other texts than those with this digest.
    """
    try:
        with file.open("rb") as content, np.load(content, allow_pickle=False) as kept:
            if str(kept["learnt_from"]) != learnt_from:
                raise ValueError("it was made of other texts")
            names = [str(name) for name in kept["names"]]
            found = {name: np.round(kept[name].astype(np.float64) / STEP) * STEP for name in texts}
        pairs = [
            ((row["text"], row["stem"]), odds)
            for name, rows in texts.items()
            for row, odds in zip(rows, found[name], strict=True)
        ]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise DataError(
            f"what was said of unseen texts cannot be used ({error})", where=str(file),
            mend="python -m kg.recurrence.teach",
        ) from error  # fmt: skip
    return Recalled(names, dict(pairs))
