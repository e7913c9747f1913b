"""Which links between reports a reader asks for: the filters of the network as SPARQL, and the surest that pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.explore.common import Row, between, count, facts, first, iri_of, rows, rows_of, slug_of, values
from kg.explore.papers import papers
from kg.interface import Store
from kg.namespaces import BASE, RECURRENCE_GRAPH, THEME

NODES = 2000  # nodes of a network at most
_NEAR = 50  # things that a network may be near to
_GRAPH = RECURRENCE_GRAPH.n3()


@dataclass(frozen=True, slots=True)
class Edge:
    """The surest link between two nodes (IRIs), and how many there are."""

    link: str
    earlier: str
    later: str
    score: float
    links: int = 1


# lists that are read from end to end and joined: looking up each link takes ten times as long
_SCORES = f"{{ SELECT ?link ?score {{ GRAPH {_GRAPH} {{ ?link insp:score ?score }} }} }}"
_EARLIER = f"{{ SELECT ?link ?earlier {{ GRAPH {_GRAPH} {{ ?link insp:earlier ?earlier }} }} }}"
_LATER = f"{{ SELECT ?link ?later {{ GRAPH {_GRAPH} {{ ?link insp:later ?later }} }} }}"
_REPORTS = (
    """{ SELECT ?earlier ?from { ?earlier insp:madeIn ?from } } { SELECT ?later ?to { ?later insp:madeIn ?to } }"""
)


_AT = f"""SELECT DISTINCT ?link {{ VALUES ?node {{ %s }} GRAPH {_GRAPH} {{
  {{ ?link insp:earlier ?node }} UNION {{ ?link insp:later ?node }} }} }}"""


def links(store: Store, where: str, most: int) -> tuple[list[Edge], int]:
    """The surest links that pass the filters, in no particular choice among equals, and how many pass."""
    scores = rows(store, f"SELECT ?score (COUNT(DISTINCT ?link) AS ?n) {{ {where} {_SCORES} }} GROUP BY ?score")
    scores.sort(key=lambda row: -float(row["score"]))
    total, reached, least = sum(int(row["n"]) for row in scores), 0, None
    surer = 0  # links that are surer than the least sure ones shown
    for row in scores:
        if reached < most:
            surer, reached, least = reached, reached + int(row["n"]), row["score"]
    if least is None:
        return [], 0
    bar = f"{{ SELECT ?link ?score {{ GRAPH {_GRAPH} {{ ?link insp:score ?score FILTER (?score %s {least}) }} }} }}"
    found = rows(store, f"SELECT DISTINCT ?link {{ {where} {bar % '>'} }}") if surer else []
    found += rows(store, f"SELECT DISTINCT ?link {{ {where} {bar % '='} }} LIMIT {most - surer}")
    said = facts(store, (row["link"] for row in found), "insp:earlier", "insp:later", "insp:score")
    edges = [
        Edge(link, first(one, "earlier"), first(one, "later"), float(first(one, "score", "0")))
        for link, one in said.items()
    ]
    return sorted(edges, key=lambda edge: (-edge.score, edge.link)), total


def report_pairs(store: Store, where: str, most: int) -> tuple[list[Edge], int]:
    """The pairs of reports with the most links that pass, each with its surest link, and how many links pass."""
    found = rows(
        store,
        f"""SELECT ?from ?to (COUNT(?link) AS ?links) {{ {where} {_EARLIER} {_LATER} {_REPORTS} }}
        GROUP BY ?from ?to ORDER BY DESC(?links) LIMIT {most}""",
    )
    total = count(store, f"SELECT (COUNT(DISTINCT ?link) AS ?n) {{ {where} {_SCORES} }}")
    best = _best(store, where, found)
    edges = [
        Edge(link, row["from"], row["to"], score, int(row["links"]))
        for row in found
        if (pair := (row.get("from", ""), row.get("to", ""))) in best
        for score, link in [best[pair]]
    ]
    return sorted(edges, key=lambda edge: (-edge.links, -edge.score, edge.link)), total


def _best(store: Store, where: str, found: Sequence[Row]) -> dict[tuple[str, str], tuple[float, str]]:
    """The surest link between each pair of reports."""
    wanted = sorted((row["from"], row["to"]) for row in found if "from" in row)
    if not wanted:
        return {}
    best: dict[tuple[str, str], tuple[float, str]] = {}
    ends = " ".join(f"(<{one}> <{other}>)" for one, other in wanted)
    query = f"""SELECT DISTINCT ?from ?to ?link ?score {{ {{ SELECT ?from ?to {{ VALUES (?from ?to) {{ {ends} }} }} }}
      {where} {_SCORES} {_EARLIER} {_LATER} {_REPORTS} }}"""
    for row in rows(store, query):
        pair = row["from"], row["to"]
        best[pair] = max(best.get(pair, (-1.0, "")), (float(row["score"]), row["link"]))
    return best


def within(edges: Sequence[Edge]) -> list[Edge]:
    """The edges, the surest first, as long as they have not too many nodes."""
    nodes: set[str] = set()
    kept = []
    for edge in edges:
        if len(nodes | {edge.earlier, edge.later}) <= NODES:
            nodes |= {edge.earlier, edge.later}
            kept.append(edge)
    return kept


def either(pattern: str) -> str:
    """The links of which one end is such a node."""
    ends = " UNION ".join(
        f"{{ SELECT ?link ?node {{ GRAPH {_GRAPH} {{ ?link insp:{end} ?node }} }} }}" for end in ("earlier", "later")
    )
    return f"{{ SELECT DISTINCT ?link {{ {{ SELECT DISTINCT ?node {{ {pattern} }} }} {{ {ends} }} }} }}"


def near_to(store: Store, near: str) -> str:
    """The links of recommendations, or of those of reports, between commas: few, so they are looked up."""
    if not near:
        return ""
    asked = near.split(",")
    between(len(asked), 1, _NEAR, "near")
    nodes: list[str] = []
    for one in asked:
        iri = iri_of(one, "near") if ":" in one else f"{BASE}report/{slug_of(one, 'report')}"
        if iri.startswith(str(BASE["report/"])):
            nodes += [row["node"] for row in rows(store, f"SELECT DISTINCT ?node {{ ?node insp:madeIn <{iri}> }}")]
        else:
            nodes.append(iri)
    found = {row["link"] for row in rows_of(store, _AT, nodes)}
    return f"{{ SELECT ?link {{ VALUES ?link {{ {values(sorted(found))} }} }} }}"


def about(store: Store, theme: str, issue: str) -> str:
    """The links on one issue, or on any of a theme."""
    wanted = [_named(issue, str(THEME), "issue").replace(str(BASE["issue/"]), str(THEME))] if issue else []
    if theme:
        found = rows(store, f"SELECT DISTINCT ?iri {{ ?iri skos:broader <{_named(theme, str(THEME), 'theme')}> }}")
        under = {row["iri"] for row in found}
        wanted = [iri for iri in wanted if iri in under] if issue else sorted(under)
    if not theme and not issue:
        return ""
    names = " ".join(f"<{iri}>" for iri in wanted)
    return f"{{ SELECT DISTINCT ?link {{ VALUES ?issue {{ {names} }} GRAPH {_GRAPH} {{ ?link insp:issue ?issue }} }} }}"


def naming(kind: str, name: str, way: str) -> str:
    """The links of which one end names a system, or was told to a team or body."""
    if not name:
        return ""
    iri = _named(name, f"{BASE}{kind}/", kind)
    others = f" <{BASE}organisation/{name}>" if kind == "team" and ":" not in name else ""
    return either(f"VALUES ?entity {{ <{iri}>{others} }} ?node {way} ?entity ; insp:number ?number")


def _named(name: str, start: str, kind: str) -> str:
    return iri_of(name, f"the {kind}") if ":" in name else start + slug_of(name, kind)


def years(store: Store, since: str, until: str) -> str:
    """The links of which both ends were answered in these years. Raises UsageError for years that are none."""
    for text in filter(None, (since, until)):
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise UsageError(f"{text[:80]!r} is no year", where="from, to", expected="four digits, as in 2016")
    if not since and not until:
        return ""
    inside = [one.iri for one in papers(store).values() if one.year and (since or "0") <= one.year <= (until or "9999")]
    made = f"""{{ SELECT ?report {{ VALUES ?report {{ {values(inside)} }} }} }}
      {{ SELECT ?node ?report {{ ?node insp:madeIn ?report }} }}"""
    return " ".join(
        f"{{ SELECT ?link {{ {{ SELECT DISTINCT ?node {{ {made} }} }} "
        f"{{ SELECT ?link ?node {{ GRAPH {_GRAPH} {{ ?link insp:{end} ?node }} }} }} }} }}"
        for end in ("earlier", "later")
    )
