"""What a validation found: frozen records, and the same as a W3C validation report (SHACL, section 3.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.paths import Path as PropertyPath
from rdflib.term import Node

from kg.namespaces import INSP, PREFIXES, SH
from kg.validate import paths
from kg.validate.quality import Quality

SHAPE = Namespace("https://w3id.org/inspection-kg/shape/")
CHECK = Namespace("https://w3id.org/inspection-kg/check/")


class Severity(StrEnum):
    """How bad a result is; the values are the local names in the SHACL namespace."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """A file, with a line of its text and a page, counted from 1 (None where they are not known); in tables the sheet
    and the row, "Commitments, row 12", in place of the line."""

    file: str
    line: int | None = None
    page: int | None = None
    row: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        if self.row:
            return f"{place} ({self.row})"
        return f"{place} (page {self.page})" if self.page else place


@dataclass(frozen=True, slots=True)
class Source:
    """Where a node comes from: the place in the source document, the words there, the place in the submitted file."""

    place: Place | None = None
    quotation: str = ""
    submission: Place | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The shape or check that a result comes from: `why` the rule is there, what it says, what would mend it."""

    iri: URIRef
    name: str
    why: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Result:
    """One finding. `path` is an IRI or a property path, `value` the term at fault; both are None where the whole
    node is at fault. `message` is what this finding says, `rule.message` what the rule says in general."""

    focus: Node
    path: URIRef | PropertyPath | None
    value: Node | None
    severity: Severity
    message: str
    rule: Rule
    component: URIRef
    source: Source = field(default_factory=Source)

    def key(self) -> tuple[int | str, ...]:
        """What results are sorted by: the worst first, then rule, place in the names, and value."""
        name, value = str(self.focus), self.value.n3() if self.value is not None else ""
        return (
            self.severity.rank,
            str(self.rule.iri),
            name,
            paths.text(self.path),
            value,
            self.message,
            self.component,
        )

    def to_dict(self) -> dict[str, object]:
        """The finding for a program to read; what is not known is None."""
        source = self.source
        return {
            "focusNode": str(self.focus),
            "path": paths.text(self.path) or None,
            "value": None if self.value is None else str(self.value),
            "severity": self.severity.value,
            "message": self.message,
            "rule": str(self.rule.iri),
            "why": self.rule.why,
            "mend": self.rule.mend,
            "place": str(source.place) if source.place else None,
            "quotation": source.quotation or None,
            "submission": str(source.submission) if source.submission else None,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The results, sorted; `unmatched` are the rules with a target that matched no node, `unseen` the nodes of the
    data that no shape looked at; `quality` is None where there is nothing to measure."""

    results: tuple[Result, ...]
    unmatched: tuple[Rule, ...] = ()
    unseen: tuple[Node, ...] = ()
    quality: Quality | None = None

    @property
    def conforms(self) -> bool:
        """True where there is no violation; warnings and notes do not count."""
        return not self.count(Severity.VIOLATION)

    def count(self, severity: Severity) -> int:
        return sum(result.severity is severity for result in self.results)

    def to_dict(self) -> dict[str, object]:
        """The report for a program to read: verdict, counts by severity, and each finding with its place."""
        return {
            "conforms": self.conforms,
            "counts": self.counts(),
            "quality": None if self.quality is None else self.quality.to_dict(),
            "results": [result.to_dict() for result in self.results],
            "unmatchedShapes": [str(rule.iri) for rule in self.unmatched],
            "unseenNodes": [str(node) for node in self.unseen],
        }

    def counts(self) -> dict[str, int]:
        """How many results of each severity, the worst first: {"violations": 0, "warnings": 57, "infos": 2}."""
        return {f"{severity.lower()}s": self.count(severity) for severity in Severity}

    def graph(self) -> Graph:
        """The report as sh:ValidationReport with one sh:ValidationResult for each result.

        `sh:conforms` is true where nothing at all was found, as the specification has it (SHACL, section 3.6.1.1).
        The quality is told beside it, as one dqv:QualityMeasurement for each metric.
        """
        graph = Graph()
        for prefix, namespace in {**PREFIXES, "shape": str(SHAPE), "check": str(CHECK)}.items():
            graph.bind(prefix, namespace, replace=True)
        report = BNode()
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(not self.results)))
        for result in self.results:
            graph.add((report, SH.result, _describe(graph, result)))
        if self.quality is not None:
            self.quality.add_to(graph)
        return graph


def _describe(graph: Graph, result: Result) -> BNode:
    node = BNode()
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, result.focus))
    graph.add((node, SH.resultSeverity, SH[result.severity.value]))
    graph.add((node, SH.resultMessage, Literal(result.message, lang="en")))
    graph.add((node, SH.sourceShape, result.rule.iri))
    graph.add((node, SH.sourceConstraintComponent, result.component))
    graph.add((node, INSP.mend, Literal(result.rule.mend)))
    if result.path is not None:
        graph.add((node, SH.resultPath, paths.write(graph, result.path)))
    if result.value is not None:
        graph.add((node, SH.value, result.value))
    return node
