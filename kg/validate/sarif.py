"""Reports as SARIF 2.1.0 (OASIS Standard, 2020), the format in which code reviews show findings beside the lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from kg._version import __version__
from kg.validate.findings import Group, groups, name
from kg.validate.report import Place, Report, Result, Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_Object = dict[str, object]


def render(reports: Mapping[str, Report]) -> str:
    """The reports by the name of what was validated, as one SARIF log with one run (section 3.13)."""
    found = [(title, group) for title, report in reports.items() for group in groups(report)]
    rules = {group.id: _rule(group) for _title, group in found}
    order = {rule: index for index, rule in enumerate(rules)}
    results = [_result(title, g, finding, order[g.id]) for title, g in found for finding in g.findings]
    driver = {"name": "kg validate", "version": __version__, "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(group: Group) -> _Object:
    """The reporting descriptor of a rule (section 3.49): its help says why it is there and what would mend a breach."""
    rule = group.rule
    return {
        "id": group.id,
        "name": rule.name,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Why: {rule.why}\nMend: {rule.mend}"},
        "defaultConfiguration": {"level": _LEVELS[group.severity]},
    }


def _result(title: str, group: Group, finding: Result, index: int) -> _Object:
    """One result (section 3.27), with the line of the submission where it is known, else of the source document."""
    source = finding.source
    places = [place for place in (source.submission, source.place) if place]
    found: _Object = {
        "ruleId": group.id,
        "ruleIndex": index,
        "level": _LEVELS[group.severity],
        "message": {"text": f"{name(finding.focus)}: {finding.message}"},
        "locations": [_location(title, finding, places[0] if places else None)],
        "partialFingerprints": {"finding/v1": _fingerprint(group, finding)},
    }
    if len(places) > 1:
        related = _physical(places[1], source.quotation)
        found["relatedLocations"] = [
            {"id": 1, "message": {"text": "the words in the source document"}, "physicalLocation": related}
        ]
    return found


def _location(title: str, finding: Result, place: Place | None) -> _Object:
    words = finding.source.quotation if place is finding.source.place else ""
    node: _Object = {"fullyQualifiedName": str(finding.focus), "kind": "resource"}
    if place and place.row:  # tables have no lines
        node["name"] = place.row
    return {"physicalLocation": _physical(place or Place(title), words), "logicalLocations": [node]}


def _physical(place: Place, words: str) -> _Object:
    """A file and the line in it; the words of the source document as the snippet of the region."""
    found: _Object = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line:
        region: _Object = {"startLine": place.line}
        if words:
            region["snippet"] = {"text": words}
        found["region"] = region
    return found


def _uri(file: str) -> str:
    """The file as a URI reference: a path that is not absolute stays relative."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _fingerprint(group: Group, finding: Result) -> str:
    """The same for the same finding in the next run, wherever its lines have moved."""
    told = (group.id, str(finding.focus), str(finding.path), str(finding.value))
    return sha256("\0".join(told).encode()).hexdigest()
