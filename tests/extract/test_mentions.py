"""Names of teams, bodies and systems in texts: the longest wins, words stay whole, offsets are those of the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.actors.mentions import Gazetteer, mentions
from kg.model import Document, Entity

IMS = Entity("urn:ims", "system", "Intelligence Management System", ("IMS",))
IM = Entity("urn:im", "team", "Intelligence Management")
OFFICE = Entity("urn:office", "organisation", "Home Office", ("the Department's office",))
UNIT = Entity("urn:unit", "team", "Chief Caseworker Unit", ("CCU",), ("the unit",), ("ccu.txt",))
KNOWN = Gazetteer([IMS, IM, OFFICE, UNIT])


def found(text: str, gazetteer: Gazetteer = KNOWN) -> list[tuple[str, str]]:
    """The words and the entity of each name found."""
    return [(text[hit.start : hit.end], hit.entity.iri) for hit in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Home Office uses IMS.", [("Home Office", "urn:office"), ("IMS", "urn:ims")]),
        (
            "the Intelligence Management System (IMS)",
            [("Intelligence Management System", "urn:ims"), ("IMS", "urn:ims")],
        ),
        ("the Intelligence Management team", [("Intelligence Management", "urn:im")]),
        ("IMSA and PIMS and IMS2", []),
        ("home office, ims", []),
        ("“IMS”/‘CCU’-led", [("IMS", "urn:ims"), ("CCU", "urn:unit")]),
        (
            "the Home\nOffice and the Home\u00a0Office",
            [("Home\nOffice", "urn:office"), ("Home\u00a0Office", "urn:office")],
        ),
        ("the Department’s office", [("the Department’s office", "urn:office")]),
        ("IMS", [("IMS", "urn:ims")]),
        ("", []),
    ],
)
def test_names_in_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_only_a_part_of_the_text_is_searched() -> None:
    text = "IMS and IMS and IMS"
    assert [hit.start for hit in KNOWN.find(text, 3, 12)] == [8]


def test_without_names_nothing_is_found() -> None:
    assert found("IMS", Gazetteer([])) == []


def test_a_name_that_holds_in_one_document_only() -> None:
    here, elsewhere = (Document(name[:-4], "What the unit did.", name, "") for name in ("ccu.txt", "other.txt"))
    assert [m.span.exact for m in mentions(here, KNOWN.within(here))] == ["the unit"]
    assert mentions(elsewhere, KNOWN.within(elsewhere)) == ()
    assert KNOWN.within(elsewhere) is KNOWN


def test_a_mention_knows_its_line() -> None:
    document = Document("d", "One.\nThe Home\nOffice said.\nIMS.", "d.txt", "")
    assert [(m.entity, m.span.line) for m in mentions(document, KNOWN)] == [("urn:office", 2), ("urn:ims", 4)]


@pytest.mark.parametrize("name", ["Home Office", "The Home Office", "the  Home\nOffice", " Home Office "])
def test_an_entity_by_its_name(name: str) -> None:
    assert KNOWN.named(name) == OFFICE


@pytest.mark.parametrize("name", ["Home Offices", "home office", "", "Office"])
def test_no_entity_has_another_name(name: str) -> None:
    assert KNOWN.named(name) is None


def test_the_first_entity_by_iri_keeps_a_name_that_two_have() -> None:
    twins = [Entity("urn:b", "team", "Team X"), Entity("urn:a", "team", "Team X")]
    assert found("Team X", Gazetteer(twins)) == found("Team X", Gazetteer(reversed(twins))) == [("Team X", "urn:a")]


def test_upper_and_lower_case_may_be_ignored_without_moving_offsets() -> None:
    loose = Gazetteer([IMS], ignore_case=True)
    assert found("ims, IMS and İMS: İstanbul ims", loose) == [
        ("ims", "urn:ims"),
        ("IMS", "urn:ims"),
        ("ims", "urn:ims"),
    ]


@given(st.text(alphabet="IMS CU\n’'(HomeOfic)\u00a0İß", max_size=80))
def test_whatever_is_found_stands_there(text: str) -> None:
    for gazetteer in (KNOWN, Gazetteer([IMS, OFFICE], ignore_case=True)):
        end = 0
        for hit in gazetteer.find(text):
            assert hit.start >= end
            end = hit.end
            assert gazetteer.named(text[hit.start : hit.end]) == hit.entity
