"""What a link carries that only a person made: never an issue that was rejected, and not in that person's name."""

from __future__ import annotations

import pytest

from kg.recurrence.joined import about


@pytest.mark.parametrize(
    ("later", "earlier", "denied", "found"),
    [
        ({1: 0.9, 2: 0.6}, {2: 0.7, 3: 0.9}, (), ((2,), True)),  # both raise it
        ({1: 0.7, 2: 0.6}, {2: 0.2}, (), ((2,), False)),  # signs of it in both
        ({1: 0.9, 2: 0.6}, {3: 0.8}, (), ((1,), False)),  # the strongest of all
        ({}, {2: 0.2, 3: 0.9}, (), ((3,), False)),
        ({1: 0.9, 2: 0.6}, {2: 0.7}, (2,), ((1,), False)),  # a rejected one is none
        ({1: 0.9}, {2: 0.7}, (1,), ((2,), False)),
        ({1: 0.9}, {}, (1,), ((), False)),
    ],
)
def test_which_issue_a_link_of_a_person_carries(
    later: dict[int, float], earlier: dict[int, float], denied: tuple[int, ...], found: tuple[tuple[int, ...], bool]
) -> None:
    assert about(later, earlier, denied) == found
