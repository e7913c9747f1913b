"""Who inspected and who answers, as a response names them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib.namespace import DCTERMS

from kg import rdf
from kg.extract.assemble import extract
from kg.extract.replies.inspectors import inspector
from kg.gazetteers import gazetteer, tagger
from kg.model import Document

TOLD = [
    ("Our answer to HM Inspectorate of Probation, June 2021", "HM Inspectorate of Probation"),
    ("The council's response to Audit Wales", "Audit Wales"),
    ("Response to HMICFRS: custody suites", "HM Inspectorate of Constabulary and Fire & Rescue Services"),
    ("A report of the Auditor General for Scotland on ferries", "Auditor General for Scotland"),
    ("Response to the Chief Inspector of the Harbour Guard", "Chief Inspector of the Harbour Guard"),
    ("We thank the Housing Ombudsman for the report.", "Housing Ombudsman"),
    ("The report of the National Audit Office of May 2020", "National Audit Office"),
]  # fmt: skip


def document(text: str, title: str = "") -> Document:
    return Document(slug="case", name="case.txt", text=text, sha256="", title=title)


@pytest.mark.parametrize(("text", "name"), TOLD)
def test_an_office_that_the_reference_data_do_not_know(text: str, name: str) -> None:
    iri, new = inspector(document(text), gazetteer())
    assert [(entity.label, entity.kind, entity.iri) for entity in new] == [(name, "organisation", iri)]


def test_an_office_that_is_known_is_the_one_of_the_reference_data() -> None:
    iri, new = inspector(document("Response to the ICIBI's report on ports"), gazetteer())
    assert iri.endswith("/independent-chief-inspector-of-borders-and-immigration")
    assert not new


@pytest.mark.parametrize("text", ["The inspectors visited the port.", "The committee met in May.", ""])
def test_no_office_is_made_up(text: str) -> None:
    assert inspector(document(text), gazetteer()) == ("", [])


def test_the_title_comes_before_the_text() -> None:
    told = document("The National Audit Office looked at it before.", "Response to the Public Accounts Committee")
    assert inspector(told, gazetteer())[1][0].label == "Public Accounts Committee"


def test_a_response_of_a_team_that_is_known_names_that_team() -> None:
    text = "Recommendation 1\n\nThe port should have a gate.\n\nAccepted\n\nWe will build a gate.\n"
    record = extract(replace(document(text), publisher="Border Force"), gazetteer(), tagger())
    published = [thing for _, predicate, thing in rdf.triples(record) if predicate == DCTERMS.publisher]
    assert [str(thing) for thing in published] == ["https://w3id.org/inspection-kg/id/team/border-force"]
