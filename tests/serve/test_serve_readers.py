"""Clients that read slowly, or not at all, and connections that are too many."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import repeat
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from live import Live

from kg.serve import answers, connections, lanes, pipe, running
from kg.serve.app import App
from kg.serve.lanes import Lanes
from kg.serve.nursery import Nursery, Worker
from kg.serve.pipe import Unsent
from kg.serve.running import READER, Running
from kg.serve.settings import Settings
from kg.serve.watching import Log, Metrics, Watched

LONG = "SELECT ?a ?t (CONCAT(?t, ?t, ?t) AS ?u) { ?a ?b ?c . ?r a insp:Recommendation ; insp:text ?t } LIMIT 19000"
COUNT = "SELECT (COUNT(*) AS ?n{n}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }}"


@contextmanager
def reader(live: Live, query: str) -> Iterator[socket.socket]:
    """A client that has sent its query, and that the system buffers little for."""
    with socket.socket() as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.connect(("127.0.0.1", live.port))
        link.settimeout(60)
        link.sendall(f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        yield link


def rest(link: socket.socket) -> bytes:
    """What comes until the last chunk, or until the server breaks off."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    found = bytearray()
    while not found.endswith(b"\r\n0\r\n\r\n") and (part := link.recv(1 << 16)):
        found += part
    return bytes(found)


def test_a_slow_reader_is_no_slow_query(five_live: Live) -> None:
    with reader(five_live, LONG) as one, reader(five_live, f"{LONG} # again") as two:
        time.sleep(5)  # a query may take three seconds
        got = five_live.query(COUNT.format(n=3000))  # the slow lane is free
        assert got.text.startswith("the query was stopped: it took longer than 3 seconds")
        assert five_live.query("ASK {}").status == 200
        for whole in (rest(one), rest(two)):
            assert whole.startswith(b"HTTP/1.1 200")
            assert len(whole) > 12_000_000  # more than systems buffer
            assert whole.endswith(b"\r\n0\r\n\r\n")


MIDDLE = "SELECT ?a ?t ?u { ?a ?b ?c . ?r a insp:Recommendation ; insp:text ?t } LIMIT 12000"  # 3 MB


def test_answers_that_nobody_takes_keep_no_worker(five_live: Live) -> None:
    with ExitStack() as stack:
        for number in range(4):  # two workers
            stack.enter_context(reader(five_live, f"{MIDDLE} # {number}"))
            time.sleep(1)
        assert five_live.query("ASK {}").status == 200
        assert five_live.metric("kg_queries_running") == 0
        got = five_live.query(COUNT.format(n=4000))  # neither is the slow lane taken
        assert got.text.startswith("the query was stopped: it took longer than 3 seconds")


# ---------------------------------------------------------------- lanes


def job(number: int = 0) -> Running:
    worker = SimpleNamespace(pid=1 << 30, number=number, close=lambda: None)
    return Running(cast(Worker, worker), f"query {number}", 10.0, most=1 << 40)


def lanes_of(workers: int) -> tuple[Lanes, list[str]]:
    """Lanes without processes, and why jobs were stopped."""
    nursery = SimpleNamespace(kill=lambda worker: None, demote=lambda worker: None, pause=lambda worker: None,
                              resume=lambda worker: None)  # fmt: skip
    stopped: list[str] = []
    return Lanes(Settings("x", workers=workers), cast(Nursery, nursery), stopped.append, lambda: None), stopped


def test_who_reads_least_makes_room() -> None:
    made, stopped = lanes_of(2)
    jobs = [job(number) for number in range(3)]
    now = time.monotonic()
    for seconds, one in zip((5, 9, 1), jobs, strict=True):
        made.running.add(one)
        one.resting[READER] = now - seconds
    made.look(now)
    assert stopped == ["reader"]
    assert [one.reason for one in jobs] == ["", "reader", ""]
    assert {one.lane for one in jobs if not one.reason} == {"unread"}
    assert made.quick == 0


