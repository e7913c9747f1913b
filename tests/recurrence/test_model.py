"""Which issues a text raises, and the words that make it so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recurrence_worlds import GUIDANCE, TRAINING, small_model

from kg import resources
from kg.errors import DataError
from kg.namespaces import THEME
from kg.recurrence import Model, model
from kg.recurrence.features import of_pieces, of_words, pieces
from kg.recurrence.index import SHOWN
from kg.recurrence.issues import issues
from kg.recurrence.model import model as packaged
from kg.recurrence.tag import Issue


def test_words_tell_an_issue_with_their_places(small: Model) -> None:
    text = "Update the guidance for caseworkers."
    (tag,) = small.issues(text)
    assert tag.issue == str(THEME[GUIDANCE])
    assert tag.score > 0.5
    assert text[tag.evidence[0].start : tag.evidence[0].end] in {"guidance", "Update the guidance"}


def test_a_part_is_read_with_its_stem_and_offsets_are_of_both(small: Model) -> None:
    stem, text = "In relation to training, the agency should:", "begin at once."
    (tag,) = small.issues(text, stem)
    assert tag.issue == str(THEME[TRAINING])
    whole = f"{stem} {text}"
    assert whole[tag.evidence[0].start : tag.evidence[0].end] == "training"
    (own,) = small.issues("Training should begin at once.")
    assert own.score > tag.score


def test_several_issues_are_kept_the_surest_first(small: Model) -> None:
    tags = small.issues("Update the guidance and train staff.")
    assert [tag.issue for tag in tags] == [str(THEME[GUIDANCE]), str(THEME[TRAINING])]


def test_nothing_is_found_in_nothing(small: Model) -> None:
    assert small.issues("") == []
    assert small.issues("The the of.") == []


def test_probabilities_are_told_for_every_issue(small: Model) -> None:
    assert set(small.probabilities("guidance")) == set(small.names)


def test_words_are_weighed_by_how_rare_they_are(small: Model) -> None:
    one = small.words("guidance zebra")
    assert sum(weight * weight for weight in one.values()) == pytest.approx(1)
    assert len(one) == 2
    assert max(one.values()) > 2 * min(one.values())


def test_a_pair_of_words_is_a_feature_with_the_stretch_between() -> None:
    features = of_words("Update all the guidance")
    stretch = features["b:updat guidanc"]
    assert (stretch.start, stretch.end) == (0, 23)


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_is_read(text: str, stem: str) -> None:
    found = small_model()
    whole = f"{stem} {text}" if stem else text
    for tag in found.issues(text, stem):
        assert 0 <= tag.score <= 1
        assert all(0 <= e.start < e.end <= len(whole) for e in tag.evidence)


def test_the_model_that_comes_with_the_package_knows_the_issues_of_the_ontology() -> None:
    assert set(packaged().names) <= {issue.iri for issue in issues()}
    (first, *_) = model().issues("Publish up-to-date guidance for staff.")
    assert first.issue == str(THEME[GUIDANCE])


@pytest.mark.parametrize("issue", issues(), ids=lambda issue: issue.iri.rsplit("/", 1)[-1])
def test_a_negative_wording_alone_never_tells_its_issue(issue: Issue) -> None:
    for wording in issue.negative:
        for phrase in wording.groups[0] if len(wording.groups) == 1 else ():
            if not any(word.endswith("*") for word in phrase):
                text = f"The Home Office should review {' '.join(phrase)}."
                assert model().probabilities(text)[issue.iri] < SHOWN, text


def test_words_beside_a_negative_wording_still_tell_the_issue() -> None:
    denied, told = "Publish an engagement strategy.", "Publish an engagement strategy, as there is no strategy at all."
    strategy = str(THEME["strategy-missing"])
    assert model().probabilities(denied)[strategy] < SHOWN
    assert model().probabilities(told)[strategy] > model().probabilities(denied)[strategy]


def test_pieces_of_words_count_as_far_as_they_are_known() -> None:
    assert {" gu", "guid", "nce "} <= set(pieces("guidance"))
    features = of_pieces("guidance", "for training")
    assert features["guidance"].value > features["training"].value
    found = small_model({GUIDANCE: {"c:guid": 20.0, "c:ance ": 20.0}})
    (tag,) = found.issues("Guideance for all.")
    assert tag.issue == str(THEME[GUIDANCE])
    assert found.issues("Something else for all.") == []


@pytest.mark.parametrize("damage", ["model.json", "weights.npz"])
def test_missing_weights_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str) -> None:
    shutil.copytree(resources.recurrence_weights(), tmp_path / "kept")
    monkeypatch.setattr(resources, "recurrence_weights", lambda: tmp_path / "kept")
    assert packaged.__wrapped__().names
    (tmp_path / "kept" / damage).unlink()
    with pytest.raises(DataError, match="weights"):
        packaged.__wrapped__()
