"""Where recurrence meets the store: links for a whole build, and what one response changes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rdflib import URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg import nquads, recurrence
from kg.batches import program
from kg.interface import Store, Triple
from kg.namespaces import BASE, INFERRED_GRAPH, INSP, RECURRENCE_GRAPH, response_graph
from kg.processes import in_order
from kg.query import judge, judgement, mark
from kg.recurrence import Decisions, Entry, Index
from kg.recurrence import link as links

_ROWS = 1000  # recommendations whose links are written at once
_WORTH = 5  # parts that make it worth starting other processes
_OWN = tuple(str(BASE[kind]) for kind in ("recurrence/", "issue/", "decision/"))  # things of the recurrence graph
_TYPE = RDF.type  # looked up once: asked for at every triple of a million links
_TYPES = frozenset({INSP.RecurrenceLink, INSP.RecurringIssue, INSP.Decision})  # always told, never implied


@dataclass(frozen=True, slots=True)
class Relinked:
    """What a change of some responses brings: the tags of each by its slug, updates of the recurrence graph as SPARQL,
    and the index afterwards, to be kept once the change is written."""

    tags: dict[str, list[Triple]]
    updates: list[str]
    index: Index


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the recurrence graph as N-Quads, with what it implies, the links that it holds, and their ranks by the
    row of the later recommendation."""

    statements: bytes
    links: tuple[URIRef, ...]
    ranks: Mapping[int, Sequence[int]]


def link(store: Store, entries: list[Entry], decisions: Decisions) -> int:
    """Fill the recurrence graph of a store that holds everything else; gives the number of links.

    The entries are taken out of their list: the index holds what it needs of them in a fraction of their room.
    """
    index = recurrence.Index.of(entries, recurrence.model().names)
    entries.clear()
    found: list[URIRef] = []
    ranks: dict[int, Sequence[int]] = {}

    def statements() -> Iterator[bytes]:
        for part in parts(index, decisions):
            found.extend(part.links)
            ranks.update(part.ranks)
            yield part.statements

    store.load(statements())
    store.optimize()  # a link is judged by look-ups: in a store in order they take less than half the time
    mark(store)
    judge(store, found)
    recurrence.save(store, index.with_links(range(len(index)), ranks, links.MOST), recurrence.model())
    return len(found)


def parts(index: Index, decisions: Decisions) -> Iterator[Part]:
    """The recurrence graph without its verdicts, a part at a time and on all processors."""
    yield _part(recurrence.frame(index, decisions), {})
    rows = [range(start, min(start + _ROWS, len(index))) for start in range(0, len(index), _ROWS)]
    yield from in_order(_linked, rows, index, decisions, worth=_WORTH)


def _linked(rows: range, index: Index, decisions: Decisions) -> Part:
    return _part(*recurrence.linked(index, recurrence.model(), decisions, rows))


def _part(triples: Iterable[Triple], ranks: Mapping[int, Sequence[int]]) -> Part:
    known = list(triples)
    lines = [*nquads.lines(RECURRENCE_GRAPH, known), *nquads.lines(INFERRED_GRAPH, _implied(known))]
    return Part("".join(lines).encode(), tuple(URIRef(str(t[0])) for t in known if t[1] == INSP.earlier), ranks)


def relink(store: Store, responses: Store, slugs: Sequence[str], decisions: Decisions) -> Relinked:
    """What changes where the responses in the second store take the place of those of the same slugs in the first."""
    model = recurrence.model()
    assigned = recurrence.assign(responses, slugs, model, decisions)
    before = recurrence.index_of(store, model)
    index = before.replaced(slugs, assigned.entries)
    change = recurrence.change(store, before, index, model, decisions, slugs)
    about = _about(store, responses, slugs)
    nodes = {
        name for one in (before, index) for name, slug in zip(one.names, one.reports, strict=True) if slug in about
    }
    return Relinked(assigned.triples, _updates(change, nodes, recurrence.links_from(store, nodes)), change.index)


def _about(store: Store, responses: Store, slugs: Sequence[str]) -> set[str]:
    """The reports of these responses, and those of which they claim something, as stored and as handed in: what is
    reported complete of their recommendations may change."""
    graphs = " ".join(response_graph(slug).n3() for slug in slugs)
    said = f"GRAPH ?graph {{ ?claim {INSP.claimOf.n3()} ?thing }}"
    query = f"SELECT DISTINCT ?thing {{ VALUES ?graph {{ {graphs} }} {said} }}"
    things = [str(thing) for one in (store, responses) for (thing,) in one.select(query).rows]
    parts = [thing.removeprefix(str(BASE)).split("/") for thing in things if thing.startswith(str(BASE))]
    return {
        *slugs,
        *(part[1] for part in parts if len(part) > 2),
    }  # KIND/SLUG/NUMBER: others are of no report


def _updates(change: recurrence.Change, nodes: set[str], links: frozenset[URIRef]) -> list[str]:
    """The change of the recurrence graph, with what it implies, as SPARQL updates. `nodes` and the links that lead from
    them are marked and judged anew, whatever else changes."""
    untyped = {triple[0] for triple in change.removed if triple[1] == RDF.type}
    lost = {t for t in _implied(change.removed) if t[1] != RDF.type or t[0] in untyped} - _implied(change.added)
    parts = [
        ("DELETE", RECURRENCE_GRAPH, change.removed),
        ("DELETE", INFERRED_GRAPH, lost),
        ("INSERT", RECURRENCE_GRAPH, change.added),
        ("INSERT", INFERRED_GRAPH, _implied(change.added)),
    ]
    lines = [f"{verb} DATA {{ GRAPH {name.n3()} {{ {_data(some)} }} }}" for verb, name, some in parts if some]
    return [*lines, *judgement(change.links | links, change.recommendations | {URIRef(name) for name in nodes})]


def _data(triples: Iterable[Triple]) -> str:
    return " . ".join(" ".join(map(nquads.term, triple)) for triple in sorted(triples))


def _implied(triples: Iterable[Triple]) -> set[Triple]:
    """What triples of the recurrence graph imply of its own things, beyond themselves."""
    known = set(triples)
    heads = {head for triple in known if _tells(triple) for head in program().follows(triple)}
    return {head for head in heads if str(head[0]).startswith(_OWN) and head[2] not in _TYPES} - known


def _tells(triple: Triple) -> bool:
    """Whether a triple can imply anything of the recurrence graph's own things: most of a link's triples do not."""
    subject, predicate, thing = triple
    of_subject, of_object = _spoken_of(predicate, thing if predicate == _TYPE else None)
    return (of_subject and str(subject).startswith(_OWN)) or (of_object and str(thing).startswith(_OWN))


@cache
def _spoken_of(predicate: Node, kind: Node | None) -> tuple[bool, bool]:
    """Whether rules infer something worth telling of the subject, or of the object, of such a triple."""
    one, other = URIRef("urn:one"), kind or URIRef("urn:other")
    heads = set(program().follows((one, predicate, other)))
    typed = {
        head
        for known in _TYPES
        for head in program().follows((one, RDF.type, known))
        if (one, RDF.type, known) in heads
    }
    told = [head for head in heads - typed if head[2] not in _TYPES and head != (one, predicate, other)]
    return any(head[0] == one for head in told), any(head[0] == other for head in told)
