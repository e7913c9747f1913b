"""Clients that ask named queries and hostile ones, and check each answer; the memory of a server meanwhile."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

_HOSTILE = 0.05  # of the questions
_PATIENCE = 10.0  # seconds after which a client leaves a hostile question
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


def expected_rows(store: Path, asked: dict[str, str]) -> dict[str, list[Row]]:
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


async def _post(address: str, query: str, late: float, *, keep: bool = True) -> tuple[int, bytes]:
    """Ask on a connection of its own; status and body, without which `keep` is false. Raises TimeoutError and OSError,
    EOFError for a cut answer."""
    parts = urlsplit(address)
    async with asyncio.timeout(late):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)
        try:
            body = urlencode({"query": query}).encode()
            head = (
                f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: application/sparql-results+json\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            return await _reply(reader, keep)
        finally:
            writer.close()


async def _reply(reader: asyncio.StreamReader, keep: bool) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    status = int(head[0].split(" ")[1])
    headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
    if "content-length" in headers:
        return status, await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding") != "chunked":
        return status, await reader.read()
    if not keep:  # read as cheaply as can be: the time that it takes here is not the server's
        end = b""
        while piece := await reader.read(1 << 20):
            end = (end + piece[-5:])[-5:]
        if end != b"0\r\n\r\n":
            raise EOFError
        return status, b""
    size, kept = 0, []
    while length := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        piece = (await reader.readexactly(length + 2))[:-2]
        size += len(piece)
        if size < 1 << 24:
            kept.append(piece)
    return status, b"".join(kept)


class Crowd:
    """Clients that ask until the time is over."""

    def __init__(self, address: str, asked: dict[str, str], expected: dict[str, list[Row]], cold: bool) -> None:
        self.address, self.asked, self.expected, self.cold, self.load = address, asked, expected, cold, Load()
        self._number = 0
        self._known: dict[tuple[str, bytes], bool] = {}

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
        else:
            self.load.outcomes["right" if self._is_right(name, body) else "wrong"] += 1

    def _is_right(self, name: str, body: bytes) -> bool:
        """Whether a body holds the rows expected. One that came before is not read again: while this process reads, the
        replies to the other clients wait, and their time is not the server's."""
        answer = name, hashlib.sha256(body).digest()
        if answer not in self._known:
            self._known[answer] = _rows(json.loads(body)) == self.expected[name]
        return self._known[answer]

    async def hostile(self, chance: random.Random) -> None:
        """Ask a hostile query; any end is one."""
        self._number += 1
        text = f"{chance.choice(HOSTILE)} # {self._number}"
        try:
            status, _ = await _post(self.address, text, _PATIENCE, keep=False)
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


async def watch(pid: int, load: Load) -> None:
    """Note the memory of a process and its children until cancelled."""
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
