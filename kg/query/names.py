"""Tells a person that a value of a parameter names nothing in the graph, with the nearest names that it has."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from kg.interface import Store
from kg.namespaces import PROLOGUE
from kg.query.named import NamedQuery

_CALLED = "?iri skos:prefLabel|skos:altLabel ?name"
_NO_TEAM = "insp:System skos:Concept skos:ConceptScheme insp:RecurringIssue"
_NAMES = {
    "issue": "?iri a insp:RecurringIssue OPTIONAL { ?iri skos:prefLabel ?name }",
    "system": f"?iri a insp:System . {_CALLED}",
    "team": f"{_CALLED} FILTER NOT EXISTS {{ VALUES ?kind {{ {_NO_TEAM} }} ?iri a ?kind }}",
    "report": "?iri a insp:Report ; dcterms:identifier ?name",
}
_MOST = 3


def unknown_name(store: Store, query: NamedQuery, given: Mapping[str, str]) -> str:
    """A sentence for each value that names no issue, system, team or report of the store; "" where all do."""
    asked = [(one.name, given[one.name]) for one in query.parameters if one.name in _NAMES and given.get(one.name)]
    return " ".join(filter(None, (_sentence(store, kind, value) for kind, value in asked)))


def _sentence(store: Store, kind: str, value: str) -> str:
    rows = store.select(f"{PROLOGUE} SELECT DISTINCT ?name ?iri {{ {_NAMES[kind]} }}").rows
    known = {str(name) for name, _ in rows if name is not None}
    ends = {str(iri).rsplit("/", 1)[-1] for _, iri in rows} if kind == "issue" else set()
    if value.lower() in map(str.lower, known) or value in ends:
        return ""
    near = list(_nearest(value, known))[:_MOST]
    hint = f"; the nearest: {', '.join(f'“{name}”' for name in near)}" if near else ""
    return f"No {kind} is called “{value[:80]}”{hint}."


def _nearest(value: str, known: set[str]) -> Iterator[str]:
    """First the names that the value is a part of, then those that are spelt alike."""
    small = {name.lower(): name for name in sorted(known)}
    within = [name for name in sorted(small, key=len) if value.lower() in name]
    for name in dict.fromkeys([*within, *difflib.get_close_matches(value.lower(), small, n=_MOST)]):
        yield small[name]
