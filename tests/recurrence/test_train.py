"""What the weights are learnt from: whole, of known issues and forms, and none of it near a text that is kept apart."""

from __future__ import annotations

import json

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from kg import resources
from kg.namespaces import FORM, THEME
from kg.recurrence.calibrate import UNIT, Unseen, how_telling, likeness
from kg.recurrence.issues import forms, issues
from kg.recurrence.learn import LEARNT, Learnt, digest, given, learn, of_sentences, rows, rows_of
from kg.recurrence.measure import gold_sets

FOLDER = resources.gold() / "recurrence"


def test_every_text_has_words_and_known_issues_and_forms() -> None:
    known = {issue.iri.removeprefix(str(THEME)) for issue in issues()}
    of = {form.removeprefix(str(FORM)): issue.removeprefix(str(THEME)) for form, issue in forms()}
    found = given(resources.gold())
    assert len(found) > 5000
    for row in found:
        assert row["text"].strip()
        assert set(row["issues"]) <= known
        assert set(row.get("forms") or ()) <= set(of), row["text"]
    assert {issue for row in found for issue in row["issues"]} == known
    assert {form for row in found for form in row.get("forms") or ()} == set(of)


def test_no_text_is_that_of_a_set_kept_apart() -> None:
    learnt = [row["text"] for row in rows(FOLDER / "train.jsonl")]
    gold = [text.text for one in gold_sets(resources.gold()) if one.name not in LEARNT for text in one.texts]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2)).fit_transform(learnt + gold)
    near = (vectors[: len(learnt)] @ vectors[len(learnt) :].T).toarray()
    assert near.max() < 0.5


def test_the_weights_were_learnt_from_what_is_there() -> None:
    kept = json.loads((resources.recurrence_weights() / "model.json").read_text(encoding="utf-8"))
    assert kept["learnt from"] == digest(resources.gold())
    assert kept["sentences"] == of_sentences()
    assert set(kept["issues"]) == {issue.iri.removeprefix(str(THEME)) for issue in issues()}
    assert set(kept["forms"]) == {form.removeprefix(str(FORM)) for form, _ in forms()}


@pytest.fixture(scope="module")
def small() -> Learnt:
    """What is learnt from a few texts: guidance and training."""
    told = [
        row
        for row in rows_of(FOLDER / "natural.json")
        if set(row["issues"]) & {"guidance-out-of-date", "training-lacking"}
    ]
    other = [row for row in rows_of(FOLDER / "casework.json") if not row["issues"]]
    return learn([*told, *other], [])


def test_learning_finds_the_words_of_an_issue(small: Learnt) -> None:
    assert {"guidance-out-of-date", "training-lacking"} <= set(small.data["issues"])
    assert set(small.data["forms"]) <= {form.removeprefix(str(FORM)) for form, _ in forms()}
    columns = list(small.data["issues"])
    assert small.weights.shape == (len(small.names), len(columns) + len(small.data["forms"]))
    guidance = small.weights[small.names.index("w:guidanc")]
    assert guidance[columns.index("guidance-out-of-date")] > 0.1
    assert guidance[columns.index("training-lacking")] < guidance[columns.index("guidance-out-of-date")]


def test_an_issue_whose_recommendations_are_alike_tells_more() -> None:
    sets = [gold for gold in gold_sets(resources.gold()) if gold.name in LEARNT]
    found = how_telling(sets)
    assert found["assurance-missing"] > 1.1 > 0.9 > found["vulnerability-missed"]
    assert set(how_telling([]).values()) == {1.0}


def test_reasons_count_by_how_often_they_are_right() -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    reasons = rng.random((400, 6))
    alike = (reasons[:, 0] + reasons[:, 1] > 1.3).astype(np.int8)
    one = Unseen("some", reasons, np.ones(400, dtype=bool), alike)
    found = likeness([one])
    assert min(found.issue, found.form) > 5 * max(found.words, found.meaning, found.system, found.team)
    precision, best, links = one.figures(found)
    assert min(precision, best, links) > 0.9
    assert one.figures(UNIT)[0] < precision
