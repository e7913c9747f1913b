"""A small model for the tests of recurrence."""

from __future__ import annotations

import pytest
from recurrence_worlds import small_model

from kg.recurrence import Model


@pytest.fixture
def small() -> Model:
    return small_model()
