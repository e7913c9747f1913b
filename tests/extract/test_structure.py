"""The outline of response documents: the five as published, one small case for each layout, hostile text."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError, SourceError
from kg.extract.nodes.outline import Outline
from kg.extract.nodes.structure import outline
from kg.model import Document
from kg.read import sources

CASES = Path(__file__).parent.parent / "cases" / "layouts"
RESPONSES = Path(__file__).parents[2] / "data" / "responses"
LAYOUTS = sorted(CASES.glob("*.txt"))
FIVE = sorted((CASES / "five").glob("*.json"))
COUNTS = ("recommendations", "accepted", "partially_accepted", "rejected", "themes")


def document(text: str, name: str = "made-up.txt") -> Document:
    return Document(name.removesuffix(".txt"), text, name, "0" * 64)


def seen(found: Outline) -> dict[str, Any]:
    """An outline in the shape of the expected JSON."""
    return {
        "nodes": {node.number: node.text for node in found.recommendations},
        "headings": {node.number: node.heading for node in found.recommendations if node.heading},
        "answers": [[a.number, a.body, a.acceptance.value, len(a.blocks)] for a in found.answers],
        "dates": [[line.number, line.body, line.span.exact] for line in found.date_lines],
        "delivery": {a.number: a.delivery.value for a in found.answers if a.delivery},
        "noted": [a.number for a in found.answers if a.acceptance.value == "notStated" and a.position_span],
        "declared": {
            name: getattr(found.declared, name) for name in COUNTS if getattr(found.declared, name) is not None
        },
        "period": found.inspection.period,
        "report": found.inspection.title,
        "published": found.published,
        "publisher": found.publisher,
    }


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_read_as_expected(path: Path) -> None:
    found = outline(document(path.read_text("utf-8"), path.name))
    expected = {"dates": [], "delivery": {}, "noted": [], "headings": {}, "declared": {}}
    expected |= json.loads(path.with_suffix(".json").read_text("utf-8"))
    expected.pop("commitments", None)  # see test_assemble
    notices = expected.pop("notices", None)
    got = seen(found)
    assert {name: got[name] for name in expected} == expected
    if notices is not None:
        messages = [notice.message for notice in found.notices]
        assert len(messages) == len(notices), messages
        assert all(any(words in message for message in messages) for words in notices), messages


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem)
def test_the_published_responses_are_read_whole(path: Path) -> None:
    source = next(d for d in sources(RESPONSES) if d.slug == path.stem)
    expected = json.loads(path.read_text("utf-8"))
    found = outline(source)
    got = seen(found)
    texts = {number: text.split() for number, text in got["nodes"].items()}
    got["nodes"] = {number: f"{' '.join(words[:4])} … {' '.join(words[-3:])}" for number, words in texts.items()}
    stems = {node.parent for node in found.recommendations}
    got["leaves"] = [node.number for node in found.recommendations if node.number not in stems]
    got["notices"] = [notice.message for notice in found.notices]
    assert {name: got[name] for name in expected} == expected


def test_the_five_have_the_known_numbers_of_nodes_and_leaves() -> None:
    counts = []
    for source in sources(RESPONSES):
        nodes = outline(source).recommendations
        stems = {node.parent for node in nodes}
        counts.append((len(nodes), sum(node.number not in stems for node in nodes)))
    assert sorted(counts) == [(3, 3), (6, 6), (7, 7), (12, 10), (34, 25)]


def spans(found: Outline) -> list[Any]:
    own = [span for node in found.recommendations for span in node.spans]
    own += [span for answer in found.answers for span in answer.blocks]
    own += [answer.position_span for answer in found.answers if answer.position_span]
    own += [line.span for line in found.date_lines] + [notice.span for notice in found.notices]
    return own + [s for s in (found.declared.span, found.inspection.period_span) if s]


def check(source: Document) -> None:
    """An outline either fails with an own error, or every span of it holds and every node is consistent."""
    try:
        found = outline(source)
    except KgError:
        return
    for span in spans(found):
        span.check(source.text, source.name)
        assert span.line == source.text.count("\n", 0, span.start) + 1
    numbers = [node.number for node in found.recommendations]
    assert len(numbers) == len(set(numbers))
    assert {node.parent for node in found.recommendations} - {None} <= set(numbers)
    assert {answer.number for answer in found.answers} <= set(numbers)
    assert {line.number for line in found.date_lines} <= set(numbers)
    assert all(node.spans for node in found.recommendations)
    assert found.recommendations
    keys = [(answer.number, answer.body) for answer in found.answers]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", [*LAYOUTS, *sorted(RESPONSES.glob("*.txt"))], ids=lambda path: path.stem)
def test_every_span_holds_its_words(path: Path) -> None:
    check(document(path.read_bytes().decode("utf-8"), path.name))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_of_other_systems_give_the_same_outline(newline: str) -> None:
    for path in LAYOUTS:
        text = path.read_text("utf-8")
        one, other = seen(outline(document(text))), seen(outline(document(text.replace("\n", newline))))
        assert one["nodes"] == other["nodes"], path.name
        assert one["answers"] == other["answers"], path.name


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "Dear Sir,\nThank you for your letter.\nYours", "x" * 5000, "1.\n2.\n3.\n"]
)
def test_a_document_without_recommendations_is_an_error(text: str) -> None:
    with pytest.raises(SourceError, match="no recommendations"):
        outline(document(text))


HEAD = "Response to an inspection of the roof\nThe Home Office thanks the inspector for the report.\n\n"
WALL = "Mend the wall.\nAccepted\nThe wall will be mended.\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Recommendation 1 asks us to mend the roof.\nAccepted\nIt will be.\nRecommendation 2: {WALL}", "a position"),
        (f"1. Mend the roof.\nIt will be mended.\n[2] {WALL}[3] {WALL}", "reads like a recommendation"),
        (f"Mend the roof.\nIt will be mended.\n{WALL}Paint the wall.\nRejected\nNo.\n", "reads like a recommendation"),
        (f"Recommendation 2\n{WALL}Recommendation 5\n{WALL}", "no recommendation has the number 1, 3 or 4"),
    ],
)
def test_what_may_be_a_recommendation_is_not_dropped_silently(text: str, words: str) -> None:
    found = outline(document(HEAD + text))
    assert any(words in notice.message for notice in found.notices), found.notices


LINES = sorted({line for path in LAYOUTS for line in path.read_text("utf-8").split("\n")})
TEXTS = [path.read_bytes().decode("utf-8") for path in [*LAYOUTS, *sorted(RESPONSES.glob("*.txt"))]]
hostile = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@hostile
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=40))
def test_shuffled_lines_raise_nothing_but_own_errors(lines: list[str]) -> None:
    check(document("\n".join(lines)))


@hostile
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False), st.integers(0, 4))
def test_mutated_documents_raise_nothing_but_own_errors(text: str, chance: random.Random, how: int) -> None:
    lines = text.split("\n")
    if how == 0:
        chance.shuffle(lines)
    elif how == 1:
        lines = [line for line in lines if chance.random() < 0.7]
    elif how == 2:
        lines = [line for line in lines for _ in range(chance.choice((1, 1, 2)))]
    elif how == 3:
        lines = [line[: chance.randrange(len(line) + 1)] for line in lines]
    else:
        characters = list(text)
        for _ in range(40):
            characters[chance.randrange(len(characters))] = chance.choice(
                "\x00\u200b\u00ad()[]1a.:-*|\n\t\ud7ff\U0001f600 "
            )
        lines = ["".join(characters)]
    check(document("\n".join(lines)))


PATTERNS = [
    "a",
    "1.",
    "(a) ",
    "- ",
    " ",
    "\u00ad",
    "accepted ",
    "1a and ",
    "|x",
    "Recommendation 1 ",
    "A b ",
    "*",
    ". ",
    "one hundred ",
    "We accept both parts ",
    "1.1 Part (a) ",
    "Contents\n1. Recommendation 1\n",
]


@pytest.mark.parametrize("pattern", [*PATTERNS, *(f"{pattern}\n" for pattern in PATTERNS)])
def test_one_pattern_repeated_is_read_in_linear_time(pattern: str) -> None:
    times = [min(_timed(_repeated(pattern, size)) for _ in range(2)) for size in (4_000, 24_000)]
    assert times[1] < 15 * times[0] + 0.5  # six times the text; a quadratic reader takes 36 times as long


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_line_of_a_megabyte_is_read(pattern: str) -> None:
    source = _repeated(pattern, 1_000_000)
    if pattern != "|x":  # a table with half a million cells is half a million paragraphs
        assert _timed(source) < 20  # a second or two alone; what is quadratic takes many minutes


def _repeated(pattern: str, size: int) -> Document:
    return document("Recommendation 1\nReview it.\nAccepted\n" + pattern * (size // len(pattern)))


def test_a_document_is_outlined_fast() -> None:
    source = next(d for d in sources(RESPONSES) if d.slug == "2024-competent-authority")
    outline(source)
    best = min(_timed(source) for _ in range(7))
    assert best < (0.05 if sys.gettrace() is None else 0.5)  # the aim is 0.008 s on a quiet machine


def _timed(source: Document) -> float:
    start = time.process_time()  # of this process alone: other work on the machine says nothing of ours
    outline(source)
    return time.process_time() - start
