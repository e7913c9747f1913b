"""SHACL Core by pySHACL, over plain rdflib graphs: it is the reference engine for the constraints of one graph."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.errors import DataError
from kg.namespaces import SH
from kg.validate import paths
from kg.validate.report import Result, Rule, Severity
from kg.validate.shapes import Shapes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the shapes found, which rules matched no node, and which nodes of the data no shape looked at."""

    results: list[Result]
    unmatched: tuple[Rule, ...]
    unseen: tuple[Node, ...]


def run(data: Graph, around: Graph, shapes: Shapes) -> Outcome:
    """Validate `data`; what is only described in `around` is there to be looked up and is not judged."""
    mixed = data + around
    described, elsewhere = set(data.subjects()), set(around.subjects())
    foreign = elsewhere - described
    focus = {shape: shapes.focus_nodes(shape, mixed) - foreign for shape in shapes.targeted}
    return Outcome(
        results=[result for result in _validate(mixed, shapes) if result.focus not in foreign],
        unmatched=tuple(shapes.rules[shape] for shape, nodes in focus.items() if not nodes),
        unseen=tuple(sorted(described.difference(*focus.values()), key=str)),
    )


def _validate(mixed: Graph, shapes: Shapes) -> list[Result]:
    import pyshacl  # half a second to import: paid by those who validate

    try:
        _conforms, report, text = pyshacl.validate(
            mixed, shacl_graph=shapes.graph, advanced=False, inference="none", inplace=True, do_owl_imports=False
        )
    except Exception as error:  # pySHACL and rdflib raise a dozen kinds over values that they cannot compare
        raise DataError(
            f"the shapes cannot be applied: {error}", expected="values of the datatypes that they say they are"
        ) from error
    if not isinstance(report, Graph):
        raise DataError("the shapes cannot be used", where="shapes/", expected="SHACL Core", mend=str(text))
    return [_result(report, node, shapes) for node in report.objects(None, SH.result)]


def _result(report: Graph, node: Node, shapes: Shapes) -> Result:
    told = dict(report.predicate_objects(node))
    rule = shapes.rules.get(told[SH.sourceShape])
    if rule is None:
        raise DataError("a shape without a name of its own reports", where=str(told[SH.sourceShape]), expected="an IRI")
    path = told.get(SH.resultPath)
    return Result(
        focus=told[SH.focusNode],
        path=None if path is None else paths.read(report, path),
        value=told.get(SH.value),
        severity=Severity(str(told[SH.resultSeverity]).removeprefix(str(SH))),
        message=rule.message,
        rule=rule,
        component=URIRef(str(told[SH.sourceConstraintComponent])),
    )
