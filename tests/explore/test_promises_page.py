"""Commitments as a table, as CSV and as a calendar."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from icalendar import Calendar

from kg import explore
from kg.errors import NotFoundError, UsageError
from kg.explore import door
from kg.explore.promises import overdue
from kg.interface import Store

VISITS = "2024-illegal-working-enforcement"
TEAMS = "2010-local-immigration-teams"


def test_every_commitment_has_one_status(five: Store) -> None:
    found = {
        status: explore.commitments(five, status=status, as_of="2025-01-01", limit=500)
        for status in ("all", "completed", "overdue", "undated", "open")
    }
    assert sum(page["total"] for status, page in found.items() if status != "all") == found["all"]["total"] == 137
    for status, page in found.items():
        assert len(page["rows"]) == page["total"]
        if status != "all":
            assert {row["status"] for row in page["rows"]} == {status}


def test_vague_ones_are_conditional_or_lack_both_date_and_owner(five: Store) -> None:
    vague = explore.commitments(five, status="vague", limit=500)
    everything = explore.commitments(five, limit=500)
    assert {row["iri"] for row in vague["rows"]} == {row["iri"] for row in everything["rows"] if row["vague"]}
    explores = next(row for row in vague["rows"] if "explore whether “succinct guidance”" in row["text"])
    assert explores["firmness"] == "conditional"
    assert explores["lacks"] == ["firm words"]
    assert [owner["label"] for owner in explores["owners"]] == ["Returns, Enforcement and Detention Policy"]


def test_what_was_to_be_done_by_april_2024(five: Store) -> None:
    found = explore.commitments(five, report=VISITS, status="overdue", as_of="2024-05-01")
    assert [row["number"] for row in found["rows"]] == ["1.a", "1.b", "1.c", "3", "3", "6"]
    assert explore.commitments(five, report=VISITS, status="overdue", as_of="2024-04-30")["total"] == 0


def test_the_place_of_a_promise(five: Store) -> None:
    rows = explore.commitments(five, report=TEAMS)["rows"]
    meeting = next(row for row in rows if "standing agenda item" in row["text"])
    assert meeting["quote"] is not None
    assert (meeting["quote"]["line"], meeting["quote"]["file"]) == (19, f"{TEAMS}.txt")
    assert meeting["path"] == meeting["quote"]["path"] == f"/report/{TEAMS}#s549-677"
    assert meeting["due"] == {
        "edtf": "2010?-11-30",
        "earliest": "2010-11-30",
        "latest": "2010-11-30",
        "text": "scheduled for 30 November",
    }
    assert meeting["owner"] is not None
    assert meeting["owner"]["label"] == "Local Immigration Team"


def test_due_dates_between_two_days(five: Store) -> None:
    found = explore.commitments(five, since="2024-07-01", until="2024-07-31", report=VISITS)
    assert {row["number"] for row in found["rows"]} == {"4.a", "4.b", "4.c"}  # "will be completed by July 2024"


def test_pages_do_not_overlap(five: Store) -> None:
    whole = [row["iri"] for row in explore.commitments(five, limit=500)["rows"]]
    parts = [row["iri"] for at in range(0, 137, 30) for row in explore.commitments(five, offset=at, limit=30)["rows"]]
    assert parts == whole
    assert len(set(whole)) == 137
    dates = [row["due"]["latest"] for row in explore.commitments(five, limit=500)["rows"] if row["due"]]
    known = [day for day in dates if day]
    assert known == sorted(known)


def test_of_an_owner_and_of_an_issue(five: Store) -> None:
    owned = explore.commitments(five, owner="border-force", limit=500)["rows"]
    assert owned
    assert all("Border Force" in [owner["label"] for owner in row["owners"]] for row in owned)
    about = explore.commitments(five, issue="guidance-out-of-date", limit=500)["rows"]
    assert all("guidance-out-of-date" in "".join(issue["path"] for issue in row["issues"]) for row in about)


@pytest.mark.parametrize("bad", [{"status": "late"}, {"since": "May"}, {"limit": 99_999}, {"owner": "a:b c"}])
def test_filters_that_cannot_be(five: Store, bad: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        explore.commitments(five, **bad)  # type: ignore[arg-type]


def test_overdue_is_yes_no_or_cannot_be_known() -> None:
    april = {"due": "2024-04", "dueEarliest": "2024-04-01", "dueLatest": "2024-04-30", "delivery": "x#planned"}
    assert overdue(april, "2024-04-01") == "no"
    assert overdue(april, "2024-04-15") == "cannot be known"
    assert overdue(april, "2024-05-01") == "yes"
    assert overdue(april | {"delivery": "x#completed"}, "2024-05-01") == "no"
    assert overdue({"due": "2024-04/..", "dueEarliest": "2024-04-01", "delivery": "x#planned"}, "2024-05-01") == (
        "cannot be known"
    )
    assert overdue({"timing": "x#noDeadlineStated"}, "2024-05-01") == "no"
    assert overdue({"timing": "x#cannotBeKnown"}, "2024-05-01") == "cannot be known"


def test_csv(five: Store) -> None:
    file = explore.get(five, "commitments.csv", {"report": VISITS})
    rows = list(csv.DictReader(io.StringIO(file["content"].decode(), newline="")))
    assert len(rows) == 15
    pronto = next(row for row in rows if row["number"] == "5")
    assert pronto["commitment"].startswith("Immigration Enforcement will review debriefing")
    assert (pronto["owner"], pronto["due"], pronto["delivery"]) == ("Immigration Enforcement", "2024-12-31", "planned")


def test_files_hold_all_commitments_however_many_are_read_at_once(five: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: explore.get(five, name, {})["content"] for name in ("commitments.csv", "commitments.ics")}
    assert len(list(csv.DictReader(io.StringIO(whole["commitments.csv"].decode(), newline="")))) == 137
    monkeypatch.setattr(door, "MOST", 10)
    for name, content in whole.items():
        assert explore.get(five, name, {})["content"] == content
    some = explore.get(five, "commitments.csv", {"limit": "7", "offset": "130"})["content"]
    assert some.splitlines()[1:] == whole["commitments.csv"].splitlines()[131:]


def test_a_formula_stays_text(five: Store) -> None:
    from kg.explore.downloads import _cell

    assert [_cell(text) for text in ("=1+1", "@x", "We will")] == ["'=1+1", "'@x", "We will"]


def test_calendar(five: Store) -> None:
    file = explore.get(five, "commitments.ics", {"report": TEAMS, "asOf": "2024-01-01"}, base="http://localhost:8000/")
    calendar = Calendar.from_ical(file["content"])
    found = explore.commitments(five, report=TEAMS)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == found["total"] - found["undated"]
    meeting = events[f"commitment/{TEAMS}/1/1@w3id.org"]
    assert meeting.decoded("dtstart") == date(2010, 11, 30)
    assert meeting.decoded("dtend") == date(2010, 12, 1)
    assert str(meeting["url"]) == f"http://localhost:8000/report/{TEAMS}#s549-677"
    assert "standing agenda item from the next national LIT meeting" in str(meeting["description"])
    assert f"without a day: {found['undated']}" in str(calendar["x-wr-caldesc"])
    again = explore.get(five, "commitments.ics", {"report": TEAMS, "asOf": "2024-01-01"}, base="http://localhost:8000/")
    assert again["content"] == file["content"]
    with pytest.raises(NotFoundError):
        explore.commitments_file([found], "commitments.pdf")


@pytest.mark.parametrize("name", ["asOf", "from", "to"])
def test_a_day_that_is_none_is_told_by_its_parameter(five: Store, name: str) -> None:
    with pytest.raises(UsageError) as told:
        explore.get(five, "commitments", {name: "1 May"})
    assert told.value.where == name
