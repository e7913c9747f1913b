"""The cross-report network: reports, recommendations, issues, systems and teams, and what joins them.

A node is the IRI of a thing; an edge runs from the subject to the object of the statement it stands for. Nodes and
edges are added in the order of their IRIs, so that the same graph gives the same network, file and picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import DataError
from kg.interface import Store
from kg.namespaces import PROLOGUE

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Network: TypeAlias = "nx.DiGraph[str]"

SHARED = ("issue", "theme", "system", "team")
_EXACT, _SAMPLE = 1_000, 200  # nodes up to which betweenness is exact; above, it is estimated from a sample
_SUBJECT = re.compile(r"^.*\b(?:inspection (?:of|into)|report (?:on|into)|report:)\s+(?:the\s+)?", re.IGNORECASE)
_SMALL = frozenset(["A", "AN", "AND", "AT", "BY", "FOR", "FROM", "IN", "INTO", "OF", "ON", "OR", "THE", "TO", "WITH"])
_DATES = re.compile(r"\s*\([^()]*\d{4}[^()]*\)\s*$")
_SEED = 20

_REPORTS = """SELECT DISTINCT ?iri ?title ?date {
  ?iri a insp:Report
  OPTIONAL { ?iri dcterms:title ?title }
  OPTIONAL { ?document insp:respondsTo ?iri ; insp:published ?date } }"""
_RECOMMENDATIONS = """SELECT DISTINCT ?iri ?report ?number ?stem ?acceptance ?text {
  ?iri insp:madeIn ?report ; insp:number ?number
  OPTIONAL { ?iri insp:directPartOf ?stem }
  OPTIONAL { ?iri insp:effectiveAcceptance ?acceptance }
  OPTIONAL { ?iri insp:text ?text } }"""
_NAMED = {
    "issue": "SELECT DISTINCT ?iri ?label { ?iri a insp:RecurringIssue OPTIONAL { ?iri skos:prefLabel ?label } }",
    "theme": "SELECT DISTINCT ?iri ?label { ?part insp:theme ?iri OPTIONAL { ?iri skos:prefLabel ?label } }",
    "system": "SELECT DISTINCT ?iri ?label { ?iri a insp:System OPTIONAL { ?iri skos:prefLabel ?label } }",
    "team": """SELECT DISTINCT ?iri ?label {
      { ?iri a insp:Team } UNION { ?iri a org:FormalOrganization }
      OPTIONAL { ?iri skos:prefLabel ?label } }""",
}
_LINKS = {
    "theme": "SELECT DISTINCT ?from ?to (1 AS ?weight) { ?from insp:madeIn ?report ; insp:theme ?to }",
    "member": "SELECT DISTINCT ?from ?to (1 AS ?weight) { ?from a insp:RecurringIssue ; insp:member ?to }",
    "mentions": """SELECT ?from ?to (COUNT(DISTINCT ?holder) AS ?weight) {
      { ?from insp:madeIn ?report BIND(?from AS ?holder) }
      UNION { ?holder insp:answers ?from } UNION { ?holder insp:addresses ?from }
      ?holder insp:mentions ?to } GROUP BY ?from ?to""",
    "answeredBy": """SELECT ?from ?to (COUNT(DISTINCT ?answer) AS ?weight) {
      ?answer insp:answers/insp:madeIn ?from ; insp:respondent ?to } GROUP BY ?from ?to""",
    "succeeds": "SELECT DISTINCT ?from ?to (1 AS ?weight) { ?from insp:succeeds ?to }",
}
_RECURRENCE = """SELECT DISTINCT ?from ?to ?score ?verdict ?issue ?review {
  ?link a insp:RecurrenceLink ; insp:later ?from ; insp:earlier ?to
  OPTIONAL { ?link insp:score ?score } OPTIONAL { ?link insp:verdict ?verdict }
  OPTIONAL { ?link insp:issue ?issue } OPTIONAL { ?link insp:review ?review } }"""


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that hang together: `central` is the IRI of the one with the highest PageRank among them, `label` its."""

    label: str
    central: str
    members: tuple[str, ...]


