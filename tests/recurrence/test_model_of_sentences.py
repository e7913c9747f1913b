"""The model of sentences beside the words: what it says, how far it is trusted, and what it is taught from."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from recurrence_worlds import GUIDANCE, RECORDS, TRAINING, small_model

from kg import resources
from kg.errors import DataError
from kg.namespaces import THEME
from kg.recurrence import Model
from kg.recurrence import sentences as sentences_
from kg.recurrence.issues import issues
from kg.recurrence.learn import FOLDS, LEARNT, columns, of_texts, rows_of, trust
from kg.recurrence.model import model as packaged
from kg.recurrence.sentences import STEP, sentences
from kg.recurrence.teach import Lesson
from kg.recurrence.unseen import UNSEEN, Recalled, recalled

TEXT = "Publish up-to-date guidance for staff."


@dataclass
class Fixed:
    """Says the same of every text."""

    names: Sequence[str]
    values: Sequence[float]

    def odds(self, text: str, stem: str) -> Any:
        return np.array(self.values)


def with_said(said: Fixed, **together: tuple[float, float, float]) -> Model:
    small = small_model()
    data = {"issues": dict.fromkeys((GUIDANCE, TRAINING, RECORDS), -3.0), "least": 0.3, "most": 3, "sure": 0.5}
    data |= {"rarity": {}, "otherwise": 3.0, "together": together, "likeness": {}}
    names = ["w:guidanc", "w:train", "w:record"]
    data["likeness"] = dict.fromkeys(("start", "issue", "form", "words", "meaning", "system", "team"), 1.0)
    return Model(data, names, np.eye(3) * 4.0, small.wordings, lambda: said)


def test_the_model_that_comes_with_the_package_was_taught_by_the_gold_that_is_there() -> None:
    assert sentences().learnt_from == of_texts(resources.gold())
    assert set(packaged().columns) == set(sentences().names)


def test_what_it_says_is_rounded_and_depends_on_the_text_alone() -> None:
    first = sentences().odds(TEXT, "")
    sentences().odds("Something else entirely, which is much longer than the text before.", "The agency should:")
    again = sentences().odds(TEXT, "")
    assert (first == again).all()
    assert np.abs(first / STEP - np.round(first / STEP)).max() < 1e-6
    assert sentences().names[int(first[: len(issues())].argmax())] == GUIDANCE


@pytest.mark.parametrize("text", ["", "\ud800", "x" * 100_000, "\0", "字" * 300])
def test_any_text_has_an_answer(text: str) -> None:
    assert np.isfinite(sentences().odds(text, text)).all()


@pytest.mark.parametrize("damage", [None, b"", b"\xff" * 100, 1000])
@pytest.mark.parametrize("name", [sentences_.NAME, sentences_.TOKENIZER])
def test_missing_or_damaged_files_are_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, damage: bytes | int | None
) -> None:
    shutil.copytree(resources.recurrence_weights(), tmp_path / "kept")
    monkeypatch.setattr(resources, "recurrence_weights", lambda: tmp_path / "kept")
    file = tmp_path / "kept" / name
    before = file.read_bytes()
    file.unlink()
    if damage is not None:
        file.write_bytes(damage if isinstance(damage, bytes) else before[:damage])
    with pytest.raises(DataError, match="sentences is missing or damaged"):
        sentences.__wrapped__()


def test_memory_that_runs_out_is_told_as_such() -> None:
    class Session:
        def get_modelmeta(self) -> Any:
            return SimpleNamespace(custom_metadata_map={"names": "[]", "learnt from": ""})

        def run(self, wanted: Any, given: Any) -> Any:
            raise RuntimeError("std::bad_alloc")

    tokenizer = SimpleNamespace(encode=lambda stem, text: SimpleNamespace(ids=[1]))
    with pytest.raises(MemoryError):
        sentences_.Sentences(Session(), tokenizer).odds("a", "b")


def test_words_and_sentence_count_together() -> None:
    said = Fixed((RECORDS, GUIDANCE, TRAINING), (9.0, 1.0, -9.0))
    alone = with_said(said).probabilities("guidance and records")
    both = with_said(said, issues=(0.5, 1.0, -1.0)).probabilities("guidance and records")
    own = with_said(said).own("guidance and records")
    assert alone[str(THEME[GUIDANCE])] == pytest.approx(1 / (1 + np.exp(-own[0])))
    assert both[str(THEME[GUIDANCE])] == pytest.approx(1 / (1 + np.exp(-(0.5 * own[0] + 1.0 - 1.0))))
    assert both[str(THEME[TRAINING])] < 0.001 < 0.99 < both[str(THEME[RECORDS])]


def test_a_commitment_is_read_by_its_words_alone() -> None:
    found = with_said(Fixed((GUIDANCE, TRAINING, RECORDS), (9.0, 9.0, 9.0)), issues=(1.0, 1.0, 0.0))
    assert [tag.issue for tag in found.promised("We will train all staff.")] == [str(THEME[TRAINING])]


def test_an_issue_without_a_word_that_tells_it_is_not_raised() -> None:
    found = with_said(Fixed((GUIDANCE, TRAINING, RECORDS), (9.0, -9.0, -9.0)), issues=(1.0, 1.0, 0.0))
    assert found.issues("Be quick.") == []
    assert [tag.issue for tag in found.issues("Update guidance.")] == [str(THEME[GUIDANCE])]


def test_a_negative_wording_is_not_outweighed_by_the_sentence() -> None:
    strategy = str(THEME["strategy-missing"])
    assert packaged().probabilities("Publish an engagement strategy.")[strategy] < 0.5


def test_what_is_right_more_often_is_trusted_more() -> None:
    rows = [
        {"text": f"{'guidance' if n % 2 else 'records'} {n}", "stem": "", "issues": [TRAINING] if n % 3 else [RECORDS]}
        for n in range(60)
    ]
    said = {
        (row["text"], ""): np.array(
            [0.0, 3.0 if TRAINING in row["issues"] else -3.0, 3.0 if RECORDS in row["issues"] else -3.0]
        )
        for row in rows
    }
    found = trust([(small_model(), rows)], Recalled((GUIDANCE, TRAINING, RECORDS), said))
    own, other, _ = found["issues"]
    assert other > 5 * abs(own)


def test_what_was_said_of_unseen_texts_is_there_for_every_set_of_the_folds(tmp_path: Path) -> None:
    folder = resources.gold() / "recurrence"
    texts = {name: rows_of(folder / f"{name}.json") for fold in FOLDS for name in fold}
    file = resources.recurrence_weights() / UNSEEN
    found = recalled(file, texts, of_texts(resources.gold()))
    assert set(found.names) == set(sentences().names)
    right = [
        set(row["issues"]) >= {found.names[int(found.odds(row["text"], row["stem"])[: len(issues())].argmax())]}
        for rows in texts.values()
        for row in rows
        if row["issues"]
    ]
    assert 0.7 < np.mean(right) < 0.97, "models that had not seen these texts are mostly right, and not always"
    with pytest.raises(DataError, match="was asked of this text"):
        found.odds("Nobody said anything of this.", "")
    with pytest.raises(DataError, match="cannot be used"):
        recalled(tmp_path / UNSEEN, texts, "")
    with pytest.raises(DataError, match="made of other texts"):
        recalled(file, texts, "others")
    (tmp_path / UNSEEN).write_bytes(file.read_bytes()[:2000])
    with pytest.raises(DataError, match="cannot be used"):
        recalled(tmp_path / UNSEEN, texts, "")


def test_a_lesson_has_every_text_once_and_those_of_like_length_together() -> None:
    rows = [row for name in LEARNT[:2] for row in rows_of(resources.gold() / "recurrence" / f"{name}.json")]
    tokenizer = SimpleNamespace(encode=lambda stem, text: SimpleNamespace(ids=[1] * len(f"{stem} {text}".split())))
    lesson = Lesson.of(rows, tokenizer)
    assert lesson.truth.shape == lesson.known.shape == (len(rows), len(list(columns(rows))))
    batches = list(lesson.batches(random.Random(1)))
    assert sorted(n for batch in batches for n in batch) == list(range(len(rows)))
    spread = [np.ptp([len(lesson.texts[n]) for n in batch]) for batch in batches]
    assert np.median(spread) < np.ptp([len(text) for text in lesson.texts]) / 5
