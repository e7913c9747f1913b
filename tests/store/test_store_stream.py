"""N-Quads in parts: one load takes them all; an error in making one leaves nothing and stays what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError, SourceError
from kg.store import EmbeddedStore
from kg.store.stream import Parts

LINES = [f'<urn:s{n}> <urn:p> "{n}" <urn:g> .\n'.encode() for n in range(10)]


@pytest.fixture(params=["in memory", "on disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore(None if request.param == "in memory" else tmp_path / "store")


def test_all_parts_arrive_in_order_whatever_the_reader_takes() -> None:
    parts = Parts([LINES[0], b"", *LINES[1:]])
    buffer = memoryview(bytearray(7))
    read = b""
    while size := parts.readinto(buffer):
        read += bytes(buffer[:size])
    assert read == b"".join(LINES)


def test_parts_are_made_when_they_are_needed(store: EmbeddedStore) -> None:
    made: list[int] = []

    def parts() -> Iterator[bytes]:
        for number, line in enumerate(LINES):
            made.append(number)
            yield line

    given = parts()
    assert next(given) == LINES[0]
    store.load(given)
    assert made == list(range(10))
    assert store.size() == 9


def test_no_parts_are_no_statements(store: EmbeddedStore) -> None:
    store.load([])
    assert store.size() == 0


@pytest.mark.parametrize("error", [SourceError("unreadable"), ValueError("unreadable"), OSError("unreadable")])
def test_an_error_in_making_a_part_leaves_nothing(store: EmbeddedStore, error: Exception) -> None:
    def parts() -> Iterator[bytes]:
        yield from LINES
        raise error

    with pytest.raises(type(error), match="unreadable") as caught:
        store.load(parts())
    assert caught.value is error, "nobody takes it for the store's"
    assert store.size() == 0
    store.load(LINES)
    assert store.size() == 10


def test_what_is_no_n_quads_is_the_projects_error(store: EmbeddedStore) -> None:
    with pytest.raises(KgError):
        store.load([LINES[0], b"no statement\n"])
    assert store.size() == 0
