"""Servers under load: named queries of many clients with hostile ones among them, each answer checked.

    python -m benchmarks.serving --seconds 20 --clients 100 --rdflib /path/to/python

`kg serve`, `oxigraph serve` and rdflib-endpoint get the same data, queries and clients, one after the other. A client
asks, checks the answer, thinks for a while, and asks again; every so often its question is a hostile one, of which it
only waits for an end (or leaves after `_PATIENCE` seconds). Writes a table for docs/serving.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from benchmarks.machine import describe
from benchmarks.questions import texts

_ROOT = Path(__file__).resolve().parent.parent
_SLUG = "2024-competent-authority"
_HOSTILE = 0.05  # of the questions
_PATIENCE = 10.0  # seconds after which a client leaves a hostile question
_ALONE = 60.0  # seconds for asking each query twice before the crowd comes
_LATE = 60.0  # seconds after which a reply counts as lost
_SLICE = 0.5  # seconds between looks at the memory
HOSTILE = (
    "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }",
    "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT DISTINCT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f FILTER (CONTAINS(STR(?c), STR(?f))) }",
)
Row = tuple[str, ...]


@dataclass(slots=True)
class Load:
    """What happened in one run."""

    seconds: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    hostile: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)


def main() -> int:
    """Run the servers one after the other and print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--clients", type=int, default=100)
    options.add_argument("--think", type=float, default=4, help="seconds that a client thinks, on average")
    options.add_argument("--store", type=Path, required=True, help="a store that kg build made")
    options.add_argument("--rdflib", default="", help="a Python that has rdflib-endpoint")
    options.add_argument("--only", default="", help="one of kg, oxigraph, rdflib")
    options.add_argument("--cold", action="store_true", help="make every text another, so that nothing is kept")
    given = options.parse_args()
    asked = texts(_SLUG)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "all.nq"
        _export(given.store, data)
        expected = _expected(given.store, asked)
        rows = []
        for name, start in _servers(given.store, data, Path(folder), given.rdflib):
            if given.only in ("", name):
                with start as (address, process):
                    rows.append(_measured(name, address, process, asked, expected, given))
                    print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    print(json.dumps(describe()), file=sys.stderr)
    print(table(rows))
    return 0


# ---------------------------------------------------------------- servers


