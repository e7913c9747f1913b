"""Commitments as every page shows them: in their own words, with date, owner, how far they are and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kg.explore.common import Row, date, refs, rows_of, tail
from kg.explore.papers import Paper, known, papers
from kg.explore.shapes import Commitment, Date, Quote, Ref
from kg.explore.spans import quotes
from kg.interface import Store

Overdue = Literal["yes", "no", "cannot be known"]
Status = Literal["completed", "overdue", "undated", "open"]

_FACTS = """SELECT DISTINCT ?iri ?node ?number ?report ?text ?delivery ?firmness ?timing ?due ?told ?earliest ?latest {
  VALUES ?iri { %s }
  ?iri insp:addresses ?node ; insp:text ?text .
  ?node insp:number ?number ; insp:madeIn ?report
  OPTIONAL { ?iri insp:delivery ?delivery } OPTIONAL { ?iri insp:firmness ?firmness }
  OPTIONAL { ?iri insp:timing ?timing } OPTIONAL { ?iri insp:due ?due } OPTIONAL { ?iri insp:dueText ?told }
  OPTIONAL { ?iri insp:dueEarliest ?earliest } OPTIONAL { ?iri insp:dueLatest ?latest } }"""
_AROUND = """SELECT DISTINCT ?iri ?owner ?issue { VALUES ?iri { %s }
  { ?iri insp:owner ?owner } UNION { ?iri insp:raisesIssue ?issue } }"""


def commitments(store: Store, iris: Iterable[str], as_of: str) -> dict[str, Commitment]:
    """The commitments of these IRIs, judged by the day, in this order; what is no commitment is left out."""
    wanted = list(dict.fromkeys(iris))
    facts: dict[str, Row] = {}
    for row in sorted(rows_of(store, _FACTS, wanted), key=lambda row: (row["iri"], row["node"], row["text"])):
        facts.setdefault(row["iri"], row)
    owners, issues = _around(store, facts)
    reports = papers(store, (row["report"] for row in facts.values()))
    places = quotes(store, facts)
    found: dict[str, Commitment] = {}
    for iri in wanted:
        if iri in facts:
            paper = known(reports, facts[iri]["report"])
            around = owners.get(iri, []), issues.get(iri, [])
            found[iri] = _commitment(facts[iri], paper, around, places.get(iri, []), as_of)
    return found


def _commitment(
    row: Row, paper: Paper, around: tuple[list[Ref], list[Ref]], places: list[Quote], as_of: str
) -> Commitment:
    owners, issues = around
    node = paper.part(row["node"], row["number"])
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
    }


def completed(row: Row) -> bool:
    """Whether the department reports it complete."""
    return tail(row.get("delivery", "")) == "completed"


def overdue(row: Row, as_of: str) -> Overdue:
    """Whether it was due before the day and is not reported complete (days are YYYY-MM-DD)."""
    earliest, latest = row.get("earliest"), row.get("latest")
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
    if "due" not in row and "told" not in row:
        return None
    known = date(row.get("due", ""), row.get("told", ""))
    return known | {"earliest": row.get("earliest"), "latest": row.get("latest")}


def _around(store: Store, iris: Iterable[str]) -> tuple[dict[str, list[Ref]], dict[str, list[Ref]]]:
    """The owners and the issues of each commitment, by label."""
    around = rows_of(store, _AROUND, iris)
    told = refs(store, (row[kind] for row in around for kind in ("owner", "issue") if kind in row))
    found: dict[str, dict[str, list[Ref]]] = {"owner": {}, "issue": {}}
    for row in around:
        for kind, things in found.items():
            if kind in row:
                things.setdefault(row["iri"], []).append(told[row[kind]])
    for things in found.values():
        for some in things.values():
            some.sort(key=lambda one: (one["label"], one["iri"]))
    return found["owner"], found["issue"]
