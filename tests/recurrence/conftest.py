"""A small model for the tests of recurrence."""

from __future__ import annotations

import pytest
from recurrence_worlds import weights

from kg.recurrence import Model
from kg.recurrence.issues import tagger


@pytest.fixture
def small() -> Model:
    return Model(weights(), tagger())
