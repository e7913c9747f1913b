"""An RDF file that somebody hands in → a graph, or one clear error with file and line; nothing is ever fetched.

The file is looked at before it is parsed and the graph before it is validated (`limits`): whoever hands in a file may
mean harm, so what a file can cost is bounded by what the largest response needs, several times over.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rdflib import Graph

from kg.errors import DataError, UsageError
from kg.interface import Quad
from kg.validate import limits

Parser = Callable[[bytes, str, str, str], Iterator[Quad]]
"""Called with the text in UTF-8, the names of its format, base IRI and file: `kg.store.statements` is one."""

_FORMATS = {
    ".ttl": "Turtle",
    ".trig": "TriG",
    ".nt": "N-Triples",
    ".nq": "N-Quads",
    ".jsonld": "JSON-LD",
    ".rdf": "RDF/XML",
    ".owl": "RDF/XML",
    ".xml": "RDF/XML",
}
ENDINGS = tuple(_FORMATS)
"""The endings of RDF files that are taken."""
_ENDINGS = ", ".join(_FORMATS)
_KNOWN = f"a file ending in {_ENDINGS}"
_UNMARKED = {"Turtle", "TriG", "N-Triples", "N-Quads"}
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16 and UTF-32
_MISSING = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL}


def parse_submission(path: Path, parser: Parser) -> Graph:
    """The statements of an RDF file (those of all its named graphs together), by its ending.

    Raises UsageError where there is no such file or its ending is not known, DataError (file, line, what was
    expected) where it is not valid RDF, holds nothing, refers to what lies outside the file, or is beyond the limits:
    8 MiB, 25,000 statements about 5,000 things, and those of `limits` and the parser.
    """
    data = _bytes(path)
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise UsageError("this kind of file is not known", where=str(path), expected=f"an ending of {_ENDINGS}")
    text = _text(path, data)
    if form in _UNMARKED:
        limits.check_marks(text, path)
    elif form == "JSON-LD":
        limits.check_json(text.decode(), path)
    elif text.strip():
        limits.check_xml(text, path)
    graph = _parse(path, text, form, parser)
    if not len(graph):
        raise DataError("the file holds no statements", where=str(path), expected=f"{form} with at least one triple")
    limits.check_graph(graph, path)
    return graph


def _bytes(path: Path) -> bytes:
    """The content of a regular file: a pipe or a device may never end, and a file that grows is read up to the limit.

    Raises UsageError where it cannot be read, DataError where it is too large.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UsageError("this is a pipe or a device, not a file", where=str(path), expected=_KNOWN)
            data = file.read(limits.MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unread(error, path) from error
    if len(data) > limits.MOST_BYTES:
        raise DataError(
            f"the file is larger than {limits.MOST_BYTES // 1024**2} MiB",
            where=str(path),
            expected="one response document",
            mend="submit one file for each response document",
        )
    return data


def _unread(error: OSError | ValueError, path: Path) -> UsageError:
    if isinstance(error, ValueError) or error.errno in _MISSING:
        return UsageError("there is no such file", where=str(path), expected=_KNOWN)
    if isinstance(error, IsADirectoryError):
        return UsageError("there is no such file, but a folder", where=str(path), expected=_KNOWN)
    return UsageError(f"the file cannot be read ({error.strerror})", where=str(path), mend="check its name and rights")


def _text(path: Path, data: bytes) -> bytes:
    """The content without its byte order mark, once it is sure that it is UTF-8."""
    if data.startswith(_WIDE):
        raise DataError("the file is not UTF-8 but UTF-16 or UTF-32", where=str(path), mend="save it again as UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("the file is not UTF-8", where=f"{path}:{line}", mend="save it again as UTF-8") from error
    if (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise DataError("the file holds a NUL byte", where=f"{path}:{line}", expected="text", mend="save it as UTF-8")
    return data


def _parse(path: Path, text: bytes, form: str, parser: Parser) -> Graph:
    graph = Graph()
    with _quiet():
        quads = parser(text, form, path.absolute().as_uri(), str(path))
        for number, (subject, predicate, value, _name) in enumerate(quads, start=1):
            if number > limits.MOST_STATEMENTS:
                raise DataError(
                    f"the file holds more than {limits.MOST_STATEMENTS:,} statements",
                    where=str(path),
                    expected="one response document",
                    mend="submit one file for each response document",
                )
            graph.add((subject, predicate, value))
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib's log of ill-typed literals away from the reader: the shapes report them with their place."""
    logger = logging.getLogger("rdflib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
