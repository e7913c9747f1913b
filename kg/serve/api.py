"""/api/…: the pages of the explorer as JSON, made by `kg.explore` in a worker that can be killed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import Answer, Ask, Server
from kg.serve.bodies import body_of
from kg.serve.protocol import pairs
from kg.serve.replies import Problem
from kg.serve.sparql import Sparql, base_of

_POSTED = {"validate": 4, "draft": 4, "submit": 0}  # how many times the time of a query each may take
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
        key = f"api {path} {sorted(given.items())} {base_of(request)} {_today()}"
        return Answer(self._server, request, Ask(job, key=key))

    async def _post(self, request: Request, path: str, given: dict[str, str]) -> Response:
        if path not in _POSTED:
            raise Problem(404, f"nothing can be posted to /api/{path[:80]}", expected="validate, draft or submit")
        job = {"do": "posted", "path": path, "given": given, "by": given.pop("by", ""), "write": path == "submit"}
        if path == "submit":
            writer = self._sparql.writer_for(request)
            head, data = await self._sparql.write(writer, job, await body_of(request, _UPLOAD))
            return Response(data, 200, {"Cache-Control": "no-store"}, str(head.get("media", "application/json")))
        body = await body_of(request, _UPLOAD)
        return Answer(self._server, request, Ask(job, body=body, limit=self._server.settings.time * _POSTED[path]))

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
