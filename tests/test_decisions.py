"""Decisions of people as data: the last on a thing counts, in the file, in the graph and after every rebuild."""

from __future__ import annotations

import random
from contextlib import closing

import pytest

from kg.namespaces import BASE, PREFIXES, RECURRENCE_GRAPH
from kg.recurrence import Decision, Decisions
from kg.recurrence.decisions import stored, triples
from kg.store import open_store

FIRST, SECOND, THIRD = (str(BASE[f"recommendation/{name}/1"]) for name in ("first", "second", "third"))
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def said(by: str, decision: str, one: str = FIRST, other: str = SECOND, on: str = "2026-11-28") -> Decision:
    return Decision(one, other, "", decision, by, on)


def kept(decisions: Decisions) -> Decisions:
    """What a store gives back of them."""
    with closing(open_store(None)) as store:
        store.bulk({RECURRENCE_GRAPH: list(triples(decisions))})
        return stored(store)


@pytest.mark.parametrize("seed", range(5))
def test_a_store_gives_back_the_order_of_one_day(seed: int) -> None:
    lines = [said(by, kind) for by in "ZYAB" for kind in ("confirmed", "rejected")]
    random.Random(seed).shuffle(lines)
    told = Decisions(tuple(lines))
    assert kept(told).every == told.every
    assert kept(kept(told)).by_thing == told.by_thing


def test_what_was_decided_before_stays_as_history_and_is_named_by_what_replaces_it() -> None:
    told = Decisions(
        (said("Z", "confirmed", on="2026-11-27"), said("A", "rejected"), said("A", "rejected", other=THIRD))
    )
    assert len(kept(told).every) == 3
    with closing(open_store(None)) as store:
        store.bulk({RECURRENCE_GRAPH: list(triples(told))})
        asked = "SELECT ?new ?old { ?n dcterms:replaces ?o . ?n dcterms:creator ?new . ?o dcterms:creator ?old }"
        assert [[str(value) for value in row] for row in store.select(PREFIX + asked).rows] == [["A", "Z"]]


def test_a_line_that_is_said_twice_counts_where_it_was_said_last() -> None:
    told = Decisions((said("A", "confirmed"), said("B", "rejected"), said("A", "confirmed", one=SECOND, other=FIRST)))
    assert told.link(FIRST, SECOND) is True
    assert [one.by for one in told.every] == ["B", "A"]
    assert kept(told).every == told.every


def test_a_graph_that_was_edited_into_a_circle_is_still_read() -> None:
    told = Decisions((said("A", "confirmed"), said("B", "rejected")))
    one, other = (decision.node.n3() for decision in told.every)
    with closing(open_store(None)) as store:
        store.bulk({RECURRENCE_GRAPH: list(triples(told))})
        store.update(f"{PREFIX}INSERT DATA {{ GRAPH {RECURRENCE_GRAPH.n3()} {{ {one} dcterms:replaces {other} }} }}")
        assert len(stored(store).every) == 2
