"""Stores for the query tests: a small world on disk, and the five responses built once."""

from __future__ import annotations

import pytest
from query_worlds import CASES, store_of

from kg.interface import Store


@pytest.fixture(scope="session")
def world() -> Store:
    return store_of(CASES / "world.trig")
