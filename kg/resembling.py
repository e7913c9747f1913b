"""What new recommendations resemble in a store. It imports little: a person waits for the answer."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from kg import recurrence
from kg.gazetteers import gazetteer
from kg.interface import Store
from kg.recurrence import Decisions, Entry, Resemblance, Text
from kg.recurrence.decisions import stored
from kg.recurrence.sentences import sentences

Resembling = list[tuple[Text, list[Resemblance]]]
"""Recommendations, each with those of other reports that it resembles, the surest first."""


def text_resembles(store: Store, words: str, most: int = 10, decisions: Decisions | None = None) -> Resembling:
    """What one recommendation, given by its words, resembles; the store is only read."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(sentences)  # loaded while the rest is; what fails is told where it is asked for
        named = {found.entity for found in gazetteer().find(words)}
        systems = frozenset(entity.iri for entity in named if entity.kind == "system")
        bodies = frozenset(entity.iri for entity in named if entity.kind != "system")
        text = Text("", "", words, systems=systems, teams=recurrence.units(bodies), bodies=bodies)
        model = recurrence.model()
    return resembling(store, [recurrence.entry(text, model.read(words), model)], most, decisions)


def resembling(
    store: Store, entries: Iterable[Entry], most: int = 10, decisions: Decisions | None = None
) -> Resembling:
    """What each of these resembles; the store is only read. `decisions` are by default those that it holds."""
    told = stored(store) if decisions is None else decisions
    model = recurrence.model()
    index = recurrence.index_of(store, model)
    return [(entry.text, recurrence.similar(index, model, entry, most, told)) for entry in entries]
