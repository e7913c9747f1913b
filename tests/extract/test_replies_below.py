"""Answers below headings that name them, where the recommendations are listed above."""

from __future__ import annotations

import time

import pytest

from kg.extract.lines.paragraphs import Text, paragraphs
from kg.extract.nodes.items import items
from kg.extract.nodes.labels import Path
from kg.extract.nodes.outline import Outline
from kg.extract.nodes.repliesbelow import divide
from kg.extract.nodes.replyheads import heads
from kg.extract.nodes.structure import outline
from kg.model import Document

LIST = """Response to an inspection of the pier

The Pier Company should:

1. Paint the railings.

2. Count the gulls.

3. Record visits by:
a) day; and
b) boat.
"""
YES = "Response to recommendation {}\nAccepted\nIt will be done by May 2020.\n\n"
ALL = "".join(map(YES.format, (1, 2, 3)))
NUMBERS = "Response\n\n{}\n\n1. {}\n\n2. {}\n\n3. {}\n"
LISTED = ["1", "2", "3", "3.a", "3.b"]


def read(answers: str, above: str = LIST) -> Outline:
    return outline(Document("pier", f"{above}\n{answers}", "pier.txt", "0" * 64))


def positions(found: Outline) -> dict[str, str]:
    return {answer.number: answer.acceptance.value for answer in found.answers}


def quoted(*texts: str, status: str = "Accepted") -> str:
    """Answers with texts of recommendations above them."""
    below = f"{status}\nIt will be done by May 2020.\n\n"
    return "".join(f"Response to recommendation {n}\n{text}\n{below}" for n, text in enumerate(texts, start=1))


def plain(answers: str, above: str = LIST) -> bool:
    """Whether a document is taken for a list of recommendations and its answers, and for no other layout."""
    text = Text(Document("pier", f"{above}\n{answers}", "pier.txt", "0" * 64))
    named = heads(text.plain)
    return len(named) > 1 and divide(items(paragraphs(text, named.keys())), named) is not None


@pytest.mark.parametrize(
    ("heading", "paths"),
    [
        ("Response to recommendation 2", (("2",),)),
        ("Our response to Recommendation 2:", (("2",),)),
        ("RESPONSE TO RECOMMENDATION 2", (("2",),)),
        ("Government response to recommendations 3 and 4", (("3",), ("4",))),
        ("Home Office response – recommendation 5", (("5",),)),
        ("Border Force's reply to recommendation 1: Accepted", (("1",),)),
        ("Response to recommendation 3-5", (("3",), ("4",), ("5",))),
        ("Response to recommendation 2(a) and (b): Rejected", (("2", "a"), ("2", "b"))),
        ("Recommendation 4 – our response", (("4",),)),
        ("Response 4 (accepted)", (("4",),)),
    ],
)
def test_a_heading_names_an_answer(heading: str, paths: tuple[Path, ...]) -> None:
    (found,) = heads(heading.replace("–", "-")).values()
    assert found.paths == paths


@pytest.mark.parametrize(
    "words",
    [
        "Response to recommendation 2 was late",
        "Response to recommendation 2: Accepted. Gulls will be counted.",
        "Response to recommendations 3 to 1",
        "In response to recommendation 2",
        "This response to recommendation 2",
        "Final response to recommendation 2: Accepted",
        "Response 4 times faster",
        "On recommendation 2: accepted",
    ],
)
def test_prose_names_no_answer(words: str) -> None:
    assert heads("Response to recommendation 1")
    assert not heads(words)


@pytest.mark.parametrize(
    "lines",
    [
        "Gulls will be counted, as is told in the\nResponse to recommendation 2\n",
        "\nResponse to recommendation 2\nis that gulls will be counted.",
    ],
)
def test_a_line_of_a_sentence_is_no_heading(lines: str) -> None:
    assert not heads(lines)


def test_who_answers_is_a_body_by_its_name() -> None:
    (found,) = heads("Canal Board response to recommendation 2").values()
    assert found.body
    assert found.body.name == "Canal Board"
    (found,) = heads("Home Office response to recommendation 2").values()
    assert found.body
    assert found.body.name is None


def test_the_list_is_read_where_answers_follow() -> None:
    assert plain(ALL)
    assert not read(ALL).notices


HEADED = "Recommendation 1\nVarnish the railings.\n\nRecommendation 2\nTally the gulls.\n\n"


