"""Work shared out to processes: the same results, in the same order, as by one."""

from __future__ import annotations

import pytest

from kg import processes
from kg.processes import in_order


def add(item: int, more: int) -> int:
    if item < 0:
        raise ValueError(f"{item} is less than nought")
    return item + more


@pytest.mark.parametrize("worth", [1, 100])
def test_results_come_in_the_order_of_the_items(monkeypatch: pytest.MonkeyPatch, worth: int) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 2)
    assert list(in_order(add, range(20), 5, worth=worth)) == list(range(5, 25))
    assert list(in_order(add, [], 5, worth=worth)) == []


def test_what_the_work_raises_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 2)
    found = in_order(add, [1, 2, -3, 4], 0, worth=1)
    assert next(found) == 1
    with pytest.raises(ValueError, match="-3"):
        list(found)


def test_there_is_a_processor() -> None:
    assert processes.cores() >= 1
