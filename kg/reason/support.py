"""Which inferred triples still rest on an asserted one: the cheap and common case when something is removed.

Without it, removing one response would unsettle each team it names, and with the team everything that the
other responses say of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef
from rdflib.term import Node, Variable

from kg.interface import Store, Triple
from kg.reason.rules import OBJECT, SUBJECT, Atom, Program, substitute, unify
from kg.reason.view import Index, batches, pattern, values_of


def supported(store: Store, program: Program, triples: set[Triple], but: Iterable[URIRef]) -> set[Triple]:
    """Those of the triples that linear rules infer from one asserted triple outside the graphs of `but`."""
    left, found = set(triples), set[Triple]()
    index = Index(triples)
    unless = ", ".join(name.n3() for name in but)
    for source, head in _sources(program):
        if not left:
            break
        candidates = set(index.like(head)) & left
        known = _confirmed(store, source, head, candidates, unless) if candidates else set()
        found |= known
        left -= known
    return found


def _sources(program: Program) -> Iterator[tuple[Atom, Atom]]:
    """Each (asserted pattern, inferred pattern), first the sources that are found by class."""
    pairs = [
        ((SUBJECT, predicate, OBJECT if object_ is None else object_), head)
        for (predicate, object_), heads in program.templates.items()
        for head in heads
    ]
    return iter(sorted(pairs, key=lambda pair: (isinstance(pair[0][2], Variable), pattern(pair[0]), pattern(pair[1]))))


def _confirmed(store: Store, source: Atom, head: Atom, triples: set[Triple], unless: str) -> set[Triple]:
    by_source: dict[Atom, set[Triple]] = {}
    for triple in triples:
        if (binding := unify(head, triple)) is not None:
            by_source.setdefault(substitute(source, binding), set()).add(triple)
    return {triple for atom in _held(store, source, list(by_source), unless) for triple in by_source[atom]}


def _held(store: Store, source: Atom, atoms: list[Atom], unless: str) -> Iterator[Atom]:
    """The instances of the source pattern, open in the same places, that some other graph asserts."""
    if not atoms:
        return
    ends = ((0, SUBJECT), (2, OBJECT))
    bound = [name for place, name in ends if source[place] == name and not isinstance(atoms[0][place], Variable)]
    keys: dict[tuple[Node, ...], Atom] = {_key(bound, atom): atom for atom in atoms}
    for batch in batches(keys):
        test = f"GRAPH ?g {{ {pattern(source)} }} FILTER(?g NOT IN ({unless}))"
        columns = " ".join(variable.n3() for variable in bound)
        query = f"SELECT DISTINCT {columns} WHERE {{ {values_of(bound, batch)} FILTER EXISTS {{ {test} }} }}"
        for row in store.select(query).rows:
            yield keys[tuple(term for term in row if isinstance(term, Node))]


def _key(bound: list[Variable], atom: Atom) -> tuple[Node, ...]:
    return tuple(atom[0] if variable == SUBJECT else atom[2] for variable in bound)
