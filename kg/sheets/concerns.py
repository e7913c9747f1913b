"""What a person should look at in a drafted graph: what was inferred, hedged, not stated, not found or not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from kg.namespaces import INSP, OA, UNKNOWN_DATE
from kg.sheets.layout import PARTICULARS, Particular


@dataclass(frozen=True, slots=True)
class Concern:
    """`kind` is what it is about, the same for all of a kind; `node` what it is said of, `line` where that stands
    (0 where the graph does not tell), `quotation` its words."""

    kind: str
    node: Node
    line: int
    quotation: str


def places(graph: Graph, node: Node, *ways: URIRef) -> list[tuple[int, str]]:
    """Line and words of the spans of a thing, in the order of the document."""
    found = []
    for way in ways or (INSP.hasSpan,):
        for span in graph.objects(node, way):
            start = min((_number(graph, s, OA.start) for s in graph.objects(span, OA.hasSelector)), default=0)
            words = [str(w) for s in graph.objects(span, OA.hasSelector) for w in graph.objects(s, OA.exact)]
            found.append((start, _number(graph, span, INSP.line), words[0] if words else ""))
    return [(line, words) for _, line, words in sorted(found)]


def natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts "2" before "10"."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]


def concerns(graph: Graph) -> list[Concern]:
    """Everything to look at, by kind, then by line."""
    found = [
        *_with(graph, INSP.dueYearInferred, "true", "year inferred"),
        *_undated(graph),
        *_chosen(graph, INSP.firmness, "conditional", "conditional words"),
        *_undecided(graph),
        *_ownerless(graph),
        *_weighed(graph),
        *_handmade(graph),
        *_notices(graph),
    ]
    order = {kind: i for i, kind in enumerate(dict.fromkeys(concern.kind for concern in found))}
    return sorted(found, key=lambda c: (order[c.kind], c.line, natural(str(c.node))))


def missing(graph: Graph) -> list[Particular]:
    """The particulars that the document does not tell, in the order of the sheet Document. The title of an inspector's
    own document is that of the report."""
    inspector = graph.value(holder(graph, INSP.Inspection), INSP.inspectedBy)
    own = inspector is not None and inspector in set(graph.objects(None, DCTERMS.publisher))
    asked = [p for p in PARTICULARS if p.option and not (own and p.name == "report")]
    return [particular for particular in asked if _missing(graph, particular)]


def holder(graph: Graph, kind: URIRef) -> Node | None:
    """The one thing of a kind that a draft describes: its document, report or inspection."""
    return min(graph.subjects(RDF.type, kind), default=None, key=str)


def _missing(graph: Graph, particular: Particular) -> bool:
    thing = holder(graph, particular.holder)
    value = str(graph.value(thing, particular.column.predicate) or "")
    document = holder(graph, INSP.ResponseDocument)
    title = str(graph.value(document, DCTERMS.title) or "")
    stands_in = {  # what the reading writes down where the text tells nothing
        "title": str(graph.value(document, DCTERMS.source)),
        "publisher": "publisher-not-stated",
        "published": UNKNOWN_DATE,
        "report": title,
        "period": f"{UNKNOWN_DATE}/{UNKNOWN_DATE}",
    }
    if particular.name == "period" and value.startswith("/"):
        return True
    return (
        not value
        or value.rsplit("/", 1)[-1] == stands_in.get(particular.name)
        or value == stands_in.get(particular.name)
    )


def _with(graph: Graph, predicate: URIRef, value: str, kind: str) -> Iterator[Concern]:
    for node, _, thing in graph.triples((None, predicate, None)):
        if str(thing) == value:
            yield _concern(graph, node, kind, INSP.dueEvidence)


def _chosen(graph: Graph, predicate: URIRef, concept: str, kind: str) -> Iterator[Concern]:
    for node in graph.subjects(predicate, INSP[concept]):
        yield _concern(graph, node, kind)


def _undecided(graph: Graph) -> Iterator[Concern]:
    """Answers without a position; not those to a stem of which each part has one (shape:response-position-known)."""
    for concern in _chosen(graph, INSP.acceptance, "notStated", "position not stated"):
        parts = list(graph.subjects(INSP.directPartOf, graph.value(concern.node, INSP.answers)))
        stands = {graph.value(part, INSP.effectiveAcceptance) for part in parts}
        if not stands or stands & {None, INSP.notStated}:
            yield concern


def _undated(graph: Graph) -> Iterator[Concern]:
    """Words that give a date only to who knows more, such as the year."""
    for node in graph.subjects(INSP.timing, INSP.cannotBeKnown):
        if (node, INSP.dueText, None) in graph and (node, INSP.due, None) not in graph:
            yield _concern(graph, node, "no date could be worked out", INSP.dueEvidence)


def _ownerless(graph: Graph) -> Iterator[Concern]:
    for node in graph.subjects(RDF.type, INSP.Commitment):
        if (node, INSP.owner, None) not in graph:
            yield _concern(graph, node, "owner not found")


def _weighed(graph: Graph) -> Iterator[Concern]:
    for node, _, value in graph.triples((None, INSP.foundByWords, None)):
        if str(value) == "true":
            yield _concern(graph, node, "found by learnt weights, no rule matched: check it")


def _handmade(graph: Graph) -> Iterator[Concern]:
    for kind in (INSP.Recommendation, INSP.Response, INSP.Commitment, INSP.Claim, INSP.Assessment):
        for node in graph.subjects(RDF.type, kind):
            if (node, INSP.hasSpan, None) not in graph:
                yield Concern("no quotation from the document", node, 0, str(graph.value(node, INSP.text) or ""))


def _notices(graph: Graph) -> Iterator[Concern]:
    for node in graph.subjects(RDF.type, INSP.Notice):
        yield _concern(graph, node, str(graph.value(node, INSP.text)))


def _concern(graph: Graph, node: Node, kind: str, *ways: URIRef) -> Concern:
    line, words = next(
        iter(places(graph, node, *ways) or places(graph, node)), (0, str(graph.value(node, INSP.text) or ""))
    )
    return Concern(kind, node, line, words)


def _number(graph: Graph, node: Node, predicate: URIRef) -> int:
    value = str(graph.value(node, predicate) or "")
    return int(value) if value.isdecimal() else 0
