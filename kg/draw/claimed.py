"""What a later document last claimed of a recommendation, for its card in a chain."""

from __future__ import annotations

from collections.abc import Iterable

from kg.claims import claims
from kg.draw.chart import plain, readable
from kg.interface import Store


def claimed(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The state in the last claim on each recommendation with its date, in words: "completed, May 2017"."""
    last = {iri: some[-1] for iri, some in claims(store, iris).items()}
    return {iri: f"{one.words}, {plain(readable(one.date)) or 'undated'}" for iri, one in last.items()}
