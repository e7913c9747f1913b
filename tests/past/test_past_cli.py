"""kg retract, history and diff: what a person sees, and what a program gets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from past_worlds import SLUG, text
from rdflib import Dataset

import kg as api
from kg import pipeline
from kg.batches import program
from kg.store import open_store
from kg.validate import Report

Run = Callable[..., tuple[str, str]]


@pytest.fixture
def ours(kg: Run, ports_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line beside a store of the response, and a file with a later date."""
    monkeypatch.setattr(import_module("kg.reason.update"), "program_of", lambda store: program())
    monkeypatch.setattr(pipeline, "try_out", lambda *of: Report(()))  # the words are too few for the shapes
    monkeypatch.setenv("KG_REVIEWER", "A. Reader")
    shutil.copytree(ports_folder, tmp_path / "store")
    (tmp_path / f"{SLUG}.txt").write_text(text(date="June 2025"), encoding="utf-8")
    return kg


def test_a_response_is_replaced_taken_away_and_brought_back(ours: Run, tmp_path: Path) -> None:
    assert ours("history")[0] == "Nothing was submitted or retracted yet.\n"
    assert ours("history", SLUG)[0] == f"Nothing was done to {SLUG} since it was built.\n"
    assert "commitment 1/1: due 2024-12-31 → 2025-06-30\n" in ours("diff", SLUG, f"{SLUG}.txt")[0]
    assert "statements added" in ours("submit", f"{SLUG}.txt")[0]
    assert ours("diff", f"{SLUG}@2", SLUG)[0] == "Nothing differs.\n"
    out = ours("retract", SLUG, "--reason", "withdrawn", "--by", "B. Writer")[0]
    assert out.startswith(f"Retracted {SLUG}: 0 statements added, ")
    assert out.endswith(f"kg history {SLUG} shows what it was.\n")
    out = ours("history", "--version", 1, SLUG, "-o", "before.trig")[0]
    count = len(Dataset().parse(tmp_path / "before.trig", format="trig"))
    assert out == f"Wrote before.trig: {count} statements of {SLUG}@1.\n"
    assert "statements added" in ours("submit", "before.trig", "--by", "C")[0]
    rows = [line.split() for line in ours("history")[0].splitlines() if line.startswith("20")]
    assert [row[2:5] for row in rows] == [
        ["C", "submitted", f"{SLUG}@3"],
        ["B.", "Writer", "retracted"],
        ["A.", "Reader", "replaced"],
    ]
    assert [row[-1] for row in rows] == ["before.trig", "withdrawn", f"{SLUG}.txt"]
    told = json.loads(ours("history", SLUG, "--json")[0])
    assert [(one["what"], one["version"], one["who"]) for one in told] == [
        ("submitted", 3, "C"),
        ("retracted", 2, "B. Writer"),
        ("replaced", 2, "A. Reader"),
        ("built", 1, ""),
    ]
    assert told[2]["source"] == f"{SLUG}.txt"
    assert len(told[2]["sha256"]) == 64


def test_a_rebuild_keeps_the_history(ours: Run, tmp_path: Path) -> None:
    ours("submit", f"{SLUG}.txt")
    before = ours("history", "--json")[0]
    ours("build", f"{SLUG}.txt", "--json", "--no-check")
    assert ours("history", "--json")[0] == before
    assert len(json.loads(before)) == 2


def test_a_program_gets_json(ours: Run) -> None:
    told = json.loads(ours("diff", SLUG, f"{SLUG}.txt", "--json")[0])
    assert {"what": "changed", "thing": "commitment 1/1", "aspect": "due"}.items() <= told["differences"][1].items()
    assert told["bookkeeping"] > 0
    assert json.loads(ours("retract", SLUG, "--reason", "x", "--json")[0])["retracted"] == SLUG


def test_two_files_need_no_store(kg: Run, tmp_path: Path) -> None:
    (tmp_path / f"{SLUG}.txt").write_text(text(), encoding="utf-8")
    assert kg("diff", f"{SLUG}.txt", f"{SLUG}.txt")[0] == "Nothing differs.\n"
    (tmp_path / "other.txt").write_text(text(), encoding="utf-8")
    _, err = kg("diff", f"{SLUG}.txt", "other.txt", exits=2)
    assert f"these are two responses, {SLUG} and other" in err


def test_a_version_is_printed_as_trig(ours: Run) -> None:
    ours("submit", f"{SLUG}.txt")
    out = ours("history", "--version", 1, SLUG)[0]
    assert "December 2024" in out
    assert len(Dataset().parse(data=out, format="trig")) > 100


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("retract", "2025-port", "--reason", "x"), "there is no response 2025-port; expected one like 2025-ports"),
        (("retract", SLUG), "it is not said why"),
        (("history", "nothing-like-it"), "there is no response nothing-like-it"),
        (("history", "--version", "1"), "it is not said of which response"),
        (("history", "-o", "x.trig"), "it is not said which version to write"),
        (("history", "--version", 1, SLUG, "-o", "x.xlsx"), "x.xlsx: a version is written as TriG"),
        (("diff", SLUG, "missing.txt"), "missing.txt: there is no such file"),
    ],
)
def test_a_wrong_call_gets_one_clear_line(ours: Run, call: tuple[str, ...], says: str) -> None:
    out, err = ours(*call, exits=2)
    assert out == ""
    assert err.startswith(f"kg: {says}")
    assert err.count("\n") == 1


def test_the_same_in_python(ours: Run, tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    first = api.at(store, SLUG)
    api.submit(store, tmp_path / f"{SLUG}.txt")
    assert set(api.at(store, SLUG, 1)) == set(first)
    assert any(one.aspect == "due" for one in api.diff(store, f"{SLUG}@1", SLUG).found)
    api.retract(store, SLUG, by="A. Reader", reason="withdrawn")
    assert [event.what for event in api.history(store)] == ["retracted", "replaced", "built"]
    store.close()
