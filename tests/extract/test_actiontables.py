"""Tables of actions inside answers: which paragraphs are their cells, and what a row tells."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kg.extract.assemble import extract
from kg.extract.lines.paragraphs import Text, paragraphs
from kg.extract.nodes import actiontables
from kg.gazetteers import gazetteer, tagger
from kg.model import Commitment, Document, Record

HEAD = (
    "Response to an inspection of ports\n\nRecommendation 1\n\nPaint the quays.\n\nAccepted\n\n"
    "We agree with the finding.\n\n"
)
NEXT = "\n\nRecommendation 2\n\nMend the lamps.\n\nRejected\n\nThere are no lamps.\n"
TITLES = ["Action", "Owner", "Target date"]
PAINT = ["Paint the north quay in blue", "Quay Team", "July 2024"]
ROPE = ["Order rope for the boats", "Rope and Ladder Policy", "Completed May 2024"]
CRANE = ["Consider whether to buy a crane", "Head of Cranes", "TBC"]


def read(answer: str) -> Record:
    text = HEAD + answer + NEXT
    document = Document("ports", text, "ports.txt", "", publisher="Home Office", published="2024-06-03")
    record = extract(document, gazetteer(), tagger())
    assert [node.number for node in record.recommendations] == ["1", "2"]
    for commitment in record.commitments:
        for span in spans(commitment):
            span.check(text, "ports")
    return record


def spans(commitment: Commitment) -> Iterable:
    yield from (commitment.span, *commitment.more, *(owner.span for owner in commitment.owners))
    yield from [commitment.due.span] if commitment.due else []


def told(cells: Iterable[str] | str) -> list[tuple[str, str, str, str]]:
    """First words, owners, delivery and date (or its words) of each commitment."""
    record = read(cells if isinstance(cells, str) else "\n\n".join(cells))
    labels = {entity.iri: entity.label for entity in (*gazetteer().entities.values(), *record.entities)}
    return [
        (
            c.text.split()[0],
            ", ".join(labels[owner.entity].removesuffix(" (ports)") for owner in c.owners),
            c.delivery.value,
            (c.due.edtf or c.due.text) if c.due else "",
        )
        for c in record.commitments
    ]


PAINTED = ("Paint", "Quay Team", "planned", "2024-07")
ROPED = ("Order", "Rope and Ladder Policy", "completed", "2024-05")
CRANED = ("Consider", "Head of Cranes", "planned", "TBC")


def test_each_row_is_a_commitment_with_its_owner_and_its_date() -> None:
    assert told([*TITLES, *PAINT, *ROPE, *CRANE]) == [PAINTED, ROPED, CRANED]


def test_a_cell_is_kept_word_by_word_and_hedges_as_a_bullet_does() -> None:
    found = read("\n\n".join([*TITLES, *PAINT, *CRANE])).commitments
    assert [(c.text, c.firmness.value) for c in found] == [(PAINT[0], "firm"), (CRANE[0], "conditional")]


def test_the_columns_may_stand_in_another_order() -> None:
    cells = ["Lead", "What we will do", "By when", "Quay Team", PAINT[0], "July 2024", "Rope Board", ROPE[0], "Ongoing"]
    assert told(cells) == [PAINTED, ("Order", "Rope Board", "inProgress", "")]


def test_a_status_tells_how_far_it_is_and_the_date_when() -> None:
    titles = ["No.", "Agreed action", "Responsible team", "Deadline", "Status"]
    rows = ["1", *PAINT, "On track", "2", *ROPE[:2], "30/04/2024", "Complete", "3", *CRANE[:2], "-", "Not started"]
    assert told([*titles, *rows]) == [
        ("Paint", "Quay Team", "inProgress", "2024-07"),
        ("Order", "Rope and Ladder Policy", "completed", "2024-04-30"),
        ("Consider", "Head of Cranes", "planned", ""),
    ]


@pytest.mark.parametrize("nothing", ["-", "–", "N/A", "None", ""])
def test_a_cell_may_say_nothing(nothing: str) -> None:
    cells = [*TITLES, *PAINT[:2], nothing, *ROPE, *CRANE]
    assert told(cells) == [("Paint", "Quay Team", "planned", ""), ROPED, CRANED]


def test_titles_printed_again_are_no_row() -> None:
    assert told([*TITLES, *PAINT, *TITLES, ROPE[0], *TITLES, *ROPE[1:]]) == [PAINTED, ROPED]
    assert told([*TITLES, *TITLES, *PAINT, *ROPE]) == [PAINTED, ROPED]


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("• ", "• "), ("(a) ", "(b) "), ("1.1 ", "1.2 ")])
def test_an_action_may_bear_a_mark(marks: tuple[str, str]) -> None:
    cells = [*TITLES, marks[0] + PAINT[0], *PAINT[1:], marks[1] + ROPE[0], *ROPE[1:]]
    assert told(cells) == [PAINTED, ROPED]


def test_small_letters_and_lines_that_wrap_hide_no_cell() -> None:
    cells = [*TITLES, "Paint the north quay\nin blue", "Harbour\nPaint Team", "ongoing", ROPE[0], "the supplier", "tbc"]
    assert told(cells) == [("Paint", "Harbour Paint Team", "inProgress", ""), ("Order", "supplier", "planned", "tbc")]


def test_two_tables_have_the_columns_of_their_own_titles() -> None:
    answer = "\n\n".join([*TITLES, *PAINT])
    more = ["Milestones", "Status", "Responsible owner", ROPE[0], "In progress", "Head of Stores"]
    assert told([answer, "More is to come:", *more]) == [PAINTED, ("Order", "Head of Stores", "inProgress", "")]


def test_what_its_clauses_claim_comes_first() -> None:
    both = ["The north quay has been painted and the south quay will follow", "Quay Team", "July 2024"]
    other = ["Border Force will open a shed", "Head of Sheds", "May 2025"]
    order = ["Ensure that all staff have been trained", "Quay Team", "June 2024"]
    assert told([*TITLES, *both, *other, *order]) == [
        ("The", "Quay Team", "completed", ""),  # the date is that of what is joined to it
        ("the", "Quay Team", "planned", "2024-07"),
        ("Border", "Border Force", "planned", "2025-05"),
        ("Ensure", "Quay Team", "planned", "2024-06"),
    ]


@pytest.mark.parametrize(
    ("cell", "delivery", "date"),
    [
        ("Complete", "completed", ""),
        ("Completed – March 2024", "completed", "2024-03"),
        ("Complete by March 2025", "planned", "2025-03"),
        ("To be completed in March 2025", "planned", "2025-03"),
        ("Partially complete", "inProgress", ""),
        ("Underway, to end in March 2025", "inProgress", "2025-03"),
        ("January 2025 and annually thereafter", "planned", "2025-01"),
        ("On award of the contract", "planned", "On award of the contract"),
        ("To be confirmed", "planned", "To be confirmed"),
    ],
)
def test_a_date_tells_how_far_it_is_too(cell: str, delivery: str, date: str) -> None:
    assert told([*TITLES, *PAINT[:2], cell]) == [("Paint", "Quay Team", delivery, date)]


def test_a_table_ends_where_its_columns_do() -> None:
    after = ["We will report on this in autumn.", "Harbour Legal", "This is a matter of law."]
    assert told([*TITLES, *PAINT, *after]) == [PAINTED, ("We", "", "planned", "2024?-23")]


def test_progress_told_in_sentences_is_read_as_they_are() -> None:
    progress = "The north end was painted in May 2024 and the south end is being painted"
    titles = ["Action", "Lead", "Progress", "Due"]
    assert told([*titles, *PAINT[:2], progress, "July 2024", *ROPE[:2], "Complete", "May 2024"]) == [
        PAINTED,
        ("The", "Quay Team", "completed", "2024-05"),
        ("the", "Quay Team", "inProgress", ""),
        ROPED,
    ]


@pytest.mark.parametrize("above", ["Accepted", "Our response", "Next steps", "We will:"])
def test_a_table_may_stand_right_below_a_position_or_a_heading(above: str) -> None:
    assert told([above, *TITLES, *PAINT, *ROPE]) == [PAINTED, ROPED]


def test_a_table_goes_on_over_a_page() -> None:
    footer = "Page 3 of 9\n\f"
    assert told([*TITLES, *PAINT, footer, *TITLES, *ROPE]) == [PAINTED, ROPED]
    assert told([*TITLES, *PAINT, footer, *ROPE]) == [PAINTED, ROPED]


def test_owners_are_told_apart_in_a_cell() -> None:
    cells = [
        PAINT[0],
        "Quay Team; Head of Sheds / Border Force",
        "July 2024",
        ROPE[0],
        "All teams",
        "Completed May 2024",
    ]
    assert [row[1] for row in told([*TITLES, *cells])] == ["Quay Team, Head of Sheds, Border Force", ""]


def test_the_owner_and_date_below_an_answer_in_a_whole_table_need_not_be_a_month() -> None:
    row = "{}\nPaint the quays.\nAccepted\nThe quays will be painted.\nQuay and Harbour Unit\n{}\n\n"
    titles = "Action plan for ports\n\nNo.\nRecommendation\nResponse\nAction\nLead\nTarget\n\n"
    text = titles + row.format(1, "Ongoing") + row.format(2, "First quay June 2025").replace("Paint", "Repaint")
    document = Document("ports", text, "ports.txt", "", publisher="Home Office", published="2024-06-03")
    found = extract(document, gazetteer(), tagger()).commitments
    assert [[owner.span.exact for owner in c.owners] for c in found] == [["Quay and Harbour Unit"]] * 2


@pytest.mark.parametrize(
    "cells",
    [
        ["Action", "Owner", "This is a matter of law.", "It was asked for by the owners of the boats."],
        ["Actions", "We have nothing to add.", "Owner", "Quay Team"],
        ["Recommendation", "Rating", *TITLES, "The quay should be blue", "High", *PAINT, "No ropes", "Low", *ROPE],
        ["Recommendation", "Accepted / Rejected", *TITLES, "The quay should be blue", "Accepted", *PAINT],
        ["Owner", "Target date", "Quay Team", "July 2024"],
        ["Action", "Owner", "Our response", "Accepted"],
    ],
)
def test_nothing_else_is_taken_for_a_table(cells: list[str]) -> None:
    text = Text(Document("ports", "\n\n".join(cells), "ports.txt", ""))
    assert actiontables.cells(text.plain, paragraphs(text))[1] == {}


LAYOUT = """
Action                                   Owner                  Date for
                                                                completion
Paint the north quay in blue and         Quay Team              July 2024
Quays Road in white
Order rope for the boats                 Rope and Ladder        Completed May
                                         Policy                 2024

Consider whether to buy a crane          Head of Cranes         TBC
"""


def test_a_table_read_line_by_line_is_read_row_by_row() -> None:
    assert told(LAYOUT) == [PAINTED, ROPED, CRANED]
    first = read(LAYOUT).commitments[0]
    assert first.text == "Paint the north quay in blue and Quays Road in white"
    assert [span.exact for span in first.more] == ["Quays Road in white"]


def test_a_table_without_end_takes_work_in_step_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    fits = actiontables.columntitles.fits
    monkeypatch.setattr(
        actiontables.columntitles, "fits", lambda *given: looked_at.append(len(given[1])) or fits(*given)
    )
    work = []
    for count in (50, 200):
        looked_at.clear()
        text = Text(Document("ports", "\n\n".join([*TITLES, *(PAINT[:2] + ROPE) * count]), "ports.txt", ""))
        actiontables.cells(text.plain, paragraphs(text))
        work.append(sum(looked_at))
    assert 0 < work[1] < 6 * work[0]
