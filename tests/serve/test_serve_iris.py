"""Every IRI of the project opens: whatever its place in a statement, for programs and in the pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from live import Live, started
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, VOID
from starlette.requests import Request

from kg import explore, resources
from kg.interface import Store
from kg.namespaces import FORM_SCHEME, ROOT
from kg.serve.dereference import iris_of
from kg.serve.things import path_of, statements

PLACES = ("{ ?x ?p ?o }", "{ ?s ?x ?o }", "{ ?s ?p ?x }", "{ GRAPH ?x { ?s ?p ?o } }")
ROUTES = re.findall(
    r'^  \["(/[\w/*]+)", "thing"\]', (Path(__file__).parents[2] / "web/src/routes.ts").read_text(), re.M
)


@pytest.fixture(scope="module")
def own(five: Store) -> list[str]:
    """Every IRI of the project in the store of the five: subjects, properties, objects and graphs."""
    where = " UNION ".join(PLACES)
    rows = five.select(f'SELECT DISTINCT ?x {{ {where} FILTER (ISIRI(?x) && STRSTARTS(STR(?x), "{ROOT}")) }}').rows
    return sorted(str(row[0]) for row in rows)


@pytest.fixture(scope="module")
def kinds(own: list[str]) -> dict[str, list[str]]:
    """The IRIs by the beginning of their paths."""
    found = defaultdict(list)
    for iri in own:
        path = iri.removeprefix(ROOT)
        found[re.match(r"id/graph/\w+|id/\w+|ontology/\w+|\w+", path)[0]].append(iri)
    return found


@pytest.fixture(scope="module")
def explored(five_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with started(five_folder, tmp_path_factory.mktemp("read"), writable=False, workers=2) as server:
        yield server


def path(iri: str) -> str:
    """The path of an IRI, as a client sends it."""
    return "/" + quote(iri.removeprefix(ROOT).partition("#")[0], safe="/%:@!$&'()*+,;=-._~")


def test_every_iri_is_something_to_a_program(five: Store, own: list[str]) -> None:
    assert len(own) > 5000
    subjects = {str(row[0]) for row in five.select("SELECT DISTINCT ?s { ?s ?p ?o }").rows}
    wanted = {*own[::20], *(iri for iri in own if iri not in subjects)}  # to ask for all subjects takes half a minute
    assert [iri for iri in wanted if not len(statements(five, iri))] == []


def test_every_path_means_its_iri(own: list[str]) -> None:
    for iri in own:
        asked = Request({"type": "http", "path": path(iri), "raw_path": path(iri).encode(), "headers": []})
        assert iri.partition("#")[0] in iris_of(asked), iri
        assert path_of(iri).startswith("/"), iri


def test_every_path_is_a_page_of_the_explorer(own: list[str]) -> None:
    known = [re.compile(route.replace("*", ".+") + "/?") for route in ROUTES]
    assert [iri for iri in own if not any(one.fullmatch(path(iri)) for one in known)] == []


def test_some_of_each_kind_open_over_http(explored: Live, kinds: dict[str, list[str]]) -> None:
    assert {"form", "theme", "ontology/imports", "id/graph/response", "id/graph/reference", "id/span"} <= set(kinds)
    for iris in kinds.values():
        for iri in {iris[0], iris[len(iris) // 2], iris[-1]}:
            got = explored.get(path(iri), "text/turtle")
            assert (got.status, got.media) == (200, "text/turtle"), iri
            assert len(Graph().parse(data=got.text, format="turtle")), iri
        assert explored.get(path(iris[0]), "application/ld+json").status == 200
        assert explored.get(path(iris[0]), format="html").status == 200
        assert explored.get("/api/thing", iri=iris[0]).status == 200, iris[0]


def test_a_named_graph_tells_its_size_and_where_it_is(explored: Live, five: Store) -> None:
    iri = f"{ROOT}id/graph/response/2024-competent-authority"
    graph = Graph().parse(data=explored.get(path(iri), "text/turtle").text, format="turtle")
    ((size,),) = five.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}").rows
    assert graph.value(URIRef(iri), VOID.triples) == Literal(int(str(size)))
    address = str(graph.value(URIRef(iri), VOID.dataDump))
    assert address.startswith(explored.address)
    dump = explored.get(address.removeprefix(explored.address), "application/n-triples")
    assert len(Graph().parse(data=dump.text, format="nt")) == int(str(size))
    told = explored.get("/api/thing", iri=iri).json()
    assert [one["iri"] for one in told["types"]] == [str(VOID.Dataset)]
    assert {one["property"]["iri"] for one in told["statements"]} >= {str(VOID.triples), str(VOID.dataDump)}


def test_an_extract_of_another_vocabulary_is_its_file(five: Store, explored: Live) -> None:
    for file in resources.extract_files():
        iri = URIRef(f"{ROOT}ontology/imports/{file.stem}")
        graph = statements(five, str(iri))
        assert (iri, RDF.type, OWL.Ontology) in graph
        assert (iri, DCTERMS.source, None) in graph
    assert "skos/core#" in explored.get("/ontology/imports/skos", "text/turtle").text
    assert explored.get("/ontology/imports/none", "text/turtle").status == 404


def test_the_schemes_and_what_is_in_none(explored: Live, five: Store) -> None:
    graph = Graph().parse(data=explored.get("/form", "text/turtle").text, format="turtle")
    assert (FORM_SCHEME, RDF.type, None) in graph
    for wrong in ("/form/none", "/theme/none", "/ontology/none", "/id/graph/none"):
        assert explored.get(wrong, "text/turtle").status == 404, wrong
    assert explore.thing(five, str(FORM_SCHEME))["label"] == "Forms of issues"


def test_a_thing_is_asked_for_by_its_short_name_too(explored: Live) -> None:
    for name in ("insp:Commitment", f"{ROOT}ontology#Commitment"):
        graph = Graph().parse(data=explored.get("/thing", "text/turtle", iri=name).text, format="turtle")
        assert (URIRef(f"{ROOT}ontology#Commitment"), RDF.type, OWL.Class) in graph
    for wrong in ("", "foo", "http://a b"):
        got = explored.get("/thing", "text/turtle", iri=wrong)
        assert (got.status, got.text.count("\n")) == (400, 1)
        assert "graph" not in got.text
