"""Every format is read back by a reader of its own and must say the same; bad calls leave nothing behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from rdflib import Dataset, Graph, Literal
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

from kg.errors import DataError, UsageError
from kg.export import NETWORK_ENDINGS, RDF_ENDINGS, export, export_network, write_text
from kg.interface import Store
from kg.namespaces import INSP
from kg.network import network as network_of

XSD = "http://www.w3.org/2001/XMLSchema#"
REPORT = "<https://w3id.org/inspection-kg/id/report/a>"
TEXT = "<https://w3id.org/inspection-kg/ontology#text>"
COUNT = "<https://w3id.org/inspection-kg/ontology#line>"
GRAPH_A = "<https://w3id.org/inspection-kg/id/graph/response/a>"
GRAPH_B = "<https://w3id.org/inspection-kg/id/graph/b>"

LINES = sorted(
    [
        f"{REPORT} <{RDF.type}> <{INSP.Report}> {GRAPH_A} .",
        f"{REPORT} <{RDF.type}> <{INSP.Report}> {GRAPH_B} .",  # the same statement in two graphs
        f'{REPORT} {TEXT} "He said \\"no\\" <b> .\\n\\tNext\\\\line" {GRAPH_A} .',
        f'{REPORT} {TEXT} "bell \\u0007 and ’ and 😀" {GRAPH_A} .',
        f'{REPORT} {TEXT} "ends in <http://x.org/>" {GRAPH_B} .',
        f'{REPORT} {TEXT} "colour"@en {GRAPH_B} .',
        f'{REPORT} {TEXT} "2016~"^^<http://id.loc.gov/datatypes/edtf/EDTF> {GRAPH_A} .',
        f'{REPORT} {TEXT} "odd"^^<http://example.org/other type#x.y> {GRAPH_A} .'.replace(" type", "-type"),
        f'{REPORT} {COUNT} "7"^^<{XSD}integer> {GRAPH_A} .',
        f'{REPORT} {COUNT} "seven"^^<{XSD}integer> {GRAPH_A} .',
        f"{REPORT} <http://purl.org/dc/terms/relation> _:c14n0 {GRAPH_A} .",
        f"_:c14n0 <{RDF.type}> _:c14n1 {GRAPH_A} .",
        f'_:c14n0 <http://purl.org/dc/terms/title> "" {GRAPH_A} .',
        f'{REPORT} {TEXT} "in no graph" .',
        f"<http://a.org/x> <http://a.org/a.b> <http://a.org/y> {GRAPH_B} .",
    ]
)


@pytest.fixture
def asked() -> Dataset:
    return Dataset().parse(data="\n".join(LINES) + "\n", format="nquads")


def union(dataset: Dataset) -> Graph:
    graph = Graph()
    for triple in dataset.quads():
        graph.add(triple[:3])
    return graph


def by_graph(dataset: Dataset) -> dict[str, Graph]:
    return {str(graph.identifier): Graph() + graph for graph in dataset.graphs() if len(graph)}


def written(folder: Path, ending: str) -> Path:
    path = folder / f"out{ending}"
    assert export(iter(LINES), path) == len(LINES)
    return path


@pytest.mark.parametrize(("ending", "form"), [(".nq", "nquads"), (".trig", "trig"), (".jsonld", "json-ld")])
def test_datasets_say_the_same(tmp_path: Path, asked: Dataset, ending: str, form: str) -> None:
    got = by_graph(Dataset().parse(written(tmp_path, ending), format=form))
    expected = by_graph(asked)
    assert sorted(got) == sorted(expected)
    for name, graph in expected.items():
        assert isomorphic(got[name], graph), name


@pytest.mark.parametrize(("ending", "form"), [(".nt", "nt"), (".ttl", "turtle")])
def test_triples_are_the_union(tmp_path: Path, asked: Dataset, ending: str, form: str) -> None:
    assert isomorphic(Graph().parse(written(tmp_path, ending), format=form), union(asked))


def test_nquads_are_the_lines_as_they_came(tmp_path: Path) -> None:
    assert written(tmp_path, ".nq").read_text(encoding="utf-8") == "\n".join(LINES) + "\n"


def test_ntriples_are_sorted_and_each_once(tmp_path: Path) -> None:
    lines = written(tmp_path, ".nt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(LINES) - 1


def test_turtle_is_meant_for_people(tmp_path: Path) -> None:
    text = written(tmp_path, ".ttl").read_text(encoding="utf-8")
    assert f"\n{REPORT}\n    a insp:Report ;\n" in text
    assert "insp:line 7 ,\n        \"seven\"^^xsd:integer ;" in text  # fmt: skip
    assert '"2016~"^^edtf:EDTF' in text
    assert text.count("insp:Report ") == 1


def test_trig_starts_each_graph_once(tmp_path: Path) -> None:
    text = written(tmp_path, ".trig").read_text(encoding="utf-8")
    assert text.count(f"{GRAPH_A} {{") == 1
    assert text.count("\n{\n") == 1


def test_jsonld_is_compact(tmp_path: Path) -> None:
    told = json.loads(written(tmp_path, ".jsonld").read_text(encoding="utf-8"))
    node = next(part for part in told["@graph"] if part["@id"] == "id:graph/response/a")["@graph"][0]
    assert node["@id"] == "id:report/a"
    assert node["@type"] == ["insp:Report"]
    assert {"@value": "7", "@type": "xsd:integer"} in node["insp:line"]


def test_text_survives_to_the_character(tmp_path: Path) -> None:
    for ending, form in ((".ttl", "turtle"), (".jsonld", "json-ld")):
        graph = union(Dataset().parse(written(tmp_path, ending), format=form))
        assert Literal('He said "no" <b> .\n\tNext\\line') in set(graph.objects())
        assert Literal("bell \a and ’ and 😀") in set(graph.objects())


@pytest.mark.parametrize("ending", RDF_ENDINGS)
def test_an_empty_graph_is_a_readable_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"none{ending.upper()}"
    assert export([], path) == 0
    form = {".nq": "nquads", ".nt": "nt", ".ttl": "turtle", ".trig": "trig", ".jsonld": "json-ld"}[ending]
    assert len(Dataset().parse(path, format=form)) == 0


def network() -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("x:a", iri="x:a", kind="report", label="A & B <é>", year=2010)
    graph.add_node("x:1", iri="x:1", kind="recommendation", label="1", acceptance="accepted")
    graph.add_edge("x:1", "x:a", kind="madeIn", weight=1.0)
    graph.add_edge("x:a", "x:1", kind="recurrence", weight=0.5)
    return graph


def test_graphml_round_trip(tmp_path: Path) -> None:
    assert export_network(network(), tmp_path / "g.graphml") == 2
    got = nx.read_graphml(tmp_path / "g.graphml")
    assert dict(got.nodes(data=True)) == dict(network().nodes(data=True))
    assert list(got.edges(data=True)) == list(network().edges(data=True))


def test_gexf_round_trip_without_the_day(tmp_path: Path) -> None:
    export_network(network(), tmp_path / "g.gexf")
    got = nx.read_gexf(tmp_path / "g.gexf")
    assert got.nodes["x:a"]["label"] == "A & B <é>"
    assert got.edges["x:a", "x:1"]["weight"] == 0.5
    meta = next(node for node in ElementTree.parse(tmp_path / "g.gexf").iter() if node.tag.endswith("meta"))
    assert "lastmodifieddate" not in meta.attrib


@pytest.mark.parametrize("everything", [False, True])
def test_the_network_of_the_five_is_read_back_the_same(five: Store, tmp_path: Path, everything: bool) -> None:
    asked = network_of(five, everything=everything)
    for ending, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        export_network(asked, tmp_path / f"g{ending}")
        got = read(tmp_path / f"g{ending}")
        assert dict(got.nodes(data=True)) == dict(asked.nodes(data=True))
        edges = {(u, v): facts for u, v, facts in got.edges(data=True)}
        for facts in edges.values():
            facts.pop("id", None)  # GEXF numbers its edges
        assert edges == {(u, v): facts for u, v, facts in asked.edges(data=True)}


def test_every_key_of_graphml_is_declared_once(five: Store, tmp_path: Path) -> None:
    export_network(network_of(five), tmp_path / "g.graphml")
    keys = [key.attrib for key in ElementTree.parse(tmp_path / "g.graphml").iter() if key.tag.endswith("}key")]
    assert len({key["id"] for key in keys}) == len(keys)
    assert len({(key["for"], key["attr.name"]) for key in keys}) == len(keys)


def test_cytoscape_elements(tmp_path: Path) -> None:
    export_network(network(), tmp_path / "g.json")
    told = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    assert told["elements"]["nodes"][0]["data"] == {
        "id": "x:a", "value": "x:a", "name": "A & B <é>", "iri": "x:a", "kind": "report", "label": "A & B <é>",
        "year": 2010,
    }  # fmt: skip
    assert {edge["data"]["kind"] for edge in told["elements"]["edges"]} == {"madeIn", "recurrence"}


@pytest.mark.parametrize("name", ["graph.xml", "graph", "graph.json"])
def test_unknown_endings_name_the_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as told:
        export(LINES, tmp_path / name)
    assert all(ending in str(told.value) for ending in RDF_ENDINGS + NETWORK_ENDINGS)
    assert list(tmp_path.iterdir()) == []


def test_a_network_is_no_rdf(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.nq.*for the graph or \.graphml"):
        export_network(network(), tmp_path / "graph.nq")


def test_text_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old and longer", encoding="utf-8")
    write_text("né\n", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == "né\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failure_midway_leaves_the_old_file(tmp_path: Path) -> None:
    def failing() -> Iterator[str]:
        yield LINES[0]
        raise DataError("the store went away")

    path = tmp_path / "out.nq"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(DataError, match="went away"):
        export(failing(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_line_that_is_no_statement(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is no statement"):
        export(["this is not RDF"], tmp_path / "out.nq")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        export(LINES, tmp_path / "none" / "out.nq")
