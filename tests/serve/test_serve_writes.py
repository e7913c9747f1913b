"""What readers see while and after something is written."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from live import Got, Live, started
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT

from kg.errors import StoreError
from kg.serve import permalinks, uploads
from kg.serve import writer as writer_
from kg.serve.replies import Problem, problem_of
from kg.serve.running import Stopped
from kg.serve.settings import Settings
from kg.serve.snapshots import Generation
from kg.serve.writer import Writer

WRITE = "INSERT DATA {{ GRAPH <a:w> {{ <a:a> <a:b> {n} }} }}"
SEEN = "ASK {{ GRAPH <a:w> {{ <a:a> <a:b> {n} }} }}"
LONG = """INSERT { GRAPH <a:w> { <a:a> <a:c> ?n } } WHERE {
  SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i } FILTER (?c != ?f) } }"""


def test_readers_do_not_wait_for_a_write(own_folder: Path, tmp_path: Path) -> None:
    with started(own_folder, tmp_path, workers=2, query_time=0.5) as server:
        server.query("SELECT * { ?s a insp:System }")
        got: list[Got] = []

        def write() -> None:
            got.append(server.update(WRITE.format(n=1)))
            got.append(server.update(LONG))

        writing = threading.Thread(target=write)
        writing.start()
        while not got:
            time.sleep(0.01)
        time.sleep(0.3)
        began = time.monotonic()
        assert server.query(SEEN.format(n=1)).json()["boolean"] is True
        assert server.get("/readyz").status == 200
        assert server.query("SELECT * { ?s a insp:System }").status == 200
        assert time.monotonic() - began < 2
        assert writing.is_alive()
        writing.join()
        assert [one.status for one in got] == [204, 503]
        told = "the update was stopped: it took longer than 5 seconds; look whether it was written"
        assert got[1].text.startswith(told)
        assert server.update(WRITE.format(n=2)).status == 204
        assert server.query(SEEN.format(n=2)).json()["boolean"] is True


@pytest.fixture(scope="module")
def void(small: Live) -> str:
    return f"{small.address}/.well-known/void#dataset"


def test_every_page_tells_one_version(small: Live, void: str) -> None:
    seen = set()
    for number in range(3):
        assert small.update(WRITE.format(n=number)).status == 204
        about = small.get("/api/about")
        ready = str(small.get("/readyz").json()["dataVersion"])
        described = Graph().parse(data=small.get("/.well-known/void", "text/turtle").text, format="turtle")
        (version,) = described.objects(URIRef(void), URIRef(f"{DCAT}version"))
        assert [about.json()["store"]["dataVersion"], about.headers["X-Data-Version"], str(version)] == [ready] * 3
        seen.add(ready)
    assert len(seen) == 3


def test_what_readers_cannot_see_yet_is_told_and_shown_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_, "_AGAIN", 0.01)
    tries: list[int] = []

    class Quick(Writer):
        async def _do(self, job: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
            return {}, b""

    async def show(take: object) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise StoreError("no space left")

    async def write() -> None:
        writer = Quick(Settings("store"), None, lambda reason: None)  # type: ignore[arg-type]
        writer.show = show
        with pytest.raises(StoreError, match="it was written, but no snapshot can be made") as failed:
            await writer.run({"do": "update"})
        problem = problem_of(failed.value, Settings("store"))
        assert problem is not None
        assert (problem.status, problem.told["what"]) == (503, failed.value.what)
        await asyncio.sleep(0.2)
        assert len(tries) == 3
        assert await writer.run({"do": "update"}) == ({}, b"")

    asyncio.run(write())


def test_what_was_tried_on_other_data_is_tried_again() -> None:
    class Quick(Writer):
        async def _do(self, job: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
            return job, b""

    async def write() -> None:
        writer = Quick(Settings("store"), None, lambda reason: None)  # type: ignore[arg-type]
        for known, since, done in ((7, 7, "stored"), (8, 7, "posted"), (None, None, "posted")):
            writer.version = lambda known=known: known  # type: ignore[misc]
            assert (await writer.run({"do": "stored"}, since=since, otherwise={"do": "posted"}))[0] == {"do": done}

    asyncio.run(write())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Stopped("time", "request", seconds=120), "the request was stopped: it took longer than 120 seconds"),
        (Stopped("time"), "the query was stopped: it took longer than 30 seconds; ask for less: name a class"),
        (Stopped("memory", "update", memory=1 << 32), "the update was stopped: it needs more than 4,096 MB of memory"),
        (Stopped("whole", memory=1 << 26), "the answer is longer than the 64 MB that can be given over HTTP/1.0"),
        (Stopped("crash", "update"), "the process that worked on the request ended by itself; look whether it was"),
        (Stopped("shutdown", "update"), "the server is stopping; look whether it was written"),
        (StoreError("there is no space", mend="make some"), "there is no space; make some"),
    ],
)
def test_who_is_stopped_is_told_the_limit_that_was_met(error: Exception, told: str) -> None:
    problem = problem_of(error, Settings("store"))
    assert problem is not None
    assert f"{problem.told['what']}; {problem.told['mend']}".startswith(told)
    assert problem.status == (400 if "memory" in told or "HTTP" in told else 503)


# ---------------------------------------------------------------- kept queries


def test_a_query_is_kept_with_the_version_that_its_keeper_saw(small: Live) -> None:
    first = small.ask("POST", "/q", body="ASK { ?kept ?p ?o }").json()
    assert small.update(WRITE.format(n=77)).status == 204
    second = small.ask("POST", "/q", body="ASK { ?kept ?p ?o }").json()
    assert first["path"] != second["path"]
    now = small.get("/readyz").json()["dataVersion"]
    for kept, same in ((first, False), (second, True)):
        told = small.get(kept["path"], "application/json").json()
        assert (told["dataVersion"] == now, told["sameData"]) == (same, same)
        given = small.get(kept["path"], "application/sparql-query")
        assert given.headers["X-Data-Version"] == str(kept["dataVersion"])


class _Request:
    """As much of a request as keeping a query looks at."""

    client = None

    def __init__(self, body: bytes = b"", name: str = "") -> None:
        self._body, self.path_params, self.headers = body, {"name": name}, {"accept": "application/json"}
        self.base_url, self.query_params = "http://x/", {"format": "json"}

    async def stream(self):  # type: ignore[no-untyped-def]
        yield self._body


class _Nothing:
    """The answer of a worker that finds nothing wrong."""

    async def pieces(self):  # type: ignore[no-untyped-def]
        return
        yield b""


class _Server:
    """A server over a store whose version is not known."""

    class snapshots:
        @staticmethod
        def current():  # type: ignore[no-untyped-def]
            return Generation("http://x", None, 0.0)

    class pool:
        @staticmethod
        @contextlib.asynccontextmanager
        async def run(job, body):  # type: ignore[no-untyped-def]
            yield _Nothing()


def _kept(file: Path, *texts: bytes) -> permalinks.Permalinks:
    kept = permalinks.Permalinks(_Server(), None, file)  # type: ignore[arg-type]
    for text in texts:
        assert asyncio.run(kept.make(_Request(text))).status_code == 201  # type: ignore[arg-type]
    return kept


def test_a_line_that_was_cut_harms_no_other(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    _kept(file, b"ASK { 1 }")
    file.write_bytes(file.read_bytes() + b'{"id": "torn')
    _kept(file, b"ASK { 2 }")
    kept = _kept(file)
    names = [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines() if "torn" not in line]
    assert len(names) == 2
    for name in names:
        told = asyncio.run(kept.give(_Request(name=name)))  # type: ignore[arg-type]
        assert json.loads(bytes(told.body))["sameData"] is None
        request = _Request(name=name)
        request.query_params = {"format": "text"}
        assert "x-data-version" not in asyncio.run(kept.give(request)).headers  # type: ignore[arg-type]


def test_so_many_bytes_of_queries_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permalinks, "_FULL", 200)
    kept = _kept(tmp_path / "queries.jsonl", b"ASK { 1 }")
    with pytest.raises(Problem, match="no more queries"):
        asyncio.run(kept.make(_Request(b"ASK { 2 }")))  # type: ignore[arg-type]
    assert (tmp_path / "queries.jsonl").stat().st_size < 200


# ---------------------------------------------------------------- what is handed in


def _files(folder: Path) -> list[int]:
    """The processes that hold a file that was handed in."""
    try:
        return [int(path.parents[1].name) for path in folder.rglob("*.txt")]
    except FileNotFoundError:  # a folder went away while it was looked into
        return _files(folder)


def _wait(check, seconds: float = 10) -> bool:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not check() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(check())


def test_what_is_handed_in_is_forgotten_however_it_ends(own_folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    stale = temporary / "kg-serve-uploads-stale"
    stale.mkdir()
    (stale / "lock").touch()
    text = "Recommendation 1: do it. " * 60_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        with started(own_folder, tmp_path, workers=1, writable=False) as server:
            (folder,) = temporary.iterdir()
            with ThreadPoolExecutor(1) as clients:
                asked = clients.submit(server.ask, "POST", "/api/draft?name=a.txt", body=text)
                assert _wait(lambda: _files(temporary))
                os.kill(_files(temporary)[0], signal.SIGKILL)
                assert asked.result().status == 503
            assert _wait(lambda: not _files(temporary))
            assert [path.name for path in temporary.iterdir()] == [folder.name]
            with ThreadPoolExecutor(1) as clients:
                clients.submit(server.ask, "POST", "/api/draft?name=b.txt", body=text)
                assert _wait(lambda: _files(temporary))
                server.process.kill()
                server.process.wait(10)
            assert _wait(lambda: not list(temporary.iterdir()))
        with started(own_folder, tmp_path, workers=1, writable=False) as server:
            assert len(list(temporary.iterdir())) == 1
            assert server.stop() == 0
            assert not list(temporary.iterdir())


def test_the_folder_of_a_server_that_lives_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first, second = uploads.Uploads(), uploads.Uploads()
    first.start()
    (tmp_path / "kg-serve-uploads-new").mkdir()
    second.start()
    assert first.folder is not None
    assert first.folder.is_dir()
    monkeypatch.setenv(uploads.VARIABLE, str(first.folder))
    uploads.enter()
    with tempfile.NamedTemporaryFile() as file:
        assert Path(file.name).parent == first.folder / str(os.getpid())
    uploads.forget(os.getpid())
    assert sorted(path.name for path in first.folder.iterdir()) == ["lock"]
    first.stop()
    second.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["kg-serve-uploads-new"]


def test_few_long_bodies_are_taken_at_once(small: Live) -> None:
    links = []
    for _ in range(4):
        link = small.begin("POST", "/api/draft?name=a.txt", 2 << 20)
        link.sendall(b"a" * (1 << 10))
        links.append(link)
    time.sleep(0.3)
    # the head alone: who goes on sending may find the line cut before the answer is read
    with small.begin("POST", "/api/draft?name=a.txt", 2 << 20) as refused:
        head = refused.recv(1 << 16).lower()
    assert head.startswith(b"http/1.1 503 ")
    assert b"\r\nretry-after: 10\r\n" in head
    assert small.ask("POST", "/api/draft?name=a.txt", body=b"a").status != 503
    text = WRITE.format(n=1) + " " * (2 << 20)
    assert small.update(text).status == 204  # who may write has places of their own
    for link in links:
        link.close()
    assert _wait(lambda: not _is_full(small))


def _is_full(server: Live) -> bool:
    """Whether a long body is refused: by an answer, or by a line that is cut before all of it is sent."""
    try:
        return server.ask("POST", "/api/draft?name=a.txt", body=b"a" * (2 << 20)).status == 503
    except (BrokenPipeError, ConnectionResetError):
        return True
