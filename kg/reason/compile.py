"""Compiles the axioms of an ontology into rules (OWL 2 RL/RDF, tables 4 to 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node, Variable

from kg.reason.expressions import Expressions, Gives, Needs, datatype
from kg.reason.linear import chain
from kg.reason.lint import lint, terms
from kg.reason.rules import (
    Among,
    Atom,
    Differ,
    Guard,
    Program,
    Rule,
    Thing,
    ValuesDiffer,
    substitute,
    trivial,
    word,
    words,
)

X, Y, Z, P, Q = (Variable(name) for name in "xyzpq")


def compile_rules(ontology: Graph, ontology_graphs: Iterable[URIRef] = ()) -> Program:
    """The rules of an ontology with its imports. Raises UnsupportedAxiomError for an axiom they do not cover."""
    lint(ontology)
    found = list(dict.fromkeys([*_Compiler(ontology).rules(), *_equality()]))
    inferring = [rule for rule in found if rule.head is not None]
    facts = {rule.head: rule for rule in inferring if not rule.body and rule.head is not None}
    return Program(
        rules=tuple(rule for rule in inferring if rule.body),
        joins=tuple(rule for rule in inferring if rule.body and not rule.linear),
        contradictions=tuple(rule for rule in found if rule.head is None),
        facts=facts,
        terms=terms(ontology),
        templates=chain(inferring),
        ontology_graphs=tuple(ontology_graphs),
    )


def _equality() -> Iterator[Rule]:
    """Table 4, without reflexive statements and without equality of properties."""
    same = (X, OWL.sameAs, Y)
    text = "owl:sameAs means one and the same thing"
    yield Rule("eq-sym", text, (same,), (Y, OWL.sameAs, X))
    yield Rule("eq-trans", text, (same, (Y, OWL.sameAs, Z)), (X, OWL.sameAs, Z), (Differ(X, Z),))
    other = Differ(P, OWL.sameAs)
    yield Rule("eq-rep-s", text, (same, (X, P, Z)), (Y, P, Z), (other,))
    yield Rule("eq-rep-o", text, (same, (Z, P, X)), (Z, P, Y), (other,))
    yield Rule("eq-diff1", "nothing is the same as what it differs from", (same, (X, OWL.differentFrom, Y)), None)


class _Compiler:
    def __init__(self, ontology: Graph) -> None:
        self.graph, self.read = ontology, Expressions(ontology)

    def rules(self) -> Iterator[Rule]:
        """Every axiom in a fixed order, so that two compilations of one ontology are the same."""
        by_predicate: dict[URIRef, Callable[[Node, Node, str], Iterator[Rule]]] = {
            RDFS.subClassOf: lambda s, o, text: self._class(("cax-sco",), s, o, text),
            OWL.equivalentClass: self._equivalent,
            OWL.intersectionOf: self._intersection,
            OWL.unionOf: self._one_sided,
            OWL.oneOf: self._one_sided,
            OWL.complementOf: self._one_sided,
            OWL.disjointWith: lambda s, o, text: self._disjoint("cax-dw", [s, o], text),
            RDFS.domain: self._domain,
            RDFS.range: self._range,
            RDFS.subPropertyOf: lambda s, o, text: self._property(("prp-spo1",), s, o, text),
            OWL.equivalentProperty: self._equivalent_property,
            OWL.inverseOf: self._inverse,
            OWL.propertyDisjointWith: lambda s, o, text: self._disjoint_properties("prp-pdw", s, o, text),
            OWL.propertyChainAxiom: self._chain,
            OWL.hasKey: self._key,
            RDF.type: self._typed,
        }
        for predicate, compile_ in by_predicate.items():
            for subject, object_ in sorted(self.graph.subject_objects(predicate)):
                yield from compile_(subject, object_, words((subject, predicate, object_)))

    def _class(self, names: tuple[str, ...], left: Node, right: Node, text: str) -> Iterator[Rule]:
        for needs in self.read.needs(left, X):
            for gives in self.read.gives(right, X):
                yield from _rule(names, text, needs, gives)

    def _equivalent(self, left: Node, right: Node, text: str) -> Iterator[Rule]:
        yield from self._class(("cax-eqc1",), left, right, text)
        yield from self._class(("cax-eqc2",), right, left, text)

    def _intersection(self, left: Node, right: Node, text: str) -> Iterator[Rule]:
        """A named class that is itself the subject of owl:intersectionOf; anonymous ones are read where used."""
        if not isinstance(left, URIRef):
            return
        parts = self.read.items(right)
        for ways in product(*(self.read.needs(part, X) for part in parts)):
            both = Needs(sum((way.atoms for way in ways), ()), sum((way.fixed for way in ways), ()))
            yield from _rule(("cls-int1",), text, both, Gives((X, RDF.type, left)))
        for part in parts:
            for gives in self.read.gives(part, X):
                yield from _rule(("cls-int2",), text, Needs(((X, RDF.type, left),)), gives)

    def _one_sided(self, left: Node, right: Node, text: str) -> Iterator[Rule]:
        """A named class defined by a constructor of which OWL 2 RL sees only one side."""
        if isinstance(left, URIRef):
            raise self.read.no(left, f"“{text}” (only one of its two directions)")
        yield from ()

    def _domain(self, property_: Node, class_: Node, text: str) -> Iterator[Rule]:
        used = Needs((self.read.atom(property_, X, Y),))
        for gives in self.read.gives(class_, X):
            yield from _rule(("prp-dom",), text, used, gives)

    def _range(self, property_: Node, class_: Node, text: str) -> Iterator[Rule]:
        """A range that is a datatype infers nothing of things (the shapes check the datatypes of values)."""
        if datatype(self.graph, class_):
            return
        used = Needs((self.read.atom(property_, Y, X),))
        for gives in self.read.gives(class_, X):
            yield from _rule(("prp-rng",), text, used, gives)

    def _property(self, names: tuple[str, ...], left: Node, right: Node, text: str) -> Iterator[Rule]:
        yield Rule(names[0], text, (self.read.atom(left, X, Y),), self.read.atom(right, X, Y))

    def _equivalent_property(self, left: Node, right: Node, text: str) -> Iterator[Rule]:
        yield from self._property(("prp-eqp1",), left, right, text)
        yield from self._property(("prp-eqp2",), right, left, text)

    def _inverse(self, left: Node, right: Node, text: str) -> Iterator[Rule]:
        if isinstance(left, URIRef):  # an anonymous inverse is read where it is used
            yield Rule("prp-inv1", text, (self.read.atom(left, X, Y),), self.read.atom(right, Y, X))
            yield Rule("prp-inv2", text, (self.read.atom(right, X, Y),), self.read.atom(left, Y, X))

    def _chain(self, property_: Node, steps: Node, text: str) -> Iterator[Rule]:
        parts = self.read.items(steps)
        points = [X, *(self.read.fresh() for _ in parts[1:]), Y]
        body = tuple(self.read.atom(part, points[i], points[i + 1]) for i, part in enumerate(parts))
        said = f"{word(property_)} owl:propertyChainAxiom ({' '.join(word(part) for part in parts)})"
        yield Rule("prp-spo2", said, body, self.read.atom(property_, X, Y))

    def _key(self, class_: Node, keys: Node, text: str) -> Iterator[Rule]:
        body: list[Atom] = []
        for key in self.read.items(keys):
            value = self.read.fresh()
            body += [self.read.atom(key, X, value), self.read.atom(key, Y, value)]
        for one in self.read.needs(class_, X):
            for two in self.read.needs(class_, Y):
                atoms = (*body, *one.atoms, *two.atoms)
                yield Rule("prp-key", text, atoms, (X, OWL.sameAs, Y), (Differ(X, Y),))

    def _disjoint(self, name: str, members: list[Node], text: str) -> Iterator[Rule]:
        """One rule for each class against all others; expressions are paired one by one."""
        named = [member for member in members if isinstance(member, URIRef)]
        for member in named if len(named) == len(members) else []:
            others = frozenset(named) - {member}
            yield Rule(name, text, ((X, RDF.type, member), (X, RDF.type, Z)), None, (Among(Z, others),))
        if len(named) < len(members):
            for i, left in enumerate(members):
                for right in members[i + 1 :]:
                    for one in self.read.needs(left, X):
                        for two in self.read.needs(right, X):
                            yield from _rule((name,), text, one, Gives(None, two))

    def _disjoint_properties(self, name: str, left: Node, right: Node, text: str) -> Iterator[Rule]:
        yield Rule(name, text, (self.read.atom(left, X, Y), self.read.atom(right, X, Y)), None)

    def _typed(self, subject: Node, kind: Node, text: str) -> Iterator[Rule]:
        by_kind: dict[Node, Callable[[Node, str], Iterator[Rule]]] = {
            OWL.SymmetricProperty: self._symmetric,
            OWL.TransitiveProperty: self._transitive,
            OWL.FunctionalProperty: self._functional,
            OWL.InverseFunctionalProperty: self._inverse_functional,
            OWL.IrreflexiveProperty: self._irreflexive,
            OWL.AsymmetricProperty: self._asymmetric,
            OWL.AllDisjointClasses: self._all_disjoint,
            OWL.AllDisjointProperties: self._all_disjoint_properties,
            OWL.AllDifferent: self._all_different,
            OWL.NegativePropertyAssertion: self._negative,
        }
        if kind in by_kind:
            yield from by_kind[kind](subject, text)

    def _symmetric(self, property_: Node, text: str) -> Iterator[Rule]:
        yield Rule("prp-symp", text, (self.read.atom(property_, X, Y),), self.read.atom(property_, Y, X))

    def _transitive(self, property_: Node, text: str) -> Iterator[Rule]:
        body = (self.read.atom(property_, X, Y), self.read.atom(property_, Y, Z))
        yield Rule("prp-trp", text, body, self.read.atom(property_, X, Z))

    def _functional(self, property_: Node, text: str) -> Iterator[Rule]:
        """Two things are the same (prp-fp); two literals of different values are a contradiction (dt-diff)."""
        body = (self.read.atom(property_, X, Y), self.read.atom(property_, X, Z))
        if (property_, RDF.type, OWL.DatatypeProperty) not in self.graph:
            yield Rule("prp-fp", text, body, (Y, OWL.sameAs, Z), (Differ(Y, Z), Thing(Y), Thing(Z)))
        yield Rule("prp-fp dt-diff", text, body, None, (ValuesDiffer(Y, Z),))

    def _inverse_functional(self, property_: Node, text: str) -> Iterator[Rule]:
        body = (self.read.atom(property_, X, Z), self.read.atom(property_, Y, Z))
        yield Rule("prp-ifp", text, body, (X, OWL.sameAs, Y), (Differ(X, Y),))

    def _irreflexive(self, property_: Node, text: str) -> Iterator[Rule]:
        yield Rule("prp-irp", text, (self.read.atom(property_, X, X),), None)

    def _asymmetric(self, property_: Node, text: str) -> Iterator[Rule]:
        yield Rule("prp-asyp", text, (self.read.atom(property_, X, Y), self.read.atom(property_, Y, X)), None)

    def _all_disjoint(self, axiom: Node, _: str) -> Iterator[Rule]:
        members = self._members(axiom)
        yield from self._disjoint("cax-adc", members, f"disjoint classes: {_names(members)}")

    def _all_disjoint_properties(self, axiom: Node, _: str) -> Iterator[Rule]:
        members = self._members(axiom)
        for i, left in enumerate(members):
            for right in members[i + 1 :]:
                yield from self._disjoint_properties("prp-adp", left, right, f"disjoint properties: {_names(members)}")

    def _all_different(self, axiom: Node, _: str) -> Iterator[Rule]:
        members = self._members(axiom)
        guards: tuple[Guard, ...] = (Differ(X, Y), Among(X, frozenset(members)), Among(Y, frozenset(members)))
        yield Rule("eq-diff2", f"different things: {_names(members)}", ((X, OWL.sameAs, Y),), None, guards)

    def _negative(self, axiom: Node, _: str) -> Iterator[Rule]:
        value = self.graph.value
        target = value(axiom, OWL.targetIndividual) or value(axiom, OWL.targetValue)
        source, property_ = value(axiom, OWL.sourceIndividual), value(axiom, OWL.assertionProperty)
        if source is None or property_ is None or target is None:
            raise self.read.no(axiom, "a denial that is not complete")
        denied = self.read.atom(property_, source, target)
        yield Rule("prp-npa1", f"it is denied that {words(denied)}", (denied,), None)

    def _members(self, axiom: Node) -> list[Node]:
        heads = [*self.graph.objects(axiom, OWL.members), *self.graph.objects(axiom, OWL.distinctMembers)]
        return [item for head in heads for item in self.read.items(head)]


def _names(members: Iterable[Node]) -> str:
    return ", ".join(word(member) for member in members)


def _rule(names: tuple[str, ...], text: str, needs: Needs, gives: Gives) -> Iterator[Rule]:
    """Join both sides; a truism is left out, and a variable that is fixed to a term is replaced by it."""
    if gives.head is not None and trivial(gives.head):
        return
    fixed = dict(needs.fixed + gives.needs.fixed)
    body = tuple(dict.fromkeys(substitute(atom, fixed) for atom in needs.atoms + gives.needs.atoms))
    head = None if gives.head is None else substitute(gives.head, fixed)
    if head in body:
        return
    name = " ".join(dict.fromkeys((*names, *needs.names, *gives.needs.names, *gives.names)))
    yield Rule(name, text, body, head, gives.guards)
