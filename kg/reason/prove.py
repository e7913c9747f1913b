"""Looks for the shortest proof of a triple, from whatever can say what is asserted and which rule bodies hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node, Variable

from kg.interface import Triple
from kg.reason.rules import Program, Rule, substitute, unify

_DEEPEST = 24  # steps of a proof; the longest chain of an ontology of this kind has about ten

Bodies = Callable[[Rule, dict[Variable, Node]], Iterable[list[Triple]]]


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple that graphs assert (`graphs`), or that a rule infers from premises (`rule`)."""

    triple: Triple
    graphs: tuple[URIRef, ...] = ()
    rule: Rule | None = None
    premises: tuple[Proof, ...] = ()

    def grounds(self) -> Iterator[Proof]:
        """The asserted statements that it rests on."""
        if self.rule is None:
            yield self
        for premise in self.premises:
            yield from premise.grounds()


class Prover:
    """Tries proofs of growing depth: the first one found is the shortest, so it cannot run in a circle."""

    def __init__(self, program: Program, asserted: Callable[[Triple], tuple[URIRef, ...]], bodies: Bodies) -> None:
        self._program, self._asserted, self._bodies = program, asserted, bodies
        self._failed: dict[Triple, int] = {}
        self._proved: dict[Triple, Proof] = {}
        self._known: dict[tuple[Rule, Triple], list[list[Triple]]] = {}

    def prove(self, triple: Triple) -> Proof | None:
        """The shortest proof, or None."""
        return next((proof for depth in range(_DEEPEST) if (proof := self._within(triple, depth))), None)

    def _within(self, triple: Triple, depth: int) -> Proof | None:
        if triple in self._proved:
            return self._proved[triple]
        if self._failed.get(triple, -1) >= depth:
            return None
        proof = self._leaf(triple) or (next(self._steps(triple, depth), None) if depth else None)
        if proof is None:
            self._failed[triple] = depth
        else:
            self._proved[triple] = proof
        return proof

    def _leaf(self, triple: Triple) -> Proof | None:
        if graphs := self._asserted(triple):
            return Proof(triple, graphs)
        fact = self._program.facts.get(triple)
        return Proof(triple, rule=fact) if fact else None

    def _steps(self, triple: Triple, depth: int) -> Iterator[Proof]:
        for rule in self._program.rules:
            for body in self._instances(rule, triple):
                if triple in body:
                    continue
                premises = [self._within(atom, depth - 1) for atom in body]
                if all(premises):
                    yield Proof(triple, rule=rule, premises=tuple(premise for premise in premises if premise))

    def _instances(self, rule: Rule, triple: Triple) -> list[list[Triple]]:
        if (rule, triple) not in self._known:
            binding = None if rule.head is None else unify(rule.head, triple)
            self._known[rule, triple] = [] if binding is None else list(self._bodies(rule, binding))
        return self._known[rule, triple]


def instances(rule: Rule, rows: Iterable[dict[Variable, Node]]) -> list[list[Triple]]:
    """The body of the rule under each row, in a fixed order."""
    bodies = [[substitute(atom, row) for atom in rule.body] for row in rows]
    return sorted(bodies, key=lambda atoms: [[term.n3() for term in atom] for atom in atoms])
