"""Quality: the shares count what the shapes found, and improvements tell the truth about the score."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from kg.namespaces import BASE, DQV, INSP
from kg.validate import quality
from kg.validate.report import SHAPE, Report

DOCUMENT = BASE["document/first"]


def measured(*faults: tuple[str, str], commitments: int = 4, answers: int = 2) -> quality.Quality:
    data = Graph()
    for n in range(commitments):
        data.add((BASE[f"commitment/first/{n}"], RDF.type, INSP.Commitment))
    for n in range(answers):
        data.add((BASE[f"response/first/{n}"], RDF.type, INSP.Response))
    data.add((DOCUMENT, RDF.type, INSP.ResponseDocument))
    found = quality.measure(data, [(SHAPE[rule], BASE[node]) for rule, node in faults])
    assert found is not None
    return found


def dates(*numbers: int) -> list[tuple[str, str]]:
    return [("commitment-has-date", f"commitment/first/{n}") for n in numbers]


def test_nothing_lacks() -> None:
    found = measured(("commitment-has-owner", "commitment/other/9"), ("other-shape", "commitment/first/1"))
    assert (found.score, found.percent, found.improvements()) == (1.0, "100 %", [])
    assert [measure.of for measure in found.measures] == [4, 4, 4, 4, 2]


def test_nothing_to_measure() -> None:
    assert quality.measure(Graph(), []) is None
    assert [m.metric for m in measured(commitments=0).measures] == [INSP.answersWithPosition]


def test_two_faults_of_one_node_count_once() -> None:
    found = measured(*dates(1), ("due-date", "commitment/first/1"))
    assert found.measures[1].share == 0.75
    assert found.score == pytest.approx(0.95)


def test_the_cheapest_comes_first_and_says_what_it_brings() -> None:
    lacking = [
        *dates(0, 1, 2),
        ("response-position-known", "response/first/0"),
        ("commitment-firm", "commitment/first/3"),
    ]
    found = measured(*lacking)
    assert [one.words for one in found.improvements()] == [
        "1 answer has no stated position: stating it lifts the score from 70 % to 80 %.",
        "3 commitments have no date: adding them lifts the score from 70 % to 85 %.",
        "1 commitment has no firm words: words that bind lift the score from 70 % to 75 %.",
    ]


def test_a_date_is_something_measurable_too() -> None:
    found = measured(*dates(0, 1), ("commitment-measurable", "commitment/first/0"))
    first = found.improvements()[0]
    assert (first.metric, first.edits) == (INSP.commitmentsWithDate, 2)
    assert first.after == pytest.approx(1.0)
    assert measured(("commitment-measurable", "commitment/first/0")).improvements()[0].after == 1.0


def test_a_share_below_one_is_never_called_whole() -> None:
    assert measured(*dates(0), commitments=1000).measures[1].percent == "99 %"


def test_as_dqv() -> None:
    found = measured(*dates(1))
    graph = Report((), quality=found).graph()
    values = {graph.value(m, DQV.isMeasurementOf): graph.value(m, DQV.value) for m in measurements(graph)}
    assert {str(metric): float(value) for metric, value in values.items() if isinstance(value, Literal)} == {
        str(metric): pytest.approx(share)
        for metric, share in {
            INSP.responseQuality: 0.95,
            INSP.commitmentsWithOwner: 1,
            INSP.commitmentsWithDate: 0.75,
            INSP.commitmentsMeasurable: 1,
            INSP.commitmentsFirm: 1,
            INSP.answersWithPosition: 1,
        }.items()
    }
    for metric in values:
        assert (metric, RDF.type, DQV.Metric) in graph
        assert graph.value(metric, RDFS.label)
        assert str(graph.value(metric, SKOS.definition)).endswith(".")
    assert all((m, DQV.computedOn, DOCUMENT) in graph for m in measurements(graph))


def measurements(graph: Graph) -> list[URIRef]:
    return list(graph.subjects(RDF.type, DQV.QualityMeasurement))  # type: ignore[arg-type]


def test_as_a_dictionary() -> None:
    told = measured(*dates(1)).to_dict()
    assert told["score"] == 0.95
    assert Report(()).to_dict()["quality"] is None
    assert told["improvements"] == [
        {
            "metric": str(INSP.commitmentsWithDate),
            "edits": 1,
            "score": 1.0,
            "words": "1 commitment has no date: adding it lifts the score from 95 % to 100 %.",
        }
    ]


def test_a_gain_too_small_to_see_is_told_as_such() -> None:
    faults = [("commitment-firm", "commitment/first/1"), ("response-position-known", "response/first/0")]
    small = measured(*faults, commitments=100).improvements()
    assert "words that bind lift the score by less than one point." in small[1].words
