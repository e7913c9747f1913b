"""Counts the rows of an answer while it is written, in each format, so that a query can be stopped at its limit.

Every counter takes the bytes as they come, cut anywhere, and tells how many rows have begun or ended so far.
"""

from __future__ import annotations

from collections.abc import Callable


class RowLimitReached(Exception):
    """The answer has more rows than a query may give."""


class Json:
    """SPARQL 1.1 Results JSON: rows are the objects in the list of bindings, which no binding can imitate once the
    strings are taken out."""

    def __init__(self) -> None:
        self._rest, self._structure, self._quoted = b"", b"", False
        self.rows = 0

    def feed(self, data: bytes) -> int:
        """Take a piece; gives the rows begun so far."""
        data = self._rest + data
        kept = len(data.rstrip(b"\\"))  # what a backslash stands for may be in the next piece
        data, self._rest = data[:kept], data[kept:]
        parts = data.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        structure = b'"'.join(parts[self._quoted :: 2])
        if not self._quoted:
            structure = self._structure + structure
        self._quoted ^= len(parts) % 2 == 0
        self.rows += structure.count(b"},{") + structure.count(b"[{")
        # the beginning of a mark that goes on in the next piece
        ends = () if self._quoted else (b"},", b"}", b"[")
        self._structure = next((mark for mark in ends if structure.endswith(mark)), b"")
        return self.rows


class Lines:
    """TSV: a row a line after the first; line breaks in values are escaped."""

    def __init__(self) -> None:
        self.rows = -1

    def feed(self, data: bytes) -> int:
        """Take a piece; gives the rows ended so far."""
        self.rows += data.count(b"\n")
        return self.rows


class Csv:
    """CSV: a row a line after the first, where the line break is not inside quotes."""

    def __init__(self) -> None:
        self.rows, self._quoted = -1, False

    def feed(self, data: bytes) -> int:
        """Take a piece; gives the rows ended so far."""
        for index, part in enumerate(data.split(b'"')):
            if index:
                self._quoted = not self._quoted
            if not self._quoted:
                self.rows += part.count(b"\n")
        return self.rows


class Xml:
    """SPARQL Results XML: `<result>` stands for a row, and "<" in values is escaped."""

    _MARK = b"<result>"

    def __init__(self) -> None:
        self.rows, self._rest = 0, b""

    def feed(self, data: bytes) -> int:
        """Take a piece; gives the rows begun so far."""
        whole = self._rest + data
        self.rows += whole.count(self._MARK)
        self._rest = whole[-len(self._MARK) + 1 :]
        return self.rows


COUNTERS: dict[str, Callable[[], Json | Lines | Csv | Xml]] = {"json": Json, "tsv": Lines, "csv": Csv, "xml": Xml}
