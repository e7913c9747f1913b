"""Search, systems, teams, lists of them, and the page of any thing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from rdflib.namespace import RDF

from kg import explore
from kg.errors import NotFoundError, UsageError
from kg.explore.common import path_of
from kg.interface import Store
from kg.namespaces import BASE, INSP

Source = Callable[[str], str]
VISITS = "2024-illegal-working-enforcement"


def test_search_finds_names_first_then_texts(five: Store) -> None:
    found = explore.search(five, "pronto")
    # one document names it, in recommendation 5 and in the answer to it, which is a promise
    assert found["total"] == {"system": 1, "recommendation": 1, "commitment": 1, "answer": 1}
    assert [hit["kind"] for hit in found["hits"]] == ["system", "recommendation", "commitment", "answer"]
    system, recommendation = found["hits"][:2]
    assert system["ref"]["path"] == "/system/pronto"
    assert recommendation["text"] == "Implement a standardised procedure for recording debriefing records on PRONTO."
    assert [recommendation["text"][low:high] for low, high in recommendation["words"]] == ["PRONTO"]
    assert recommendation["report"] is not None
    assert recommendation["report"]["path"] == f"/report/{VISITS}"
    assert found["complete"] is True


def test_all_words_must_occur_in_any_order_and_case(five: Store) -> None:
    found = explore.search(five, "MECHANISMS assurance Feedback second-line", kind="recommendation")
    assert found["hits"] == []
    found = explore.search(five, "MECHANISMS assurance Feedback second", kind="recommendation")
    assert [hit["ref"]["label"] for hit in found["hits"]] == ["4.c, Illegal working enforcement (2024)"]


def test_hits_in_long_texts_are_shown_around_the_words(five: Store, source: Source) -> None:
    for hit in explore.search(five, "guidance", kind="answer", limit=200)["hits"]:
        assert len(hit["text"]) < 320
        assert hit["words"]
        assert {hit["text"][low:high].lower() for low, high in hit["words"]} == {"guidance"}
        start, end = hit["ref"]["path"].partition("#s")[2].split("-")
        slug = hit["ref"]["path"].removeprefix("/report/").partition("#")[0]
        assert "guidance" in source(slug)[int(start) : int(end)].lower()


def test_reports_and_issues_are_found(five: Store) -> None:
    assert [hit["ref"]["path"] for hit in explore.search(five, "illegal working", kind="report")["hits"]] == [
        f"/report/{VISITS}"
    ]
    paths = [hit["ref"]["path"] for hit in explore.search(five, "guidance", kind="issue")["hits"]]
    assert {"/issue/guidance-out-of-date", "/issue/guidance-hard-to-reach"} <= set(paths)


@pytest.mark.parametrize("words", ["", "  ", "…", '"', "zzzz qqqq"])
def test_nothing_to_search_for_finds_nothing(five: Store, words: str) -> None:
    assert explore.search(five, words)["hits"] == []


def test_hits_are_paged(five: Store) -> None:
    whole = explore.search(five, "guidance", kind="recommendation", limit=200)
    total = whole["total"]["recommendation"]
    parts = [explore.search(five, "guidance", kind="recommendation", offset=at, limit=5) for at in range(0, total, 5)]
    assert [hit["ref"] for part in parts for hit in part["hits"]] == [hit["ref"] for hit in whole["hits"]]
    assert {part["total"]["recommendation"] for part in parts} == {total}


def test_search_that_cannot_be(five: Store) -> None:
    with pytest.raises(UsageError, match="kind"):
        explore.search(five, "x", kind="page")
    assert explore.search(five, "a b c d e f g h i j k l m n o p")["words"] == list("abcdefghijkl")
    assert explore.search(five, r"\" } UNION { ?s ?p ?o")["hits"] == []


def test_the_page_of_a_system(five: Store) -> None:
    page = explore.system(five, "pronto")
    assert page["definition"] == (
        "The system on which debriefs of illegal working enforcement visits are to be recorded."
    )
    assert page["altLabels"] == ["Pronto"]
    assert [body["label"] for body in page["operatedBy"]] == ["Home Office"]
    assert [(one["year"], one["kind"]) for one in page["history"]] == [
        ("2024", "recommendation"),
        ("2024", "answer"),
        ("2024", "commitment"),
    ]
    assert page["mentions"] == 2
    assert [one["number"] for one in page["recommendations"]] == ["5"]
    assert page["commitments"][0]["text"].startswith("Immigration Enforcement will review debriefing")


def test_the_lineage_of_a_team(five: Store) -> None:
    page = explore.team(five, "border-force")
    assert [(one["ref"]["label"], one["relation"]) for one in page["lineage"]] == [
        ("UK Border Agency", "predecessor"),
        ("Border Force", "itself"),
    ]
    assert page["lineage"][0]["firstNamed"] == "2010"
    assert page["history"][0]["report"]["path"] == "/report/2010-local-immigration-teams"
    assert [one["label"] for one in page["unitOf"]] == ["Home Office"]
    agency = explore.team(five, "uk-border-agency")
    assert agency["kind"] == "organisation"
    assert "Border Force" in [one["ref"]["label"] for one in agency["lineage"] if one["relation"] == "successor"]


def test_the_last_things_said_are_shown(five: Store) -> None:
    whole, part = explore.team(five, "home-office", limit=100), explore.team(five, "home-office", limit=5)
    assert part["history"] == whole["history"][-5:]
    assert part["historyTotal"] == whole["historyTotal"] == len(whole["history"])
    assert sum(one["n"] for one in part["historyByYear"]) == part["historyTotal"]
    assert part["historyByYear"] == whole["historyByYear"]
    with pytest.raises(NotFoundError, match="there is no system"):
        explore.system(five, "border-force")
    with pytest.raises(NotFoundError, match="there is no team"):
        explore.team(five, "pronto")


def test_lists_of_systems_teams_and_themes(five: Store) -> None:
    found = explore.entities(five)
    assert len(found["systems"]) == 13
    assert {one["reports"] for one in found["systems"]} == {1}  # no system is named in two of the five
    assert (found["teams"][0]["ref"]["label"], found["teams"][0]["reports"]) == ("Home Office", 4)
    assert found["themes"][0]["reports"] == 5


def test_lists_and_pages_count_reports_alike(five: Store) -> None:
    found = explore.entities(five)
    for kind, listed in ((explore.system, found["systems"]), (explore.team, found["teams"])):
        for one in listed:
            page = kind(five, one["ref"]["path"].rpartition("/")[2], limit=1)
            assert (page["reports"], page["mentions"]) == (one["reports"], one["mentions"]), one["ref"]["label"]
            assert one["reports"] or not one["mentions"]


def test_all_that_is_said_of_a_recommendation(five: Store) -> None:
    page = explore.thing(five, f"{BASE}recommendation/{VISITS}/5")
    assert page["label"] == "5, Illegal working enforcement (2024)"
    assert page["path"] == f"/report/{VISITS}#r5"
    said = {one["property"]["label"]: one for one in page["statements"]}
    assert said["number"]["values"][0]["literal"] == "5"
    assert [value["ref"]["path"] for value in said["mentions"]["values"]] == ["/system/pronto"]
    assert page["statements"][0]["property"]["iri"].endswith("#type")
    incoming = {one["property"]["label"]: one for one in page["incoming"]}
    assert incoming["answers"]["total"] == 1
    assert [quote["text"] for quote in page["quotes"]] == [
        "Implement a standardised procedure for recording debriefing records on PRONTO."
    ]
    assert any("insp:Recommendation rdfs:subClassOf prov:Entity" in why for why in page["because"])


def test_terms_and_themes_are_things_too(five: Store) -> None:
    accepted = explore.thing(five, "insp:accepted")
    assert (accepted["label"], accepted["curie"], accepted["path"]) == (
        "accepted",
        "insp:accepted",
        "/ontology#accepted",
    )
    positions = next(one for one in accepted["incoming"] if one["property"]["label"] == "effective acceptance")
    assert len(positions["subjects"]) == 20 < positions["total"]
    more = explore.thing(five, "insp:accepted", limit=1000)["incoming"]
    assert max(len(one["subjects"]) for one in more) > 20
    assert explore.thing(five, "theme:assurance-missing")["path"] == "/issue/assurance-missing"
    with pytest.raises(NotFoundError, match="says nothing"):
        explore.thing(five, "https://example.org/nothing")
    with pytest.raises(UsageError, match="is none"):
        explore.thing(five, "no iri> ?p ?o")


def test_nodes_without_a_name_are_no_links(five: Store) -> None:
    lists = {one["property"]["iri"]: one for one in explore.thing(five, str(INSP.Recommendation))["incoming"]}
    assert lists[str(RDF.first)]["subjects"] == []
    assert lists[str(RDF.first)]["total"] > 0
    assert all(":" in ref["iri"] for one in lists.values() for ref in one["subjects"])


def test_what_is_encoded_in_an_iri_is_so_in_its_address() -> None:
    assert [path_of(f"{BASE}x/{name}") for name in ("a%20b", "caf\u00e9", "a:b")] == [
        "/id/x/a%20b", "/id/x/caf%C3%A9", "/id/x/a:b",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["caf%C3%A9", "a#b", "a?b"])
def test_an_iri_whose_address_would_be_that_of_another_is_told_whole(name: str) -> None:
    assert path_of(f"{BASE}x/{name}") == f"/thing?iri={quote(f'{BASE}x/{name}', safe='')}"
