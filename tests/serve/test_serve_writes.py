"""What readers see while and after something is written."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from live import Got, Live, started
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT

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
