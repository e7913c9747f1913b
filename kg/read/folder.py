"""A file, or a folder of files with its sources.csv → Documents with their metadata, checked against the csv.

sources.csv has the columns file, title, issuer, published, licence and sha256 (others are ignored); `file` must be
there. A file whose SHA-256 differs from the one noted has changed since, and is an error.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from kg.dates import is_edtf
from kg.errors import SourceError, UsageError
from kg.model import Document
from kg.read.formats import READ, SUFFIXES, read
from kg.read.plain import decode

LIST = "sources.csv"


def sources(path: Path) -> list[Document]:
    """The documents of a file or folder, sorted by name. A file beside a sources.csv takes its metadata from it.

    Raises UsageError where there is nothing to read, SourceError for a bad file or list.
    """
    if path.is_dir():
        return _folder(path)
    rows = _list(path.parent / LIST) if path.is_file() and (path.parent / LIST).is_file() else {}
    return [_document(path, rows.get(path.name))]


def _folder(folder: Path) -> list[Document]:
    rows = _list(folder / LIST) if (folder / LIST).exists() else {}
    for name, row in rows.items():
        if not (folder / name).is_file():
            raise SourceError(
                f"{name!r} is listed and not there",
                where=f"{folder / LIST}:{row['line']}",
                mend="add the file or strike it off the list",
            )
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES and _wanted(p, rows))
    if not files:
        raise UsageError("the folder holds no documents", where=str(folder), expected=READ)
    documents = [_document(file, rows.get(file.name)) for file in files]
    _distinct(documents, folder)
    return documents


def _wanted(path: Path, rows: Mapping[str, object]) -> bool:
    """A README beside the documents is none, unless it is listed."""
    return path.name in rows or (
        path.stem.lower() not in ("readme", "licence", "license") and not path.name.startswith(".")
    )


def _distinct(documents: list[Document], folder: Path) -> None:
    names: dict[str, str] = {}
    for document in documents:
        if document.slug in names:
            raise SourceError(
                f"{document.name!r} and {names[document.slug]!r} would have the same address ({document.slug})",
                where=str(folder),
                mend="rename one of them",
            )
        names[document.slug] = document.name


def _document(path: Path, row: Mapping[str, str] | None) -> Document:
    document = read(path, row)
    noted = (row or {}).get("sha256", "").strip().lower()
    if noted and noted != document.sha256:
        raise SourceError(
            "the file has changed since it was listed: its SHA-256 differs",
            where=str(path),
            expected=noted,
            mend=f"bring the file back, or note {document.sha256} in {LIST}",
        )
    return document


def _list(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a sources.csv by file name, each with its `line`."""
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise SourceError(f"cannot be read: {(error.strerror or str(error)).lower()}", where=str(path)) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: dict[str, dict[str, str]] = {}
    try:
        columns = reader.fieldnames or []
        if "file" not in columns:
            raise SourceError(
                "the column 'file' is missing", where=f"{path}:1", expected="file,title,issuer,published,licence,sha256"
            )
        for row in reader:
            _add(rows, row, f"{path}:{reader.line_num}", reader.line_num)
    except csv.Error as error:
        raise SourceError(
            f"not a CSV table: {error}", where=f"{path}:{reader.line_num}", mend="check the quotes"
        ) from None
    return rows


def _add(rows: dict[str, dict[str, str]], row: Mapping[str | None, object], where: str, line: int) -> None:
    if None in row:
        raise SourceError("the row has more fields than the heading", where=where, mend="quote fields that hold commas")
    values = {str(key): value.strip() if isinstance(value, str) else "" for key, value in row.items()}
    name = values["file"]
    if not name or Path(name).name != name:
        raise SourceError(f"{name!r} is no file name", where=where, expected="the name of a file in this folder")
    if name in rows:
        raise SourceError(f"{name!r} is listed twice", where=where, mend="strike one row off")
    if not is_edtf(values.get("published", "")):
        raise SourceError(
            f"{values['published']!r} is no date",
            where=where,
            expected="EDTF in the column published: 2024-12-11, 2024-12, 2016~, 2010-10/2010-11, or nothing",
        )
    rows[name] = {**values, "line": str(line)}
