"""The five responses as records and as a graph, built once in memory and once on disk for the whole run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.interface import Store
from kg.model import Record
from kg.store import fresh_store, open_store


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
