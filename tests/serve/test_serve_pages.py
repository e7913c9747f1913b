"""Things, vocabulary, permalinks, files, the explorer's JSON, descriptions, headers."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from live import Live, started
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, VOID
from starlette.requests import Request

from kg.interface import Store
from kg.namespaces import BASE, INSP, THEME
from kg.serve.describe import SD
from kg.serve.explorer import Explorer
from kg.serve.permalinks import Permalinks
from kg.serve.replies import Problem

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
THING = "/id/recommendation/2024-competent-authority/1.a.i"
IRI = URIRef(f"{BASE}recommendation/2024-competent-authority/1.a.i")
FORMS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}


@pytest.fixture(scope="module")
def explored(five_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that may only be read, in front of a store that others may change."""
    folder = tmp_path_factory.mktemp("read")
    store = Path(shutil.copytree(five_folder, folder / "store"))
    with started(store, folder, writable=False, workers=2) as server:
        yield server


def parsed(text: str, form: str = "turtle") -> Graph:
    return Graph().parse(data=text, format=form)


# ---------------------------------------------------------------- things


@pytest.mark.parametrize("media", FORMS)
def test_a_thing_as_rdf(explored: Live, media: str) -> None:
    got = explored.get(THING, media)
    assert (got.status, got.media) == (200, media)
    graph = parsed(got.text, FORMS[media])
    assert (IRI, RDF.type, INSP.Recommendation) in graph
    (span,) = graph.objects(IRI, INSP.hasSpan)
    assert len(list(graph.predicate_objects(span))) > 2  # what it is quoted from
    assert "Vary" in got.headers


def test_a_thing_as_a_page(explored: Live) -> None:
    got = explored.get(THING, BROWSER)
    assert got.media == "text/html"
    assert "<script>alert" not in got.text
    plain = explored.get(THING, format="html")
    assert "<h1>The sequencing of recruitment" in plain.text
    assert "href='/id/report/2024-competent-authority'" in plain.text


def test_the_vocabulary_and_the_themes(explored: Live) -> None:
    ontology = parsed(explored.get("/ontology", "text/turtle").text)
    assert (INSP.Recommendation, RDF.type, None) in ontology
    assert len(parsed(explored.get("/theme/guidance", "text/turtle").text)) > 5
    assert (URIRef(f"{THEME}guidance"), None, None) in parsed(explored.get("/theme/guidance").text)
    assert explored.get("/theme", "text/turtle").status == 200
    assert explored.get("/ontology", "application/ld+json").media == "application/ld+json"
    assert explored.get("/ontology", format="html").status == 200


def test_what_is_not_there(explored: Live) -> None:
    got = explored.get("/id/none", "text/turtle")
    assert (got.status, got.text) == (404, "nothing is known of <https://w3id.org/inspection-kg/id/none>.\n")
    assert explored.get("/id/a%3E%20b%22%7B", "text/turtle").status == 404
    assert explored.get("/id/%E9", "text/turtle").status == 404
    assert explored.get("/theme/..%2f..%2fetc", "text/turtle").status == 404
    assert explored.get("/thing", "text/turtle", iri="no iri").status == 400
    assert explored.get("/thing", "text/turtle", iri=str(INSP.Recommendation)).status == 200


# ---------------------------------------------------------------- descriptions


def test_void_tells_of_every_class_property_and_graph(explored: Live) -> None:
    graph = parsed(explored.get("/.well-known/void", "text/turtle").text)
    (node,) = graph.subjects(VOID.sparqlEndpoint)
    classes = {
        graph.value(part, VOID["class"]): graph.value(part, VOID.entities)
        for part in graph.objects(node, VOID.classPartition)
    }
    assert int(classes[INSP.Recommendation]) == 62
    assert len(list(graph.objects(node, VOID.propertyPartition))) > 50
    assert len(list(graph.objects(node, VOID.subset))) == 14
    assert int(graph.value(node, VOID.triples)) > 20000
    assert "counted once each" in str(graph.value(node, RDFS.comment))
    service = parsed(explored.get("/sparql", "text/turtle").text)
    default = service.value(service.value(None, RDF.type, SD.Dataset), SD.defaultGraph)
    assert int(service.value(default, VOID.triples)) >= int(graph.value(node, VOID.triples))
    assert "once for each graph" in str(service.value(default, RDFS.comment))
    assert explored.get("/.well-known/void", "application/ld+json").media == "application/ld+json"
    assert explored.get("/.well-known/void", BROWSER).media == "text/html"
    page = explored.get("/.well-known/void", format="html").text
    assert "without a name" not in page
    assert re.search(r"class <a href='/ontology#Recommendation'>[^<]+</a>, entities 62<", page)


