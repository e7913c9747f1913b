"""What clients cannot do to others: fill the room for kept queries, or leave errors in the log by going away."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from live import Live, started

from kg.serve import answers, permalinks
from kg.serve.permalinks import Quota
from kg.serve.snapshots import Generation
from kg.store import open_store


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server over next to nothing, whose kept queries are this module's."""
    folder = tmp_path_factory.mktemp("tiny")
    store = open_store(folder / "store")
    store.update("INSERT DATA { GRAPH <a:g> { <http://s> <http://x/1> 1 . <http://t> <http://x/a1> 1 } }")
    store.close()
    with started(folder / "store", folder, workers=1) as server:
        yield server


def test_only_queries_are_kept(tiny: Live) -> None:
    for text in (
        "I SELECT nothing", "SELECT", "ASK { ?s ?p }", "INSERT DATA { <a:a> <a:b> 1 }", "",
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    ):  # fmt: skip
        got = tiny.ask("POST", "/q", body=text)
        assert (got.status, got.text.count("\n")) == (400, 1), text
    assert tiny.ask("POST", "/q", body="ASK {} #" + "x" * 17_000).status == 413
    assert not tiny.store.with_name("store.queries.jsonl").exists()


def test_one_client_keeps_so_many_and_what_is_kept_stays(tiny: Live) -> None:
    first = tiny.ask("POST", "/q", body="ASK {} # 0")
    assert first.status == 201
    assert {tiny.ask("POST", "/q", body=f"ASK {{}} # {number}").status for number in range(1, 20)} == {201}
    full = tiny.ask("POST", "/q", body="ASK {} # 20")
    assert full.status == 429
    assert 0 < int(full.headers["Retry-After"]) <= 600
    assert tiny.ask("POST", "/q", body="ASK {} # 0").status == 200  # it is there already, which costs nothing
    assert tiny.get(first.json()["path"], "application/sparql-query").text == "ASK {} # 0"


def test_lines_that_were_changed_by_hand_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "store.queries.jsonl"
    whole = {"id": "a", "query": "ASK {}", "dataVersion": 1, "date": "2026-01-01T00:00:00+00:00"}
    lines = [whole, {"id": "b", "dataVersion": 1, "date": ""}, whole | {"id": "c", "more": 1}, ["d"]]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"id": "e"', encoding="utf-8")
    kept = permalinks.Permalinks(cast(Any, None), cast(Any, None), file)._kept
    assert kept == {"a": whole, "c": whole | {"id": "c"}}


def test_the_quota_counts_within_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(permalinks.time, "monotonic", lambda: clock[0])
    quota = Quota()
    for _ in range(5):
        for _ in range(20):
            assert quota.wait("a") == 0
            quota.count("a")
        assert quota.wait("a") in (600, 86_400 - 2_400)
        clock[0] += 600
    assert quota.wait("a") == 86_400 - 3_000
    assert quota.wait("b") == 0
    clock[0] = 86_400
    assert quota.wait("a") == 0


def test_an_upload_that_its_client_leaves_is_no_fault(tiny: Live) -> None:
    link = tiny.begin("POST", "/api/validate?name=a.ttl", 100_000)
    link.sendall(b"x" * 1000)
    link.close()
    end = time.monotonic() + 20
    while time.monotonic() < end and "client went away" not in tiny.log.read_text(encoding="utf-8"):
        time.sleep(0.1)
    lines = [json.loads(line) for line in tiny.log.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if line["event"] == "fault"] == []
    (left,) = [line for line in lines if line.get("reason") == "client went away"]
    assert left["status"] == 499
    assert tiny.metric("kg_requests_total", route="/api/validate", status="499") == 1


def test_what_rdf_xml_cannot_name_is_told(tiny: Live) -> None:
    for target in (
        "/sparql?query=CONSTRUCT%20WHERE%20%7B%20?s%20%3Chttp://x/1%3E%20?o%20%7D&", "/data?graph=a:g&",
        "/thing?iri=http://s&",
    ):  # fmt: skip
        got = tiny.ask("GET", f"{target}format=rdf")
        assert (got.status, got.text.count("\n")) == (406, 1), got.text
        assert "<http://x/1>" in got.text
        assert tiny.ask("GET", f"{target}format=ttl").status == 200
    assert tiny.ask("GET", "/thing?iri=http://t&format=rdf").status == 200


def test_a_page_links_to_its_own_formats(tiny: Live) -> None:
    page = tiny.get("/thing", iri="http://t", format="html").text
    assert "href='?iri=http%3A%2F%2Ft&amp;format=ttl'" in page


def test_the_service_is_described_in_the_format_that_is_asked_for(tiny: Live) -> None:
    for name, media in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("rdf", "application/rdf+xml")):
        for parameter in ("format", "output"):
            got = tiny.ask("GET", f"/sparql?{parameter}={name}")
            assert (got.status, got.media) == (200, media)
    page = tiny.ask("GET", "/sparql?format=html")
    assert "href='?format=ttl'" in page.text
    assert tiny.ask("GET", "/sparql?format=ttl&default-graph-uri=a:b").status == 400


def test_a_proxy_may_tell_anything_of_its_client(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.update("INSERT DATA { <a:a> <a:b> 1 }")
    store.close()
    with started(tmp_path / "store", tmp_path, workers=1) as live:
        for number, told in enumerate(("no:address", "fe80::1%eth0", "192.0.2.1:80", "2001:db8::1", "")):
            assert live.ask("POST", "/q", headers={"X-Forwarded-For": told}, body=f"ASK {{}} #{number}").status == 201


def test_a_server_that_may_be_written_to_now_is_told_to_those_who_ask_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.update("INSERT DATA { <a:a> <a:b> 1 }")
    store.close()
    told = []
    for writable in (False, True):
        with started(tmp_path / "store", tmp_path, writable=writable, workers=1) as live:
            again = {"If-None-Match": told[0].headers["ETag"]} if told else {}
            told.append(live.ask("GET", "/api/about", headers=again))
    assert [(one.status, one.json()["writable"]) for one in told] == [(200, False), (200, True)]


def test_another_version_of_the_program_gives_other_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    tags = set()
    for version in ("1", "2"):
        monkeypatch.setattr(answers, "__version__", version)
        tags.add(answers.fresh(Generation("x", 1, 0.0), answers.Ask({}, key="api about"))["ETag"])
    assert len(tags) == 2


def test_long_questions_take_no_room_in_memory() -> None:
    asks = [answers.Ask({}, key="x" * 60_000 + end) for end in ("", "y")]
    keys = [answers.Answer(cast(Any, None), cast(Any, None), ask)._ask.key for ask in asks]
    assert max(map(len, keys)) < 100
    assert len(set(keys)) == 2
    assert answers.Answer(cast(Any, None), cast(Any, None), answers.Ask({}))._ask.key == ""  # it is not kept
