"""The lint of names: what the ontology, the shapes and the queries call insp:… is declared in the ontology."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg import resources
from kg.namespaces import INSP, SH
from kg.validate.report import CHECK, Place, Result, Rule, Severity, Source

_TEXTS = r"\"{3}.*?\"{3}|'{3}.*?'{3}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_NAME = re.compile(  # first what may hold such a name without using it: texts and comments
    rf"{_TEXTS}|<(?P<iri>[^<>\s]*)>|#[^\n]*|(?<!\w)insp:(?P<local>\w+)", re.DOTALL
)
UNDECLARED = Rule(
    CHECK["undeclared-term"],
    "Declared term",
    "A name that nothing declares has no meaning to look up, and what asks for it finds nothing, in silence.",
    "The ontology does not declare a name that is used.",
    "Declare the term with its class, label, definition and example, write the one that is meant, or take it out.",
)


def check(ontology: Graph, files: Iterable[Path]) -> list[Result]:
    """A result for each file and each insp: name in it that the ontology gives no type, with the line of its first
    use. The files are Turtle or SPARQL: a name is written alike in both, and `insp:` is the prefix in all of them."""
    declared = {str(term).removeprefix(str(INSP)) for term in ontology.subjects(RDF.type) if str(term).startswith(INSP)}
    return [
        _result(name, Place(_short(file), line), declared)
        for file in files
        for name, line in _names(file.read_text(encoding="utf-8"))
        if name not in declared
    ]


def _names(text: str) -> Iterator[tuple[str, int]]:
    """The local names of the own terms in a file, each once, with the line (from 1) on which it stands first."""
    seen: set[str] = set()
    for found in _NAME.finditer(text):
        iri = found["iri"] or ""
        name = found["local"] or (iri.removeprefix(str(INSP)) if iri.startswith(INSP) else "")
        if name and name not in seen:
            seen.add(name)
            yield name, text.count("\n", 0, found.start()) + 1


def _result(name: str, place: Place, declared: set[str]) -> Result:
    near = difflib.get_close_matches(name, sorted(declared), n=1)
    hint = f"; did you mean insp:{near[0]}?" if near else "."
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
