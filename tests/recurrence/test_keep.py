"""Texts of a kept index are decoded one by one, and are what they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg import resources
from kg.errors import DataError
from kg.recurrence.keep import Texts, _ends, _packed
from kg.recurrence.model import _digest, model


@pytest.mark.parametrize("texts", [[], ["one"], ["", "zwei Wörter", "“three”\nlines", ""]])
def test_packed_texts_are_a_sequence(texts: list[str]) -> None:
    kept = Texts(_packed(texts), _ends(_packed(texts)))
    assert list(kept) == texts
    assert (len(kept), kept[:2], kept[1:]) == (len(texts), texts[:2], texts[1:])
    assert [kept[place] for place in range(-len(texts), 0)] == texts
    with pytest.raises(IndexError):
        kept[len(texts)]


def test_many_texts_are_read_at_once() -> None:
    texts = [f"text {n}" for n in range(1000)]
    assert list(Texts(_packed(texts), _ends(_packed(texts)))) == texts
    assert list(zip(Texts(_packed(texts), _ends(_packed(texts))), texts, strict=True))[-1] == ("text 999", "text 999")


def test_ends_that_do_not_fit_are_told() -> None:
    with pytest.raises(ValueError, match="not the ends"):
        Texts(_packed(["one", "two"]), _ends(_packed(["one"])))


def test_another_file_of_the_model_is_another_model(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(resources.recurrence_weights(), folder)
    before = _digest(folder)
    assert before == model().made
    with (folder / "meanings.npz").open("ab") as file:
        file.write(b" ")
    assert _digest(folder) != before


@pytest.mark.parametrize("name", ["model.json", "weights.npz", "meanings.npz"])
def test_a_file_of_the_model_that_is_missing_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(resources.recurrence_weights(), folder)
    (folder / name).unlink()
    monkeypatch.setattr(resources, "recurrence_weights", lambda: folder)
    with pytest.raises(DataError, match="weights of the issues are missing"):
        model.__wrapped__()
