"""The five responses as records and as a graph, built once in memory and once on disk for the whole run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from kg import pipeline
from kg.cli import run
from kg.interface import Store
from kg.model import Record
from kg.store import fresh_store, open_store
from tests.fuzzed import OUTCOMES

Run = Callable[..., tuple[str, str]]
# a busy machine is no fault of what is tested
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was counted in this process to the one that runs the others."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["fuzzed"] = dict(OUTCOMES)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what another process counted."""
    OUTCOMES.update(getattr(node, "workeroutput", {}).get("fuzzed", {}))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell how fuzzing ended."""
    if OUTCOMES:
        terminalreporter.section("how the examples of fuzzing ended")
        for outcome, times in sorted(OUTCOMES.items()):
            terminalreporter.write_line(f"{times:7,} {outcome}")


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
