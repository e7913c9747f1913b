"""Documents that follow up earlier recommendations: what is drafted of each, beside what a reader found in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.errors import SourceError, UsageError
from kg.extract.followup import states
from kg.extract.followup.earlier import Earlier
from kg.extract.followup.record import follow_up, looks_like
from kg.extract.followup.standing import Standing
from kg.gazetteers import gazetteer
from kg.interface import Store
from kg.model import Document, Record
from kg.read import sources

FOLDER = Path(__file__).parent.parent / "cases" / "followups"
CASES = sorted(path.stem for path in FOLDER.glob("*.json"))
SENTENCES = FOLDER.parent / "standings.csv"
MISSED = {  # what is known to be read otherwise than a reader does
    "memo": {("claim", "2022-chief-caseworker-unit", "1")},  # "Signed off" is read as closed
}
Read = Callable[..., Record]


@pytest.fixture
def read(five: Store) -> Read:
    """Read a text as a document on the earlier report."""
    report = pipeline.earlier(five, "2022-chief-caseworker-unit")

    def call(*paragraphs: str, publisher: str = "Home Office") -> Record:
        text = "\n\n".join(paragraphs)
        return follow_up(Document("later", text, "later.txt", "0" * 64, publisher=publisher), [report], gazetteer())

    return call


def told(record: Record) -> list[tuple[str, str, str, str]]:
    """Number, whether it was found or claimed, state and delivery."""
    return [
        (one.number, "found" if one.found else "claimed", one.state, str(one.delivery or "")) for one in record.followed
    ]


def wanted(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return case


@pytest.mark.parametrize("name", CASES)
def test_a_follow_up_is_read_as_a_reader_reads_it(name: str, five: Store) -> None:
    case = wanted(name)
    (document,) = sources(FOLDER / case["file"])
    record = follow_up(document, [pipeline.earlier(five, slug) for slug in case["follows"]], gazetteer())
    found = {
        ("assessment" if one.found else "claim", one.earlier, one.number): (
            one.state,
            str(one.delivery or ""),
            one.as_of,
            one.text,
        )
        for one in record.followed
    }
    assert len(found) == len(record.followed)
    expected = {(row["kind"], row["report"], row["number"]): row for row in case["drafted"]}
    assert found.keys() == expected.keys()
    for key in expected.keys() - MISSED.get(name, set()):
        row, (state, delivery, day, words) = expected[key], found[key]
        wrong_day = name == "odd"  # the claim on 3 has no day of its own
        assert (state, delivery) == (row["state"], row["delivery"]), key
        assert wrong_day or day == row["asOf"], key
        assert row["words"] in words or name == "odd", key
    messages = [notice.message for notice in record.notices]
    for number, about in case["concerns"]:
        told_so = {"no state": "state", "words": "not those of", "no recommendation": "there is no recommendation"}[
            about
        ]
        assert any(told_so in message for message in messages), (number, about, messages)


@pytest.mark.parametrize("name", CASES)
def test_the_words_stand_in_the_source(name: str, five: Store) -> None:
    case = wanted(name)
    (document,) = sources(FOLDER / case["file"])
    record = follow_up(document, [pipeline.earlier(five, slug) for slug in case["follows"]], gazetteer())
    for span in [*(span for one in record.followed for span in one.spans), *(one.span for one in record.notices)]:
        span.check(document.text, document.name)
        assert document.text.count("\n", 0, span.start) + 1 == span.line


def test_first_answers_do_not_look_like_follow_ups() -> None:
    layouts = FOLDER.parent / "layouts"
    alike = [path.stem for path in sorted(layouts.glob("*.txt")) if looks_like(sources(path)[0])]
    assert alike == []


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("odd", "memo")])
def test_follow_ups_look_like_follow_ups(name: str) -> None:
    assert looks_like(sources(FOLDER / wanted(name)["file"])[0])


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("Closed.", Standing.SHUT),
        ("Status: Not met", Standing.OPEN),
        ("Partially implemented (May 2023)", Standing.PARTLY),
        ("Work in progress", Standing.PROGRESS),
        ("Not yet started", Standing.PLANNED),
        ("No longer applicable", Standing.OVERTAKEN),
        ("Met by other means", Standing.OTHERWISE),
        ("Superseded by recommendation 4", Standing.SUPERSEDED),
        ("Implemented", Standing.DONE),
        ("Accepted", None),
        ("Rejected", None),
        ("Not assessed", None),
        ("Complete the review by May", None),
        ("We hope to have it closed", None),
    ],
)
def test_a_status(words: str, standing: Standing | None) -> None:
    found = states.status(words)
    assert (found and found.standing) == standing


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Recommendation 1 has been implemented in full and is closed.", [Standing.DONE, Standing.SHUT]),
        ("We do not consider recommendation 1 closed.", [Standing.OPEN]),
        ("We are not yet able to close this recommendation.", [Standing.OPEN]),
        ("This recommendation will be closed by December 2023.", []),
        ("If recommendation 1 were closed, nobody would notice.", []),
        ("This recommendation will remain open.", [Standing.OPEN]),
        ("The case was closed.", []),
        ("The office remains open until six.", []),
    ],
)
def test_what_a_clause_says_of_a_recommendation(words: str, expected: list[Standing]) -> None:
    assert [reading.standing for reading in states.clauses(words, 0, len(words))] == expected


def sentences() -> list[tuple[str, str]]:
    """What an inspector writes of recommendation 2, with the state that is found in it; "" for none. `state` is what a
    reader finds, `read` what is read instead where that is known to differ."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = [(row["words"], row["read"] or row["state"]) for row in csv.DictReader(file)]
    return [(words, "" if state == "none" else state) for words, state in rows]


