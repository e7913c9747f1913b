"""Parts of N-Quads as one file to read, which a single load takes.

Each load writes files of its own, which the store merges again and again: many loads write ten times as much as one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable


class Parts(io.RawIOBase):
    """The parts one after the other, each taken when it is needed. An error in making one ends the reading, and is kept
    in `error`: who reads may pass it on as another."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        super().__init__()
        self._parts = iter(parts)
        self._rest = memoryview(b"")
        self.error: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            try:
                self._rest = memoryview(next(self._parts))
            except StopIteration:
                return 0
            except Exception as error:
                self.error = error
                raise
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
