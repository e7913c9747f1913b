"""Rows of tables of actions that lack cells, and what stands beside such tables."""

from __future__ import annotations

import pytest

from kg.extract.assemble import extract
from kg.gazetteers import gazetteer, tagger
from kg.model import Document
from tests.extract.test_actiontables import (
    CRANE,
    CRANED,
    LAYOUT,
    PAINT,
    PAINTED,
    ROPE,
    ROPED,
    TITLES,
    read,
    told,
)

COMMENTED = [*TITLES, "Comments"]
SURE = ["Blue is the colour of the port.", "Stock is low"]


@pytest.mark.parametrize("last", ["Comments", "Status", "Progress"])
@pytest.mark.parametrize(
    "following", ["Recommendation 2\nThe Home Office should mend", "2. The Home Office should mend"]
)
def test_an_empty_last_cell_leaves_the_next_recommendation_alone(last: str, following: str) -> None:
    number = (
        "1. The Home Office should paint" if following[0] == "2" else "Recommendation 1\nThe Home Office should paint"
    )
    table = "\n\n".join([*TITLES, last, *PAINT, "On track", *ROPE])
    text = f"Response to ports\n\n{number} the quays.\n\nAccepted\n\n{table}\n\n{following} the lamps.\n\nRejected\n"
    document = Document("ports", text, "ports.txt", "", publisher="Home Office", published="2024-06-03")
    found = extract(document, gazetteer(), tagger())
    assert [(node.number, node.text[:22]) for node in found.recommendations] == [
        ("1", "The Home Office should"),
        ("2", "The Home Office should"),
    ]
    assert [c.text for c in found.commitments] == [PAINT[0], ROPE[0]]


def test_an_empty_cell_of_free_text_does_not_shift_the_next_row() -> None:
    assert told([*COMMENTED, *PAINT, *ROPE, SURE[0], *CRANE, SURE[1]]) == [PAINTED, ROPED, CRANED]
    assert told([*COMMENTED, *PAINT, SURE[0], *ROPE, *CRANE, SURE[1]]) == [PAINTED, ROPED, CRANED]
    assert told([*COMMENTED, *PAINT, *ROPE, *CRANE]) == [PAINTED, ROPED, CRANED]


def test_rows_that_lack_a_cell_are_told_by_their_dates() -> None:
    alone = (PAINTED[0], "", *PAINTED[2:])
    assert told([*TITLES, *ROPE, PAINT[0], PAINT[2]]) == [ROPED, alone]
    bare = (ROPED[0], "", *ROPED[2:])
    assert told([*TITLES, *CRANE, PAINT[0], PAINT[2], ROPE[0], ROPE[2], *PAINT]) == [CRANED, alone, bare, PAINTED]
    assert told([*TITLES, PAINT[0], PAINT[2], ROPE[0], ROPE[2]]) == [alone, bare]


def test_the_number_of_a_row_may_be_missing() -> None:
    assert told(["No.", *TITLES, "1", *PAINT, *ROPE, "3", *CRANE]) == [PAINTED, ROPED, CRANED]


def test_what_is_left_of_a_row_is_told_and_the_rows_after_it_are_read() -> None:
    cells = [*TITLES, *PAINT, "Mend the lamps on the quay", *ROPE, *CRANE]
    assert told(cells) == [PAINTED, ROPED, CRANED]
    assert left(cells) == [cells[6]]
    assert left([*TITLES, *PAINT, "Mend the lamps on the quay"]) == [cells[6]]


def left(cells: list[str]) -> list[str]:
    notices = read("\n\n".join(cells)).notices
    return [notice.span.exact for notice in notices if "row of a table" in notice.message]


@pytest.mark.parametrize("prose", [PAINT[0] + ".", "We will paint the north quay in blue."])
def test_what_prose_and_a_row_both_say_is_the_commitment_of_the_row(prose: str) -> None:
    assert told([prose, *TITLES, *PAINT, *ROPE]) == [PAINTED, ROPED]


def test_cells_that_wrap_are_whole_in_a_long_document() -> None:
    words = ["red", "blue", "green", "black", "white", "old", "new", "long", "wide", "tall", "dry", "wet"]
    names = [f"{one} {two} {three}" for one in words for two in words for three in words][:90]
    lines = [(f"Mend the {name} boxes", "Head of", "July", f"and the {name} lamps", "Boxes", "2024") for name in names]
    rows = ["{:41}{:23}{}\n{:41}{:23}{}\n".format(*line) for line in lines]
    found = read(LAYOUT + "\n".join(rows) + "\n" * 200_000).commitments[3:]
    assert len(found) == 90
    assert {(c.due.edtf if c.due else "", len(c.more)) for c in found} == {("2024-07", 1)}
