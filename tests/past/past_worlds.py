"""A response of two recommendations that can be written in many ways, and a store that holds its first wording."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rdflib import Graph

from kg import pipeline
from kg.interface import Store
from kg.namespaces import response_graph
from kg.past import Act, updates
from kg.reason import Change
from kg.store import canonical, open_store

SLUG = "2025-ports"
TEXT = """Recommendation 1

Use IMS in every port.

Accepted

{more}We will use IMS in every port by the end of {date}.

Recommendation 2

Train the staff of the ports.

{position}

We will review the guidance on training.{last}
"""


def text(
    date: str = "December 2024", more: str = "", position: str = "Accepted", last: str = " We will train all staff."
) -> str:
    """The words of the response."""
    return TEXT.format(date=date, more=more, position=position, last=last)


def graph_of(folder: Path, words: str) -> Graph:
    """The graph of these words, read as a file."""
    path = folder / f"{SLUG}.txt"
    path.write_text(words, encoding="utf-8")
    return pipeline.submission(path)[response_graph(SLUG)]


def act(number: int = 0, by: str = "A. Reader", **more: str) -> Act:
    """An act at a minute of a made-up day."""
    told = {"source": f"{SLUG}.txt", "sha256": "ab" * 32} | more
    return Act(by, when=datetime(2026, 3, 1, 9, number, tzinfo=UTC), **told)


def change(store: Store, graph: Graph, number: int = 0, **more: str) -> None:
    """Write a state of the response with its history and nothing else: no links, no inferences."""
    store.update(";\n".join(updates(store, SLUG, graph, act(number, **more))))
    store.replace({response_graph(SLUG): graph})


def submit(store: Store, graph: Graph, number: int = 0, **more: str) -> Change:
    """Submit a state of the response."""
    return pipeline.submit(store, {response_graph(SLUG): graph}, act=act(number, **more))


def copied(store: Store) -> Store:
    """A copy of a store, in memory."""
    made = open_store(None)
    made.load(f"{line}\n".encode() for line in canonical(store))
    return made


Reader = Callable[..., Graph]
