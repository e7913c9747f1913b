"""Issues, links and their network, as the five responses have them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from kg import explore
from kg.errors import NotFoundError, UsageError
from kg.interface import Store
from kg.namespaces import BASE
from kg.query import bind, find

VISITS, AUTHORITY = "2024-illegal-working-enforcement", "2024-competent-authority"


def test_the_matrix_has_reports_in_time_order(five: Store) -> None:
    found = explore.issues(five)
    assert [column["slug"] for column in found["reports"]] == [
        "2010-local-immigration-teams",
        "2016-intelligence-functions",
        "2022-chief-caseworker-unit",
        VISITS,
        AUTHORITY,
    ]
    measures = found["issues"][0]
    assert measures["theme"] is not None
    assert measures["theme"]["path"] == "/theme/performance"
    # 2010: "performance measures to assess the impact"; 2024: "establish metrics to measure performance"
    assert measures["cells"][VISITS] == {"recommendations": 1, "positions": {"accepted": 1}, "returned": True}
    assert measures["cells"]["2010-local-immigration-teams"]["returned"] is False
    assert "2016-intelligence-functions" not in measures["cells"]


def test_the_matrix_by_years(five: Store) -> None:
    found = explore.get(five, "issues", {"most": "1", "by": "year"})
    assert [(column["slug"], column["reports"]) for column in found["reports"]][-1] == ("2024", 1)
    assert found["issues"][0]["cells"]["2024"]["recommendations"] == 1
    assert (len(found["issues"]), found["total"]) == (1, 13)


def test_the_chain_of_an_issue(five: Store) -> None:
    page = explore.issue(five, "assurance-missing", as_of="2024-06-01")
    told = [(one["report"]["path"], one["number"]) for one in page["recommendations"]]
    assert told == [
        (f"/report/{VISITS}", "4.a"),
        (f"/report/{VISITS}", "4.b"),
        (f"/report/{AUTHORITY}", "6.b"),
        (f"/report/{AUTHORITY}", "6.d"),
    ]
    first = page["recommendations"][0]
    assert "first-line assurance" in " ".join(first["text"][low:high] for low, high in first["words"])
    # "A new assurance toolkit has recently been introduced", and two more
    assert len(first["commitments"]) == 3
    assert first["commitments"][0]["delivery"] == "completed"
    assert page["definition"].startswith("Nobody checks, or too few checks are made")
    assert page["linksTotal"] == len(page["links"]) == 2


def test_an_issue_that_one_report_raises_has_a_page(five: Store) -> None:
    page = explore.issue(five, "records-incomplete")
    assert [one["number"] for one in page["recommendations"]] == ["1.b"]  # "records are … accurate"
    assert page["firstRaised"] == page["lastRaised"]
    assert page["links"] == []


def test_pages_of_a_chain(five: Store) -> None:
    whole = explore.issue(five, "assurance-missing")["recommendations"]
    part = explore.issue(five, "assurance-missing", offset=1, limit=2)
    assert [one["iri"] for one in part["recommendations"]] == [one["iri"] for one in whole[1:3]]
    assert part["total"] == 4
    with pytest.raises(NotFoundError, match="there is no issue"):
        explore.issue(five, "assurance")  # a theme, not an issue


def test_the_network_is_that_of_the_question(five: Store) -> None:
    table = five.select(bind(find("recurrence-links"), {}))
    links = {str(row[table.columns.index("link")]) for row in table.rows}
    found = explore.network(five)
    assert {edge["id"] for edge in found["edges"]} == links
    assert (found["total"], found["truncated"]) == (len(links), 0)
    ends = {end for edge in found["edges"] for end in (edge["source"], edge["target"])}
    assert {node["id"] for node in found["nodes"]} == ends
    scores = [edge["score"] for edge in found["edges"]]
    assert scores == sorted(scores, reverse=True)


def test_the_surest_edges_are_kept(five: Store) -> None:
    whole, part = explore.network(five), explore.network(five, most=4)
    assert [edge["score"] for edge in part["edges"]] == [edge["score"] for edge in whole["edges"]][:4]
    assert (part["total"], part["truncated"]) == (10, 6)


@pytest.mark.parametrize(
    ("given", "edges"),
    [
        ({"issue": "assurance-missing"}, 2),
        ({"theme": "assurance"}, 4),
        ({"issue": "assurance-missing", "theme": "performance"}, 0),
        ({"until": "2022"}, 0),
        ({"since": "2022"}, 7),
        ({"since": "2024"}, 4),  # the two reports of 2024
        ({"system": "pronto"}, 0),
        ({"near": VISITS}, 6),
        ({"near": f"{BASE}recommendation/{VISITS}/4.a"}, 1),
        ({"near": f"{BASE}recommendation/{VISITS}/4.a,{BASE}recommendation/{VISITS}/4.b"}, 2),
        ({"system": "home-office-intranet"}, 0),
        ({"team": "uk-border-agency"}, 2),
        ({"team": "ccu-casework-team"}, 1),
        ({"position": "partiallyAccepted"}, 6),
        ({"position": "rejected"}, 0),
    ],
)
def test_filters_of_the_network(five: Store, given: dict[str, str], edges: int) -> None:
    found = explore.network(five, **given)  # type: ignore[arg-type]
    assert len(found["edges"]) == found["total"] == edges


def test_what_the_filters_leave_fits(five: Store) -> None:
    whole = explore.network(five)
    partly = {node["id"] for node in whole["nodes"] if node.get("acceptance") == "partiallyAccepted"}
    ends = {edge["id"]: (edge["source"], edge["target"]) for edge in whole["edges"]}
    found = explore.network(five, position="partiallyAccepted")
    assert {edge["id"] for edge in found["edges"]} == {one for one, two in ends.items() if partly & set(two)}
    told = explore.network(five, team="uk-border-agency")  # the body that only the answer of 2010 speaks of
    assert {ends[edge["id"]][1].split("/")[-2] for edge in told["edges"]} == {"2010-local-immigration-teams"}


def test_the_network_of_reports(five: Store) -> None:
    found = explore.network(five, level="report")
    edge = next(one for one in found["edges"] if one["target"].endswith(VISITS))
    assert edge["links"] == 4
    assert sum(one["links"] for one in found["edges"]) == found["total"] == 10
    assert edge["path"].startswith("/link?earlier=2024-illegal-working-enforcement%2F4.")
    part = explore.network(five, level="report", most=1)
    assert (part["edges"][0]["links"], part["truncated"]) == (4, 6)
    assert {node["kind"] for node in found["nodes"]} == {"report"}


@pytest.mark.parametrize(
    "bad",
    [
        {"since": "May"},
        {"level": "page"},
        {"position": "maybe"},
        {"most": 0},
        {"near": "a b"},
        {"near": "a," * 50 + "a"},
    ],
)
def test_filters_that_cannot_be(five: Store, bad: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        explore.network(five, **bad)  # type: ignore[arg-type]


def test_files_of_the_network(five: Store) -> None:
    for name in ("network.gexf", "network.graphml"):
        root = ElementTree.fromstring(explore.network_file(explore.network(five), name)["content"])
        kinds = [element.tag.rpartition("}")[2] for element in root.iter()]
        assert (kinds.count("node"), kinds.count("edge")) == (17, 10)
    found = json.loads(explore.get(five, "network/network.json", {"issue": "assurance-missing"})["content"])
    assert len(found["elements"]["edges"]) == 2


def test_a_link_side_by_side(five: Store) -> None:
    page = explore.link(five, f"{VISITS}/4.c", f"{AUTHORITY}/6.c")
    assert page["earlier"]["text"].startswith("review feedback delivery mechanisms")
    assert page["later"]["text"].startswith("Build into the roll-out of the new quality assurance tool")
    earlier, later = page["earlier"], page["later"]
    assert [earlier["text"][low:high] for low, high in earlier["marks"]] == ["review", "assurance"]
    assert [later["text"][low:high] for low, high in later["marks"]] == ["assurance", "review"]
    assert page["reasons"] == ["Both raise “Checks are made but change nothing” (findings not acted on)."]
    assert page["sharedForm"] == "findings not acted on"
    assert page["verdict"] == "broadened"
    assert page["verdictMeaning"].startswith("The later recommendation asks")
    assert [one["text"] for one in earlier["commitments"]] == [
        "We will engage with Immigration Compliance and Enforcement to review feedback mechanisms for second line "
        "assurance to maximise improvement."
    ]


def test_a_link_by_iris_in_any_order(five: Store) -> None:
    one, other = (f"{BASE}recommendation/{name}" for name in (f"{VISITS}/4.c", f"{AUTHORITY}/6.c"))
    assert explore.link(five, other, one) == explore.link(five, one, other)
    with pytest.raises(NotFoundError, match="not linked"):
        explore.link(five, f"{VISITS}/1", f"{AUTHORITY}/1")
    with pytest.raises(UsageError, match="names no recommendation"):
        explore.link(five, "<x>", f"{AUTHORITY}/1")
