"""Parts of N-Quads as one file to read, which a single load takes.

Each load writes files of its own, which the store merges again and again: many loads write ten times as much as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Generic, TypeVar, cast

from kg.errors import DataError, KgError

Item = TypeVar("Item")


class Made(Generic[Item]):
    """Items as they are made. An error in making one is kept, to be told from one of those who take them."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self.error: Exception | None = None

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        try:
            return next(self._items)
        except StopIteration:
            raise
        except Exception as error:
            self.error = error
            raise

    @contextmanager
    def passed_on(self) -> Iterator[None]:
        """An error in making an item comes out as it was, whatever it has been turned into."""
        try:
            yield
        except KgError:
            if self.error is None:
                raise
            raise self.error from self.error.__cause__


class _File:
    """The parts one after the other, each taken when it is needed."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""
        self._at = 0

    def read(self, size: int) -> bytes:
        while self._at >= len(self._rest):
            part = next(self._parts, None)
            if part is None:
                return b""
            self._rest, self._at = part, 0
        piece = self._rest[self._at : self._at + size]
        self._at += len(piece)
        return piece


@contextmanager
def file_of(parts: Made[bytes]) -> Iterator[IO[bytes]]:
    """The parts as a file of N-Quads. Raises DataError where they are none."""
    try:
        yield cast(IO[bytes], _File(parts))
    except SyntaxError as error:
        if error is parts.error:
            raise
        words = " ".join(str(error.msg).split())
        raise DataError(f"this is no N-Quads: {words}", expected="one statement a line") from error
