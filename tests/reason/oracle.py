"""owlrl's answer, cut down to what the reasoner promises: new statements about things."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import BNode

from kg.interface import Triple
from kg.reason.lint import terms

_VOCABULARIES = (str(OWL), str(RDF), str(RDFS), str(XSD))
_LARGE = 5000  # triples from which a process of its own is worth it: measuring coverage slows owlrl down


def oracle(ontology: Graph, data: Iterable[Triple]) -> set[Triple]:
    """The triples that owlrl infers of instances, without truisms and axioms about datatypes."""
    known = set(ontology) | set(data)
    if len(known) < _LARGE:
        inferred = _inferred(known)
    else:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            inferred = apart.submit(_inferred, known).result()
    own = terms(ontology)
    return {triple for triple in inferred if triple[0] not in own and _of_interest(triple)}


def _inferred(known: set[Triple]) -> set[Triple]:
    closed = Graph()
    for triple in known:
        closed.add(triple)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closed)
    return set(closed) - known


def _of_interest(triple: Triple) -> bool:
    subject, predicate, object_ = triple
    if not isinstance(subject, URIRef) or str(subject).startswith(_VOCABULARIES):
        return False
    if predicate == OWL.sameAs and (subject == object_ or isinstance(object_, Literal)):
        return False
    return not (predicate == RDF.type and (isinstance(object_, BNode) or object_ in (OWL.Thing, RDFS.Resource)))
