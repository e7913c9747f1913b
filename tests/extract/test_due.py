"""Which date belongs to which commitment: in its own words, in a later sentence, on a date line."""

from __future__ import annotations

import pytest

from kg.extract.assemble import extract
from kg.gazetteers import gazetteer, tagger
from kg.model import Document

HEAD = "Response to an inspection of ports\n\nRecommendation 1\nPaint the quays.\n\nAccepted\n\n"


def due(answer: str) -> list[str | None]:
    """The due dates of the commitments of an answer of 3 June 2024, in order."""
    document = Document("ports", HEAD + answer, "ports.txt", "", publisher="Home Office", published="2024-06-03")
    found = extract(document, gazetteer(), tagger()).commitments
    return [commitment.due.edtf if commitment.due else None for commitment in found]


@pytest.mark.parametrize(
    ("answer", "dates"),
    [
        ("We have looked at all the ropes and replaced two of them in March 2024.", ["2024-03"]),
        ("We have painted four quays, two of which in March 2024.", [None]),
        ("We have trained nine of the 14 pilots, with the rest booked to attend by January 2025.", [None, "2025-01"]),
        ("We will lengthen the shifts so that no boat is left at the start of the autumn.", [None]),
        ("We are building a new register, but this will not be ready before April 2026.", [None]),
        ("We are building a new register, which will be ready by April 2026.", [None, "2026-04"]),
        (
            "We are meeting skippers on a new tariff, which it is hoped that the Dock Board will approve in December.",
            [None],
        ),
        (
            "The Port Legal team is reviewing the tariff and expects to complete this by May 2025.",
            ["2025-05"],
        ),
        ("The ropes are being counted, and we expect to finish this by the end of October.", ["2024?-10-31"]),
        ("Paving will begin in July and is due to be completed by March 2025.", ["2025-03"]),
        (
            "We will write to the owners that have not paid, or that paid late, before the end of May 2025.",
            ["2025-05-31"],
        ),
        ("We will lower the limit to 30 days from May 2025.", ["2025-05"]),
        ("A clerk has answered each letter received before 31 March 2024, ending in May 2024.", ["2024-05"]),
        ("Pilots have been reminded by a harbour notice of 4 April 2024.", ["2024-04-04"]),
        ("From the meeting of 12 October the list will show all wrecks.", ["2024?-10-12"]),
    ],
)
def test_a_date_is_that_of_the_words_it_stands_with(answer: str, dates: list[str | None]) -> None:
    assert due(answer) == dates


@pytest.mark.parametrize(
    ("answer", "dates"),
    [
        (
            "We will paint the quays. The ropes will be replaced. We will complete this work by the end of the year.",
            ["2024?-12-31", "2024?-12-31"],
        ),
        (
            "We will paint the quays.\n\nThe ropes will be replaced. We aim to have all of these actions complete by "
            "May 2025.",
            ["2025-05", "2025-05"],
        ),
        (
            "We will paint the quays by July 2025. The ropes will be replaced.\n\nUnless otherwise stated, these "
            "actions will be completed by May 2026.",
            ["2025-07", "2026-05"],
        ),
        (
            "A survey of the quays began in March 2024. We will mend those that leak. The survey is expected to be "
            "completed by December 2024.",
            ["2024-12", None],
        ),
        (
            "The clerk is in touch with the four owners. The aim is that all will have paid by the end of the year.",
            ["2024?-12-31"],
        ),
        (
            "We will paint the quays. The list will be checked annually from then on."
            "\n\nDate of implementation: May 2025",
            ["2025-05", None],
        ),
    ],
)
def test_a_sentence_dates_what_it_speaks_of(answer: str, dates: list[str | None]) -> None:
    assert due(answer) == dates


@pytest.mark.parametrize(
    ("answer", "dates"),
    [
        (
            "A course has been written and this will be compulsory for all pilots from 1 September.",
            [None, "2024?-09-01"],
        ),
        ("A course has been written and this will be of help to all pilots.", [None]),
        (
            "The following will be in place by May 2025:\n\n- a new rope for each boat;\n\n- a log of ropes.",
            ["2025-05"] * 2,
        ),
    ],
)
def test_a_date_makes_a_clause_of_its_own_and_is_that_of_a_list(answer: str, dates: list[str | None]) -> None:
    assert due(answer) == dates


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Quay Police action: May 2025.\nHarbour Trust action: July 2025. Dock Board action: end of 2025.",
         ["2025-05", "2025-07", "2025-12-31"]),
        ("Quay Police – May 2025. Harbour Trust – July 2025.", ["2025-05", "2025-07", None]),
        ("Quay Police, Harbour Trust and Dock Board actions: end of 2025", ["2025-12-31"] * 3),
        ("Quay Police and Dock Board: May 2025", ["2025-05", None, "2025-05"]),
        ("Complete – May 2024", [None, None, None]),
    ],
)  # fmt: skip
def test_a_date_line_reaches_each_body_it_names(line: str, dates: list[str | None]) -> None:
    answer = "Quay Police will buy boats. Harbour Trust will review its fees. Dock Board will write to all skippers."
    assert due(f"{answer}\n\nDate of implementation: {line}") == dates


def test_a_numbered_paragraph_may_lead_a_list_and_the_next_number_ends_it() -> None:
    answer = "3. We have:\n\n(i) painted the quays; and\n\n(ii) agreed that all huts will be locked.\n\n"
    assert due(answer + "4. The ropes will be counted by May 2025. The buoys will be counted.") == [
        None,
        None,
        "2025-05",
        None,
    ]


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("poster printed by May 2025", ["2025-05", None, None]),
        ("launches by May 2025", ["2025-05"] * 3),
        ("(poster) complete (film) May 2025 (survey of skippers) end of 2025", [None, "2025-05", "2025-12-31"]),
        ("May 2025 (for skippers)", ["2025-05"] * 3),
    ],
)
def test_a_date_line_may_name_the_thing_that_it_dates(line: str, dates: list[str | None]) -> None:
    answer = "We will print a poster about ropes. A film is being made. We will review our survey of all skippers."
    assert due(f"{answer}\n\nDate of implementation: {line}") == dates