def test_a_job_that_is_read_again_goes_on_where_it_was() -> None:
    made, stopped = lanes_of(2)
    one = job()
    made.running.add(one)
    made.look(one.began + 1)
    assert one.lane == "slow"  # a second without any reader's fault
    one.rest(READER)
    made.look(time.monotonic() + 1)
    assert one.lane == "unread"
    one.go(READER)
    made.look(time.monotonic())
    assert (one.lane, stopped) == ("slow", [])


def test_a_job_that_is_read_now_and_then_is_measured_all_the_same() -> None:
    made, stopped = lanes_of(2)
    one = job()
    made.running.add(one)
    one.resting[READER] = one.began + 4  # for less than a slice when it is looked at
    made.look(one.began + 4.05)
    assert (one.lane, stopped) == ("slow", [])


def test_an_answer_waits_for_its_reader_so_long_and_no_longer() -> None:
    made, stopped = lanes_of(2)
    one = job()
    made.running.add(one)
    one.unread = lanes.LONGEST_UNREAD - 1
    one.rest(READER)
    made.look(time.monotonic() + 0.5)
    assert stopped == []
    made.look(time.monotonic() + 2)
    assert stopped == ["reader"]
    assert lanes.backstop(30) > lanes.LONGEST_UNREAD + 60  # the process itself gives up later


def test_a_job_that_is_stopped_leaves_its_lane_at_once() -> None:
    made, _ = lanes_of(2)
    one, two = job(1), job(2)
    made.running |= {one, two}
    made.look(one.began + 1)
    assert sorted(each.lane for each in (one, two)) == ["held", "slow"]
    first, second = (one, two) if one.lane == "slow" else (two, one)
    made.stop(first, "time")  # although its client may read on for long
    assert second.lane == "slow"
    assert made.running == {second}


def test_of_too_many_complete_answers_the_oldest_is_broken_off() -> None:
    async def sent() -> list[bool]:
        unsent = Unsent(most=10)
        senders = [asyncio.ensure_future(asyncio.sleep(0.2)) for _ in range(4)]
        for sender, size in zip(senders, (4, 6, 1, 3), strict=True):
            unsent.add(sender, size)
            if size == 1:
                unsent.remove(sender)
        unsent.remove(senders[0])
        await asyncio.wait(senders)
        return [sender.cancelled() for sender in senders]

    assert asyncio.run(sent()) == [True, False, False, False]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["held", READER]), st.booleans(), st.integers(0, 5)), max_size=12))
