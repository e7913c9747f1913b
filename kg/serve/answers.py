"""An answer from a worker as an HTTP response: whole where it is short, in pieces where it is long.

Until the first piece is sent, whatever goes wrong is an error with a status. Afterwards the connection is broken off,
so that nobody takes a part for the whole. A client that goes away stops the work.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg._version import __version__
from kg.serve.bodies import Room
from kg.serve.frames import PIECE
from kg.serve.negotiate import NotAcceptable, charset
from kg.serve.pipe import CUT, Pipe, Unsent
from kg.serve.pool import Pool
from kg.serve.replies import problem_of, reply
from kg.serve.running import Refused, Running, Stopped
from kg.serve.settings import Settings
from kg.serve.snapshots import Generation, Snapshots

_HELD = 1 << 18  # bytes before the first is sent
_WHOLE = 1 << 26  # bytes of an answer to HTTP/1.0, which cannot tell a part from the whole
UNREAD = 60  # seconds in which a client has to take a piece
_ENTRY, _CACHE = 1 << 19, 1 << 26  # bytes of an answer that is kept, and of all that are


@dataclass(frozen=True, slots=True)
class Ask:
    """A job with what its response looks like. `key` names the job for the cache ("": it is not kept)."""

    job: dict[str, Any]
    media: str = ""
    body: bytes = b""
    key: str = ""
    limit: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Cache:
    """Short answers by what was asked and the version of the data; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], tuple[dict[str, Any], bytes]] = OrderedDict()
        self._size = 0
        self.hits = 0

    def get(self, version: int | None, key: str) -> tuple[dict[str, Any], bytes] | None:
        """The answer, where it is known."""
        if version is None or not key or (version, key) not in self._kept:
            return None
        self.hits += 1
        self._kept.move_to_end((version, key))
        return self._kept[version, key]

    def put(self, version: int | None, key: str, head: dict[str, Any], data: bytes) -> None:
        """Keep an answer."""
        if version is None or not key or len(data) > _ENTRY or (version, key) in self._kept:
            return
        self._kept[version, key] = head, data
        self._size += len(data) + 500
        while self._size > _CACHE:
            _, (_, old) = self._kept.popitem(last=False)
            self._size -= len(old) + 500


class Server:
    """What every handler needs: the pool, the snapshots, the cache and the settings."""

    def __init__(self, settings: Settings, pool: Pool, snapshots: Snapshots) -> None:
        self.settings, self.pool, self.snapshots, self.cache = settings, pool, snapshots, Cache()
        self.room, self.writers, self.unsent = Room(), Room(), Unsent()
        self.fault: Callable[[str], None] = lambda words: None
        self.scraped: Callable[[], None] = lambda: None


class Answer(Response):
    """Runs a job and sends its answer."""

    def __init__(self, server: Server, request: Request, ask: Ask) -> None:
        # of the key so much that whoever asks for long things cannot fill the memory
        self._server, self._request, self._ask = server, request, replace(ask, key=_digest(ask.key))
        self.background = None
        self.status_code = 200
        self._sent = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer, or the error; stop the work where the client goes away."""
        work = asyncio.ensure_future(self._answer(scope, receive, send))
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (work, gone):
                if not task.done():
                    task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(work, gone, return_exceptions=True)
        if work.done() and not work.cancelled() and (error := work.exception()):
            raise error

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        server, ask = self._server, self._ask
        try:
            generation = server.snapshots.current()
            headers = dict(ask.headers) | fresh(generation, ask)
            if generation.version is not None and matches(self._request, headers.get("ETag", "")):
                await Response(status_code=304, headers=headers)(scope, receive, send)
                return
            if known := server.cache.get(generation.version, ask.key):
                await self._whole(*known, headers, scope, receive, send)
                return
            async with server.pool.run(ask.job, ask.body, key=ask.key, limit=ask.limit) as running:
                generation = running.data or generation  # what is read, should there have been a write meanwhile
                headers |= fresh(generation, ask)
                await self._pump(running, generation.version, headers, scope, receive, send)
        except Exception as error:
            if self._sent:
                return  # the connection is broken off by the server, for the response has no end
            problem = problem_of(error, server.settings)
            if problem is None:
                raise
            if isinstance(error, Refused) and "fault" in error.told:
                server.fault(str(error.told["fault"]))
            scope["kg.reason"] = problem.reason
            await reply(self._request, problem)(scope, receive, send)
        finally:
            scope.setdefault("kg.reason", "")

    def _refused(self, running: Running) -> None:
        """Raise NotAcceptable where the worker found that the client takes no format of such an answer."""
        if (running.told or {}).get("refused"):
            raise NotAcceptable((running.told or {})["offered"])

    async def _pump(
        self, running: Running, version: int | None, headers: dict[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """From the worker to the client."""
        whole = scope.get("http_version") == "1.0"
        pipe = Pipe(running, self._server.unsent, whole=whole)
        try:
            first = await pipe.some(_WHOLE if whole else _HELD)
            if pipe.ended:
                self._refused(running)
                if version == self._server.snapshots.version:
                    self._server.cache.put(version, self._ask.key, running.head, first)
                await self._whole(running.head, first, headers, scope, receive, send)
                return
            if whole:
                raise Stopped("whole", memory=_WHOLE)
            await self._start(running.head, headers, send)
            while first or not pipe.ended:
                for start in range(0, len(first), PIECE):  # so that a slow reader is told from one who does not read
                    async with asyncio.timeout(UNREAD):
                        await send(
                            {"type": "http.response.body", "body": first[start : start + PIECE], "more_body": True}
                        )
                first = await pipe.some(1)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except (Stopped, Refused, TimeoutError) as error:
            scope["kg.reason"] = f"cut: {getattr(error, 'reason', None) or 'client too slow'}"
            raise
        except asyncio.CancelledError as error:
            if CUT in error.args:  # else the client went away
                scope["kg.reason"] = CUT
            raise
        finally:
            pipe.close()

    async def _whole(
        self, head: Mapping[str, Any], data: bytes, headers: dict[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        response = Response(data, self._status(head), headers | self._names(head))
        await response(scope, receive, send)

    async def _start(self, head: Mapping[str, Any], headers: dict[str, str], send: Send) -> None:
        names = headers | self._names(head)
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in names.items()]
        self._sent = True
        await send({"type": "http.response.start", "status": self._status(head), "headers": raw})

    def _status(self, head: Mapping[str, Any]) -> int:
        return 200

    def _names(self, head: Mapping[str, Any]) -> dict[str, str]:
        made = {"Content-Type": charset(self._ask.media or str(head.get("media", "application/octet-stream")))}
        if name := head.get("name"):
            made["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(str(name), safe='')}"
        return made


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def fresh(data: Generation, ask: Ask) -> dict[str, str]:
    """The headers that let a client ask again cheaply: by the version of data, question and program."""
    version = data.version
    if version is None or not ask.key:
        return {"Cache-Control": "no-store"}
    mark = _digest(json.dumps([ask.key, ask.media, __version__]))
    return {
        "ETag": f'"{version:012x}-{mark[:16]}"',
        "Last-Modified": formatdate(data.made, usegmt=True),
        "Cache-Control": "no-cache",
        "X-Data-Version": str(version),
    }


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else ""


def matches(request: Request, etag: str) -> bool:
    """Whether the client has this version already (RFC 9110, section 13.1.2)."""
    given = request.headers.get("if-none-match", "")
    return bool(etag) and any(one.strip().removeprefix("W/") in (etag, "*") for one in given.split(","))
