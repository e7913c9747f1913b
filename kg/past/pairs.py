"""Which commitment of a later state is which of an earlier one: by name and, where numbers shifted, by words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.namespaces import INSP

_WORDS = 400  # of a text that are compared: the time grows with their square
_SAME = 0.8  # how alike the words must be for two promises of one recommendation to be the same
_REWORDED = 0.5  # how alike, where the promise has the same name as well


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: the recommendation that it addresses, its words, its date as EDTF and the last day of that."""

    iri: URIRef
    addresses: str
    text: str
    due: str
    latest: date | None

    @property
    def number(self) -> str:
        """As in 2.a/1: the recommendation, and the place among its commitments."""
        return "/".join(str(self.iri).split("/")[-2:])


def promises(graph: Graph) -> list[Promise]:
    """The commitments of a response, sorted by IRI."""
    found = []
    for iri in sorted(node for node in graph.subjects(RDF.type, INSP.Commitment) if isinstance(node, URIRef)):
        facts = (graph.value(iri, name, any=True) for name in (INSP.addresses, INSP.text, INSP.due))
        addresses, text, due = (str(fact or "") for fact in facts)
        found.append(Promise(iri, addresses, " ".join(text.split()), due, _day(graph.value(iri, INSP.dueLatest))))
    return found


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def paired(before: Graph, after: Graph) -> list[tuple[Promise, Promise]]:
    """The commitments that both states have, the earlier and the later of each, sorted by the later."""
    old, new = promises(before), promises(after)
    found = {}
    for same_name, least in ((False, 1.0), (True, _SAME), (False, _SAME), (True, _REWORDED)):
        pairs = sorted(_alike(old, new, same_name, least), key=_surest)
        for _, one, other in pairs:
            if one in old and other in new:
                old.remove(one)
                new.remove(other)
                found[other] = one
    return [(found[other], other) for other in sorted(found, key=lambda promise: promise.iri)]


def _surest(pair: tuple[float, Promise, Promise]) -> tuple[float, bool, str, str]:
    ratio, one, other = pair
    return -ratio, one.iri != other.iri, one.iri, other.iri


def _alike(
    old: Iterable[Promise], new: Iterable[Promise], same_name: bool, least: float
) -> Iterable[tuple[float, Promise, Promise]]:
    by_recommendation: dict[str, list[Promise]] = {}
    for other in new:
        by_recommendation.setdefault(other.addresses, []).append(other)
    for one in old:
        for other in by_recommendation.get(one.addresses, ()):
            if not same_name or one.iri == other.iri:
                ratio = likeness(one.text, other.text)
                if ratio >= least:
                    yield ratio, one, other


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the share of their first words that they have in common, in order."""
    if one == other:
        return 1.0
    first, second = (text.split(maxsplit=_WORDS)[:_WORDS] for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
