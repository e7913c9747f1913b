"""The named queries keep to SPARQL 1.1: rdflib, an engine of another make, gives the same answers."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from query_worlds import CASES
from rdflib import Dataset

from kg.interface import Store
from kg.model import Table
from kg.query import bind, catalogue, find, run

NAMES = [query.name for query in catalogue()]


@pytest.fixture(scope="module")
def dataset(world: Store) -> Dataset:
    whole = Dataset(default_union=True)
    for name in world.graph_names():
        named = whole.graph(name)
        for triple in world.graph(name):
            named.add(triple)
    return whole


def plain(term: object | None) -> object:
    """A value to compare: numbers by value, joined names in any order."""
    words = "" if term is None else str(term)
    try:
        return float(words)
    except ValueError:
        return tuple(sorted(words.split(", ")))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_agrees(name: str, world: Store, dataset: Dataset) -> None:
    query = bind(find(name), json.loads((CASES / name / "params.json").read_text(encoding="utf-8")))
    ours = run(world, query)
    assert isinstance(ours, Table)
    theirs = [tuple(plain(term) for term in row) for row in dataset.query(query)]  # type: ignore[union-attr]
    assert Counter(theirs) == Counter(tuple(plain(term) for term in row) for row in ours.rows)
