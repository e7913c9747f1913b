"""Records as triples: the shape that ontology/core.ttl describes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS, XSD

from kg import rdf, reference
from kg.errors import SpanError
from kg.model import (
    Acceptance,
    Commitment,
    Declared,
    Delivery,
    Document,
    Entity,
    Firmness,
    Inspection,
    Mention,
    Notice,
    Recommendation,
    Record,
    Response,
    Span,
    Timing,
    When,
)
from kg.namespaces import BASE, EDTF, INSP, OA, THEME

TEXT = (
    "The unit was inspected from May to June 2020. We accept both.\n"
    "1. The unit should train staff by 2021 and:\n"
    "a) tell them so.\n"
    "Accepted. The Test Office will train staff in Atlas by the end of 2021.\n"
    "a) Partially accepted. We may say more.\n"
)
OFFICE, ATLAS, TEST = str(BASE["organisation/test-office"]), str(BASE["system/atlas"]), str(BASE["team/test"])
DOCUMENT = Document("t", TEXT, "t.txt", "f" * 64, "A response", "Test Office", "2020-12-01", "OGL-UK-3.0")


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return DOCUMENT.span(start, start + len(words))


def record() -> Record:
    by = When("by 2021", at("by 2021"), edtf="2021", earliest=date(2021, 1, 1), latest=date(2021, 12, 31))
    due = When(
        "by the end of 2021", at("by the end of 2021"), edtf="2021-12-31", latest=date(2021, 12, 31), inferred=True
    )
    stem = Recommendation("1", "The unit should train staff:", (at("The unit should train"),), None, "Staff", by)
    part = Recommendation(
        "1.a", "tell them so.", (at("tell them so."),), "1", themes=(Mention(THEME.training, at("train", 0)),)
    )
    return Record(
        DOCUMENT,
        Inspection("The report", "2020-05/2020-06", at("from May to June 2020"), OFFICE, (TEST,)),
        Declared(2, 1, 1, 0, None, at("We accept both.")),
        (stem, part),
        (
            Response("1", OFFICE, "We will.", (at("The Test Office will train"),), Acceptance.ACCEPTED, at("Accepted")),
            Response(
                "1.a", OFFICE, "We may.", (at("We may say more."),), Acceptance.PARTIALLY_ACCEPTED,
                at("Partially accepted"), Delivery.IN_PROGRESS,
            ),
        ),
        (
            Commitment(
                "1", "1", OFFICE, "We will train.", at("The Test Office will train staff in Atlas"), Delivery.PLANNED,
                Firmness.FIRM, (Mention(OFFICE, at("Test Office")),), due, Timing.DATED,
            ),
            Commitment("1", "1.a", OFFICE, "We may.", at("We may say more."), Delivery.PLANNED, Firmness.CONDITIONAL),
        ),
        (Mention(ATLAS, at("Atlas")), Mention(OFFICE, at("Test Office"))),
        (Entity(TEST, "team", "Test"), Entity(OFFICE, "organisation", "Test Office"), Entity(ATLAS, "system", "Atlas")),
        (Notice("A number is printed twice.", at("a) Partially")),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for triple in rdf.triples(record()):
        graph.add(triple)
    return graph


def said(graph: Graph, subject: str, predicate: URIRef) -> set[str]:
    return {
        str(value).removeprefix(str(BASE)).removeprefix(str(INSP)) for value in graph.objects(BASE[subject], predicate)
    }


def words(graph: Graph, subject: str, predicate: URIRef) -> set[str]:
    """The quotations behind a span that hangs on the subject."""
    return {
        str(quote)
        for span in graph.objects(BASE[subject], predicate)
        for selector in graph.objects(span, OA.hasSelector)
        for quote in graph.objects(selector, OA.exact)
    }


@pytest.mark.parametrize(
    ("subject", "predicate", "values"),
    [
        ("document/t", RDF.type, {"ResponseDocument"}),
        ("document/t", DCTERMS.title, {"A response"}),
        ("document/t", DCTERMS.publisher, {"organisation/test-office"}),
        ("document/t", INSP.published, {"2020-12-01"}),
        ("document/t", INSP.respondsTo, {"report/t"}),
        ("document/t", INSP.declaredRecommendations, {"2"}),
        ("document/t", INSP.declaredRejected, {"0"}),
        ("document/t", INSP.declaredThemes, set()),
        ("document/t", INSP.sourceSha256, {"f" * 64}),
        ("report/t", DCTERMS.title, {"The report"}),
        ("report/t", INSP.reportsOn, {"inspection/t"}),
        ("inspection/t", INSP.period, {"2020-05/2020-06"}),
        ("inspection/t", INSP.inspectedBy, {"organisation/test-office"}),
        ("inspection/t", INSP.inspects, {"team/test"}),
        ("recommendation/t/1", INSP.number, {"1"}),
        ("recommendation/t/1", INSP.heading, {"Staff"}),
        ("recommendation/t/1", INSP.inspectorDeadline, {"2021"}),
        ("recommendation/t/1", INSP.directPartOf, set()),
        ("recommendation/t/1", INSP.mentions, set()),
        ("recommendation/t/1.a", INSP.directPartOf, {"recommendation/t/1"}),
        ("recommendation/t/1.a", INSP.madeIn, {"report/t"}),
        ("recommendation/t/1.a", INSP.effectiveAcceptance, {"partiallyAccepted"}),
        ("response/t/1/test-office", INSP.answers, {"recommendation/t/1"}),
        ("response/t/1/test-office", INSP.acceptance, {"accepted"}),
        ("response/t/1/test-office", INSP.delivery, set()),
        ("response/t/1.a/test-office", INSP.delivery, {"inProgress"}),
        ("response/t/1.a/test-office", INSP.respondent, {"organisation/test-office"}),
        ("commitment/t/1/1", INSP.promisedIn, {"response/t/1/test-office"}),
        ("commitment/t/1/1", INSP.owner, {"organisation/test-office"}),
        ("commitment/t/1/1", INSP.due, {"2021-12-31"}),
        ("commitment/t/1/1", INSP.dueText, {"by the end of 2021"}),
        ("commitment/t/1/1", INSP.dueEarliest, set()),
        ("commitment/t/1/1", INSP.dueLatest, {"2021-12-31"}),
        ("commitment/t/1/1", INSP.dueYearInferred, {"true"}),
        ("commitment/t/1/1", INSP.concerns, {"system/atlas"}),
        ("commitment/t/1/1", INSP.mentions, {"system/atlas", "organisation/test-office"}),
        ("commitment/t/1/2", INSP.promisedIn, {"response/t/1.a/test-office"}),
        ("commitment/t/1/2", INSP.firmness, {"conditional"}),
        ("commitment/t/1/2", INSP.timing, {"noDeadlineStated"}),
        ("commitment/t/1/2", INSP.owner, set()),
        ("commitment/t/1/2", INSP.due, set()),
    ],
)  # fmt: skip
def test_what_is_said(graph: Graph, subject: str, predicate: URIRef, values: set[str]) -> None:
    assert said(graph, subject, predicate) == values


@pytest.mark.parametrize(
    ("subject", "predicate", "quotation"),
    [
        ("document/t", INSP.declaredEvidence, "We accept both."),
        ("inspection/t", INSP.periodEvidence, "from May to June 2020"),
        ("recommendation/t/1", INSP.deadlineEvidence, "by 2021"),
        ("recommendation/t/1.a", INSP.hasSpan, "tell them so."),
        ("recommendation/t/1.a", INSP.themeEvidence, "train"),
        ("response/t/1/test-office", INSP.acceptanceEvidence, "Accepted"),
        ("commitment/t/1/1", INSP.ownerEvidence, "Test Office"),
        ("commitment/t/1/1", INSP.dueEvidence, "by the end of 2021"),
    ],
)
def test_every_claim_has_its_words(graph: Graph, subject: str, predicate: URIRef, quotation: str) -> None:
    assert words(graph, subject, predicate) == {quotation}


def test_literals_have_the_types_of_the_ontology(graph: Graph) -> None:
    commitment = BASE["commitment/t/1/1"]
    assert graph.value(commitment, INSP.text) == Literal("We will train.")
    assert graph.value(commitment, INSP.due) == Literal("2021-12-31", datatype=EDTF)
    assert graph.value(commitment, INSP.dueLatest) == Literal("2021-12-31", datatype=XSD.date)
    assert graph.value(BASE["document/t"], INSP.declaredRecommendations) == Literal("2", datatype=XSD.integer)
    assert all(value.datatype == XSD.integer for value in graph.objects(None, OA.start) if isinstance(value, Literal))


def test_a_notice_is_in_the_graph_with_its_words(graph: Graph) -> None:
    (notice,) = graph.subjects(RDF.type, INSP.Notice)
    assert graph.value(notice, INSP.text) == Literal("A number is printed twice.")
    assert words(graph, str(notice).removeprefix(str(BASE)), INSP.hasSpan) == {"a) Partially"}


def test_bodies_that_the_reference_data_lack_are_described(graph: Graph) -> None:
    kinds = {name: graph.value(URIRef(name), RDF.type) for name in (TEST, OFFICE, ATLAS)}
    assert kinds == {TEST: INSP.Team, OFFICE: ORG.FormalOrganization, ATLAS: INSP.System}
    assert graph.value(URIRef(TEST), SKOS.prefLabel) == Literal("Test", lang="en")


def test_silence_is_not_filled() -> None:
    bare = Record(
        Document("t", TEXT, "t.txt", "f" * 64), Inspection(), Declared(),
        (Recommendation("1", "", (at("tell them so."),)),), (), (), (),
    )  # fmt: skip
    triples = set(rdf.triples(bare))
    predicates = {predicate for _, predicate, _ in triples}
    absent = {DCTERMS.publisher, DCTERMS.license, INSP.inspectedBy, INSP.text, INSP.theme, INSP.declaredEvidence}
    assert predicates.isdisjoint(absent)
    assert (BASE["document/t"], INSP.published, Literal("XXXX", datatype=EDTF)) in triples
    assert (BASE["inspection/t"], INSP.period, Literal("XXXX/XXXX", datatype=EDTF)) in triples
    assert (BASE["recommendation/t/1"], INSP.effectiveAcceptance, INSP.notStated) in triples
    assert (BASE["report/t"], DCTERMS.title, Literal("t")) in triples


def test_a_part_inherits_the_position_of_its_nearest_stem() -> None:
    made = record()
    silent = replace(made, responses=made.responses[:1])
    assert (BASE["recommendation/t/1.a"], INSP.effectiveAcceptance, INSP.accepted) in set(rdf.triples(silent))


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ({OFFICE: "accepted", TEST: "accepted"}, INSP.accepted),
        ({TEST: "rejected", OFFICE: "accepted"}, INSP.accepted),
        ({TEST: "rejected", "urn:third": "accepted"}, INSP.notStated),
        ({OFFICE: "notStated", TEST: "rejected"}, INSP.rejected),
        ({OFFICE: "notStated", TEST: "rejected", "urn:third": "accepted"}, INSP.notStated),
    ],
)
def test_where_bodies_differ_the_publisher_counts_or_none(positions: dict[str, str], expected: URIRef) -> None:
    made = record()
    answers = tuple(
        replace(made.responses[0], respondent=body, acceptance=Acceptance(position))
        for body, position in positions.items()
    )
    told = replace(made, responses=answers, commitments=(), publisher=OFFICE)
    graph = set(rdf.triples(told))
    assert (BASE["recommendation/t/1"], INSP.effectiveAcceptance, expected) in graph
    assert (BASE["recommendation/t/1.a"], INSP.effectiveAcceptance, expected) in graph


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_quotation_elsewhere_is_refused(shift: int) -> None:
    made = record()
    (first, *rest), moved = made.mentions, shift
    span = replace(first.span, start=first.span.start + moved, end=first.span.end + moved)
    wrong = replace(made, mentions=(replace(first, span=span), *rest))
    with pytest.raises(SpanError, match=r"t\.txt:4: the quotation 'Atlas' is not at characters"):
        list(rdf.triples(wrong))


def test_every_term_used_is_in_the_ontology(graph: Graph) -> None:
    known = set(reference.ontology().subjects()) | set(reference.graph().subjects())
    used = {term for triple in graph for term in triple if str(term).startswith(str(INSP))}
    assert used <= known
    assert len(used) > 50
