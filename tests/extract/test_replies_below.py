"""Answers below headings that name them, where the recommendations are listed above."""

from __future__ import annotations

import pytest

from kg.extract.nodes.labels import Kind, Path, label
from kg.extract.nodes.outline import Outline
from kg.extract.nodes.structure import outline
from kg.extract.replies.announced import announced
from kg.model import Document

LIST = """Response to an inspection of the pier

The Pier Company should:

1. Paint the railings.

2. Count the gulls.

3. Record visits by:
a) day; and
b) boat.
"""


def read(answers: str, above: str = LIST) -> Outline:
    return outline(Document("pier", f"{above}\n{answers}", "pier.txt", "0" * 64))


def positions(found: Outline) -> dict[str, str]:
    return {answer.number: answer.acceptance.value for answer in found.answers}


@pytest.mark.parametrize(
    ("heading", "paths"),
    [
        ("Response to recommendation 2", (("2",),)),
        ("Our response to Recommendation 2:", (("2",),)),
        ("Government response to recommendations 3 and 4", (("3",), ("4",))),
        ("Home Office response - recommendation 5", (("5",),)),
        ("Border Force's formal reply to recommendation 1: Accepted", (("1",),)),
        ("Response to recommendation 3-5", (("3",), ("4",), ("5",))),
        ("Response to recommendation 3 and recommendation 4", (("3",), ("4",))),
        ("Response to recommendation 4, part b: Rejected", (("4", "b"),)),
        ("Response 4 (accepted)", (("4",),)),
    ],
)
def test_a_heading_names_an_answer(heading: str, paths: tuple[Path, ...]) -> None:
    found = label(heading)
    assert found is not None
    assert (found.kind, found.paths, found.sure) == (Kind.ANSWER, paths, True)


@pytest.mark.parametrize("words", ["Response 4 times faster", "Responses were sent in 2 weeks", "Answers differ"])
def test_prose_names_no_answer(words: str) -> None:
    assert label(words) is None


def test_parts_are_answered_one_by_one_and_in_any_order() -> None:
    found = read(
        "Reply to recommendation 3(b): Rejected\nNo.\n\nReply to recommendation 1: Accepted\nYes.\n\n"
        "Reply to recommendation 3(a): Accepted\nYes.\n\nReply to recommendation 2: Accepted\nYes.\n"
    )
    assert positions(found) == {"3.b": "rejected", "1": "accepted", "3.a": "accepted", "2": "accepted"}
    assert not found.notices


def test_what_is_listed_and_not_answered_is_told() -> None:
    found = read(
        "Response to recommendation 2\nAccepted\nThey were counted.\n\nResponse to recommendation 1\nRejected\n"
    )
    assert [node.number for node in found.recommendations] == ["1", "2", "3", "3.a", "3.b"]
    assert [notice.message for notice in found.notices] == ["recommendation 3 is listed, and no answer names it"]


def test_a_part_that_is_not_listed_is_told() -> None:
    found = read(
        "Response to recommendation 3(c): Rejected\nNo.\n\nResponse to recommendations 1 and 2: Accepted\nYes.\n"
    )
    assert positions(found) == {"3": "rejected", "1": "accepted", "2": "accepted"}
    assert [notice.message for notice in found.notices] == ["answers part 3.c, which the recommendation does not have"]


def test_bullets_are_counted_where_they_are_as_many_as_the_answers() -> None:
    bullets = "Response to an inspection\n\nThe Pier Company should:\n\n- Paint the railings.\n- Count the gulls.\n"
    found = read(
        "Response to recommendation 2: Rejected\nNo.\n\nResponse to recommendation 1: Accepted\nYes.\n", bullets
    )
    assert [node.text for node in found.recommendations] == ["Paint the railings.", "Count the gulls."]
    assert positions(found) == {"2": "rejected", "1": "accepted"}


def test_a_number_alone_is_a_recommendation_where_others_are_listed() -> None:
    (found,) = announced(["The Company has accepted 2, 3 and 4b; it partially accepted 1 and rejected 4a."])
    assert [claim.paths for claim in found] == [(("2",), ("3",), ("4", "b")), (("1",),), (("4", "a"),)]
    assert all(claim.count is None for claim in found)
