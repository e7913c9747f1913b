"""One server for each module of tests: over a small store that may be written to, or over the five responses."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from live import Live, started

SMALL = "".join(
    f"INSERT DATA {{ GRAPH <{name}> {{ <{name}> <http://example.org/is> {name[-1]} }} }};"
    for name in (f"http://example.org/data{n}" for n in (1, 2, 3))
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that can be written to, over three graphs of one statement each."""
    folder = tmp_path_factory.mktemp("small")
    store = open_store(folder / "store")
    store.update(SMALL)
    store.close()
    with started(folder / "store", folder, workers=2, query_time=20) as server:
        yield server


@pytest.fixture(scope="module")
def five_live(five_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server over the five responses that can be written to, with tight limits."""
    folder = tmp_path_factory.mktemp("served")
    store = Path(shutil.copytree(five_folder, folder / "store"))
    with started(store, folder, workers=2, query_time=3, query_rows=20000, query_memory=200) as server:
        yield server
