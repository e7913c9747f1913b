"""Which links between reports a reader asks for: the filters of the network as SPARQL, and the surest that pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.explore.common import Row, count, iri_of, rows, slug_of
from kg.interface import Store
from kg.namespaces import BASE, RECURRENCE_GRAPH, THEME

NODES = 2000  # nodes of a network at most
_GRAPH = RECURRENCE_GRAPH.n3()


@dataclass(frozen=True, slots=True)
class Edge:
    """The surest link between two nodes (IRIs), and how many there are."""

    link: str
    earlier: str
    later: str
    score: float
    links: int = 1


_ALL = f"GRAPH {_GRAPH} {{ ?link insp:earlier ?earlier ; insp:later ?later ; insp:score ?score }}"


def links(store: Store, where: str, most: int) -> tuple[list[Edge], int]:
    total = count(store, f"SELECT (COUNT(DISTINCT ?link) AS ?n) {{ {where} {_ALL} }}")
    found = rows(
        store,
        f"SELECT DISTINCT ?link ?earlier ?later ?score {{ {where} {_ALL} }} ORDER BY DESC(?score) ?link LIMIT {most}",
    )
    return [Edge(row["link"], row["earlier"], row["later"], float(row["score"])) for row in found], total


def report_pairs(store: Store, where: str, most: int) -> tuple[list[Edge], int]:
    pairs = f"""{{ SELECT ?from ?to (MAX(?score) AS ?best) (COUNT(DISTINCT ?link) AS ?links) {{
      {where} {_ALL} ?earlier insp:madeIn ?from . ?later insp:madeIn ?to }} GROUP BY ?from ?to }}"""
    total = count(store, f"SELECT (COUNT(*) AS ?n) {{ {pairs} }}")
    found = rows(store, f"SELECT * {{ {pairs} }} ORDER BY DESC(?best) DESC(?links) ?from ?to LIMIT {most}")
    best = _best(store, where, found)
    return [
        Edge(best[row["from"], row["to"]], row["from"], row["to"], float(row["best"]), int(row["links"]))
        for row in found
    ], total


def _best(store: Store, where: str, found: Sequence[Row]) -> dict[tuple[str, str], str]:
    """The surest link between each pair of reports."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for start in range(0, len(found), 500):
        pairs = " ".join(f"(<{row['from']}> <{row['to']}>)" for row in found[start : start + 500])
        query = f"""SELECT DISTINCT ?from ?to ?link ?score {{ VALUES (?from ?to) {{ {pairs} }}
          {where} ?later insp:madeIn ?to . {_ALL} ?earlier insp:madeIn ?from }}"""
        for row in rows(store, query):
            pair = row["from"], row["to"]
            best[pair] = max(best.get(pair, (-1.0, "")), (float(row["score"]), row["link"]))
    return {pair: link for pair, (_, link) in best.items()}


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
    ends = " UNION ".join(f"{{ GRAPH {_GRAPH} {{ ?link insp:{end} ?node }} }}" for end in ("earlier", "later"))
    return f"{{ SELECT DISTINCT ?link {{ {{ SELECT DISTINCT ?node {{ {pattern} }} }} {ends} }} }}"


def near_to(near: str) -> str:
    if not near:
        return ""
    iri = iri_of(near, "near") if ":" in near else f"{BASE}report/{slug_of(near, 'report')}"
    if iri.startswith(str(BASE["report/"])):
        return either(f"?node insp:madeIn <{iri}>")
    return either(f"VALUES ?node {{ <{iri}> }}")


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


def years(since: str, until: str) -> str:
    told = []
    for text, sign in ((since, ">="), (until, "<=")):
        if text and not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise UsageError(f"{text[:80]!r} is no year", where="from, to", expected="four digits, as in 2016")
        if text:
            told.append(f'STRBEFORE(?said, "\\t") {sign} "{text}"')
    if not told:
        return ""
    fits = " && ".join(['STRBEFORE(?said, "\\t") != ""', *told])
    return " ".join(
        f"{{ SELECT DISTINCT ?{end} {{ ?{end} insp:citation ?said FILTER ({fits}) }} }}" for end in ("earlier", "later")
    )
