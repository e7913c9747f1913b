"""A document and the known names in, a whole record out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.batches import gazetteer, tagger
from kg.errors import SourceError
from kg.extract.actors.mentions import Gazetteer
from kg.extract.assemble import extract
from kg.model import Acceptance, Document, Entity, Record
from kg.namespaces import BASE

LAYOUTS = Path(__file__).parents[1] / "cases" / "layouts"
OFFICE = Entity(str(BASE["organisation/home-office"]), "organisation", "Home Office")
INSPECTOR = Entity(
    str(BASE["organisation/icibi"]),
    "organisation",
    "Independent Chief Inspector of Borders and Immigration",
    ("ICIBI",),
)
FORCE = Entity(str(BASE["team/border-force"]), "team", "Border Force")
SYSTEM = Entity(str(BASE["system/ims"]), "system", "Intelligence Management System", ("IMS",))
KNOWN = Gazetteer([OFFICE, INSPECTOR, FORCE, SYSTEM])
TAGGER = Gazetteer([Entity("urn:training", "theme", "training"), Entity("urn:data", "theme", "data")], ignore_case=True)

TEXT = """The Home Office response to the ICIBI's report: An inspection of Border Force and IMS

The Home Office thanks the Independent Chief Inspector of Borders and Immigration.

Recommendation 1: Improve training in IMS within six months.

Accepted

The Home Office will write a guide by the end of March 2023. It will keep data in IMS.

Recommendation 2: Publish the results.

Rejected

Nothing will be published.
"""


def read(text: str = TEXT, **more: Any) -> Record:
    known = {"title": "", "publisher": "Home Office", "published": "2022-12-01", **more}
    return extract(Document("made-up", text, "made-up.txt", "0" * 64, **known), KNOWN, TAGGER)


def test_a_record_holds_everything_that_was_found() -> None:
    record = read()
    assert [(node.number, node.text) for node in record.recommendations] == [
        ("1", "Improve training in IMS within six months."),
        ("2", "Publish the results."),
    ]
    assert [(a.number, a.acceptance, a.respondent) for a in record.responses] == [
        ("1", Acceptance.ACCEPTED, OFFICE.iri),
        ("2", Acceptance.REJECTED, OFFICE.iri),
    ]
    assert record.commitments[0].number == "1"
    assert record.commitments[0].due is not None
    assert record.commitments[0].due.edtf == "2023-03-31"
    assert {mention.entity for mention in record.mentions} == {OFFICE.iri, INSPECTOR.iri, FORCE.iri, SYSTEM.iri}


def test_the_words_of_an_answer_stand_under_its_position() -> None:
    first, second = read().responses
    assert first.position_span is not None
    assert first.position_span.exact == "Accepted"
    assert first.text.startswith("The Home Office will write a guide")
    assert second.text == "Nothing will be published."


def test_an_answer_of_a_position_alone_has_its_words() -> None:
    record = read("Recommendation 1: Do it.\n\nAccepted\n\nRecommendation 2: Do that.\n\nRejected\n\nWe will not.\n")
    assert record.responses[0].text == "Accepted"
    assert record.responses[0].spans == (record.responses[0].position_span,)


def test_themes_come_from_recommendations_not_from_answers() -> None:
    assert [[theme.entity for theme in node.themes] for node in read().recommendations] == [["urn:training"], []]


def test_a_date_inside_a_recommendation_is_the_inspectors() -> None:
    text = TEXT.replace("within six months", "by 1 June 2023")
    first, second = read(text).recommendations
    assert first.deadline is not None
    assert (first.deadline.edtf, first.deadline.text) == ("2023-06-01", "by 1 June 2023")
    assert second.deadline is None


def test_the_inspection_names_its_inspector_and_what_it_looks_at() -> None:
    inspection = read(title="Response to an inspection of Border Force and IMS").inspection
    assert inspection.inspector == INSPECTOR.iri
    assert FORCE.iri in inspection.inspects
    assert not {OFFICE.iri, INSPECTOR.iri, SYSTEM.iri} & set(inspection.inspects)


def test_what_is_known_from_outside_wins_over_the_text() -> None:
    assert read(title="Another title").document.title == "Another title"
    assert read(title="").document.title != ""


def test_a_body_that_nobody_knows_gets_a_name_of_its_own() -> None:
    record = read(publisher="Ministry of Tests")
    assert [(e.iri, e.kind, e.label) for e in record.entities] == [
        (str(BASE["organisation/ministry-of-tests"]), "organisation", "Ministry of Tests")
    ]
    assert record.responses[0].respondent == record.entities[0].iri


def test_two_bodies_that_answer_one_recommendation_are_two_responses() -> None:
    (record,) = pipeline.records(LAYOUTS / "two-bodies.txt")
    bodies = [a.respondent.rsplit("/", 1)[-1] for a in record.responses if a.number == "1"]
    assert bodies == ["home-office", "college-of-policing"]
    promised = {c.respondent for c in record.commitments if c.response_number == "1"}
    assert promised <= {a.respondent for a in record.responses if a.number == "1"}


def test_a_text_without_recommendations_is_refused() -> None:
    with pytest.raises(SourceError, match=r"made-up\.txt: no recommendations found"):
        read("Minutes of a meeting.")


def test_the_reference_data_are_read_once() -> None:
    assert gazetteer() is gazetteer()
    assert tagger() is tagger()
    assert gazetteer().named("Home Office") is not None


TWO_BODIES = """Home Office response to an inspection of the pier

Recommendation 1
Mend the pier.
{publisher}Border Force response: Accepted
Border Force will mend it by May 2023.
Harbour Police response: Rejected
It is not broken.
"""


@pytest.mark.parametrize(("publisher", "notices"), [("", 1), ("Home Office response: Accepted in principle\n", 0)])
def test_bodies_that_differ_are_noticed_where_the_publisher_states_nothing(publisher: str, notices: int) -> None:
    record = read(TWO_BODIES.format(publisher=publisher))
    told = [
        notice for notice in record.notices if "bodies take different positions on recommendation 1" in notice.message
    ]
    assert len(told) == notices
    expected = Acceptance.PARTIALLY_ACCEPTED if publisher else Acceptance.NOT_STATED
    assert record.positions() == {"1": expected}


def test_a_body_is_one_by_its_name_and_by_its_acronym() -> None:
    text = TWO_BODIES.format(publisher="").replace("Harbour Police response", "HPC response")
    record = read(text.replace("It is not", "The Harbour Police Council (HPC) says it is not"))
    assert {response.respondent.rsplit("/", 1)[-1] for response in record.responses} == {
        "border-force",
        "harbour-police-council",
    }


PROMISING = [path for path in sorted(LAYOUTS.glob("*.json")) if '"commitments"' in path.read_text("utf-8")]


@pytest.mark.parametrize("path", PROMISING, ids=lambda path: path.stem)
def test_the_commitments_of_a_layout_are_found(path: Path) -> None:
    text = path.with_suffix(".txt").read_text("utf-8")
    record = extract(Document(path.stem, text, f"{path.stem}.txt", "0" * 64), gazetteer(), tagger())
    found = [
        [c.number, c.text, c.delivery.value, c.firmness.value, c.due.edtf if c.due else None]
        for c in record.commitments
    ]
    assert found == json.loads(path.read_text("utf-8"))["commitments"]
