"""The whole flow on a real server: it holds the same graph as the embedded store."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline, resources
from kg.cli import run
from kg.interface import Store
from kg.namespaces import HISTORY_GRAPH
from kg.store import canonical, fresh_store, open_store

SLUG = "2022-chief-caseworker-unit"


@pytest.fixture
def server(serve: Callable[..., str]) -> str:
    """The address of a server that holds the graph of the five responses."""
    address = serve("--union-default-graph")
    with fresh_store(address) as store:
        pipeline.build(store)
    return address


def lines(where: str) -> list[str]:
    store = open_store(where)
    try:
        return list(canonical(store))
    finally:
        store.close()


def test_the_server_holds_the_graph_of_the_embedded_store(
    server: str, five: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def kg(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["kg", *words, "--store", server])
        with pytest.raises(SystemExit) as ended:
            run()
        assert ended.value.code == 0
        return capsys.readouterr().out

    monkeypatch.chdir(tmp_path)
    expected = list(canonical(five))
    assert lines(server) == expected
    assert "2024-competent-authority" in kg("query", "positions-by-report")
    part = "id:recommendation/2024-competent-authority/5.e.ii"
    assert "inferred by" in kg("explain", part, "insp:partOf", "id:recommendation/2024-competent-authority/5")
    told = kg("submit", str(resources.responses() / f"{SLUG}.txt")).splitlines()
    assert told == [f"Stored {SLUG}: nothing has changed."]
    history = f" <{HISTORY_GRAPH}> ."
    after = lines(server)
    assert [line for line in after if not line.endswith(history)] == expected
    assert len(after) > len(expected)
    store = open_store(server)
    store.replace({HISTORY_GRAPH: ()})
    store.close()


def test_a_changed_document_is_replaced_on_the_server(server: str, tmp_path: Path) -> None:
    source = resources.responses() / f"{SLUG}.txt"
    (tmp_path / source.name).write_text(source.read_text(encoding="utf-8").replace("14 day", "15 day"), "utf-8")
    remote, embedded = open_store(server), open_store(None)
    pipeline.build(embedded)
    changes = [pipeline.submit(store, pipeline.submission(tmp_path / source.name)) for store in (remote, embedded)]
    assert changes[0] == changes[1]
    assert list(canonical(remote)) == list(canonical(embedded))