def test_time_in_which_a_job_rests_counts_once(steps: list[tuple[str, bool, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        clock = [100.0]
        patch.setattr(running, "time", SimpleNamespace(monotonic=lambda: clock[0]))
        one = job()
        one.began, worked = 100.0, 0.0
        for why, rests, seconds in steps:
            if rests and why not in one.resting:
                one.rest(why)
            elif not rests:
                one.go(why)
            worked += 0 if one.resting else seconds
            clock[0] += seconds
            assert one.spent(clock[0]) == pytest.approx(worked)


# ---------------------------------------------------------------- readers who do not read


class Found:
    """A job of which these pieces come."""

    told = None

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.head, self._pieces = {"media": "text/csv"}, pieces

    async def pieces(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            await asyncio.sleep(0)
            yield piece

    def rest(self, why: str) -> None: ...

    def go(self, why: str) -> None: ...


def test_an_answer_that_nobody_takes_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "UNREAD", 0.1)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            await asyncio.sleep(60)

    async def pump() -> dict[str, Any]:
        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        answer = answers.Answer(cast(Any, SimpleNamespace(unsent=Unsent())), cast(Any, None), answers.Ask({}))
        with pytest.raises(TimeoutError):
            await answer._pump(cast(Running, Found(repeat(b"x" * 60000))), None, {}, scope, cast(Any, None), send)
        return scope

    assert asyncio.run(pump())["kg.reason"] == "cut: client too slow"


@pytest.mark.parametrize(("version", "cut"), [("1.0", True), ("1.1", False)])
def test_of_answers_that_wait_whole_all_counts(version: str, cut: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe, "_AHEAD", 10)
    monkeypatch.setattr(answers, "_HELD", 10)
    server = SimpleNamespace(unsent=Unsent(most=50), snapshots=SimpleNamespace(version=None), cache=answers.Cache())

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            await asyncio.sleep(0.3)

    async def pump(scope: dict[str, Any]) -> None:
        answer = answers.Answer(cast(Any, server), cast(Any, None), answers.Ask({}))
        await answer._pump(cast(Running, Found(repeat(b"x" * 10, 4))), None, {}, scope, cast(Any, None), send)

    async def sent() -> list[bool]:
        senders = []
        for scope in scopes:
            senders.append(asyncio.ensure_future(pump(scope)))
            await asyncio.sleep(0.05)
        await asyncio.wait(senders)
        return [sender.cancelled() for sender in senders]

    scopes: list[dict[str, Any]] = [{"type": "http", "method": "GET", "http_version": version} for _ in range(2)]
    assert asyncio.run(sent()) == [cut, False]
    assert [scope.get("kg.reason") for scope in scopes] == ["cut: unread answers hold too much" if cut else None, None]


def test_a_client_that_leaves_is_not_told_as_one_that_is_cut_off() -> None:
    async def silent() -> Any:
        await asyncio.sleep(60)
        yield b""

    async def left() -> dict[str, Any]:
        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        answer = answers.Answer(cast(Any, SimpleNamespace(unsent=Unsent())), cast(Any, None), answers.Ask({}))
        sender = asyncio.ensure_future(
            answer._pump(cast(Any, SimpleNamespace(pieces=silent)), None, {}, scope, cast(Any, None), cast(Any, None))
        )
        await asyncio.sleep(0.01)
        sender.cancel()
        await asyncio.wait([sender])
        assert sender.cancelled()
        return scope

    assert "kg.reason" not in asyncio.run(left())


def test_a_connection_on_which_nothing_is_read_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "UNREAD", 1.5)
    monkeypatch.setattr(connections, "_LATER", 0.5)

    async def endless(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        gone = asyncio.ensure_future(answers._disconnected(receive))
        while not gone.done():
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
            await asyncio.sleep(0)  # what is sent to a client that is gone waits for nothing

    config = uvicorn.Config(endless, http=connections.Patient, lifespan="off", log_config=None, ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
        thread.start()
        try:
            links = [socket.create_connection(listener.getsockname(), timeout=60) for _ in range(2)]
            for link in links:
                link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert links[1].recv(1)  # both are served
            end = time.monotonic() + 60
            while len(server.server_state.connections) != 1 and time.monotonic() < end:
                links[1].recv(1 << 20)  # the second one reads
            assert len(server.server_state.connections) == 1
            assert links[1].recv(1)
        finally:
            server.should_exit = server.force_exit = True
            for link in links:
                link.close()
            thread.join(10)


# ---------------------------------------------------------------- too many connections


def test_one_connection_too_many_is_told_when_to_come_again() -> None:
    server = answers.Server(Settings("http://localhost:1"), cast(Any, None), cast(Any, None))
    app = App(server, None, None, Metrics(), Log("text"))
    app.crowded = lambda: True
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask(path: str) -> dict[str, str]:
        sent.clear()
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "headers": [],
            "query_string": b"",
            "http_version": "1.1",
        }
        await Watched(app, Log("text"), Metrics(), queries=False)(scope, cast(Any, None), send)
        return {name.decode(): value.decode() for name, value in sent[0]["headers"]} | {"status": sent[0]["status"]}

    told = asyncio.run(ask("/sparql"))
    assert told["status"] == 503
    assert int(told["retry-after"]) > 0
    assert told["access-control-allow-origin"] == "*"
    assert asyncio.run(ask("/healthz"))["status"] == 200
