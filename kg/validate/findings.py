"""A report as readers meet it: one group for each rule that found something, one finding for each node at fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.namespaces import shorten
from kg.validate.report import Report, Result, Rule, Severity

NAMES = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Group:
    """A rule, how bad its breach is, and what it found."""

    rule: Rule
    severity: Severity
    findings: tuple[Result, ...]

    @property
    def id(self) -> str:
        """The short name of the rule."""
        return str(self.rule.iri).rsplit("/", 1)[-1]


def groups(report: Report) -> Iterator[Group]:
    """The rules that found something, the worst first."""
    for _key, found in groupby(report.results, key=lambda result: (result.severity.rank, str(result.rule.iri))):
        results = list(found)
        yield Group(results[0].rule, results[0].severity, tuple(_findings(results)))


def _findings(results: Iterable[Result]) -> list[Result]:
    """One for each node, value and message: several constraints of one rule may fail on the same value."""
    return list({(r.focus, r.value, r.message): r for r in results}.values())


def verdict(report: Report) -> str:
    """Whether the report conforms, and how much was found, in one sentence."""
    counts = [count(report.count(severity), name) for severity, name in NAMES.items() if report.count(severity)]
    told = "Conforms" if report.conforms else "Does not conform"
    return f"{told}: {', '.join(counts) or 'nothing to report'}."


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 note", "3 notes"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def name(node: Node) -> str:
    """A node as a reader writes it: a short name, or the text of a literal in quotation marks."""
    if isinstance(node, URIRef):
        return shorten(str(node))
    return f"“{short(str(node))}”" if isinstance(node, Literal) else "a node without a name"


def short(text: str) -> str:
    """The text on one line, cut to 160 characters between words."""
    from textwrap import shorten as cut

    return cut(text, 160, placeholder=" …")


def places(result: Result) -> list[str]:
    """The place in the source document and that in the submitted file, as far as they are known."""
    return [str(place) for place in (result.source.place, result.source.submission) if place]
