"""The network of links between reports: filtered and cut to the surest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.explore import edges
from kg.explore.common import between, facts, first, one_of, refs, short, tail
from kg.explore.edges import Edge
from kg.explore.nodes import by_label
from kg.explore.papers import known, papers
from kg.explore.shapes import Network, NetworkEdge, NetworkNode
from kg.explore.ties import link_path
from kg.interface import Store

MOST = 2000  # edges at most
_FACTS = ("insp:earlier", "insp:later", "insp:verdict", "insp:review", "insp:issue")
_SHOWN = 160  # characters of a text
LEVELS = ("recommendation", "report")
POSITIONS = ("accepted", "partiallyAccepted", "rejected", "notStated")


def network(
    store: Store,
    *,
    theme: str = "",
    system: str = "",
    team: str = "",
    issue: str = "",
    since: str = "",
    until: str = "",
    position: str = "",
    level: str = "recommendation",
    near: str = "",
    most: int = 400,
) -> Network:
    """The links between recommendations, the surest `most` of them, or the pairs of reports with the most links.

    `theme`, `issue`, `system` and `team` are names as in addresses, or IRIs; a link is of a system, team or `position`
    where one of its ends is. `since` and `until` are years that both ends lie between; `near` is a recommendation or a
    report that is one of the ends, or several between commas. Raises UsageError for values that cannot be.
    """
    between(most, 1, MOST, "most")
    by_report = one_of(level, LEVELS, "level") == "report"
    where = " ".join(
        [
            edges.near_to(store, near),
            edges.about(store, theme, issue),
            edges.naming("system", system, "insp:asksAbout"),
            edges.naming("team", team, "insp:toldTo"),
            edges.either(f"?node insp:effectiveAcceptance insp:{one_of(position, POSITIONS, 'position')}")
            if position
            else "",
            edges.years(store, since, until),
        ]
    )
    found, total = (edges.report_pairs if by_report else edges.links)(store, where, most)
    kept = edges.within(found)
    told = _edges(store, kept, by_report=by_report)
    shown = sum(edge.links for edge in kept)
    nodes = _report_nodes(store, kept) if by_report else _recommendation_nodes(store, kept)
    return {"nodes": nodes, "edges": told, "truncated": total - shown, "total": total}


def _edges(store: Store, found: Sequence[Edge], *, by_report: bool) -> list[NetworkEdge]:
    said = facts(store, (edge.link for edge in found), *_FACTS)
    named = refs(store, (issue for one in said.values() for issue in one.get("issue", ())))
    told: list[NetworkEdge] = []
    for edge in found:
        one = said.get(edge.link, {})
        issues = by_label(named[issue] for issue in one.get("issue", ()))
        ends = first(one, "earlier", edge.earlier), first(one, "later", edge.later)
        told.append(
            {
                "id": edge.link if not by_report else f"{tail(edge.later)}-{tail(edge.earlier)}",
                "source": edge.later,
                "target": edge.earlier,
                "kind": "recurrence",
                "score": edge.score,
                "verdict": tail(first(one, "verdict")),
                "review": tail(first(one, "review")),
                "issue": issues[0] if issues else None,
                "links": edge.links,
                "path": link_path(*ends),
            }
        )
    return told


def _degrees(kept: Iterable[Edge]) -> dict[str, int]:
    """How many edges end at each node, in the order in which they are met."""
    told: dict[str, int] = {}
    for edge in kept:
        for node in (edge.earlier, edge.later):
            told[node] = told.get(node, 0) + 1
    return told


def _recommendation_nodes(store: Store, found: Sequence[Edge]) -> list[NetworkNode]:
    degrees = _degrees(found)
    said = facts(store, degrees, "insp:madeIn", "insp:number", "insp:text", "insp:effectiveAcceptance")
    reports = papers(store, (first(one, "madeIn") for one in said.values()))
    told: list[NetworkNode] = []
    for iri in degrees:
        one = said.get(iri, {})
        paper, number = known(reports, first(one, "madeIn")), first(one, "number")
        told.append(
            {
                "id": iri,
                "label": paper.part(iri, number)["label"],
                "kind": "recommendation",
                "path": paper.part(iri, number)["path"],
                "report": paper.slug,
                "year": int(paper.year) if paper.year else None,
                "text": short(first(one, "text"), _SHOWN),
                "links": degrees[iri],
                "number": number,
                "acceptance": tail(first(one, "effectiveAcceptance", "notStated")),
            }
        )
    return told


def _report_nodes(store: Store, found: Sequence[Edge]) -> list[NetworkNode]:
    degrees = _degrees(found)
    reports = papers(store, degrees)
    return [
        {
            "id": iri,
            "label": reports[iri].label,
            "kind": "report",
            "path": reports[iri].ref["path"],
            "report": reports[iri].slug,
            "year": int(reports[iri].year) if reports[iri].year else None,
            "text": reports[iri].title,
            "links": degree,
        }
        for iri, degree in degrees.items()
        if iri in reports
    ]