def test_the_word_tells_what_is_a_recommendation_whatever_its_verb() -> None:
    assert plain(ALL, f"Response\n\n{HEADED}Recommendation 3\nJot visits.\n")
    assert not plain(quoted(*(f"Recommendation {n}\nVarnish." for n in (1, 2))), f"Response\n\n{HEADED}")


def test_all_that_is_listed_may_ask_without_a_lead_in() -> None:
    assert plain(ALL, NUMBERS.format("Summary", "Paint it.", "Count them.", "The Company should record visits."))


@pytest.mark.parametrize(
    "answer",
    [
        "We should have done this before.",
        "The Company agrees that this should be done.",
        "Pier Company rejects this recommendation because it should not be done.",
        "The gulls are many.\nThe Company accepts this recommendation, and rope was bought.",
        "Accepted\n1.1 It will be done.\n1.2 It was done.",
        "Accepted\n3(a) It will be done by boat.",
        "Accepted\n1. We will do it.\n2. It was done.",
    ],
)
def test_answers_may_speak_of_what_should_be(answer: str) -> None:
    assert plain(ALL.replace("Accepted", answer))


def test_parts_may_have_the_number_before_their_letter() -> None:
    assert plain(ALL, LIST.replace("a) day; and\nb) boat.", "3(a) day; and\n\n3(b) boat."))


def test_parts_within_a_sentence_are_known() -> None:
    above = "The Company should:\n\n1. Record visits by: (a) day; and (b) boat.\n\n2. Count the gulls.\n"
    answers = "Response to recommendation 1(b): Rejected\nNo.\n\nResponse to recommendation 2: Accepted\nYes.\n"
    assert plain(answers, above)
    assert positions(read(answers, above)) == {"1.b": "rejected", "2": "accepted"}


def test_a_position_stays_with_the_answer_that_it_ends() -> None:
    found = read(
        "Response to recommendation 1: Accepted\nIt is done.\n\nRejected\n\nResponse to recommendation 2\nYes.\n"
    )
    assert positions(found) == {"1": "accepted", "2": "notStated"}


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
    assert [node.number for node in found.recommendations] == LISTED
    assert [notice.message for notice in found.notices] == ["recommendation 3 is listed, and no answer names it"]


def test_two_positions_in_one_answer_are_told() -> None:
    found = read(f"Response to recommendation 1: Accepted\nRejected\nNo.\n\n{YES.format(2)}{YES.format(3)}")
    assert [notice.message for notice in found.notices] == ["recommendation 1 is given two positions"]


def test_what_follows_the_answers_is_none() -> None:
    found = read(f"{ALL}Annex A\n\nThe tides of 2020 are printed here.\n")
    assert all(len(answer.blocks) == 1 for answer in found.answers)


def test_headings_of_a_contents_page_answer_nothing() -> None:
    contents = "Contents\n\nResponse to recommendation 1\n\nResponse to recommendation 2\n\n"
    assert plain(ALL, f"{contents}{LIST}")


def test_headings_above_entries_and_answers_are_of_neither() -> None:
    above = LIST.replace("2. Count", "Gulls\n\n2. Count") + "\nThe Company thanks the inspector.\n\nOur response:\n"
    answers = ALL.replace("Response to recommendation 2", "Gulls\n\nResponse to recommendation 2")
    assert plain(answers, above)
    found = read(answers, above)
    assert [node.number for node in found.recommendations] == LISTED
    assert [(node.text, len(node.spans)) for node in found.recommendations][:2] == [
        ("Paint the railings.", 1),
        ("Count the gulls.", 1),
    ]
    assert all([block.exact for block in answer.blocks] == ["It will be done by May 2020."] for answer in found.answers)


