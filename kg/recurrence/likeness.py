"""How sure it is that two recommendations raise the same failing: a logistic function of six reasons.

The weights are learnt from pairs that were annotated by reading (data/gold/recurrence) and kept in
data/recurrence/model.json. Everything in it belongs to the two texts alone, so that a pair has the same score in
every store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

_RISE = 1.5  # a few common words say little, many say much


@dataclass(frozen=True, slots=True)
class Likeness:
    """What each reason counts (log odds): the shared issue, its form, the words and their
    meaning, a system, a team or its forebear."""

    start: float
    issue: float
    form: float
    words: float
    meaning: float
    system: float
    team: float

    def score(self, issue: Any, form: Any, words: Any, meaning: Any, system: Any, team: Any) -> Any:
        """The score (0 to 1) of arrays of pairs, rounded to four places.

        `issue` and `form` are the products of their profiles, `words` the cosine of the words, of which little counts
        less than its share, `meaning` the cosine of their meanings, `system` and `team` whether they share one.
        """
        return np.round(1 / (1 + np.exp(-self.odds(issue, form, words, meaning, system, team))), 4)

    def odds(self, issue: Any, form: Any, words: Any, meaning: Any, system: Any, team: Any) -> Any:
        """The log odds behind the score."""
        topic = self.issue * issue + self.form * form + self.words * words**_RISE + self.meaning * meaning
        return self.start + topic + self.system * system + self.team * team
