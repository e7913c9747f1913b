"""What follows from an edited cell: the bounds of a date, its kind of timing, the position that holds for a node."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD
from rdflib.term import Node

from kg.dates import bounds
from kg.namespaces import INSP, OA


def due(graph: Graph, node: Node) -> None:
    """Write the bounds of the date by which a thing is due; a year that a person wrote is not inferred."""
    for predicate in (INSP.dueEarliest, INSP.dueLatest, INSP.dueYearInferred):
        graph.remove((node, predicate, None))
    value = graph.value(node, INSP.due)
    if value is None:
        return
    graph.add((node, INSP.dueYearInferred, Literal("false", datatype=XSD.boolean)))
    for predicate, day in zip((INSP.dueEarliest, INSP.dueLatest), bounds(str(value)), strict=True):
        if day:
            graph.add((node, predicate, Literal(day.isoformat(), datatype=XSD.date)))


def timing(graph: Graph, node: Node) -> None:
    """Let the kind of timing follow the date: with one it is dated; without it is not."""
    value = graph.value(node, INSP.timing)
    if (node, INSP.due, None) in graph:
        graph.set((node, INSP.timing, INSP.dated))
    elif value in (None, INSP.dated):
        worded = (node, INSP.dueText, None) in graph
        graph.set((node, INSP.timing, INSP.cannotBeKnown if worded else INSP.noDeadlineStated))


def deadline(graph: Graph, node: Node) -> None:
    """Take the evidence out for a date of the inspector that is gone."""
    if (node, INSP.inspectorDeadline, None) not in graph:
        graph.remove((node, INSP.deadlineEvidence, None))


def owners(graph: Graph, node: Node, gone: set[Node]) -> None:
    """Take the evidence out for owners that are gone."""
    left = (node, INSP.owner, None) in graph
    for span in list(graph.objects(node, INSP.ownerEvidence)):
        bodies = {b for mention in graph.subjects(OA.hasTarget, span) for b in graph.objects(mention, OA.hasBody)}
        if not left or bodies & gone:
            graph.remove((node, INSP.ownerEvidence, span))


def positions(before: Graph, after: Graph) -> None:
    """Bring the position that holds for each node up to date with the answers, where they changed."""
    old, new = dict(_effective(before)), dict(_effective(after))
    for node, position in new.items():
        if old.get(node) != position:
            after.set((node, INSP.effectiveAcceptance, position))


def _effective(graph: Graph) -> Iterator[tuple[Node, URIRef]]:
    """The position stated for each node, else for its nearest stem (model.md, shortcuts)."""
    publishers = set(graph.objects(None, DCTERMS.publisher))
    stated = {
        node: found
        for node in graph.subjects(RDF.type, INSP.Recommendation)
        if (found := _said(graph, node, publishers))
    }
    for node in graph.subjects(RDF.type, INSP.Recommendation):
        at: Node | None = node
        seen: set[Node] = set()
        while at is not None and at not in stated and at not in seen:
            seen.add(at)
            at = graph.value(at, INSP.directPartOf)
        yield node, stated.get(at, INSP.notStated) if at is not None else INSP.notStated


def _said(graph: Graph, node: Node, publishers: set[Node]) -> URIRef | None:
    """What the answers to one node say; where bodies differ it is the publisher's, and none is taken for another's."""
    answers = list(graph.subjects(INSP.answers, node))
    said = {a: p for a in answers for p in graph.objects(a, INSP.acceptance) if p != INSP.notStated}
    if len(set(said.values())) > 1:
        said = {a: p for a, p in said.items() if graph.value(a, INSP.respondent) in publishers}
    if said:
        return URIRef(min(map(str, said.values())))
    return INSP.notStated if any((a, INSP.acceptanceEvidence, None) in graph for a in answers) else None
