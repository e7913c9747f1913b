"""How sure it is that two recommendations raise the same failing: a logistic function of four reasons.

The weights are learnt from pairs that were annotated by reading (data/gold/recurrence) and kept in
data/recurrence/weights.json. Everything in it belongs to the two texts alone, so that a pair has the same score in
every store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Likeness:
    """What each reason counts (log odds): the issue they share, the words, a system, a team or its forebear."""

    start: float
    issue: float
    words: float
    system: float
    team: float

    def score(self, issue: Any, words: Any, system: Any, team: Any) -> Any:
        """The score (0 to 1) of arrays of pairs, rounded to four places.

        `issue` is the product of their profiles of issues, `words` the cosine of the words, `system` and `team`
        whether they share one.
        """
        odds = self.start + self.issue * issue + self.words * words + self.system * system + self.team * team
        return np.round(1 / (1 + np.exp(-odds)), 4)
