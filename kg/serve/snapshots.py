"""What readers read: snapshots of the store, made of hard links in a folder beside it.

A new one is made in the writer's turn, before a write is answered, or when another program has changed the store;
readers keep the old one meanwhile, and those that nobody reads any more are removed. The folder is locked while its
server lives, so that the next one knows what was left behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import KgError, StoreError

_LOOK = 1.0  # seconds between looks at whether another program changed the store
_PATIENCE = 3  # times to try when the store is in use at the start


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the data. `version` is a number that another state does not have, None behind an address."""

    where: str
    version: int | None
    made: float


Take = Callable[[dict[str, Any]], Awaitable[None]]
"""Runs the job "snapshot"."""


class Snapshots:
    """The snapshots of one store; `take` makes one, `read` tells which are being read."""

    def __init__(self, store: str, *, remote: bool, writable: bool, take: Take, read: Callable[[], Set[str]]) -> None:
        self._source, self._remote, self._writable, self._take, self._read = store, remote, writable, take, read
        self._folder = Path()
        self._lock: IO[bytes] | None = None
        self._current: Generation | None = None
        self._turn = asyncio.Lock()
        self._count, self._looked = 0, 0.0
        self._refreshing: asyncio.Task[None] | None = None

    @property
    def version(self) -> int | None:
        """The version of the data as it was last seen."""
        return self._current.version if self._current else None

    @property
    def made(self) -> float:
        """When this version was first seen, in seconds since 1970."""
        return self._current.made if self._current else 0.0

    async def start(self) -> None:
        """Make the first one. Raises StoreError where the store cannot be read."""
        if self._remote:
            self._current = Generation(self._source, None, time.time())
            return
        source = Path(self._source).resolve()
        self._source = str(source)
        _remove_stale(source)
        self._folder = source.with_name(f".{source.name}.kg-serve-{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700)
        except OSError as error:
            raise StoreError(
                f"no folder can be made beside the store ({error.strerror})", where=str(source.parent),
                mend="serve a store in a folder that may be written to",
            ) from error  # fmt: skip
        self._lock = (self._folder / "lock").open("wb")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        for attempt in range(_PATIENCE):
            try:
                return await self._refresh(self._take)
            except KgError as error:
                if attempt == _PATIENCE - 1 or "in use" not in error.what:
                    raise
                await asyncio.sleep(0.5)

    async def written(self, take: Take) -> None:
        """Something was written, and `take` still has the writer's turn: readers see it when this returns."""
        await self._refresh(take)

    def current(self) -> Generation:
        """The state to read: with everything in it that this server was asked to write and has answered."""
        assert self._current is not None
        if not self._remote and not self._writable and time.monotonic() - self._looked > _LOOK:
            self._looked = time.monotonic()
            if fingerprint(Path(self._source)) != self._current.version and self._refreshing is None:
                self._refreshing = asyncio.get_running_loop().create_task(self._quietly())
        return self._current

    async def _quietly(self) -> None:
        """Follow another program's changes; while it is still writing, readers keep what they have."""
        try:
            with contextlib.suppress(KgError):
                await self._refresh(self._take)
        finally:
            self._refreshing = None

    async def _refresh(self, take: Take) -> None:
        """Make a new snapshot."""
        async with self._turn:
            self._count += 1
            target = self._folder / str(self._count)
            try:
                await take({"source": self._source, "target": str(target), "writable": self._writable})
            except BaseException:
                shutil.rmtree(target, ignore_errors=True)
                raise
            version = fingerprint(target, Path(self._source))
            same = self._current is not None and self._current.version == version
            made = self._current.made if self._current and same else time.time()
            self._current = Generation(str(target), version, made)
            self._sweep()

    def _sweep(self) -> None:
        """Remove the snapshots that nobody reads."""
        keep = {Path(where).name for where in self._read()} | {str(self._count)}
        for folder in self._folder.iterdir():
            if folder.is_dir() and folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)

    def stop(self) -> None:
        """Remove all snapshots."""
        if self._lock is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._lock.close()


def fingerprint(files: Path, identity: Path | None = None) -> int:
    """A number for what a store holds: of its table files, which are never changed, and the name RocksDB gave it."""
    digest = hashlib.sha256()
    with contextlib.suppress(OSError):
        digest.update(((identity or files) / "IDENTITY").read_bytes())
    with contextlib.suppress(OSError):
        tables = sorted((one.name, one.stat().st_size) for one in os.scandir(files) if one.name.endswith(".sst"))
        digest.update(repr(tables).encode())
    return int.from_bytes(digest.digest()[:6])


def _remove_stale(source: Path) -> None:
    """Remove the folders of servers that were killed."""
    for folder in source.parent.glob(f".{source.name}.kg-serve-*"):
        with contextlib.suppress(OSError):
            lock = folder / "lock"
            with lock.open("rb") if lock.exists() else open(os.devnull, "rb") as file:
                if lock.exists():
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
