"""What the shapes ask of the values of a property: datatype, pattern, language, and the concepts to choose from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.namespaces import SH
from kg.validate import shapes


@dataclass(frozen=True, slots=True)
class Asked:
    """By property: the one datatype that is asked, the pattern, the language tag, and the concepts of sh:in."""

    datatypes: dict[Node, URIRef]
    patterns: dict[Node, re.Pattern[str]]
    languages: dict[Node, str]
    concepts: dict[Node, frozenset[Node]]


@cache
def asked() -> Asked:
    """What the shapes for responses ask. A property of which two shapes ask different things is left out."""
    graph = shapes.load(shapes.response_shapes()).graph
    patterns = {p: re.compile(value) for p, value in _one_each(graph, SH.pattern).items()}
    languages = {p: str(Collection(graph, node)[0]) for p, node in _raw(graph, SH.languageIn).items()}
    concepts = {p: frozenset(Collection(graph, node)) for p, node in _raw(graph, SH["in"]).items()}
    datatypes = {p: URIRef(value) for p, value in _one_each(graph, SH.datatype).items()}
    return Asked(datatypes, patterns, languages, concepts)


def _one_each(graph: Graph, constraint: URIRef) -> dict[Node, str]:
    found: dict[Node, set[str]] = {}
    for path, value in _values(graph, constraint):
        found.setdefault(path, set()).add(str(value))
    return {path: next(iter(values)) for path, values in found.items() if len(values) == 1}


def _raw(graph: Graph, constraint: URIRef) -> dict[Node, Node]:
    return {path: value for path, value in _values(graph, constraint) if not isinstance(value, Literal)}


def _values(graph: Graph, constraint: URIRef) -> list[tuple[URIRef, Node]]:
    """The values of a constraint of property shapes whose path is one property."""
    found = []
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        path = graph.value(shape, SH.path)
        if isinstance(path, URIRef):
            found += [(path, value) for value in graph.objects(shape, constraint)]
    return found
