"""A query in a worker, how it may end, and which queries are known to be slow."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from kg.serve import frames
from kg.serve.nursery import Worker, processor
from kg.serve.snapshots import Generation

READER = "reader"  # why a job rests: its client has not read what there is
_WAITING = 20  # seconds of waiting that count as one of work
_KNOWN, _MEMORY = 4096, 300  # slow queries that are remembered, and for how many seconds


class Busy(Exception):
    """There is no room for another query."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Stopped(Exception):
    """The process of a request was ended: `reason` is time, memory, busy, cancelled, shutdown, crash, or whole (an
    answer to HTTP/1.0); `what` is query, request or update; `seconds` and `memory` are the limits that it had."""

    def __init__(self, reason: str, what: str = "query", *, seconds: float = 0.0, memory: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.what, self.seconds, self.memory = reason, what, seconds, memory


class Refused(Exception):
    """What a worker says went wrong: `told` as in `kg.serve.worker`."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(told)
        self.told = told


@dataclass(slots=True, eq=False)
class Running:
    """A query in a worker, over `data`. `head` says what the answer is, `told` how it ended."""

    worker: Worker
    key: str
    limit: float
    what: str = "query"
    most: int = 0  # bytes of memory that it may take, 0 where nobody looks
    patience: float = 1.0  # how many slices it may take before it counts as slow
    head: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] | None = None
    lane: str = "quick"
    reason: str = ""
    began: float = field(default_factory=time.monotonic)
    rested: float = 0.0  # seconds for which it stood still or waited for its client
    unread: float = 0.0  # those of them for which it waited for its client
    held_at: float = 0.0
    slow: bool = False  # whether it was found to be slow
    resting: dict[str, float] = field(default_factory=dict)  # why it does so now, and since when
    before: int = 0
    worked: float | None = None
    data: Generation | None = None
    ended: Callable[[], None] = lambda: None  # called when nothing more comes from the worker
    over: bool = False  # whether that is seen to
    _letter: bytes = b""
    _length: int = 0

    def rest(self, why: str) -> None:
        """From now on its time does not count, for this reason."""
        self.resting[why] = time.monotonic()

    def go(self, why: str) -> None:
        """The reason is none any more; the time counts again where it was the last."""
        now = time.monotonic()
        self.unread += self.rests(READER, now) if why == READER else 0.0
        begun = self.resting.pop(why, now)
        # another reason that goes on, or that began meanwhile, counts for itself
        self.rested += max(0.0, min(self.resting.values(), default=now) - begun)

    def rests(self, why: str, now: float) -> float:
        """Seconds for which it has rested for this reason, 0 where it does not."""
        return now - self.resting[why] if why in self.resting else 0.0

    def spent(self, now: float) -> float:
        """Seconds for which it has run."""
        return now - self.began - self.rested - (now - min(self.resting.values(), default=now))

    def used(self, now: float) -> float:
        """Seconds of a processor that it took, where that can be known; waiting counts for little."""
        worked = processor(self.worker.pid)
        if worked is None or self.worked is None:
            return self.spent(now)
        return max(worked - self.worked, self.spent(now) / _WAITING)

    async def pieces(self) -> AsyncIterator[bytes]:
        """The answer as it comes. Raises Refused and Stopped."""
        while True:
            letter, payload = await self._message()
            if letter == b"D":
                yield payload
            elif letter == b"H":
                self.head = json.loads(payload)
            elif letter in (b"E", b"X"):
                self.told = json.loads(payload)
                self.ended()
                if letter == b"X":
                    raise Refused(self.told or {})
                return

    async def accepted(self) -> None:
        """Wait until the worker has the job. Raises Stopped where it is gone."""
        while (await self._message())[0] != b"A":
            pass

    async def _message(self) -> tuple[bytes, bytes]:
        """The next message; may be cancelled at any point and called again."""
        reader = self.worker.reader
        try:
            if not self._letter:
                self._letter, self._length = frames.head(await reader.readexactly(frames.HEAD))
            payload = await reader.readexactly(self._length)
        except (asyncio.IncompleteReadError, OSError):
            self.ended()
            reason = self.reason or "crash"
            raise Stopped(reason, self.what, seconds=self.limit, memory=self.most) from None
        letter, self._letter = self._letter, b""
        return letter, payload


class Sloth:
    """The queries that were slow lately, by key."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, float] = OrderedDict()

    def remember(self, key: str) -> None:
        """Note that a query was slow."""
        if key:
            self._known[key] = time.monotonic()
            self._known.move_to_end(key)
            if len(self._known) > _KNOWN:
                self._known.popitem(last=False)

    def knows(self, key: str) -> bool:
        """Whether a query was slow lately."""
        return key in self._known and time.monotonic() - self._known[key] < _MEMORY
