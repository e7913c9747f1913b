"""Issues that came back: the matrix of issues by reports, and the chain of one issue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.errors import NotFoundError
from kg.explore.common import Row, between, day_of, first, labels, natural, one_of, ref, rows, rows_of, slug_of, tail
from kg.explore.front import issue_ref, recurring_issues
from kg.explore.nodes import recommendations
from kg.explore.papers import Paper, papers
from kg.explore.promises import commitments
from kg.explore.shapes import Cell, Column, Commitment, IssueCount, IssuePage, IssueRow, Issues, Link, Raised, Ref
from kg.explore.spans import number, quotes
from kg.explore.ties import links, surest
from kg.explore.wording import Stretch, carried
from kg.interface import Store
from kg.namespaces import BASE, RECURRENCE_GRAPH, THEME

_GRAPH = RECURRENCE_GRAPH.n3()
_MANY = 60  # reports above which a column is a year
_LINKS = 100
# lists that are read from end to end and joined: looking up each recommendation takes ten times as long
_CELLS = f"""SELECT ?issue ?report ?position (COUNT(DISTINCT ?node) AS ?n) {{
  {{ SELECT ?issue ?node {{ GRAPH {_GRAPH} {{ ?issue insp:member ?node }} }} }}
  {{ SELECT ?node ?report {{ ?node insp:madeIn ?report }} }}
  {{ SELECT ?node ?position {{ ?node insp:effectiveAcceptance ?position }} }} }} GROUP BY ?issue ?report ?position"""
_RETURNED = f"""SELECT DISTINCT ?issue ?report {{
  {{ SELECT DISTINCT ?issue ?node {{
    {{ SELECT ?link {{ GRAPH {_GRAPH} {{ ?link insp:verdict insp:returnedAfterCompleted }} }} }}
    {{ SELECT ?link ?issue {{ GRAPH {_GRAPH} {{ ?link insp:issue ?issue }} }} }}
    {{ SELECT ?link ?node {{ GRAPH {_GRAPH} {{ ?link insp:later ?node }} }} }} }} }}
  {{ SELECT ?node ?report {{ ?node insp:madeIn ?report }} }} }}"""
_CONCEPT = """SELECT DISTINCT ?property ?value {
  VALUES ?property { skos:definition skos:scopeNote skos:altLabel skos:broader skos:prefLabel skos:inScheme }
  <%s> ?property ?value } ORDER BY ?value"""
_MEMBERS = """SELECT DISTINCT ?iri ?report { { SELECT ?iri { ?iri insp:raisesIssue <%s> } }
  { SELECT ?iri ?report { ?iri insp:madeIn ?report } } }"""
_JOINED = f"""SELECT DISTINCT ?iri ?report {{ GRAPH {_GRAPH} {{ ?link insp:review insp:confirmed ; insp:issue <%s> .
  {{ ?link insp:earlier ?iri }} UNION {{ ?link insp:later ?iri }} }} ?iri insp:madeIn ?report }}"""
_WORDS = """SELECT DISTINCT ?iri ?start ?end { VALUES ?iri { %%s }
  ?tag insp:tagOf ?iri ; oa:hasBody <%s> ; oa:hasTarget ?span .
  ?span oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end }"""
_PROMISED = """SELECT DISTINCT ?iri ?holder ?promise { VALUES ?iri { %s }
  ?iri insp:directPartOf* ?holder . ?promise insp:addresses ?holder }"""
_LINKED = f"""SELECT DISTINCT ?link ?earlier ?score {{ VALUES ?later {{ %%s }} GRAPH {_GRAPH} {{
  ?link insp:later ?later ; insp:earlier ?earlier ; insp:issue <%s> ; insp:score ?score }} }}"""


def issues(store: Store, *, most: int = 50, by: str = "") -> Issues:
    """The issues that two or more reports raise (so many at most) by reports, or by years where there are many
    reports; `by` (report or year) chooses. Raises UsageError for another."""
    between(most, 1, 1000, "most")
    one_of(by or "report", ("report", "year"), "by")
    told = recurring_issues(store)
    shown = told[:most]
    wanted = {issue["issue"]["iri"].replace(str(THEME), str(BASE["issue/"])): issue for issue in shown}
    known = papers(store)
    found = [row for row in rows(store, _CELLS) if row["report"] in known and row["issue"] in wanted]
    seen = sorted({known[row["report"]] for row in found}, key=lambda paper: paper.order)
    by_year = by == "year" or (not by and len(seen) > _MANY)
    columns = _columns(seen, by_year=by_year)
    places = {paper.iri: (paper.year or "undated") if by_year else paper.slug for paper in seen}
    cells = _cells(
        found, places, set() if by_year else {(row["issue"], row["report"]) for row in rows(store, _RETURNED)}
    )
    themes = _themes(store, [issue["issue"]["iri"] for issue in shown])
    told_rows = [_row(issue, themes.get(issue["issue"]["iri"]), cells.get(iri, {})) for iri, issue in wanted.items()]
    return {"total": len(told), "reports": columns, "issues": told_rows}


def _row(issue: IssueCount, theme: Ref | None, cells: dict[str, Cell]) -> IssueRow:
    return {
        "issue": issue["issue"],
        "reports": issue["reports"],
        "recommendations": issue["recommendations"],
        "firstRaised": issue["firstRaised"],
        "lastRaised": issue["lastRaised"],
        "theme": theme,
        "cells": cells,
    }


def _columns(seen: Iterable[Paper], *, by_year: bool) -> list[Column]:
    if not by_year:
        return [
            {"slug": paper.slug, "label": paper.label, "year": paper.year, "path": paper.ref["path"], "reports": 1}
            for paper in seen
        ]
    years: dict[str, int] = {}
    for paper in seen:
        years[paper.year or "undated"] = years.get(paper.year or "undated", 0) + 1
    return [
        {"slug": year, "label": year, "year": year if year != "undated" else "", "path": "/reports", "reports": count}
        for year, count in sorted(years.items())
    ]


def _cells(
    found: Iterable[Row], places: Mapping[str, str], returned: set[tuple[str, str]]
) -> dict[str, dict[str, Cell]]:
    """What each column says of each issue; `places` are the columns of the reports."""
    cells: dict[str, dict[str, Cell]] = {}
    for row in found:
        none: Cell = {"recommendations": 0, "positions": {}, "returned": False}
        cell = cells.setdefault(row["issue"], {}).setdefault(places[row["report"]], none)
        position, count = tail(row["position"]), int(row["n"])
        cell["recommendations"] += count
        cell["positions"][position] = cell["positions"].get(position, 0) + count
        concept = row["issue"].replace(str(BASE["issue/"]), str(THEME))
        cell["returned"] = cell["returned"] or (concept, row["report"]) in returned
    return cells


def _themes(store: Store, concepts: Iterable[str]) -> dict[str, Ref]:
    found = rows_of(store, "SELECT DISTINCT ?iri ?theme { VALUES ?iri { %s } ?iri skos:broader ?theme }", concepts)
    known = labels(store, (row["theme"] for row in found))
    return {row["iri"]: ref(row["theme"], known.get(row["theme"], "")) for row in found}


def issue(store: Store, name: str, *, as_of: str = "", offset: int = 0, limit: int = 30) -> IssuePage:
    """The chain of an issue: its recommendations in time order, what was promised, and the links among them.

    Raises NotFoundError for a name that no issue has, UsageError for a day or numbers that cannot be.
    """
    day, iri = day_of(as_of), f"{THEME}{slug_of(name, 'issue')}"
    between(offset, 0, 10_000_000, "offset")
    between(limit, 1, 500, "limit")
    said: dict[str, list[str]] = {}
    for row in rows(store, _CONCEPT % iri):
        said.setdefault(tail(row["property"]), []).append(row["value"])
    found = next((one for one in recurring_issues(store) if one["issue"]["iri"] == iri), None)
    if not found and not any(scheme.endswith("/issues") for scheme in said.get("inScheme", ())):
        raise NotFoundError(f"there is no issue {name}", mend="/api/issues lists those that came back")
    order, reports = _members(store, iri)
    shown = order[offset : offset + limit]
    ties, total = _links(store, iri, shown)
    theme = said.get("broader", [""])[0]
    return {
        "issue": issue_ref(iri, first(said, "prefLabel")),
        "theme": ref(theme, labels(store, [theme]).get(theme, "")) if theme else None,
        "definition": said.get("definition", [""])[0],
        "scopeNote": said.get("scopeNote", [""])[0],
        "altLabels": sorted(said.get("altLabel", ())),
        "reports": len(reports),
        "firstRaised": found["firstRaised"] if found else (reports[0].published if reports else None),
        "lastRaised": found["lastRaised"] if found else (reports[-1].published if reports else None),
        "asOf": day,
        "total": len(order),
        "recommendations": _raised(store, shown, iri, day),
        "linksTotal": total,
        "links": ties,
    }


def _members(store: Store, concept: str) -> tuple[list[str], list[Paper]]:
    """The recommendations that raise an issue, with those that a person joined on it, and their reports, in time
    order."""
    found = {row["iri"]: row for asked in (_MEMBERS, _JOINED) for row in rows(store, asked % concept)}
    known = papers(store)
    told = [(known[row["report"]], tail(iri), iri) for iri, row in found.items() if row["report"] in known]
    told.sort(key=lambda one: (one[0].order, natural(one[1]), one[2]))
    return [iri for _, _, iri in told], list(dict.fromkeys(paper for paper, _, _ in told))


def _raised(store: Store, nodes: list[str], concept: str, day: str) -> list[Raised]:
    told, places = recommendations(store, nodes), quotes(store, nodes)
    marked: dict[str, list[Stretch]] = {}
    for row in rows_of(store, _WORDS % concept, nodes):
        marked.setdefault(row["iri"], []).append((number(row["start"]), number(row["end"])))
    promised = promised_on(store, nodes, day)
    return [
        {
            **one,
            "words": [
                stretch
                for quote in places.get(iri, [])
                for stretch in carried(one["text"], quote["text"], quote["start"], marked.get(iri, []))
            ],
            "commitments": promised.get(iri, []),
        }
        for iri, one in told.items()
    ]


def promised_on(store: Store, nodes: Iterable[str], day: str) -> dict[str, list[Commitment]]:
    """What was promised on each recommendation: the commitments that address it, else those on its nearest stem."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows_of(store, _PROMISED, nodes):
        found.setdefault(row["iri"], {}).setdefault(row["holder"], []).append(row["promise"])
    # a stem's IRI is the beginning of that of its parts, so that of the nearest is the longest
    nearest = {iri: holders[max(holders, key=len)] for iri, holders in found.items()}
    told = commitments(store, sorted({promise for some in nearest.values() for promise in some}), day)
    return {iri: [told[one] for one in sorted(set(some)) if one in told] for iri, some in nearest.items()}


def _links(store: Store, concept: str, nodes: list[str]) -> tuple[list[Link], int]:
    """The surest links on the issue among some recommendations, and how many there are among them."""
    known = set(nodes)
    found = rows_of(store, _LINKED % concept, nodes)
    scores = {row["link"]: float(row["score"]) for row in found if row["earlier"] in known}
    shown = surest(scores, _LINKS)
    told = links(store, shown)
    return [told[link] for link in shown if link in told], len(scores)
