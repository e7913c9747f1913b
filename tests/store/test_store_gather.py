"""Statements gathered into large loads: all arrive, in few loads, and none after an error."""

from __future__ import annotations

import pytest

from kg.store import EmbeddedStore, gathering

LINES = [f'<urn:s{n}> <urn:p> "{n}" <urn:g> .\n'.encode() for n in range(10)]


class Counted(EmbeddedStore):
    """A store in memory that tells how long its loads were."""

    def __init__(self) -> None:
        super().__init__(None)
        self.loads: list[int] = []

    def load(self, nquads: bytes) -> None:
        self.loads.append(nquads.count(b"\n"))
        super().load(nquads)


def test_few_loads_hold_everything() -> None:
    store = Counted()
    with gathering(store, size=4 * len(LINES[0])) as load:
        for line in LINES:
            load(line)
        assert store.size() == 8, "what has come together is loaded on the way"
    assert store.loads == [4, 4, 2]
    assert store.size() == 10


def test_nothing_is_loaded_where_there_is_nothing() -> None:
    store = Counted()
    with gathering(store, size=1) as load:
        load(LINES[0])
    assert store.loads == [1]


def test_what_waits_is_dropped_with_an_error() -> None:
    store = Counted()

    def fail() -> None:
        with gathering(store) as load:
            load(LINES[0])
            raise ValueError("unreadable")

    with pytest.raises(ValueError, match="unreadable"):
        fail()
    assert store.loads == []
