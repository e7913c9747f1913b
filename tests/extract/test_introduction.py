"""Introductions: periods, counts, claims, titles, publication, publisher; numbers in words."""

from __future__ import annotations

import pytest

from kg.extract.lines.paragraphs import Text, paragraphs
from kg.extract.nodes.items import items
from kg.extract.nodes.numerals import letter_index, number, roman_index
from kg.extract.nodes.structure import outline
from kg.extract.replies.announced import announced
from kg.extract.replies.claims import claims, themes, total
from kg.extract.replies.introduction import Introduction, read
from kg.extract.replies.period import interval, month_or_day
from kg.model import Acceptance, Document

YES, PART, NO = Acceptance.ACCEPTED, Acceptance.PARTIALLY_ACCEPTED, Acceptance.REJECTED


@pytest.mark.parametrize(
    ("words", "value"),
    [("25", 25), ("one", 1), ("Twelve", 12), ("twenty-five", 25), ("ninety nine", 99), ("one hundred", 100),
     ("one hundred and twelve", 112), ("a hundred and twenty-one", 121), ("fourth", 4), ("twelfth", 12)],
)  # fmt: skip
def test_numbers_in_words(words: str, value: int) -> None:
    assert number(words) == value


def test_places_of_labels() -> None:
    assert (letter_index("c"), letter_index("iv"), roman_index("iv"), roman_index("c")) == (3, None, 4, None)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("(November 2015-May 2016)", "2015-11/2016-05"),
        ("September to October 2021", "2021-09/2021-10"),
        ("August - October 2023", "2023-08/2023-10"),
        ("January to June 2024", "2024-01/2024-06"),
        ("2 - 13 March 2020", "2020-03-02/2020-03-13"),
        ("31 January and 1 February 2024", "2024-01-31/2024-02-01"),
        ("between August and November 2024", "2024-08/2024-11"),
        ("November to January 2023", "2022-11/2023-01"),
        ("June to Oct 2023", "2023-06/2023-10"),
        ("16 January 2017 to 3 March 2017", "2017-01-16/2017-03-03"),
        ("Feb 2016 until Sept. 2016", "2016-02/2016-09"),
    ],
)
def test_a_period_is_an_edtf_interval(words: str, edtf: str) -> None:
    found = interval(words)
    assert found is not None
    assert found[0] == edtf


@pytest.mark.parametrize("words", ["May 2023", "2019 to 2020", "from 14 to 20 cases", "", "to March 2020"])
def test_words_that_are_no_period(words: str) -> None:
    assert interval(words) is None


def test_a_day_that_no_month_has_is_left_out() -> None:
    assert month_or_day("31 April 2020") == ("2020-04", 0, 13)
    assert month_or_day("29 February 2020") == ("2020-02-29", 0, 16)
    assert month_or_day("no date") is None


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The ICIBI has made 25 recommendations covering 7 themes.", 25),
        ("It made a total of six recommendations on piers.", 6),
        ("It has made a total of 3 multi- part recommendations.", 3),
        ("The Home Office accepts six and partially accepts one of the seven recommendations.", 7),
        ("The Department has accepted all six of the ICIBI's recommendations.", 6),
        ("The Agency has accepted or partially accepted four of the inspector's five recommendations.", 5),
        ("The Agency accepts or partially accepts 11 of the 12 recommendations.", 12),
        ("The report included 31 recommendations on nine piers.", 31),
        ("There are two chief recommendations in the report.", 2),
        ("The report makes one hundred and three recommendations.", 103),
        ("The Home Office accepts all twelve.", 12),
        ("We have taken up many of the readers' recommendations.", None),
        ("It was made in 2019 and there are 40 officers.", None),
    ],
)
def test_the_declared_number_of_recommendations(sentence: str, count: int | None) -> None:
    assert total(sentence) == count


def test_the_declared_number_of_themes() -> None:
    assert themes("The ICIBI has made 25 recommendations covering 7 themes.") == 7
    assert themes("The museum has 7 themes.") is None


