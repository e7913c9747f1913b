"""States that are told by acts, by judgements of progress, by the course of work, and above a list."""

from __future__ import annotations

import pytest

from kg.extract.followup.earlier import Earlier
from kg.extract.followup.readings import readings
from kg.extract.followup.record import follow_up
from kg.extract.followup.standing import Standing
from kg.gazetteers import gazetteer
from kg.model import Document, Record

KEY = {"good progress": Standing.DONE}
PARTS = {
    "1": "Train staff",
    "1.a": "Train the clerks of the harbour office in weighing cargo",
    "1.b": "Train the pilots of the harbour office in reading tides",
    "2": "Publish a timetable of ferries for the northern islands",
    "3": "Repaint the lighthouse and replace its lamp before winter",
}


def said(sentence: str) -> list[Standing]:
    return [one.standing for one in readings(sentence, 0, len(sentence), KEY, known=True)]


def read(text: str, publisher: str = "Independent Inspector of Harbours") -> dict[tuple[str, str], str]:
    """What is drafted: claim or assessment and number → state or delivery."""
    report = Earlier("2020-harbour", "An inspection of a harbour", PARTS)
    document = Document("later", text, "later.txt", "0" * 64, publisher=publisher)
    record: Record = follow_up(document, [report], gazetteer())
    return {
        ("found" if one.found else "claimed", one.number): str(one.state or one.delivery) for one in record.followed
    }


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("The harbour office has made reasonable progress against recommendation 2.", Standing.PROGRESS),
        ("There was no meaningful progress on recommendation 2.", Standing.OPEN),
        ("The harbour office had made good progress against recommendation 2.", Standing.DONE),
        ("Reasonable progress.", Standing.PROGRESS),
        ("Since the ferry was sold, events have overtaken this recommendation.", Standing.OVERTAKEN),
        ("The board has implemented recommendation 2 in full.", Standing.DONE),
        ("The board has implemented recommendation 2 by another route.", Standing.OTHERWISE),
        ("The board has completed the work required by recommendation 2.", Standing.DONE),
        ("The lamp was replaced, thereby fulfilling recommendation 3.", Standing.DONE),
        ("We did not look at recommendation 2, which the board had reported to be complete.", Standing.DONE),
        ("We see no reason for recommendation 2 to stay open.", Standing.SHUT),
        ("On recommendation 2, the printers said that a draft was still under way.", Standing.PROGRESS),
        ("Recommendation 2 was closed (other means).", Standing.OTHERWISE),
        ("Closed (alternative means)", Standing.OTHERWISE),
        ("The register lists recommendation 2 as complete.", Standing.DONE),
        ("The action to print a timetable (1.a) was complete.", Standing.DONE),
        ("The review asked for in recommendation 2, is under way.", Standing.PROGRESS),
        ("We continue to work on recommendation 3.", Standing.PROGRESS),
        ("Work on recommendation 3 will begin in May.", Standing.PLANNED),
        ("We have not yet begun recommendation 3.", Standing.PLANNED),
        ("Progress against recommendation 3 has been slow.", Standing.PROGRESS),
        ("We are keeping recommendation 3 open.", Standing.OPEN),
        ("We looked at recommendation 3, which remains open.", Standing.OPEN),
        ("We judge that recommendation 3 should not yet be closed.", Standing.OPEN),
        ("As the lamp is dark, recommendation 3 stands open.", Standing.OPEN),
        ("The lamp is lit, and recommendation 3 is thereby complete.", Standing.DONE),
        ("The board lit the lamp and has closed the matter.", Standing.SHUT),
        ("The need for recommendation 3 has fallen away.", Standing.OVERTAKEN),
        ("We consider that recommendation 3 can now be closed.", Standing.SHUT),
        ("The harbour office calls it done, and on that basis it considered the recommendation closed.", Standing.SHUT),
        ("Recommendation   3   is   closed  .", Standing.SHUT),
    ],
)
def test_a_state_is_told_in_many_ways(sentence: str, standing: Standing) -> None:
    assert standing in said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour office had not made good progress against recommendation 2.",
        "We saw no evidence of good progress against recommendation 2.",
        "The harbour office claimed good progress against recommendation 2.",
        "We hope for good progress on recommendation 2.",
        "No pilot had implemented recommendation 2.",
        "Few of the clerks have implemented recommendation 2.",
        "Nobody has completed recommendation 2.",
        "The board might have implemented recommendation 2.",
        "The board has delivered recommendation 2 posters.",
        "The board has implemented recommendation 2 only in part.",
        "This does not complete recommendation 2.",
        "The plan was printed, almost completing recommendation 2.",
        "Recommendation 2, which the board should have reported to be complete, was late.",
        "We see no reason for recommendation 2 to stay open once the lamp is lit.",
        "Events have not overtaken this recommendation.",
        "Recommendation 2 can now be closed if the lamp is lit.",
        "Not all three parts have been completed.",
        "Status: closed - not verified by inspectors",
        "Recommendation 2 is 'complete', but not at the northern pier.",
        "We do not accept that recommendation 2 can now be closed.",
        "The need for recommendation 2 has not fallen away.",
    ],
)
def test_what_is_denied_or_doubted_is_not_over(sentence: str) -> None:
    assert not [standing for standing in said(sentence) if standing.over]


