"""The five responses as records and as a graph, built once in memory and once on disk for the whole run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli import run
from kg.interface import Store
from kg.model import Record
from kg.store import fresh_store, open_store

Run = Callable[..., tuple[str, str]]


@pytest.fixture(scope="session")
def five_records() -> tuple[Record, ...]:
    """What is found in the five responses."""
    return tuple(pipeline.records())


@pytest.fixture(scope="session")
def five() -> Iterator[Store]:
    """The graph of the five responses in memory: ask it, never change it."""
    store = open_store(None)
    pipeline.build(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def five_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the five responses on disk, closed: for reading only."""
    folder = tmp_path_factory.mktemp("five") / "store"
    with fresh_store(folder) as store:
        pipeline.build(store)
    return folder


@pytest.fixture
def own_folder(five_folder: Path, tmp_path: Path) -> Path:
    """A copy of the store of the five responses, to be changed."""
    return Path(shutil.copytree(five_folder, tmp_path / "store"))


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run the command line in this process and in an empty folder; what it wrote, after its exit code was checked."""
    monkeypatch.chdir(tmp_path)

    def call(*words: object, exits: int = 0) -> tuple[str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            run()
        written = capsys.readouterr()
        assert (ended.value.code, written.err) == (exits, written.err)
        assert "Traceback" not in written.err
        return written.out, written.err

    return call
