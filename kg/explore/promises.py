"""Commitments as every page shows them: in their own words, with date, owner, how far they are and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kg.explore.common import Row, date, facts, first, refs, tail
from kg.explore.later import said_later
from kg.explore.papers import Paper, known, papers
from kg.explore.shapes import Commitment, Date, Quote, Ref
from kg.explore.spans import quotes
from kg.interface import Store

Overdue = Literal["yes", "no", "cannot be known"]
Status = Literal["completed", "overdue", "undated", "open"]
_AROUND = ("owner", "raisesIssue")

_FACTS = tuple(
    f"insp:{name}"
    for name in (
        *("addresses", "text", "delivery", "firmness", "timing", "due", "dueText", "dueEarliest", "dueLatest"),
        *("owner", "raisesIssue"),
    )
)


def commitments(store: Store, iris: Iterable[str], as_of: str) -> dict[str, Commitment]:
    """The commitments of these IRIs, judged by the day, in this order; what is no commitment is left out."""
    wanted = list(dict.fromkeys(iris))
    said = facts(store, wanted, *_FACTS)
    nodes = facts(store, (first(one, "addresses") for one in said.values()), "insp:number", "insp:madeIn")
    reports = papers(store, (first(one, "madeIn") for one in nodes.values()))
    named = refs(store, (iri for one in said.values() for name in _AROUND for iri in one.get(name, ())))
    places, later = quotes(store, said), said_later(store, [*said, *nodes])
    found: dict[str, Commitment] = {}
    for iri in wanted:
        one = said.get(iri, {})
        node = nodes.get(first(one, "addresses"), {})
        if {"addresses", "text"} <= set(one) and {"number", "madeIn"} <= set(node):
            row = {name: some[0] for name, some in one.items()} | {"iri": iri, "number": first(node, "number")}
            around = _sorted(named, one.get("owner", ())), _sorted(named, one.get("raisesIssue", ()))
            told = _commitment(row, known(reports, first(node, "madeIn")), around, places.get(iri, []), as_of)
            found[iri] = told | {"later": [*later.get(iri, ()), *later.get(row["addresses"], ())]}
    return found


def _sorted(named: dict[str, Ref], iris: Iterable[str]) -> list[Ref]:
    return sorted((named[iri] for iri in iris), key=lambda one: (one["label"], one["iri"]))


def _commitment(
    row: Row, paper: Paper, around: tuple[list[Ref], list[Ref]], places: list[Quote], as_of: str
) -> Commitment:
    owners, issues = around
    node = paper.part(row["addresses"], row["number"])
    lacks = lacking(row, owned=bool(owners))
    late = overdue(row, as_of)
    return {
        "iri": row["iri"],
        "path": places[0]["path"] if places else node["path"],
        "report": paper.ref,
        "number": row["number"],
        "recommendation": node,
        "text": row["text"],
        "owner": owners[0] if owners else None,
        "owners": owners,
        "due": _due(row),
        "delivery": tail(row.get("delivery", "")),
        "firmness": tail(row.get("firmness", "")),
        "timing": tail(row.get("timing", "")),
        "status": _status(row, late),
        "overdue": late,
        "vague": "firm words" in lacks or {"date", "owner"} <= set(lacks),
        "lacks": lacks,
        "issues": issues,
        "quote": places[0] if places else None,
        "later": [],
    }


def completed(row: Row) -> bool:
    """Whether the department reports it complete."""
    return tail(row.get("delivery", "")) == "completed"


def overdue(row: Row, as_of: str) -> Overdue:
    """Whether it was due before the day and is not reported complete (days are YYYY-MM-DD)."""
    earliest, latest = row.get("dueEarliest"), row.get("dueLatest")
    if completed(row) or ("due" not in row and tail(row.get("timing", "")) != "cannotBeKnown"):
        return "no"
    if latest and latest < as_of:
        return "yes"
    return "no" if earliest and earliest >= as_of else "cannot be known"


def _status(row: Row, late: Overdue) -> Status:
    if completed(row):
        return "completed"
    if late == "yes":
        return "overdue"
    return "open" if "due" in row else "undated"


def lacking(row: Row, *, owned: bool) -> list[str]:
    """What a commitment lacks that is not reported complete: a date, an owner, firm words."""
    if completed(row):
        return []
    hedged = tail(row.get("firmness", "")) == "conditional"
    return ["date"] * ("due" not in row) + ["owner"] * (not owned) + ["firm words"] * hedged


def _due(row: Row) -> Date | None:
    if "due" not in row and "dueText" not in row:
        return None
    known = date(row.get("due", ""), row.get("dueText", ""))
    return known | {"earliest": row.get("dueEarliest"), "latest": row.get("dueLatest")}
