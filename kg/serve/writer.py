"""The one process that writes: it has the store open and does one thing after the other, each whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Any

from kg.errors import KgError, StoreError
from kg.serve import frames
from kg.serve.nursery import Nursery, Worker, memory
from kg.serve.running import Refused, Running, Stopped
from kg.serve.settings import Settings

_TIMES, _MEMORY = 10, 4  # an update may take as many times as long as a query, and as much memory
_TRIES = 3  # processes that may turn out to be gone, one after the other
_OPENINGS = 8
_TICK = 0.05
_AGAIN = 1.0  # seconds until a snapshot is tried again

Job = dict[str, Any]
Show = Callable[[Callable[[dict[str, Any]], Awaitable[None]]], Awaitable[None]]
"""Lets readers see what was written: given what takes a snapshot while the writer's turn lasts."""


class Writer:
    """Runs updates and takes snapshots, one at a time; is started again where it was stopped."""

    def __init__(self, settings: Settings, nursery: Nursery, killed: Callable[[str], None]) -> None:
        self._settings, self._nursery, self._killed = settings, nursery, killed
        self._turn = asyncio.Lock()
        self._worker: Worker | None = None
        self._was_open = False
        self.show: Show | None = None
        self.version: Callable[[], int | None] = lambda: None
        self._showing: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the store for writing. Raises KgError where another program has it."""
        await self.run({"do": "open"})

    async def run(
        self, job: Job, body: bytes = b"", *, since: int | None = None, otherwise: Job | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """Do a job; what the answer is, and the answer: readers see what was written when this returns.

        Where the store is another than readers saw at the version `since`, the job is `otherwise`.
        Raises Refused, Stopped and KgError.
        """
        async with self._turn:
            try:
                same = since is not None and self._showing is None and self.version() == since
                done = await self._do(job if same or otherwise is None else otherwise, body)
            except (Refused, Stopped, KgError):
                await self._shown()  # what was stopped may have been written all the same
                raise
            if not await self._shown():
                raise StoreError("it was written, but no snapshot can be made: it is seen as soon as there is one")
            return done

    async def snapshot(self, job: dict[str, Any]) -> None:
        """Take a snapshot. Raises KgError."""
        try:
            async with self._turn:
                await self._snapshot(job)
        except Refused as refused:
            raise error_of(refused.told) from None

    async def _snapshot(self, job: dict[str, Any]) -> None:
        await self._do({"do": "snapshot", **job})

    async def _shown(self) -> bool:
        """Whether readers now see what was written; where they do not, it is tried again until they do."""
        if self.show is None:
            return True
        try:
            await self.show(self._snapshot)
        except (Refused, Stopped, KgError):
            if self._showing is None or self._showing.done():
                self._showing = asyncio.get_running_loop().create_task(self._show_later())
            return False
        return True

    async def _show_later(self) -> None:
        seen = False
        while not seen:
            await asyncio.sleep(_AGAIN)
            async with self._turn:
                seen = await self._shown()
        self._showing = None

    async def _do(self, job: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        running = await self._begin(job, body)
        watch = asyncio.get_running_loop().create_task(self._watch(running))
        try:
            data = b"".join([piece async for piece in running.pieces()])
        except (Stopped, asyncio.CancelledError):
            self._nursery.kill(running.worker)
            self._worker = None
            raise
        finally:
            watch.cancel()
        return running.head, data

    async def _begin(self, job: dict[str, Any], body: bytes) -> Running:
        """Give the job to the process that has the store open, to a new one where that turns out to be gone."""
        limit = self._settings.time * _TIMES
        message = frames.packed_json(
            b"J", job | {"store": self._settings.store, "body": bool(body), "seconds": 2 * limit, "memory": 0}
        )
        for _ in range(_TRIES):
            if self._worker is None or self._worker.gone or self._worker.reader.at_eof():
                self._worker = await self._open()
            running = Running(self._worker, "", limit, "update", before=memory(self._worker.pid))
            running.most = _MEMORY * self._settings.memory
            await self._worker.send(message + (frames.packed(b"B", body) if body else b""))
            try:
                await running.accepted()
                return running
            except Stopped:
                self._nursery.kill(self._worker)
                self._worker = None
        raise Stopped("crash", "update")

    async def _open(self) -> Worker:
        """A process that has the store open; a killed one may still hold it for a moment."""
        for attempt in range(_OPENINGS):
            worker = await self._nursery.fork()
            running = Running(worker, "", 60.0)
            try:
                await worker.send(frames.packed_json(b"J", {"do": "open", "store": self._settings.store}))
                async for _ in running.pieces():
                    pass
                return worker
            except Refused as refused:
                worker.close()
                if not self._was_open or attempt == _OPENINGS - 1:
                    raise error_of(refused.told) from None
                await asyncio.sleep(0.1 * (attempt + 1))
            finally:
                self._was_open = self._was_open or running.told == {}
        raise Stopped("crash", "update")

    async def _watch(self, running: Running) -> None:
        """Updates have limits too, ten times those of queries in time and four times in memory."""
        while True:
            await asyncio.sleep(_TICK)
            if running.spent(time.monotonic()) > running.limit:
                running.reason = "time"
            elif memory(running.worker.pid) - running.before > running.most:
                running.reason = "memory"
            if running.reason:
                self._killed(running.reason)
                self._nursery.kill(running.worker)
                return

    async def stop(self, grace: float) -> None:
        """Let what is being written come to its end, if it does soon, and close the store."""
        if self._showing is not None:
            self._showing.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace), self._turn:
                pass
        if self._worker is not None:
            await self._worker.finish(grace)


async def once(nursery: Nursery, job: dict[str, Any]) -> None:
    """Do one job in a process of its own. Raises KgError with what the process said went wrong."""
    worker = await nursery.fork()
    running = Running(worker, "", 60.0)
    try:
        await worker.send(frames.packed_json(b"J", job | {"memory": 0, "seconds": 60}))
        async for _ in running.pieces():
            pass
    except Refused as refused:
        raise error_of(refused.told) from None
    except Stopped:
        raise StoreError("the process that reads the store ended by itself", where=str(job.get("source", ""))) from None
    finally:
        worker.close()


def error_of(told: dict[str, Any]) -> KgError:
    """What a worker told, as an error of the store."""
    said = told.get("error") or {"what": told.get("fault", told.get("reason", "it failed"))}
    return StoreError(said["what"], expected=said.get("expected", ""), mend=said.get("mend", ""))
