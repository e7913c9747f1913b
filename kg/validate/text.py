"""A report as plain text that a clerk understands: what, where, the words, why, and what would mend it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.namespaces import shorten
from kg.validate.report import Report, Result, Severity

_WIDTH = 100
_SHOWN = 3  # examples of one rule before "and 54 more"
_NAMES = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, *, everything: bool = False) -> str:
    """The report as text, one block for each rule that found something, the worst first.

    A rule that found many things shows the first few unless `everything` is set.
    """
    blocks = [_verdict(report)]
    for _key, group in groupby(report.results, key=lambda result: (result.severity.rank, str(result.rule.iri))):
        blocks.append(_block(list(group), everything))
    if report.unmatched:
        names = sorted({str(rule.iri).rsplit("/", 1)[-1] for rule in report.unmatched})
        blocks.append(_listed(f"Shapes that matched nothing ({len(names)})", names, everything))
    if report.unseen:
        names = [_name(node) for node in report.unseen]
        blocks.append(_listed(f"Nodes that no shape saw ({len(names)})", names, everything))
    return "\n\n".join(blocks) + "\n"


def _verdict(report: Report) -> str:
    counts = [_count(report.count(severity), name) for severity, name in _NAMES.items() if report.count(severity)]
    verdict = "Conforms" if report.conforms else "Does not conform"
    return f"{verdict}: {', '.join(counts) or 'nothing to report'}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _block(results: list[Result], everything: bool) -> str:
    """One rule: its words once, then its findings."""
    findings = _findings(results)
    rule, severity = results[0].rule, results[0].severity
    times = f" ({len(findings)} times)" if len(findings) > 1 else ""
    shown = findings if everything else findings[:_SHOWN]
    lines = [*_wrap("", f"{_NAMES[severity].upper()}: {rule.message}{times}", "")]
    for finding in shown:
        lines.extend(_finding(finding))
    if len(shown) < len(findings):
        lines.append(f"  … and {len(findings) - len(shown)} more (--all shows them)")
    lines += [*_wrap("  why    ", rule.why), *_wrap("  mend   ", rule.mend)]
    lines.append(f"  rule   {str(rule.iri).rsplit('/', 1)[-1]}")
    return "\n".join(lines)


def _findings(results: Iterable[Result]) -> list[Result]:
    """One for each node, value and message: several constraints of one rule may fail on the same value."""
    return list({(r.focus, r.value, r.message): r for r in results}.values())


def _finding(result: Result) -> Iterator[str]:
    yield f"  what   {_name(result.focus)}"
    if result.message != result.rule.message:
        yield from _wrap("         ", result.message)
    places = [str(place) for place in (result.source.place, result.source.submission) if place]
    if places:
        yield f"  where  {' and '.join(places)}"
    if result.source.quotation:
        yield from _wrap("  words  ", f"“{_short(result.source.quotation)}”")
    if result.value is not None and result.value != result.focus:
        yield from _wrap("  value  ", _name(result.value))


def _name(node: Node) -> str:
    """A node as a reader writes it: a short name, or the text of a literal in quotation marks."""
    if isinstance(node, URIRef):
        return shorten(str(node))
    return f"“{_short(str(node))}”" if isinstance(node, Literal) else "a node without a name"


def _short(text: str) -> str:
    return textwrap.shorten(text, 160, placeholder=" …")


def _wrap(lead: str, text: str, indent: str | None = None) -> list[str]:
    follow = " " * len(lead) if indent is None else indent
    return textwrap.wrap(
        text, _WIDTH, initial_indent=lead, subsequent_indent=follow, break_long_words=False, break_on_hyphens=False
    )


def _listed(title: str, names: list[str], everything: bool) -> str:
    shown = names if everything else names[: 4 * _SHOWN]
    more = f" … and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
    return "\n".join(_wrap(f"{title}: ", ", ".join(shown) + more, "  "))
