"""What is done when the server starts, before anybody waits for it: files are read, and the first view is asked for."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message

FIRST_VIEW = ("/api/about", "/api/overview")
_PIECE = 1 << 24  # bytes read at once
_SHARE = 0.5  # of the memory of the machine: a larger store would drive out of it what was read first


async def into_memory(store: Path) -> int:
    """Have the operating system read the files of a store from end to end; the bytes of them that it read.

    A question looks for its statements all over the files, which on a disk takes many times as long as in memory.
    A store larger than half of the memory is left on disk, and so is one that is removed meanwhile.
    """
    files = sorted(store.glob("*.sst"))
    buffer, done = bytearray(_PIECE), 0
    with contextlib.suppress(OSError):
        if sum(file.stat().st_size for file in files) > _SHARE * _memory():
            return 0
        for file in files:
            with file.open("rb", buffering=0) as content:
                while count := await asyncio.to_thread(content.readinto, buffer):
                    done += count
    return done


def _memory() -> int:
    """The memory of the machine in bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


async def warm(app: ASGIApp, address: str) -> None:
    """Ask `app` for the first view at its own address, which is where most will open it; what it says is dropped."""
    for path in FIRST_VIEW:
        await app(_scope(path, address), _waiting, _dropping)


def _scope(path: str, address: str) -> dict[str, object]:
    """A GET request (ASGI HTTP connection scope)."""
    parts = urlsplit(address)
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": parts.scheme,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", parts.netloc.encode())],
        "client": None,
        "server": (parts.hostname, parts.port),
    }


async def _waiting() -> Message:
    """A client that stays."""
    stays: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
    return await stays


async def _dropping(message: Message) -> None:
    """A client that does not read."""
