"""A new store takes the place of the old one whole, or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.errors import StoreError
from kg.store import fresh_store, open_store

A, B = URIRef("urn:a"), URIRef("urn:b")


def fill(folder: Path | str, term: URIRef) -> None:
    with fresh_store(folder) as store:
        store.replace({A: [(term, term, term)]})


def held(folder: Path | str) -> set[URIRef]:
    store = open_store(folder)
    try:
        return {quad[0] for quad in store.quads()}  # type: ignore[misc]
    finally:
        store.close()


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def hold(folder: Path) -> subprocess.Popen[bytes]:
    """Another process that has the store open."""
    code = f"import pyoxigraph, sys; s = pyoxigraph.Store({str(folder)!r}); print('open', flush=True); sys.stdin.read()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    return process


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir], ids=["no folder", "an empty folder"])
def test_a_new_store_is_filled(tmp_path: Path, make: object) -> None:
    folder = tmp_path / "store"
    make(folder)  # type: ignore[operator]
    fill(folder, A)
    assert held(folder) == {A}
    assert beside(folder) == ["store"]


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    fill(tmp_path / "a" / "b", A)
    assert held(tmp_path / "a" / "b") == {A}


def test_the_old_content_is_gone(tmp_path: Path) -> None:
    fill(tmp_path / "store", A)
    fill(f"{tmp_path}/store/", B)
    assert held(tmp_path / "store") == {B}
    assert beside(tmp_path / "store") == ["store"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, StoreError])
def test_an_error_leaves_the_old_store(tmp_path: Path, error: type[BaseException]) -> None:
    folder = tmp_path / "store"
    fill(folder, A)

    def fail() -> None:
        with fresh_store(folder) as store:
            store.replace({A: [(B, B, B)]})
            raise error("midway")

    with pytest.raises(error):
        fail()
    assert held(folder) == {A}
    assert beside(folder) == ["store"]


def test_an_error_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="midway"), fresh_store(tmp_path / "store"):
        raise ValueError("midway")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="not a store"), fresh_store(tmp_path):
        raise AssertionError("it must not begin")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="not a store"), fresh_store(tmp_path / "notes.txt"):
        raise AssertionError("it must not begin")


def test_a_place_where_no_folder_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be built here: Not a directory"):
        fill(tmp_path / "notes.txt" / "store", A)


def test_the_folder_one_is_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="folder you are in"), fresh_store("."):
        raise AssertionError("it must not begin")


def test_a_store_in_use_is_refused(tmp_path: Path) -> None:
    fill(tmp_path / "store", A)
    other = hold(tmp_path / "store")
    try:
        with pytest.raises(StoreError, match="in use"), fresh_store(tmp_path / "store"):
            raise AssertionError("it must not begin")
    finally:
        other.communicate()
    assert held(tmp_path / "store") == {A}


def test_a_store_opened_meanwhile_is_not_pulled_away(tmp_path: Path) -> None:
    fill(tmp_path / "store", A)
    reader = None
    try:
        with pytest.raises(StoreError, match="in use"), fresh_store(tmp_path / "store"):
            reader = hold(tmp_path / "store")
    finally:
        assert reader is not None
        reader.communicate()
    assert held(tmp_path / "store") == {A}
    assert beside(tmp_path / "store") == ["store"]


def test_two_builds_of_one_store_do_not_disturb_each_other(tmp_path: Path) -> None:
    with fresh_store(tmp_path / "store") as first:
        first.replace({A: [(A, A, A)]})
        with pytest.raises(StoreError, match="in use"), fresh_store(tmp_path / "store"):
            raise AssertionError("it must not begin")
    assert held(tmp_path / "store") == {A}


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    fill(tmp_path / ".store.kg-building", B)
    fill(tmp_path / "store", A)
    (tmp_path / ".store.kg-building").mkdir()
    (tmp_path / ".store.kg-building" / "CURRENT").write_bytes(b"broken")
    fill(tmp_path / "store", A)
    assert held(tmp_path / "store") == {A}
    assert beside(tmp_path / "store") == ["store"]


def test_a_build_killed_between_the_renames_loses_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "store", A)
    (tmp_path / "store").rename(tmp_path / ".store.kg-old")
    with pytest.raises(ValueError, match="midway"), fresh_store(tmp_path / "store"):
        raise ValueError("midway")
    assert held(tmp_path / "store") == {A}


@pytest.mark.parametrize("fails", [1, 2])
def test_a_store_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    folder, calls, rename = tmp_path / "store", [], Path.rename
    fill(folder, A)

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == fails:
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(StoreError, match="cannot be put in place: Permission denied"):
        fill(folder, B)
    monkeypatch.undo()
    assert held(folder) == {A}
    assert beside(folder) == ["store"]


def test_folders_of_like_names_are_left_alone(tmp_path: Path) -> None:
    fill(tmp_path / "store.old", B)
    fill(tmp_path / "store.building", B)
    fill(tmp_path / "store", A)
    fill(tmp_path / "store", A)
    assert held(tmp_path / "store.old") == held(tmp_path / "store.building") == {B}


def test_a_link_to_a_store_stays_a_link(tmp_path: Path) -> None:
    fill(tmp_path / "real", A)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    fill(tmp_path / "link", B)
    assert (tmp_path / "link").is_symlink()
    assert held(tmp_path / "real") == {B}


def test_in_memory_there_is_nothing_to_swap() -> None:
    with fresh_store(None) as store:
        store.replace({A: [(A, A, A)]})
        assert store.size() == 1
    store.close()
