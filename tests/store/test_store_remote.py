"""What goes wrong with a server, and what the reader is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.errors import DataError, QueryError, StoreError
from kg.store import open_store
from kg.store.addresses import Addresses, addresses

A, P, G = URIRef("http://example.org/a"), URIRef("http://example.org/p"), URIRef("http://example.org/g")
JSON = "application/sparql-results+json"
EMPTY = json.dumps({"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": []}})
IRI = {name: {"type": "uri", "value": f"http://example.org/{name}"} for name in "spo"}
ONE_ROW = json.dumps({"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": [IRI]}})


@contextmanager
def answering(reply: Callable[[str, dict[str, str]], tuple[int, str, str]]) -> Iterator[str]:
    """A server that answers each POST with (status, media type, body) of `reply(body, headers)`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, media, body = reply(text, dict(self.headers))
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("where", "query", "update"),
    [
        ("http://h:1", "http://h:1/query", "http://h:1/update"),
        ("http://h:1/", "http://h:1/query", "http://h:1/update"),
        ("https://h/ds/query", "https://h/ds/query", "https://h/ds/update"),
        ("http://h/sparql", "http://h/sparql", "http://h/sparql"),
        ("http://h/r/x http://h/r/x/statements", "http://h/r/x", "http://h/r/x/statements"),
    ],
)
def test_addresses(where: str, query: str, update: str) -> None:
    assert addresses(where) == Addresses(query, update)


@pytest.mark.parametrize("bad", ["http://", "http://h ftp://h", "http://a http://b http://c", "http://h:port/"])
def test_what_is_no_address(bad: str) -> None:
    with pytest.raises(StoreError, match="not the address"):
        open_store(bad)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        open_store("http://127.0.0.1:9")


def test_every_way_to_name_an_oxigraph_server(serve: Callable[..., str]) -> None:
    base = serve("--union-default-graph")
    for where in (base, f"{base}/query", f"{base}/query {base}/update"):
        store = open_store(where)
        store.replace({G: [(A, P, A)]})
        assert store.ask(f"ASK {{ <{A}> <{P}> <{A}> }}")


def test_a_wrong_address_on_a_real_server(serve: Callable[..., str]) -> None:
    with pytest.raises(StoreError, match="answered 404"):
        open_store(serve() + "/elsewhere")


def test_read_only_and_backup(serve: Callable[..., str], tmp_path: Path) -> None:
    store = open_store(serve(), read_only=True)
    with pytest.raises(StoreError, match="read-only"):
        store.update("DROP ALL")
    with pytest.raises(StoreError, match="own backup"):
        store.backup(tmp_path / "copy")


def test_parts_of_n_quads_on_a_server(serve: Callable[..., str]) -> None:
    store = open_store(serve())
    store.load([b"<urn:a> <urn:p> ", b"<urn:b> <urn:g> .\n<urn:b> <urn:p> <urn:c> <urn:g> ."])
    assert store.size() == 2
    with pytest.raises(DataError, match="this is no N-Quads"):
        store.load([b"no statement\n"])


def test_a_server_without_the_union_is_found_out() -> None:
    def reply(text: str, _: dict[str, str]) -> tuple[int, str, str]:
        return 200, JSON, ONE_ROW if "SELECT" in text else json.dumps({"head": {}, "boolean": False})

    with answering(reply) as where, pytest.raises(StoreError, match="--union-default-graph"):
        open_store(where)


def test_the_union_is_asked_for_once_there_is_something_to_ask_with() -> None:
    asked: list[str] = []

    def reply(text: str, _: dict[str, str]) -> tuple[int, str, str]:
        asked.append(text)
        if text.startswith("ASK"):
            return 200, JSON, json.dumps({"head": {}, "boolean": True})
        return 200, JSON, EMPTY if len(asked) == 1 else ONE_ROW

    with answering(reply) as where:
        store = open_store(where)
        assert store.ask("ASK { ?s ?p ?o }")
        assert store.ask("ASK { ?s ?p ?o }")
    assert len(asked) == 5


@pytest.mark.parametrize("status", [401, 403, 404, 405, 413, 414, 500, 503])
def test_refusals_name_the_address_the_status_and_the_words(status: int) -> None:
    with answering(lambda *_: (status, "text/plain", "so it is")) as where, pytest.raises(StoreError) as caught:
        open_store(where)
    assert where in str(caught.value)
    assert f"answered {status}" in str(caught.value)
    assert "so it is" in str(caught.value)


def test_a_bad_request_is_a_query_error() -> None:
    reply = (400, "text/plain", "no such prefix")
    with answering(lambda *_: reply) as where, pytest.raises(QueryError, match="no such prefix"):
        open_store(where)


@pytest.mark.parametrize("keep", [5, 60, -4])
def test_an_answer_that_stops_in_the_middle(keep: int) -> None:
    with answering(lambda *_: (200, JSON, ONE_ROW[:keep])) as where, pytest.raises(StoreError, match="cut off"):
        open_store(where).select("SELECT * { ?s ?p ?o }")


def test_a_page_in_place_of_an_answer() -> None:
    with answering(lambda *_: (200, "text/html", "<html/>")) as where, pytest.raises(QueryError, match="text/html"):
        open_store(where)


def test_triples_that_stop_in_the_middle_or_are_a_page() -> None:
    replies = iter([(200, JSON, EMPTY), (200, JSON, EMPTY), (200, "text/turtle", "<http://example.org/a> <http://")])
    with answering(lambda *_: next(replies)) as where:
        store = open_store(where)
        with pytest.raises(StoreError, match="cut off"):
            store.construct("CONSTRUCT WHERE { ?s ?p ?o }")
    pages = iter([(200, JSON, EMPTY), (200, JSON, EMPTY), (200, "text/html", "<html/>")])
    with answering(lambda *_: next(pages)) as where:
        store = open_store(where)
        with pytest.raises(QueryError, match="text/html"):
            store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_the_token_is_sent_as_bearer() -> None:
    seen: list[str | None] = []

    def reply(_: str, headers: dict[str, str]) -> tuple[int, str, str]:
        seen.append(headers.get("Authorization"))
        return 200, JSON, EMPTY

    with answering(reply) as where:
        open_store(where, token="secret").update("DROP ALL")
        open_store(where)
    assert seen == ["Bearer secret", "Bearer secret", None]


def test_a_boolean_where_rows_are_due() -> None:
    reply = (200, JSON, '{"head":{},"boolean":true}')
    with answering(lambda *_: reply) as where, pytest.raises(StoreError, match="no rows"):
        open_store(where)
