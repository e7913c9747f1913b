"""Class expressions as patterns: what must hold for a thing to be in one, and what follows when it is.

OWL 2 RL allows different expressions on the two sides of an axiom (OWL 2 Profiles, section 4.2.3); a side
that the profile forbids raises UnsupportedAxiomError, because no rule would see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node, Variable

from kg.errors import UnsupportedAxiomError
from kg.reason.lint import unsupported
from kg.reason.rules import TRIVIAL, Atom, Differ, Guard, Thing, word

_EXPRESSION = (
    OWL.intersectionOf,
    OWL.unionOf,
    OWL.oneOf,
    OWL.complementOf,
    OWL.someValuesFrom,
    OWL.allValuesFrom,
    OWL.hasValue,
    OWL.maxCardinality,
    OWL.maxQualifiedCardinality,
)
_VOCABULARIES = (str(OWL), str(RDF), str(RDFS))
_ORDINARY = frozenset({RDF.List})  # classes of the RDF vocabulary that are classes like any other


@dataclass(frozen=True, slots=True)
class Needs:
    """One way to be in a class: all of `atoms`, with some variables fixed to a term (owl:oneOf)."""

    atoms: tuple[Atom, ...] = ()
    fixed: tuple[tuple[Variable, Node], ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gives:
    """One consequence of being in a class; more atoms may have to hold first. `head` None is a contradiction."""

    head: Atom | None
    needs: Needs = Needs()
    guards: tuple[Guard, ...] = ()
    names: tuple[str, ...] = ()


class Expressions:
    """Reads the class expressions of one ontology."""

    def __init__(self, ontology: Graph) -> None:
        self.ontology = ontology
        self._count = count(1)

    def fresh(self) -> Variable:
        """A variable used nowhere else."""
        return Variable(f"v{next(self._count)}")

    def items(self, head: Node) -> list[Node]:
        """The members of an RDF list."""
        return list(Collection(self.ontology, head))

    def atom(self, property_: Node, subject: Node, object_: Node) -> Atom:
        """A statement with a property or an anonymous inverse of one."""
        if isinstance(property_, BNode):
            inverse = self.ontology.value(property_, OWL.inverseOf)
            if inverse is None:
                raise self.no(property_, "an anonymous property")
            return self.atom(inverse, object_, subject)
        if property_ == RDF.type or (str(property_).startswith(str(OWL)) and property_ != OWL.sameAs):
            raise self.no(property_, "an axiom about a property of the RDF or OWL vocabulary")
        return subject, property_, object_

    def needs(self, expression: Node, thing: Node) -> list[Needs]:
        """The ways for `thing` to be in the class: the left side of an axiom."""
        if expression in TRIVIAL:
            return [Needs()]
        if expression == OWL.Nothing:
            return []
        kind = self._kind(expression)
        if kind is None:
            self._named(expression)
            return [Needs(((thing, RDF.type, expression),))]
        value = self._value(expression, kind)
        if kind == OWL.intersectionOf:
            ways = product(*(self.needs(item, thing) for item in self.items(value)))
            return [_all(way, "cls-int1") for way in ways]
        if kind == OWL.unionOf:
            return [_all((way,), "cls-uni") for item in self.items(value) for way in self.needs(item, thing)]
        if kind == OWL.oneOf and isinstance(thing, Variable):
            return [Needs((), ((thing, item),), ("cls-oo",)) for item in self.items(value)]
        if kind == OWL.hasValue:
            return [Needs((self._on(expression, thing, value),), (), ("cls-hv2",))]
        if kind == OWL.someValuesFrom:
            return list(self._some(expression, thing, value))
        raise self.no(expression, f"{word(kind)} on the left side")

    def gives(self, expression: Node, thing: Node) -> list[Gives]:
        """What follows for `thing` in the class: the right side of an axiom."""
        if expression in TRIVIAL:
            return []
        if expression == OWL.Nothing:
            return [Gives(None, names=("cls-nothing2",))]
        kind = self._kind(expression)
        if kind is None:
            self._named(expression)
            return [Gives((thing, RDF.type, expression))]
        value = self._value(expression, kind)
        if kind == OWL.intersectionOf:
            return [_then(g, (), "cls-int2") for item in self.items(value) for g in self.gives(item, thing)]
        if kind == OWL.hasValue:
            return [Gives(self._on(expression, thing, value), names=("cls-hv1",))]
        if kind == OWL.allValuesFrom:
            other = self.fresh()
            first = self._on(expression, thing, other)
            return [_then(g, (first,), "cls-avf") for g in self.gives(value, other)]
        if kind == OWL.complementOf:
            return [Gives(None, need, names=("cls-com",)) for need in self.needs(value, thing)]
        if kind in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
            return list(self._at_most(expression, thing, value))
        raise self.no(expression, f"{word(kind)} on the right side")

    def no(self, expression: Node, what: str) -> UnsupportedAxiomError:
        """The error for an expression on a side where no rule would see it."""
        return unsupported(self.ontology, expression, what)

    def _some(self, expression: Node, thing: Node, filler: Node) -> Iterator[Needs]:
        other = self.fresh()
        first = self._on(expression, thing, other)
        for way in self.needs(filler, other):
            yield Needs((first, *way.atoms), way.fixed, ("cls-svf2" if filler in TRIVIAL else "cls-svf1", *way.names))

    def _at_most(self, expression: Node, thing: Node, number: Node) -> Iterator[Gives]:
        """cls-maxc1, cls-maxc2 and the qualified cls-maxqc1 to 4."""
        qualified = self.ontology.value(expression, OWL.onClass)
        limit = number.toPython() if isinstance(number, Literal) else None
        if limit not in (0, 1):
            raise self.no(expression, "a maximum above 1")
        name = "cls-maxc" if qualified is None else "cls-maxqc"
        one, two = self.fresh(), self.fresh()
        for way in self._member(qualified, one):
            first = (self._on(expression, thing, one), *way.atoms)
            if limit == 0:
                yield Gives(None, Needs(first, way.fixed), names=(f"{name}1",))
                continue
            for also in self._member(qualified, two):
                atoms = (*first, self._on(expression, thing, two), *also.atoms)
                guards = (Differ(one, two), Thing(one), Thing(two))
                yield Gives((one, OWL.sameAs, two), Needs(atoms, way.fixed + also.fixed), guards, (f"{name}2",))

    def _member(self, qualified: Node | None, thing: Node) -> list[Needs]:
        return [Needs()] if qualified is None else self.needs(qualified, thing)

    def _value(self, subject: Node, predicate: Node) -> Node:
        return next(iter(self.ontology.objects(subject, predicate)))

    def _on(self, expression: Node, subject: Node, object_: Node) -> Atom:
        property_ = self.ontology.value(expression, OWL.onProperty)
        if property_ is None:
            raise self.no(expression, "a restriction without owl:onProperty")
        return self.atom(property_, subject, object_)

    def _kind(self, expression: Node) -> URIRef | None:
        """The constructor of an anonymous expression, None for a named class."""
        if not isinstance(expression, BNode):
            return None
        for kind in _EXPRESSION:
            if self.ontology.value(expression, kind) is not None:
                return kind
        raise self.no(expression, "an anonymous class without a constructor that the reasoner knows")

    def _named(self, expression: Node) -> None:
        text = str(expression)
        if datatype(self.ontology, expression) or (text.startswith(_VOCABULARIES) and expression not in _ORDINARY):
            raise self.no(expression, "a datatype or a class of the OWL vocabulary in this place")


def datatype(ontology: Graph, term: Node) -> bool:
    """Whether the term names a datatype."""
    known = term in (RDFS.Literal, RDF.langString, RDF.PlainLiteral, RDF.XMLLiteral, RDF.HTML)
    return known or str(term).startswith(str(XSD)) or (term, RDF.type, RDFS.Datatype) in ontology


def _all(ways: tuple[Needs, ...], name: str) -> Needs:
    return Needs(
        tuple(atom for way in ways for atom in way.atoms),
        tuple(pair for way in ways for pair in way.fixed),
        (name, *(n for way in ways for n in way.names)),
    )


def _then(gives: Gives, first: tuple[Atom, ...], name: str) -> Gives:
    needs = Needs((*first, *gives.needs.atoms), gives.needs.fixed, gives.needs.names)
    return Gives(gives.head, needs, gives.guards, (name, *gives.names))
