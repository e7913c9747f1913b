"""What is seen from outside: Prometheus metrics, one line of log for each request, and headers for every response."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Location, Retry-After, X-Data-Version, Content-Disposition",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match, X-Requested-With",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
}


class Log:
    """Writes one line for each thing that happens, as JSON or as text for a person."""

    def __init__(self, form: str) -> None:
        self._form = form

    def __call__(self, event: str, **more: Any) -> None:
        """Write a line to standard error."""
        when = datetime.now(UTC).isoformat(timespec="milliseconds")
        if self._form == "json":
            line = json.dumps({"time": when, "event": event, **more}, default=str)
        else:
            line = " ".join(
                [when, event, *(f"{name}={json.dumps(value, default=str)}" for name, value in more.items())]
            )
        try:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody reads it any more, which is no reason to stop answering
            pass


class Metrics:
    """The counters of the server, for Prometheus."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "kg_requests", "Requests by route and status", ["route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "kg_request_seconds",
            "Seconds until a request was answered",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.killed = Counter(
            "kg_queries_killed", "Queries that were stopped, by reason", ["reason"], registry=self.registry
        )
        self._gauges: list[tuple[Gauge, Callable[[], float]]] = []

    def gauge(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """A value that is read when it is asked for."""
        gauge = Gauge(name, meaning, registry=self.registry)
        gauge.set_function(value)

    def took(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self.registry)


class Watched:
    """The application with headers, preflight answers, metrics and a log around it."""

    def __init__(self, app: ASGIApp, log: Log, metrics: Metrics, *, queries: bool) -> None:
        self._app, self._log, self._metrics, self._queries = app, log, metrics, queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, seen = time.monotonic(), _Seen(send)
        try:
            if scope["method"] == "OPTIONS":
                await seen.preflight()
            else:
                await self._app(scope, receive, seen.send)
        finally:
            seconds = time.monotonic() - began
            route = str(scope.get("kg.route", "other"))
            status = seen.status if seen.complete or not seen.status else 499
            self._metrics.took(route, status or 499, seconds)
            self._tell(scope, route, seen, seconds)

    def _tell(self, scope: Scope, route: str, seen: _Seen, seconds: float) -> None:
        more: MutableMapping[str, Any] = {
            "method": scope["method"],
            "route": route,
            "status": seen.status or 499,
            "seconds": round(seconds, 4),
            "bytes": seen.bytes,
            "client": (scope.get("client") or ("",))[0],
        }
        if scope.get("kg.reason"):
            more["reason"] = scope["kg.reason"]
        if not seen.complete:
            more["complete"] = False
        if self._queries:
            more["path"] = scope["path"]
            more["query"] = scope.get("query_string", b"").decode("latin-1")
        self._log("request", **more)


class _Seen:
    """Looks at what is sent, and adds the headers of every response."""

    def __init__(self, send: Send) -> None:
        self._send, self.status, self.bytes, self.complete = send, 0, 0, False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            present = {name.lower() for name, _ in message.get("headers", [])}
            extra = [(n.lower().encode(), v.encode()) for n, v in _HEADERS.items() if n.lower().encode() not in present]
            message = {**message, "headers": [*message.get("headers", []), *extra]}
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
            self.complete = not message.get("more_body", False)
        await self._send(message)

    async def preflight(self) -> None:
        headers = [(name.lower().encode(), value.encode()) for name, value in _PREFLIGHT.items()]
        await self.send({"type": "http.response.start", "status": 204, "headers": headers})
        await self.send({"type": "http.response.body", "body": b""})
