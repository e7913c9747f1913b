"""Refuses what a file of tables must not bring: macros, links to other files, entities, and bombs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import DataError, UsageError
from kg.files import DAMAGED

_MOST_BYTES = 256 * 2**20
_MOST_PARTS = 2000
_HEAD = 4096
_MACROS = ("vbaproject", "macrosheets/", "activex/", "embeddings/")


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The parts of a .xlsx or .zip, once it is sure that they are harmless. Raises DataError for those that are not."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path)
            yield archive
    except DAMAGED as error:
        raise DataError(
            "the file is damaged, or not what its ending says",
            where=str(path),
            expected="a workbook (.xlsx) or CSV files packed as .zip, as kg draft FILE -o OUT writes them",
        ) from error
    except OSError as error:
        raise UsageError(f"the file cannot be read ({error.strerror})", where=str(path)) from error


def _check(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > _MOST_BYTES or len(parts) > _MOST_PARTS:
        told = f"the file unpacks to {size // 2**20:,} MB in {len(parts):,} parts"
        raise DataError(told, where=str(path), expected=f"at most {_MOST_BYTES // 2**20} MB in {_MOST_PARTS:,} parts")
    for part in parts:
        name = part.filename.lower()
        if any(mark in name for mark in _MACROS):
            raise DataError("the file holds macros or other files", where=str(path), mend="save it as plain .xlsx")
        if "externallinks/" in name or name.endswith("connections.xml"):
            mend = "break the links (values only) and save it again"
            raise DataError("the file has links to other files", where=str(path), mend=mend)
        if name.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                head = file.read(_HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
                raise DataError(f"{part.filename} declares entities", where=str(path), expected="plain XML in UTF-8")
