"""The network of tests/cases/network/small.trig, whose comments say what must come of each statement."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from rdflib import Dataset, URIRef

from kg.errors import DataError
from kg.interface import Store
from kg.network import centralities, communities, network, report_label
from kg.store import open_store

CASE = Path(__file__).parent / "cases" / "network" / "small.trig"
X = "https://example.org/"


def load(text: str) -> Store:
    store, dataset = open_store(None), Dataset()
    dataset.parse(data=text, format="trig")
    names = [graph.identifier for graph in dataset.graphs() if len(graph)]
    store.replace({URIRef(str(name)): list(dataset.graph(name)) for name in names})
    return store


@pytest.fixture
def store() -> Iterator[Store]:
    opened = load(CASE.read_text(encoding="utf-8"))
    yield opened
    opened.close()


@pytest.fixture
def graph(store: Store) -> Any:
    return network(store)


def of_kind(graph: Any, kind: str) -> list[str]:
    return [node.removeprefix(X) for node in graph if graph.nodes[node]["kind"] == kind]


def edges(graph: Any, kind: str) -> list[tuple[str, str, float]]:
    return sorted(
        (u.removeprefix(X), v.removeprefix(X), facts["weight"])
        for u, v, facts in graph.edges(data=True)
        if facts["kind"] == kind
    )


def test_only_what_links_reports_is_kept(graph: Any) -> None:
    assert of_kind(graph, "report") == ["a", "b", "c"]
    assert of_kind(graph, "recommendation") == ["a-1", "b-1", "b-1.a", "c-1"]
    assert of_kind(graph, "issue") == ["issue"]
    assert of_kind(graph, "theme") == ["training"]
    assert of_kind(graph, "system") == ["atlas"]
    assert of_kind(graph, "team") == ["agency", "force"]


def test_everything_keeps_the_rest(store: Store) -> None:
    graph = network(store, everything=True)
    assert of_kind(graph, "theme") == ["guidance", "training"]
    assert of_kind(graph, "system") == ["atlas", "pnc"]
    assert of_kind(graph, "team") == ["agency", "alone", "force", "office", "visas"]
    assert graph.nodes[X + "guidance"]["label"] == "guidance"


def test_report_attributes(graph: Any) -> None:
    assert graph.nodes[X + "a"] == {
        "iri": X + "a", "kind": "report", "label": "Local Teams", "year": 2010, "date": "2010-10/2010-11",
    }  # fmt: skip
    assert graph.nodes[X + "b"]["label"] == "Use of IT"
    assert graph.nodes[X + "b"]["year"] == 2016
    assert graph.nodes[X + "c"] == {"iri": X + "c", "kind": "report", "label": "c"}


def test_recommendation_attributes(graph: Any) -> None:
    assert graph.nodes[X + "b-1.a"] == {
        "iri": X + "b-1.a", "kind": "recommendation", "label": "1.a", "number": "1.a", "report": X + "b",
        "acceptance": "rejected", "year": 2016, "date": "2016~",
    }  # fmt: skip
    assert graph.nodes[X + "c-1"]["label"] == "1 Give access to Atlas."
    assert "acceptance" not in graph.nodes[X + "c-1"]


def test_edges(graph: Any) -> None:
    assert edges(graph, "madeIn") == [("a-1", "a", 1), ("b-1", "b", 1), ("b-1.a", "b", 1), ("c-1", "c", 1)]
    assert edges(graph, "partOf") == [("b-1.a", "b-1", 1)]
    assert edges(graph, "theme") == [("a-1", "training", 1), ("b-1.a", "training", 1)]
    assert edges(graph, "mentions") == [("b-1", "atlas", 2), ("b-1", "force", 1), ("c-1", "atlas", 1)]
    assert edges(graph, "answeredBy") == [("a", "agency", 1)]
    assert edges(graph, "succeeds") == [("force", "agency", 1)]
    assert edges(graph, "member") == [("issue", "a-1", 1), ("issue", "b-1.a", 1)]


def test_recurrence_takes_the_higher_score_and_no_rejected_link(graph: Any) -> None:
    assert edges(graph, "recurrence") == [("b-1.a", "a-1", 0.75)]
    facts = graph.edges[X + "b-1.a", X + "a-1"]
    assert facts["verdict"] == "returnedAfterCompleted"
    assert facts["issue"] == X + "issue"
    assert facts["score"] == 0.75


def test_a_body_counts_its_answers(store: Store) -> None:
    assert edges(network(store, everything=True), "answeredBy") == [("a", "agency", 1), ("b", "office", 2)]


def test_a_score_that_is_no_number_is_an_error() -> None:
    text = CASE.read_text(encoding="utf-8").replace("insp:score 0.5", 'insp:score "high"')
    with pytest.raises(DataError, match=r"'high'.*not a number.*from 0 to 1"):
        network(load(text))


def test_an_empty_store_gives_an_empty_network() -> None:
    graph = network(open_store(None))
    assert len(graph) == 0
    assert communities(graph) == []
    assert list(centralities(graph).columns) == ["iri", "kind", "label", "degree", "betweenness", "pagerank"]


def test_centralities(graph: Any) -> None:
    frame = centralities(graph).set_index("iri")
    assert len(frame) == len(graph)
    assert frame.pagerank.is_monotonic_decreasing
    assert frame.pagerank.sum() == pytest.approx(1)
    assert frame.loc[X + "b-1", "degree"] == 4  # its report, its part, Atlas and Border Force
    star = star_of(9)
    first = centralities(star).iloc[0]
    assert (first.iri, first.degree, first.betweenness) == ("hub", 9, 1.0)


def star_of(rays: int) -> Any:
    star = nx.DiGraph()
    star.add_node("hub", kind="theme", label="Hub")
    for i in range(rays):
        star.add_node(f"ray{i}", kind="recommendation", label=str(i))
        star.add_edge(f"ray{i}", "hub", kind="theme", weight=1)
    return star


def test_pagerank_agrees_with_the_linear_equations() -> None:
    """PageRank solves r = d·Aᵀr + (1 − d)/n; the star with one node apart is small enough to solve by hand."""
    star = star_of(2)
    star.add_node("apart", kind="team", label="Apart")
    rank = centralities(star).set_index("iri").pagerank
    base = (0.15 + 0.85 * rank["apart"]) / 4
    assert rank["apart"] == pytest.approx(base)
    assert rank["hub"] == pytest.approx(base + 0.85 * 2 * rank["ray0"])
    assert rank["ray0"] == pytest.approx(base + 0.85 * rank["hub"] / 2)


def test_betweenness_is_sampled_above_a_thousand_nodes() -> None:
    first = centralities(star_of(1100)).iloc[0]
    assert first.iri == "hub"
    assert first.betweenness == pytest.approx(1, abs=0.02)


def test_communities_follow_the_links() -> None:
    left, right = star_of(6), nx.relabel_nodes(star_of(4), lambda name: f"other-{name}")
    both = nx.compose(left, right)
    both.nodes["other-hub"]["label"] = "Other"
    both.add_edge("ray0", "other-ray0", kind="recurrence", weight=0.1)
    found = communities(both)
    assert [(one.label, len(one.members)) for one in found] == [("Hub", 7), ("Other", 5)]
    assert found[1].central == "other-hub"


def test_the_same_in_every_process(tmp_path: Path) -> None:
    """Strings hash differently in each process; nothing may depend on that."""
    code = (
        "from tests.test_network import CASE, centralities, communities, load, network;"
        "g = network(load(CASE.read_text(encoding='utf-8')));"
        "print(list(g.nodes(data=True)), list(g.edges(data=True)), communities(g), centralities(g).to_csv())"
    )
    root = Path(__file__).parents[1]
    told = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        )
        told.add(run.stdout)
    assert len(told) == 1


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("The Home Office response to the ICIBI's report: An Inspection of the work of Units", "Work of Units"),
        ("Response to an inspection of illegal working enforcement", "Illegal working enforcement"),
        ("Inspection report on Visas (January–March 2012)", "Visas"),
        ("A re-inspection into the e-gates", "E-gates"),
        ("Local Immigration Teams", "Local Immigration Teams"),
        ("THE RESPONSE TO THE INSPECTOR'S REPORT ON TEAMS AT THE BORDER", "Teams at the Border"),
        ("A report on IT", "IT"),
        ("An inspection of", "An inspection of"),
        ("", ""),
    ],
)
def test_report_label(title: str, label: str) -> None:
    assert report_label(title) == label
