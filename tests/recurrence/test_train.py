"""The texts that the weights are learnt from: whole, of known issues, and none of them near a text that is measured."""

from __future__ import annotations

import json

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from kg import resources
from kg.namespaces import THEME
from kg.recurrence.issues import issues
from kg.recurrence.learn import TUNING, learn, rows
from kg.recurrence.measure import gold_sets

FILE = resources.gold() / "recurrence" / "train.jsonl"


def test_every_text_has_words_and_known_issues() -> None:
    known = {issue.iri.removeprefix(str(THEME)) for issue in issues()}
    found = rows(FILE)
    assert len(found) > 1000
    for row in found:
        assert row["text"].strip()
        assert set(row["issues"]) <= known
    assert {issue for row in found for issue in row["issues"]} == known


def test_no_text_is_that_of_a_gold_set() -> None:
    learnt = [row["text"] for row in rows(FILE)]
    gold = [text.text for goldset in gold_sets(resources.gold()) for text in goldset.texts]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2)).fit_transform(learnt + gold)
    near = (vectors[: len(learnt)] @ vectors[len(learnt) :].T).toarray()
    assert near.max() < 0.5


@pytest.mark.slow
def test_the_weights_are_those_that_are_learnt() -> None:
    folder = resources.gold()
    tuning = [gold for gold in gold_sets(folder) if gold.name in TUNING]
    kept = json.loads((resources.recurrence_weights() / "model.json").read_text(encoding="utf-8"))
    learnt = learn(rows(FILE), tuning).data
    assert learnt["likeness"] == pytest.approx(kept["likeness"], abs=0.05)
    assert learnt["issues"] == pytest.approx(kept["issues"], abs=0.01)
