"""A report as plain text that a clerk understands: what, where, the words, why, and what would mend it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kg.errors import visible
from kg.validate.findings import NAMES, Group, groups, name, places, short, verdict
from kg.validate.quality import Quality
from kg.validate.report import Report, Result

_WIDTH = 100
_SHOWN = 3  # examples of one rule before "and 54 more"


def render(report: Report, *, everything: bool = False) -> str:
    """The report as text, one block for each rule that found something, the worst first.

    A rule that found many things shows the first few unless `everything` is set.
    """
    blocks = [verdict(report)]
    if report.quality is not None:
        blocks.append(_quality(report.quality, everything))
    blocks.extend(_block(group, everything) for group in groups(report))
    if report.unmatched:
        names = sorted({str(rule.iri).rsplit("/", 1)[-1] for rule in report.unmatched})
        blocks.append(_listed(f"Shapes that matched nothing ({len(names)})", names, everything))
    if report.unseen:
        names = [name(node) for node in report.unseen]
        blocks.append(_listed(f"Nodes that no shape saw ({len(names)})", names, everything))
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(map(visible, lines)) + "\n"  # quotations come from files: a terminal must not obey them


def _quality(quality: Quality, everything: bool) -> str:
    """The score, the shares that it is the mean of, and what would raise it, the cheapest first."""
    lines = [f"QUALITY: {quality.percent}, the mean of these shares:"]
    for measure in quality.measures:
        lines.append(f"  {measure.percent:>5}  {measure.label} ({measure.good} of {measure.of})")
    improvements = quality.improvements()
    for improvement in improvements if everything else improvements[:_SHOWN]:
        lines += _wrap("  raise  ", improvement.words)
    return "\n".join(lines)


def _block(group: Group, everything: bool) -> str:
    """One rule: its words once, then its findings."""
    rule, findings = group.rule, group.findings
    times = f" ({len(findings)} times)" if len(findings) > 1 else ""
    shown = findings if everything else findings[:_SHOWN]
    lines = [*_wrap("", f"{NAMES[group.severity].upper()}: {rule.message}{times}", "")]
    for finding in shown:
        lines.extend(_finding(finding))
    if len(shown) < len(findings):
        lines.append(f"  … and {len(findings) - len(shown)} more (--all shows them)")
    lines += [*_wrap("  why    ", rule.why), *_wrap("  mend   ", rule.mend)]
    lines.append(f"  rule   {group.id}")
    return "\n".join(lines)


def _finding(result: Result) -> Iterator[str]:
    yield f"  what   {name(result.focus)}"
    if result.message != result.rule.message:
        yield from _wrap("         ", result.message)
    if found := places(result):
        yield f"  where  {' and '.join(found)}"
    if result.source.quotation:
        yield from _wrap("  words  ", f"“{short(result.source.quotation)}”")
    if result.value is not None and result.value != result.focus:
        yield from _wrap("  value  ", name(result.value))


def _wrap(lead: str, text: str, indent: str | None = None) -> list[str]:
    follow = " " * len(lead) if indent is None else indent
    return textwrap.wrap(
        text, _WIDTH, initial_indent=lead, subsequent_indent=follow, break_long_words=False, break_on_hyphens=False
    )


def _listed(title: str, names: list[str], everything: bool) -> str:
    shown = names if everything else names[: 4 * _SHOWN]
    more = f" … and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
    return "\n".join(_wrap(f"{title}: ", ", ".join(shown) + more, "  "))
