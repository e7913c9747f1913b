"""What a reader finds in answers: the cases on disk, and how spans and spreading behave."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg import reference
from kg.extract.actors.mentions import Gazetteer
from kg.extract.acts import mainclause
from kg.extract.commitments import commitments
from kg.extract.nodes.outline import Answer, DateLine, Outline
from kg.model import Commitment, Declared, Document, Inspection, Span, Timing

CASES = Path(__file__).parent.parent / "cases" / "commitments"
GAZETTEER = Gazetteer(reference.entities())
PUBLISHER = "Home Office"


def every() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(file["cases"], start=1):
            yield pytest.param(file["published"], case, id=f"{path.stem}-{number}")


EVERY = list(every())


class Page:
    """A document that grows block by block, so that every block has its span."""

    def __init__(self) -> None:
        self.text = ""
        self.offsets: list[tuple[int, int]] = []

    def add(self, block: str) -> int:
        """Write a block (with its bullet) and return its index; the span leaves the bullet out."""
        bullet = 2 if block.startswith("- ") else 0
        self.offsets.append((len(self.text) + bullet, len(self.text) + len(block)))
        self.text += block + "\n"
        return len(self.offsets) - 1


def read(published: str, case: Mapping[str, Any]) -> tuple[Document, tuple[Commitment, ...], dict[str, str]]:
    """The commitments of a case and the labels of all entities."""
    answers = case.get("answers") or [{"number": "1", "blocks": case.get("blocks") or [case["text"]]}]
    lines = case.get("lines", [])
    page = Page()
    blocks: list[list[int]] = []
    dated: list[int] = []
    for index in range(len(answers) + 1):
        dated += [page.add(line["text"]) for line in lines if line["after"] == index]
        if index < len(answers):
            blocks.append([page.add(block) for block in answers[index]["blocks"]])
    document = Document("case", page.text, "case.txt", "", publisher=PUBLISHER, published=published)
    spans = [document.span(*offsets) for offsets in page.offsets]
    outline = Outline(
        Inspection(),
        Declared(),
        (),
        tuple(
            Answer(answer["number"], answer.get("body"), tuple(spans[i] for i in own))
            for answer, own in zip(answers, blocks, strict=True)
        ),
        tuple(
            DateLine(line["number"], line.get("body"), spans[i], line["after"])
            for line, i in zip(lines, dated, strict=True)
        ),
    )
    bodies = [GAZETTEER.named(answer.get("body") or PUBLISHER) for answer in answers]
    found, new = commitments(document, outline, GAZETTEER, [body.iri for body in bodies if body])
    labels = {iri: entity.label for iri, entity in GAZETTEER.entities.items()} | {e.iri: e.label for e in new}
    return document, found, labels


def told(commitment: Commitment, labels: Mapping[str, str]) -> dict[str, object]:
    """A commitment in the form of an expected one."""
    due = commitment.due
    said: dict[str, object] = {
        "text": commitment.text,
        "delivery": commitment.delivery.value,
        "firmness": commitment.firmness.value,
        "due": due.edtf if due else None,
        "owner": " and ".join(labels[owner.entity] for owner in commitment.owners) or None,
        "recommendation": commitment.number,
    }
    return said | ({"dueText": due.text} if due else {})


@pytest.mark.parametrize(("published", "case"), EVERY)
def test_cases(published: str, case: Mapping[str, Any]) -> None:
    document, found, labels = read(published, case)
    usual = {"delivery": "planned", "firmness": "firm", "due": None, "owner": None}
    wanted = [usual | expected for expected in case["expected"]]
    said = [told(commitment, labels) for commitment in found]
    shared = [{key: one[key] for key in want if key in one} for one, want in zip(said, wanted, strict=False)]
    assert (shared, len(said)) == (wanted, len(wanted)), said
    for commitment in found:
        commitment.span.check(document.text, "case")
        for owner in commitment.owners:
            owner.span.check(document.text, "case")


def test_the_cases_differ() -> None:
    sentences = [case["text"] for _, case in (param.values for param in EVERY) if "text" in case]
    assert len(sentences) > 150
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("We will mend the gate by May 2025.", Timing.DATED),
        ("We will mend the gate.", Timing.NOT_STATED),
        ("We will oil the gate monthly.", Timing.ONGOING),
        ("We will mend the gate shortly.", Timing.NOT_DATABLE),
    ],
)
def test_timing_says_why_there_is_no_date(text: str, timing: Timing) -> None:
    _, (found,), _ = read("2024-06-03", {"text": text})
    assert found.timing is timing
    assert (found.due is None) == (timing in (Timing.NOT_STATED, Timing.ONGOING))


def test_a_line_only_dates_what_stands_before_it() -> None:
    case = {
        "answers": [
            {"number": "1", "blocks": ["We will mend the gate."]},
            {"number": "1", "blocks": ["We will hire."]},
        ],
        "lines": [{"number": "1", "text": "May 2025", "after": 1}],
    }
    _, found, _ = read("2024-06-03", case)
    assert [c.due.edtf if c.due else None for c in found] == ["2025-05", None]


def test_text_is_one_line_and_the_span_keeps_the_source() -> None:
    _, (found,), _ = read("2024-06-03", {"text": "We will mend\nthe gate."})
    assert found.text == "We will mend the gate."
    assert found.span.exact == "We will mend\nthe gate."


def test_lines_that_are_set_in_do_not_hide_what_they_say() -> None:
    text = "We hope that\n      they will give confidence. If the trial\n      is a success we\n      will extend it."
    _, found, _ = read("2024-06", {"text": text})
    assert [(one.text, one.firmness.value) for one in found] == [
        ("If the trial is a success we will extend it.", "conditional")
    ]


def test_no_answers_no_commitments() -> None:
    document = Document("case", "", "case.txt", "")
    assert commitments(document, Outline(Inspection(), Declared(), (), (), ()), GAZETTEER, []) == ((), ())


def test_a_span_without_words_is_no_commitment() -> None:
    document = Document("case", "\n\n", "case.txt", "")
    empty = Answer("1", None, (Span(0, 1, "\n", 1),))
    assert commitments(document, Outline(Inspection(), Declared(), (), (empty,), ()), GAZETTEER, ["x:y"]) == ((), ())


@pytest.mark.parametrize("words", ["we will do and the team will do ", "we would may could ", "and, we will, "])
def test_a_sentence_without_end_takes_work_in_step_with_its_length(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    is_open, opens = mainclause._is_open, mainclause._opens
    monkeypatch.setattr(mainclause, "_is_open", lambda piece: looked_at.append(len(piece)) or is_open(piece))
    monkeypatch.setattr(mainclause, "_opens", lambda piece: looked_at.append(len(piece)) or opens(piece))
    work = []
    for count in (200, 800):
        looked_at.clear()
        read("2024-06-03", {"text": words * count + "."})
        work.append(sum(looked_at) + 1)
    assert work[1] < 6 * work[0]


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01", "0001"])
def test_no_day_is_reckoned_from_the_ends_of_the_calendar(published: str) -> None:
    case = {"text": "We will mend the lamps within six weeks.", "expected": []}
    _, found, _ = read(published, case)
    assert [commitment.due and commitment.due.edtf for commitment in found] == [None]


def test_a_date_for_a_thing_that_nothing_is_about_dates_nothing() -> None:
    blocks = ["We will mend the lamps.", "We will paint the doors."]
    lines = [{"number": "1", "text": "windows, by May 2024", "after": 1}]
    _, found, _ = read("2024-01-05", {"answers": [{"number": "1", "blocks": blocks}], "lines": lines})
    assert [commitment.due for commitment in found] == [None, None]


def test_a_date_line_of_one_endless_word_is_read_in_time() -> None:
    lines = [{"number": "1", "text": f"{'a' * 5000} by May 2024", "after": 1}]  # took minutes at 200 letters
    _, found, _ = read("2024-01-05", {"answers": [{"number": "1", "blocks": ["We will mend it."]}], "lines": lines})
    assert len(found) == 1