def network(store: Store, *, everything: bool = False) -> Network:
    """The network of what `store` holds, as a directed networkx graph.

    Node attributes: `iri`, `kind` ("report", "recommendation" or one of SHARED), `label`, and where known `year`,
    `date` (EDTF), `report`, `number`, `acceptance`. Edge attributes: `kind` ("madeIn", "partOf", "theme", "member",
    "mentions", "answeredBy", "succeeds", "recurrence") and `weight`, a float in all, as a file gives an attribute one
    type (texts that mention, answers given, else 1; the score of a recurrence, which also has `verdict` and `issue`
    where known).

    Issues, themes, systems and teams are kept where they link reports: seen in two or more, or, for a team, joined by
    its lineage to one that another report names. `everything=True` keeps them all. Raises StoreError and QueryError
    as the store does.
    """
    import networkx as nx

    graph: Network = nx.DiGraph(name="inspection-kg")
    _add_reports(graph, _rows(store, _REPORTS))
    _add_recommendations(graph, _rows(store, _RECOMMENDATIONS))
    for kind, query in _NAMED.items():
        _add_named(graph, kind, _rows(store, query))
    for kind, query in _LINKS.items():
        for row in _rows(store, query):
            _link(graph, row["from"], row["to"], kind=kind, weight=float(row["weight"]))
    _add_recurrences(graph, _rows(store, _RECURRENCE))
    if not everything:
        graph.remove_nodes_from(sorted(_unshared(graph)))
    return graph


def centralities(graph: Network) -> pd.DataFrame:
    """One row per node (iri, kind, label, degree, betweenness, pagerank), the highest PageRank first.

    Degree is the number of neighbours; betweenness is normalised to 0–1 and counts unweighted shortest paths (estimated
    above a thousand nodes); PageRank (damping 0.85) follows edges both ways, by weight, and sums to 1.
    """
    import networkx as nx
    import pandas as pd

    plain, names = _plain(graph)
    sample = _SAMPLE if len(plain) > _EXACT else None
    between = nx.betweenness_centrality(plain, k=sample, seed=_SEED)
    rank = _pagerank(plain)
    rows = [
        (iri, graph.nodes[iri]["kind"], graph.nodes[iri]["label"], plain.degree(i), between[i], rank[i])
        for i, iri in enumerate(names)
    ]
    frame = pd.DataFrame(rows, columns=["iri", "kind", "label", "degree", "betweenness", "pagerank"])
    return frame.sort_values(["pagerank", "iri"], ascending=[False, True], ignore_index=True)


def communities(graph: Network) -> list[Community]:
    """Louvain communities (weighted, fixed seed), the largest first."""
    import networkx as nx

    plain, names = _plain(graph)
    if not plain:
        return []
    rank = _pagerank(plain)
    found = []
    for part in nx.community.louvain_communities(plain, weight="weight", seed=_SEED):
        central = names[max(sorted(part), key=lambda i: round(rank[i], 12))]
        found.append(Community(graph.nodes[central]["label"], central, tuple(sorted(names[i] for i in part))))
    return sorted(found, key=lambda one: (-len(one.members), one.central))


def _rows(store: Store, query: str) -> list[dict[str, str]]:
    """The rows as texts, without unbound columns, in sorted order."""
    table = store.select(PROLOGUE + query)
    rows = [
        {name: str(value) for name, value in zip(table.columns, row, strict=True) if value is not None}
        for row in table.rows
    ]
    return sorted(rows, key=lambda row: tuple(row.get(name, "") for name in table.columns))


