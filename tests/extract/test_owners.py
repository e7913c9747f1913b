"""Owners that stand apart from the verb or are told by how they are written: cells, lead-ins, acronyms, offices."""

from __future__ import annotations

import pytest

from kg.extract.actors import parties
from kg.extract.actors.bodies import full
from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.names import shield, unshield
from kg.extract.actors.ownercells import Owning
from kg.extract.actors.partywords import bodily
from kg.extract.assemble import extract
from kg.gazetteers import gazetteer, tagger
from kg.model import Document

HEAD = "Response to an inspection of ports\n\nRecommendation 1\nPaint the quays.\n\nAccepted\n\n"


def owned(answer: str, head: str = HEAD) -> dict[str, list[str]]:
    """The labels of the owners of each commitment of a document, by the words that it begins with."""
    document = Document("ports", head + answer, "ports.txt", "", publisher="Home Office", published="2024-06-03")
    record = extract(document, gazetteer(), tagger())
    labels = {entity.iri: entity.label for entity in (*gazetteer().entities.values(), *record.entities)}
    return {" ".join(c.text.split()[:3]): [labels[owner.entity] for owner in c.owners] for c in record.commitments}


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("Owner: Head of Moorings", ["Head of Moorings (ports)"]),
        ("Lead: Quay Services; Harbour Legal", ["Quay Services", "Harbour Legal"]),
        ("Home Office lead – Director of Ports", ["Director of Ports (ports)"]),
        ("Responsible officer: Head of Moorings, with Harbour Legal", ["Head of Moorings (ports)", "Harbour Legal"]),
        ("Owner\nHead of Moorings, Quay Trust", ["Head of Moorings (ports)"]),
        ("Owner: Border Force", ["Border Force"]),
        ("Owner: not applicable", []),
        ("Owner: to be found", []),
        ("Harbour Legal", []),
        ("Lead-in times are long.", []),
    ],
)
def test_a_line_names_the_owner_of_what_stands_before_it(line: str, owners: list[str]) -> None:
    assert owned(f"We will paint the quays.\n\n{line}\n") == {"We will paint": owners}


def test_a_cell_is_known_by_its_column_and_the_date_in_the_next_one() -> None:
    heading = HEAD.replace("Recommendation 1", "Action    Owner    Date\n\nRecommendation 1")
    cells = "We will paint the quays.\n\nHead of Moorings\n\nMay 2025\n"
    assert owned(cells, heading) == {"We will paint": ["Head of Moorings (ports)"]}
    assert owned(cells) == {"We will paint": []}
    assert owned("We will paint the quays.\n\nHead of Moorings\n\nThis is a reply.\n", heading) == {"We will paint": []}


def test_the_heading_of_a_column_may_bear_a_number() -> None:
    heading = HEAD.replace("Recommendation 1", "3. Action\n4. Responsible Owner\n5. Date\n\nRecommendation 1")
    cells = "We will paint the quays.\n\nHead of Moorings\nMay 2025\n"
    assert owned(cells, heading) == {"We will paint": ["Head of Moorings (ports)"]}


def test_a_cell_leaves_those_alone_who_say_who_acts() -> None:
    answer = "Dock staff will paint the quays. A small team will mend the gate.\n\nOwner: Head of Moorings\n"
    assert owned(answer) == {"Dock staff will": [], "A small team": ["Head of Moorings (ports)"]}


def test_a_cell_leaves_those_alone_who_are_named() -> None:
    answer = "We will paint the quays. Border Force will mend the gate.\n\nOwner: Head of Moorings\n"
    assert owned(answer) == {"We will paint": ["Head of Moorings (ports)"], "Border Force will": ["Border Force"]}


