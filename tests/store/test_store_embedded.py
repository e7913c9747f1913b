"""What goes wrong with a folder, and what the reader is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Literal, URIRef

from kg.errors import DataError, StoreError
from kg.interface import Triple
from kg.store import canonical, open_store

A, P, G = URIRef("http://example.org/a"), URIRef("http://example.org/p"), URIRef("http://example.org/g")


def test_a_store_is_kept_and_opened_again(tmp_path: Path) -> None:
    first = open_store(tmp_path / "deep" / "store")
    first.replace({G: [(A, P, A)]})
    first.close()
    second = open_store(str(tmp_path / "deep" / "store"))
    assert second.size() == 1
    second.close()


def test_a_store_in_use_says_so(tmp_path: Path) -> None:
    first = open_store(tmp_path / "store")
    with pytest.raises(StoreError, match="in use by another program"):
        open_store(tmp_path / "store")
    first.close()
    open_store(tmp_path / "store").close()


def test_a_file_is_not_a_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(StoreError, match="a file, not a store"):
        open_store(tmp_path / "notes.txt")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "notes.txt" / "store")


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(StoreError, match="holds other files"):
        open_store(tmp_path)
    assert os.listdir(tmp_path) == ["notes.txt"]


def test_a_damaged_store(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    (tmp_path / "store" / "CURRENT").write_text("rubbish")
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path / "store")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open anything")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(StoreError, match="rights"):
        open_store(tmp_path / "closed" / "store")


def test_rights_that_are_lacking_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("IO error: While opening a file: Permission denied")

    monkeypatch.setattr(pyoxigraph, "Store", refuse)
    with pytest.raises(StoreError, match=r"may not be opened.*rights"):
        open_store(tmp_path / "store")


def test_read_only(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path / "store", read_only=True)
    writer = open_store(tmp_path / "store")
    writer.replace({G: [(A, P, A)]})
    writer.close()
    reader = open_store(tmp_path / "store", read_only=True)
    assert reader.size() == 1
    with pytest.raises(StoreError, match="read-only"):
        reader.replace({G: []})
    reader.close()


def test_a_closed_store_says_so() -> None:
    store = open_store(None)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.size()


def test_backup_is_a_store_of_its_own(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.replace({G: [(A, P, A)]})
    store.backup(tmp_path / "copy")
    store.replace({G: []})
    with pytest.raises(StoreError, match="exists already"):
        store.backup(tmp_path / "copy")
    copy = open_store(tmp_path / "copy", read_only=True)
    assert list(canonical(copy)) == [f"<{A}> <{P}> <{A}> <{G}> ."]
    assert store.size() == 0


def test_memory_has_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="give the store a folder"):
        open_store(None).backup(tmp_path / "copy")


def test_bulk_passes_on_the_error_of_its_source() -> None:
    def broken() -> Iterator[Triple]:
        yield A, P, A
        yield A, P, URIRef("no iri")

    with pytest.raises(DataError, match="not a valid IRI"):
        open_store(None).bulk({G: broken()})


def test_bad_terms_are_named() -> None:
    store = open_store(None)
    with pytest.raises(DataError, match="not a valid literal"):
        store.replace({G: [(A, P, Literal("x", lang="a-very-long-tag-indeed"))]})


def test_a_damaged_page_is_a_store_error(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.bulk({G: ((A, P, Literal(f"{n:0200d}")) for n in range(20_000))})
    store.close()
    for table in (tmp_path / "store").glob("*.sst"):
        content = bytearray(table.read_bytes())
        content[50 : len(content) // 2] = bytes(len(content) // 2 - 50)
        table.write_bytes(content)
    with pytest.raises(StoreError):
        open_store(tmp_path / "store").select("SELECT * { ?s ?p ?o }")


def test_a_query_may_name_its_dataset() -> None:
    from kg.store import open_store

    store = open_store(None)
    store.load([b"<urn:a> <urn:p> <urn:b> <urn:g1> .\n<urn:c> <urn:p> <urn:d> <urn:g2> .\n"])
    assert len(store.select("SELECT * { ?s ?p ?o }").rows) == 2
    assert len(store.select("SELECT * FROM <urn:g1> { ?s ?p ?o }").rows) == 1
    assert len(store.select("PREFIX u: <urn:> SELECT * { ?from u:p ?to }").rows) == 2
    assert len(store.select("PREFIX u: <urn:> SELECT * FROM NAMED u:g2 { GRAPH ?g { ?s ?p ?o } }").rows) == 1
