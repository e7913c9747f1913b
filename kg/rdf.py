"""Records → triples: one response document becomes one named graph, every fact with its span.

Nothing here reads text or decides anything; it writes down what a `Record` holds, in the vocabulary of
ontology/core.ttl. The names of things are in `identifiers`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS, XSD

from kg import identifiers as ids
from kg import selectors
from kg.interface import Triple
from kg.model import Commitment, FollowUp, Mention, Recommendation, Record, Response, Span, When
from kg.namespaces import EDTF, INSP, OA, UNKNOWN_DATE

_CONTEXT = 32  # characters of prefix and suffix that help to find a quotation again in a changed text


def triples(record: Record) -> Iterator[Triple]:
    """The graph of one response document. Raises SpanError where a quotation is not at its offsets."""
    writer = _Writer(record)
    yield from writer.document()
    for node in record.recommendations:
        yield from writer.recommendation(node)
    for answer in record.responses:
        yield from writer.response(answer)
    counts: dict[str, int] = {}
    for commitment in record.commitments:
        counts[commitment.number] = counts.get(commitment.number, 0) + 1
        yield from writer.commitment(commitment, counts[commitment.number])
    for found in (False, True):
        for index, one in enumerate((one for one in record.followed if one.found is found), start=1):
            yield from writer.follow_up(one, index)
    for mention in record.mentions:
        yield from writer.mention(mention)
    yield from writer.spans()


def _edtf(value: str) -> Literal:
    return Literal(value, datatype=EDTF)


class _Writer:
    """Writes one record; collects the spans met on the way, so that each is written once."""

    def __init__(self, record: Record) -> None:
        self.record, self.source, self.slug = record, record.document, record.document.slug
        self.met: dict[tuple[int, int], Span] = {}
        self.stated = record.positions()
        self.parents = {node.number: node.parent for node in record.recommendations}
        self.holders: list[tuple[int, int, URIRef]] = []  # what a mention may stand in

    def span(self, span: Span) -> URIRef:
        self.met.setdefault((span.start, span.end), span)
        return ids.span(self.slug, span.start, span.end)

    def document(self) -> Iterator[Triple]:
        """The response document, the report it answers, the inspection behind it, and what is odd about it."""
        yield from self._published()
        yield from self._report()
        for entity in self.record.entities:
            yield from _entity(entity.iri, entity.kind, entity.label)
        for index, notice in enumerate(self.record.notices, start=1):
            node = ids.notice(self.slug, index)
            yield node, RDF.type, INSP.Notice
            yield node, INSP.noticedIn, ids.document(self.slug)
            yield node, INSP.text, Literal(notice.message)
            yield node, INSP.hasSpan, self.span(notice.span)

    def _published(self) -> Iterator[Triple]:
        source, document = self.source, ids.document(self.slug)
        yield document, RDF.type, INSP.ResponseDocument
        yield document, DCTERMS.identifier, Literal(self.slug)
        yield document, INSP.respondsTo, ids.report(self.slug)
        yield document, INSP.sourceSha256, Literal(source.sha256)
        yield document, DCTERMS.source, Literal(source.name)
        if source.title:
            yield document, DCTERMS.title, Literal(source.title)
        if publisher := self.record.publisher or (source.publisher and ids.organisation(source.publisher)):
            yield document, DCTERMS.publisher, URIRef(publisher)
        yield document, INSP.published, _edtf(source.published or UNKNOWN_DATE)
        if source.licence:
            yield document, DCTERMS.license, Literal(source.licence)
        yield from self._declared(document)

    def _report(self) -> Iterator[Triple]:
        told, report, inspection = self.record.inspection, ids.report(self.slug), ids.inspection(self.slug)
        yield report, RDF.type, INSP.Report
        yield report, DCTERMS.identifier, Literal(self.slug)
        yield report, DCTERMS.title, Literal(told.title or self.source.title or self.slug)
        yield report, INSP.reportsOn, inspection
        yield inspection, RDF.type, INSP.Inspection
        yield inspection, INSP.period, _edtf(told.period or f"{UNKNOWN_DATE}/{UNKNOWN_DATE}")
        if told.period_span:
            yield inspection, INSP.periodEvidence, self.span(told.period_span)
        if told.inspector:
            yield inspection, INSP.inspectedBy, URIRef(told.inspector)
        for entity in told.inspects:
            yield inspection, INSP.inspects, URIRef(entity)

    def _declared(self, document: URIRef) -> Iterator[Triple]:
        declared = self.record.declared
        counts = {
            INSP.declaredRecommendations: declared.recommendations,
            INSP.declaredAccepted: declared.accepted,
            INSP.declaredPartiallyAccepted: declared.partially_accepted,
            INSP.declaredRejected: declared.rejected,
            INSP.declaredThemes: declared.themes,
        }
        for name, count in counts.items():
            if count is not None:
                yield document, name, selectors.integer(count)
        if declared.span:
            yield document, INSP.declaredEvidence, self.span(declared.span)

    def recommendation(self, node: Recommendation) -> Iterator[Triple]:
        iri = ids.recommendation(self.slug, node.number)
        yield iri, RDF.type, INSP.Recommendation
        yield iri, INSP.number, Literal(node.number)
        yield iri, INSP.madeIn, ids.report(self.slug)
        if node.text:
            yield iri, INSP.text, Literal(node.text)
        if node.heading:
            yield iri, INSP.heading, Literal(node.heading)
        if node.parent:
            yield iri, INSP.directPartOf, ids.recommendation(self.slug, node.parent)
        if node.deadline and node.deadline.edtf:
            yield iri, INSP.inspectorDeadline, _edtf(node.deadline.edtf)
        if node.deadline:
            yield iri, INSP.deadlineEvidence, self.span(node.deadline.span)
        for theme in node.themes:
            yield iri, INSP.theme, URIRef(theme.entity)
            yield iri, INSP.themeEvidence, self.span(theme.span)
        yield iri, INSP.effectiveAcceptance, INSP[self._effective(node)]
        yield from self._spans(iri, node.spans)

    def _effective(self, node: Recommendation) -> str:
        """The position stated for the node, else for its nearest stem (model.md, shortcuts)."""
        number: str | None = node.number
        while number:
            if number in self.stated:
                return self.stated[number].value
            number = self.parents.get(number)
        return "notStated"

    def response(self, answer: Response) -> Iterator[Triple]:
        iri = ids.response(self.slug, answer.number, answer.respondent.rsplit("/", 1)[-1])
        yield iri, RDF.type, INSP.Response
        yield iri, INSP.answers, ids.recommendation(self.slug, answer.number)
        yield iri, INSP.publishedIn, ids.document(self.slug)
        yield iri, INSP.respondent, URIRef(answer.respondent)
        yield iri, INSP.acceptance, INSP[answer.acceptance.value]
        if answer.text:
            yield iri, INSP.text, Literal(answer.text)
        if answer.delivery:
            yield iri, INSP.delivery, INSP[answer.delivery.value]
        if answer.position_span:
            yield iri, INSP.acceptanceEvidence, self.span(answer.position_span)
        yield from self._spans(iri, answer.spans)

    def commitment(self, promise: Commitment, index: int) -> Iterator[Triple]:
        iri = ids.commitment(self.slug, promise.number, index)
        yield iri, RDF.type, INSP.Commitment
        respondent = promise.respondent.rsplit("/", 1)[-1]
        yield iri, INSP.promisedIn, ids.response(self.slug, promise.response_number, respondent)
        yield iri, INSP.addresses, ids.recommendation(self.slug, promise.number)
        yield iri, INSP.text, Literal(promise.text)
        yield iri, INSP.delivery, INSP[promise.delivery.value]
        yield iri, INSP.firmness, INSP[promise.firmness.value]
        yield iri, INSP.timing, INSP[promise.timing.value]
        for owner in promise.owners:
            yield iri, INSP.owner, URIRef(owner.entity)
            yield iri, INSP.ownerEvidence, self.span(owner.span)
        if promise.weighed:
            yield iri, INSP.foundByWords, Literal("true", datatype=XSD.boolean)
        if promise.due:
            yield from self._due(iri, promise.due)
        yield from self._spans(iri, (promise.span, *promise.more))

    def _due(self, iri: URIRef, when: When) -> Iterator[Triple]:
        yield iri, INSP.dueText, Literal(when.text)
        yield iri, INSP.dueEvidence, self.span(when.span)
        if when.edtf:
            yield iri, INSP.due, _edtf(when.edtf)
            yield iri, INSP.dueYearInferred, Literal("true" if when.inferred else "false", datatype=XSD.boolean)
        if when.earliest:
            yield iri, INSP.dueEarliest, Literal(when.earliest.isoformat(), datatype=XSD.date)
        if when.latest:
            yield iri, INSP.dueLatest, Literal(when.latest.isoformat(), datatype=XSD.date)

    def follow_up(self, one: FollowUp, index: int) -> Iterator[Triple]:
        """A claim or an assessment, which points to the recommendation of the earlier report and rewrites nothing."""
        about = ids.recommendation(one.earlier, one.number)
        iri = ids.assessment(self.slug, index) if one.found else ids.claim(self.slug, index)
        yield iri, RDF.type, INSP.Assessment if one.found else INSP.Claim
        yield iri, INSP.assesses if one.found else INSP.claimOf, about
        if one.found:
            yield iri, INSP.assessedIn, ids.report(self.slug)
        else:
            yield iri, INSP.claimedIn, ids.document(self.slug)
        yield iri, INSP.text, Literal(one.text)
        if one.state:
            yield iri, INSP.state, INSP[one.state]
        if one.delivery:
            yield iri, INSP.delivery, INSP[one.delivery.value]
        if one.as_of:
            yield iri, INSP.asOf, _edtf(one.as_of)
        yield from self._spans(iri, one.spans)

    def mention(self, mention: Mention) -> Iterator[Triple]:
        span, entity = mention.span, URIRef(mention.entity)
        iri = ids.mention(self.slug, span.start, span.end, mention.entity)
        yield iri, RDF.type, INSP.Mention
        yield iri, OA.hasBody, entity
        yield iri, OA.hasTarget, self.span(span)
        for start, end, holder in self.holders:
            if start <= span.start and span.end <= end:
                yield holder, INSP.mentions, entity
                if "/system/" in mention.entity and "/commitment/" in str(holder):
                    yield holder, INSP.concerns, entity

    def _spans(self, iri: URIRef, spans: tuple[Span, ...]) -> Iterator[Triple]:
        for span in spans:
            self.holders.append((span.start, span.end, iri))
            yield iri, INSP.hasSpan, self.span(span)

    def spans(self) -> Iterator[Triple]:
        """The Web Annotation selectors of every span met (Web Annotation Data Model, sections 4.2.4 and 4.2.5)."""
        text, document = self.source.text, ids.document(self.slug)
        for (start, end), span in sorted(self.met.items()):
            span.check(text, self.source.name)
            around = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
            iri, page = ids.span(self.slug, start, end), self.source.page(start)
            yield from selectors.span(iri, document, span, around)
            if page is not None:
                yield iri, INSP.page, selectors.integer(page)


def _entity(iri: str, kind: str, label: str) -> Iterator[Triple]:
    """A team or body that the document names and the reference data do not know."""
    name = URIRef(iri)
    types = {"team": INSP.Team, "organisation": ORG.FormalOrganization, "system": INSP.System}
    yield name, RDF.type, types[kind]
    yield name, SKOS.prefLabel, Literal(label, lang="en")
