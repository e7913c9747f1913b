"""SHACL property paths (SHACL, section 2.3.1) ↔ rdflib's paths, which print as SPARQL and compare by their text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal as Word

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.paths import Path as PropertyPath
from rdflib.term import Node

from kg.errors import DataError
from kg.namespaces import SH, shorten

Step = URIRef | PropertyPath

_REPEATS: dict[Node, Word["+", "*", "?"]] = {SH.oneOrMorePath: "+", SH.zeroOrMorePath: "*", SH.zeroOrOnePath: "?"}


def read(graph: Graph, node: Node) -> Step:
    """The path that `node` describes in `graph`. Raises DataError where it describes none."""
    if isinstance(node, URIRef):
        return node
    if (node, RDF.first, None) in graph:
        return SequencePath(*_items(graph, node))
    for predicate, value in graph.predicate_objects(node):
        if predicate == SH.alternativePath:
            return AlternativePath(*_items(graph, value))
        if predicate == SH.inversePath:
            return InvPath(read(graph, value))
        if predicate in _REPEATS:
            return MulPath(read(graph, value), _REPEATS[predicate])
    raise DataError("a property path cannot be read", where=node.n3(), expected="a path as in SHACL, section 2.3.1")


def _items(graph: Graph, node: Node) -> list[Step]:
    return [read(graph, item) for item in Collection(graph, node)]


def write(graph: Graph, path: Step) -> Node:
    """Describe the path in `graph`; returns the node that stands for it."""
    match path:
        case URIRef():
            return path
        case SequencePath():
            return Collection(graph, BNode(), [write(graph, step) for step in path.args]).uri
        case AlternativePath():
            steps = Collection(graph, BNode(), [write(graph, step) for step in path.args])
            return _wrap(graph, SH.alternativePath, steps.uri)
        case InvPath():
            return _wrap(graph, SH.inversePath, write(graph, path.arg))
        case MulPath():
            sign = next(name for name, mark in _REPEATS.items() if mark == path.mod)
            return _wrap(graph, sign, write(graph, path.path))
    raise DataError("a property path cannot be written in SHACL", where=str(path))


def _wrap(graph: Graph, predicate: Node, value: Node) -> BNode:
    node = BNode()
    graph.add((node, predicate, value))
    return node


def text(path: Step | None) -> str:
    """The path as SPARQL writes it, with short names: `insp:answers/insp:acceptance`."""
    return "" if path is None else _text(path, shorten)


def _text(path: Step, name: Callable[[str], str]) -> str:
    match path:
        case SequencePath():
            return "/".join(_group(step, name) for step in path.args)
        case AlternativePath():
            return "|".join(_group(step, name) for step in path.args)
        case InvPath():
            return "^" + _group(path.arg, name)
        case MulPath():
            return _group(path.path, name) + str(path.mod)
    return name(str(path))


def _group(step: Step, name: Callable[[str], str]) -> str:
    inner = _text(step, name)
    return f"({inner})" if isinstance(step, SequencePath | AlternativePath) else inner
