"""Where recurrence meets the store: links for a whole build, and what one response changes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from rdflib.namespace import RDF

from kg import nquads, recurrence
from kg.batches import gazetteer, program
from kg.interface import Store, Triple
from kg.namespaces import BASE, INFERRED_GRAPH, INSP, RECURRENCE_GRAPH
from kg.query import judge, judgement
from kg.recurrence import Decisions, Entry, Index, Resemblance, Text

_PART = 200_000  # triples of the recurrence graph that are written at once
_OWN = tuple(str(BASE[kind]) for kind in ("recurrence/", "issue/", "decision/"))  # things of the recurrence graph
_TYPES = frozenset({INSP.RecurrenceLink, INSP.RecurringIssue, INSP.Decision})  # always told, never implied


@dataclass(frozen=True, slots=True)
class Relinked:
    """What a change of some responses brings: the tags of each by its slug, updates of the recurrence graph as SPARQL,
    and the index afterwards, to be kept once the change is written."""

    tags: dict[str, list[Triple]]
    updates: list[str]
    index: Index


def link(store: Store, entries: Iterable[Entry], decisions: Decisions) -> int:
    """Fill the recurrence graph of a store that holds everything else; gives the number of links."""
    model = recurrence.model()
    found = 0
    index = recurrence.Index.of(entries, model.names)
    triples = recurrence.everything(index, model, decisions)
    while part := list(islice(triples, _PART)):
        found += sum(triple[1] == INSP.earlier for triple in part)
        store.load("".join(nquads.lines(RECURRENCE_GRAPH, part)).encode())
        store.load("".join(nquads.lines(INFERRED_GRAPH, _implied(part))).encode())
    judge(store)
    recurrence.save(store, index)
    return found


def relink(store: Store, responses: Store, slugs: Sequence[str], decisions: Decisions) -> Relinked:
    """What changes where the responses in the second store take the place of those of the same slugs in the first."""
    model = recurrence.model()
    assigned = recurrence.assign(responses, slugs, model, decisions)
    before = recurrence.index_of(store, model)
    index = before.replaced(slugs, assigned.entries)
    change = recurrence.change(store, before, index, model, decisions, slugs)
    return Relinked(assigned.triples, _updates(change), index)


def similar(
    store: Store, asked: Store | str, slugs: Sequence[str] = (), most: int = 10
) -> list[tuple[Text, list[Resemblance]]]:
    """What each recommendation of the responses in a second store, or one text, resembles in the first."""
    model = recurrence.model()
    if isinstance(asked, str):
        named = {found.entity for found in gazetteer().find(asked)}
        systems = frozenset(entity.iri for entity in named if entity.kind == "system")
        teams = frozenset(entity.iri for entity in named if entity.kind != "system")
        text = Text("", "", asked, systems=systems, teams=teams)
        new = [recurrence.entry(text, model.issues(asked), model)]
    else:
        new = recurrence.assign(asked, slugs, model, Decisions()).entries
    index = recurrence.index_of(store, model)
    return [(entry.text, recurrence.similar(index, model, entry, most)) for entry in new]


def _updates(change: recurrence.Change) -> list[str]:
    """The change of the recurrence graph, with what it implies, as SPARQL updates."""
    untyped = {triple[0] for triple in change.removed if triple[1] == RDF.type}
    lost = {t for t in _implied(change.removed) if t[1] != RDF.type or t[0] in untyped} - _implied(change.added)
    parts = [
        ("DELETE", RECURRENCE_GRAPH, change.removed),
        ("DELETE", INFERRED_GRAPH, lost),
        ("INSERT", RECURRENCE_GRAPH, change.added),
        ("INSERT", INFERRED_GRAPH, _implied(change.added)),
    ]
    lines = [f"{verb} DATA {{ GRAPH {name.n3()} {{ {_data(some)} }} }}" for verb, name, some in parts if some]
    return [*lines, *judgement(change.links)]


def _data(triples: Iterable[Triple]) -> str:
    return " . ".join(" ".join(map(nquads.term, triple)) for triple in sorted(triples))


def _implied(triples: Iterable[Triple]) -> set[Triple]:
    """What triples of the recurrence graph imply of its own things, beyond themselves."""
    known = set(triples)
    heads = {head for triple in known for head in program().follows(triple)}
    return {head for head in heads if str(head[0]).startswith(_OWN) and head[2] not in _TYPES} - known
