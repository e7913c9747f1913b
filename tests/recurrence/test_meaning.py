"""The meaning of texts as vectors: near for words of like meaning, and the same whatever else is compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.errors import DataError
from kg.recurrence import distil, meaning
from kg.recurrence.meaning import SIZE, UNIT, Meanings, meanings


def of(text: str) -> np.ndarray:
    return meanings().of(text, {}, 1.0).astype(int)


def cosine(one: str, other: str) -> float:
    return float(of(one) @ of(other)) / UNIT**2


def test_words_of_like_meaning_are_near() -> None:
    assert cosine("the instructions are obsolete", "guidance that is outdated") > 0.3
    assert cosine("the instructions are obsolete", "vans for dogs") < 0.2
    assert cosine("update the guidance", "update the guidance") == pytest.approx(1, abs=0.02)


def test_a_rare_word_counts_more() -> None:
    common = meanings().of("guidance children", {"guidanc": 1.0, "children": 9.0}, 1.0).astype(int)
    assert common @ of("children") > common @ of("guidance")


@given(st.text(max_size=200))
def test_any_text_has_a_vector_of_whole_numbers(text: str) -> None:
    found = meanings().of(text, {}, 1.0)
    assert (found.dtype, found.shape) == (np.int8, (SIZE,))


def test_words_that_nobody_knows_have_none() -> None:
    assert not of("xqzt wvxk").any()
    assert not Meanings({}, np.empty((0, SIZE), np.int8)).of("guidance", {}, 1.0).any()


def test_vectors_are_reduced_to_their_principal_components() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((300, 100))
    found = distil.reduced(vectors).astype(int)
    assert found.shape == (300, SIZE)
    assert np.sqrt((found**2).sum(axis=1)) == pytest.approx(UNIT, rel=0.02)
    assert {"guidance", "training"} <= set(distil.vocabulary(resources.gold()))


def test_missing_vectors_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(meaning.resources, "recurrence_weights", lambda: tmp_path)
    with pytest.raises(DataError, match="vectors of words are missing"):
        meanings.__wrapped__()
