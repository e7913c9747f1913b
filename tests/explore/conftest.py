"""The documents as text, to hold the pages against."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.resources import responses


@pytest.fixture(scope="session")
def source() -> Callable[[str], str]:
    """The text of a response by its slug."""
    return lambda slug: (responses() / f"{slug}.txt").read_text(encoding="utf-8")
