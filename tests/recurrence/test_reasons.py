"""Reasons of links: what is said of two recommendations is true of both."""

from __future__ import annotations

import pytest
from recurrence_worlds import GUIDANCE, small_model

from kg.namespaces import BASE, INSP
from kg.recurrence import Decisions, Entry, Index
from kg.recurrence.index import Raised
from kg.recurrence.link import Pair
from kg.recurrence.texts import Text
from kg.recurrence.write import label, link

AGENCY, FORCE = str(BASE["organisation/uk-border-agency"]), str(BASE["team/border-force"])
HOME = str(BASE["organisation/home-office"])
ISSUE = next(name for name in small_model().names if name.endswith(GUIDANCE))


def told(
    earlier: float = 0.9,
    later: float = 0.9,
    dates: tuple[str, str] = ("2010", "2016"),
    bodies: tuple[set[str], set[str]] = (set(), set()),
    **pair: bool,
) -> dict[str, set[str]]:
    """What is written of a link between two recommendations, which raise one issue so surely."""
    entries = [
        Entry(
            Text(str(BASE[f"recommendation/{slug}/1"]), slug, "words", date=date, bodies=frozenset(group)),
            (Raised(ISSUE, score, "words"),),
        )
        for slug, score, date, group in zip("ab", (earlier, later), dates, bodies, strict=True)
    ]
    found: dict[str, set[str]] = {}
    for _, way, value in link(Index.of(entries, [ISSUE]), Pair(0, 1, 0.8, (0,), **pair), Decisions()):
        found.setdefault(str(way), set()).add(str(value))
    return found


def reason(*args: object, **more: object) -> str:
    (found,) = told(*args, **more)[str(INSP.reason)]  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (0.5, 0.5, "Both raise “{}”."),
        (0.3, 0.9, "The later raises “{}”, of which the earlier has only faint signs."),
        (0.9, 0.3, "The earlier raises “{}”, of which the later has only faint signs."),
        (0.3, 0.3, "Both have only faint signs of “{}”."),
    ],
)
def test_only_what_both_are_said_to_raise_is_called_so(earlier: float, later: float, expected: str) -> None:
    assert reason(earlier, later) == expected.format(label(ISSUE))


@pytest.mark.parametrize(
    ("alike", "expected"), [(True, f"A person joined them on “{label(ISSUE)}”."), (False, "A person joined them.")]
)
def test_a_person_is_said_to_have_joined_them_on_what_both_raise_only(alike: bool, expected: str) -> None:
    assert reason(joined=True, alike=alike) == expected


@pytest.mark.parametrize("dates", [("", ""), ("2010", ""), ("2015-03-02", "2015-03-02"), ("2015", "2015-03-02")])
def test_a_link_whose_order_is_not_known_says_so(dates: tuple[str, str]) -> None:
    assert reason(dates=dates).endswith("; the dates do not tell which came first.")
    assert told(dates=dates)[str(INSP.orderUnknown)] == {"true"}
    assert str(INSP.orderUnknown) not in told()


def test_what_a_body_was_told_is_said_to_bind_its_successors_and_is_no_shared_name() -> None:
    found = told(bodies=({AGENCY, HOME}, {FORCE, HOME}))
    assert found[str(INSP.succeededBody)] == {AGENCY}
    assert str(INSP.sharedTeam) not in found
    assert reason(bodies=({AGENCY}, {FORCE})).endswith(
        "; the earlier was told to UK Border Agency, and Border Force came after it."
    )
    assert str(INSP.succeededBody) not in told(bodies=({FORCE}, {AGENCY}))
