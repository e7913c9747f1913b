"""Drafts amended by a form, one thing at a time: what follows is brought up to date, all else stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, ORG, RDF, RDFS

from kg import explore
from kg.errors import KgError, UsageError
from kg.explore.fields import paths, shape_of
from kg.interface import Store
from kg.namespaces import BASE, EDTF, INSP, OA
from kg.resources import responses

NAME = "2016-intelligence-functions"
COMMITMENT = f"{BASE}commitment/{NAME}/1/1"
RESPONSE = f"{BASE}response/{NAME}/1/home-office"


@pytest.fixture(scope="module")
def drafted() -> dict[str, Any]:
    """A draft of one of the five."""
    file = responses() / f"{NAME}.txt"
    return dict(explore.draft(file.read_bytes(), file.name))


def graph(found: Any) -> Graph:
    return Graph().parse(data=found["turtle"], format="turtle")


def amend(draft: str, **wanted: Any) -> Any:
    return explore.amend(json.dumps({"draft": draft, **wanted}).encode(), "draft.ttl")


def form(data: Graph, thing: str, **changed: Any) -> str:
    """What the form of a thing says, with fields changed; None empties one."""
    kind = data.value(URIRef(thing), RDF.type)
    assert kind is not None
    told = Graph()
    told.add((URIRef(thing), RDF.type, kind))
    for path in paths(shape_of(kind)):
        for value in data.objects(URIRef(thing), path):
            told.add((URIRef(thing), path, value))
    for name, value in changed.items():
        told.remove((URIRef(thing), INSP[name], None))
        if value is not None:
            told.add((URIRef(thing), INSP[name], value))
    return told.serialize(format="turtle")


def test_every_thing_of_a_draft_has_a_form(drafted: dict[str, Any]) -> None:
    things = drafted["things"]
    assert [one["label"] for one in things[:3]] == ["The answer", "The report", "The inspection"]
    assert all(one["shape"] for one in things)
    kinds = [one["kind"] for one in things]
    assert (kinds.count("Recommendation"), kinds.count("Response"), kinds.count("Commitment")) == (7, 7, 34)
    first = next(one for one in things if one["iri"] == COMMITMENT)
    assert (first["depth"], first["removable"], first["look"]) == (2, True, ["owner not found"])
    assert first["quotation"].startswith("We will continue to develop IMS")


def test_a_form_that_changes_nothing_changes_nothing() -> None:
    file = responses() / "2010-local-immigration-teams.txt"
    drafted = explore.draft(file.read_bytes(), file.name)
    before = graph(drafted)
    for one in drafted["things"]:
        after = amend(drafted["turtle"], thing=one["iri"], form=form(before, one["iri"]))
        assert after["turtle"] == drafted["turtle"], one["label"]


def test_a_date_brings_its_bounds_and_its_timing(drafted: dict[str, Any]) -> None:
    told = form(graph(drafted), COMMITMENT, due=Literal("2016-12", datatype=EDTF), dueText=Literal("by December"))
    found = amend(drafted["turtle"], thing=COMMITMENT, form=told)
    after = graph(found)
    node = URIRef(COMMITMENT)
    assert [str(after.value(node, INSP[name])) for name in ("due", "dueEarliest", "dueLatest")] == [
        "2016-12",
        "2016-12-01",
        "2016-12-31",
    ]
    assert after.value(node, INSP.timing) == INSP.dated
    assert found["changed"] == COMMITMENT
    without = form(after, COMMITMENT, due=None, dueText=None, timing=INSP.ongoing)
    again = amend(found["turtle"], thing=COMMITMENT, form=without)
    assert isomorphic(graph(again), graph(drafted))


def test_an_owner_is_no_longer_looked_for(five: Store, drafted: dict[str, Any]) -> None:
    told = form(graph(drafted), COMMITMENT, owner=BASE["team/border-force"])
    found = amend(drafted["turtle"], thing=COMMITMENT, form=told)
    assert next(one for one in found["things"] if one["iri"] == COMMITMENT)["look"] == []
    assert explore.validate(five, found["turtle"].encode(), "draft.ttl")["conforms"]


def test_a_position_holds_for_the_recommendation(drafted: dict[str, Any]) -> None:
    told = form(graph(drafted), RESPONSE, acceptance=INSP.rejected)
    after = graph(amend(drafted["turtle"], thing=RESPONSE, form=told))
    assert after.value(BASE[f"recommendation/{NAME}/1"], INSP.effectiveAcceptance) == INSP.rejected


def test_what_hangs_together_is_not_of_a_form(drafted: dict[str, Any]) -> None:
    told = f"<{COMMITMENT}> <{INSP.promisedIn}> <{BASE}response/{NAME}/7/home-office> ; <{INSP.hasSpan}> <urn:x> ."
    told += f"<{RESPONSE}> <{INSP.text}> 'other words' ."
    after = graph(amend(drafted["turtle"], thing=COMMITMENT, form=form(graph(drafted), COMMITMENT) + told))
    assert isomorphic(after, graph(drafted))


def test_what_the_document_does_not_tell_is_told(drafted: dict[str, Any]) -> None:
    file = responses() / "2010-local-immigration-teams.txt"
    draft = explore.draft(file.read_bytes(), "response.txt")
    document = next(one for one in draft["things"] if one["kind"] == "ResponseDocument")
    assert [one["name"] for one in draft["missing"]].count("published") == 1
    told = form(graph(draft), document["iri"], published=Literal("2010-11", datatype=EDTF))
    found = amend(draft["turtle"], thing=document["iri"], form=told)
    assert [one["name"] for one in found["missing"]].count("published") == 0
    assert graph(found).value(URIRef(document["iri"]), DCTERMS.identifier) is not None


def test_a_commitment_is_taken_out_and_put_back(five: Store, drafted: dict[str, Any]) -> None:
    words = str(graph(drafted).value(URIRef(COMMITMENT), INSP.text))
    without = amend(drafted["turtle"], thing=COMMITMENT, form=None)
    assert (URIRef(COMMITMENT), None, None) not in graph(without)
    again = amend(without["turtle"], response=RESPONSE, quotation=words)
    assert again["changed"] == COMMITMENT
    node = URIRef(COMMITMENT)
    told = form(graph(again), COMMITMENT, delivery=INSP.planned, firmness=INSP.firm)
    after = graph(amend(again["turtle"], thing=COMMITMENT, form=told))
    for predicate in (INSP.text, INSP.hasSpan, INSP.promisedIn, INSP.addresses):
        assert set(after.objects(node, predicate)) == set(graph(drafted).objects(node, predicate))
    turtle = amend(again["turtle"], thing=COMMITMENT, form=told)["turtle"]
    assert explore.validate(five, turtle.encode(), "draft.ttl")["conforms"]


def test_an_earlier_report_is_followed_up(five: Store) -> None:
    text = b"""Progress report on An Inspection of the Intelligence Functions of Border Force