def test_an_acronym_stands_for_the_name_that_brings_it_in() -> None:
    answer = "The Quay and Lock Operations Network (QALON) is large. QALON will count the tugs.\n"
    assert owned(answer) == {"QALON will count": ["Quay and Lock Operations Network"]}
    answer = "The Quay Records Database (QRD) is old. QRD will examine the tugs.\n"
    assert owned(answer) == {"QRD will examine": []}
    answer = "The Quay Records (QRX) system is old. QRX will examine the tugs.\n"
    assert owned(answer) == {"QRX will examine": []}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quay Safety Unit (QSU)", "Quay Safety Unit"),
        ("Quays, Tides and Locks (QTL)", "Quays, Tides and Locks"),
        ("Risk and Mooring Network (RAMN)", "Risk and Mooring Network"),
        ("The Quay (QSU)", "QSU"),
    ],
)
def test_an_acronym_is_spelt_out(text: str, name: str) -> None:
    assert full(text, text[text.index("(") + 1 : -1]) == name


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("the Quay Safety Team", ["Quay Safety Team"]),
        ("Since May 2023 the Quay Safety Team", ["Quay Safety Team"]),
        ("QSU and the Tides, Tugs and Locks Unit (TTLU)", ["QSU", "Tides, Tugs and Locks Unit"]),
        ("the Head of Tides and Tugs", ["Head of Tides and Tugs"]),
        ("the Director of Tides and the Governor", ["Director of Tides", "Governor"]),
        ("the Ministry of Tides and Locks", ["Ministry of Tides and Locks"]),
        ("the Army", ["Army"]),
        ("the Quay Safety Team at Kingsport", ["Quay Safety Team"]),
        ("the Quay Safety Team (QST), based in Kingsport", ["Quay Safety Team"]),
        ("the Quay Safety Team, chaired by the Governor", ["Quay Safety Team"]),
        ("Superintendent Blyth, Head of Moorings", ["Head of Moorings"]),
        ("the Head of Moorings, Jane Blyth", ["Head of Moorings"]),
        ("the Port’s Quay Safety Team", ["Quay Safety Team"]),
        ("the quay safety team", ["quay safety team"]),
        ("the new team", []),
        ("the quay safety teams", []),
        ("the report of the quay safety team", []),
        ("a supplier", []),
        ("HMP Kingsport", ["HMP Kingsport"]),
        ("the quay " * 30, []),
        ("Guidance", []),
        ("the Memorandum of Understanding", []),
        ("the team", []),
        ("Mr Quay", []),
        ("the Chief Inspector of Quays", []),
        ("a report to the Quay Safety Team", []),
        ("A " * 300, []),
    ],
)
def test_a_subject_is_read_as_names(words: str, names: list[str]) -> None:
    assert [party.name for party in parties.subject(words, 0, len(words))] == names


@pytest.mark.parametrize(
    ("verb", "only"),
    [
        ("will write to", True),
        ("has now begun to recruit", True),
        ("is working with", True),
        ("are working on a plan", True),
        ("has taken on two clerks", True),
        ("will run workshops for", True),
        ("will run on all", False),
        ("has added weight", False),
        ("signals that", False),
        ("will set out", False),
        ("works from", False),
        ("will include", False),
    ],
)
def test_what_only_a_body_can_do(verb: str, only: bool) -> None:
    assert bodily(verb, 0) is only


def test_a_name_is_kept_whole_and_comes_back() -> None:
    text = "The Tides, Tugs and Locks Unit and its Integrated Berths and Ferries Team met."
    shielded = shield(text, 0, len(text), Gazetteer(()))
    assert len(shielded) == len(text)
    assert ("," in shielded, shielded.count(" and "), "Integrated" in shielded) == (False, 1, False)
    assert unshield(shielded) == text


def last(answer: str) -> list[str]:
    """The owners of the last commitment of an answer."""
    found = list(owned(answer).values())
    assert found, answer
    return found[-1]


