"""Runs as a service: starting, health, logs, stopping, and what strange clients do to it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from live import TOKEN, Live, started

from kg import resources
from kg.namespaces import (
    HISTORY_GRAPH,
    INFERRED_GRAPH,
    RECURRENCE_GRAPH,
    RESPONSE_GRAPH_PREFIX,
    SUMMARY_GRAPH_PREFIX,
)
from kg.serve.run import checked
from kg.serve.settings import Settings
from kg.store import open_store

Run = Callable[..., tuple[str, str]]
NEW = 'FILTER (CONTAINS(LCASE(STR(?o)), "standing agenda note"))'


def state(name: str) -> str:
    """A query for what is to be of one state: a response, its summary, and what follows from all."""
    counts = {
        "size": f"GRAPH <{RESPONSE_GRAPH_PREFIX}{name}> {{ ?s ?p ?o }}",
        "text": f"GRAPH <{RESPONSE_GRAPH_PREFIX}{name}> {{ ?s ?p ?o {NEW} }}",
        "summary": f"GRAPH <{SUMMARY_GRAPH_PREFIX}{name}> {{ ?s ?p ?o {NEW} }}",
        "links": f"GRAPH <{RECURRENCE_GRAPH}> {{ ?s ?p ?o }}",
        "inferred": f"GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }}",
        "acts": f"GRAPH <{HISTORY_GRAPH}> {{ ?s ?p ?o }}",
    }
    parts = [f"{{ SELECT (COUNT(*) AS ?{column}) {{ {where} }} }}" for column, where in counts.items()]
    return f"SELECT * {{ {' '.join(parts)} }}"


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }"


@pytest.fixture(scope="module")
def strange(five_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("strange")
    store = Path(shutil.copytree(five_folder, folder / "store"))
    with started(store, folder, workers=2, query_time=5) as server:
        yield server


# ---------------------------------------------------------------- starting


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--store", "none"], "none: there is no store here"),
        (["--store", "none", "--writable"], "a server that can be written to needs a token"),
        (["--token-file", "none"], "none: the token cannot be read (No such file or directory)"),
        (["--query-time", "0"], "a limit of nothing lets nothing through"),
        (["--host", "256.0.0.1"], "256.0.0.1:8000: the server cannot listen there"),
    ],
)
def test_a_wrong_call_is_one_clear_error(kg: Run, five_folder: Path, words: list[str], told: str) -> None:
    _, err = kg("serve", "--store", five_folder, *words, exits=2)
    assert err.startswith(f"kg: {told}")
    assert err.count("\n") == 1


def test_a_port_in_use_is_one_clear_error(kg: Run, five_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _, err = kg("serve", "--store", five_folder, "--port", port, exits=2)
    assert err.startswith(f"kg: 127.0.0.1:{port}: the server cannot listen there (Address already in use)")


def test_a_store_that_is_in_use_is_one_clear_error(own_folder: Path, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(TOKEN, encoding="utf-8")
    store = open_store(own_folder)
    store.update("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }")
    for words in (["--writable", "--token-file", str(token)], []):
        call = [sys.executable, "-m", "kg", "serve", "--store", str(own_folder), "--port", "0", *words]
        ended = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)
        assert ended.returncode == 2
        assert "the store is in use by another program" in ended.stderr
        assert ended.stderr.count("\n") == 1
    store.close()
    assert [path.name for path in tmp_path.iterdir() if "kg-serve" in path.name] == []


def test_settings_are_checked(five_folder: Path) -> None:
    assert checked(Settings(str(five_folder))).store == str(five_folder.resolve())
    assert checked(Settings("http://localhost:1")).remote


# ---------------------------------------------------------------- stopping


def test_it_finishes_what_runs_and_leaves_nothing_behind(own_folder: Path, tmp_path: Path) -> None:
    stale = own_folder.with_name(f".{own_folder.name}.kg-serve-1")
    stale.mkdir()
    (stale / "lock").touch()
    with started(own_folder, tmp_path, workers=2, query_time=4) as server:
        assert not stale.exists()
        assert [path for path in tmp_path.iterdir() if "kg-serve" in path.name]
        with socket.create_connection(("127.0.0.1", server.port)) as link:
            link.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            answer = b"".join(iter(lambda: link.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"longer than 4 seconds" in answer
        assert server.process.wait(30) == 0
        lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["start", "request", "stop"]
    assert [path.name for path in tmp_path.iterdir() if "kg-serve" in path.name] == []
    assert server.workers() == []


def test_ctrl_c_stops_it_too(own_folder: Path, tmp_path: Path) -> None:
    with started(own_folder, tmp_path, workers=1) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 0


def test_a_server_that_was_killed_leaves_no_process_and_no_harm(own_folder: Path, tmp_path: Path) -> None:
    with started(own_folder, tmp_path, workers=2) as server:
        assert server.update("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }").status == 204
        pids = server.workers()
        server.process.kill()
        server.process.wait(10)
    end = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    with started(own_folder, tmp_path, workers=1, writable=False) as server:
        assert server.query("ASK { GRAPH <a:g> { <a:a> <a:b> 1 } }").json()["boolean"] is True
        assert len([path for path in tmp_path.iterdir() if "kg-serve" in path.name]) == 1


# ---------------------------------------------------------------- starting


def quads(server: Live) -> float:
    """How many quads the server tells, once it has counted them."""
    end = time.monotonic() + 30
    while not server.metric("kg_store_quads") and time.monotonic() < end:
        time.sleep(0.1)
    return server.metric("kg_store_quads")


def test_the_first_view_is_ready_soon_after_the_start(own_folder: Path, tmp_path: Path) -> None:
    with started(own_folder, tmp_path, workers=2, writable=False) as server:
        assert quads(server) > 20000  # they are counted after the first view
        assert server.metric("kg_cache_hits") == 0
        assert server.get("/api/overview").json()["counts"]
        assert server.metric("kg_cache_hits") == (1 if resources.web() else 0)


# ---------------------------------------------------------------- health, metrics, logs


def test_health_and_metrics(strange: Live) -> None:
    assert strange.get("/healthz").text == "alive\n"
    assert strange.get("/readyz").json()["ready"] is True
    strange.get("/api/about")
    text = strange.get("/metrics").text
    for name in (
        'kg_requests_total{route="/api/about",status="200"}', "kg_request_seconds_bucket", "kg_queries_running",
        "kg_queries_queued", "kg_worker_starts", "kg_store_quads", "kg_data_version", "kg_cache_hits",
    ):  # fmt: skip
        assert name in text
    assert quads(strange) > 20000
    for number in range(50):
        strange.get(f"/api/{number}")
        strange.ask(f"M{number}", f"/{number}")
    assert strange.get("/metrics").text.count("kg_requests_total{") < 30


def test_what_is_asked_is_not_logged(strange: Live, own_folder: Path, tmp_path: Path) -> None:
    strange.query("SELECT ?secret { ?secret a insp:System }")
    assert "secret" not in strange.log.read_text(encoding="utf-8")
    with started(own_folder, tmp_path, "--log-queries", "--log-format", "text", workers=1) as server:
        server.query("SELECT ?open { ?open a insp:System }")
        server.stop()
        words = server.log.read_text(encoding="utf-8")
    assert "%3Fopen" in words
    assert 'route="/sparql"' in words


# ---------------------------------------------------------------- strange clients


def raw(live: Live, data: bytes, seconds: float = 20) -> bytes:
    """Send bytes; everything that comes back until the server closes or says no more for a second."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=seconds) as link:
        link.sendall(data)
        link.settimeout(2)
        found = b""
        try:
            while part := link.recv(65536):
                found += part
        except (TimeoutError, ConnectionResetError):
            pass
        return found


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /sparql?query=ASK%7B%7D%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET /id/%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET /sparql HTTP/1.1\r\nHost: x\"><script>\r\n\r\n", b"400"),
        (b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET /assets/%2e%2e%2f%2e%2e%2fpyproject.toml HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 1_000_000 + b"\r\n\r\n", b"400"),
        (b"GET /?" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: \xff\xfe\r\nContent-Length: 2\r\n\r\n{}", b"400"),
        (b"GET /api/about HTTP/1.1\r\nHost: x\r\nIf-None-Match: \xff\r\n\r\n", b"200"),
        (b"DELETE /data?graph=a:b HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\n\r\n", b"401"),
    ],
)  # fmt: skip
def test_malformed_requests_get_a_status_and_nothing_else(strange: Live, sent: bytes, status: bytes) -> None:
    got = raw(strange, sent)
    assert got.split(b" ")[1] == status, got[:300]
    head = got.partition(b"\r\n\r\n")[0].lower()
    assert b"x-evil" not in head
    assert b"set-cookie" not in head
    assert b"Traceback" not in got
    assert b"root:" not in got
    assert strange.get("/healthz").status == 200


