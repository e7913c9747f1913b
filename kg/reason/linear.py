"""Chains linear rules beforehand: subclass, subproperty, domain, range and inverse steps become one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib.term import Node, Variable

from kg.interface import Kind
from kg.reason.rules import OBJECT, SUBJECT, Atom, Rule, substitute, unify


def chain(rules: Iterable[Rule]) -> Mapping[Kind, tuple[Atom, ...]]:
    """For each predicate (or predicate and object) that starts a linear rule, all that follows from (?s p ?o).

    A key with an object covers everything that the key without one covers.
    """
    linear = [rule for rule in rules if rule.linear]
    by_predicate: dict[Node, list[Rule]] = {}
    for rule in linear:
        by_predicate.setdefault(rule.body[0][1], []).append(rule)
    keys: set[Kind] = set()
    for rule in linear:
        _, predicate, object_ = rule.body[0]
        keys.add((predicate, None if isinstance(object_, Variable) else object_))
    found = {key: _consequences(key, by_predicate) for key in sorted(keys, key=str)}
    return {key: heads for key, heads in found.items() if heads}


def _consequences(key: Kind, by_predicate: Mapping[Node, list[Rule]]) -> tuple[Atom, ...]:
    start: Atom = (SUBJECT, key[0], OBJECT if key[1] is None else key[1])
    found: dict[Atom, None] = {start: None}
    todo = [start]
    while todo:
        triple = todo.pop()
        for rule in by_predicate.get(triple[1], ()):
            binding = unify(rule.body[0], triple)
            if binding is None or rule.head is None:
                continue
            head = substitute(rule.head, binding)
            if head not in found:
                found[head] = None
                todo.append(head)
    del found[start]
    return tuple(found)
