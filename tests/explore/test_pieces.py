"""The text of a source is put together from quotations and cut at marks."""

from __future__ import annotations

from kg.explore.pieces import Stretch, known, pieces
from kg.explore.shapes import Mark, MarkKind
from kg.explore.wording import carried, containing, joined, located, shared


def mark(kind: MarkKind, start: int, end: int) -> Mark:
    return {"kind": kind, "iri": "", "label": "", "path": "", "facts": [], "start": start, "end": end}


def test_a_text_is_cut_where_marks_begin_and_end() -> None:
    marks = {
        "answer": mark("response", 0, 20),
        "promise": mark("commitment", 4, 16),
        "date": mark("date", 10, 16),
    }
    found = pieces([Stretch(0, "We will report by May soon.")], [], marks)
    assert [(piece["text"], piece["marks"]) for piece in found] == [
        ("We w", ["answer"]),
        ("ill re", ["answer", "promise"]),
        ("port b", ["answer", "promise", "date"]),
        ("y Ma", ["answer"]),
        ("y soon.", []),
    ]


def test_what_nobody_quotes_is_a_gap() -> None:
    found = pieces([Stretch(3, "abc"), Stretch(10, "k")], [Stretch(6, "de")], {})
    assert found == [
        {"start": 0, "gap": 3},
        {"start": 3, "end": 8, "text": "abcde", "marks": []},
        {"start": 8, "gap": 2},
        {"start": 10, "end": 11, "text": "k", "marks": []},
    ]


def test_overlapping_quotations_are_joined() -> None:
    assert known([Stretch(5, "fghij"), Stretch(0, "abcdefg"), Stretch(2, "cd")], []) == [Stretch(0, "abcdefghij")]


def test_a_quotation_wins_over_what_stands_around_another() -> None:
    assert known([Stretch(2, "CD")], [Stretch(0, "abxx"), Stretch(3, "xef")]) == [Stretch(0, "abCDef")]


def test_no_text_no_pieces() -> None:
    assert pieces([], [], {}) == []


def test_words_are_found_whatever_the_white_space() -> None:
    assert located("The  first\nline of defence", "first line") == (5, 15)
    assert located("The first line", "second line") is None
    assert located("The first line", " ") is None


def test_places_of_a_document_are_carried_into_a_text_made_of_it() -> None:
    quotation, text = "a plan, the plan\nof plans", "a plan, the plan of plans"
    assert carried(text, quotation, 100, [(112, 116)]) == [(12, 16)]  # the second plan
    assert carried(text, quotation, 100, [(90, 95), (120, 140)]) == []


def test_neighbours_are_marked_as_one() -> None:
    assert joined("first line, assurance", [(0, 5), (6, 10), (12, 21)]) == [(0, 21)]
    assert joined("first and assurance", [(0, 5), (10, 19)]) == [(0, 5), (10, 19)]


def test_shared_words_are_told_by_their_stems() -> None:
    one, other = "Review the assurance of visits", "Visits are to be assured and reviewed"
    left, right = shared(one, other)
    assert [one[a:b] for a, b in left] == ["Review", "assurance", "visits"]
    assert [other[a:b] for a, b in right] == ["Visits", "assured", "reviewed"]


def test_all_words_must_be_there() -> None:
    assert containing("Border Force guidance", ["guidance", "force"]) == [(7, 12), (13, 21)]
    assert containing("Border Force", ["force", "guidance"]) is None
    assert containing("İstanbul force", ["force"]) == [(9, 14)]
