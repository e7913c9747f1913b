"""The shapes files: parsed once, with the words of each shape and the nodes that each one targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from kg import resources
from kg.errors import DataError
from kg.namespaces import INSP, SH
from kg.validate.report import Rule

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """A shapes graph with the rules it holds, by IRI; `targeted` are those that name their own targets."""

    graph: Graph
    rules: dict[Node, Rule]
    targeted: tuple[URIRef, ...]

    def focus_nodes(self, shape: URIRef, data: Graph) -> set[Node]:
        """The nodes of `data` that the shape targets (SHACL, section 2.1.3)."""
        found = set(self.graph.objects(shape, SH.targetNode))
        for name in self.graph.objects(shape, SH.targetClass):
            for kind in data.transitive_subjects(RDFS.subClassOf, name):
                found.update(data.subjects(RDF.type, kind))
        for name in self.graph.objects(shape, SH.targetSubjectsOf):
            found.update(data.subjects(name, None))
        for name in self.graph.objects(shape, SH.targetObjectsOf):
            found.update(data.objects(None, name))
        return found


def response_shapes() -> list[Path]:
    """The shapes files for the graph of a response and for reference data."""
    return [path for path in resources.shape_files() if path.stem != "ontology"]


def ontology_shapes() -> list[Path]:
    """The shapes files that lint the ontology with its schemes."""
    return [path for path in resources.shape_files() if path.stem in ("ontology", "vocabulary")]


def load(files: Sequence[Path]) -> Shapes:
    """The shapes of the files together. Raises DataError where a file does not parse or a shape lacks its words."""
    return _load(tuple(files))


@cache
def _load(files: tuple[Path, ...]) -> Shapes:
    graph = Graph()
    for path in files:
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # rdflib raises a dozen kinds, all of them a fault of the file
            raise DataError("the shapes cannot be read", where=str(path), expected="Turtle") from error
    rules: dict[Node, Rule] = {shape: _rule(graph, shape) for shape in _named_shapes(graph)}
    targeted = sorted(
        rule.iri for shape, rule in rules.items() if any((shape, target, None) in graph for target in _TARGETS)
    )
    _hoist(graph)
    return Shapes(graph, rules, tuple(targeted))


def _hoist(graph: Graph) -> None:
    """Give property shapes the targets of their node shape, in place of the link from it.

    The results are the same; but pySHACL runs a linked property shape once for each focus node, and one that has
    targets once for all of them, which takes half the time. Node shapes that others refer to stay whole.
    """
    for node, prop in list(graph.subject_objects(SH.property)):
        targets = [(name, value) for name in _TARGETS for value in graph.objects(node, name)]
        if targets and isinstance(prop, URIRef) and (None, SH.node, node) not in graph:
            graph.remove((node, SH.property, prop))
            for name, value in targets:
                graph.add((prop, name, value))


def _named_shapes(graph: Graph) -> Iterator[URIRef]:
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in graph.subjects(RDF.type, kind):
            if isinstance(shape, URIRef):
                yield shape


def _rule(graph: Graph, shape: URIRef) -> Rule:
    words = {name: graph.value(shape, name) for name in (SH.name, SH.description, SH.message, INSP.mend)}
    missing = [name for name, value in words.items() if value is None]
    if missing:
        raise DataError("a shape lacks its words", where=str(shape), expected=f"a value of {', '.join(missing)}")
    return Rule(shape, *(str(value) for value in words.values()))


def is_own(term: Node) -> bool:
    """Whether a name is one of the insp: namespace, and so ours to describe."""
    return isinstance(term, URIRef) and str(term).startswith(str(INSP)) and term != URIRef(str(INSP))
