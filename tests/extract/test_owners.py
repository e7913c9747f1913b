"""Owners that stand apart from the verb or are told by how they are written: cells, lead-ins, acronyms, offices."""

from __future__ import annotations

import pytest

from kg.extract import parties
from kg.extract.assemble import extract
from kg.extract.bodies import full
from kg.extract.mentions import Gazetteer
from kg.extract.names import shield, unshield
from kg.extract.partywords import bodily
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
