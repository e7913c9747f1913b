"""Rules as data: a body of triple patterns, guards on their variables, and one head (or a contradiction).

Names of rules are those of the tables of OWL 2 RL/RDF (OWL 2 Profiles, section 4.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node, Variable

from kg.interface import Kind, Triple
from kg.namespaces import shorten

Atom = tuple[Node, Node, Node]
Binding = Mapping[Variable, Node]

SUBJECT, OBJECT = Variable("s"), Variable("o")
TRIVIAL = frozenset({OWL.Thing, RDFS.Resource})


@dataclass(frozen=True, slots=True)
class Differ:
    """Two terms that must not be the same term."""

    left: Node
    right: Node

    def variables(self) -> list[Variable]:
        return [term for term in (self.left, self.right) if isinstance(term, Variable)]

    def sparql(self) -> str:
        return f"!sameTerm({self.left.n3()}, {self.right.n3()})"

    def holds(self, binding: Binding) -> bool:
        return resolve(self.left, binding) != resolve(self.right, binding)


@dataclass(frozen=True, slots=True)
class Thing:
    """A variable that must not be a literal."""

    variable: Variable

    def variables(self) -> list[Variable]:
        return [self.variable]

    def sparql(self) -> str:
        return f"!isLiteral({self.variable.n3()})"

    def holds(self, binding: Binding) -> bool:
        return not isinstance(binding[self.variable], Literal)


@dataclass(frozen=True, slots=True)
class ValuesDiffer:
    """Two variables, at least one of them a literal, that do not stand for the same value."""

    left: Variable
    right: Variable

    def variables(self) -> list[Variable]:
        return [self.left, self.right]

    def sparql(self) -> str:
        left, right = self.left.n3(), self.right.n3()
        return f"(isLiteral({left}) || isLiteral({right})) && !sameTerm({left}, {right})"

    def holds(self, binding: Binding) -> bool:
        left, right = binding[self.left], binding[self.right]
        if not isinstance(left, Literal) or not isinstance(right, Literal):
            return isinstance(left, Literal) or isinstance(right, Literal)
        return not same_value(left, right)


@dataclass(frozen=True, slots=True)
class Among:
    """A variable that must be one of the terms given."""

    variable: Variable
    values: frozenset[Node]

    def variables(self) -> list[Variable]:
        return [self.variable]

    def sparql(self) -> str:
        return f"{self.variable.n3()} IN ({', '.join(sorted(value.n3() for value in self.values))})"

    def holds(self, binding: Binding) -> bool:
        return binding[self.variable] in self.values


Guard = Differ | Thing | ValuesDiffer | Among


@dataclass(frozen=True, slots=True)
class Rule:
    """`head` is None where the body is a contradiction; `axiom` says in words what the ontology states."""

    name: str
    axiom: str
    body: tuple[Atom, ...]
    head: Atom | None
    guards: tuple[Guard, ...] = ()

    @property
    def linear(self) -> bool:
        """Whether the rule follows from the class or the predicate of one triple alone (so that it can be chained)."""
        if len(self.body) != 1 or self.guards or self.head is None:
            return False
        subject, predicate, object_ = self.body[0]
        if predicate == RDF.type:
            return isinstance(subject, Variable) and not isinstance(object_, Variable)
        return isinstance(subject, Variable) and isinstance(object_, Variable) and subject != object_


@dataclass(frozen=True, slots=True)
class Program:
    """What an ontology compiles to.

    `facts` follow from the ontology alone (with the rule that says so); `terms` are its classes,
    properties and the like, of which nothing is inferred; `templates` are the chained linear rules: for a
    predicate, or a predicate with a certain object, everything that follows from one triple (?s p ?o).
    """

    rules: tuple[Rule, ...]
    joins: tuple[Rule, ...]
    contradictions: tuple[Rule, ...]
    facts: Mapping[Triple, Rule]
    terms: frozenset[Node]
    templates: Mapping[Kind, tuple[Atom, ...]]
    ontology_graphs: tuple[URIRef, ...] = field(default=())

    def follows(self, triple: Triple) -> Iterable[Triple]:
        """Everything that linear rules infer from one triple."""
        subject, predicate, object_ = triple
        found = self.templates.get((predicate, object_)) or self.templates.get((predicate, None), ())
        binding = {SUBJECT: subject, OBJECT: object_}
        return [head for atom in found if self.keeps(head := substitute(atom, binding))]

    def keeps(self, triple: Triple) -> bool:
        """Whether an inferred triple is worth having: a statement about a thing, and not a truism."""
        subject, predicate, object_ = triple
        if isinstance(subject, Literal) or subject in self.terms:
            return False
        return not (predicate == OWL.sameAs and subject == object_)


def resolve(term: Node, binding: Binding) -> Node:
    """The term itself, or what the variable is bound to (the variable where it is free)."""
    return binding.get(term, term) if isinstance(term, Variable) else term


def substitute(atom: Atom, binding: Binding) -> Atom:
    """The atom with its bound variables replaced."""
    subject, predicate, object_ = atom
    return resolve(subject, binding), resolve(predicate, binding), resolve(object_, binding)


def unify(atom: Atom, triple: Atom) -> dict[Variable, Node] | None:
    """The binding under which the atom is the triple, or None."""
    binding: dict[Variable, Node] = {}
    for pattern, term in zip(atom, triple, strict=True):
        if not isinstance(pattern, Variable):
            if pattern != term:
                return None
        elif binding.setdefault(pattern, term) != term:
            return None
    return binding


def free(atom: Atom) -> list[Variable]:
    """The variables of the atom, each once, in order."""
    return list(dict.fromkeys(term for term in atom if isinstance(term, Variable)))


def trivial(atom: Atom) -> bool:
    """Whether the atom says of a thing that it is a thing."""
    return atom[1] == RDF.type and atom[2] in TRIVIAL


def same_value(left: Literal, right: Literal) -> bool:
    """Whether two literals stand for one value: "1"^^xsd:integer and "1.0"^^xsd:decimal do (OWL 2 RL, dt-eq)."""
    if left == right:
        return True
    if left.value is None or right.value is None or left.language or right.language:
        return False
    try:
        return bool(left.eq(right))
    except TypeError:  # values of kinds that cannot be compared are not one value
        return False


def words(triple: Atom) -> str:
    """The triple as a reader sees it: prefixed names, "a" for rdf:type, long literals cut."""
    return " ".join("a" if term == RDF.type and place == 1 else word(term) for place, term in enumerate(triple))


def word(term: Node) -> str:
    """One term as a reader sees it."""
    if isinstance(term, URIRef):
        return shorten(str(term))
    text = term.n3()
    return text if len(text) <= 80 else f"{text[:76]}…{text[-1]}"
