"""The issues of ontology/themes.ttl as records, ready for the tagger, and their forms (ontology/forms.ttl)."""

from __future__ import annotations

from functools import cache

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from kg import reference
from kg.namespaces import FORM_SCHEME, INSP, ISSUE_SCHEME
from kg.recurrence.tag import Issue, Tagger
from kg.recurrence.wording import Wording, parse


@cache
def issues() -> tuple[Issue, ...]:
    """Every issue, sorted by IRI. Raises DataError for a wording that cannot be read."""
    data = reference.graph()
    found = [_issue(data, subject) for subject in data.subjects(SKOS.inScheme, ISSUE_SCHEME)]
    return tuple(sorted(found, key=lambda issue: issue.iri))


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
