"""Estimates leave nothing out: the links are those that working out every score gives."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import pytest
from recurrence_worlds import small_model

from kg.recurrence import Entry, Index, Model, nearest
from kg.recurrence import link as linking
from kg.recurrence.index import Raised, rank
from kg.recurrence.likeness import Likeness
from kg.recurrence.meaning import SIZE, UNIT
from kg.recurrence.texts import Text

ISSUES = ("x:a", "x:b", "x:c")
Links = dict[int, list[tuple[int, float]]]


def some_entries(seed: int, count: int, kinds: int) -> list[Entry]:
    """Recommendations of which many are alike: with few kinds most scores are equal."""
    rng, numbers = random.Random(seed), np.random.default_rng(seed)
    told = []
    for _ in range(kinds):
        raised = [Raised(issue, rng.random(), issue) for issue in rng.sample(ISSUES, rng.randrange(1, 4))]
        words = {rng.randrange(300): rng.random() for _ in range(8)}
        length = sum(weight**2 for weight in words.values()) ** 0.5
        words = {word: weight / length for word, weight in sorted(words.items())}
        meaning = numbers.normal(size=SIZE)
        named = {
            "systems": frozenset(rng.sample(["x:ims", "x:sip"], rng.randrange(3))),
            "teams": frozenset(rng.sample(["x:red", "x:ccu"], rng.randrange(2))),
        }
        vector = np.rint(meaning * UNIT / np.sqrt(meaning @ meaning)).astype(np.int8)
        told.append((tuple(raised), words, {rng.randrange(9): rng.random()}, vector, named))
    found = []
    for number in range(count):
        raised, words, forms, vector, named = rng.choice(told)
        text = Text(f"r{rng.randrange(9)}/{number}", f"r{rng.randrange(9)}", "text", date="2020", **named)
        found.append(Entry(text, raised, words, forms, vector))
    return found


def every_score(index: Index, model: Model, most: int, barred: set[tuple[int, int]]) -> Links:
    """The links by the scores of all pairs that share an issue."""
    rows = np.arange(len(index))
    score = linking.scores(index, model, rows, rows)
    shared = (index.strength @ index.strength.T).toarray() > 0
    links: Links = defaultdict(list)
    for later in range(len(index)):
        usable = [e for e in range(later) if shared[later, e] and score[later, e] >= model.sure]
        usable = [e for e in usable if (later, e) not in barred]
        usable.sort(key=lambda e: -int(rank(score[later, e], e)))
        if usable:
            links[later] = [(e, float(score[later, e])) for e in usable[:most]]
    return dict(links)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("kinds", "crowd"), [(4, 1), (4, 1000), (90, 1), (90, 1000)])
def test_the_links_are_those_of_all_scores(seed: int, kinds: int, crowd: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(linking, "MOST", rng.choice([1, 3, 10]))
    monkeypatch.setattr(linking, "_LATER", rng.choice([1, 7, 256]))
    monkeypatch.setattr(linking, "_EARLIER", rng.choice([1, 13, 8192]))
    monkeypatch.setattr(nearest, "_CROWD", crowd)
    index = Index.of(some_entries(seed, 120, kinds), ISSUES)
    model = small_model(sure=rng.choice([0.02, 0.3, 0.5, 0.9]))
    barred = {(rng.randrange(60, 120), rng.randrange(60)) for _ in range(200)} if seed % 2 else set()
    found: Links = defaultdict(list)
    for pair in linking.pairs(index, model, barred=barred):
        found[pair.later].append((pair.earlier, pair.score))
    assert dict(found) == every_score(index, model, linking.MOST, barred)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("kinds", "crowd"), [(90, 1), (90, 1000)])
def test_estimates_may_be_wrong_by_a_thousandth(
    seed: int, kinds: int, crowd: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    estimated, noise = nearest.Nearest._estimate, np.random.default_rng(seed)

    def wrong(self: nearest.Nearest, places: np.ndarray, earlier: np.ndarray) -> np.ndarray:
        odds = estimated(self, places, earlier)
        return odds + noise.choice([-9e-4, 9e-4], size=odds.shape)

    monkeypatch.setattr(nearest.Nearest, "_estimate", wrong)
    monkeypatch.setattr(nearest, "_CROWD", crowd)
    monkeypatch.setattr(linking, "MOST", 3)
    monkeypatch.setattr(linking, "_LATER", 7)
    monkeypatch.setattr(linking, "_EARLIER", 13)
    index, model = Index.of(some_entries(seed, 120, kinds), ISSUES), small_model(sure=0.02)
    found: Links = defaultdict(list)
    for pair in linking.pairs(index, model):
        found[pair.later].append((pair.earlier, pair.score))
    assert dict(found) == every_score(index, model, 3, set())


def test_estimates_are_far_less_wrong_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    index, model = Index.of(some_entries(3, 200, 150), ISSUES), small_model()
    rows = np.arange(len(index))
    estimate = nearest.Nearest(index, model, rows, 3)._estimate(rows, rows).astype(np.float64)
    monkeypatch.setattr(Likeness, "score", Likeness.odds)
    later, earlier = np.divmod(np.arange(len(index) ** 2), len(index))
    odds = nearest.exact(index, later, earlier, model).reshape(estimate.shape)
    assert np.abs(odds - estimate).max() < nearest._MARGIN / 100


def test_few_scores_are_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out = []
    exact = nearest.exact

    def counted(index: Index, later: np.ndarray, earlier: np.ndarray, compared: Model) -> np.ndarray:
        worked_out.append(len(later))
        return exact(index, later, earlier, compared)

    monkeypatch.setattr(nearest, "exact", counted)
    monkeypatch.setattr(nearest, "_CROWD", 1)
    index = Index.of(some_entries(1, 1500, 400), ISSUES)
    found = list(linking.pairs(index, small_model(sure=0.02)))
    assert len(found) > 10_000
    assert sum(worked_out) < 10 * len(found)  # of a million pairs


def test_an_index_without_words_or_names_has_links_too() -> None:
    some = [Entry(Text(f"{r}/1", r, "text", date="2020"), (Raised("x:a", 0.9, ""),)) for r in "ab"]
    assert [(p.earlier, p.later) for p in linking.pairs(Index.of(some, ISSUES), small_model())] == [(0, 1)]


def test_an_empty_index_has_no_links() -> None:
    assert not list(linking.pairs(Index.of([], ISSUES), small_model()))
