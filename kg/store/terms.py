"""rdflib terms ↔ pyoxigraph terms, one to one and without a graph in between.

Lexical forms are passed through as they stand; what the engine itself normalises (`007`, `xsd:int`, `@en-GB`)
is changed when it stores a literal, not here. An explicit `xsd:string` becomes a plain literal, which is the
same RDF 1.1 term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from kg.errors import DataError, StoreError
from kg.interface import Triple

Term = ox.NamedNode | ox.BlankNode | ox.Literal
_STRING = str(XSD.string)
_SHORT, _MOST = 400, 1 << 15  # characters up to which a term is kept for the next time, and how many are
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_kept: dict[object, Node] = {}


@lru_cache(maxsize=1 << 16)
def named(iri: str) -> ox.NamedNode:
    """The IRI as pyoxigraph's term. Raises DataError where it is not a valid absolute IRI."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise DataError(
            f"{iri!r} is not a valid IRI ({error})",
            expected="an absolute IRI such as https://w3id.org/inspection-kg/id/team/…",
            mend="correct or percent-encode it where it is written",
        ) from error


def to_oxigraph(node: Node) -> Term:
    """The rdflib term as a pyoxigraph term. Raises DataError for a term that RDF 1.1 does not allow."""
    if isinstance(node, URIRef):
        return named(str(node))
    if isinstance(node, Literal):
        return _literal(node)
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    raise DataError(f"{node!r} is not an RDF term", expected="an IRI, a literal or a blank node")


def _literal(literal: Literal) -> ox.Literal:
    try:
        if literal.language:
            return ox.Literal(str(literal), language=literal.language)
        if literal.datatype is None:
            return ox.Literal(str(literal))
        return ox.Literal(str(literal), datatype=named(str(literal.datatype)))
    except ValueError as error:
        raise DataError(f"{literal.n3()[:80]} is not a valid literal ({error})") from error


def from_oxigraph(term: object) -> Node:
    """The pyoxigraph term as an rdflib term. Raises StoreError for a quoted triple."""
    # The same terms come again in every row, and rdflib takes longer to make one than a query to find it.
    found = _kept.get(term)
    if found is None:
        found = _made(term)
        if len(str(found)) <= _SHORT:
            if len(_kept) >= _MOST:
                _kept.clear()
            _kept[term] = found
    return found


def _made(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        expected = "IRIs, literals and blank nodes"
        raise StoreError(f"the store holds a term that RDF 1.1 lacks: {term}", expected=expected)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype in (_STRING, _LANG_STRING):
        return Literal(term.value)
    return Literal(term.value, datatype=URIRef(datatype), normalize=False)


def row(solution: Iterable[object]) -> tuple[object | None, ...]:
    """One solution of a SELECT as rdflib terms, None where a variable is unbound."""
    return tuple(None if term is None else from_oxigraph(term) for term in solution)


def graph_of(triples: Iterable[ox.Triple | ox.Quad]) -> Graph:
    """The triples as an rdflib graph."""
    graph = Graph()
    for triple in triples:
        graph.add((from_oxigraph(triple.subject), from_oxigraph(triple.predicate), from_oxigraph(triple.object)))
    return graph


def quads(graph: URIRef, triples: Iterable[Triple]) -> Iterator[ox.Quad]:
    """The triples as pyoxigraph quads of one named graph. Raises DataError for a literal in the wrong place."""
    name = named(str(graph))
    for triple in triples:
        subject, predicate, object_ = (to_oxigraph(node) for node in triple)
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
            raise DataError(
                f"{subject} {predicate} {object_} is not a triple",
                where=str(graph),
                expected="an IRI or blank node as subject and an IRI as predicate",
            )
        yield ox.Quad(subject, predicate, object_, name)
