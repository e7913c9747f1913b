"""The surest earlier recommendations of each, found without working out every score.

The score of a pair is first estimated in single precision, which costs a fraction. Only a pair whose estimate lets it
be among the surest of its later recommendation is worked out exactly; as these fill, few are. What is kept is what
working out all of them would keep.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from kg.recurrence.index import ROWS, Index, Matrix, rank
from kg.recurrence.likeness import Likeness
from kg.recurrence.meaning import UNIT

_MARGIN = 1e-3  # log odds by which an estimate may be wrong: hundreds of times what single precision loses
_HALF = 0.00005  # of the last place of a score
_CROWD = 32  # candidates for each row that are too many to be worked out before the best estimates are looked at


class Nearest:
    """The surest earlier rows of the rows `later`, as far as they have been offered: at most `most` each.

    `telling` is how much each issue tells, `sure` the score from which two are linked, `barred` pairs (later, earlier)
    that must not be.
    """

    def __init__(
        self, index: Index, compared: Any, later: Any, most: int, barred: Collection[tuple[int, int]] = ()
    ) -> None:
        self.later = later
        self._index, self._rough, self._compared, self._most = index, index.rough, compared, most
        self._barred = np.array(sorted(one * ROWS + other for one, other in barred), dtype=np.int64)
        self._ranks = np.full((len(later), most), -1, dtype=np.int64)
        scale = np.full(self._rough.told.shape[1], compared.likeness.form, dtype=np.float32)
        scale[: len(index.issues)] = compared.likeness.issue * compared.telling
        self._told = self._rough.told[later] * scale

    def pairs(self) -> tuple[Any, Any, Any]:
        """Later rows, earlier rows and scores: by later row, the surest first, and of equal ones the latest."""
        ranks = -np.sort(-self._ranks, axis=1)
        place, column = np.nonzero(ranks >= 0)
        kept = ranks[place, column]
        return self.later[place], kept % ROWS, (kept // ROWS) / 10_000

    def offer(self, places: Any, earlier: Any) -> None:
        """Look at each of the rows at these places of `later` with each of the rows `earlier`, in order."""
        estimate = self._estimate(places, earlier)
        found = estimate >= self._floor(places, earlier[-1])[:, None]
        if np.count_nonzero(found) > _CROWD * len(places):
            found &= estimate >= self._crowded(estimate, places, earlier)[:, None]
        row, column = np.nonzero(found)
        place, other = places[row], earlier[column]
        kept = self._allowed(self.later[place], other)
        self._keep(place[kept], other[kept])

    def _allowed(self, later: Any, earlier: Any) -> Any:
        """Which pairs are of two reports, in the order of time, and not barred."""
        kept = (earlier < later) & (self._index.report[later] != self._index.report[earlier])
        return kept & ~np.isin(later * ROWS + earlier, self._barred) if len(self._barred) else kept

    def _floor(self, places: Any, last: int) -> Any:
        """The log odds that a pair must reach for a place, where no earlier row comes after `last`."""
        least = self._ranks[places].min(axis=1)
        score, row = (least // ROWS) / 10_000, least % ROWS
        bound = np.where(last < row, score + _HALF, score - _HALF)
        return _odds(np.where(least < 0, 0, bound), self._compared.sure) - _MARGIN

    def _crowded(self, estimate: Any, places: Any, earlier: Any) -> Any:
        """The log odds that a pair must reach by the estimates of these pairs alone."""
        later = self.later[places]
        usable = np.where(self._allowed(later[:, None], earlier[None, :]), estimate, -np.inf)
        if len(earlier) <= self._most:
            return np.full(len(places), -np.inf)
        best = np.partition(usable, -self._most, axis=1)[:, -self._most].astype(np.float64)
        score = np.round(1 / (1 + np.exp(_MARGIN - best)), 4)
        return _odds(score - _HALF, self._compared.sure) - _MARGIN

    def _estimate(self, places: Any, earlier: Any) -> Any:
        """The log odds of all pairs, to within the margin."""
        rough, weights, later = self._rough, self._compared.likeness, self.later[places]
        odds = self._told[places] @ rough.told[earlier].T
        meaning = self._index.meaning
        part = (meaning[later] * np.float32(weights.meaning / UNIT**2)) @ meaning[earlier].astype(np.float32).T
        odds += np.maximum(part, 0, out=part)
        words = np.matmul(rough.frequent[later], rough.frequent[earlier].T, out=part)
        _add(words, rough.rare[later] @ rough.rare[earlier].T)
        np.maximum(words, 0, out=words)
        words *= np.sqrt(words)
        words *= np.float32(weights.words)
        odds += words
        odds += np.float32(weights.start)
        for one, other, weight in (
            (rough.systems, rough.systems, weights.system),
            (rough.lineages, rough.teams, weights.team),
        ):
            both = one[later] @ other[earlier].T
            both.data[:] = weight
            _add(odds, both)
        return odds

    def _keep(self, place: Any, earlier: Any) -> None:
        """Work out these pairs and keep the surest of each row."""
        if not len(place):
            return
        score = exact(self._index, self.later[place], earlier, self._compared)
        sure = score >= self._compared.sure
        place, ranks = place[sure], rank(score[sure], earlier[sure])
        touched = np.unique(place)
        before = self._ranks[touched]
        owner = np.concatenate([np.repeat(touched, self._most), place])
        every = np.concatenate([before.ravel(), ranks])
        order = np.lexsort((-every, owner))
        owner, every = owner[order], every[order]
        fresh = np.ones(len(owner), dtype=bool)  # a pair that shares several issues is offered for each
        fresh[1:] = (owner[1:] != owner[:-1]) | (every[1:] != every[:-1]) | (every[1:] < 0)
        owner, every = owner[fresh], every[fresh]
        position = np.arange(len(owner)) - np.searchsorted(owner, owner)
        best = position < self._most
        self._ranks[owner[best], position[best]] = every[best]


def exact(index: Index, later: Any, earlier: Any, compared: Any) -> Any:
    """The scores of pairs of rows, one for one, as they are written down."""
    likeness: Likeness = compared.likeness
    meaning = (index.meaning[later].astype(np.int32) * index.meaning[earlier]).sum(axis=1)
    return likeness.score(
        _products(index.profile[later].multiply(compared.telling).tocsr(), index.profile[earlier]),
        _products(index.form_profile[later], index.form_profile[earlier]),
        _products(index.words[later], index.words[earlier]),
        np.maximum(meaning, 0) / UNIT**2,
        _products(index.systems[later], index.systems[earlier]) > 0,
        _products(index.lineages[later], index.teams[earlier]) > 0,
    )


def _products(one: Matrix, other: Matrix) -> Any:
    """The product of each row of the one with that of the other, in double precision: the order in which it is added up
    never shows in a score."""
    return one.astype(np.float64).multiply(other.astype(np.float64)).sum(axis=1)


def _add(dense: Any, few: Matrix) -> None:
    """Add a sparse matrix to a dense one, in place."""
    rows = np.repeat(np.arange(few.shape[0]), np.diff(few.indptr))
    dense[rows, few.indices] += few.data


def _odds(score: Any, sure: float) -> Any:
    """The log odds of a score, and at least those of a link; infinite beyond 1."""
    bound = np.maximum(score, sure - _HALF)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bound >= 1, np.inf, np.log(bound / (1 - bound)))
