"""Replaces named graphs and keeps the inferences right, at a cost that follows the change.

What is removed is deleted with all that hung on it and derived again where something else still supports it
(delete and rederive); what is added is followed semi-naively. All of it is worked out over a view of the store
and written in one update, so that a contradiction or a failure leaves the store as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import BNode, URIRef

from kg.errors import DataError
from kg.interface import Store, Triple
from kg.namespaces import INFERRED_GRAPH, shorten
from kg.reason.closure import closure, finished, program_of
from kg.reason.contradictions import asserted_in, check_delta
from kg.reason.rules import Program, substitute, unify
from kg.reason.support import supported
from kg.reason.view import Index, View, fire, graphs_hold, join, pattern


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did, in triples: asserted and removed in the graphs, new among the inferred, gone from them."""

    added: int
    removed: int
    inferred: int
    withdrawn: int


def update(
    store: Store,
    graphs: Mapping[URIRef, Iterable[Triple]],
    *,
    program: Program | None = None,
    also: Sequence[str] = (),
) -> Change:
    """Replace the graphs as `Store.replace` does and bring INFERRED_GRAPH up to date, whole or not at all.

    `also` are SPARQL updates that belong to the change; nothing is inferred from what they write.

    `program` saves compiling the ontology again when many changes follow each other. Where the ontology itself
    is among the graphs, or the last closure was cut off, everything is inferred anew (then the replacement
    stands even where the closure finds a contradiction). Raises InconsistencyError with the store unchanged,
    and DataError for blank nodes, which no other graph could speak of.
    """
    program = program or program_of(store)
    contents = {name: set(triples) for name, triples in graphs.items()}
    if set(contents) & set(program.ontology_graphs) or not finished(store):
        return _anew(store, contents, program, also)
    _check(contents)
    return _Updater(store, program, contents, also).run()


def _anew(store: Store, contents: Mapping[URIRef, set[Triple]], program: Program, also: Sequence[str]) -> Change:
    store.replace(contents)
    if also:
        store.update(";\n".join(also))
    inferred = closure(store, ontology_graphs=program.ontology_graphs)
    return Change(sum(map(len, contents.values())), 0, inferred, 0)


def _check(contents: Mapping[URIRef, set[Triple]]) -> None:
    for name, triples in contents.items():
        if name == INFERRED_GRAPH:
            raise DataError("the inferred graph follows from the others", where=shorten(str(name)), mend="leave it out")
        for triple in triples:
            if any(isinstance(term, BNode) for term in triple):
                raise DataError(
                    f"a blank node in “{pattern(triple)}”",
                    where=shorten(str(name)),
                    expected="an IRI for each thing",
                    mend="name it",
                )


class _Updater:
    def __init__(
        self, store: Store, program: Program, contents: Mapping[URIRef, set[Triple]], also: Sequence[str]
    ) -> None:
        self.store, self.program, self.contents, self.also = store, program, contents, also
        self.before = {name: set(store.graph(name)) for name in contents}
        self.old: set[Triple] = set().union(*self.before.values())
        self.now: set[Triple] = set().union(*contents.values())
        self.reach = self.now | {head for triple in self.now for head in program.follows(triple)}
        self.elsewhere = (*contents, INFERRED_GRAPH)
        self.demoted: set[Triple] = set()

    def run(self) -> Change:
        lost, fresh = self.old - self.now, self.now - self.old
        gone = self._overdelete(lost - graphs_hold(self.store, lost, self.elsewhere))
        doubted = gone - lost
        view = View(self.store, gone, Index())
        known = graphs_hold(self.store, fresh) - gone
        self._insert(view, (fresh - known) | self._rederive(view))
        check_delta(view, self.program, view.added, self._asserted)
        return self._write(view, fresh, doubted & view.added.all)

    def _overdelete(self, lost: set[Triple]) -> set[Triple]:
        """What may no longer hold: the lost triples and all that was inferred with their help, in the old graph."""
        view = View(self.store, set(), Index())
        gone: set[Triple] = set()
        frontier = lost - self._stays(lost)
        self.demoted = {triple for triple in lost - frontier if self.program.keeps(triple)}
        while frontier:
            gone |= frontier
            heads = self._heads(view, Index(frontier)) - gone - self.now
            heads -= graphs_hold(self.store, heads, self.elsewhere)
            frontier = heads - self._stays(heads)
        return gone

    def _stays(self, triples: set[Triple]) -> set[Triple]:
        """Those that one asserted triple which remains implies by linear rules, or the ontology alone."""
        kept = {triple for triple in triples if triple in self.reach or triple in self.program.facts}
        return kept | supported(self.store, self.program, triples - kept, self.elsewhere)

    def _rederive(self, view: View) -> set[Triple]:
        """The triples gone that some rule derives from what is left."""
        found: set[Triple] = set()
        index = Index(view.gone)
        for rule in self.program.rules:
            assert rule.head is not None
            rows = [row for triple in index.like(rule.head) if (row := unify(rule.head, triple)) is not None]
            if rows:
                found |= {substitute(rule.head, row) for row in join(rule.body, rule.guards, rows, view)}
        return {triple for triple in found & view.gone if self.program.keeps(triple)}

    def _insert(self, view: View, frontier: set[Triple]) -> None:
        """Add the triples to the view with everything that follows from them."""
        while frontier:
            view.gone -= frontier
            view.added.add(frontier)
            heads = self._heads(view, Index(frontier))
            frontier = heads - view.present(heads)

    def _heads(self, view: View, delta: Index) -> set[Triple]:
        """What follows in one step (linear steps chained) from the delta with the help of the view."""
        heads = {head for triple in delta.all for head in self.program.follows(triple)}
        for rule in self.program.joins:
            assert rule.head is not None
            heads |= {substitute(rule.head, row) for row in fire(rule, view, delta)}
        return {head for head in heads if self.program.keeps(head)}

    def _asserted(self, triple: Triple) -> tuple[URIRef, ...]:
        """The graphs that assert the triple after the change."""
        names = [name for name, triples in self.contents.items() if triple in triples]
        names += [name for name in asserted_in(self.store, triple) if name not in self.elsewhere]
        return tuple(sorted(names))

    def _write(self, view: View, fresh: set[Triple], restored: set[Triple]) -> Change:
        withdrawn = view.gone | fresh  # what is asserted now is no longer listed as inferred
        inferred = (view.added.all | self.demoted) - self.now - restored
        lines: list[str] = []
        for name, triples in self.contents.items():
            lines += _data("DELETE", name, self.before[name] - triples)
            lines += _data("INSERT", name, triples - self.before[name])
        lines += _data("DELETE", INFERRED_GRAPH, withdrawn) + _data("INSERT", INFERRED_GRAPH, inferred)
        lines += self.also
        if lines:
            self.store.update(";\n".join(lines))
        added = sum(len(triples - self.before[name]) for name, triples in self.contents.items())
        removed = sum(len(self.before[name] - triples) for name, triples in self.contents.items())
        return Change(added, removed, len(inferred), len(view.gone - self.old))


def _data(verb: str, graph: URIRef, triples: set[Triple]) -> list[str]:
    if not triples:
        return []
    lines = " .\n".join(sorted(pattern(triple) for triple in triples))
    return [f"{verb} DATA {{ GRAPH {graph.n3()} {{\n{lines} }} }}"]
