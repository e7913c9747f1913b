"""The report page: every mark stands on the words of the document, and the tree is the document's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kg import explore
from kg.errors import NotFoundError, UsageError
from kg.explore.shapes import Node, ReportPage
from kg.interface import Store

Source = Callable[[str], str]
VISITS = "2024-illegal-working-enforcement"
SLUGS = [
    "2010-local-immigration-teams",
    "2016-intelligence-functions",
    "2022-chief-caseworker-unit",
    "2024-competent-authority",
    VISITS,
]


@pytest.fixture(scope="module")
def visits(five: Store) -> ReportPage:
    return explore.report(five, VISITS, as_of="2024-06-01")


def nodes(tree: list[Node]) -> Iterator[Node]:
    for node in tree:
        yield node
        yield from nodes(node["children"])


@pytest.mark.parametrize("slug", SLUGS)
def test_the_text_is_that_of_the_document(five: Store, source: Source, slug: str) -> None:
    text, page = source(slug), explore.report(five, slug)
    at = 0
    for piece in page["pieces"]:
        assert piece["start"] == at
        if "gap" in piece:
            at += piece["gap"]
        else:
            assert piece["text"] == text[piece["start"] : piece["end"]]
            at = piece["end"]
    assert page["length"] == at <= len(text)
    told = sum(piece["end"] - piece["start"] for piece in page["pieces"] if "text" in piece)
    assert told > 0.9 * len(text)  # little of these documents is quoted by nothing


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mark_covers_whole_pieces(five: Store, slug: str) -> None:
    page = explore.report(five, slug)
    for name, mark in page["marks"].items():
        mine = [piece for piece in page["pieces"] if "text" in piece and name in piece["marks"]]
        assert mine[0]["start"] == mark["start"]
        assert mine[-1]["end"] == mark["end"]
        assert sum(len(piece["text"]) for piece in mine) == mark["end"] - mark["start"]


def test_the_head_of_the_page(visits: ReportPage) -> None:
    assert visits["documentTitle"] == "Response to an inspection of illegal working enforcement"
    assert visits["published"]["edtf"] == "2024-03-01~"
    assert (visits["inspected"]["earliest"], visits["inspected"]["latest"]) == ("2023-08-01", "2023-10-31")
    assert visits["publisher"] is not None
    assert visits["publisher"]["label"] == "Home Office"
    assert visits["file"] == f"{VISITS}.txt"
    assert visits["sha256"] == "752b50bbe4f4ff900700e0f9d2cb74b362f177acf708e922ab1f8387af7b17ab"


def test_the_tree_is_that_of_the_document(visits: ReportPage) -> None:
    assert [node["number"] for node in visits["tree"]] == ["1", "2", "3", "4", "5", "6"]
    assert [node["number"] for node in visits["tree"][0]["children"]] == ["1.a", "1.b", "1.c"]
    assert [node["number"] for node in visits["tree"][3]["children"]] == ["4.a", "4.b", "4.c"]
    assert {node["effectiveAcceptance"] for node in nodes(visits["tree"])} == {"accepted"}
    fifth = visits["tree"][4]
    assert fifth["text"] == "Implement a standardised procedure for recording debriefing records on PRONTO."
    assert fifth["id"] == "r5"


def test_what_was_promised_by_when(visits: ReportPage) -> None:
    third = next(node for node in visits["tree"] if node["number"] == "3")
    (answer,) = third["answers"]
    assert answer["body"]["label"] == "Home Office"
    assert answer["stated"] is not None
    assert answer["stated"]["text"] == "Accepted"
    assert [promise["text"] for promise in answer["commitments"]] == [
        "We will build on existing assurance in this area to ensure that officers are recording the use of coercive "
        "powers accurately.",
        "The reintroduction of first line assurance will further assist with this (see recommendation 4a) and we will "
        "review the feedback mechanisms of Level 2 assurance to drive improvement (see recommendation 4c).",
    ]
    assert {promise["due"]["edtf"] for promise in answer["commitments"] if promise["due"]} == {"2024-04"}
    assert {promise["due"]["text"] for promise in answer["commitments"] if promise["due"]} == {"by April 2024"}
    assert {promise["status"] for promise in answer["commitments"]} == {"overdue"}


def test_marks_lead_to_what_they_name(visits: ReportPage, source: Source) -> None:
    text = source(VISITS)
    marks = list(visits["marks"].values())
    pronto = [mark for mark in marks if mark["kind"] == "mention" and mark["path"] == "/system/pronto"]
    assert [text[mark["start"] : mark["end"]] for mark in pronto] == ["PRONTO", "Pronto"]
    (declared,) = (mark for mark in marks if mark["kind"] == "declared")
    assert "6 recommendations" in declared["facts"]
    dates = {text[mark["start"] : mark["end"]]: mark["label"] for mark in marks if mark["kind"] == "date"}
    assert dates["August - October 2023"] == "Time of the inspection: Aug 2023 – Oct 2023"
    assert dates["by July 2024"] == "Due: Jul 2024"
    assert sum(mark["kind"] == "commitment" for mark in marks) == 15


def test_a_date_within_a_promise_within_an_answer(five: Store) -> None:
    page = explore.report(five, "2010-local-immigration-teams")
    piece = next(piece for piece in page["pieces"] if piece.get("text") == "scheduled for 30 November")
    kinds = [page["marks"][name]["kind"] for name in piece["marks"]]
    date = piece["marks"][kinds.index("date")]
    assert kinds.index("response") < kinds.index("commitment") < kinds.index("date")
    assert "the year is inferred" in page["marks"][date]["facts"]


def test_links_of_the_first_line_of_assurance(visits: ReportPage) -> None:
    part = next(node for node in nodes(visits["tree"]) if node["number"] == "4.a")
    assert part["linksTotal"] == 1
    assert {link["laterReport"]["path"] for link in part["links"]} == {"/report/2024-competent-authority"}
    assert [link["score"] for link in part["links"]] == sorted((link["score"] for link in part["links"]), reverse=True)


def test_no_such_report(five: Store) -> None:
    for slug in ("2024-nothing", "x> . ?s ?p ?o", ""):
        with pytest.raises(NotFoundError, match="there is no report"):
            explore.report(five, slug)
    with pytest.raises(UsageError, match="is not a day"):
        explore.report(five, VISITS, as_of="May")