Recommendation 1: Ensure that the Intelligence Management System (IMS) is being used to its full potential.
Home Office update, May 2018: This has been implemented. All staff now use IMS.
"""
    given = {"name": "progress.txt", "follows": NAME}
    with pytest.raises(UsageError, match="whether an inspector or a department speaks"):
        explore.post(five, "draft", given, text)
    found = explore.post(five, "draft", {**given, "publisher": "Home Office"}, text)
    claim = next(one for one in found["things"] if one["kind"] == "Claim")
    assert claim["quotation"].startswith("This has been implemented")
    assert claim["removable"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"thing": "https://example.org/x", "form": None}, "the draft has no such thing"),
        ({"thing": f"{BASE}commitment/{NAME}/99/1", "form": None}, "the draft has no such thing"),
        ({"thing": RESPONSE, "form": None}, "other things hang on this one"),
        ({"thing": COMMITMENT}, "the change says too little"),
        ({"thing": COMMITMENT, "form": ""}, "the form says nothing of this thing"),
        ({"thing": COMMITMENT, "form": "<urn:x> a <urn:y> ."}, "the form says nothing of this thing"),
        ({"thing": "\ud800", "form": None}, "half a character"),
        ({"response": f"{BASE}recommendation/{NAME}/1", "quotation": "IMS"}, "commitments are made in answers"),
        (
            {
                "response": RESPONSE,
                "quotation": "We will continue to develop IMS and this will be closely linked with the "
                "development of the Single Intelligence Platform (SIP).",
            },
            "these words are a commitment already",
        ),
        ({"thing": COMMITMENT, "form": "no turtle <"}, "the values of the form are no Turtle"),
        ({"response": RESPONSE, "quotation": "words that nobody said"}, "these words do not stand in the answer"),
        ({"response": RESPONSE, "quotation": "the"}, "these words stand"),
        ({"response": RESPONSE}, "the change says too little"),
        ({}, "the change says too little"),
        ({"thing": 3}, "the change is no object of texts"),
    ],
)
def test_a_change_that_cannot_be_made_is_one_plain_error(
    drafted: dict[str, Any], wanted: dict[str, Any], words: str
) -> None:
    with pytest.raises(UsageError) as told:
        amend(drafted["turtle"], **wanted)
    assert words in str(told.value)
    assert told.value.mend or told.value.expected or told.value.where


def test_what_a_draft_names_can_be_chosen(five: Store) -> None:
    file = responses() / f"{NAME}.txt"
    given = {"name": file.name, "publisher": "Ministry of Odd Things"}
    found = explore.post(five, "draft", given, file.read_bytes())
    data = Graph().parse(data=found["choices"], format="turtle")
    body = BASE["organisation/ministry-of-odd-things"]
    assert (body, RDF.type, ORG.Organization) in data
    assert str(data.value(body, RDFS.label)) == "Ministry of Odd Things"
    unknown = found["turtle"].replace(
        "insp:firmness insp:firm", "insp:owner <team/nobody-knows> ; insp:firmness insp:firm", 1
    )
    assert unknown != found["turtle"]
    data = Graph().parse(data=explore.draft(unknown.encode(), "draft.ttl")["choices"], format="turtle")
    assert (BASE["team/nobody-knows"], RDF.type, ORG.Organization) in data


def test_words_of_a_date_keep_their_place() -> None:
    file = responses() / "2024-illegal-working-enforcement.txt"
    drafted = explore.draft(file.read_bytes(), file.name)
    dated = next(
        one["iri"] for one in drafted["things"] if (URIRef(one["iri"]), INSP.dueEvidence, None) in graph(drafted)
    )
    node, before = URIRef(dated), graph(drafted)
    words = str(before.value(node, INSP.dueText)).split(" ", 1)[1]
    after = graph(amend(drafted["turtle"], thing=dated, form=form(before, dated, dueText=Literal(words))))
    (span,) = after.objects(node, INSP.dueEvidence)
    quoted = {
        str(exact) for selector in after.objects(span, OA.hasSelector) for exact in after.objects(selector, OA.exact)
    }
    assert quoted == {words}
    after = graph(amend(drafted["turtle"], thing=dated, form=form(before, dated, dueText=Literal("some other day"))))
    assert (node, INSP.dueEvidence, None) not in after


def test_what_a_form_cannot_tell_stays_as_it_was(drafted: dict[str, Any]) -> None:
    draft = drafted["turtle"].replace('SIP)." ;', 'SIP)."@en ;', 1)
    assert draft != drafted["turtle"]
    before = Graph().parse(data=draft, format="turtle")
    words = Literal(str(before.value(URIRef(COMMITMENT), INSP.text)))
    after = graph(amend(draft, thing=COMMITMENT, form=form(before, COMMITMENT, text=words)))
    assert isomorphic(after, before)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'"x"', b"\xff"])
def test_what_is_no_change_is_told(content: bytes) -> None:
    with pytest.raises(KgError):
        explore.amend(content, "draft.ttl")
