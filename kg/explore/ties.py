"""Links between recommendations as lists show them, and which of them are the surest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote as quoted

from kg.explore.common import facts, first, refs, rows_of, tail
from kg.explore.nodes import by_label, named_nodes
from kg.explore.shapes import Link
from kg.interface import Store
from kg.namespaces import BASE, RECURRENCE_GRAPH

_GRAPH = RECURRENCE_GRAPH.n3()
_OF = f"""SELECT ?node ?link ?score {{ VALUES ?node {{ %s }} GRAPH {_GRAPH} {{
  {{ ?link insp:later ?node }} UNION {{ ?link insp:earlier ?node }}
  ?link insp:score ?score }} }}"""
_FACTS = tuple(f"insp:{name}" for name in ["earlier", "later", "score", "verdict", "review", "reason", "issue"])


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
    said = {iri: one for iri, one in facts(store, iris, *_FACTS).items() if {"earlier", "later"} <= set(one)}
    named = refs(store, (issue for one in said.values() for issue in one.get("issue", ())))
    ends = named_nodes(store, (first(one, side) for one in said.values() for side in ("earlier", "later")))
    told: dict[str, Link] = {}
    for iri, one in said.items():
        earlier, later = first(one, "earlier"), first(one, "later")
        if earlier in ends and later in ends:
            told[iri] = {
                "iri": iri,
                "path": link_path(earlier, later),
                "earlier": ends[earlier][0],
                "later": ends[later][0],
                "earlierReport": ends[earlier][1].ref,
                "laterReport": ends[later][1].ref,
                "score": float(first(one, "score", "0")),
                "verdict": tail(first(one, "verdict")),
                "review": tail(first(one, "review")),
                "reason": first(one, "reason"),
                "issues": by_label(named[issue] for issue in one.get("issue", ())),
            }
    return told


def link_path(earlier: str, later: str) -> str:
    """The page of the link of two recommendations."""
    names = (quoted(iri.removeprefix(str(BASE["recommendation/"])), safe="") for iri in (earlier, later))
    return "/link?earlier={}&later={}".format(*names)
