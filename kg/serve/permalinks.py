"""/q/…: addresses under which a query is kept, with the version of the data that it was asked of.

They stand in a file of JSON lines beside the store, named by the hash of text and version, and are never removed.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
from datetime import UTC, datetime
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

_LONGEST, _FULL = 1 << 16, 1 << 26  # bytes of one query, and of all that are kept
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_TYPES = {"text": (QUERY, "text/plain"), "json": ("application/json",)}


class Permalinks:
    """The queries that are kept, by hash."""

    def __init__(self, server: Server, explorer: Explorer, file: Path | None) -> None:
        self._server, self._explorer, self._file = server, explorer, file
        self._kept: dict[str, dict[str, Any]] = {}
        self._bytes, self._turn = 0, asyncio.Lock()
        if file is not None and file.exists():
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
                self._bytes = file.stat().st_size
            except (OSError, UnicodeDecodeError) as error:
                raise UsageError(f"the kept queries cannot be read ({error})", where=str(file)) from error
            for line in lines:
                try:
                    one = json.loads(line)
                    self._kept[one["id"]] = one
                except (ValueError, KeyError, TypeError):
                    continue  # a line that was cut by a full disk

    async def make(self, request: Request) -> Response:
        """POST /q: keep the query of the body; 201 with its address, 200 where it is kept already."""
        text = utf8(await body_of(request, _LONGEST), "the query")
        if not _FORM.search(text):
            raise Problem(400, "this is no query", expected="SELECT, ASK, CONSTRUCT or DESCRIBE")
        version = self._version()
        name = hashlib.sha256(json.dumps([text, version]).encode()).hexdigest()[:20]
        async with self._turn:
            new = name not in self._kept
            if new:
                made = datetime.now(UTC).isoformat(timespec="seconds")
                await self._keep({"id": name, "query": text, "dataVersion": version, "date": made})
        address = f"{base_of(request)}/q/{name}"
        told = self._kept[name] | {"url": address, "path": f"/q/{name}"}
        headers = {"Location": address}
        return Response(json.dumps(told), 201 if new else 200, headers, "application/json")

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
        if one is None:
            raise Problem(404, "no query is kept under this address")
        if form == "html" and (page := self._explorer.index(request)):
            return page
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


def _append(path: Path, line: bytes) -> None:
    """Add a line for good, on a line of its own where a full disk cut the last one."""
    with path.open("a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
