"""Headings that name whose answer follows, several recommendations or a part, and look-alikes that name none."""

from __future__ import annotations

import pytest

from kg.errors import NoRecommendationsError
from kg.extract.nodes.labels import Kind, label
from kg.extract.nodes.outline import Outline
from kg.extract.nodes.structure import outline
from kg.extract.replies.announced import announced
from kg.model import Document

TITLE = "Response to an inspection of piers\n\n"
LAST = "\n\nRecommendation 9: Buy a ladder.\nRejected\n"


def read(text: str) -> Outline:
    return outline(Document("pier", TITLE + text, "pier.txt", "0" * 64))


def answers(text: str) -> list[tuple[str, str | None, str]]:
    return [(a.number, a.body, a.acceptance.value) for a in read(text).answers if a.number != "9"]


def texts(text: str) -> dict[str, str]:
    return {node.number: node.text for node in read(text).recommendations if node.number != "9"}


def paths(text: str) -> list[str]:
    found = label(text)
    assert found
    return [".".join(path) for path in found.paths]


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("Border Force response to recommendation 1: Accepted", "Border Force"),
        ("Border Force's response to recommendation 1:\nAccepted", "Border Force"),
        ("UK Visas and Immigration response to recommendation 1:\nAccepted", "UK Visas and Immigration"),
        ("His Majesty's Prison and Probation Service response to recommendation 1:\nAccepted",
         "His Majesty's Prison and Probation Service"),
        ("Final Border Force response to recommendation 1: Accepted", "Border Force"),
        ("Our Border Force response:\nAccepted", "Border Force"),
        ("Final Home Office response:\nAccepted", None),
        ("Reply to recommendation 1:\nAccepted", None),
        ("Our reply to recommendation 1\nAccepted", None),
    ],
)  # fmt: skip
def test_any_body_answers_below_a_recommendation(heading: str, who: str | None) -> None:
    text = f"Recommendation 1: Mend the roof.\n{heading}\nBy May 2020.{LAST}"
    assert answers(text) == [("1", who, "accepted")]
    assert texts(text) == {"1": "Mend the roof."}


def test_the_publisher_answers_after_another_body() -> None:
    heads = "Border Force response to recommendation 1: Accepted\nHome Office response to recommendation 1: Rejected\n"
    both = [("1", "Border Force", "accepted"), ("1", None, "rejected")]
    assert answers(f"Recommendation 1: Mend the roof.\n{heads}{LAST}") == both


@pytest.mark.parametrize(
    "words",
    [
        "In response to recommendation 1: Accepted",
        "In the Home Office response to recommendation 1: Accepted",
        "This response to recommendation 1: Accepted",
        "As Border Force response to recommendation 1: Accepted",
        "Under Border Force response to recommendation 1: Accepted",
        "As response to recommendation 1: Accepted",
        "Gull Watch response to recommendation 1: Accepted",
        "Border Force response to recommendation 1. We will tell all.",
        "Border Force response to recommendation 1: we will tell all.",
        "In reply to recommendation 1: Accepted",
        "reply to recommendation 1: Accepted",
        "Reply to recommendation 1 was late",
    ],
)
def test_a_sentence_is_no_heading_of_an_answer(words: str) -> None:
    found = label(words)
    assert found is None or not found.sure


def test_a_line_of_a_sentence_goes_on_with_it() -> None:
    told = "We will mend it by May 2020, as set out in the\nBorder Force response to recommendation 1. All are told."
    assert answers(f"Recommendation 1: Mend the roof.\nAccepted\n{told}{LAST}") == [("1", None, "accepted")]


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Recommendation 2, part (a): Buy it.", ["2.a"]),
        ("Recommendation 2 part b - Buy it.", ["2.b"]),
        ("Recommendation 2 Part (C)", ["2.c"]),
        ("Recommendation 2 and recommendation 3:", ["2", "3"]),
        ("Response to recommendation 2 and recommendation 5", ["2", "5"]),
        ("Recommendations 2-4:", ["2", "3", "4"]),
        ("Recommendation 2 to 4", ["2", "3", "4"]),
    ],
)
def test_a_heading_names_several_or_a_part(heading: str, named: list[str]) -> None:
    assert paths(heading) == named


