"""Positions that a sentence gives part by part, and sentences that begin with the part that they answer."""

from __future__ import annotations

import pytest

from kg.extract.replies import partwise

STATED = [
    ("It accepts recommendations 1(a) and 1(c), but rejects 1(b).", "1.a accepted, 1.c accepted, 1.b rejected"),
    ("Parts (i) and (ii) are accepted. Part (iii) is not accepted.", "i accepted, ii accepted, iii rejected"),
    ("We accept (a) to (c) but not (d).", "a accepted, b accepted, c accepted, d rejected"),
    ("The agency accepts parts a) and b) but not c).", "a accepted, b accepted, c rejected"),
    ("We accept parts a and c, and reject part b.", "a accepted, c accepted, b rejected"),
    ("The force accepts (a) and partially accepts part (b).", "a accepted, b partiallyAccepted"),
    ("Recommendation 4(a)(ii) is accepted in principle.", "4.a.ii partiallyAccepted"),
    ("(a) is accepted, (b) is accepted in part and (c) rejected.", "a accepted, b partiallyAccepted, c rejected"),
    ("Part (b) cannot be accepted.", "b rejected"),
    ("Part i is accepted. Parts ii and iii are not accepted.", "i accepted, ii rejected, iii rejected"),
    ("We accept (a) and (c) in full and (b) in part.", "a accepted, c accepted, b partiallyAccepted"),
    ("5a accepted; 5b and 5c rejected", "5.a accepted, 5.b rejected, 5.c rejected"),
    ("Parts b(i) and b(ii) are accepted, and part c is rejected.", "b.i accepted, b.ii accepted, c rejected"),
    ("The council does not accept the third point.", "c rejected"),
    ("The council accepts the second of these points and rejects part (c).", "b accepted, c rejected"),
    ("The inspector accepts part (a).", ""),
    ("We would accept part (b) if there were money.", ""),
    ("We agree with part (a).", ""),
    ("We accept a part in the blame.", ""),
]


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_positions_by_part(text: str, stated: str) -> None:
    found = [f"{'.'.join(path)} {position.acceptance.value}" for path, position in partwise.positions(text)]
    assert ", ".join(found) == stated


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("As to 1(a), painters were hired. On 1(b), nothing is planned.", [("1.a",), ("1.b",)]),
        ("Lamps were counted. For (c), a list will be kept.", [(), ("c",)]),
        ("On the first of these points, lamps were counted. As to the second, oil is dear.", [("a",), ("b",)]),
        ("Oil is dear. We do not accept the third point. Lamps are bought once a year.", [(), ("c",)]),
        ("We do not accept part (b) as it stands. Oil is dear. Lamps will be lit.", [("b",)]),
        ("We accept part (a). We do not accept part (b).", [()]),
        ("Part (c). The group will meet.", [("c",)]),
        ("Parts (a) and (b) will be done.", [("a", "b")]),
        ("Under part 5(b) of the rules we refuse.", [()]),
        ("For a while we waited.", [()]),
    ],
)
def test_sentences_that_begin_with_a_part(text: str, named: list[tuple[str, ...]]) -> None:
    found = partwise.stretches(text, 0)
    assert [tuple(".".join(path) for path in piece.paths) for piece in found] == named
    assert "".join(text[piece.start : piece.end] for piece in found) == text


def test_the_parts_right_below_a_node() -> None:
    known = {("1",), ("1", "a"), ("1", "b"), ("1", "b", "i"), ("1", "d")}
    assert partwise.children(("1",), known) == [("1", "a"), ("1", "b")]
    assert partwise.children(("1", "b"), known) == [("1", "b", "i")]
    assert partwise.children(("2",), known) == []