@pytest.mark.parametrize(
    ("answer", "owners"),
    [
        # the mind of a body, and what the document shows of it elsewhere
        ("Tidal Planning plans to count the buoys by May 2025.", ["Tidal Planning"]),
        ("The Moorings Section will count the buoys.", ["Moorings Section"]),
        ("Officials from Tidal Planning have agreed a new rota.", ["Tidal Planning"]),
        ("We met the officials from Tidal Planning. Tidal Planning is moving to new desks.", ["Tidal Planning"]),
        ("Tidal Planning will count the buoys. Tidal Planning has recruited nine clerks.", ["Tidal Planning"]),
        ("The Tidal Plan will be tested.", []),
        ("Crane Standards have written a guide to the cranes.", ["Crane Standards"]),
        ("The Crane Standards will be published in May 2025.", []),
        # behind "by"
        ("The locks are to be painted by the Quay Upkeep Unit.", ["Quay Upkeep Unit"]),
        ("The plan has been signed off by the Pier 10 Governance Board.", ["Pier 10 Governance Board"]),
        ("The buoys will be counted by the Departmental Moorings Officer.", ["Departmental Moorings Officer (ports)"]),
        ("The buoys will be counted by a Senior Moorings Officer.", []),
        ("The buoys will be counted by the harbour manager.", ["harbour manager (ports)"]),
        ("The buoys will be counted by the line manager.", []),
        ("The buoys will be counted by a small team in Leeds.", ["team in Leeds (ports)"]),
        ("The buoys will be counted by a small team.", []),
        # the people of a body
        ("Officials from the Quay Upkeep Unit are testing the cranes.", ["Quay Upkeep Unit"]),
        ("The Quay Upkeep Unit’s senior engineers will test the cranes.", ["Quay Upkeep Unit"]),
        ("Officers in Bristol are testing the cranes.", []),
        ("Pilot Masters and Lock Officers will examine the cranes.", ["Pilot Masters and Lock Officers (ports)"]),
        ("Lock Officers have received training in rope work.", []),
        ("Lock Officers have been sent new boots.", []),
        # who leads the work, or does what a noun names
        ("A count of the buoys, led by the Quay Upkeep Unit, is under way.", ["Quay Upkeep Unit"]),
        ("We are running a count of the buoys, led by the Quay Upkeep Unit.", []),
        ("A review of the cranes by the Quay Upkeep Unit has been completed.", ["Quay Upkeep Unit"]),
        ("A review of the cranes used by the Quay Upkeep Unit has been completed.", []),
        ("Harbour Science has been commissioned to test the cranes.", ["Harbour Science"]),
        # what stands around the subject
        ("The Quay Upkeep Unit has, apart from this, painted the locks.", ["Quay Upkeep Unit"]),
        ("As an interim measure the Quay Upkeep Unit has painted the locks.", ["Quay Upkeep Unit"]),
        ("The Quay Upkeep Unit for its part has pledged to paint the locks.", ["Quay Upkeep Unit"]),
        ("The regional Quay Upkeep Unit will paint the locks.", ["Quay Upkeep Unit"]),
        ("The Quay Upkeep Unit would be prepared to paint the locks.", ["Quay Upkeep Unit"]),
    ],
)
def test_who_acts_is_told_by_the_words_around_the_verb(answer: str, owners: list[str]) -> None:
    assert last(answer + "\n") == owners


@pytest.mark.parametrize(
    ("answer", "owners"),
    [
        ("We set up a Quay Upkeep Unit in May 2024. The Unit will paint the locks.", ["Quay Upkeep Unit"]),
        ("A dedicated tides team of nine clerks sits in Leeds. The team has counted 40 buoys.", ["tides team (ports)"]),
        ("A team sits in Leeds. The team has counted 40 buoys.", []),
        ("The Quay Upkeep Unit is small. Each month from now on the unit will test a crane.", ["Quay Upkeep Unit"]),
        ("The Quay Upkeep Unit is small. Every member of the unit has completed the course.", []),
        ("A Quay Upkeep Board was formed. It will agree a plan for the locks by May 2025.", ["Quay Upkeep Board"]),
        ("Checks moved to the Quay Upkeep Unit. It will recruit nine clerks.", ["Quay Upkeep Unit"]),
        ("Checks moved from the Quay Upkeep Unit to the Lock Safety Board. It will recruit nine clerks.", []),
    ],
)
def test_who_was_named_before_is_meant_by_what_points_back(answer: str, owners: list[str]) -> None:
    assert last(answer + "\n") == owners


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Harbour Moorings\nTraining Team", ["Harbour Moorings Training Team"]),
        ("Quay Upkeep Unit\nMoorings Team", ["Quay Upkeep Unit", "Moorings Team"]),
    ],
)
def test_a_narrow_cell_breaks_a_name_over_its_lines(cell: str, names: list[str]) -> None:
    document = Document("ports", f"{cell}\nMay 2025\n", "ports.txt", "", publisher="Home Office")
    new = Owning(document, gazetteer(), column=True, reached=0).read(document.span(0, len(cell)), [])
    assert [entity.label for entity in new] == names


