"""N-Quads in parts: one load takes them all; an error in making one leaves nothing and stays what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import DataError, SourceError
from kg.store import EmbeddedStore
from kg.store.stream import Made, file_of

LINES = [f'<urn:s{n}> <urn:p> "{n}" <urn:g> .\n'.encode() for n in range(10)]


@pytest.fixture(params=["in memory", "on disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore(None if request.param == "in memory" else tmp_path / "store")


def test_all_parts_arrive_in_order_whatever_the_reader_takes() -> None:
    with file_of(Made([LINES[0], b"", *LINES[1:]])) as file:
        read = b""
        while piece := file.read(7):
            assert len(piece) <= 7
            read += piece
    assert read == b"".join(LINES)


def test_parts_are_made_when_they_are_needed() -> None:
    made: list[int] = []

    def parts() -> Iterator[bytes]:
        for number, line in enumerate(LINES):
            made.append(number)
            yield line

    with file_of(Made(parts())) as file:
        assert file.read(1 << 20) == LINES[0]
        assert made == [0]


def test_parts_need_not_be_whole_lines(store: EmbeddedStore) -> None:
    whole = b"".join(LINES)
    store.load(whole[start : start + 5] for start in range(0, len(whole), 5))
    assert store.size() == 10


def test_no_parts_are_no_statements(store: EmbeddedStore) -> None:
    store.load([])
    assert store.size() == 0


@pytest.mark.parametrize("error", [SourceError("unreadable"), ValueError("unreadable"), OSError("unreadable")])
def test_an_error_in_making_a_part_leaves_nothing(store: EmbeddedStore, error: Exception) -> None:
    def parts() -> Iterator[bytes]:
        yield from LINES
        raise error from KeyError("the reason")

    with pytest.raises(type(error), match="unreadable") as caught:
        store.load(parts())
    assert caught.value is error, "nobody takes it for the store's"
    assert isinstance(caught.value.__cause__, KeyError), "and its reason stays"
    assert store.size() == 0
    store.load(LINES)
    assert store.size() == 10


def test_what_is_no_n_quads_is_the_projects_error(store: EmbeddedStore) -> None:
    with pytest.raises(DataError, match=r"this is no N-Quads: .* one statement a line"):
        store.load([LINES[0], b"no statement\n"])
    assert store.size() == 0
