"""Work shared out to processes: the same results, in the same order, as by one."""

from __future__ import annotations

import os

import numpy as np
import pytest
from threadpoolctl import threadpool_info

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


def threads(item: int, _: object) -> tuple[int, list[int]]:
    """What this process may use; the numbers it was given have brought NumPy into it before it began to work."""
    return os.getpid(), [pool["num_threads"] for pool in threadpool_info()]


def test_every_process_works_with_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 2)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "3")  # as on a machine with more processors
    found = list(in_order(threads, range(4), np.eye(3), worth=1))
    assert os.getpid() not in {process for process, _ in found}
    assert all(pools and set(pools) == {1} for _, pools in found)


def test_there_is_a_processor() -> None:
    assert processes.cores() >= 1