@pytest.mark.parametrize(("words", "state"), sentences())
def test_what_the_words_around_a_state_make_of_it(words: str, state: str) -> None:
    texts = {str(n): f"Ensure that caseworkers receive training number {n} in safeguarding" for n in range(1, 4)}
    report = Earlier("2022-office", "An inspection of an office", texts)
    text = f"Recommendation 2\n\n{words}"
    record = follow_up(Document("later", text, "later.txt", "0" * 64, publisher="ICIBI"), [report], gazetteer())
    found = [one.state for one in record.followed if one.found and one.number == "2"]
    assert found == ([state] if state else [])
    assert state or record.notices


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("Implemented?", "No", "open"),
        ("Implemented?", "Yes", "closed"),
        ("Closed", "N", "open"),
        ("Completed", "Partly", "open"),
        ("Implemented", "Yes - June 2023", "closed"),
        ("Status", "Yes", ""),
    ],
)
def test_a_column_that_asks_for_yes_or_no(field: str, cell: str, expected: str, read: Read) -> None:
    record = read("No.", field, "1", cell, "2", "Superseded", publisher="ICIBI")
    assert [one.state for one in record.followed if one.number == "1"] == [expected] * bool(expected)
    assert expected or any("tell no state" in notice.message for notice in record.notices)


def test_what_the_department_told_the_inspector_stays_a_claim(read: Read) -> None:
    record = read(
        "Recommendation 1",
        "The Home Office told inspectors in March 2023 that this recommendation had been implemented. We found that "
        "it had not been implemented.",
        publisher="Independent Chief Inspector of Borders and Immigration",
    )
    assert told(record) == [("1", "claimed", "", "completed"), ("1", "found", "open", "")]
    assert [one.as_of for one in record.followed] == ["2023-03", ""]


def test_two_findings_that_disagree_are_told_and_not_drafted(read: Read) -> None:
    record = read("Recommendation 2 is closed.", "Recommendation 2 remains open.", publisher="ICIBI")
    assert told(record) == []
    assert "recommendation 2 is called shut and open" not in record.notices[0].message
    assert "closed and open" in record.notices[0].message


def test_a_number_with_the_words_of_another_is_not_linked(read: Read) -> None:
    words = "Review the purpose and monitoring of both internally and externally notified service level agreements"
    record = read(f"Recommendation 3: {words}", "Closed.")
    assert told(record) == []
    assert record.notices[0].message.endswith("chief-caseworker-unit: they are like those of 1")


def test_recommendations_of_other_reports_are_not_linked(read: Read) -> None:
    record = read(
        "Recommendation 4 of this report is closed.",
        "Recommendation 5 of the 2014 inspection report is closed.",
        "Recommendation 6 is closed.",
    )
    assert told(record) == [("6", "claimed", "closed", "")]
    assert "not followed up here" in record.notices[0].message


def test_who_speaks_is_asked_where_nothing_tells(five: Store) -> None:
    report = [pipeline.earlier(five, "2022-chief-caseworker-unit")]
    document = Document("later", "Recommendation 1 is closed.", "later.txt", "0" * 64)
    with pytest.raises(UsageError, match=r"whether an inspector or a department speaks; name .* \(--publisher\)"):
        follow_up(document, report, gazetteer())


def test_a_document_on_something_else_is_refused(read: Read) -> None:
    with pytest.raises(SourceError, match="no recommendation of 2022-chief-caseworker-unit is taken up"):
        read("We have nothing to say.")


def test_an_earlier_report_that_is_not_there(five: Store) -> None:
    report: Callable[[str], Earlier] = lambda slug: pipeline.earlier(five, slug)  # noqa: E731
    with pytest.raises(UsageError, match=r"no recommendations of this report.*2022-chief-caseworker-unit"):
        report("2022-chief-caseworker")
    with pytest.raises(UsageError, match="no recommendations of this report"):
        report("> <x")


@pytest.mark.parametrize(
    ("front", "period"),
    [
        (["January - March 2024"], "2024-01/2024-03"),
        (["A re-inspection of the Chief Caseworker Unit (January to March 2024)"], "2024-01/2024-03"),
        (["Progress since the report on the Chief Caseworker Unit (May to June 2021)"], ""),
        (["The unit was inspected in May to June 2021. The report made six recommendations."], ""),
    ],
)
def test_the_period_is_that_of_the_later_inspection(read: Read, front: list[str], period: str) -> None:
    record = read(*front, "Recommendation 2: closed.", publisher="Chief Inspector of Borders")
    assert record.inspection.period == period
