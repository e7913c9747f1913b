"""Replies that are no answers: errors in plain words, as text or as JSON, whatever the client takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.serve.negotiate import NotAcceptable
from kg.serve.protocol import BadRequest
from kg.serve.running import Busy, Refused, Stopped
from kg.serve.settings import Settings


class Problem(Exception):
    """An error with its HTTP status, headers, and what, where, expected and mend."""

    def __init__(self, status: int, what: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(what)
        self.status, self.headers = status, dict(headers or {})
        self.told = {"what": what, "where": "", "expected": "", "mend": ""} | {k: v for k, v in more.items() if v}
        self.reason = str(more.get("reason", "error"))


def reply(request: Request, problem: Problem) -> Response:
    """The problem as JSON below /api and for those who ask for JSON, else as a line of text."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    accept = request.headers.get("accept", "")
    if request.url.path.startswith("/api/") or accept.split(",")[0].split(";")[0].strip() == "application/json":
        body = json.dumps({"error": problem.told}, ensure_ascii=False)
        return Response(body, problem.status, headers, "application/json")
    return Response(_line(problem.told), problem.status, headers, "text/plain")


def _line(told: Mapping[str, Any]) -> str:
    head = f"{told['where']}: {told['what']}" if told["where"] else str(told["what"])
    parts = [head.rstrip(".")]
    if told["expected"]:
        parts.append(f"expected {str(told['expected']).rstrip('.')}")
    if told["mend"]:
        parts.append(str(told["mend"]).rstrip("."))
    return "\n  ".join(["; ".join(parts) + ".", *map(str, told.get("details", ()))]) + "\n"


def problem_of(error: Exception, settings: Settings) -> Problem | None:
    """What to tell of an exception that a request may meet; None for one that nobody foresaw."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, BadRequest):
        headers = {"Allow": "GET, HEAD, POST, OPTIONS"} if error.status == 405 else None
        return Problem(error.status, error.what, expected=error.expected, mend=error.mend, headers=headers)
    if isinstance(error, NotAcceptable):
        return Problem(406, "none of the formats asked for is given here", expected=", ".join(error.offered))
    if isinstance(error, Busy):
        return Problem(
            503, "the server is busy with other queries", mend=f"come again in {error.seconds} seconds",
            reason="busy", headers={"Retry-After": str(error.seconds)},
        )  # fmt: skip
    if isinstance(error, Stopped):
        return stopped(error, settings)
    if isinstance(error, Refused):
        return _refused(error.told, settings)
    if isinstance(error, KgError):  # no process can be started, no snapshot made
        more = {"expected": error.expected, "mend": error.mend, "reason": "store"}
        return Problem(503, error.what, **more, headers={"Retry-After": "2"})
    return None


def stopped(error: Stopped, settings: Settings) -> Problem:
    """What to tell of a request that was ended."""
    what, reason = error.what, error.reason
    if reason == "time":
        seconds = error.seconds or settings.time
        return Problem(
            503, f"the {what} was stopped: it took longer than {seconds:g} seconds", reason=reason,
            mend=_mend(what, "ask for less: name a class or a property, add LIMIT"),
        )  # fmt: skip
    if reason == "memory":
        most = (error.memory or settings.memory) >> 20
        return Problem(
            400, f"the {what} was stopped: it needs more than {most:,} MB of memory", reason=reason,
            mend=_mend(what, "ask for less: name a class or a property, leave out ORDER BY and DISTINCT"),
        )  # fmt: skip
    if reason == "rows":
        return Problem(
            400, f"the query was stopped: its answer has more than {settings.rows:,} rows", reason=reason,
            mend="add LIMIT and OFFSET, or ask for less",
        )  # fmt: skip
    if reason == "whole":
        return Problem(
            400, f"the answer is longer than the {error.memory >> 20} MB that can be given over HTTP/1.0",
            reason=reason, mend="ask over HTTP/1.1, or for less",
        )  # fmt: skip
    if reason == "busy":
        return Problem(
            503, f"the {what} was stopped: it is a long one, and too many long ones are running", reason=reason,
            mend="come again later", headers={"Retry-After": str(max(2, int(settings.time / 4)))},
        )  # fmt: skip
    if reason == "shutdown":
        return Problem(
            503, "the server is stopping", reason=reason, mend=_mend(what, ""), headers={"Retry-After": "10"}
        )
    return Problem(
        503, "the process that worked on the request ended by itself", reason="crash",
        mend=_mend(what, "ask again, or for less"), headers={"Retry-After": "2"},
    )  # fmt: skip


def _mend(what: str, mend: str) -> str:
    """The advice of a query is none for an update, which may have been written before it was stopped."""
    if what == "update":
        return "look whether it was written before you send it again"
    return mend if what == "query" or not mend.startswith("ask for less") else "ask for less, or hand in less"


def _refused(told: Mapping[str, Any], settings: Settings) -> Problem:
    if "error" in told:
        return Problem(told["status"], **told["error"])
    if told.get("reason") in ("rows", "memory"):
        return stopped(Stopped(str(told["reason"])), settings)
    return Problem(500, "the server failed at this request", mend="ask who runs the server to look into its log")
