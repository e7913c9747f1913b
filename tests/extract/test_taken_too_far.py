"""Texts that rules must not take too far: an item for a heading, a body for a thing, a case for a condition."""

from __future__ import annotations

import pytest

from kg.extract.assemble import extract
from kg.gazetteers import gazetteer, tagger
from kg.model import Document, Record

HEAD = "Response to an inspection of ports\n\nRecommendation 1\nThe Home Office should mend the ropes.\n\n"


def read(answer: str) -> Record:
    document = Document("ports", HEAD + answer, "ports.txt", "", publisher="Home Office", published="2024-06-03")
    return extract(document, gazetteer(), tagger())


def told(answer: str) -> list[tuple[str, str, str | None]]:
    """Words, firmness and due date of the commitments of an answer."""
    found = read(f"Accepted\n\n{answer}").commitments
    return [(c.text, c.firmness.value, c.due.edtf if c.due else None) for c in found]


def test_the_last_item_of_a_list_is_no_heading_of_what_follows() -> None:
    record = read(
        "Accepted\n\nWe will do the following.\n\n1. We will print a poster by May 2025.\n\n2. We will train all "
        "pilots by June 2025\n\nRecommendation 2\nThe Home Office should paint the boats.\n\nAccepted\n"
    )
    assert [c.number for c in record.commitments if c.text.startswith("We will train")] == ["1"]


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Full delivery by March 2025.", ["2025-03"] * 3),
        ("Phased delivery from May 2025.", ["2025-05"] * 3),
        ("Home Office by May 2025.", ["2025-05"] * 3),
        ("training, by May 2025", ["2025-05", None, "2025-05"]),
        ("May 2025 (training) and June 2025 (posters) for all ports", ["2025-05"] * 3),
    ],
)
def test_words_beside_a_date_need_not_be_the_thing_it_dates(line: str, dates: list[str | None]) -> None:
    answer = "We will train all pilots. We will print posters. We will deliver a training film for the Home Office."
    assert [due for *_, due in told(f"{answer}\n\nImplementation date: {line}\n")] == dates


@pytest.mark.parametrize(
    "sentence",
    [
        "UK Visas and Immigration, Border Force, and the Home Office will publish guidance in May 2025.",
        "We have opened a hostel in Kent, in which Afghan families will be housed.",
        "We have written to carriers, who will face a fine from May 2025.",
        "The pilot will be subject to evaluation in March 2025.",
        "We will tell skippers within five days, if their papers are lost.",
    ],
)
def test_a_sentence_stays_whole_and_firm(sentence: str) -> None:
    assert [found[:2] for found in told(sentence)] == [(sentence, "firm")]


def test_the_end_of_another_work_is_an_action_of_its_own() -> None:
    found = told("Recruitment is under way and we will complete the review by June 2025.")
    assert [due for *_, due in found] == [None, "2025-06"]


def test_an_answer_may_ask_others() -> None:
    record = read(
        "The Home Office agrees that all ropes should be mended. Each port should therefore:\n\n(a) count its ropes by "
        "May 2025;\n\n(b) report to us by June 2025.\n\nWe will publish the results.\n"
    )
    assert [node.number for node in record.recommendations] == ["1"]


def test_letters_amid_a_paragraph_are_not_the_parts() -> None:
    record = read(
        "(a) the red ones;\n\n(b) the blue ones.\n\nAccepted\n\nThe contract has two lots. (a) Lot one will be let in "
        "May 2025. (b) Lot two will be let in June 2025.\n"
    )
    assert {c.number for c in record.commitments} == {"1"}
