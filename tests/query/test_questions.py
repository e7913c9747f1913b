"""Every named query against its cases on disk: a small world, and the five responses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from query_worlds import CASES, store_of
from rdflib.plugins.sparql import prepareQuery

from kg.interface import Store
from kg.model import Table
from kg.query import NamedQuery, bind, catalogue, find, markdown, run, to_csv, views
from kg.resources import root
from kg.store import open_store

NAMES = [query.name for query in catalogue()]


def case(name: str) -> Path:
    return CASES / name


def answer(store: Store, query: NamedQuery, params: Path) -> list[list[str]]:
    table = run(store, bind(query, json.loads(params.read_text(encoding="utf-8"))))
    assert isinstance(table, Table)
    return list(csv.reader(io.StringIO(to_csv(table))))


def expected(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@cache
def five() -> Store:
    """The five responses, built as `kg build` builds them."""
    from kg import pipeline

    store = open_store(None)
    pipeline.build(store)
    return store


@pytest.mark.parametrize("name", NAMES)
def test_answer_in_the_small_world(name: str) -> None:
    data = case(name) / "data.trig"
    store = store_of(data if data.exists() else CASES / "world.trig")
    assert answer(store, find(name), case(name) / "params.json") == expected(case(name) / "expected.csv")


@pytest.mark.parametrize("name", NAMES)
def test_answer_on_the_five_responses(name: str) -> None:
    params = case(name) / "five.json"
    got = answer(five(), find(name), params if params.exists() else case(name) / "params.json")
    assert got == expected(case(name) / "five.csv")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_answer_on_the_five_is_meant(name: str) -> None:
    why = case(name) / "five-empty.txt"
    if len(expected(case(name) / "five.csv")) > 1:
        assert not why.exists(), f"{name} has an answer: {why.name} must go"
    else:
        assert why.exists(), f"{name} has no answer: give a five.json that has, or say in {why.name} why none can be"
        assert len(why.read_text(encoding="utf-8").split()) > 5


def test_the_questions_have_numbers_of_their_own() -> None:
    assert [query.number for query in catalogue()] == list(range(1, 35))


def test_every_case_belongs_to_a_question() -> None:
    assert sorted(path.name for path in CASES.iterdir() if path.is_dir()) == sorted(NAMES)


@pytest.mark.parametrize("query", catalogue(), ids=NAMES)
def test_header_is_whole(query: NamedQuery) -> None:
    assert query.question.endswith("?")
    assert query.keywords
    prepared = prepareQuery(query.text)  # valid as it stands, for rdflib too
    assert [column.name for column in query.columns] == [str(name) for name in prepared.algebra.PV]
    for parameter in query.parameters:
        assert f"VALUES ${parameter.name} {{" in query.text
        assert (f"VALUES ${parameter.name} {{ UNDEF }}" in query.text) == (parameter.default == "any")
    assert (query.limit is None) == ("LIMIT" not in query.text)
    assert query.limit is None or f"LIMIT {query.limit}\n" in query.text


@pytest.mark.parametrize("view", views(), ids=[view.name for view in views()])
def test_view_is_a_construct_that_stands_alone(view: NamedQuery) -> None:
    assert prepareQuery(view.text).algebra.name == "ConstructQuery"


def _world_without_answers() -> Iterator[str]:
    for name in NAMES:
        if len(expected(case(name) / "expected.csv")) < 2:
            yield name


def test_every_question_has_an_answer_in_the_small_world() -> None:
    assert list(_world_without_answers()) == []


def test_the_page_of_queries_is_current() -> None:
    page = (root() / "docs" / "queries.md").read_text(encoding="utf-8")
    assert page == markdown(catalogue()), "write docs/queries.md again from kg.query.markdown(kg.query.catalogue())"
