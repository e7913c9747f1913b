"""A real server in a process of its own, and requests to it as bytes on the wire."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kg import resources

TOKEN = "a-token-that-nobody-guesses"


@dataclass(frozen=True, slots=True)
class Got:
    """A response."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return str(self.headers.get("Content-Type", "")).partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Live:
    """A running server."""

    address: str
    process: subprocess.Popen[str]
    store: Path
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def ask(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, body: bytes | str | None = None,
        token: str | bool = False, seconds: float = 60,
    ) -> Got:  # fmt: skip
        """One request on a connection of its own."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = f"Bearer {TOKEN if token is True else token}"
        try:
            link.putrequest(method, target, skip_accept_encoding=True)
            data = body.encode() if isinstance(body, str) else body
            if data is not None:
                sent["Content-Length"] = str(len(data))
            for name, value in sent.items():
                link.putheader(name, value)
            link.endheaders(data)
            response = link.getresponse()
            return Got(response.status, response.headers, response.read())
        finally:
            link.close()

    def begin(self, method: str, target: str, size: int) -> socket.socket:
        """A connection on which the head of a request was sent, with a body of this size to come."""
        link = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        link.sendall(f"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode())
        return link

    def get(self, path: str, accept: str = "", **given: str) -> Got:
        target = f"{path}?{urlencode(given)}" if given else path
        return self.ask("GET", target, headers={"Accept": accept} if accept else None)

    def query(self, text: str, accept: str = "application/sparql-results+json", **given: str) -> Got:
        return self.get("/sparql", accept, query=text, **given)

    def update(self, text: str) -> Got:
        headers = {"Content-Type": "application/sparql-update"}
        return self.ask("POST", "/sparql", headers=headers, body=text, token=True)

    def metric(self, name: str, **labels: str) -> float:
        """The value of a metric, 0 where it was never set."""
        told = ",".join(f'{key}="{value}"' for key, value in labels.items())
        found = re.search(rf"^{name}{re.escape(f'{{{told}}}') if told else ''} (\S+)$", self.get("/metrics").text, re.M)
        return float(found[1]) if found else 0.0

    def workers(self) -> list[int]:
        """The processes that were forked to answer queries."""
        parents: dict[int, int] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, _, rest = stat.read_text().partition(" (")
                parents[int(pid)] = int(rest.rpartition(") ")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
        zygotes = [pid for pid, parent in parents.items() if parent == self.process.pid]
        return [pid for pid, parent in parents.items() if parent in zygotes]

    def stop(self) -> int:
        """Stop it as a service manager does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextmanager
def started(store: Path, folder: Path, *options: str, writable: bool = True, **limits: float) -> Iterator[Live]:
    """A server over a store; `limits` are options such as query_time=2."""
    token = folder / "token"
    token.write_text(f"{TOKEN}\n", encoding="utf-8")
    words = ["--writable", "--token-file", str(token)] if writable else []
    for name, value in limits.items():
        words += [f"--{name.replace('_', '-')}", str(value)]
    log = folder / f"log-{time.monotonic_ns()}"
    environment = {**os.environ, "PYTHONPATH": str(resources.root())}
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *words, *options],
            stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, cwd=folder,
            start_new_session=True,  # long queries get what the rest of a session leaves: not what all tests leave
        )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r" at (http://\S+)", line)
        assert found, log.read_text(encoding="utf-8")
        yield Live(found[1], process, store, log)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)
        if process.stdout:
            process.stdout.close()
