"""Dates that move are kept: the first one and each change, also where commitments get other numbers."""

from __future__ import annotations

from past_worlds import SLUG, Reader, change
from rdflib import Graph

from kg.interface import Store
from kg.namespaces import BASE, response_graph
from kg.past.pairs import paired
from kg.query import bind, find, run

FIRST = "We will tell the ports first. "


def slips(store: Store) -> list[tuple[str, ...]]:
    table = run(store, bind(find("date-slips"), {"report": SLUG}))
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    columns = ("iri", "original", "due", "changes", "slips", "days", "held")
    start = f"{BASE}commitment/{SLUG}/"
    return [tuple("" if row[c] is None else str(row[c]).removeprefix(start) for c in columns) for row in rows]


def test_each_move_of_a_date_counts(store: Store, read: Reader) -> None:
    for number, date in enumerate(("March 2025", "June 2025", "May 2025")):
        change(store, read(date=date), number)
    assert slips(store) == [("1/1", "2024-12-31", "2025-05-31", "3", "2", "151", "yes")]


def test_a_commitment_that_gets_another_number_keeps_its_history(store: Store, read: Reader) -> None:
    change(store, read(date="March 2025"), 1)
    change(store, read(date="March 2025", more=FIRST), 2)
    assert slips(store) == [("1/2", "2024-12-31", "2025-03-31", "1", "1", "90", "yes")]
    change(store, read(date="June 2025", more=FIRST), 3)
    change(store, read(date="June 2025"), 4)
    assert slips(store) == [("1/1", "2024-12-31", "2025-06-30", "2", "2", "181", "yes")]


def test_taking_a_response_away_does_not_hide_a_slip(store: Store, read: Reader) -> None:
    change(store, Graph(), 1, reason="withdrawn")
    assert slips(store) == []
    change(store, read(date="March 2025"), 2)
    assert slips(store) == [("1/1", "2024-12-31", "2025-03-31", "1", "1", "90", "yes")]
    change(store, Graph(), 3, reason="withdrawn")
    assert slips(store) == [("1/1", "2024-12-31", "2025-03-31", "1", "1", "90", "no")]


def test_a_date_that_is_lost_and_a_promise_that_ends_are_told(store: Store, read: Reader) -> None:
    dated = " We will train all staff by June 2025."
    change(store, read(last=dated), 1)
    assert slips(store) == [("2/2", "", "2025-06", "1", "0", "0", "yes")]
    change(store, read(), 2)
    assert slips(store) == [("2/2", "", "", "2", "0", "0", "yes")]
    change(store, read(last=""), 3)
    assert slips(store) == [("2/2", "", "", "2", "0", "0", "no")]
    change(store, read(last=" We will close every port by May 2026."), 4)
    assert slips(store) == [("2/2", "", "", "2", "0", "0", "no")]


def test_commitments_are_matched_by_name_and_by_words(ports: Store, read: Reader) -> None:
    before = ports.graph(response_graph(SLUG))

    def pairs(after: Graph) -> list[tuple[str, str]]:
        return [(one.number, other.number) for one, other in paired(before, after)]

    assert pairs(before) == [("1/1", "1/1"), ("2/1", "2/1"), ("2/2", "2/2")]
    assert pairs(read(more=FIRST)) == [("1/1", "1/2"), ("2/1", "2/1"), ("2/2", "2/2")]
    assert pairs(read(last="")) == [("1/1", "1/1"), ("2/1", "2/1")]
    assert pairs(read(last=" Nobody will ever close a port by May 2026.")) == [("1/1", "1/1"), ("2/1", "2/1")]
