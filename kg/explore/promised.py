"""Commitments as a table."""

from __future__ import annotations

from kg.explore.common import day_of
from kg.explore.promises import commitments as described
from kg.explore.select import Filter, chosen
from kg.explore.shapes import Commitments
from kg.interface import Store


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
