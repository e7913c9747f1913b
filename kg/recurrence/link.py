"""Links: for each recommendation, the earlier ones of other reports that raise the same failing.

Candidates share an issue; of those, the surest are kept. What links a recommendation has depends on it and on the
earlier recommendations alone: a response that comes later changes nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from scipy import sparse

from kg.recurrence.index import Index, Matrix
from kg.recurrence.issues import forms
from kg.recurrence.likeness import Likeness
from kg.recurrence.meaning import UNIT

MOST = 10  # links of a recommendation to earlier ones, the surest
_TOLD = 0.2  # how sure a form has to be of both to be named
_DENSE = 16  # rows from which matrices are multiplied as dense ones
_CHUNK = 256  # later recommendations compared at once: bounds the memory
_BLOCK = 1024  # with so many earlier ones: what is worked out for them stays near the processor


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

    `joined` tells that a person joined them where nothing else did: then the issues are those of the one or the other.
    """

    earlier: int
    later: int
    score: float
    issues: tuple[int, ...]
    form: int | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs as columns: rows of the later and the earlier recommendation, and their score."""

    later: Any
    earlier: Any
    score: Any


def pairs(
    index: Index, model: Compared, later: Iterable[int] | None = None, *, barred: Collection[tuple[int, int]] = ()
) -> Iterator[Pair]:
    """The links of the rows `later` (by default of all) to earlier rows, in the order of the rows; `barred` are pairs
    (later, earlier) that must not be linked."""
    wanted = np.arange(len(index)) if later is None else np.array(sorted(set(later)), dtype=np.int64)
    found = [_of_issue(index, model, number, wanted, barred) for number in range(len(index.issues))]
    yield from _told(index, _surest(found, MOST))


def _of_issue(index: Index, model: Compared, issue: int, wanted: Any, barred: Collection[tuple[int, int]]) -> Scored:
    """For each wanted row that raises the issue: the surest earlier rows that raise it too."""
    members = index.members(issue)
    rows = np.intersect1d(members, wanted, assume_unique=True)
    parts = []
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        before = members[: np.searchsorted(members, chunk[-1])]
        if len(before):
            score = scores(index, model, chunk, before)
            score[before[None, :] >= chunk[:, None]] = 0
            _bar(score, chunk, before, barred)
            parts.append(_top(chunk, before, score, MOST, model.sure))
    return _joined(parts)


def _bar(score: Any, later: Any, earlier: Any, barred: Collection[tuple[int, int]]) -> None:
    for one, other in barred:
        row, column = np.searchsorted(later, one), np.searchsorted(earlier, other)
        if row < len(later) and later[row] == one and column < len(earlier) and earlier[column] == other:
            score[row, column] = 0


def scores(index: Index, model: Compared, later: Any, earlier: Any) -> Any:
    """The scores of every later with every earlier row, as exact as they are written down; 0 where they are too low for
    a link, and within one report."""
    score = np.zeros((len(later), len(earlier)))
    for start in range(0, len(earlier), _BLOCK):
        block = earlier[start : start + _BLOCK]
        told = reasons(index, later, index, block, model)
        score[:, start : start + _BLOCK] = model.likeness.above(model.sure, *told)
    score[index.report[later][:, None] == index.report[earlier][None, :]] = 0
    return score


def reasons(one: Index, later: Any, other: Index, earlier: Any, model: Compared) -> Iterator[Any]:
    """The strengths of the six reasons (`Likeness.score`) of each row `later` of the one index with each row `earlier`
    of the other; both indexes number systems and teams alike."""
    yield _narrow((one.profile[later].multiply(model.telling)).tocsr(), other.profile[earlier])
    yield _narrow(one.form_profile[later], other.form_profile[earlier])
    yield _product(one.words[later], other.words[earlier])
    yield np.maximum(one.meaning[later].astype(np.float32) @ other.meaning[earlier].astype(np.float32).T, 0) / UNIT**2
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


def _top(later: Any, earlier: Any, score: Any, most: int, sure: float) -> Scored:
    """The surest of each row; of equal ones the latest."""
    keys = np.round(score * 10_000).astype(np.int64) * len(earlier) + np.arange(len(earlier))
    kept = np.argpartition(keys, -most, axis=1)[:, -most:] if len(earlier) > most else None
    places = np.tile(np.arange(len(earlier)), (len(later), 1)) if kept is None else kept
    best = np.take_along_axis(score, places, axis=1)
    row, place = np.nonzero(best >= sure)
    return Scored(later[row], earlier[places[row, place]], best[row, place])


def _joined(parts: list[Scored]) -> Scored:
    if not parts:
        return Scored(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    return Scored(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("later", "earlier", "score")))


def _surest(found: list[Scored], most: int) -> Scored:
    """The surest of each later row over all issues; a pair that shares several has the score of the best."""
    every = _joined(found)
    order = np.lexsort((-every.earlier, -every.score, every.later))
    later, earlier, score = every.later[order], every.earlier[order], every.score[order]
    pair = later * (int(earlier.max(initial=0)) + 1) + earlier
    first = np.zeros(len(pair), dtype=bool)
    first[np.unique(pair, return_index=True)[1]] = True  # the best of equal pairs comes first
    later, earlier, score = later[first], earlier[first], score[first]
    place = np.arange(len(later)) - np.searchsorted(later, later)
    return Scored(later[place < most], earlier[place < most], score[place < most])


def _told(index: Index, found: Scored) -> Iterator[Pair]:
    for later, earlier, score in zip(found.later.tolist(), found.earlier.tolist(), found.score.tolist(), strict=True):
        one, other = ({number: strength for number, strength, _ in index.raised(row)} for row in (later, earlier))
        issues = shared_issues(one, other)
        yield Pair(earlier, later, score, issues, shared_form(index, later, index, earlier, issues))


def shared_issues(one: Mapping[int, float], other: Mapping[int, float]) -> tuple[int, ...]:
    """The issues (by number, with their strengths) that speak for a link, the strongest first: those with at least half
    the weight of the strongest."""
    weights = {issue: one[issue] * other[issue] for issue in one.keys() & other.keys()}
    best = max(weights.values(), default=0.0)
    kept = [issue for issue, weight in weights.items() if weight >= best / 2]
    return tuple(sorted(kept, key=lambda issue: (-weights[issue], issue)))


def shared_form(one: Index, row: int, other: Index, earlier: int, issues: Collection[int]) -> int | None:
    """The form of one of these issues that both rows tell of most surely, where they do at all."""
    mine, theirs = one.told(row), other.told(earlier)
    both, known = {one.issues[number] for number in issues}, forms()
    weights = {
        form: mine[form] * theirs[form]
        for form in mine.keys() & theirs.keys()
        if known[form][1] in both and min(mine[form], theirs[form]) >= _TOLD
    }
    return min(weights, key=lambda form: (-weights[form], form), default=None)
