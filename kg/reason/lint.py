"""Says no to every word of OWL, RDFS and RDF in the ontology that the rules do not cover."""

from __future__ import annotations

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from kg.errors import UnsupportedAxiomError
from kg.reason.rules import word, words

ANNOTATIONS = frozenset(
    {
        RDFS.label,
        RDFS.comment,
        RDFS.seeAlso,
        RDFS.isDefinedBy,
        OWL.versionInfo,
        OWL.versionIRI,
        OWL.imports,
        OWL.priorVersion,
        OWL.deprecated,
        OWL.backwardCompatibleWith,
        OWL.incompatibleWith,
        OWL.annotatedSource,
        OWL.annotatedProperty,
        OWL.annotatedTarget,
    }
)
_CONSTRUCTORS = frozenset(
    {
        RDF.type,
        RDF.first,
        RDF.rest,
        OWL.onProperty,
        OWL.onClass,
        OWL.members,
        OWL.distinctMembers,
        OWL.someValuesFrom,
        OWL.allValuesFrom,
        OWL.hasValue,
        OWL.maxCardinality,
        OWL.maxQualifiedCardinality,
        OWL.intersectionOf,
        OWL.unionOf,
        OWL.oneOf,
        OWL.complementOf,
        OWL.sourceIndividual,
        OWL.assertionProperty,
        OWL.targetIndividual,
        OWL.targetValue,
    }
)
AXIOMS = frozenset(
    {
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.equivalentClass,
        OWL.equivalentProperty,
        OWL.disjointWith,
        OWL.propertyDisjointWith,
        OWL.inverseOf,
        OWL.propertyChainAxiom,
        OWL.hasKey,
        OWL.sameAs,
        OWL.differentFrom,
    }
)
DECLARATIONS = frozenset(
    {
        OWL.Class,
        RDFS.Class,
        RDF.Property,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.OntologyProperty,
        OWL.Ontology,
        OWL.Restriction,
        OWL.DeprecatedClass,
        OWL.DeprecatedProperty,
        OWL.Axiom,
        RDFS.Datatype,
        RDF.List,
        OWL.AllDifferent,
        OWL.AllDisjointClasses,
        OWL.AllDisjointProperties,
        OWL.NegativePropertyAssertion,
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.SymmetricProperty,
        OWL.AsymmetricProperty,
        OWL.TransitiveProperty,
        OWL.IrreflexiveProperty,
    }
)
_FILLERS = (OWL.onProperty, OWL.onClass, OWL.someValuesFrom, OWL.allValuesFrom, OWL.complementOf)
_LISTS = (OWL.intersectionOf, OWL.unionOf, OWL.propertyChainAxiom, OWL.hasKey)
_INDIVIDUALS = frozenset({OWL.NamedIndividual, OWL.Thing})
_VOCABULARIES = (str(OWL), str(RDFS), str(RDF))


def lint(ontology: Graph) -> None:
    """Raise UnsupportedAxiomError for the first triple (sorted) with a word that no rule covers."""
    for triple in sorted(ontology):
        _, predicate, object_ = triple
        if predicate == RDF.type and _reserved(object_) and object_ not in DECLARATIONS | _INDIVIDUALS:
            raise unsupported(ontology, triple[0], word(object_))
        if _reserved(predicate) and predicate not in ANNOTATIONS | _CONSTRUCTORS | AXIOMS:
            raise unsupported(ontology, triple[0], f"“{words(triple)}”")


def terms(ontology: Graph) -> frozenset[Node]:
    """Classes, properties, expressions and lists: what the ontology is made of, not what it is about."""
    declared = {s for s, o in ontology.subject_objects(RDF.type) if o in DECLARATIONS}
    listed = set(ontology.subjects(RDF.first))
    schema = AXIOMS - {OWL.sameAs, OWL.differentFrom}
    defined = {subject for predicate in _LISTS for subject in ontology.subjects(predicate)}
    used = {term for predicate in schema for pair in ontology.subject_objects(predicate) for term in pair}
    fillers = {term for predicate in _FILLERS for term in ontology.objects(None, predicate)}
    heads = [head for predicate in _LISTS for head in ontology.objects(None, predicate)]
    heads += [head for axiom in ontology.subjects(RDF.type, OWL.AllDisjointClasses) for head in ontology.objects(axiom)]
    members = {member for head in heads for member in ontology.items(head)}
    return frozenset(declared | listed | defined | used | fillers | members)


def unsupported(ontology: Graph, subject: Node, what: str) -> UnsupportedAxiomError:
    """The error that names what is not covered and the class or property it is said of."""
    owner = _owner(ontology, subject)
    return UnsupportedAxiomError(
        f"the reasoner does not cover {what} in {describe(ontology, subject)}",
        where=word(owner) if isinstance(owner, URIRef) else "the ontology",
        expected="an axiom of OWL 2 RL, each expression on the side where the profile allows it",
        mend="remove it, say it as a shape, or state what can be inferred in OWL 2 RL",
    )


def describe(ontology: Graph, node: Node, depth: int = 3) -> str:
    """A named term by its name, an anonymous expression by what is said of it."""
    if not isinstance(node, BNode) or depth == 0:
        return word(node) if not isinstance(node, BNode) else "[…]"
    said = sorted(f"{word(p)} {describe(ontology, o, depth - 1)}" for p, o in ontology.predicate_objects(node))
    return f"[{' ; '.join(said)}]"


def _owner(ontology: Graph, subject: Node) -> Node:
    """The named thing that a blank node belongs to (the node itself where there is none)."""
    seen: set[Node] = set()
    while isinstance(subject, BNode) and subject not in seen:
        seen.add(subject)
        subject = min(ontology.subjects(None, subject), key=str, default=subject)
    return subject


def _reserved(term: Node) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(_VOCABULARIES)
