"""Every page copes with what a store may hold: unknown dates, issues of its own, things without labels or places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset, URIRef

from kg import explore
from kg.explore.later import said_later
from kg.interface import Store
from kg.namespaces import BASE, RESPONSE_GRAPH_PREFIX
from kg.query import mark, summarise, summary_graph
from kg.store import open_store

CASES = Path(__file__).resolve().parents[1] / "cases" / "questions"
WORLDS = sorted([CASES / "world.trig", *CASES.glob("*/data.trig")])


@pytest.fixture(scope="module", params=WORLDS, ids=lambda path: path.parent.name)
def world(request: pytest.FixtureRequest) -> Iterator[Store]:
    store, dataset = open_store(None), Dataset()
    dataset.parse(request.param, format="trig")
    names = [str(graph.identifier) for graph in dataset.graphs() if len(graph)]
    store.replace({URIRef(name): list(dataset.graph(URIRef(name))) for name in names})
    for slug in (name.removeprefix(RESPONSE_GRAPH_PREFIX) for name in names if name.startswith(RESPONSE_GRAPH_PREFIX)):
        store.replace({summary_graph(slug): summarise(store, slug)})
    mark(store)
    yield store
    store.close()


def pages(store: Store) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page that other pages lead to."""
    yield from ((name, {}) for name in ("about", "overview", "questions", "reports", "entities", "network", "form"))
    yield from (("issues", {"by": by}) for by in ("report", "year"))
    yield from (("network", given) for given in ({"level": "report"}, {"from": "2010", "to": "2030"}))
    yield from (("commitments", {"status": status}) for status in ("all", "vague", "open", "undated", "completed"))
    yield from (("search", {"q": words}) for words in ("guidance", "c++ (x [a-z", "the a", "|", "\\"))
    yield from ((row["report"]["path"][1:], {}) for row in explore.reports(store)["rows"])
    yield from ((row["issue"]["path"][1:], {}) for row in explore.issues(store)["issues"])
    found = explore.entities(store)
    yield from ((one["ref"]["path"][1:], {}) for one in (*found["systems"], *found["teams"]))
    yield from (("thing", {"iri": one["iri"]}) for one in explore.commitments(store)["rows"])
    for edge in explore.network(store)["edges"]:
        yield "link", {"earlier": edge["target"], "later": edge["source"]}


def test_every_page_is_there(world: Store) -> None:
    for path, given in pages(world):
        assert json.dumps(explore.get(world, path, given))


def test_later_claims_and_verdicts_stand_beside_a_promise() -> None:
    store, dataset = open_store(None), Dataset()
    dataset.parse(CASES / "claimed-complete-found-not" / "data.trig", format="trig")
    store.replace({URIRef(str(graph.identifier)): list(graph) for graph in dataset.graphs() if len(graph)})
    told = said_later(store, [f"{BASE}commitment/2015-alpha/4/1", f"{BASE}recommendation/2015-alpha/1"])
    assert [one["iri"].removeprefix(str(BASE)) for one in told[f"{BASE}commitment/2015-alpha/4/1"]] == [
        "assessment/2022-third/3",
        "claim/2018-letter/2",
    ]
    assert [one["label"] for one in told[f"{BASE}recommendation/2015-alpha/1"]] == [
        "inspector’s verdict, 2020 again (2020)",
        "inspector’s verdict, 2022 third (2022)",
        "claim, 2018 letter",
    ]
    store.close()


def test_every_file_is_there(world: Store) -> None:
    for path in ("commitments.csv", "commitments.ics", "network/network.gexf", "network/network.json"):
        assert explore.get(world, path, {})["content"]
