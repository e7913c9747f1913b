"""Tells cheaply that a rule cannot fire in a store.

The rules of functional properties want a thing with two values, and as a rule no thing has. To count the values in one
pass over the property takes a tenth of the time of looking up the thing of every triple again.
"""

from __future__ import annotations

from rdflib.term import Variable

from kg.interface import Store
from kg.reason.rules import Atom, Differ, Rule, ValuesDiffer
from kg.reason.view import pattern


def idle(store: Store, rule: Rule) -> bool:
    """Whether the rule wants two different values of a property and nothing in the store has them (False of any other
    rule: whether that can fire is not looked at)."""
    found = _counted(rule)
    if found is None:
        return False
    atom, thing, value = found
    twice = f"GROUP BY {thing.n3()} HAVING (COUNT(DISTINCT {value.n3()}) > 1)"
    return not store.ask(f"ASK {{ {{ SELECT {thing.n3()} WHERE {{ GRAPH ?g {{ {pattern(atom)} }} }} {twice} }} }}")


def _counted(rule: Rule) -> tuple[Atom, Variable, Variable] | None:
    """For a body of two atoms that differ in one variable only, whose values have to differ: the atom, the variable
    that they share, and the other."""
    if len(rule.body) != 2:
        return None
    one, other = rule.body
    own = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
    shared = [left for left, right in zip(one, other, strict=True) if left == right and isinstance(left, Variable)]
    if len(own) != 1 or len(shared) != 1 or isinstance(one[1], Variable):
        return None
    value, second = own[0]
    differ = any(isinstance(g, Differ | ValuesDiffer) and {g.left, g.right} == {value, second} for g in rule.guards)
    return (one, shared[0], value) if differ and isinstance(value, Variable) else None
