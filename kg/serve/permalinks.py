"""/q/…: addresses under which a query is kept, with the version of the data that it was asked of.

They stand in a file of JSON lines beside the store, named by the hash of text and version, and are never removed: what
was cited is found. So that nobody fills the room for all, only what parses is kept, and so many of one client in a day.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import time
from collections import OrderedDict, deque
from datetime import UTC, datetime
from ipaddress import ip_address
from math import ceil
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import UsageError
from kg.serve.answers import Server
from kg.serve.bodies import body_of
from kg.serve.explorer import Explorer
from kg.serve.negotiate import PAGES, choose
from kg.serve.protocol import QUERY, utf8
from kg.serve.replies import Problem
from kg.serve.sparql import base_of

_LONGEST, _FULL = 1 << 14, 1 << 26  # bytes of one query, and of all that are kept
_KEPT = ("id", "query", "dataVersion", "date")
_TYPES = {"text": (QUERY, "text/plain"), "json": ("application/json",)}


class Permalinks:
    """The queries that are kept, by hash."""

    def __init__(self, server: Server, explorer: Explorer, file: Path | None) -> None:
        self._server, self._explorer, self._file = server, explorer, file
        self._kept: dict[str, dict[str, Any]] = {}
        self._bytes, self._turn, self._quota = 0, asyncio.Lock(), Quota()
        if file is not None and file.exists():
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
                self._bytes = file.stat().st_size
            except (OSError, UnicodeDecodeError) as error:
                raise UsageError(f"the kept queries cannot be read ({error})", where=str(file)) from error
            for line in lines:
                try:
                    one = json.loads(line)
                    self._kept[one["id"]] = {name: one[name] for name in _KEPT}
                except (ValueError, KeyError, TypeError):
                    continue  # a line that was cut by a full disk, or changed by hand

    async def make(self, request: Request) -> Response:
        """POST /q: keep the query of the body; 201 with its address, 200 where it is kept already."""
        text = utf8(await body_of(request, _LONGEST), "the query")
        version = self._version()
        name = hashlib.sha256(json.dumps([text, version]).encode()).hexdigest()[:20]
        if name not in self._kept:
            self._allowed(request)
            await self._parse(text)
        async with self._turn:
            new = name not in self._kept
            if new:
                self._allowed(request)
                made = datetime.now(UTC).isoformat(timespec="seconds")
                await self._keep({"id": name, "query": text, "dataVersion": version, "date": made})
                self._quota.count(_client(request))
        address = f"{base_of(request)}/q/{name}"
        told = self._kept[name] | {"url": address, "path": f"/q/{name}"}
        headers = {"Location": address}
        return Response(json.dumps(told), 201 if new else 200, headers, "application/json")

    def _allowed(self, request: Request) -> None:
        if seconds := self._quota.wait(_client(request)):
            raise Problem(
                429, "this client has kept as many queries as one may for now", reason="quota",
                mend=f"come again in {seconds:,} seconds", headers={"Retry-After": str(seconds)},
            )  # fmt: skip

    async def _parse(self, text: str) -> None:
        """Raise what is wrong with a query: a worker reads it, for a hostile one may take long."""
        async with self._server.pool.run({"do": "parsed"}, text.encode()) as running:
            async for _ in running.pieces():
                pass

    def _version(self) -> int | None:
        return self._server.snapshots.current().version

    async def _keep(self, one: dict[str, Any]) -> None:
        line = json.dumps(one).encode() + b"\n"
        if self._bytes + len(line) > _FULL:
            raise Problem(503, "no more queries can be kept here")
        if self._file is not None:
            try:
                await asyncio.to_thread(_append, self._file, line)
            except OSError as error:
                raise Problem(503, f"the query cannot be kept ({error.strerror})") from error
        self._bytes += len(line)
        self._kept[one["id"]] = one

    async def give(self, request: Request) -> Response:
        """GET /q/{id}: the text, all that is known of it as JSON, or the page of the explorer."""
        one = self._kept.get(request.path_params["name"])
        form, media = choose({**_TYPES, **PAGES}, request.headers.get("accept"), request.query_params.get("format"))
        if form == "html" and (page := self._explorer.index(request)):
            if one is None and page.status_code == 200:
                page.status_code = 404  # the page asks again, for JSON, and tells in words what is wrong
            return page
        if one is None:
            raise Problem(404, "no query is kept under this address", mend="see whether it was copied whole")
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if form == "json":
            then, now = one["dataVersion"], self._version()
            same = None if then is None or now is None else then == now
            told = one | {"currentDataVersion": now, "sameData": same}
            return Response(json.dumps(told), 200, headers, "application/json")
        media = "text/plain" if form == "html" else media
        if one["dataVersion"] is not None:
            headers["X-Data-Version"] = str(one["dataVersion"])
        return Response(one["query"], 200, headers, media)


def _client(request: Request) -> str:
    """Who asks: the address, of IPv6 the network, of which one client has them all."""
    host = request.client.host if request.client else ""
    with contextlib.suppress(ValueError):  # a proxy may tell something else
        return ":".join(ip_address(host).exploded.split(":")[:4])
    return host


class Quota:
    """How many new queries of one client are kept within ten minutes, and within a day."""

    BOUNDS = ((600, 20), (86_400, 100))
    _CLIENTS = 10_000  # that are remembered; of more, those are forgotten that came first

    def __init__(self) -> None:
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, client: str) -> None:
        """One more was kept."""
        times = self._times.setdefault(client, deque(maxlen=max(most for _, most in self.BOUNDS)))
        times.append(time.monotonic())
        if len(self._times) > self._CLIENTS:
            self._times.popitem(last=False)

    def wait(self, client: str) -> int:
        """Seconds until another may be kept, 0 where it may be now."""
        now, times = time.monotonic(), self._times.get(client, ())
        waits = [times[-most] + span - now for span, most in self.BOUNDS if len(times) >= most]
        return max(0, ceil(max(waits, default=0.0)))


def _append(path: Path, line: bytes) -> None:
    """Add a line for good, on a line of its own where a full disk cut the last one."""
    with path.open("a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