@pytest.mark.parametrize(
    ("answer", "owners"),
    [
        ("Quay Officers now sign each log.", ["Quay Officers (ports)"]),
        ("Line managers will confirm this by May 2025.", ["Line managers (ports)"]),
        ("From 1 December managers in Hull will look at one log in ten.", ["managers (ports)"]),
        ("Managers will look at one log in ten.", []),
        ("The local mooring team will look at one log in ten.", ["mooring team (ports)"]),
        ("A cross-quay Ropes Board, which is chaired by the Director, met in June 2023.", ["Ropes Board"]),
        ("In the meantime the Quay Helpdesk has extended its opening hours.", ["Quay Helpdesk"]),
        ("Quay Logistics in Border Force has written to all skippers.", ["Quay Logistics"]),
        ("Once this is in place Border Force will extend it to Hull.", ["Border Force"]),
        ("Training was given to all Dock Officers in Hull by the Mooring Team in May 2024.", ["Mooring Team"]),
        ("A form in 14 languages is now used by the Mooring Team.", ["Mooring Team"]),
        ("Checks will be carried out by first-line managers.", ["first-line managers (ports)"]),
        ("Regional directors will each produce a plan of the berths.", ["Regional directors (ports)"]),
        ("Regional mooring leads have begun to hold workshops.", ["Regional mooring leads (ports)"]),
        ("Quay Officers in Hull have run three workshops on knots.", ["Quay Officers (ports)"]),
        ("The fee was approved by ministers in May 2024.", ["ministers (ports)"]),
        ("DHT leadership will decide on the fee by May 2025.", ["DHT leadership"]),
        ("The commercial partner has recruited nine divers.", ["commercial partner (ports)"]),
        ("Four boats have been lent to the pilots by the regional towing team.", ["regional towing team (ports)"]),
        (
            "The deputy dock section manager has been given responsibility for ropes.",
            ["deputy dock section manager (ports)"],
        ),
        ("Work to join the Border Force and police records is under way.", []),
    ],
)
def test_those_who_act_are_told_by_their_words(answer: str, owners: list[str]) -> None:
    assert list(owned(answer).values()) == [owners]


def test_a_body_acts_by_the_pronoun_that_follows_it() -> None:
    answer = "The fee is being reviewed by the Tariff Team, which will publish it by May 2025."
    assert owned(answer)["which will publish"] == ["Tariff Team"]
    answer = "We are setting up a Harbour Helpdesk, which will open its first line in May 2025."
    assert owned(answer)["which will open"] == []


def test_the_subject_of_a_lead_in_may_stand_behind_another() -> None:
    answer = "What will be done: Border Force will:\n\n- paint the quays;\n\n- count the buoys."
    assert owned(answer) == {"paint the quays": ["Border Force"], "count the buoys.": ["Border Force"]}


def test_an_acronym_may_have_a_small_letter() -> None:
    text = "We wrote to the Board of Tides (BoT). The BoT has begun to count the buoys."
    assert full(text, "BoT") == "Board of Tides"
    assert owned(text)["The BoT has"] == ["Board of Tides"]


def test_a_name_that_acts_beside_a_body_is_one() -> None:
    answer = "Sealine and the Dock and Harbour Agency (DHA) issued guidance in May 2024. We will write to Sealine."
    assert owned(answer)["Sealine and the"] == ["Sealine (ports)", "Dock and Harbour Agency"]


def test_the_acronym_of_a_grade_is_told_by_its_words() -> None:
    answer = "Notices will be given to Dock Duty Managers (DDMs). DDMs will check one log in ten."
    assert owned(answer)["DDMs will check"] == ["DDMs (ports)"]
    assert owned("MP3s will be kept in a store. PDFs will check one log in ten.").get("PDFs will check", []) == []


def test_who_was_appointed_does_what_is_told_next() -> None:
    answer = "A Quay Liaison Manager has been appointed for Hull and will write a plan by May 2025."
    assert owned(answer) == {"A Quay Liaison": [], "will write a": ["Quay Liaison Manager (ports)"]}
    text = "A Quay Liaison\n    Manager has been appointed for Hull and will write"
    found = parties.appointee(text, 0, text.index(" has"), text.index("will"))
    assert found is not None
    assert found.name == "Quay Liaison Manager"
    assert parties.appointee(text, 0, text.index(" has"), text.index("has")) is None
