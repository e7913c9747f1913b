"""Links between recommendations as lists show them, and which of them are the surest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote as quoted

from kg.explore.common import Row, refs, rows_of, tail
from kg.explore.nodes import named_nodes
from kg.explore.shapes import Link
from kg.interface import Store
from kg.namespaces import BASE, RECURRENCE_GRAPH

_GRAPH = RECURRENCE_GRAPH.n3()
_OF = f"""SELECT ?node ?link ?score {{ VALUES ?node {{ %s }} GRAPH {_GRAPH} {{
  {{ ?link insp:later ?node }} UNION {{ ?link insp:earlier ?node }}
  ?link insp:score ?score }} }}"""
_FACTS = f"""SELECT DISTINCT ?link ?earlier ?later ?score ?verdict ?review ?reason {{ VALUES ?link {{ %s }}
  GRAPH {_GRAPH} {{ ?link insp:earlier ?earlier ; insp:later ?later
    OPTIONAL {{ ?link insp:score ?score }} OPTIONAL {{ ?link insp:verdict ?verdict }}
    OPTIONAL {{ ?link insp:review ?review }} OPTIONAL {{ ?link insp:reason ?reason }} }} }}"""
_ISSUES = f"SELECT DISTINCT ?link ?issue {{ VALUES ?link {{ %s }} GRAPH {_GRAPH} {{ ?link insp:issue ?issue }} }}"


def links_of(store: Store, nodes: Iterable[str], most: int) -> tuple[dict[str, list[Link]], dict[str, int]]:
    """The surest links of each recommendation, and how many it has in all."""
    found: dict[str, dict[str, float]] = {}
    for row in rows_of(store, _OF, nodes):
        found.setdefault(row["node"], {})[row["link"]] = float(row["score"])
    shown = {node: surest(scores, most) for node, scores in found.items()}
    told = links(store, (link for some in shown.values() for link in some))
    return (
        {node: [told[link] for link in some if link in told] for node, some in shown.items()},
        {node: len(scores) for node, scores in found.items()},
    )


def surest(scores: Mapping[str, float], most: int) -> list[str]:
    """The links of the highest scores, so many at most."""
    return sorted(scores, key=lambda link: (-scores[link], link))[:most]


def links(store: Store, iris: Iterable[str]) -> dict[str, Link]:
    """Links by IRI, each in short."""
    facts: dict[str, Row] = {row["link"]: row for row in rows_of(store, _FACTS, iris)}
    issues: dict[str, list[str]] = {}
    for row in rows_of(store, _ISSUES, facts):
        issues.setdefault(row["link"], []).append(row["issue"])
    named = refs(store, (issue for some in issues.values() for issue in some))
    ends = named_nodes(store, (row[side] for row in facts.values() for side in ("earlier", "later")))
    return {
        iri: {
            "iri": iri,
            "path": link_path(row["earlier"], row["later"]),
            "earlier": ends[row["earlier"]][0],
            "later": ends[row["later"]][0],
            "earlierReport": ends[row["earlier"]][1].ref,
            "laterReport": ends[row["later"]][1].ref,
            "score": float(row.get("score", 0)),
            "verdict": tail(row.get("verdict", "")),
            "review": tail(row.get("review", "")),
            "reason": row.get("reason", ""),
            "issues": sorted((named[issue] for issue in issues.get(iri, [])), key=lambda one: one["label"]),
        }
        for iri, row in facts.items()
        if row["earlier"] in ends and row["later"] in ends
    }


def link_path(earlier: str, later: str) -> str:
    """The page of the link of two recommendations."""
    names = (quoted(iri.removeprefix(str(BASE["recommendation/"])), safe="") for iri in (earlier, later))
    return "/link?earlier={}&later={}".format(*names)
