"""/api/…: the pages of the explorer as JSON, made by `kg.explore` in a worker that can be killed."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import Answer, Ask, Server
from kg.serve.bodies import body_of
from kg.serve.protocol import pairs
from kg.serve.replies import Problem
from kg.serve.running import Busy, Stopped
from kg.serve.sparql import Sparql, base_of
from kg.serve.writer import Writer

_POSTED = {"validate": 4, "draft": 4, "amend": 4, "submit": 10}  # how many times the time of a query each may take
_UPLOAD = 32 << 20  # bytes


class Api:
    """Hands addresses and parameters to the explorer's functions."""

    def __init__(self, server: Server, sparql: Sparql, writable: bool) -> None:
        self._server, self._sparql, self._writable = server, sparql, writable

    async def __call__(self, request: Request) -> Response:
        """GET a page, or POST what is to be looked at or taken in."""
        path = request.path_params["path"]
        given = self._given(request)
        if request.method == "POST":
            return await self._post(request, path, given)
        server = {"writable": self._writable, "base": base_of(request)}
        job = {"do": "page", "path": path, "given": given, "server": server}
        # the answers may depend on the day: what is overdue today was not yesterday
        key = f"api {path} {sorted(given.items())} {sorted(server.items())} {_today()}"
        return Answer(self._server, request, Ask(job, key=key))

    async def _post(self, request: Request, path: str, given: dict[str, str]) -> Response:
        if path not in _POSTED:
            raise Problem(404, f"nothing can be posted to /api/{path[:80]}", expected=", ".join(_POSTED))
        job = {"do": "posted", "path": path, "given": given, "by": given.pop("by", ""), "write": path == "submit"}
        if path == "submit":
            writer = self._sparql.writer_for(request)
            data = await self._submitted(writer, job, await body_of(request, _UPLOAD))
            return Response(data, 200, {"Cache-Control": "no-store"}, "application/json")
        body = await body_of(request, _UPLOAD)
        return Answer(self._server, request, Ask(job, body=body, limit=self._server.settings.time * _POSTED[path]))

    async def _submitted(self, writer: Writer, job: dict[str, Any], body: bytes) -> bytes:
        """The answer to a submission: tried by a reader, so that the writer's turn is short; tried again there where
        the data are others by then."""
        part = {"name": job["given"].get("name", ""), "by": job["by"]}
        since, beginning = None, b""
        if not self._server.settings.remote:
            limit = self._server.settings.time * _POSTED["submit"]
            try:
                async with self._server.pool.run({"do": "tried", **part}, body, limit=limit) as running:
                    beginning = b"".join([piece async for piece in running.pieces()])
                if not (running.told or {}).get("conforms"):
                    return beginning
                since = running.data.version if running.data else None
            except (Busy, Stopped) as error:
                if isinstance(error, Stopped) and error.reason in ("time", "memory"):
                    raise
                # no reader has time: the writer does it all
        short = {"do": "stored", **part}
        head, data = await self._sparql.write(writer, short, body, since=since, otherwise=job)
        return beginning[:-1] + b", " + data[1:] if head.get("part") else data

    @staticmethod
    def _given(request: Request) -> dict[str, str]:
        given: dict[str, str] = {}
        for name, value in pairs(request.scope["query_string"].decode("latin-1")):
            if name in given:
                raise Problem(400, f"the parameter {name[:80]} comes twice")
            given[name] = value
        return given


def _today() -> str:
    from datetime import date

    return date.today().isoformat()
