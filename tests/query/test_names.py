"""A value that names nothing is told, with the names that are nearest to it."""

from __future__ import annotations

import pytest

from kg.interface import Store
from kg.namespaces import PROLOGUE
from kg.query import find, unknown_name


@pytest.mark.parametrize(
    ("query", "given", "told"),
    [
        ("issue-side-by-side", {"issue": "Access"}, "No issue is called “Access”; the nearest: “Access to the log”."),
        ("issue-side-by-side", {"issue": "access to the LOG"}, ""),
        ("system-mentions", {"system": "atlsa"}, "No system is called “atlsa”; the nearest: “Atlas”."),
        ("system-mentions", {"system": "log"}, ""),
        ("team-lineage", {"team": "zzzzzz"}, "No team is called “zzzzzz”."),
        ("team-lineage", {"team": "guard"}, "No team is called “guard”; the nearest: “Guards”."),
        ("commitments", {"report": "2015-alhpa"}, "No report is called “2015-alhpa”; the nearest: “2015-alpha”"),
        ("commitments", {"report": "2015-alpha"}, ""),
        ("commitments", {}, ""),
        ("search", {"words": "nothing"}, ""),
    ],
)
def test_the_nearest_names(world: Store, query: str, given: dict[str, str], told: str) -> None:
    found = unknown_name(world, find(query), given)
    assert found == told if told.endswith("”.") or not told else found.startswith(told)


def test_an_issue_goes_by_the_end_of_its_iri_too(five: Store) -> None:
    assert unknown_name(five, find("issue-side-by-side"), {"issue": "guidance-out-of-date"}) == ""
    assert "“Guidance is out of date, missing or unclear”" in unknown_name(
        five, find("issue-side-by-side"), {"issue": "guidance"}
    )


@pytest.mark.parametrize("kind", ["insp:System", "skos:Concept", "skos:ConceptScheme", "insp:RecurringIssue"])
def test_only_teams_and_bodies_are_teams(five: Store, kind: str) -> None:
    asked = f"{PROLOGUE} SELECT DISTINCT ?name {{ ?iri a {kind} ; skos:prefLabel ?name }} ORDER BY ?name LIMIT 20"
    names = [str(name) for (name,) in five.select(asked).rows]
    assert names
    for name in names:
        assert unknown_name(five, find("team-lineage"), {"team": name}).startswith("No team is called")
