"""A store behind an address: the same addresses, with queries sent on."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from live import Live, started
from rdflib import Graph

SMALL = "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/a> <http://example.org/is> 1 , 2 } }"


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """kg serve in front of oxigraph serve."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    call = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as link:
                if link.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        folder = tmp_path_factory.mktemp("remote")
        with started(f"http://127.0.0.1:{port}", folder, workers=1, query_rows=1) as server:  # type: ignore[arg-type]
            assert server.update(SMALL).status == 204
            yield server
    finally:
        process.terminate()
        process.wait(20)


def test_queries_are_sent_on(remote: Live) -> None:
    assert remote.query("ASK { ?s <http://example.org/is> 1 }").json()["boolean"] is True
    got = remote.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 1", "text/csv")
    assert got.text.splitlines() == ["o", "1"]
    assert "ETag" not in got.headers
    made = remote.query("CONSTRUCT { <a:a> <a:b> ?o } WHERE { ?s ?p ?o FILTER (?o = 1) }", "text/turtle")
    assert len(Graph().parse(data=made.text, format="turtle")) == 1
    other = {"default-graph-uri": "http://example.org/none"}
    assert remote.query("ASK { ?s ?p ?o }", **other).json()["boolean"] is False


def test_limits_and_errors_are_the_same(remote: Live) -> None:
    assert remote.query("SELECT * { ?s ?p ?o }").status == 400
    assert remote.query("SELECT * { ?s ?p }").status == 400
    assert remote.query("SELECT * { SERVICE <http://x> {} }").status == 400
    assert remote.update("nonsense").status == 400


def test_graphs_and_things(remote: Live) -> None:
    headers = {"Content-Type": "text/turtle"}
    target = "/data?graph=http://example.org/h"
    assert remote.ask("PUT", target, headers=headers, body="<a:a> <a:b> 1 .", token=True).status == 201
    assert (
        "<a:a> <a:b>"
        in remote.get(target.partition("?")[0], "application/n-triples", graph="http://example.org/h").text
    )
    assert remote.ask("DELETE", target, token=True).status == 204
    assert remote.get("/thing", "text/turtle", iri="http://example.org/a").status == 200
    assert remote.get("/readyz").status == 200


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with started("http://127.0.0.1:9", tmp_path, workers=1, writable=False) as server:  # type: ignore[arg-type]
        got = server.query("ASK {}", "text/csv, application/sparql-results+json")
        assert got.status == 502
        assert "cannot be reached" in got.text