def test_good_progress_is_met_only_where_the_document_says_so() -> None:
    words = "Recommendation 2\n\nWe judged that the board had made good progress against recommendation 2."
    assert read(words) == {("found", "2"): "open"}
    key = "Poor progress - work had begun.\n\nGood progress - the recommendation had been met.\n\n"
    assert read(key + words) == {("found", "2"): "closed"}


def test_a_paragraph_is_about_the_part_that_it_names() -> None:
    text = "Training (recommendation 1)\n\nA course was promised. It was not done. We saw no progress against 1.a."
    assert read(text) == {("found", "1.a"): "open"}
    both = "Training (recommendation 1)\n\nClerks weigh better (1.a). Pilots read tides (1.b). "
    assert read(both + "There was limited progress in both of these areas.") == {
        ("found", "1.a"): "open",
        ("found", "1.b"): "open",
    }


def test_all_the_parts_are_those_of_the_recommendation_in_question() -> None:
    text = f"Recommendation 1\n\n(a) {PARTS['1.a']}.\n\n(b) {PARTS['1.b']}.\n\nDepartment update\n\n"
    assert read(text + "The department reported both parts as complete.") == {
        ("claimed", "1.a"): "completed",
        ("claimed", "1.b"): "completed",
    }
    assert read(text + "The department reported all three parts as complete.") == {}


def test_a_table_may_have_bars_between_its_cells_only() -> None:
    text = (
        "No. | Recommendation | Target date | Department status | Inspector view\n"
        "----|----------------|-------------|-------------------|---------------\n"
        "2   | Ferries        | May 2020    | Complete. Printed | Open. Not seen\n"
        "3   | Lighthouse     | June 2020   | Delayed. No paint | Superseded. Sold\n\n"
        "Total: Complete 1, Delayed 1."
    )
    assert read(text) == {
        ("claimed", "2"): "completed",
        ("found", "2"): "open",
        ("claimed", "3"): "inProgress",
        ("found", "3"): "superseded",
    }


def test_a_cell_that_returns_is_no_running_title() -> None:
    cells = [("Recommendation", "Department's tracker", "Our view"), *((n, "Implemented", "Not met") for n in "23")]
    text = "\n".join(f"{one:<18}{two:<24}{three}" for one, two, three in cells) + "\n\nSource: our own visits"
    assert read(text) == {
        ("claimed", "2"): "completed",
        ("found", "2"): "open",
        ("claimed", "3"): "completed",
        ("found", "3"): "open",
    }


def test_a_state_above_a_list_is_that_of_its_items() -> None:
    text = (
        "The following recommendations have been completed:\n\n- 1(a): clerks weigh.\n\n- 1(b): pilots read.\n\n"
        "Recommendation 2 is about ferries.\n\nThe following are in progress:\n\n- Recommendation 3"
    )
    assert read(text, "Harbour Department") == {
        ("claimed", "1.a"): "completed",
        ("claimed", "1.b"): "completed",
        ("claimed", "3"): "inProgress",
    }


def test_a_state_that_heads_a_section_is_not_that_of_the_recommendation_above_it() -> None:
    text = (
        "Completed\n\nRecommendation 2 - ferries. They sail.\n\nNot started\n\nRecommendation 3 - the lamp.\n\n"
        "Other matters\n\nRecommendation 1 - training."
    )
    assert read(text, "Harbour Department") == {("claimed", "2"): "completed", ("claimed", "3"): "planned"}


def test_a_field_that_tells_a_state_is_no_heading() -> None:
    text = "Recommendation 2\n\nHarbour department position: Closed\n\nInspection finding: Not met"
    assert read(text) == {("claimed", "2"): "closed", ("found", "2"): "open"}


def test_a_paragraph_that_tells_what_was_asked_goes_on_with_how_it_stands() -> None:
    text = "Recommendation 3 asked that the lamp should be bright. It shines. We consider this recommendation closed."
    assert read(text) == {("found", "3"): "closed"}


def test_a_tracker_and_a_relative_clause_are_the_departments_words() -> None:
    text = 'The department\'s tracker showed recommendation 2 as "Complete - May 2020".'
    assert read(text) == {("claimed", "2"): "completed"}
    text = "The lamp was lit in May, which the department said fulfilled recommendation 3."
    assert read(text) == {("claimed", "3"): "completed"}


def test_parts_are_those_of_the_recommendation_that_the_sentence_names() -> None:
    text = "Recommendation 2: Ferries sail.\n\nOn recommendation 1, the work on part (a) is complete."
    assert read(text, "Harbour Department") == {("claimed", "1.a"): "completed"}


def test_letters_below_a_number_are_its_parts() -> None:
    text = "Recommendation 1\n\n(a) Complete. All weigh well.\n\n(b) In progress. (a) helped."
    assert read(text, "Harbour Department") == {("claimed", "1.a"): "completed", ("claimed", "1.b"): "inProgress"}


def test_they_are_the_inspectors_of_the_sentence_before() -> None:
    text = "Recommendation 2\n\nInspectors took the ferry. They considered the recommendation closed."
    assert read(text) == {("found", "2"): "closed"}


def test_met_by_other_means_and_so_closed_is_one_state() -> None:
    text = "Recommendation 2\n\nThe recommendation was met by other means. We regard recommendation 2 as closed."
    assert read(text) == {("found", "2"): "closedByOtherMeans"}