def test_void_counts_each_class_as_a_query_does(explored: Live, five: Store) -> None:
    graph = parsed(explored.get("/.well-known/void", "text/turtle").text)
    (node,) = graph.subjects(VOID.sparqlEndpoint)
    parts = list(graph.objects(node, VOID.classPartition))
    classes = {graph.value(part, VOID["class"]) for part in parts}
    assert classes == {row[0] for row in five.select("SELECT DISTINCT ?c { ?s a ?c }").rows}
    assert len(classes) == len(parts) == int(graph.value(node, VOID.classes))
    for part in parts:
        kind = graph.value(part, VOID["class"])
        members = five.select(f"SELECT DISTINCT ?s {{ ?s a {kind.n3()} }}").rows
        assert int(graph.value(part, VOID.entities)) == len(members), kind


def test_dcat_tells_what_there_is_where_and_under_which_licence(explored: Live) -> None:
    graph = parsed(explored.get("/.well-known/void", "text/turtle").text)
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    node = graph.value(catalog, DCAT.dataset)
    assert (node, RDF.type, DCAT.Dataset) in graph
    assert graph.value(catalog, DCAT.service) == service == URIRef(f"{explored.address}/sparql")
    assert graph.value(service, DCAT.endpointURL) == service
    assert graph.value(service, DCAT.servesDataset) == node
    distributions = list(graph.objects(node, DCAT.distribution))
    assert len(distributions) == 3
    licence = URIRef("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
    for about in (node, catalog, *distributions):
        assert list(graph.objects(about, DCTERMS.license)) == [licence]
    for one in distributions:
        assert (one, RDF.type, DCAT.Distribution) in graph
        media = str(graph.value(one, DCAT.mediaType)).removeprefix("https://www.iana.org/assignments/media-types/")
        address = str(graph.value(one, DCAT.accessURL)).removeprefix(explored.address)
        got = explored.ask("HEAD", address, headers={"Accept": media})
        assert (got.status, got.media) == (200, media)


# ---------------------------------------------------------------- the explorer's JSON


def test_the_explorers_json(explored: Live) -> None:
    about = explored.get("/api/about")
    assert about.media == "application/json"
    assert about.json()["counts"]["recommendations"] == 62
    assert about.json()["writable"] is False
    etag = about.headers["ETag"]
    assert explored.ask("GET", "/api/about", headers={"If-None-Match": etag}).status == 304
    assert explored.ask("GET", "/api/about", headers={"If-None-Match": '"other"'}).status == 200
    rows = explored.get("/api/questions/positions-by-report", format="csv")
    assert rows.media == "text/csv"
    assert "attachment" in rows.headers["Content-Disposition"]
    assert len(list(csv.reader(io.StringIO(rows.text)))) == 9


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/api/nonsense", 404), ("/api/", 404), ("/api/report/none", 404), ("/api/overview?x=1", 400),
        ("/api/overview?asOf=never", 400), ("/api/about?a=1&a=2", 400), ("/api/about?%zz=1", 400),
        ("/api/questions/none", 404), ("/api/questions/system-mentions", 400),
    ],
)  # fmt: skip
def test_errors_of_the_explorers_json(explored: Live, target: str, status: int) -> None:
    got = explored.ask("GET", target)
    assert (got.status, got.media) == (status, "application/json")
    told = got.json()["error"]
    assert {"what", "where", "expected", "mend"} <= set(told)
    assert told["what"]
    assert "Traceback" not in got.text


def test_what_is_posted_to_the_explorer(explored: Live) -> None:
    assert explored.ask("POST", "/api/nonsense", body=b"x").status == 404
    assert explored.ask("POST", "/api/submit?name=a.ttl", body=b"x").status == 403
    assert explored.ask("POST", "/api/validate?name=a.ttl", headers={"Content-Length": str(1 << 30)}).status == 413
    assert explored.ask("PUT", "/api/about", body=b"x").status == 405


# ---------------------------------------------------------------- permalinks


def test_a_query_is_kept_over_a_restart(five_folder: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(five_folder, tmp_path / "store"))
    text = "SELECT * { ?s a insp:System } # é"
    with started(store, tmp_path, writable=False, workers=1) as server:
        made = server.ask("POST", "/q", body=text)
        assert made.status == 201
        assert server.ask("POST", "/q", body=text).status == 200
        path = made.json()["path"]
        assert made.headers["Location"] == f"{server.address}{path}"
        assert server.ask("POST", "/q", body="nonsense").status == 400
        assert server.ask("POST", "/q", body=b"SELECT \xff").status == 400
    with started(store, tmp_path, writable=False, workers=1) as server:
        assert server.get(path, "application/sparql-query").text == text
        told = server.get(path, "application/json").json()
        assert told["query"] == text
        assert told["sameData"] is True
        assert told["date"].startswith("20")
        assert server.get("/q/none", "application/json").status == 404
        assert server.stop() == 0


