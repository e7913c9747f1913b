"""The names of the reference data and the words of its themes, ready to be found in texts."""

from __future__ import annotations

from functools import cache

from kg import reference
from kg.extract.actors.mentions import Gazetteer


@cache
def gazetteer() -> Gazetteer:
    """The teams, bodies and systems of the reference data."""
    return Gazetteer(reference.entities())


@cache
def tagger() -> Gazetteer:
    """The words that indicate themes."""
    return Gazetteer(reference.themes(), ignore_case=True)
