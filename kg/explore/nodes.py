"""Recommendations as every page shows them: their words, position, issues and place."""

from __future__ import annotations

from collections.abc import Iterable

from kg.explore.common import Row, facts, first, refs, tail
from kg.explore.papers import Paper, known, papers
from kg.explore.shapes import Quote, Recommendation, Ref
from kg.explore.spans import quotes
from kg.interface import Store

_FACTS = ("insp:madeIn", "insp:number", "insp:text", "insp:heading", "insp:effectiveAcceptance", "insp:raisesIssue")


def recommendations(store: Store, iris: Iterable[str]) -> dict[str, Recommendation]:
    """The recommendations of these IRIs, in this order; what is none is left out."""
    wanted = list(dict.fromkeys(iris))
    said = {iri: one for iri, one in facts(store, wanted, *_FACTS).items() if {"madeIn", "number"} <= set(one)}
    reports = papers(store, (first(one, "madeIn") for one in said.values()))
    named, places = (
        refs(store, (iri for one in said.values() for iri in one.get("raisesIssue", ()))),
        quotes(store, said),
    )
    return {
        iri: _told(
            {name: some[0] for name, some in said[iri].items()} | {"iri": iri},
            known(reports, first(said[iri], "madeIn")),
            by_label(named[issue] for issue in said[iri].get("raisesIssue", ())),
            places.get(iri, []),
        )
        for iri in wanted
        if iri in said
    }


def by_label(some: Iterable[Ref]) -> list[Ref]:
    """References in the order of their labels."""
    return sorted(some, key=lambda one: (one["label"], one["iri"]))


def _told(row: Row, paper: Paper, issues: list[Ref], places: list[Quote]) -> Recommendation:
    return {
        "iri": row["iri"],
        "path": places[0]["path"] if places else paper.part(row["iri"], row["number"])["path"],
        "number": row["number"],
        "report": paper.ref,
        "date": paper.published,
        "text": row.get("text", ""),
        "heading": row.get("heading", ""),
        "acceptance": tail(row.get("effectiveAcceptance", "notStated")),
        "issues": issues,
        "quote": places[0] if places else None,
    }


def issues_of(store: Store, iris: Iterable[str]) -> dict[str, list[Ref]]:
    """The issues that each recommendation or commitment raises, by label."""
    said = facts(store, iris, "insp:raisesIssue")
    named = refs(store, (issue for one in said.values() for issue in one["raisesIssue"]))
    return {iri: by_label(named[issue] for issue in one["raisesIssue"]) for iri, one in said.items()}


def named_nodes(store: Store, iris: Iterable[str]) -> dict[str, tuple[Ref, Paper]]:
    """A reference to each recommendation, with its report."""
    said = facts(store, iris, "insp:madeIn", "insp:number")
    reports = papers(store, (first(one, "madeIn") for one in said.values()))
    told: dict[str, tuple[Ref, Paper]] = {}
    for iri, one in said.items():
        if {"madeIn", "number"} <= set(one):
            paper = known(reports, first(one, "madeIn"))
            told[iri] = (paper.part(iri, first(one, "number")), paper)
    return told
