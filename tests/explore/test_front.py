"""The front, the list of reports and the questions; and the door that finds a page by its address."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest

from kg import __version__, explore
from kg.errors import KgError, NotFoundError, UsageError
from kg.interface import Store
from kg.query import bind, catalogue, find
from kg.store import open_store


def test_what_is_in_the_store(five: Store) -> None:
    about = explore.about(five, writable=True, version="7")
    assert about["version"] == __version__
    assert about["writable"] is True
    assert about["store"]["dataVersion"] == "7"
    assert about["store"]["quads"] == five.size()
    assert about["store"]["graphs"] == len(five.graph_names())
    # three, seven, six, twenty-five and ten recommendations without parts; thirteen systems of the reference data
    assert about["counts"]["reports"] == 5
    assert about["counts"]["leaves"] == 3 + 7 + 6 + 25 + 10
    assert about["counts"]["systems"] == 13


def test_the_version_changes_with_the_store(five: Store) -> None:
    assert explore.about(five)["store"]["dataVersion"] == explore.about(five)["store"]["dataVersion"]
    empty = explore.about(open_store(None))
    assert empty["store"]["dataVersion"] != explore.about(five)["store"]["dataVersion"]
    assert set(empty["counts"].values()) == {0}


def test_positions_by_year(five: Store) -> None:
    years = {line["year"]: line for line in explore.overview(five)["positionsByYear"]}
    assert list(years) == ["2010", "2016", "2022", "2024"]
    assert years["2010"]["accepted"] == 3
    # "accepted six of the seven, and partially accepted one", says the response of 2016
    assert (years["2016"]["accepted"], years["2016"]["partiallyAccepted"]) == (6, 1)
    assert years["2024"]["rejected"] == 1


def test_promises_past_their_date_are_those_of_the_question(five: Store) -> None:
    overview = explore.overview(five, as_of="2024-05-15")
    table = five.select(bind(find("overdue-commitments"), {"asOf": "2024-05-15"}))
    late = [row for row in table.rows if str(row[table.columns.index("overdue")]) == "yes"]
    assert overview["overdueTotal"] == len(late)
    assert [one["iri"] for one in overview["overdue"]][:3] == [str(row[table.columns.index("iri")]) for row in late][:3]
    assert {one["overdue"] for one in overview["overdue"]} == {"yes"}
    assert overview["overdue"][0]["due"] is not None
    assert overview["overdue"][0]["due"]["text"] == "scheduled for 30 November"


def test_what_came_back(five: Store) -> None:
    overview = explore.overview(five)
    first = overview["recurring"][0]
    assert first["issue"]["label"] == "No objectives, or none that can be measured"
    assert first["issue"]["path"] == "/issue/objectives-without-measures"
    assert (first["reports"], first["firstRaised"]["edtf"]) == (3, "2010-10/2010-11")
    assert overview["recurringTotal"] == 13


def test_an_empty_store_has_a_front(five: Store) -> None:
    overview = explore.overview(open_store(None))
    assert overview["overdue"] == overview["recurring"] == overview["positionsByYear"] == []
    assert explore.reports(open_store(None))["rows"] == []


def test_the_list_of_reports(five: Store) -> None:
    found = explore.reports(five, as_of="2024-05-15")
    assert [row["slug"] for row in found["rows"]] == [
        "2024-competent-authority",
        "2024-illegal-working-enforcement",
        "2022-chief-caseworker-unit",
        "2016-intelligence-functions",
        "2010-local-immigration-teams",
    ]
    visits = found["rows"][1]
    assert visits["report"]["label"] == "Illegal working enforcement (2024)"
    assert (visits["recommendations"], visits["positions"]["accepted"]) == (10, 10)
    # what is to be done "by April 2024": one each for 1a, 1b, 1c and 6, two for 3
    assert (visits["commitments"], visits["overdue"]) == (15, 6)
    assert [row["slug"] for row in explore.reports(five, offset=1, limit=1)["rows"]] == [visits["slug"]]
    assert explore.reports(five, offset=1, limit=1)["total"] == 5


def test_every_question_tells_what_it_takes(five: Store) -> None:
    questions = explore.questions(five)
    assert [one["name"] for one in questions] == [query.name for query in catalogue()]
    commitments = next(one for one in questions if one["name"] == "commitments")
    report = commitments["parameters"][0]
    assert (report["name"], report["required"], len(report["values"])) == ("report", False, 5)
    assert report["values"][0]["value"] == "2024-competent-authority"
    assert commitments["parameters"][-1]["name"] == "limit"
    issue = next(one for one in questions if one["name"] == "issue-side-by-side")["parameters"][0]
    assert "Guidance is out of date, missing or unclear" in [choice["value"] for choice in issue["values"]]


def test_an_answer_as_sparql_results(five: Store) -> None:
    answer = explore.question(five, "system-mentions", {"system": "pronto", "limit": ""})
    assert answer["head"]["vars"] == [column["name"] for column in answer["columns"]]
    named = [row["named"]["value"] for row in answer["results"]["bindings"]]
    assert named == ["PRONTO", "Pronto"]
    assert answer["results"]["bindings"][0]["mention"]["type"] == "uri"
    assert five.select(answer["query"]["text"]).columns == tuple(answer["head"]["vars"])
    assert "why" not in answer
    assert answer["cut"] is False
    assert explore.question(five, "10", {"system": "pronto", "limit": "1"})["cut"] is True


def test_an_empty_answer_says_why(five: Store) -> None:
    answer = explore.question(five, "system-mentions", {"system": "no such system"})
    assert answer["results"]["bindings"] == []
    assert answer["why"] == "No system is called “no such system”."


def test_an_answer_as_a_file(five: Store) -> None:
    file = explore.get(five, "questions/shared-systems", {"format": "csv"})
    assert (file["name"], file["media"]) == ("shared-systems.csv", "text/csv; charset=utf-8")
    assert next(csv.reader(io.StringIO(file["content"].decode()))) == ["system", "reports", "first", "last", "iri"]
    assert explore.get(five, "questions/shared-systems", {"format": "tsv"})["content"].startswith(b"?system\t")


@pytest.mark.parametrize(
    ("path", "given", "error", "says"),
    [
        ("repots", {}, NotFoundError, "/api/reports"),
        ("report", {}, NotFoundError, "there is no"),
        ("report/x/y", {}, NotFoundError, "there is no"),
        ("questions/nothing", {}, NotFoundError, "nothing"),
        ("questions/commitments", {"format": "xml"}, UsageError, "csv, tsv"),
        ("questions/search", {}, UsageError, "words"),
        ("overview", {"asof": "2024-01-01"}, UsageError, "expected asOf"),
        ("overview", {"asOf": "1 May"}, UsageError, "YYYY-MM-DD"),
        ("reports", {"limit": "-1"}, UsageError, "whole number"),
        ("reports", {"limit": "5000"}, UsageError, "1,000"),
        ("report/2024-competent-authority", {"slug": "x"}, UsageError, "no parameter slug"),
        ("about", {"writable": "1"}, UsageError, "no parameter writable"),
        ("link", {"earlier": "2010-local-immigration-teams/1"}, UsageError, "later"),
        ("network/network.png", {}, NotFoundError, "network.gexf"),
    ],
)
def test_a_wrong_address_is_told(
    five: Store, path: str, given: dict[str, str], error: type[KgError], says: str
) -> None:
    with pytest.raises(error) as told:
        explore.get(five, path, given)
    assert says in str(told.value)


def test_every_page_is_json(five: Store) -> None:
    for path, given in [
        ("about", {}),
        ("overview", {}),
        ("questions", {}),
        ("reports", {"asOf": "2024-05-15"}),
        ("report/2016-intelligence-functions", {}),
        ("issues", {"most": "3"}),
        ("issue/assurance-missing", {}),
        ("network", {"from": "2010", "to": "2024", "level": "report"}),
        ("entities", {}),
        ("commitments", {"status": "open"}),
        ("search", {"q": "guidance"}),
        ("thing", {"iri": "insp:accepted"}),
        ("form", {}),
    ]:
        assert json.loads(json.dumps(explore.get(five, path, given)))


def test_no_two_reports_share_an_address(five: Store) -> None:
    paths = Counter(row["report"]["path"] for row in explore.reports(five)["rows"])
    assert set(paths.values()) == {1}
