"""/sparql: queries, updates and the description of the service."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.serve import guard, protocol
from kg.serve.answers import Answer, Ask, Server
from kg.serve.bodies import body_of
from kg.serve.negotiate import GRAPHS, PAGES, ROWS, TRUTH, NotAcceptable, choose
from kg.serve.replies import Problem
from kg.serve.running import Stopped
from kg.serve.writer import Writer

_QUERY = 1 << 20  # bytes of a query
_OFFERED = {"SELECT": ROWS, "ASK": TRUTH, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}


def base_of(request: Request) -> str:
    """The address of this server as the client wrote it, without a slash at its end."""
    return str(request.base_url).rstrip("/")


class Sparql:
    """The endpoint. `writer` is None where nothing may be written."""

    def __init__(self, server: Server, writer: Writer | None) -> None:
        self._server, self._writer = server, writer

    async def __call__(self, request: Request) -> Response:
        """Answer a query, run an update, or describe the service."""
        media = request.headers.get("content-type", "")
        most = self._server.settings.body if self._may_write(request) else _QUERY
        body = await body_of(request, most) if request.method == "POST" else b""
        query_string = request.scope["query_string"].decode("latin-1")
        operation = protocol.read(request.method, query_string, media, body)
        if operation is None:
            return self.describe(request, "service")
        if operation.kind == "update":
            return await self._update(request, operation)
        return self._query(request, operation)

    def _query(self, request: Request, operation: protocol.Operation) -> Response:
        """What kind of query it is, the worker finds out: reading a hostile text may take long, and can be stopped."""
        text, accept = operation.text, request.headers.get("accept")
        forms = {kind: _formats(offered, accept, operation.form) for kind, offered in _OFFERED.items()}
        job: dict[str, Any] = {
            "do": "query", "forms": forms, "rows": self._server.settings.rows,
            "base": f"{base_of(request)}/sparql", "dataset": operation.dataset,
        }  # fmt: skip
        key = f"query {(text, forms, operation.dataset, job['base'])!r}" if guard.repeatable(text) else ""
        return Answer(self._server, request, Ask(job, body=text.encode(), key=key, headers={"Vary": "Accept"}))

    async def _update(self, request: Request, operation: protocol.Operation) -> Response:
        writer = self.writer_for(request)
        job = {"do": "update", "base": f"{base_of(request)}/sparql", "dataset": operation.dataset}
        await self.write(writer, job, operation.text.encode())
        return Response(status_code=204)

    async def write(
        self, writer: Writer, job: dict[str, Any], body: bytes, **more: Any
    ) -> tuple[dict[str, Any], bytes]:
        """Do a job of the writer (`Writer.run`); readers see it as soon as this returns."""
        try:
            # an update that has begun is not stopped by the client's going away
            return await asyncio.shield(writer.run(job, body, **more))
        except asyncio.CancelledError:
            raise Stopped("shutdown", "update") from None

    def _may_write(self, request: Request) -> bool:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        known = self._server.settings.token.encode()
        right = secrets.compare_digest(token.strip().encode("latin-1", "replace"), known)
        if self._writer is None or scheme.lower() != "bearer" or not right:
            return False
        self._server.writers.open_to(request)
        return True

    def writer_for(self, request: Request) -> Writer:
        """The writer, once it is sure that the client may write. Raises Problem (401, 403)."""
        if self._writer is None:
            raise Problem(403, "this server takes no updates", mend="start it with --writable and --token-file")
        if not self._may_write(request):
            raise Problem(
                401, "writing needs the right token", expected="the header Authorization: Bearer TOKEN",
                headers={"WWW-Authenticate": 'Bearer realm="inspection-kg"'},
            )  # fmt: skip
        return self._writer

    def describe(self, request: Request, what: str) -> Response:
        """The description of the service, or of the data ("dataset")."""
        asked = request.query_params.get("format") or request.query_params.get("output")
        form, media = choose({**GRAPHS, **PAGES}, request.headers.get("accept"), asked)
        base = base_of(request)
        writable = self._writer is not None
        job = {"do": "description", "what": what, "form": form, "base": base, "writable": writable}
        ask = Ask(job, media, key=repr(sorted(job.items())), headers={"Vary": "Accept"})
        return Answer(self._server, request, ask)


def _formats(offered: Mapping[str, Sequence[str]], accept: str | None, asked: str | None) -> dict[str, Any]:
    """The format and media type for one kind of query, or what there is where the client takes none of it."""
    try:
        form, media = choose(offered, accept, asked)
    except NotAcceptable as error:
        return {"offered": error.offered}
    return {"form": form, "media": media}
