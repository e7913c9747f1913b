"""/data: SPARQL 1.1 Graph Store HTTP Protocol, with graphs named by `?graph=` (or `?default`)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import Answer, Ask, Server
from kg.serve.bodies import body_of
from kg.serve.negotiate import GRAPHS, choose, form_of
from kg.serve.protocol import BadRequest, absolute, pairs
from kg.serve.replies import Problem
from kg.serve.sparql import Sparql, base_of


class GraphStore:
    """Reading for everybody; PUT, POST and DELETE for those who may write."""

    def __init__(self, server: Server, sparql: Sparql) -> None:
        self._server, self._sparql = server, sparql

    async def __call__(self, request: Request) -> Response:
        """Give or change one graph."""
        given = pairs(request.scope["query_string"].decode("latin-1"))
        name = _graph(given)
        if request.method in ("GET", "HEAD"):
            form, media = choose(GRAPHS, request.headers.get("accept"), _value(given, "format"))
            job = {"do": "graph", "name": name, "form": form, "rows": self._server.settings.rows}
            key = f"graph {name!r} {form}"
            return Answer(self._server, request, Ask(job, media, key=key, headers={"Vary": "Accept"}))
        writer = self._sparql.writer_for(request)
        job = {"do": "graph_write", "name": name, "verb": request.method, "base": name or f"{base_of(request)}/data"}
        body = b""
        if request.method != "DELETE":
            media = request.headers.get("content-type", "").split(";")[0].strip().lower()
            form_given = form_of(media)
            if form_given is None or media == "text/plain":
                told = ", ".join(types[0] for types in GRAPHS.values())
                raise Problem(415, f"the media type {media[:80]!r} is none of RDF", expected=told)
            job["form"] = form_given
            body = await body_of(request, self._server.settings.body)
            if not body and request.method == "POST":
                return Response(status_code=204)
        head, _ = await self._sparql.write(writer, job, body)
        return Response(status_code=201 if head.get("created") else 204)


def _graph(given: list[tuple[str, str]]) -> str | None:
    """The name of the graph, None for the default graph."""
    names = [value for name, value in given if name == "graph"]
    default = any(name == "default" for name, _ in given)
    if len(names) + default != 1:
        raise BadRequest("one graph is to be named", expected="?graph=IRI, or ?default")
    return absolute(names[0]) if names else None


def _value(given: list[tuple[str, str]], name: str) -> str | None:
    return next((value for key, value in given if key == name and value), None)
