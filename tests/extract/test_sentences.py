"""Sentences as offsets into the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.acts.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["We agree.", "We will act."],
        ["Is it so?", "It is!", "Good."],
        ["He said “we will.”", "They did."],
        ["It ended (in May.)", "Then it began."],
        ["It ended in June.1", "Then it began."],
        ["It ended.", "“We agree,” they said."],
        ["It ended.", "2024 was another year."],
        ["See e.g. Rec. 4 and para. 5 of No. 10 by Mr. Smith on 3 Sept. 2020.", "Next."],
        ["We spent 1.5 million on v.2 of it.", "Next."],
        ["J. Smith wrote to the U.K. Border Agency.", "It answered."],
        ["It holds no child under 18.", "Then it began."],
        ["See figure 3. It began."],
        ["a full stop. but lower case goes on"],
        ["No stop at the end"],
        ["First the guidance;"],
    ],
)
def test_text_is_split_into_sentences(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts
    assert split("  " + "\n\n".join(parts) + "\u00a0\n") == parts


def test_labels_of_parts_are_no_sentences() -> None:
    assert split("a. Accepted") == ["a. Accepted"]
    assert split("Point (ii. Next") == ["Point (ii. Next"]


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert split(text) == []


def test_only_the_stretch_asked_for_is_split() -> None:
    text = "One. Two. Three."
    assert [text[start:end] for start, end in sentences(text, 5, 9)] == ["Two."]


def test_a_stretch_that_no_sentence_is_as_long_as_is_cut_at_blanks() -> None:
    words = "we will do and " * 1000
    pieces = split(words)
    assert max(map(len, pieces)) <= 2000
    assert " ".join(pieces) == words.strip()
    assert "".join(split("x" * 10_000)) == "x" * 10_000


@given(st.text(alphabet="aA1.?!;”) \n(", max_size=60), st.integers(0, 10), st.integers(0, 60))
def test_sentences_are_the_text_without_white_space_between(text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    found = list(sentences(text, start, end))
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in found)
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text[start:end].split())
    assert found == sorted(found)
