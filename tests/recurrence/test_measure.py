"""The measures of recurrence: rankings, and the gold that comes with the package."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from recurrence_worlds import GUIDANCE

from kg import measuring, resources
from kg.errors import DataError
from kg.namespaces import BASE, THEME
from kg.recurrence import Decision, Decisions, Index, Model, baselines, entry
from kg.recurrence.issues import issues
from kg.recurrence.link import pairs
from kg.recurrence.measure import GoldSet, compared, entries, gold_sets, judged, measure, ranking
from kg.recurrence.texts import Text


def test_a_ranking_is_measured() -> None:
    assert ranking([True, False, True, False], [0.9, 0.1, 0.8, 0.2]) == (1.0, 1.0)
    precision, best = ranking([True, False, False], [0.1, 0.9, 0.8])
    assert precision == pytest.approx(1 / 3)
    assert best == pytest.approx(0.5)
    assert ranking([False], [1.0]) == (0.0, 0.0)


@pytest.fixture
def gold() -> GoldSet:
    texts = (
        Text("a/1", "a", "Update the guidance."),
        Text("b/1", "b", "The guidance is to be kept."),
        Text("b/2", "b", "Train people."),
    )
    told = {
        "a/1": frozenset({str(THEME[GUIDANCE])}),
        "b/1": frozenset(),
        "b/2": frozenset({str(THEME["too-few-staff"])}),
    }
    return GoldSet("small", texts, told, {("a/1", "b/1"): 2})


def test_issues_links_and_pairs_are_counted(gold: GoldSet, small: Model) -> None:
    found = measure(gold, small)
    assert (found.precision, found.recall, found.f1) == (pytest.approx(1 / 3), 0.5, 0.4)
    assert found.links == (1.0, 1.0, 1.0)
    assert found.ranked["ours"] == (1.0, 1.0)
    assert (found.recommendations, found.pairs) == (3, 1)


def test_pairs_of_one_report_are_not_compared(gold: GoldSet, small: Model) -> None:
    found, reasons = compared(entries(gold, small), small)
    assert set(found) == {("a/1", "b/1"), ("a/1", "b/2")}
    assert reasons.shape == (2, 6)
    assert reasons[found.index(("a/1", "b/1")), 0] > 0.5
    assert reasons[found.index(("a/1", "b/2")), 0] == 0


def test_pairs_are_compared_as_links_are(gold: GoldSet, small: Model) -> None:
    texts = [replace(t, systems=frozenset({"x:ims"}), date=f"20{n}") for n, t in enumerate(gold.texts, start=10)]
    found, reasons = compared(entries(replace(gold, texts=tuple(texts)), small), small)
    (link,) = pairs(Index.of([entry(t, small.read(t.text, t.stem), small) for t in texts], small.names), small)
    score = small.likeness.score(*reasons[found.index(("a/1", "b/1"))])
    assert score == pytest.approx(link.score, abs=1e-4)


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


def test_shared_issues_tell_more_than_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baselines, "has_minilm", lambda: False)  # takes long, and has a test of its own
    for found in measuring.evaluate_recurrence():
        ours, words = found.ranked["ours"], found.ranked["words (TF-IDF)"]
        assert ours[1] > words[1], found.name


def test_a_baseline_is_the_cosine_of_every_two_texts() -> None:
    texts = ["Update the guidance.", "The guidance must be updated.", "Buy vehicles."]
    ways = [baselines.tfidf] + [baselines.minilm] * baselines.has_minilm()
    for way in ways:
        cosine = way(texts)
        assert cosine.shape == (3, 3)
        assert cosine[0, 0] == pytest.approx(1)
        assert cosine[0, 1] == pytest.approx(cosine[1, 0])
        assert cosine[0, 1] > cosine[0, 2]


def test_what_is_not_installed_is_left_out(gold: GoldSet, small: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baselines, "has_minilm", lambda: False)
    assert list(measure(gold, small).ranked) == ["ours", "words (TF-IDF)"]


def test_what_people_decided_takes_the_place_of_the_gold(gold: GoldSet, small: Model) -> None:
    names = {text.name: str(BASE[f"recommendation/{text.name}"]) for text in gold.texts}

    def said(one: str, other: str = "", issue: str = "", decision: str = "rejected") -> Decision:
        return Decision(names[one], names.get(other, ""), issue, decision, "A. Reader", "2026-11-28")

    guidance, training = str(THEME[GUIDANCE]), str(THEME["training-lacking"])
    decisions = Decisions(
        (
            said("b/1", "a/1"),
            said("a/1", "b/2", decision="confirmed"),
            said("a/1", issue=guidance),
            said("b/2", issue=training, decision="confirmed"),
        )
    )
    told = judged(gold, decisions)
    assert told.pairs == {("a/1", "b/2"): 2}
    assert told.issues["a/1"] == frozenset()
    assert training in told.issues["b/2"]
    assert measure(told, small).links[0] < measure(gold, small).links[0]
    assert judged(gold, Decisions()) == gold
