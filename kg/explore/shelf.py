"""The list of reports: when each was answered and by whom, how much it recommends, what became of it."""

from __future__ import annotations

from kg.explore.common import between, day_of, refs, rows
from kg.explore.front import add
from kg.explore.papers import Paper, papers
from kg.explore.shapes import Positions, Ref, ReportRow, Reports
from kg.interface import Store

MOST = 1000  # rows at once
_POSITIONS = (
    "SELECT DISTINCT ?report ?position ?n { ?x insp:tallyOf ?report ; insp:ofPosition ?position ; insp:leafCount ?n }"
)
_PROMISES = """SELECT ?report (COUNT(DISTINCT ?iri) AS ?n) {
  ?iri insp:promisedIn/insp:publishedIn/insp:respondsTo ?report } GROUP BY ?report"""
_OVERDUE = """SELECT ?report (COUNT(DISTINCT ?iri) AS ?n) {
  { SELECT DISTINCT ?iri { ?iri insp:openUntil ?until FILTER (?until < "%s"^^xsd:date) } }
  ?iri insp:promisedIn/insp:publishedIn/insp:respondsTo ?report } GROUP BY ?report"""


def reports(store: Store, *, as_of: str = "", offset: int = 0, limit: int = MOST) -> Reports:
    """The reports, the latest first. Raises UsageError for a day or numbers that cannot be."""
    day = day_of(as_of)
    between(offset, 0, 10_000_000, "offset")
    between(limit, 0, MOST, "limit")
    known = sorted(papers(store).values(), key=lambda paper: paper.slug)
    known.sort(key=lambda paper: paper.order[0] if paper.year else "", reverse=True)
    shown = known[offset : offset + limit]
    positions: dict[str, Positions] = {}
    for row in rows(store, _POSITIONS):
        add(positions.setdefault(row["report"], none()), row["position"].rpartition("#")[2], int(row["n"]))
    promised = {row["report"]: int(row["n"]) for row in rows(store, _PROMISES)}
    overdue = {row["report"]: int(row["n"]) for row in rows(store, _OVERDUE % day)}
    bodies = refs(store, (paper.publisher for paper in shown if paper.publisher))
    told = [
        _row(paper, bodies, positions.get(paper.iri, none()), promised.get(paper.iri, 0), overdue.get(paper.iri, 0))
        for paper in shown
    ]
    return {"asOf": day, "total": len(known), "rows": told}


def none() -> Positions:
    """No recommendation of any position."""
    return {"accepted": 0, "partiallyAccepted": 0, "rejected": 0, "notStated": 0}


def _row(paper: Paper, bodies: dict[str, Ref], positions: Positions, promised: int, overdue: int) -> ReportRow:
    return {
        "slug": paper.slug,
        "title": paper.title,
        "published": paper.published,
        "publisher": bodies.get(paper.publisher),
        "report": paper.ref,
        "recommendations": sum(
            (positions["accepted"], positions["partiallyAccepted"], positions["rejected"], positions["notStated"])
        ),
        "positions": positions,
        "commitments": promised,
        "overdue": overdue,
    }