def told(sentence: str) -> list[tuple[Acceptance | None, str, int | None, str]]:
    return [(c.acceptance, " ".join(".".join(p) for p in c.paths), c.count, c.scope) for c in claims(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We have accepted five recommendations (2, 3, 5, 6 and 7b) and partially accepted three (1, 4 and 7a).",
         [(YES, "2 3 5 6 7.b", 5, ""), (PART, "1 4 7.a", 3, "")]),
        ("The Home Office accepted 2, 3, 5, 6 and 7b of the recommendations and rejected recommendation 4.",
         [(YES, "2 3 5 6 7.b", None, ""), (NO, "4", None, "")]),
        ("The Home Office has partially accepted recommendations 5 and 6 and accepted all other recommendations.",
         [(PART, "5 6", None, ""), (YES, "", None, "others")]),
        ("The Agency has partially accepted recommendation 1 and 2, and not accepted recommendation 3.",
         [(PART, "1 2", None, ""), (NO, "3", None, "")]),
        ("The Home Office accepts the first, second and fourth recommendations and partially accepts the third.",
         [(YES, "1 2 4", None, ""), (PART, "3", None, "")]),
        ("The Home Office accepts all six recommendations.", [(YES, "", 6, "all")]),
        ("The Home Office accepts all recommendations.", [(YES, "", None, "all")]),
        ("The Home Office has accepted the recommendations and work is under way.", [(YES, "", None, "all")]),
        ("The Home Office accepts six and partially accepts one of the seven recommendations.",
         [(YES, "", 6, ""), (PART, "", 1, "")]),
        ("The Home Office accepted three recommendations in full and three in part.",
         [(YES, "", 3, ""), (PART, "", 3, "")]),
        ("The Department has accepted or partially accepted seven of the eight recommendations.", [(None, "", 7, "")]),
        ("Recommendations 1 and 2 are accepted and recommendation 3 is rejected.",
         [(YES, "1 2", None, ""), (NO, "3", None, "")]),
        ("One of the recommendations has not been accepted.", [(NO, "", 1, "")]),
        ("The force accepts all of the recommendations with the exception of recommendation 3 and part of "
         "recommendation 7.", [(PART, "7", None, ""), (YES, "", None, "all")]),
        ("We accept all the recommendations save number 3.", [(YES, "", None, "all")]),
        ("We accept all the recommendations, except recommendation 2(b), which is rejected.",
         [(PART, "2", None, ""), (YES, "", None, "all"), (NO, "2.b", None, "")]),
        ("We accept part (a) of recommendation 2 and reject parts (b) and (c) of recommendation 2.",
         [(YES, "2.a", None, ""), (NO, "2.b 2.c", None, "")]),
        ("Of the nine recommendations the council accepts numbers 1, 3 and 8 and partially accepts number 2.",
         [(YES, "1 3 8", None, ""), (PART, "2", None, "")]),
        ("The council accepts recommendation 6, save for 6(b), which it does not accept.",
         [(YES, "6", None, ""), (NO, "6.b", None, "")]),
        ("The council accepts all of the recommendations but the third, which is accepted in part.",
         [(YES, "", None, "all"), (PART, "3", None, "")]),
        ("The team accepted the gift.", []),
        ("The recommendations are good.", []),
    ],
)  # fmt: skip
def test_claims_of_an_introduction(sentence: str, expected: list[object]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (["The report makes five recommendations.", "We accept the first.", "We partially accept the second and reject "
          "the third.", "We accept the fourth and the fifth in part.", "The museum rejects the sixth."],
         [[], [(YES, "1")], [(PART, "2"), (NO, "3")], [(PART, "4 5")], [(NO, "6")]]),
        (["We reject the first and the second."], [[]]),  # of what, nothing tells
        (["We are unable to accept recommendation 2.", "The force accepts recommendations 3 and 4 in principle."],
         [[(NO, "2")], [(PART, "3 4")]]),
        (["On recommendation 6, the council accepts parts (a) and (b) but not part (c)."],
         [[(YES, "6.a"), (YES, "6.b"), (NO, "6.c")]]),
        (["We accept recommendations 1, 2(a) to (c) and 3, partially accept 4(b) and reject 4c."],
         [[(YES, "1 2.a 2.b 2.c 3"), (PART, "4.b"), (NO, "4.c")]]),
        (["The council accepts recommendations 1 and 3 in full and recommendation 2 in part."],
         [[(YES, "1 3"), (PART, "2")]]),
        (["Accepted: 1, 2a and 4.", "Not accepted - recommendation 3", "Accepted: 1; rejected: 2 and 3"],
         [[(YES, "1 2.a 4")], [(NO, "3")], [(YES, "1"), (NO, "2 3")]]),
        (["It makes three recommendations.", "Number 2 is not accepted."], [[], [(NO, "2")]]),
        (["Accepted: 12 boats were bought.", "Accepted 3."], [[], []]),
        (["The parts differ: for recommendations 6 and 7, see below.", "We accept (a)."], [[], []]),
    ],
)  # fmt: skip
def test_what_the_sentences_of_an_introduction_announce(sentences: list[str], expected: list[object]) -> None:
    found = [[(c.acceptance, " ".join(".".join(p) for p in c.paths)) for c in one] for one in announced(sentences)]
    assert found == expected


def introduction(text: str) -> Introduction:
    source = Text(Document("x", text, "x.txt", "0"))
    return read(source, items(paragraphs(source)))


def test_a_page_update_is_no_publication() -> None:
    found = introduction(
        "Response to an inspection of piers\nUpdated 1 March 2024\nThe Home Office thanks the inspector."
    )
    assert found.published == ""
    assert found.publisher == "Home Office"
    assert found.title == "Response to an inspection of piers"
    assert found.inspection.title == "An inspection of piers"


def test_a_title_in_capitals_over_several_lines() -> None:
    found = introduction("**THE UK BORDER AGENCY RESPONSE TO\nTHE CHIEF INSPECTOR'S REPORT ON\nSMALL PIERS**\n")
    assert found.title == "THE UK BORDER AGENCY RESPONSE TO THE CHIEF INSPECTOR'S REPORT ON SMALL PIERS"
    assert found.publisher == "UK Border Agency"
    assert found.inspection.title == "SMALL PIERS"


def test_the_period_of_an_earlier_inspection_is_not_taken() -> None:
    words = "The report follows the previous inspection (June 2019 - July 2019) of the same piers."
    assert introduction(f"Response to a report on piers\n{words}\n").inspection.period == ""


def test_the_period_in_a_sentence_keeps_its_words() -> None:
    found = introduction("Response to a report\nThe inspection took place between June and October 2023.\n").inspection
    assert found.period == "2023-06/2023-10"
    assert found.period_span is not None
    assert found.period_span.exact == "June and October 2023"


def test_the_publisher_known_from_outside_is_kept() -> None:
    text = "Government response to a report\nRecommendation 1\nReview it.\nAccepted\nIt is done.\n"
    known = Document("x", text, "x.txt", "0", publisher="Ministry of Piers")
    assert outline(known).publisher == "Ministry of Piers"
    assert outline(Document("x", text, "x.txt", "0")).publisher == "HM Government"
