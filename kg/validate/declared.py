"""The lint of names: what the ontology, the shapes and the queries call insp:… is declared in the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg import resources, vocabulary
from kg.namespaces import INSP, SH
from kg.validate.report import CHECK, Place, Result, Rule, Severity, Source

UNDECLARED = Rule(
    CHECK["undeclared-term"],
    "Declared term",
    "A name that nothing declares has no meaning to look up, and what asks for it finds nothing, in silence.",
    "The ontology does not declare a name that is used.",
    "Declare the term with its class, label, definition and example, write the one that is meant, or take it out.",
)


def check(ontology: Graph, files: Iterable[Path]) -> list[Result]:
    """A result for each file (Turtle or SPARQL) and each insp: name in it that the ontology gives no type, with the
    line of its first use."""
    declared = {str(term).removeprefix(str(INSP)) for term in ontology.subjects(RDF.type) if str(term).startswith(INSP)}
    return [
        _result(name, Place(_short(file), text.count("\n", 0, offset) + 1), declared)
        for file in files
        for text in (file.read_text(encoding="utf-8"),)
        for name, offset in vocabulary.used(text)
        if name not in declared
    ]


def _result(name: str, place: Place, declared: set[str]) -> Result:
    near = vocabulary.nearest(name, declared)
    hint = f"; did you mean {near}?" if near else "."
    return Result(
        focus=URIRef(INSP[name]),
        path=None,
        value=None,
        severity=Severity.VIOLATION,
        message=f"insp:{name} is not declared in the ontology{hint}",
        rule=UNDECLARED,
        component=SH.ClassConstraintComponent,
        source=Source(place),
    )


def _short(file: Path) -> str:
    """The file as seen from the folder that holds ontology/, shapes/ and queries/."""
    return str(file.relative_to(resources.root()) if file.is_relative_to(resources.root()) else file)
