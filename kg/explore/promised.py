"""Commitments as a table, as CSV and as a calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

from icalendar import Calendar, Event

from kg._version import __version__
from kg.errors import NotFoundError
from kg.explore.common import day_of, short, words
from kg.explore.promises import commitments as described
from kg.explore.select import MOST, Filter, chosen
from kg.explore.shapes import Commitment, Commitments, Download
from kg.interface import Store
from kg.namespaces import BASE

_COLUMNS: dict[str, Callable[[Commitment], object]] = {
    "report": lambda one: one["report"]["label"],
    "number": lambda one: one["number"],
    "commitment": lambda one: one["text"],
    "owner": lambda one: "; ".join(owner["label"] for owner in one["owners"]),
    "due": lambda one: one["due"]["edtf"] if one["due"] else "",
    "due_text": lambda one: one["due"]["text"] if one["due"] else "",
    "earliest": lambda one: (one["due"] and one["due"]["earliest"]) or "",
    "latest": lambda one: (one["due"] and one["due"]["latest"]) or "",
    "delivery": lambda one: words(one["delivery"]),
    "firmness": lambda one: one["firmness"],
    "timing": lambda one: words(one["timing"]),
    "status": lambda one: one["status"],
    "overdue": lambda one: one["overdue"],
    "vague": lambda one: "yes" if one["vague"] else "no",
    "issues": lambda one: "; ".join(issue["label"] for issue in one["issues"]),
    "file": lambda one: one["quote"]["file"] if one["quote"] else "",
    "line": lambda one: (one["quote"] and one["quote"]["line"]) or "",
    "iri": lambda one: one["iri"],
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula at the beginning of a cell
_SUMMARY = 80  # characters


def commitments(
    store: Store,
    *,
    status: str = "all",
    report: str = "",
    owner: str = "",
    issue: str = "",
    since: str = "",
    until: str = "",
    as_of: str = "",
    offset: int = 0,
    limit: int = 50,
) -> Commitments:
    """The commitments that are all of this (`select.Filter`), those due first first.

    `status` is all, completed, overdue (due before the day and not reported complete), undated (not complete, without
    a date), open (not complete, dated, not overdue) or vague (not complete, and conditional or with neither date nor
    owner). Raises UsageError for values that cannot be.
    """
    day, asked = day_of(as_of), Filter(status, report, owner, issue, since, until)
    found = chosen(store, day, asked, offset=offset, limit=limit)
    told = list(described(store, found.iris, day).values())
    return {"asOf": day, "total": found.total, "undated": found.total - found.dated, "rows": told}


def commitments_file(
    store: Store,
    form: str,
    *,
    status: str = "all",
    report: str = "",
    owner: str = "",
    issue: str = "",
    since: str = "",
    until: str = "",
    as_of: str = "",
    offset: int = 0,
    limit: int = MOST,
    base: str = "",
) -> Download:
    """The same commitments as csv or ics; `base` is the address of this server, for the links in a calendar.

    A calendar has an event of a whole day for each commitment with a day by which it is due; how many have none stands
    in its description. Raises as `commitments` does, NotFoundError for another form.
    """
    if form not in ("csv", "ics"):
        raise NotFoundError(f"there is no file commitments.{form[:20]}", expected="commitments.csv, commitments.ics")
    day, asked = day_of(as_of), Filter(status, report, owner, issue, since, until)
    found = chosen(store, day, asked, offset=offset, limit=limit)
    told = described(store, found.iris, day).values()
    if form == "csv":
        return {"name": "commitments.csv", "media": "text/csv; charset=utf-8", "content": _csv(told)}
    return {"name": "commitments.ics", "media": "text/calendar; charset=utf-8", "content": _calendar(told, day, base)}


def _csv(told: Iterable[Commitment]) -> bytes:
    """One line a commitment, after a line of names (RFC 4180)."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(_COLUMNS)
    for one in told:
        lines.writerow([_cell(str(column(one))) for column in _COLUMNS.values()])
    return out.getvalue().encode()


def _cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _calendar(told: Iterable[Commitment], day: str, base: str) -> bytes:
    """RFC 5545. The same commitments on the same day give the same file."""
    stamp = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    events, left = [], 0
    for one in told:
        latest = one["due"]["latest"] if one["due"] else None
        if latest is None:
            left += 1
        else:
            events.append(_event(one, date.fromisoformat(latest), stamp, base))
    calendar = Calendar()
    calendar.add("prodid", f"-//inspection-kg//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Commitments to inspectors")
    calendar.add("x-wr-caldesc", f"{len(events)} commitments as of {day}; left out, without a day: {left}.")
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(one: Commitment, latest: date, stamp: datetime, base: str) -> Event:
    event = Event()
    event.add("uid", f"{one['iri'].removeprefix(str(BASE))}@w3id.org")
    event.add("dtstamp", stamp)
    event.add("dtstart", latest)
    event.add("dtend", latest + timedelta(days=1))
    event.add("summary", short(f"{one['number']} {one['text']}", _SUMMARY))
    owners = ", ".join(owner["label"] for owner in one["owners"])
    facts = [
        one["text"],
        f"Recommendation {one['number']}, {one['report']['label']}",
        f"Owner: {owners}" if owners else "",
        f"Due: {one['due']['text']} ({one['due']['edtf']})" if one["due"] else "",
        f"Reported: {words(one['delivery'])}",
    ]
    event.add("description", "\n".join(filter(None, facts)))
    event.add("url", urljoin(base, one["path"]) if base else one["iri"])
    event.add("categories", [one["status"]])
    event.add("transp", "TRANSPARENT")
    return event
