"""The issues of ontology/themes.ttl as records, ready for the tagger, and their forms (ontology/forms.ttl)."""

from __future__ import annotations

import difflib
from functools import cache

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from kg import reference
from kg.errors import UsageError
from kg.namespaces import FORM_SCHEME, INSP, ISSUE_SCHEME, THEME
from kg.recurrence.tag import Issue, Tagger
from kg.recurrence.wording import Wording, parse


@cache
def issues() -> tuple[Issue, ...]:
    """Every issue, sorted by IRI. Raises DataError for a wording that cannot be read."""
    data = reference.graph()
    found = [_issue(data, subject) for subject in data.subjects(SKOS.inScheme, ISSUE_SCHEME)]
    return tuple(sorted(found, key=lambda issue: issue.iri))


def named(name: str) -> str:
    """The IRI of the issue of that label, IRI or last part of an IRI. Raises UsageError with near misses."""
    known = {issue.iri: issue for issue in issues()}
    for iri, issue in known.items():
        tail = iri.removeprefix(str(THEME))
        if name in (iri, tail, f"theme:{tail}") or name.lower() == issue.label.lower():
            return iri
    tails = [iri.removeprefix(str(THEME)) for iri in known]
    near = difflib.get_close_matches(name, tails, n=3, cutoff=0.4)
    raise UsageError(
        f"there is no issue {name}", expected=f"one like {', '.join(near)}" if near else f"one of {', '.join(tails)}"
    )


@cache
def forms() -> tuple[tuple[str, str], ...]:
    """Every form of an issue with its issue (IRIs), in the order of their numbers."""
    data = reference.graph()
    return tuple(sorted((str(f), str(data.value(f, SKOS.broader))) for f in data.subjects(SKOS.inScheme, FORM_SCHEME)))


@cache
def tagger() -> Tagger:
    """The tagger of the issues that come with the package."""
    return Tagger(issues())


def _issue(data: Graph, subject: Node) -> Issue:
    return Issue(
        iri=str(subject),
        label=str(data.value(subject, SKOS.prefLabel) or ""),
        theme=str(data.value(subject, SKOS.broader) or ""),
        wordings=_wordings(data, subject, INSP.wording),
        negative=_wordings(data, subject, INSP.negativeWording),
    )


def _wordings(data: Graph, subject: Node, predicate: URIRef) -> tuple[Wording, ...]:
    return tuple(parse(text) for text in sorted(map(str, data.objects(subject, predicate))))
