"""The measures of recurrence: rankings, and the gold that comes with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import pipeline, resources
from kg.errors import DataError
from kg.recurrence.issues import issues
from kg.recurrence.measure import GoldSet, gold_sets, measure, ranking
from kg.recurrence.resemble import Text
from kg.recurrence.tag import Issue, Tagger
from kg.recurrence.wording import parse


def test_a_ranking_is_measured() -> None:
    assert ranking([True, False, True, False], [0.9, 0.1, 0.8, 0.2]) == (1.0, 1.0)
    precision, best = ranking([True, False, False], [0.1, 0.9, 0.8])
    assert precision == pytest.approx(1 / 3)
    assert best == pytest.approx(0.5)
    assert ranking([False], [1.0]) == (0.0, 0.0)


def test_issues_and_pairs_are_counted() -> None:
    texts = (Text("a/1", "a", "old rules"), Text("b/1", "b", "old rules again"), Text("b/2", "b", "new people"))
    gold = GoldSet(
        "small", texts, {"a/1": frozenset({"x"}), "b/1": frozenset(), "b/2": frozenset({"y"})}, {("a/1", "b/1"): 2}
    )
    found = measure(gold, Tagger([Issue("x", "", "", (parse("old =0.9"),))]))
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert found.ranked["issues and words"] == (1.0, 1.0)
    assert (found.recommendations, found.pairs) == (3, 1)


def test_the_gold_speaks_of_recommendations_and_issues_that_are_there() -> None:
    known = {issue.iri for issue in issues()}
    for gold in gold_sets(resources.gold()):
        names = {text.name: text.report for text in gold.texts}
        assert set(gold.issues) == set(names)
        assert set().union(*gold.issues.values()) <= known
        assert all(names[one] != names[other] for one, other in gold.pairs)
        assert set(gold.pairs.values()) <= {1, 2}
        assert all(text.text for text in gold.texts)


def test_gold_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gold"):
        gold_sets(tmp_path)


def test_shared_issues_tell_more_than_words() -> None:
    for found in pipeline.evaluate_recurrence():
        ours, words = found.ranked["issues and words"], found.ranked["words (TF-IDF)"]
        assert ours[1] > words[1], found.name
