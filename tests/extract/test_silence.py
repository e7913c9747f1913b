"""What a document does not state is not read into it."""

from __future__ import annotations

import pytest

from kg.batches import gazetteer, tagger
from kg.extract.assemble import extract
from kg.extract.replies.claims import claims
from kg.model import Document, Record, Timing


def read(text: str) -> Record:
    return extract(Document("x", text, "x.txt", "0", published="2022-10"), gazetteer(), tagger())


@pytest.mark.parametrize(
    "sentence",
    [
        "We accept all of the criticism of the pier.",
        "We accept both the need for change and the cost of it.",
        "We reject the first claim of the inspector.",
        "The costs were accepted.",
    ],
)
def test_a_sentence_about_something_else_claims_nothing_of_recommendations(sentence: str) -> None:
    assert list(claims(sentence, counting=True)) == []


@pytest.mark.parametrize(
    "sentence",
    ["We accept all.", "Two were accepted.", "We accept the first and third in full.", "All three are accepted."],
)
def test_a_sentence_that_goes_on_counting_claims(sentence: str) -> None:
    assert list(claims(sentence, counting=True))


LETTER = """Recommendation 1

Mend the pier.

Accepted

We will mend it.

Recommendation 2

Paint the pier.

Accepted

We will paint it.

Home Office

October 2022
"""


def test_the_date_of_a_letter_is_no_deadline() -> None:
    assert [promise.timing for promise in read(LETTER).commitments] == [Timing.NOT_STATED] * 2


def test_what_is_reviewed_until_a_day_is_dated() -> None:
    text = LETTER.split("Recommendation 2")[0] + "It will be kept under review until June 2023."
    (promise,) = read(text).commitments[1:]
    assert promise.due is not None
    assert promise.due.edtf == "2023-06"
