"""Puts what the extractors found together: a document and the known names in, a `Record` out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.actors.bodies import body
from kg.extract.actors.mentions import Gazetteer, mentions
from kg.extract.commitments import commitments
from kg.extract.lines import cells
from kg.extract.lines.cleaning import clean
from kg.extract.nodes.outline import Answer, Outline
from kg.extract.nodes.structure import outline
from kg.extract.replies.inspectors import inspector
from kg.extract.themes import themes
from kg.extract.times.dates import Reference, find
from kg.model import Acceptance, Document, Entity, Inspection, Mention, Notice, Recommendation, Record, Response, Span

UNKNOWN_PUBLISHER = "publisher not stated"
_DEADLINE = re.compile(r"^(?:by|before|no later than|within|at the end|not later than)\b", re.I)


def extract(document: Document, gazetteer: Gazetteer, tagger: Gazetteer) -> Record:
    """Everything that a response document says, in document order.

    `gazetteer` knows the teams, bodies and systems, `tagger` the words that indicate themes.

    Raises SourceError where the document has no recommendations.
    """
    found = outline(document)
    document = replace(
        document,
        title=document.title or found.title or document.name,
        publisher=document.publisher or found.publisher or UNKNOWN_PUBLISHER,
        published=document.published or found.published,
    )
    gazetteer = gazetteer.within(document)
    publisher, bodies, new = _respondents(document, found, gazetteer)
    responses = tuple(_responses(document, found, bodies))
    named = mentions(document, gazetteer)
    promises, owners = commitments(document, found, gazetteer, bodies)
    office, offices = inspector(document, gazetteer)
    entities = {entity.iri: entity for entity in (*new, *owners, *offices)}
    return Record(
        document=document,
        inspection=_inspection(document, found.inspection, office, gazetteer),
        declared=found.declared,
        recommendations=tuple(_recommendations(document, found, tagger, named)),
        responses=responses,
        commitments=promises,
        mentions=named,
        entities=tuple(entities[iri] for iri in sorted(entities)),
        notices=(*found.notices, *_disagreements(responses, publisher)),
        publisher=publisher,
    )


def _respondents(document: Document, found: Outline, gazetteer: Gazetteer) -> tuple[str, list[str], list[Entity]]:
    """The IRIs of the publisher and of the body behind each answer, and the bodies that the reference data lack."""
    publisher, new = body(document, document.publisher, "organisation", gazetteer)
    iris, unknown = [], new
    for answer in found.answers:
        if answer.body is None:
            iris.append(publisher)
            continue
        iri, more = body(document, answer.body, "team", gazetteer)
        iris.append(iri)
        unknown = unknown + more
    return publisher, iris, unknown


def _responses(document: Document, found: Outline, bodies: list[str]) -> Iterator[Response]:
    """One response for each node and body: what one body says of one node in several places is joined."""
    together: dict[tuple[str, str], list[Answer]] = {}
    for answer, iri in zip(found.answers, bodies, strict=True):
        together.setdefault((answer.number, iri), []).append(answer)
    for (number, iri), parts in together.items():
        stated = next((part for part in parts if part.position_span), parts[0])
        spans = tuple(_whole(document, part.blocks) for part in parts if part.blocks)
        paragraphs = [lines for part in parts for lines in cells.groups(document, part)]
        text = "\n".join(clean("\n".join(line.exact for line in lines), noted=found.noted) for lines in paragraphs)
        if not spans and stated.position_span:
            spans, text = (stated.position_span,), clean(stated.position_span.exact)
        delivery = next((part.delivery for part in parts if part.delivery), None)
        yield Response(number, iri, text, spans, stated.acceptance, stated.position_span, delivery)


def _disagreements(responses: Iterable[Response], publisher: str) -> Iterator[Notice]:
    """A notice for each node on which bodies take different positions and the publisher none."""
    stated: dict[str, list[Response]] = {}
    for answer in responses:
        if answer.position_span and answer.acceptance is not Acceptance.NOT_STATED:
            stated.setdefault(answer.number, []).append(answer)
    for number, answers in stated.items():
        differ = len({answer.acceptance for answer in answers}) > 1
        span = answers[-1].position_span
        if differ and span and all(answer.respondent != publisher for answer in answers):
            yield Notice(f"bodies take different positions on recommendation {number}: none is held for all", span)


def _whole(document: Document, blocks: Iterable[Span]) -> Span:
    spans = list(blocks)
    return document.span(spans[0].start, spans[-1].end)


def _recommendations(
    document: Document, found: Outline, tagger: Gazetteer, named: tuple[Mention, ...]
) -> Iterator[Recommendation]:
    tags = themes(document, found.recommendations, tagger, named)
    for node in found.recommendations:
        yield replace(_with_deadline(document, node), themes=tags[node.number])


def _with_deadline(document: Document, node: Recommendation) -> Recommendation:
    """A date inside a recommendation is the inspector's deadline, not a promise."""
    reference = Reference.of(document)
    for span in node.spans:
        for when in find(document, span.start, span.end, reference):
            if when.edtf and _DEADLINE.match(when.text):
                return replace(node, deadline=when)
    return node


def _inspection(document: Document, told: Inspection, inspector: str, gazetteer: Gazetteer) -> Inspection:
    """The inspection with its inspector and what it looks at; a period that is not told ends, at the latest, with
    the publication of the answer, and is marked as uncertain."""
    title = told.title or document.title
    subjects = [n.entity for n in gazetteer.find(title)]
    publisher = gazetteer.named(document.publisher)
    left_out = {inspector, publisher.iri if publisher else ""}
    inspects = tuple(dict.fromkeys(e.iri for e in subjects if e.iri not in left_out and e.kind != "system"))
    ends = document.published.rsplit("/", 1)[-1].rstrip("?~%")
    period = told.period or (f"/{ends}?" if ends else "")
    return replace(told, title=title, period=period, inspector=inspector, inspects=inspects)
