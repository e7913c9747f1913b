"""Each rule on a case of its own (tests/cases/reason): our closure, the expected triples and owlrl agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from oracle import oracle
from rdflib import Dataset, Graph, URIRef

from kg.errors import InconsistencyError, UnsupportedAxiomError
from kg.interface import Store
from kg.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH
from kg.reason import closure, compile_rules, finished, update
from kg.store import canonical, embedded, open_store

CASES = Path(__file__).parent.parent / "cases" / "reason"
EX = "http://example.org/"
DATA = URIRef(EX + "data")


def cases(kind: str) -> list[Path]:
    found = sorted((CASES / kind).glob("*.trig"))
    assert found
    return found


def read(path: Path, name: str) -> Graph:
    dataset = Dataset()
    dataset.parse(path, format="trig")
    graph = Graph()
    for triple in dataset.graph(URIRef(EX + name)):
        graph.add(triple)
    return graph


def filled(path: Path) -> Store:
    store = open_store(None)
    store.replace({ONTOLOGY_GRAPH: read(path, "ontology"), DATA: read(path, "data")})
    return store


@pytest.mark.parametrize("path", cases("closure"), ids=lambda path: path.stem)
def test_closure(path: Path) -> None:
    store = filled(path)
    expected = set(read(path, "inferred"))
    assert closure(store) == len(expected)
    assert set(store.graph(INFERRED_GRAPH)) == expected
    assert finished(store)
    assert oracle(read(path, "ontology"), read(path, "data")) == expected


@pytest.mark.parametrize("path", cases("closure"), ids=lambda path: path.stem)
def test_the_same_on_disk_in_portions(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PORTION", 2)
    store = open_store(tmp_path / "store")
    store.replace({ONTOLOGY_GRAPH: read(path, "ontology"), DATA: read(path, "data")})
    closure(store)
    assert set(store.graph(INFERRED_GRAPH)) == set(read(path, "inferred"))


@pytest.mark.parametrize("path", cases("closure"), ids=lambda path: path.stem)
def test_the_same_by_update(path: Path) -> None:
    store = open_store(None)
    store.replace({ONTOLOGY_GRAPH: read(path, "ontology")})
    closure(store)
    before = list(canonical(store))
    update(store, {DATA: read(path, "data")})
    assert set(store.graph(INFERRED_GRAPH)) == set(read(path, "inferred"))
    update(store, {DATA: []})
    assert list(canonical(store)) == before


@pytest.mark.parametrize("path", cases("contradictions"), ids=lambda path: path.stem)
def test_contradiction(path: Path) -> None:
    store = filled(path)
    before = list(canonical(store))
    with pytest.raises(InconsistencyError) as caught:
        closure(store)
    for said in re.findall(r"^# says: (.+)$", path.read_text(), re.MULTILINE):
        assert said in str(caught.value)
    assert not finished(store)  # so that the next change infers everything anew
    assert [line for line in canonical(store) if '"unfinished"' not in line] == before


@pytest.mark.parametrize("path", cases("contradictions"), ids=lambda path: path.stem)
def test_contradiction_by_update(path: Path) -> None:
    store = open_store(None)
    store.replace({ONTOLOGY_GRAPH: read(path, "ontology")})
    closure(store)
    before = list(canonical(store))
    with pytest.raises(InconsistencyError) as caught:
        update(store, {DATA: read(path, "data")})
    assert "<http://example.org/data>" in str(caught.value)
    for said in re.findall(r"^# says: (.+)$", path.read_text(), re.MULTILINE):
        assert said in str(caught.value)
    assert list(canonical(store)) == before


@pytest.mark.parametrize("path", cases("unsupported"), ids=lambda path: path.stem)
def test_unsupported(path: Path) -> None:
    says = re.findall(r"^# says: (.+)$", path.read_text(), re.MULTILINE)
    assert says
    with pytest.raises(UnsupportedAxiomError) as caught:
        compile_rules(read(path, "ontology"))
    assert says[0] in str(caught.value)
