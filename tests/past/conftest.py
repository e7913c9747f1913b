"""A small store, built once, and states of its response."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from past_worlds import SLUG, Reader, copied, graph_of, text

from kg import pipeline
from kg.batches import program
from kg.interface import Store
from kg.store import fresh_store, open_store


@pytest.fixture(scope="session")
def ports_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the response on disk, closed: for reading only."""
    folder = tmp_path_factory.mktemp("ports")
    (folder / f"{SLUG}.txt").write_text(text(), encoding="utf-8")
    with fresh_store(folder / "store") as store:
        pipeline.build(store, folder / f"{SLUG}.txt")
    return folder / "store"


@pytest.fixture(scope="session")
def ports(ports_folder: Path) -> Iterator[Store]:
    """The same in memory: ask it, never change it."""
    with closing(open_store(ports_folder)) as store:
        made = copied(store)
    yield made
    made.close()


@pytest.fixture
def store(ports: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same, to be changed. Compiling its ontology anew would take most of the time of a change."""
    monkeypatch.setattr(import_module("kg.reason.update"), "program_of", lambda store: program())
    return copied(ports)


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads the response in other words: read(date="June 2025")."""
    return lambda **words: graph_of(tmp_path, text(**words))
