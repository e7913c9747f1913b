"""How sure it is that a sentence promises or reports an action, how far the action is and whether it is hedged.

A linear model over `features`: the log odds are a sum of weights, learnt by `python -m kg.learning` from annotated
responses and kept in data/extraction/sentences.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any

from kg import resources
from kg.errors import DataError
from kg.model import Delivery, Firmness

DELIVERIES = (Delivery.COMPLETED, Delivery.IN_PROGRESS, Delivery.PLANNED)
_MOST = 100_000  # odds beyond which nothing gets surer
UNIT = 1000
"""What a weight of 1 is in the file."""


@dataclass(frozen=True, slots=True)
class Model:
    """The learnt weights: of each feature for an action, and a row for DELIVERIES and a hedge; whole thousandths.

    Whole numbers add up to the same in any order, which the names in a set do not have. `sure` is what an action has to
    reach, that of a whole sentence and that of one of its clauses; a sentence below `doubt` has none, whatever the
    rules say. All three are chances, 0 to 1.
    """

    bias: tuple[int, ...]
    actions: Mapping[str, int]
    others: Mapping[str, Sequence[int]]
    sure: tuple[float, float]
    doubt: float

    def action(self, names: Iterable[str]) -> float:
        """How sure it is that a sentence with these features tells an action, 0 to 1."""
        known = self.actions
        odds = self.bias[0] + sum([known[name] for name in names if name in known])
        return 1 / (1 + exp(-max(-_MOST, min(_MOST, odds)) / UNIT))

    def kind(self, names: Iterable[str]) -> tuple[Delivery, Firmness]:
        """How far the action is that a sentence with these features tells, and whether it is hedged."""
        odds = list(self.bias[1:])
        for row in (self.others[name] for name in names if name in self.others):
            odds = [sum_ + weight for sum_, weight in zip(odds, row, strict=True)]
        chances = odds[: len(DELIVERIES)]
        delivery = DELIVERIES[chances.index(max(chances))]
        return delivery, Firmness.CONDITIONAL if odds[-1] > 0 else Firmness.FIRM


def from_data(data: Mapping[str, Any]) -> Model:
    """The model from the content of its file. Raises KeyError, TypeError or ValueError where it is another."""
    sentence, clause = data["sure"]
    bias, actions = tuple(data["bias"]), dict(data["actions"])
    others = {name: tuple(row) for name, row in dict(data["kinds"]).items()}
    if {len(row) for row in (bias[1:], *others.values())} != {len(DELIVERIES) + 1}:
        raise ValueError("rows of weights that differ in length")
    return Model(bias, actions, others, (float(sentence), float(clause)), float(data["doubt"]))


@cache
def model() -> Model:
    """The model of the package. Raises DataError where its file cannot be read."""
    path = resources.extraction_weights()
    try:
        return from_data(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"the learnt weights cannot be read: {error}",
            where=path.name,
            expected="the file that python -m kg.learning writes",
            mend="install the package again",
        ) from error
