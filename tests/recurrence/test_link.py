"""Links: candidates share an issue, go back in time, and only the surest are kept."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recurrence_worlds import GUIDANCE, small_model

from kg.namespaces import BASE
from kg.recurrence import Entry, Index, Model
from kg.recurrence import link as linking
from kg.recurrence.index import Raised
from kg.recurrence.issues import forms
from kg.recurrence.likeness import Likeness
from kg.recurrence.link import Pair, pairs
from kg.recurrence.texts import Text
from kg.recurrence.write import _words

ISSUES = ("x:a", "x:b", "x:c")
AGENCY, FORCE = str(BASE["organisation/uk-border-agency"]), str(BASE["team/border-force"])


def entry(
    name: str,
    date: str,
    *raised: tuple[str, float],
    words: dict[int, float] | None = None,
    forms: dict[int, float] | None = None,
    meaning: object = None,
    **more: frozenset[str],
) -> Entry:
    text = Text(name, name.split("/")[0], f"text of {name}", date=date, **more)
    told = tuple(Raised(issue, score, f"{issue} in {name}") for issue, score in raised)
    return Entry(text, told, words or {}, forms or {}, meaning)


def linked(model: Model, *entries: Entry, **more: object) -> dict[tuple[str, str], Pair]:
    index = Index.of(entries, ISSUES)
    return {(index.names[p.earlier], index.names[p.later]): p for p in pairs(index, model, **more)}  # type: ignore[arg-type]


def test_a_shared_issue_links_the_later_with_the_earlier(small: Model) -> None:
    found = linked(small, entry("b/1", "2020", ("x:a", 0.9)), entry("a/1", "2010", ("x:a", 0.9), ("x:b", 0.5)))
    assert set(found) == {("a/1", "b/1")}
    assert found["a/1", "b/1"].issues == (0,)
    assert found["a/1", "b/1"].score > 0.5


def test_no_issue_no_link_and_none_within_a_report(small: Model) -> None:
    words = {1: 1.0}
    assert not linked(
        small, entry("a/1", "2010", ("x:a", 0.9), words=words), entry("b/1", "2011", ("x:b", 0.9), words=words)
    )
    assert not linked(small, entry("a/1", "2010", ("x:a", 0.9)), entry("a/2", "2010", ("x:a", 0.9)))


def test_a_weak_issue_links_only_with_more_reasons(small: Model) -> None:
    weak = ("x:a", 0.6)
    assert not linked(small, entry("a/1", "2010", weak), entry("b/1", "2011", weak))
    system = frozenset({"x:ims"})
    assert linked(small, entry("a/1", "2010", weak, systems=system), entry("b/1", "2011", weak, systems=system))


def test_what_a_forebear_was_told_counts_for_its_successor_and_not_the_other_way(small: Model) -> None:
    weak = ("x:a", 0.6)
    old, new = frozenset({AGENCY}), frozenset({FORCE})
    assert linked(small, entry("a/1", "2010", weak, teams=old), entry("b/1", "2016", weak, teams=new))
    assert not linked(small, entry("a/1", "2010", weak, teams=new), entry("b/1", "2016", weak, teams=old))


def test_several_shared_issues_are_told_the_strongest_first_and_an_issue_of_one_alone_counts_against(
    small: Model,
) -> None:
    found = linked(
        small,
        entry("a/1", "2010", ("x:a", 0.7), ("x:b", 0.95)),
        entry("b/1", "2011", ("x:a", 0.8), ("x:b", 0.95)),
    )["a/1", "b/1"]
    assert found.issues == (1, 0)
    wider = (("x:a", 0.5), ("x:b", 0.95))
    apart = linked(small, entry("a/1", "2010", ("x:b", 0.95)), entry("b/1", "2011", *wider))["a/1", "b/1"]
    assert apart.issues == (1,)
    assert apart.score < found.score


def test_only_the_surest_earlier_ones_are_kept_of_equals_the_latest(
    small: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "MOST", 2)
    earlier = [entry(f"r{year}/1", str(year), ("x:a", 0.9 if year == 2001 else 0.8)) for year in range(2000, 2006)]
    found = linked(small, *earlier, entry("z/1", "2020", ("x:a", 0.9)), later=[6])
    assert set(found) == {("r2001/1", "z/1"), ("r2005/1", "z/1")}


def test_a_barred_pair_leaves_its_place_to_the_next(small: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "MOST", 1)
    some = [entry("a/1", "2010", ("x:a", 0.8)), entry("b/1", "2011", ("x:a", 0.9)), entry("c/1", "2012", ("x:a", 0.9))]
    assert ("b/1", "c/1") in linked(small, *some)
    assert ("a/1", "c/1") in linked(small, *some, barred={(2, 1)})


def test_a_shared_form_of_the_issue_counts_and_is_named(small: Model) -> None:
    number, (_, issue) = next((n, form) for n, form in enumerate(forms()) if form[1] == small.names[0])

    def both(one: dict[int, float], other: dict[int, float]) -> Pair:
        entries = [entry("a/1", "2010", (issue, 0.9), forms=one), entry("b/1", "2011", (issue, 0.9), forms=other)]
        return next(pairs(Index.of(entries, small.names), small))

    same, other = both({number: 0.8}, {number: 0.7}), both({number: 0.8}, {number + 1: 0.7})
    assert same.form == number
    assert other.form is None
    assert same.score > other.score
    assert both({number: 0.8}, {number: 0.1}).form is None  # too faint to be named


def test_words_of_like_meaning_make_surer_links(small: Model) -> None:
    def score(one: str, other: str) -> float:
        first, second = (small.meaning(words) for words in (one, other))
        pair = entry("a/1", "2010", ("x:a", 0.9), meaning=first), entry("b/1", "2011", ("x:a", 0.9), meaning=second)
        return linked(small, *pair)["a/1", "b/1"].score

    near, far = score("a bespoke database", "a tailored system"), score("a bespoke database", "meals for children")
    assert near > far
    assert score("xqzt", "meals for children") < near  # words that nobody knows say nothing


def test_an_issue_too_faint_to_be_written_joins_with_the_beginning_of_the_text(small: Model) -> None:
    told = Entry(Text("b/1", "b", "text of b/1", date="2011"), (Raised("x:a", 0.9, "its words"),))
    faint = Entry(Text("a/1", "a", "text of a/1", date="2010"), (Raised("x:a", 0.06, ""),), words={1: 1.0})
    index = Index.of([told, faint], ISSUES)
    assert _words(index, 0, (0,)) == "text of a/1"
    assert _words(index, 1, (0,)) == "its words"


def test_a_score_is_the_same_however_many_are_compared(small: Model) -> None:
    rng = random.Random(7)
    some = [
        entry(
            f"r{n}/1", "2010", *((issue, rng.random()) for issue in ISSUES), forms={f: rng.random() for f in range(9)}
        )
        for n in range(80)
    ]
    index = Index.of(some, ISSUES)
    model = small_model(telling={GUIDANCE: 1.3})
    whole = linking.scores(index, model, np.arange(80), np.arange(80))
    for row in range(80):
        alone = linking.scores(index, model, np.array([row]), np.arange(80))[0]
        assert (alone == whole[row]).all()


def test_an_issue_that_tells_more_makes_surer_links() -> None:
    some = [entry("a/1", "2010", ("x:a", 0.7), ("x:b", 0.1)), entry("b/1", "2011", ("x:a", 0.7), ("x:b", 0.1))]
    scores = [
        next(pairs(Index.of(some, ISSUES), small_model(telling={GUIDANCE: telling}, sure=0.01))).score
        for telling in (0.5, 1.0, 1.5)
    ]
    assert scores == sorted(scores)
    assert len(set(scores)) == 3


def test_scores_lie_between_nought_and_one_and_grow_with_each_reason() -> None:
    likeness = Likeness(-3.0, 4.0, 1.0, 2.0, 1.0, 1.0, 1.0)
    least = (0.5, 0.1, 0.1, 0.1, 0, 0)
    base = likeness.score(*(np.array([value]) for value in least))[0]
    for place, value in enumerate((0.9, 0.4, 0.5, 0.6, 1, 1)):
        more = (*least[:place], value, *least[place + 1 :])
        assert base < likeness.score(*(np.array([value]) for value in more))[0] < 1


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000))
def test_the_links_of_some_rows_are_those_they_have_among_all(seed: int) -> None:
    rng = random.Random(seed)
    entries = [
        entry(
            f"r{rng.randrange(8)}/{number}",
            str(rng.randrange(2008, 2014)),
            *((issue, rng.random()) for issue in rng.sample(ISSUES, rng.randrange(3))),
            words={rng.randrange(20): 1.0},
        )
        for number in range(40)
    ]
    model = small_model(sure=0.1)
    index = Index.of(entries, ISSUES)
    every = list(pairs(index, model))
    some = set(rng.sample(range(40), 10))
    assert [pair for pair in every if pair.later in some] == list(pairs(index, model, some))
    assert all(pair.earlier < pair.later for pair in every)
