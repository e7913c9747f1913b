"""Wordings: what a pattern says, and where it is found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.recurrence.wording import NEAR, WEIGHT, Matcher, parse, tokens


def found(wording: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in Matcher([parse(wording)]).find(tokens(text))]


def test_a_wording_has_groups_of_phrases_a_distance_and_a_weight() -> None:
    wording = parse("guidance|operating standard* + updat*|up-to-date ~5 =0.9")
    assert wording.groups == ((("guidance",), ("operating", "standard*")), (("updat*",), ("up", "to", "date")))
    assert (wording.near, wording.weight) == (5, 0.9)
    assert (parse("guidance").near, parse("guidance").weight) == (NEAR, WEIGHT)


@pytest.mark.parametrize("text", ["", " + guidance", "guidance + ", "a*", "| ="])
def test_what_is_no_wording_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        parse(text)


@pytest.mark.parametrize(
    ("wording", "text", "words"),
    [
        ("guidance", "Update the Guidance.", ["Guidance"]),
        ("guidance", "Update the guidances.", []),
        ("guid*", "Update the guidances.", ["guidances"]),
        ("up to date + guidance", "up-to-date and succinct guidance", ["up-to-date and succinct guidance"]),
        ("guidance + up to date", "up-to-date and succinct guidance", ["up-to-date and succinct guidance"]),
        ("guidance + update ~1", "update all of the guidance", []),
        ("guidance + update ~3", "update all of the guidance", ["update all of the guidance"]),
        ("guidance + guidance", "guidance alone", []),
        ("guidance + guidance", "guidance on guidance", ["guidance on guidance"]),
        ("update + guidance", "guidance one two three guidance to update", ["guidance to update"]),
        ("caseworker's", "the caseworker’s file", ["caseworker’s"]),
        ("ist", "İSTANBUL ist weit", ["ist"]),
    ],
)
def test_words_are_found_where_they_stand(wording: str, text: str, words: list[str]) -> None:
    assert found(wording, text) == words


def test_many_wordings_are_found_in_one_pass() -> None:
    matcher = Matcher([parse("train* + staff"), parse("staff"), parse("licence*")])
    assert [hit.wording for hit in matcher.find(tokens("Train all staff."))] == [0, 1]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    words = tokens(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    list(Matcher([parse("ab* + cd ~2")]).find(words))