ASKED = ("Count the gulls and the terns.", "Paint the railings in May.", "Record all visits by hand.")
FULL = tuple(f"The Pier Company should {text[0].lower()}{text[1:]}" for text in ASKED)
UNUSUAL = ("Varnish the railings with care.", "Tally the gulls and the terns.", "Jot all visits down by hand.")


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(quoted(*FULL), id="quotations above positions"),
        pytest.param(quoted(*UNUSUAL), id="quotations that begin with unusual verbs"),
        pytest.param(quoted(*UNUSUAL, status="We accept this recommendation."), id="quotations above a sentence"),
        pytest.param(
            "".join(
                f"Response to recommendation {n}: Accepted\n{text}\nIt will be done.\n\n"
                for n, text in enumerate(FULL, 1)
            ),
            id="quotations below positions",
        ),
        pytest.param(
            quoted("Paint the railings.", FULL[0], "Record visits by:\na) day; and\nb) boat."), id="one longer"
        ),
        pytest.param(
            "".join(f"Recommendation {n}\n{text}\n\n{YES.format(n)}" for n, text in enumerate(FULL, 1)),
            id="recommendations with headings",
        ),
        pytest.param(
            "".join(f"{n}. {text}\n\n{YES.format(n)}" for n, text in enumerate(FULL, 1)), id="numbered recommendations"
        ),
        pytest.param(f"{ALL}{YES.format(4)}", id="more answers than are listed"),
        pytest.param(f"{ALL}Response to recommendation 3(c): Rejected\nNo.\n", id="a part that is not listed"),
        pytest.param(f"{ALL}The Company should rake the sand.\n\n{YES.format(1)}", id="a second inspection"),
        pytest.param(f"{ALL}Response to recommendations 1 and 2: Rejected\nNo.\n", id="answered twice"),
        pytest.param(YES.format(1) + "Response to recommendation 2\n\n" + YES.format(3), id="a heading alone"),
        pytest.param(YES.format("3(a)") + YES.format("3(b)"), id="one of three"),
        pytest.param(f"{ALL}Recommendation 4: Tally the crabs.\n", id="a further recommendation"),
        pytest.param(f"{ALL}4. Count the crabs.\n", id="a further number"),
        pytest.param(
            ALL.replace("Accepted", "Jot visits.\n(a) Accepted (b) Rejected"), id="quotation above two positions"
        ),
        pytest.param(
            quoted(*UNUSUAL, status="The Company accepts this recommendation, and rope was bought."),
            id="quotation above prose",
        ),
        pytest.param(ALL.replace("2020.\n", "2020.\nTarget date:\n", 1), id="a heading read as a date"),
        pytest.param(f"{ALL}Gulls Trust response to recommendation 2\nNo.\n", id="a doubtful heading"),
    ],
)
def test_other_answers_are_not_taken_for_those_of_the_list(answers: str) -> None:
    assert not plain(answers)


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(NUMBERS.format("Topics", "Railings", "Gulls", "Visits"), id="topics"),
        pytest.param(NUMBERS.format("The Company should act on:", "Railings", "Gulls", "Visits"), id="topics led in"),
        pytest.param(
            NUMBERS.format("Summary", "Visitors should expect more.", "Gulls are many.", "The sea is cold."),
            id="a summary",
        ),
        pytest.param(NUMBERS.format("To date:", "We painted.", "We counted.", "We recorded."), id="what was done"),
        pytest.param(NUMBERS.format("Summary", "Accepted", "Rejected", "Accepted"), id="positions"),
        pytest.param(NUMBERS.replace("2.", "1.").format("The Company should:", "Do:", "Paint.", "Count."), id="inner"),
        pytest.param(NUMBERS.replace("3.", "4.").format("The Company should:", "Do.", "Paint.", "Count."), id="a gap"),
        pytest.param(
            NUMBERS.replace("2.", "The rust was everywhere, and it had been so for years.\n\n2.").format(
                "The Company should:", "Do it.", "Paint.", "Count."
            ),
            id="prose between",
        ),
        pytest.param(
            NUMBERS.format("The Company should:", "Do.", "Paint.", "Count.\n\nAccepted"), id="a position below"
        ),
        pytest.param(NUMBERS.replace("2.", "[2]").format("The Company should:", "Do.", "Paint.", "Count."), id="mixed"),
        pytest.param(
            "Response\n\nThe Company should:\n\n1.1 Do.\n\n2.1 Paint.\n\n3.1 Count.\n", id="numbers of paragraphs"
        ),
        pytest.param(f"{LIST}\n3. Rake the sand.\n", id="a number twice"),
        pytest.param(f"The Board should:\n\n1. Rake the sand.\n\n2. Count the crabs.\n\n{LIST}", id="two lists"),
        pytest.param("Response\n\nThe Company should:\n\n- Paint.\n- Count.\n- Record.\n", id="bullets"),
    ],
)
def test_other_lists_are_not_taken_for_recommendations(above: str) -> None:
    assert not plain(ALL, above)


def test_many_paragraphs_are_read_in_linear_time() -> None:
    before = time.perf_counter()
    read(ALL + "1. x\n\n" * 8000)
    read(ALL, LIST + "1. x\n\n" * 8000)
    assert time.perf_counter() - before < 8