def _first(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row per thing: a thing with two labels or titles has the first in sorted order."""
    seen = set()
    for row in rows:
        if row["iri"] not in seen:
            seen.add(row["iri"])
            yield row


def _add_reports(graph: Network, rows: Iterable[dict[str, str]]) -> None:
    for row in _first(rows):
        date = row.get("date", "")
        label = report_label(row.get("title", "")) or _tail(row["iri"])
        graph.add_node(row["iri"], iri=row["iri"], kind="report", label=label, **_dated(date))


def _add_recommendations(graph: Network, rows: Iterable[dict[str, str]]) -> None:
    kept = [row for row in _first(rows) if row["report"] in graph]
    for row in kept:
        report = graph.nodes[row["report"]]
        facts: dict[str, Any] = {key: report[key] for key in ("year", "date") if key in report}
        if "acceptance" in row:
            facts["acceptance"] = _tail(row["acceptance"])
        label = _shorten(f"{row['number']} {row.get('text', '')}")
        facts |= {"label": label, "number": row["number"], "report": row["report"]}
        graph.add_node(row["iri"], iri=row["iri"], kind="recommendation", **facts)
    for row in kept:
        _link(graph, row["iri"], row["report"], kind="madeIn", weight=1.0)
        _link(graph, row["iri"], row.get("stem", ""), kind="partOf", weight=1.0)


def _add_named(graph: Network, kind: str, rows: Iterable[dict[str, str]]) -> None:
    for row in _first(rows):
        if row["iri"] not in graph:
            graph.add_node(
                row["iri"], iri=row["iri"], kind=kind, label=_plain_text(row.get("label", "")) or _tail(row["iri"])
            )


def _add_recurrences(graph: Network, rows: Iterable[dict[str, str]]) -> None:
    """Two links between the same recommendations become one edge with the higher score; rejected ones are left out."""
    for row in rows:
        score = _score(row)
        known = graph.get_edge_data(row["from"], row["to"], {"weight": 0.0})
        if _tail(row.get("review", "")) == "reviewRejected" or known["weight"] >= score:
            continue
        facts = {"verdict": _tail(row["verdict"])} if "verdict" in row else {}
        facts |= {"issue": row["issue"]} if "issue" in row else {}
        _link(graph, row["from"], row["to"], kind="recurrence", weight=score, score=score, **facts)


def _score(row: dict[str, str]) -> float:
    try:
        return float(row.get("score", 1))
    except ValueError:
        what = f"the score {row['score']!r} of a recurrence is not a number"
        raise DataError(what, where=f"{row['from']} and {row['to']}", expected="a decimal from 0 to 1") from None


def _link(graph: Network, start: str, end: str, **facts: Any) -> None:
    """Add the edge where both ends are nodes of the network."""
    if start in graph and end in graph:
        graph.add_edge(start, end, **facts)


def _seen_in(graph: Network, node: str) -> set[str]:
    """The reports with a recommendation that the thing touches, or that it answers."""
    around = [graph.nodes[other] for other in {*graph.predecessors(node), *graph.successors(node)}]
    named = {facts["report"] for facts in around if facts["kind"] == "recommendation"}
    return named | {facts["iri"] for facts in around if facts["kind"] == "report"}


def _unshared(graph: Network) -> set[str]:
    """The issues, themes, systems and teams that link no two reports."""
    import networkx as nx

    things = [node for node in graph if graph.nodes[node]["kind"] in SHARED]
    seen = {node: _seen_in(graph, node) for node in things}
    linking = {node for node in things if len(seen[node]) > 1}
    for lineage in nx.weakly_connected_components(graph.subgraph(things)):
        if len(set().union(*(seen[node] for node in lineage))) > 1:
            linking |= {node for node in lineage if seen[node]}
    return set(things) - linking


def _plain(graph: Network) -> tuple[nx.Graph[int], list[str]]:
    """The undirected network on 0, 1, 2 … in the order of the IRIs.

    Integers hash alike in every process, strings do not, and the algorithms walk over sets of nodes.
    """
    import networkx as nx

    names = sorted(graph)
    place = {iri: i for i, iri in enumerate(names)}
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    for u, v in sorted(graph.edges):
        plain.add_edge(place[u], place[v], weight=graph.edges[u, v]["weight"])
    return plain, names


def _pagerank(plain: nx.Graph[int], damping: float = 0.85) -> list[float]:
    """PageRank by power iteration (networkx needs SciPy for its own); dangling nodes spread evenly."""
    count = len(plain)
    if not count:
        return []
    strength = [degree for _, degree in sorted(plain.degree(weight="weight"))]
    rank = [1 / count] * count
    edges = [(u, v, float(plain.edges[u, v]["weight"])) for u, v in plain.edges]
    for _ in range(200):
        idle = sum(value for value, total in zip(rank, strength, strict=True) if not total)
        following = [(1 - damping + damping * idle) / count] * count
        for start, end, weight in edges:
            following[end] += damping * rank[start] * weight / strength[start]
            following[start] += damping * rank[end] * weight / strength[end]
        moved = sum(abs(new - old) for new, old in zip(following, rank, strict=True))
        rank = following
        if moved < 1e-12 * count:
            break
    return rank


def _dated(date: str) -> dict[str, Any]:
    """The EDTF date with its (first) year, where it has one; "201X" and "../2010" have none."""
    found = re.match(r"[?~%]?(\d{4})", date)
    return ({"year": int(found[1])} if found else {}) | ({"date": date} if date else {})


def report_label(title: str) -> str:
    """What a title is about: "An inspection of the …", "response to … report on …" and dates in brackets go; a title
    in capitals is written small."""
    plain = _DATES.sub("", _plain_text(title))
    subject = _SUBJECT.sub("", plain).strip(" .*:") or plain
    if subject.isupper() and " " in subject:
        subject = " ".join(w.lower() if w in _SMALL else w.capitalize() for w in subject.split())
    return subject[:1].upper() + subject[1:]


def _plain_text(text: str) -> str:
    """One line without control characters (GraphML and GEXF are XML, which allows none)."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", " ", text).split())


def _shorten(text: str, width: int = 70) -> str:
    plain = _plain_text(text)
    return plain if len(plain) <= width else plain[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _tail(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]
