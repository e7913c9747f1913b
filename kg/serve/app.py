"""The addresses of the server, and what answers at each."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.answers import Server
from kg.serve.api import Api
from kg.serve.bodies import Room
from kg.serve.dereference import Things
from kg.serve.explorer import Explorer
from kg.serve.graphs import GraphStore
from kg.serve.permalinks import Permalinks
from kg.serve.replies import Problem, problem_of, reply
from kg.serve.running import Refused
from kg.serve.sparql import Sparql
from kg.serve.watching import Log, Metrics
from kg.serve.writer import Writer

Handler = Callable[[Request], Awaitable[Response]]
_READ = ("GET", "HEAD")
_HOST = re.compile(r"[\w.:\[\]-]*", re.ASCII)
_WATCHING = ("/healthz", "/readyz", "/metrics")  # answered however many there are
_PAGES = frozenset(
    {"about", "overview", "questions", "reports", "report", "issues", "issue", "network", "link", "system", "team"}
    | {"entities", "commitments", "search", "thing", "form", "validate", "draft", "amend", "submit"}
)  # what is counted apart


class App:
    """Finds the handler of a request and turns what it raises into a reply."""

    def __init__(self, server: Server, writer: Writer | None, web: Path | None, metrics: Metrics, log: Log) -> None:
        self._server, self._metrics, self._log = server, metrics, log
        self.ready = True
        self.crowded: Callable[[], bool] = lambda: False  # whether there are too many connections
        explorer = Explorer(web)
        sparql = Sparql(server, writer)
        graphs, things = GraphStore(server, sparql), Things(server, explorer)
        permalinks = Permalinks(server, explorer, permalink_file(server))
        self._explorer: Handler = explorer
        self._api: Handler = Api(server, sparql, writer is not None)
        self._permalink = permalinks.give
        self._things: Handler = things

        async def void(request: Request) -> Response:
            return sparql.describe(request, "dataset")

        written = ("PUT", "POST", "DELETE")
        self._exact: dict[str, tuple[Handler, tuple[str, ...]]] = {
            "/sparql": (sparql, (*_READ, "POST")),
            "/data": (graphs, (*_READ, *written)),
            "/q": (permalinks.make, ("POST",)),
            "/.well-known/void": (void, _READ),
            "/ontology": (things, _READ),
            "/theme": (things, _READ),
            "/form": (things, _READ),
            "/thing": (things, _READ),
            "/healthz": (self._alive, _READ),
            "/readyz": (self._is_ready, _READ),
            "/metrics": (self._measured, _READ),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        self._server.room.open_to(request)
        try:
            response: ASGIApp = await self._response(request)
            await response(scope, receive, send)
        except ClientDisconnect:  # while its body was awaited: nobody is there to be answered, and nothing failed
            scope["kg.reason"] = "client went away"
        except Exception as error:
            problem = problem_of(error, self._server.settings)
            if problem is None:
                self._log("fault", route=scope.get("kg.route"), error=f"{type(error).__name__}: {error}"[:500])
                problem = Problem(500, "the server failed at this request", mend="ask who runs the server")
            if isinstance(error, Refused) and "fault" in error.told:
                self._server.fault(str(error.told["fault"]))
            scope["kg.reason"] = problem.reason
            await reply(request, problem)(scope, receive, send)
        finally:
            Room.leave(request)

    async def _response(self, request: Request) -> Response:
        path = request.scope["path"]
        if not _HOST.fullmatch(request.headers.get("host", "")):
            raise Problem(400, "the Host of the request is none")
        handler, methods, route = self._route(request, path)
        request.scope["kg.route"] = route
        if self.crowded() and route not in _WATCHING:
            raise Problem(
                503, "the server has too many connections", mend="come again in 5 seconds", reason="busy",
                headers={"Retry-After": "5", "Connection": "close"},
            )  # fmt: skip
        if request.method not in methods:
            allowed = ", ".join((*methods, "OPTIONS"))
            raise Problem(
                405, f"{request.method[:20]} is not done here", expected=", ".join(methods), headers={"Allow": allowed}
            )
        return await handler(request)

    def _route(self, request: Request, path: str) -> tuple[Handler, tuple[str, ...], str]:
        if path in self._exact:
            return *self._exact[path], path
        if path.startswith("/api/"):
            request.scope["path_params"] = {"path": path.removeprefix("/api/")}
            name = path.split("/")[2].partition(".")[0]
            return self._api, (*_READ, "POST"), f"/api/{name if name in _PAGES else 'other'}"
        if path.startswith(("/id/", "/theme/", "/form/", "/ontology/")):
            return self._things, _READ, f"/{path.split('/')[1]}/"
        if path.startswith("/q/"):
            request.scope["path_params"] = {"name": path.removeprefix("/q/")}
            return self._permalink, _READ, "/q/"
        return self._explorer, _READ, "/"

    async def _alive(self, request: Request) -> Response:
        return Response("alive\n", media_type="text/plain", headers={"Cache-Control": "no-store"})

    async def _is_ready(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        if not self.ready:
            return Response("the server is stopping\n", 503, headers, "text/plain")
        told = {"ready": True, "dataVersion": self._server.snapshots.current().version}
        return Response(json.dumps(told) + "\n", 200, headers, "application/json")

    async def _measured(self, request: Request) -> Response:
        self._server.scraped()
        return Response(
            self._metrics.text(), media_type="text/plain; version=0.0.4", headers={"Cache-Control": "no-store"}
        )


def permalink_file(server: Server) -> Path | None:
    """Where queries are kept: beside the store; nowhere for a store behind an address."""
    if server.settings.remote:
        return None
    store = Path(server.settings.store).resolve()
    return store.with_name(f"{store.name}.queries.jsonl")
