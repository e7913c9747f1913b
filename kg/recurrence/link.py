"""Links: for each recommendation, the earlier ones of other reports that raise the same failing.

Candidates share an issue; of those, the surest are kept. What links a recommendation has depends on it and on the
earlier recommendations alone: a response that comes later changes nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
from scipy import sparse

from kg.recurrence.index import Index, Matrix
from kg.recurrence.issues import forms
from kg.recurrence.likeness import Likeness
from kg.recurrence.meaning import UNIT
from kg.recurrence.nearest import Nearest

MOST = 10  # links of a recommendation to earlier ones, the surest
_TOLD = 0.2  # how sure a form has to be of both to be named
_DENSE = 16  # rows from which matrices are multiplied as dense ones
_LATER, _EARLIER = 256, 8192  # recommendations whose pairs are estimated at once: bounds the memory
_EXACTLY = 1024  # earlier ones that scores are worked out for at once: they stay near the processor


class Compared(Protocol):
    """What pairs are compared by: the weights of the reasons, how much each issue tells (`telling`, in the order of the
    index), and the score from which two are linked."""

    likeness: Likeness
    telling: Any
    sure: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of the index, their score, the numbers of the issues they share, the strongest first, and the number of
    the form that both tell of.

    `joined` tells that a person joined them where nothing else did: then the issues may be those of the one or the
    other (`alike` is False).
    """

    earlier: int
    later: int
    score: float
    issues: tuple[int, ...]
    form: int | None = None
    joined: bool = False
    alike: bool = True


def pairs(
    index: Index, model: Compared, later: Iterable[int] | None = None, *, barred: Collection[tuple[int, int]] = ()
) -> Iterator[Pair]:
    """The links of the rows `later` (by default of all) to earlier rows, in the order of the rows; `barred` are pairs
    (later, earlier) that must not be linked."""
    wanted = np.arange(len(index)) if later is None else np.array(sorted(set(later)), dtype=np.int64)
    found = Nearest(index, model, wanted, MOST, barred)
    for issue in range(len(index.issues)):
        _offer(found, index.members(issue))
    yield from _told(index, *found.pairs())


def _offer(found: Nearest, members: Any) -> None:
    """Offer each row among these that is asked of the earlier ones, the latest first."""
    rows = np.flatnonzero(np.isin(found.later, members, assume_unique=True))
    for start in range(0, len(rows), _LATER):
        chunk = rows[start : start + _LATER]
        before = members[: np.searchsorted(members, found.later[chunk[-1]])]
        for end in range(len(before), 0, -_EARLIER):
            found.offer(chunk, before[max(0, end - _EARLIER) : end])


def scores(index: Index, model: Compared, later: Any, earlier: Any) -> Any:
    """The scores of every later with every earlier row, as exact as they are written down; 0 where they are too low for
    a link, and within one report."""
    score = np.zeros((len(later), len(earlier)))
    for start in range(0, len(earlier), _EXACTLY):
        block = earlier[start : start + _EXACTLY]
        told = reasons(index, later, index, block, model)
        score[:, start : start + _EXACTLY] = model.likeness.above(model.sure, *told)
    score[index.report[later][:, None] == index.report[earlier][None, :]] = 0
    return score


def reasons(one: Index, later: Any, other: Index, earlier: Any, model: Compared) -> Iterator[Any]:
    """The strengths of the six reasons (`Likeness.score`) of each row `later` of the one index with each row `earlier`
    of the other; both indexes number systems and teams alike."""
    yield _narrow((one.profile[later].multiply(model.telling)).tocsr(), other.profile[earlier])
    yield _narrow(one.form_profile[later], other.form_profile[earlier])
    yield _product(one.words[later].astype(np.float64), other.words[earlier].astype(np.float64))
    meaning = one.meaning[later].astype(np.float32) @ other.meaning[earlier].astype(np.float32).T
    yield np.maximum(meaning.astype(np.float64), 0) / UNIT**2
    yield _meet(one.systems[later], other.systems[earlier])
    yield _meet(one.lineages[later], other.teams[earlier])


def _meet(one: Matrix, other: Matrix) -> Any:
    """Whether rows have a column in common: few have."""
    both = (one @ other.T).tocoo()
    found = np.zeros(both.shape, dtype=bool)
    found[both.row, both.col] = True
    return found


def _product(one: Matrix, other: Matrix) -> Any:
    return (one @ other.T).toarray()


def _narrow(one: Matrix, other: Matrix) -> Any:
    """The product of matrices with few columns: as dense ones, which is several times faster where there are many rows
    of both. In double precision, so that the order in which a product is added up never shows in a score."""
    first, second = one.astype(np.float64), other.astype(np.float64)
    if min(first.shape[0], second.shape[0]) < _DENSE:
        return _product(first, second)
    width = 1 + max(int(matrix.indices.max(initial=0)) for matrix in (first, second))
    narrow = [sparse.csr_array((m.data, m.indices, m.indptr), shape=(m.shape[0], width)) for m in (first, second)]
    return narrow[0].toarray() @ narrow[1].toarray().T


def _told(index: Index, later: Any, earlier: Any, score: Any) -> Iterator[Pair]:
    @cache  # a row has many links
    def raised(row: int) -> dict[int, float]:
        return {number: strength for number, strength, _ in index.raised(row)}

    @cache
    def told(row: int) -> dict[int, float]:
        return index.told(row)

    for one, other, sure in zip(later.tolist(), earlier.tolist(), score.tolist(), strict=True):
        issues = shared_issues(raised(one), raised(other))
        form = shared_form((index.issues[number] for number in issues), told(one), told(other))
        yield Pair(other, one, sure, issues, form)


def shared_issues(one: Mapping[int, float], other: Mapping[int, float]) -> tuple[int, ...]:
    """The issues (by number, with their strengths) that speak for a link, the strongest first: those with at least half
    the weight of the strongest."""
    weights = {issue: one[issue] * other[issue] for issue in one.keys() & other.keys()}
    best = max(weights.values(), default=0.0)
    kept = [issue for issue, weight in weights.items() if weight >= best / 2]
    return tuple(sorted(kept, key=lambda issue: (-weights[issue], issue)))


def shared_form(issues: Iterable[str], one: Mapping[int, float], other: Mapping[int, float]) -> int | None:
    """The form of one of these issues (IRIs) that both tell of most surely, where they do at all; `one` and `other` are
    how sure each form is, by its number."""
    both, known = set(issues), forms()
    weights = {
        form: one[form] * other[form]
        for form in one.keys() & other.keys()
        if min(one[form], other[form]) >= _TOLD and known[form][1] in both
    }
    return min(weights, key=lambda form: (-weights[form], form), default=None)