# ---------------------------------------------------------------- files and headers


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a built explorer."""
    folder = tmp_path_factory.mktemp("web") / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>explorer</title>", encoding="utf-8")
    (folder / "assets" / "index-a1B2c3D4.js").write_text("export {}", encoding="utf-8")
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "leak.txt").symlink_to(folder.parent / "secret.txt")
    return folder


def test_the_files_of_the_explorer(built: Path) -> None:
    explorer = Explorer(built)

    def ask(path: str, accept: str = BROWSER, etag: str = "") -> tuple[int, dict[str, str], bytes]:
        headers = [(b"accept", accept.encode()), (b"if-none-match", etag.encode())]
        request = Request({"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""})
        try:
            response = asyncio.run(explorer(request))
        except Problem as problem:
            return problem.status, {}, b""
        return response.status_code, dict(response.headers), bytes(response.body)

    status, headers, body = ask("/assets/index-a1B2c3D4.js", "*/*")
    assert (status, headers["content-type"], body) == (200, "text/javascript; charset=utf-8", b"export {}")
    assert "immutable" in headers["cache-control"]
    assert ask("/icon.svg")[1]["cache-control"] == "no-cache"
    assert ask("/icon.svg", etag=ask("/icon.svg")[1]["etag"])[0] == 304
    for path in ("/", "/issues", "/report/2024-x", "/query"):
        assert ask(path)[2].startswith(b"<!doctype html>")
    assert ask("/issues", "application/json")[0] == 404
    for path in (
        "/none.js",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/leak.txt",
        "/assets/../../secret.txt",
        "//etc/passwd",
    ):
        assert b"secret" not in ask(path)[2]
        assert ask(path, "*/*")[0] == 404


def test_an_address_without_a_query_opens_a_page_that_says_so(built: Path) -> None:
    scope = {"type": "http", "method": "GET", "path": "/q/none", "path_params": {"name": "none"}, "query_string": b"",
             "headers": [(b"accept", BROWSER.encode())]}  # fmt: skip
    page = asyncio.run(Permalinks(cast(Any, None), Explorer(built), None).give(Request(scope)))
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_every_response_has_its_headers(explored: Live) -> None:
    for target in ("/", "/sparql?query=ASK%7B%7D", "/api/about", "/id/none", "/nowhere", "/metrics"):
        headers = explored.get(target).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Server"] is None


def test_a_browser_may_ask_before_it_asks(explored: Live) -> None:
    asked = {"Origin": "http://elsewhere", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "authorization,content-type"}  # fmt: skip
    got = explored.ask("OPTIONS", "/sparql", headers=asked)
    assert (got.status, got.body) == (204, b"")
    assert "POST" in got.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in got.headers["Access-Control-Allow-Headers"]
    assert got.headers["Access-Control-Max-Age"]


def test_heads_have_no_bodies(explored: Live) -> None:
    for target in ("/", "/sparql?query=ASK%7B%7D", "/api/about", THING, "/nowhere", "/healthz", "/data?default"):
        whole, head = explored.ask("GET", target), explored.ask("HEAD", target)
        assert head.body == b""
        assert head.status == whole.status
        assert head.headers["Content-Type"] == whole.headers["Content-Type"]


def test_a_server_that_is_only_read_takes_no_update(explored: Live) -> None:
    assert explored.update("CLEAR ALL").status == 403
    assert explored.ask("DELETE", "/data?graph=a:b", token=True).status == 403


def test_it_follows_what_other_programs_do_to_the_store(explored: Live) -> None:
    import time

    from kg.store import open_store

    before = explored.get("/readyz").json()["dataVersion"]
    store = open_store(explored.store)
    store.update("INSERT DATA { GRAPH <a:new> { <a:a> <a:b> 1 } }")
    assert explored.query("ASK { GRAPH <a:new> { ?s ?p ?o } }").status == 200  # while another program has it
    store.close()
    end = time.monotonic() + 10
    while time.monotonic() < end and explored.get("/readyz").json()["dataVersion"] == before:
        time.sleep(0.2)
    assert explored.query("ASK { GRAPH <a:new> { ?s ?p ?o } }").json()["boolean"] is True
    assert json.loads(explored.get("/api/about").text)["counts"]["reports"] == 5