def test_bodies_that_are_too_long_are_refused(strange: Live) -> None:
    for target, media in (("/sparql", "application/sparql-query"), ("/q", "text/plain")):
        got = strange.ask("POST", target, headers={"Content-Type": media, "Content-Length": str(100 << 20)})
        assert got.status == 413
    with socket.create_connection(("127.0.0.1", strange.port)) as link:  # chunked: its length is not told
        link.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        link.settimeout(5)
        try:
            for _ in range(100):
                link.sendall(b"100000\r\n" + b"a" * (1 << 20) + b"\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        with contextlib.suppress(ConnectionResetError):
            assert link.recv(1000).startswith(b"HTTP/1.1 413")
    got = strange.ask(
        "POST", "/data?graph=a:b", headers={"Content-Type": "text/turtle", "Content-Length": str(1 << 30)}
    )
    assert got.status == 401
    assert strange.get("/healthz").status == 200


def test_heads_that_come_slowly_do_not_come_at_all(strange: Live) -> None:
    links = [socket.create_connection(("127.0.0.1", strange.port)) for _ in range(20)]
    for link in links:
        link.sendall(b"GET / HTT")
    assert strange.get("/healthz").status == 200
    time.sleep(8)
    for link in links:
        link.sendall(b"P")
    time.sleep(8.5)
    for link in links:
        link.settimeout(1)
        assert link.recv(10) == b""
        link.close()


def test_deep_queries_harm_nobody(strange: Live) -> None:
    for text in (
        "SELECT * " + "{" * 20000 + "}" * 20000,
        "ASK { FILTER" + "(" * 20000 + "1" + ")" * 20000 + "}",
        "SELECT * { ?s " + "/".join(["?p"] * 5) + " ?o }",
        "SELECT * { ?s " + "(" * 5000 + "a" + ")" * 5000 + " ?o }",
    ):
        got = strange.ask("POST", "/sparql", headers={"Content-Type": "application/sparql-query"}, body=text)
        assert got.status in (200, 400, 503)
    # quotations without an end, which a reader of tokens looks for again and again
    for target in ("/sparql", "/q"):
        body = "SELECT * { " + '"' + '\\"' * 30000
        began = time.monotonic()
        with ThreadPoolExecutor(1) as clients:
            asked = clients.submit(
                strange.ask, "POST", target, headers={"Content-Type": "application/sparql-query"}, body=body
            )
            time.sleep(0.3)
            assert strange.get("/healthz").status == 200
            assert time.monotonic() - began < 3
            assert asked.result().status in (400, 413, 503)
    assert strange.query("ASK {}").json()["boolean"] is True


# ---------------------------------------------------------------- submissions


def test_a_submission_lands_whole_under_the_eyes_of_readers(strange: Live) -> None:
    name = "2010-local-immigration-teams"
    source = (resources.responses() / f"{name}.txt").read_bytes()
    drafted = strange.ask("POST", f"/api/draft?name={name}.txt", body=source)
    assert drafted.status == 200, drafted.text
    turtle = drafted.json()["turtle"].replace("standing agenda item", "standing agenda note")
    checked_ = strange.ask("POST", "/api/validate?name=draft.ttl", body=turtle)
    assert (checked_.status, checked_.json()["conforms"]) == (200, True)
    assert strange.ask("POST", "/api/submit?name=draft.ttl", body=turtle).status == 401
    over, seen = threading.Event(), []

    def look() -> tuple[int, ...]:
        (row,) = strange.query(state(name)).json()["results"]["bindings"]
        return tuple(int(row[column]["value"]) for column in ("size", "text", "summary", "links", "inferred", "acts"))

    def reader() -> None:
        while not over.is_set():
            seen.append(look())

    before = look()
    reading = threading.Thread(target=reader)
    reading.start()
    done = strange.ask("POST", "/api/submit?name=draft.ttl&by=Reader", body=turtle, token=True)
    over.set()
    reading.join()
    assert done.status == 200, done.text
    told = done.json()
    assert (told["outcome"], told["validation"]["conforms"]) == ("stored", True)
    assert told["report"]["path"] == f"/report/{name}"
    assert told["added"] > 0
    wrong = turtle.replace("insp:planned", "insp:palnned", 1)
    refused = strange.ask("POST", "/api/submit?name=draft.ttl", body=wrong, token=True).json()
    assert (refused["outcome"], refused["validation"]["conforms"]) == ("refused", False)
    assert refused["added"] == refused["removed"] == 0
    after = look()
    assert before[1:3] == (0, 0)
    assert min(after[0], *after[1:4]) > 0  # the new words are in the response and in its summary
    assert after[5] > before[5]
    assert {*seen} <= {before, after}  # response, summary, links, conclusions and history are of one state
    found = strange.query(f"ASK {{ GRAPH <{HISTORY_GRAPH}> {{ ?act prov:endedAtTime ?when }} }}")
    assert found.json()["boolean"] is True


def test_what_is_no_submission_is_told(strange: Live) -> None:
    for body, name, status in (("<a:a> <a:b> ", "a.ttl", 422), ("x", "a.exe", 400), ("<a:a> <a:b> 1 .", "a.ttl", 422)):
        got = strange.ask("POST", f"/api/submit?name={name}", body=body, token=True)
        assert got.status in (status, 200), got.text
        assert "Traceback" not in got.text


def test_serving_is_a_verb_of_python(tmp_path: Path, five_folder: Path) -> None:
    code = f"import kg; kg.serve({str(five_folder)!r}, port=0, workers=1, announce=lambda at: print(at, flush=True))"
    environment = {**os.environ, "PYTHONPATH": str(resources.root())}
    call = [sys.executable, "-c", code]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip().rstrip("/")
            with urlopen(f"{address}/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D", timeout=60) as answer:
                assert b"true" in answer.read()
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
