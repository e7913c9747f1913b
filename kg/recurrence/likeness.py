"""How sure it is that two recommendations raise the same failing: a logistic function of six reasons.

The weights are learnt from pairs that were annotated by reading (data/gold/recurrence) and kept in
data/recurrence/model.json. Everything in it belongs to the two texts alone, so that a pair has the same score in
every store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

_PLACES = 1e-4  # what scores are rounded to


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
        return _score(self.odds(issue, form, words, meaning, system, team))

    def above(self, sure: float, *reasons: Any) -> Any:
        """The score, or 0 where it is less than `sure`: most pairs are not worth working it out."""
        odds = self.odds(*reasons)
        near = odds > np.log(max(sure - _PLACES, _PLACES) / max(1 - sure + _PLACES, _PLACES))
        found = np.zeros(odds.shape)
        found[near] = _score(odds[near])
        found[found < sure] = 0
        return found

    def odds(self, issue: Any, form: Any, words: Any, meaning: Any, system: Any, team: Any) -> Any:
        """The log odds behind the score, added up in place: the arrays are large."""
        odds = self.start + self.issue * issue
        odds += self.form * form
        odds += self.words * (words * np.sqrt(words))  # to the power 1.5: a few common words say little, many much
        odds += self.meaning * meaning
        odds += self.system * system
        odds += self.team * team
        return odds


def _score(odds: Any) -> Any:
    return np.round(1 / (1 + np.exp(-odds)), 4)
