"""Quotations that a person gives → their places, found in what the draft quotes of the document already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg import identifiers as ids
from kg import selectors
from kg.model import Span
from kg.namespaces import INSP, OA

_CONTEXT = 32  # characters of prefix and suffix, as in every draft


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the document with what stands around it, as far as the draft quotes that."""

    span: Span
    around: tuple[str, str]


def find(graph: Graph, words: str, within: Iterable[Node] = ()) -> list[Place]:
    """Where words stand in the document, as far as the draft quotes it: in the spans `within`, or in all of them.

    Spaces and line ends may differ; each place comes once.
    """
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    found: dict[tuple[int, int], Place] = {}
    for span in list(within) or graph.subjects(RDF.type, OA.SpecificResource):
        exact, start, line = _quoted(graph, span)
        for match in pattern.finditer(exact) if words.split() else ():
            first, last = match.span()
            stretch = Span(start + first, start + last, match[0], line + exact.count("\n", 0, first))
            around = exact[max(0, first - _CONTEXT) : first], exact[last : last + _CONTEXT]
            place = (stretch.start, stretch.end)
            if place not in found or sum(map(len, around)) > sum(map(len, found[place].around)):
                found[place] = Place(stretch, around)
    return [found[place] for place in sorted(found)]


def add(graph: Graph, document: URIRef, slug: str, place: Place) -> URIRef:
    """The span of a place, described in the graph."""
    iri = ids.span(slug, place.span.start, place.span.end)
    if (iri, RDF.type, OA.SpecificResource) not in graph:
        for triple in selectors.span(iri, document, place.span, place.around):
            graph.add(triple)
    return iri


def date_words(graph: Graph, node: Node, document: URIRef, slug: str) -> None:
    """Give the words of a date their place, where they stand once in the words of the date before or of the thing; no
    place where they do not."""
    spans = [*graph.objects(node, INSP.dueEvidence), *graph.objects(node, INSP.hasSpan)]
    graph.remove((node, INSP.dueEvidence, None))
    words = graph.value(node, INSP.dueText)
    places = find(graph, str(words), spans) if words and spans else []
    if len(places) == 1:
        graph.add((node, INSP.dueEvidence, add(graph, document, slug, places[0])))


def drop_unused(before: Graph, after: Graph) -> None:
    """Take the spans out that nothing refers to any more."""
    for span in list(after.subjects(RDF.type, OA.SpecificResource)):
        if (None, None, span) in before and (None, None, span) not in after:
            for part in [span, *after.objects(span, OA.hasSelector)]:
                after.remove((part, None, None))


def _quoted(graph: Graph, span: Node) -> tuple[str, int, int]:
    exact, start = "", 0
    for selector in graph.objects(span, OA.hasSelector):
        for value in graph.objects(selector, OA.exact):
            exact = str(value)
        for value in graph.objects(selector, OA.start):
            start = int(str(value))
    return exact, start, int(str(graph.value(span, INSP.line) or 0))