def _export(store: Path, data: Path) -> None:
    call = [sys.executable, "-m", "kg", "export", "--store", str(store), "-o", str(data)]
    subprocess.run(call, check=True, capture_output=True, env=_environment())


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(_ROOT)}


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _servers(store: Path, data: Path, folder: Path, python: str) -> Iterator[tuple[str, object]]:
    port = _free()
    kg = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port), "--query-time", "10"]
    yield "kg", _running(kg, f"http://127.0.0.1:{port}/sparql", folder)
    oxigraph = str(Path(sys.executable).with_name("oxigraph"))
    database = folder / "oxigraph"
    load = [oxigraph, "load", "--location", str(database), "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    port = _free()
    serve = [oxigraph, "serve", "--location", str(database), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    yield "oxigraph", _running([*serve, "--timeout-s", "10"], f"http://127.0.0.1:{port}/query", folder)
    if python:
        port = _free()
        script = folder / "rdflib_server.py"
        script.write_text(_RDFLIB.format(data=str(data), port=port), encoding="utf-8")
        yield "rdflib", _running([python, str(script)], f"http://127.0.0.1:{port}/", folder)


_RDFLIB = """
import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)
data.parse({data!r}, format="nquads")
uvicorn.run(SparqlEndpoint(graph=data), host="127.0.0.1", port={port}, log_level="error")
"""


@contextmanager
def _running(call: list[str], address: str, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    log = folder / "log"
    with log.open("ab") as errors:
        process = subprocess.Popen(
            call, stdout=errors, stderr=errors, env=_environment(), cwd=folder, start_new_session=True
        )
    try:
        parts = urlsplit(address)
        for _ in range(1200):
            with socket.socket() as link:
                if link.connect_ex((parts.hostname, parts.port)) == 0:
                    break
            if process.poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8")[-2000:])
            time.sleep(0.1)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# ---------------------------------------------------------------- what is right


def _expected(store: Path, asked: dict[str, str]) -> dict[str, list[Row]]:
    """The rows of each named query, sorted, as the engine gives them without a server."""
    from kg.query.formats import to_json
    from kg.store import open_store

    opened = open_store(store, read_only=True)
    try:
        return {name: _rows(json.loads(to_json(opened.select(text)))) for name, text in asked.items()}
    finally:
        opened.close()


def _rows(answer: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> list[Row]:
    """The rows, sorted; blank nodes have no name, and languages no case."""
    names = sorted({name for row in answer["results"]["bindings"] for name in row})
    return sorted(tuple(_term(row.get(name)) for name in names) for row in answer["results"]["bindings"])


def _term(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return "_" if term["type"] == "bnode" else term["value"]


# ---------------------------------------------------------------- clients


async def _post(address: str, query: str, late: float) -> tuple[int, bytes]:
    """Ask on a connection of its own; status and body. Raises TimeoutError and OSError, EOFError for a cut answer."""
    parts = urlsplit(address)
    async with asyncio.timeout(late):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            body = urlencode({"query": query}).encode()
            head = (
                f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: application/sparql-results+json\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            return await _reply(reader)
        finally:
            writer.close()


async def _reply(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    status = int(head[0].split(" ")[1])
    headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
    if "content-length" in headers:
        return status, await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding") != "chunked":
        return status, await reader.read()
    size, kept = 0, []
    while length := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        piece = (await reader.readexactly(length + 2))[:-2]
        size += len(piece)
        if size < 1 << 24:
            kept.append(piece)
    return status, b"".join(kept)


class _Crowd:
    """Clients that ask until the time is over."""

    def __init__(self, address: str, asked: dict[str, str], expected: dict[str, list[Row]], cold: bool) -> None:
        self.address, self.asked, self.expected, self.cold, self.load = address, asked, expected, cold, Load()
        self._number = 0

    async def named(self, name: str, store: list[float]) -> None:
        """Ask a named query and check the answer."""
        self._number += 1
        text = f"{self.asked[name]}\n# {self._number}" if self.cold else self.asked[name]
        began = time.monotonic()
        try:
            for _ in range(20):
                status, body = await _post(self.address, text, _LATE)
                if status != 503:
                    break
                self.load.outcomes["told to come again"] += 1
                await asyncio.sleep(1)
        except TimeoutError:
            self.load.outcomes["lost"] += 1
            return
        except (OSError, EOFError, ValueError):
            self.load.outcomes["broken"] += 1
            return
        store.append(time.monotonic() - began)
        if status != 200:
            self.load.outcomes["refused" if status == 503 else f"status {status}"] += 1
        elif _rows(json.loads(body)) != self.expected[name]:
            self.load.outcomes["wrong"] += 1
        else:
            self.load.outcomes["right"] += 1

    async def hostile(self, chance: random.Random) -> None:
        """Ask a hostile query; any end is one."""
        self._number += 1
        text = f"{chance.choice(HOSTILE)} # {self._number}"
        try:
            status, _ = await _post(self.address, text, _PATIENCE)
            self.load.hostile[str(status)] += 1
        except TimeoutError:
            self.load.hostile["left"] += 1
        except (OSError, EOFError, ValueError):
            self.load.hostile["cut"] += 1

    async def client(self, seed: int, end: float, think: float) -> None:
        """One client."""
        chance = random.Random(seed)
        await asyncio.sleep(chance.random() * think)
        while time.monotonic() < end:
            if chance.random() < _HOSTILE:
                await self.hostile(chance)
            else:
                await self.named(chance.choice(list(self.asked)), self.load.seconds)
            await asyncio.sleep(chance.expovariate(1 / think))


def _measured(
    name: str, address: str, process: subprocess.Popen[bytes], asked: dict[str, str], expected: dict[str, list[Row]],
    given: argparse.Namespace,
) -> dict[str, object]:  # fmt: skip
    crowd = _Crowd(address, asked, expected, given.cold)
    quiet: list[float] = []

    async def run() -> None:
        alone = time.monotonic() + _ALONE
        for query in [*asked, *asked]:
            if time.monotonic() < alone:
                await crowd.named(query, quiet)
        del quiet[: len(asked) if len(quiet) > len(asked) else 0]  # the first round warms up
        crowd.load = Load()
        end = time.monotonic() + given.seconds
        clients = [asyncio.create_task(crowd.client(seed, end, given.think)) for seed in range(given.clients)]
        watch = asyncio.create_task(_watch(process.pid, crowd.load))
        await asyncio.gather(*clients)
        watch.cancel()

    asyncio.run(run())
    load = crowd.load
    third = max(1, len(load.memory) // 3)
    return {
        "server": name,
        "alone": _percentile(quiet, 0.95),
        "alone50": _percentile(quiet, 0.5),
        "p50": _percentile(load.seconds, 0.5),
        "p95": _percentile(load.seconds, 0.95),
        "answers": len(load.seconds),
        "outcomes": dict(load.outcomes),
        "hostile": dict(load.hostile),
        "memory": [max(part, default=0) >> 20 for part in (load.memory[:third], load.memory[-third:])],
        "peak": max(load.memory, default=0) >> 20,
    }


def _percentile(values: list[float], part: float) -> float:
    return round(sorted(values)[int(len(values) * part)], 4) if values else float("nan")


async def _watch(pid: int, load: Load) -> None:
    while True:
        load.memory.append(await asyncio.to_thread(_memory, pid))
        await asyncio.sleep(_SLICE)


def _memory(root: int) -> int:
    """The memory of a process and all that it started, shared pages counted once (PSS)."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, rest = stat.read_text(encoding="utf-8", errors="replace").partition(" (")
            parents[int(pid)] = int(rest.rpartition(") ")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    family, before = {root}, 0
    while len(family) != before:
        before = len(family)
        family |= {pid for pid, parent in parents.items() if parent in family}
    return sum(_share(pid) for pid in family)


def _share(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def table(rows: list[dict[str, object]]) -> str:
    """The rows as Markdown."""
    names = ["server", "alone p50, p95 (s)", "under load p50, p95 (s)", "named answers", "hostile ones ended"]
    head = f"| {' | '.join([*names, 'MB at first, at last'])} |"
    lines = [head, "|" + "---|" * 6]
    for row in rows:
        ends = ", ".join(f"{n} {what}" for what, n in dict(row["outcomes"]).items())  # type: ignore[call-overload]
        bad = ", ".join(f"{n} {what}" for what, n in dict(row["hostile"]).items())  # type: ignore[call-overload]
        alone, load = f"{row['alone50']}, {row['alone']}", f"{row['p50']}, {row['p95']}"
        lines.append(f"| {row['server']} | {alone} | {load} | {ends} | {bad} | {row['memory']} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
