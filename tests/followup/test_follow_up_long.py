"""Long paragraphs of follow-ups: what is read costs as much again where the text is as long again."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from kg.errors import KgError
from kg.extract.followup import named
from kg.extract.followup.earlier import Earlier
from kg.extract.followup.record import follow_up
from kg.gazetteers import gazetteer
from kg.model import Document, Record

BUOYS = Earlier(
    "2020-buoys",
    "An inspection of buoys",
    {"1": "Mend the buoys", "1.a": "paint them", "1.b": "anchor them", "2": "Count the gulls on every pier"},
)
SMALL, TIMES = 10_000, 4
MOST = 10  # times as long for four times the text: 4 where the cost is linear, 16 where it is quadratic


def read(words: str) -> Record:
    text = f"Home Office progress update\n\nRecommendation 1\n\n{words}\n\nRecommendation 2: Closed.\n"
    return follow_up(Document("later", text, "later.txt", "0" * 64, publisher="Home Office"), [BUOYS], gazetteer())


def cost(words: str) -> float:
    least = float("inf")
    for _ in range(2):
        begun = process_time()
        with suppress(KgError):
            read(words)
        least = min(least, process_time() - begun)
    return least


def long(phrase: str, length: int) -> str:
    return "Work goes on here. " + phrase * (length // len(phrase))


@pytest.mark.parametrize(
    "phrase",
    [
        "It is  met. We saw  it. ",
        "Recommendation 1 is met. ",
        "both parts ",
        "it is met. ",
        "section 1(a) ",
        '"we moored it on the quay" ',
    ],
)
def test_a_long_paragraph_is_read_in_linear_time(phrase: str) -> None:
    assert cost(long(phrase, TIMES * SMALL)) < MOST * cost(long(phrase, SMALL)) + 0.05


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We saw  the quay. It is  met.", ("", "completed")),
        ("We saw  the quay. It is  not met.", ("open", "")),
        ("The quay is long. This recommendation  has been  completed in 2021.", ("", "completed")),
        (f"{'The gulls came  back. ' * 20}It is  met.", ("", "completed")),
    ],
)
def test_double_blanks_change_nothing(words: str, expected: tuple[str, str]) -> None:
    for told in (words, words.replace("  ", " ")):
        (one,) = (one for one in read(told).followed if one.number == "1")
        assert (one.state, one.delivery.value if one.delivery else "") == expected


@pytest.mark.parametrize("before", ["", "The pier is long and wet. " * 20])
def test_what_bears_on_a_number_stands_just_before_it(before: str) -> None:
    def words(text: str) -> list[str]:
        found = [*named.mentions(text, 0, len(text)), *named.parts(text, 0, len(text))]
        return [naming.words for naming in found]

    assert words(f"{before}It was merged with the new recommendation 2.") == []
    assert words(f"{before}It goes back to section 1(a) and part 1(b).") == ["part 1(b)"]
    asked = f'{before}We asked for "a new quay to be built here".'
    assert named.quotation(asked, 0, len(asked)) == "a new quay to be built here"


def table(rows: int) -> str:
    head = "| No. | Recommendation | Status | Update |\n|---|---|---|---|\n"
    return head + "".join(
        f"| 2 | Count the gulls on every pier | Closed | Closed in May 20{i % 20:02d} |\n" for i in range(rows)
    )


def test_rows_that_repeat_a_recommendation_are_read_in_linear_time() -> None:
    assert cost(table(TIMES * 150)) < MOST * cost(table(150)) + 0.05
