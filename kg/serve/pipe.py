"""Between a worker and its client: what is found waits here, so that neither has to keep the pace of the other.

A worker whose answer is complete is free, however long its client takes to read the rest.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from kg.serve.running import READER, Running

_AHEAD = 1 << 21  # bytes that may wait for a slow reader, so that the worker is free
_UNSENT = 1 << 28  # bytes of complete answers that may wait, of all clients
CUT = "cut: unread answers hold too much"  # what is told to the sender of one that is broken off for this


class Unsent:
    """Answers that are complete and that their clients have not taken yet; of too many, the first is broken off."""

    def __init__(self, most: int = _UNSENT) -> None:
        self._most, self._size = most, 0
        self._waiting: dict[asyncio.Task[Any], int] = {}

    def add(self, sender: asyncio.Task[Any], size: int) -> None:
        """The answer that this task sends is complete; `size` is what of it may wait, in bytes."""
        self._waiting[sender] = size
        self._size += size
        while self._size > self._most:
            oldest = next(iter(self._waiting))
            self.remove(oldest)
            oldest.cancel(CUT)

    def remove(self, sender: asyncio.Task[Any]) -> None:
        """It is sent, or given up."""
        self._size -= self._waiting.pop(sender, 0)


class Pipe:
    """Takes pieces from a worker as fast as they come, up to a bound, whatever the pace of the reader. `whole` tells
    that the answer is sent in one piece.

    It belongs to the task that makes it, which has to close it.
    """

    def __init__(self, running: Running, unsent: Unsent, *, whole: bool = False) -> None:
        sender = asyncio.current_task()
        assert sender is not None
        self._sender, self._unsent, self._whole = sender, unsent, whole
        self._pieces: deque[bytes] = deque()
        self._size = self._total = 0
        self._changed = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._error: Exception | None = None
        self._over = False
        self._task = asyncio.get_running_loop().create_task(self._fill(running))

    @property
    def ended(self) -> bool:
        """Whether everything was taken."""
        return self._over and not self._pieces and self._error is None

    async def _fill(self, running: Running) -> None:
        try:
            async for piece in running.pieces():
                self._pieces.append(piece)
                self._size += len(piece)
                self._total += len(piece)
                self._changed.set()
                if self._size > _AHEAD:
                    self._room.clear()
                    running.rest(READER)
                    await self._room.wait()
                    running.go(READER)
        except Exception as error:
            self._error = error
        self._over = True
        self._changed.set()
        waits = self._total if self._whole else min(self._total, 2 * _AHEAD)  # here, and on the way to the client
        self._unsent.add(self._sender, waits)

    async def some(self, least: int) -> bytes:
        """What there is, at least so many bytes or all. Raises what the worker's answer ended with."""
        taken: list[bytes] = []
        size = 0
        while True:
            while self._pieces:
                taken.append(self._pieces.popleft())
                size += len(taken[-1])
            self._size = 0
            self._room.set()
            if self._over and self._error:
                raise self._error
            if self._over or size >= least:
                return b"".join(taken)
            self._changed.clear()
            await self._changed.wait()

    def close(self) -> None:
        """Stop taking."""
        self._task.cancel()
        self._unsent.remove(self._sender)
