"""The graph as it would be after a change: the store, less what is gone, plus what was added.

Lookups go to the store in batches, so that the cost follows what is looked up and nothing is written before
the whole change is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rdflib import BNode, URIRef
from rdflib.term import Node, Variable

from kg.interface import Store, Triple
from kg.reason.rules import Atom, Guard, Rule, free, substitute, unify

_BATCH = 1000  # rows of VALUES in one query
Rows = list[dict[Variable, Node]]
Key = tuple[Node | None, Node | None]


class Index:
    """A set of triples that is found by predicate and by predicate and object."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self.all: set[Triple] = set()
        self._by: dict[Key, set[Triple]] = {}
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        for triple in triples:
            self.all.add(triple)
            for key in ((triple[1], None), (triple[1], triple[2]), (triple[1], triple[0])):
                self._by.setdefault(key, set()).add(triple)

    def like(self, atom: Atom) -> Iterable[Triple]:
        """The triples that may match the atom."""
        subject, predicate, object_ = atom
        if isinstance(predicate, Variable):
            return self.all
        known = [term for term in (object_, subject) if not isinstance(term, Variable)]
        return self._by.get((predicate, known[0] if known else None), ())


class View:
    """`gone` and `added` may grow while the view is in use."""

    def __init__(self, store: Store, gone: set[Triple], added: Index) -> None:
        self.store, self.gone, self.added = store, gone, added
        self._absent: dict[Node, bool] = {}

    def match(self, atom: Atom, rows: Rows) -> Rows:
        """The rows, each extended in every way in which the atom holds. All rows bind the same variables."""
        if not rows:
            return []
        bound = [variable for variable in free(atom) if variable in rows[0]]
        by_key: dict[tuple[Node, ...], Rows] = {}
        for row in rows:
            by_key.setdefault(tuple(row[variable] for variable in bound), []).append(row)
        found: Rows = []
        for key in by_key:
            pattern = substitute(atom, dict(zip(bound, key, strict=True)))
            for triple in self.added.like(pattern):
                if (extra := unify(pattern, triple)) is not None:
                    found += [{**row, **extra} for row in by_key[key]]
        for key, extra in self._stored(atom, bound, list(by_key)):
            found += [{**row, **extra} for row in by_key[key]]
        return found

    def present(self, triples: Iterable[Triple]) -> set[Triple]:
        """Those of the triples that are in the view."""
        wanted = set(triples)
        stored = graphs_hold(self.store, wanted - self.added.all - self.gone)
        return (wanted & self.added.all) | stored

    def _stored(
        self, atom: Atom, bound: list[Variable], keys: list[tuple[Node, ...]]
    ) -> Iterator[tuple[tuple[Node, ...], dict[Variable, Node]]]:
        if self._unknown(atom[1]):
            return
        rest = [variable for variable in free(atom) if variable not in bound]
        for batch in batches(keys):
            values = values_of(bound, batch)
            query = f"SELECT DISTINCT * WHERE {{ {values} GRAPH ?_graph {{ {pattern(atom)} }} }}"
            query = query.replace("*", " ".join(v.n3() for v in (*bound, *rest)) or "(1 AS ?_one)", 1)
            for row in self.store.select(query).rows:
                terms = [term for term in row if isinstance(term, Node)]
                key, extra = tuple(terms[: len(bound)]), dict(zip(rest, terms[len(bound) :], strict=False))
                triple = substitute(substitute(atom, dict(zip(bound, key, strict=True))), extra)
                if triple not in self.gone and triple not in self.added.all:
                    yield key, extra

    def _unknown(self, predicate: Node) -> bool:
        """Whether no triple of the store has the predicate (asked once)."""
        if isinstance(predicate, Variable):
            return False
        if predicate not in self._absent:
            self._absent[predicate] = not self.store.ask(f"ASK {{ GRAPH ?g {{ ?s {predicate.n3()} ?o }} }}")
        return self._absent[predicate]


def fire(rule: Rule, view: View, delta: Index) -> Iterator[dict[Variable, Node]]:
    """The bindings under which the body holds in the view with at least one atom in `delta`."""
    for place, atom in enumerate(rule.body):
        rows = [row for triple in delta.like(atom) if (row := unify(atom, triple)) is not None]
        rest = [other for index, other in enumerate(rule.body) if index != place]
        yield from join(rest, rule.guards, rows, view)


def join(atoms: Sequence[Atom], guards: Sequence[Guard], rows: Rows, view: View) -> Rows:
    """The rows under which all atoms hold, those first that share most with what is bound."""
    left = list(atoms)
    rows = _guarded(guards, rows)
    while left and rows:
        best = max(left, key=lambda atom: _known(atom, rows[0]))
        left.remove(best)
        rows = _guarded(guards, view.match(best, rows))
    return rows


def _known(atom: Atom, row: dict[Variable, Node]) -> tuple[int, bool]:
    known = sum(not isinstance(term, Variable) or term in row for term in atom)
    return known, not isinstance(atom[1], Variable)


def _guarded(guards: Sequence[Guard], rows: Rows) -> Rows:
    if not rows:
        return rows
    ready = [guard for guard in guards if all(variable in rows[0] for variable in guard.variables())]
    return [row for row in rows if all(guard.holds(row) for guard in ready)]


def graphs_hold(store: Store, triples: Iterable[Triple], but: Iterable[URIRef] = ()) -> set[Triple]:
    """Those of the triples that some graph of the store holds, the graphs of `but` left out."""
    names = [Variable("s"), Variable("p"), Variable("o")]
    unless = " ".join(name.n3() + "," for name in but).rstrip(",")
    guard = f"FILTER(?g NOT IN ({unless}))" if unless else ""
    found: set[Triple] = set()
    for batch in batches([triple for triple in triples if not any(isinstance(term, BNode) for term in triple)]):
        query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ {values_of(names, batch)} GRAPH ?g {{ ?s ?p ?o }} {guard} }}"
        for subject, predicate, object_ in store.select(query).rows:
            if isinstance(subject, Node) and isinstance(predicate, Node) and isinstance(object_, Node):
                found.add((subject, predicate, object_))
    return found


def values_of(variables: Sequence[Variable], rows: Iterable[Sequence[Node]]) -> str:
    """A VALUES block (nothing where there are no variables); rows with blank nodes cannot be named and are left out."""
    if not variables:
        return ""
    named = (row for row in rows if not any(isinstance(term, BNode) for term in row))
    lines = " ".join(f"({' '.join(term.n3() for term in row)})" for row in named)
    return f"VALUES ({' '.join(variable.n3() for variable in variables)}) {{ {lines} }}"


def pattern(atom: Atom) -> str:
    """The atom as SPARQL."""
    return " ".join(term.n3() for term in atom)


def bind(variables: Sequence[Variable], row: Sequence[object]) -> dict[Variable, Node]:
    """The row of an answer as a binding of the variables, in their order."""
    return {name: term for name, term in zip(variables, row, strict=False) if isinstance(term, Node)}


def batches(rows: Iterable[tuple[Node, ...]]) -> Iterator[list[tuple[Node, ...]]]:
    """The rows in lists of a size that one query may carry."""
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        yield batch
