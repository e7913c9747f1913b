"""Workers that answer queries, one at a time each, and are killed where a query takes too much.

A query that is not answered within a slice of time leaves the quick lane (`kg.serve.lanes`): its process goes on
behind the others, stands still while too many do so already, and a new worker takes its place. So a named
question never waits for a stranger's cross product. A query that was slow before is sent aside at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

from kg.serve import frames
from kg.serve.lanes import Lanes, backstop
from kg.serve.nursery import Nursery, Worker, memory, processor
from kg.serve.running import Busy, Running, Stopped
from kg.serve.settings import Settings
from kg.serve.snapshots import Generation

_TICK = 0.02  # seconds between looks at what runs
_WIND_DOWN = 0.2  # seconds that an abandoned query has to end by itself, which is cheaper than a new process
_OURS = 20.0  # slices that a job may take that is not a stranger's query
_TRIES = 5  # workers that may turn out to be gone, one after the other
_JOBS = 5000  # after which a worker is replaced


class Pool:
    """The workers. `store` gives the snapshot that a job is for, at the moment at which it begins."""

    def __init__(
        self,
        settings: Settings,
        nursery: Nursery,
        store: Callable[[], Generation],
        killed: Callable[[str], None] = lambda reason: None,
    ) -> None:
        self._settings, self._nursery, self._store = settings, nursery, store
        self._lanes = Lanes(settings, nursery, killed, self._top_up)
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._starting = 0
        self._leased = 0  # workers given away of which no job runs yet
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = True

    async def start(self) -> None:
        """Have the workers ready."""
        self._top_up()
        self._spawn(self._tick())

    @property
    def running(self) -> set[Running]:
        """The jobs that are being done."""
        return self._lanes.running

    @property
    def queued(self) -> int:
        """How many queries wait for a worker."""
        return sum(not waiting.done() for waiting in self._waiting) + len(self._lanes.held)

    def busy_with(self) -> set[str]:
        """The stores that running queries read."""
        return {one.worker.where for one in self.running}

    @contextlib.asynccontextmanager
    async def run(
        self, job: dict[str, Any], body: bytes = b"", *, key: str = "", limit: float | None = None
    ) -> AsyncIterator[Running]:
        """Give a job to a worker; leaving the block before the answer has ended stops the job.

        The worker is free as soon as it has answered. `key` names what is asked, to know it again. Raises Busy.
        """
        if not self._open or (self._lanes.sloth.knows(key) and self._lanes.full):
            raise Busy(self._lanes.wait)
        running = await self._begin(job, body, key, limit or self._settings.time)
        running.ended = lambda: self._ended(running)
        try:
            yield running
        finally:
            running.ended()

    async def _begin(self, job: dict[str, Any], body: bytes, key: str, limit: float) -> Running:
        """Give the job to a worker, to another where the first turns out to be gone."""
        for _ in range(_TRIES):
            worker = await self._acquire()
            self._leased += 1
            try:
                return await self._give(worker, job, body, key, limit)
            except Stopped:
                continue
            finally:
                self._leased -= 1
        raise Stopped("crash")

    async def _give(self, worker: Worker, job: dict[str, Any], body: bytes, key: str, limit: float) -> Running:
        try:
            data = self._store()
            running = Running(worker, key, limit, before=memory(worker.pid), worked=processor(worker.pid))
            worker.where, running.data = data.where, data
            running.what, running.most = "query" if job["do"] == "query" else "request", self._settings.memory
            running.patience = 1.0 if job["do"] == "query" else _OURS
            job = job | {
                "store": data.where,
                "version": data.version,
                "memory": self._settings.memory,
                "seconds": backstop(limit),
            }
            self.running.add(running)
            message = frames.packed_json(b"J", job | {"body": bool(body)})
            await worker.send(message + (frames.packed(b"B", body) if body else b""))
            await running.accepted()
        except BaseException:
            self._lanes.running = {one for one in self.running if one.worker is not worker}
            self._nursery.kill(worker)
            self._top_up()
            raise
        return running

    # ------------------------------------------------ who is next

    async def _acquire(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if not worker.gone and not worker.reader.at_eof():
                return worker
        self._top_up()
        if len(self._waiting) >= self._settings.queue:
            raise Busy(self._lanes.wait)
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            await asyncio.wait([future], timeout=self._settings.time)
        except BaseException:
            if future.done():
                self._hand(future.result())
            raise
        finally:
            if not future.done():
                self._waiting.remove(future)
        if not future.done():
            raise Busy(self._lanes.wait)
        return future.result()

    def _hand(self, worker: Worker) -> None:
        """Give a free worker to whoever waits longest."""
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)

    def _top_up(self) -> None:
        """Start workers until there are as many for quick queries as there should be."""
        missing = self._settings.workers - self._lanes.quick - len(self._idle) - self._starting - self._leased
        for _ in range(missing if self._open else 0):
            self._starting += 1
            self._spawn(self._new())

    async def _new(self) -> None:
        worker: Worker | None = None
        try:
            worker = await self._nursery.fork()
            worker.where = self._store().where
            if not self._settings.remote:
                await self._warm(worker)
            worker.fresh = memory(worker.pid)
        except Exception:
            await asyncio.sleep(0.5)
            worker = None
        finally:
            self._starting -= 1
        if worker is None:
            self._top_up()
        elif self._open:
            self._hand(worker)
        else:
            self._nursery.kill(worker)

    async def _warm(self, worker: Worker) -> None:
        """Have the store open before the first question comes."""
        job = {"do": "ready", "store": worker.where, "memory": 0, "seconds": 60}
        await worker.send(frames.packed_json(b"J", job))
        async for _ in Running(worker, "", 60.0).pieces():
            pass

    # ------------------------------------------------ how it ends

    def _ended(self, running: Running) -> None:
        """Nothing more comes from the worker, or nobody wants it: it is taken back, once."""
        if not running.over:
            running.over = True
            self._spawn(self._end(running))

    async def _end(self, running: Running) -> None:
        """Take the worker back, or end it where its job goes on."""
        if running.told is None and not running.reason:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(_WIND_DOWN):
                    async for _ in running.pieces():
                        pass
        if running.reason:
            return
        worker = running.worker
        if running.told is None:
            self._lanes.stop(running, "crash" if worker.reader.at_eof() else "cancelled")
            return
        self._lanes.release(running)
        worker.jobs += 1
        swollen = memory(worker.pid) > worker.fresh + self._settings.memory // 4
        if running.lane != "quick" or swollen or worker.jobs > _JOBS or not self._open:
            worker.close()
            self._top_up()
        else:
            self._hand(worker)

    async def _tick(self) -> None:
        while self._open:
            await asyncio.sleep(_TICK)
            self._lanes.look(time.monotonic())

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """End every worker."""
        self._open = False
        self._lanes.stop_all()
        for worker in self._idle:
            worker.close()
