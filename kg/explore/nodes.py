"""Recommendations as every page shows them: their words, position, issues and place."""

from __future__ import annotations

from collections.abc import Iterable

from kg.explore.common import Row, refs, rows_of, tail
from kg.explore.papers import Paper, known, papers
from kg.explore.shapes import Quote, Recommendation, Ref
from kg.explore.spans import quotes
from kg.interface import Store

_FACTS = """SELECT DISTINCT ?iri ?report ?number ?text ?heading ?acceptance {
  VALUES ?iri { %s }
  ?iri insp:madeIn ?report ; insp:number ?number
  OPTIONAL { ?iri insp:text ?text } OPTIONAL { ?iri insp:heading ?heading }
  OPTIONAL { ?iri insp:effectiveAcceptance ?acceptance } }"""
_ISSUES = "SELECT DISTINCT ?iri ?issue { VALUES ?iri { %s } ?iri insp:raisesIssue ?issue }"
_NAMES = (
    """SELECT DISTINCT ?iri ?report ?number { VALUES ?iri { %s } ?iri insp:madeIn ?report ; insp:number ?number }"""
)


def recommendations(store: Store, iris: Iterable[str]) -> dict[str, Recommendation]:
    """The recommendations of these IRIs, in this order; what is none is left out."""
    wanted = list(dict.fromkeys(iris))
    facts: dict[str, Row] = {}
    for row in sorted(rows_of(store, _FACTS, wanted), key=lambda row: (row["iri"], row["report"], row["number"])):
        facts.setdefault(row["iri"], row)
    reports = papers(store, (row["report"] for row in facts.values()))
    issues, places = issues_of(store, facts), quotes(store, facts)
    return {
        iri: _told(facts[iri], known(reports, facts[iri]["report"]), issues.get(iri, []), places.get(iri, []))
        for iri in wanted
        if iri in facts
    }


def _told(row: Row, paper: Paper, issues: list[Ref], places: list[Quote]) -> Recommendation:
    return {
        "iri": row["iri"],
        "path": places[0]["path"] if places else paper.part(row["iri"], row["number"])["path"],
        "number": row["number"],
        "report": paper.ref,
        "date": paper.published,
        "text": row.get("text", ""),
        "heading": row.get("heading", ""),
        "acceptance": tail(row.get("acceptance", "notStated")),
        "issues": issues,
        "quote": places[0] if places else None,
    }


def issues_of(store: Store, iris: Iterable[str]) -> dict[str, list[Ref]]:
    """The issues that each recommendation or commitment raises, by label."""
    found = rows_of(store, _ISSUES, iris)
    named = refs(store, (row["issue"] for row in found))
    told: dict[str, list[Ref]] = {}
    for row in found:
        told.setdefault(row["iri"], []).append(named[row["issue"]])
    for some in told.values():
        some.sort(key=lambda one: (one["label"], one["iri"]))
    return told


def named_nodes(store: Store, iris: Iterable[str]) -> dict[str, tuple[Ref, Paper]]:
    """A reference to each recommendation, with its report."""
    found = rows_of(store, _NAMES, iris)
    reports = papers(store, (row["report"] for row in found))
    told: dict[str, tuple[Ref, Paper]] = {}
    for row in sorted(found, key=lambda row: (row["iri"], row["number"])):
        paper = known(reports, row["report"])
        told.setdefault(row["iri"], (paper.part(row["iri"], row["number"]), paper))
    return told
