"""The list of reports: when each was answered and by whom, how much it recommends, what became of it."""

from __future__ import annotations

from kg.explore.common import between, day_of, refs, rows, tail
from kg.explore.front import add, positions
from kg.explore.papers import Paper, papers
from kg.explore.shapes import Positions, Ref, ReportRow, Reports
from kg.interface import Store

MOST = 1000  # rows at once
_PROMISES = (
    "SELECT ?graph (COUNT(DISTINCT ?iri) AS ?n) { GRAPH ?graph { ?iri insp:promisedIn ?answer } } GROUP BY ?graph"
)
_OVERDUE = """SELECT ?graph (COUNT(DISTINCT ?iri) AS ?n) {
  GRAPH ?graph { ?iri insp:openUntil ?until FILTER (?until < "%s"^^xsd:date) } } GROUP BY ?graph"""


def reports(store: Store, *, as_of: str = "", offset: int = 0, limit: int = MOST) -> Reports:
    """The reports, the latest first. Raises UsageError for a day or numbers that cannot be."""
    day = day_of(as_of)
    between(offset, 0, 10_000_000, "offset")
    between(limit, 0, MOST, "limit")
    known = sorted(papers(store).values(), key=lambda paper: paper.slug)
    known.sort(key=lambda paper: paper.order[0] if paper.year else "", reverse=True)
    shown = known[offset : offset + limit]
    taken: dict[str, Positions] = {}
    for _, slug, position, leaves in positions(store):
        add(taken.setdefault(slug, none()), position, leaves)
    promised, overdue = _counted(store, _PROMISES), _counted(store, _OVERDUE % day)
    bodies = refs(store, (paper.publisher for paper in shown if paper.publisher))
    told = [
        _row(paper, bodies, taken.get(paper.slug, none()), promised.get(paper.slug, 0), overdue.get(paper.slug, 0))
        for paper in shown
    ]
    return {"asOf": day, "total": len(known), "rows": told}


def _counted(store: Store, query: str) -> dict[str, int]:
    """A number for each report, by its slug, which is the end of the names of its graphs."""
    return {tail(row["graph"]): int(row["n"]) for row in rows(store, query)}


def none() -> Positions:
    """No recommendation of any position."""
    return {"accepted": 0, "partiallyAccepted": 0, "rejected": 0, "notStated": 0}


def _row(paper: Paper, bodies: dict[str, Ref], taken: Positions, promised: int, overdue: int) -> ReportRow:
    return {
        "slug": paper.slug,
        "title": paper.title,
        "published": paper.published,
        "publisher": bodies.get(paper.publisher),
        "report": paper.ref,
        "recommendations": sum((taken["accepted"], taken["partiallyAccepted"], taken["rejected"], taken["notStated"])),
        "positions": taken,
        "commitments": promised,
        "overdue": overdue,
    }
