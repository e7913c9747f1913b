"""Starts the server and stops it: processes, snapshots, port and signals."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn

from kg.errors import StoreError, UsageError
from kg.serve.answers import Server
from kg.serve.app import App
from kg.serve.connections import Patient
from kg.serve.nursery import Nursery
from kg.serve.pool import Pool
from kg.serve.running import Busy, Refused, Stopped
from kg.serve.settings import Settings
from kg.serve.snapshots import Generation, Snapshots
from kg.serve.warming import into_memory, warm
from kg.serve.watching import Log, Metrics, Watched
from kg.serve.writer import Writer, error_of, once

_CONNECTIONS = 2000  # more than these are told to come again


def serve(settings: Settings, announce: Callable[[str], None] = lambda address: None) -> None:
    """Serve until SIGTERM or SIGINT. `announce` is told the address as soon as it answers.

    Raises UsageError where the port cannot be had and StoreError where the store cannot be read, or written to.
    """
    listener = _listen(settings)
    with listener:
        asyncio.run(_serve(settings, listener, announce))


def _listen(settings: Settings) -> socket.socket:
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None)
        reason = os.strerror(number) if isinstance(number, int) and number > 0 else str(error)
        raise UsageError(
            f"the server cannot listen there ({reason})",
            where=f"{host}:{port}",
            mend="end the program that listens there, or name another --port or --host",
        ) from error


async def _serve(settings: Settings, listener: socket.socket, announce: Callable[[str], None]) -> None:
    log, metrics = Log(settings.log_format), Metrics()
    nursery = Nursery()
    house = _House(settings, nursery, metrics)
    stop = _Stop()
    try:
        await nursery.start()
        await house.start()
        server = Server(settings, house.pool, house.snapshots)
        server.fault = lambda words: log("fault", error=words)
        server.scraped = house.count
        app = App(server, house.writer, settings.web, metrics, log)
        house.measure(server)
        address = _address(settings, listener)
        log("start", address=address, workers=settings.workers, writable=settings.writable)
        announce(address)
        house.warm(app, address)
        watched = Watched(app, log, metrics, queries=settings.log_queries)
        await _until_told(stop, app, watched, settings, listener)
        log("stop")
    finally:
        await house.stop()
        nursery.stop()


class _House:
    """Everything that lives as long as the server."""

    def __init__(self, settings: Settings, nursery: Nursery, metrics: Metrics) -> None:
        self._settings, self._nursery, self._metrics = settings, nursery, metrics
        killed = self._killed
        self.writer = Writer(settings, nursery, killed) if settings.writable else None
        self.pool = Pool(settings, nursery, self._generation, killed)
        remote = settings.remote
        self.snapshots = Snapshots(
            settings.store, remote=remote, writable=settings.writable, take=self._take, read=self.pool.busy_with
        )
        self.quads = 0
        self._counting: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[int] | None = None
        self._counted: int | None = -1  # the version of the data whose quads are known

    def _killed(self, reason: str) -> None:
        self._metrics.killed.labels(reason).inc()

    def _generation(self) -> Generation:
        return self.snapshots.current()

    async def _take(self, job: dict[str, Any]) -> None:
        if self.writer is None:
            await once(self._nursery, {"do": "snapshot", **job})
        else:
            await self.writer.snapshot(job)

    def count(self) -> None:
        """Count the quads where the data changed, which takes a microsecond for each: not while anybody waits."""
        if self._counted != self.snapshots.version and (self._counting is None or self._counting.done()):
            self._counting = asyncio.get_running_loop().create_task(self._count())

    async def _count(self) -> None:
        version = self.snapshots.version
        with contextlib.suppress(Busy, Refused, Stopped):
            async with self.pool.run({"do": "size"}) as running:
                async for _ in running.pieces():
                    pass
            self.quads, self._counted = int((running.told or {}).get("quads", 0)), version

    async def start(self) -> None:
        if self.writer is not None and not self._settings.remote:
            try:
                await self.writer.start()
            except Refused as refused:
                raise error_of(refused.told) from None
        await self.snapshots.start()
        if self.writer is not None and not self._settings.remote:
            self.writer.show = self.snapshots.written
            self.writer.version = lambda: self.snapshots.version
        await self.pool.start()

    def warm(self, app: App, address: str) -> None:
        """Have the store in memory and the first view ready, where there are pages, and then count the quads."""
        if not self._settings.remote:
            where = Path(self.snapshots.current().where)
            self._reading = asyncio.get_running_loop().create_task(into_memory(where))

        async def work() -> None:
            if self._settings.web is not None:
                await warm(app, address)
            await self._count()

        self._counting = asyncio.get_running_loop().create_task(work())

    def measure(self, server: Server) -> None:
        """Gauges of what is going on."""
        pool, gauge = self.pool, self._metrics.gauge
        gauge("kg_queries_running", "Queries being answered", lambda: len(pool.running))
        gauge("kg_queries_queued", "Queries that wait", lambda: pool.queued)
        gauge("kg_worker_starts", "Worker processes started so far", lambda: self._nursery.forks)
        gauge("kg_store_quads", "Quads in the store when they were last counted", lambda: self.quads)
        gauge("kg_data_version", "The version of the data", lambda: self.snapshots.version or 0)
        gauge("kg_cache_hits", "Answers given from memory so far", lambda: server.cache.hits)

    async def stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self.pool.stop()
        if self.writer is not None:
            await self.writer.stop(self._settings.grace)
        self.snapshots.stop()


def _address(settings: Settings, listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


class _Uvicorn(uvicorn.Server):
    """The server without signal handlers of its own: they would end the process by the signal, not with 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Stop:
    """SIGTERM and SIGINT, from the first moment on: they end the server in order, a second one at once."""

    def __init__(self) -> None:
        self.told = 0
        self.then: Callable[[], None] = lambda: None
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._tell)

    def _tell(self) -> None:
        self.told += 1
        self.then()


async def _until_told(stop: _Stop, app: App, watched: Watched, settings: Settings, listener: socket.socket) -> None:
    logging.getLogger("uvicorn.error").disabled = True  # what it has to say is told in our own log
    config = uvicorn.Config(
        watched, http=Patient, ws="none", lifespan="off", log_config=None, access_log=False, server_header=False,
        timeout_keep_alive=30, timeout_graceful_shutdown=max(1, int(settings.grace)),
    )  # fmt: skip
    server = _Uvicorn(config)
    app.crowded = lambda: len(server.server_state.connections) > _CONNECTIONS

    def told() -> None:
        app.ready = stop.told == 0
        server.should_exit, server.force_exit = stop.told > 0, stop.told > 1

    stop.then = told
    told()
    await server.serve(sockets=[listener])


def checked(settings: Settings) -> Settings:
    """The settings, once they make sense together. Raises UsageError and StoreError."""
    if settings.writable and not settings.token:
        raise UsageError("a server that can be written to needs a token", mend="give it with --token-file FILE")
    if settings.workers < 1:
        raise UsageError(f"{settings.workers} workers answer nothing", expected="--workers 1 or more")
    if min(settings.time, settings.rows, settings.memory) <= 0:
        raise UsageError("a limit of nothing lets nothing through", expected="numbers above 0")
    if settings.remote:
        return settings
    from kg.store.fresh import is_empty

    if is_empty(Path(settings.store)):
        raise StoreError(
            "there is no store here", where=settings.store, mend="run kg build first, or name one with --store"
        )
    return replace(settings, store=str(Path(settings.store).resolve()))
