"""What a shared issue, form, word, system or team counts when two recommendations are compared: learnt from pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from kg.namespaces import THEME
from kg.recurrence.issues import issues
from kg.recurrence.likeness import Likeness
from kg.recurrence.measure import GoldSet, compared, entries, ranking
from kg.recurrence.model import Model

UNIT = Likeness(0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
_SHRUNK = 24  # pairs of issues with few pairs that are taken for usual ones
_NEVER = -99.0  # the odds of pairs that share no issue


@dataclass(frozen=True, slots=True)
class Unseen:
    """The pairs of a gold set, compared by a model that has not learnt from it: for each the odds that every reason
    would add if it counted 1, whether it shares an issue, and whether a reader found it alike."""

    name: str
    reasons: Any
    shared: Any
    alike: Any

    @classmethod
    def of(cls, gold: GoldSet, model: Model) -> Unseen:
        pairs, given = compared(entries(gold, model), model)
        kinds = range(given.shape[1])
        alone = [UNIT.odds(*(given[:, n] if n == kind else np.zeros(len(given)) for n in kinds)) for kind in kinds]
        alike = np.array([gold.pairs.get(pair, 0) > 0 for pair in pairs], dtype=np.int8)
        return cls(gold.name, np.stack(alone, axis=1), given[:, 0] > 0, alike)

    def odds(self, counts: Any) -> Any:
        """The odds of each pair, before the start."""
        return np.where(self.shared, self.reasons @ counts, _NEVER)

    def figures(self, found: Likeness) -> list[float]:
        """Average precision, best F1, and F1 of the links from 0.5 on."""
        odds = self.odds(np.array([found.issue, found.form, found.words, found.meaning, found.system, found.team]))
        links = f1_score(self.alike, odds + found.start >= 0)
        return [round(figure, 3) for figure in (*ranking(self.alike.tolist(), odds.tolist()), float(links))]


def likeness(unseen: Sequence[Unseen], real: str = "") -> Likeness:
    """What each reason counts (logistic regression, in which every set counts alike), moved so that 0.5 is the score
    from which links are right most often: the best mean of F1, in which the set of `real` documents counts as much as
    all the others."""
    weight = np.concatenate([np.full(one.shared.sum(), 1 / one.alike.sum()) for one in unseen])
    fit = LogisticRegression(C=100.0, solver="liblinear")
    reasons, alike = (
        np.concatenate([getattr(one, name)[one.shared] for one in unseen]) for name in ("reasons", "alike")
    )
    fit.fit(reasons, alike, sample_weight=weight / weight.mean())
    counts = np.maximum(np.round(fit.coef_[0], 3), 0.0)
    odds = [one.odds(counts) for one in unseen]
    share = np.array([len(unseen) - 1 if one.name == real else 1.0 for one in unseen])
    places = np.quantile(np.concatenate([found[found > _NEVER] for found in odds]), np.linspace(0.5, 0.999, 300))

    def right(place: float) -> float:
        found = [f1_score(one.alike, values >= place) for one, values in zip(unseen, odds, strict=True)]
        return float(np.average(found, weights=share))

    return Likeness(round(-float(max(places, key=right)), 3), *map(float, counts))


def how_telling(sets: Iterable[GoldSet]) -> dict[str, float]:
    """How much more often than usual recommendations that share an issue are alike; near 1 where little is told."""
    alike: Counter[str] = Counter()
    usual: dict[str, float] = defaultdict(float)
    for gold in sets:
        shared = list(_sharing(gold))
        mean = sum(yes for _, yes in shared) / max(1, len(shared))
        for issue, yes in shared:
            alike[issue] += yes
            usual[issue] += mean
    names = [issue.iri for issue in issues()]
    return {n.removeprefix(str(THEME)): round((alike[n] + _SHRUNK) / (usual[n] + _SHRUNK), 3) for n in names}


def _sharing(gold: GoldSet) -> Iterable[tuple[str, bool]]:
    """Every issue that two recommendations of different reports share by the gold, and whether they are alike."""
    for one, other in combinations(gold.texts, 2):
        if one.report != other.report:
            yes = any(gold.pairs.get(pair, 0) for pair in ((one.name, other.name), (other.name, one.name)))
            yield from ((issue, yes) for issue in gold.issues[one.name] & gold.issues[other.name])