@pytest.mark.parametrize(
    "words",
    [
        "Recommendation 2, part (a) of which is done, (see above)",
        "Recommendation 2 part a new roof",
        "Recommendation 2, partly: Accepted",
        "Recommendation 2 and recommendation 3 are for others",
        "Recommendation 2 and recommendation 1:",
        "Recommendation 2 - 3 ladders: Buy them.",
        "Recommendation 2-1:",
        "Recommendation 2-3: Buy a ladder.",
        "Recommendation 2 - 2024:",
        "Recommendation 2 response",
        "Recommendation 2 - response 3:",
        "Recommendation 2 to 99:",
    ],
)
def test_words_behind_a_number_name_no_more(words: str) -> None:
    assert paths(words) == ["2"]


def test_a_number_with_a_point_is_no_first_of_several() -> None:
    assert paths("Recommendation 1.2 to 4:") == ["1.2"]


def test_parts_and_numbers_are_recommendations_between_others() -> None:
    one, last = "Recommendation 1: Mend the roof.\nAccepted\n\n", "\n\nRecommendation 5: Buy a rope.\nAccepted\n"
    parts = "Recommendation 2, part (a): Buy a ladder.\nAccepted\n\nRecommendation 2, part (b): Sell it.\nRejected"
    assert {"2.a": "Buy a ladder.", "2.b": "Sell it."}.items() <= texts(one + parts + last).items()
    assert {("2.a", None, "accepted"), ("2.b", None, "rejected")} <= set(answers(one + parts + last))
    assert not read(f"{one}Recommendations 2-4:\nBuy a ladder.\nRejected\n{last}").notices


ALSO = [("accepted", "1 3"), ("rejected", "2")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The Home Office accepted recommendations 1 and 3 and rejected 2.", ALSO),
        ("The Home Office accepted recommendations 1 and 3 in full, and rejected 2.", ALSO),
        ("Of its recommendations, it accepted 2, 3 and 4; it partially accepted 1.",
         [("accepted", "2 3 4"), ("partiallyAccepted", "1")]),
        ("It accepted recommendations 1 and 3 and rejected 2 others.", [("accepted", "1 3"), ("rejected", "")]),
        ("It accepted recommendations 1 and 2 and rejected 2.", [("accepted", "1 2"), ("rejected", "")]),
        ("It accepted 3 recommendations and rejected 2.", [("accepted", ""), ("rejected", "")]),
        ("Of the six recommendations, it accepted 3, and rejected 2.", [("accepted", ""), ("rejected", "")]),
        ("It accepted 2, 3 and 4; it partially accepted 1.", []),
        ("It accepted 2, 3 and 4 of the 9 recommendations and rejected 1.",
         [("accepted", "2 3 4"), ("rejected", "")]),
    ],
)  # fmt: skip
def test_bare_numbers_after_a_second_verb(sentence: str, found: list[tuple[str, str]]) -> None:
    (told,) = announced([sentence])
    assert [(c.acceptance.value if c.acceptance else "", " ".join(p[0] for p in c.paths)) for c in told] == found


REPLIES = "\n\nResponse 1: Accepted\nIt will be done by May 2020.\n\nResponse 2 (rejected)\nNo money.\n"


@pytest.mark.parametrize("above", ["Recommendations", "RECOMMENDATIONS:", "The Mint should:"])
def test_a_heading_leads_in_a_list_answered_below(above: str) -> None:
    text = f"{above}\n\n1. Varnish the roof.\n\n2. Mend the doors.{REPLIES}"
    assert answers(text) == [("1", None, "accepted"), ("2", None, "rejected")]


@pytest.mark.parametrize(
    "text",
    [
        "Findings\n\n1. Varnish the roof.\n\n2. Mend the doors.",
        "Recommendations\n\n1. The report was sent to us.\n\n2. Mend the doors.",
        "Recommendations\n\n1. Three of them are old.\n\n2. Mend the doors.",
    ],
)
def test_no_other_heading_leads_in_and_no_prose_is_listed(text: str) -> None:
    with pytest.raises(NoRecommendationsError):
        read(text + REPLIES)


def test_a_heading_of_an_answer_names_all_that_it_answers() -> None:
    text = "Our response to recommendations 1 and 2\n\nThey will be done.\n\nOur response to recommendation 3\n\nNo."
    assert list(texts(text)) == ["1", "2", "3"]


def test_kinds_of_labels() -> None:
    kinds = [label(words) for words in ("Recommendations 2-4:", "Reply to recommendations 2-4:")]
    assert [found.kind for found in kinds if found] == [Kind.RECOMMENDATION, Kind.ANSWER]
