"""Reports as JUnit XML, the format that build servers read: one suite for each thing validated, one case a finding.

A violation is a failure. Warnings and notes are skipped cases, so that they are seen and fail nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kg.validate.findings import NAMES, Group, groups, name, places, verdict
from kg.validate.report import Report, Result, Severity

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def render(reports: Mapping[str, Report]) -> str:
    """The reports by the name of what was validated, as one JUnit document (UTF-8)."""
    root = Element("testsuites", name="kg validate")
    for title, report in reports.items():
        _suite(root, title, report)
    _count(root)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, title: str, report: Report) -> None:
    suite = SubElement(root, "testsuite", name=_clean(title))
    if report.quality is not None:
        properties = SubElement(suite, "properties")
        SubElement(properties, "property", name="quality", value=f"{report.quality.score:.4f}")
    for group in groups(report):
        for finding in group.findings:
            _case(suite, group, finding)
    if not report.results:  # build servers take a suite without cases for a broken one
        SubElement(suite, "testcase", classname="kg.validate", name="nothing to report")
    SubElement(suite, "system-out").text = _clean(verdict(report))
    _count(suite)


def _case(suite: Element, group: Group, finding: Result) -> None:
    title = f"{group.rule.name}: {name(finding.focus)}"
    case = SubElement(suite, "testcase", classname=f"kg.validate.{group.id}", name=_clean(title))
    place = finding.source.submission or finding.source.place
    if place:
        case.set("file", _clean(place.file))
    if place and place.line:
        case.set("line", str(place.line))
    if group.severity is Severity.VIOLATION:
        failure = SubElement(case, "failure", type=group.id, message=_clean(finding.message))
        failure.text = _clean(_words(group, finding))
    else:
        SubElement(case, "skipped", message=_clean(f"{NAMES[group.severity]}: {finding.message}"))
        SubElement(case, "system-out").text = _clean(_words(group, finding))


def _words(group: Group, finding: Result) -> str:
    """What, where, the words, why and the mend, a line each."""
    told = {
        "what": name(finding.focus),
        "where": " and ".join(places(finding)),
        "words": finding.source.quotation,
        "value": "" if finding.value in (None, finding.focus) else str(finding.value),
        "why": group.rule.why,
        "mend": group.rule.mend,
    }
    return "\n".join(f"{key}: {' '.join(words.split())}" for key, words in told.items() if words)


def _count(element: Element) -> None:
    """Write how many cases there are below, and how many failed or were skipped."""
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))


def _clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
