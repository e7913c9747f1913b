"""Asks for the first view when the server starts: it is read from disk, and known, before anybody waits for it."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message

FIRST_VIEW = ("/api/about", "/api/overview")


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
