"""The cross-graph checks: SPARQL SELECTs that return no row when healthy, one Result for each row they return.

A check is a file of queries/checks. Its header comments hold the words of the rule (`# title:`, `# why:`,
`# severity:`, `# message:`, `# mend:`), its columns are ?focusNode and, where they help, ?path, ?value and
?message. The line `VALUES ?graph { UNDEF }` stands where the query starts: naming graphs there makes the engine
start from them, so a check of one graph costs the same however many the store holds. A sub-SELECT needs the line
again. FILTER NOT EXISTS over a join of patterns undoes it: Oxigraph then reads the whole store (23 s instead of
0.007 s on a million quads), so such rules aggregate with HAVING(MAX(IF(…, 1, 0)) = 0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import URIRef
from rdflib.term import Node

from kg import resources
from kg.errors import DataError
from kg.interface import Store
from kg.namespaces import SH
from kg.validate.report import CHECK, Result, Rule, Severity

_HEADER = re.compile(r"^# ([a-z]+): (.*)$", re.MULTILINE)
_NEEDED = ("title", "why", "severity", "message", "mend")
_ANY_GRAPH = "VALUES ?graph { UNDEF }"


@dataclass(frozen=True, slots=True)
class Check:
    """One check, ready to run."""

    rule: Rule
    severity: Severity
    query: str

    def restricted(self, graphs: Sequence[URIRef] | None) -> str:
        """The query for these graphs alone; for all graphs where `graphs` is None."""
        if graphs is None:
            return self.query
        names = " ".join(graph.n3() for graph in graphs)
        return self.query.replace(_ANY_GRAPH, f"VALUES ?graph {{ {names} }}")


@cache
def load(path: Path) -> Check:
    """The check in a file. Raises DataError where its header or its graph line is missing."""
    query = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(query))
    missing = [f"# {key}:" for key in _NEEDED if key not in header]
    if _ANY_GRAPH not in query:
        missing.append(_ANY_GRAPH)
    if missing:
        raise DataError("a check lacks its header", where=str(path), expected=", ".join(missing))
    rule = Rule(CHECK[path.stem], header["title"], header["why"], header["message"], header["mend"])
    return Check(rule, Severity(header["severity"]), query)


def run(store: Store, graphs: Sequence[URIRef] | None = None, files: Sequence[Path] | None = None) -> list[Result]:
    """Run the checks (those of the package by default) over these graphs of the store, all graphs by default.

    Raises StoreError and QueryError as the store does, DataError where a file is no check.
    """
    found: list[Result] = []
    for path in resources.queries("checks") if files is None else files:
        found.extend(_rows(load(path), store, graphs))
    return found


def _rows(check: Check, store: Store, graphs: Sequence[URIRef] | None) -> Iterator[Result]:
    table = store.select(check.restricted(graphs))
    for row in table.rows:
        cells = dict(zip(table.columns, row, strict=True))
        focus, path, value, message = (cells.get(name) for name in ("focusNode", "path", "value", "message"))
        if not isinstance(focus, Node):
            raise DataError("a check returns a row without ?focusNode", where=str(check.rule.iri))
        yield Result(
            focus=focus,
            path=path if isinstance(path, URIRef) else None,
            value=value if isinstance(value, Node) else None,
            severity=check.severity,
            message=check.rule.message if message is None else str(message),
            rule=check.rule,
            component=SH.SPARQLConstraintComponent,
        )
