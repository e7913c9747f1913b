"""rdflib terms as N-Quads text (RDF 1.1 N-Quads), fast enough for millions of statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_STRING = str(XSD.string)


def term(node: Node) -> str:
    """One term in N-Quads syntax; the lexical form of a literal is kept as it stands."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, Literal):
        words = f'"{str(node).translate(_ESCAPES)}"'
        if node.language:
            return f"{words}@{node.language}"
        datatype = node.datatype
        return words if datatype is None or str(datatype) == _STRING else f"{words}^^<{datatype}>"
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def lines(graph: URIRef, triples: Iterable[tuple[Node, Node, Node]]) -> Iterator[str]:
    """The triples as lines of N-Quads in the named graph, each with its line end."""
    end = f" <{graph}> .\n"
    written: dict[Node, str] = {}  # subjects, predicates and classes come again and again
    for subject, predicate, thing in triples:
        first = written.get(subject) or written.setdefault(subject, term(subject))
        second = written.get(predicate) or written.setdefault(predicate, term(predicate))
        yield f"{first} {second} {term(thing)}{end}"
