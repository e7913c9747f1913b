"""A store of many responses, validated a few at a time: nothing is lost between the parts."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from kg import pipeline
from kg.interface import Store
from kg.namespaces import BASE, INSP, RESPONSE_GRAPH_PREFIX, response_graph
from kg.store import open_store
from kg.validate import parts, validate


@pytest.mark.parametrize("size", [1, 2])
def test_in_parts_as_in_one(five: Store, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    graphs = [name for name in five.graph_names() if str(name).startswith(RESPONSE_GRAPH_PREFIX)]
    around, data = pipeline.context(), Graph()
    for name in graphs:
        data += five.graph(name)
    whole = validate(data, context=around, vocabulary=around, store=five, graphs=graphs)
    monkeypatch.setattr(parts, "_SIZE", size)
    told: list[tuple[str, int, int]] = []
    found = pipeline.check(five, progress=lambda step, done, of: told.append((step, done, of)))
    assert found == whole
    assert whole.quality is not None
    assert len(whole.quality.documents) == 5
    assert told[-1] == ("validating", 5, 5)


def test_other_processes_find_the_same(five: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.check(five)
    monkeypatch.setattr(parts, "_SIZE", 3)
    assert pipeline.check(five, spread=True) == whole


def test_what_two_parts_describe_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(None)
    team = URIRef(BASE["team/night-desk"])  # without a label: that is a fault
    store.replace({response_graph(slug): [(team, RDF.type, INSP.Team)] for slug in ("one", "two")})
    whole = pipeline.check(store)
    assert whole.results
    monkeypatch.setattr(parts, "_SIZE", 1)
    assert pipeline.check(store) == whole


def test_entries_of_two_parts_may_not_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_SIZE", 1)
    store = open_store(None)
    teams = {slug: URIRef(BASE[f"team/{slug}-team"]) for slug in ("one", "two")}
    store.replace(
        {
            response_graph(slug): [
                (team, RDF.type, INSP.Team),
                (team, SKOS.prefLabel, Literal("Night Desk", lang="en")),
            ]
            for slug, team in teams.items()
        }
    )
    results = pipeline.check(store).results
    shared = {result.focus for result in results if str(result.rule.iri).endswith("entry-names-unique")}
    assert shared == set(teams.values())


def test_an_empty_store_has_nothing_to_validate() -> None:
    report = pipeline.check(open_store(None))
    assert (report.results, report.unseen, report.quality) == ((), (), None)
