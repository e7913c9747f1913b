"""Which commitments a reader asks for: by status, report, owner, issue and date, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from kg.explore.common import between, count, day_of, iri_of, one_of, rows, slug_of
from kg.interface import Store
from kg.namespaces import BASE, THEME, response_graph

STATUSES = ("all", "overdue", "undated", "vague", "completed", "open")
_FIRST = "?iri insp:promisedIn ?answer ."
_PENDING = "?iri insp:delivery ?delivery . FILTER (?delivery != insp:completed)"
# each begins with what tells most: the engine joins in the order of what it expects to be few
_PATTERNS = {
    "all": _FIRST,
    "completed": f"{_FIRST} ?iri insp:delivery insp:completed .",
    "overdue": "?iri insp:openUntil ?until . FILTER (?until < %(day)s)",
    "undated": f"{_FIRST} {_PENDING} FILTER NOT EXISTS {{ ?iri insp:due ?due }}",
    "open": f"{_FIRST} {_PENDING} ?iri insp:due ?due . "
    "FILTER NOT EXISTS { ?iri insp:openUntil ?until FILTER (?until < %(day)s) }",
    "vague": f"{_FIRST} {_PENDING} {{ ?iri insp:firmness insp:conditional }} UNION {{ ?iri insp:firmness ?any "
    "FILTER NOT EXISTS { ?iri insp:due ?due } FILTER NOT EXISTS { ?iri insp:owner ?owner } }",
}
MOST = 10_000  # rows at once


@dataclass(frozen=True, slots=True)
class Filter:
    """What commitments have to be, all of it: `report`, `owner` and `issue` are names as in addresses, or IRIs; `since`
    and `until` are days that the due date lies between; "" asks nothing."""

    status: str = "all"
    report: str = ""
    owner: str = ""
    issue: str = ""
    since: str = ""
    until: str = ""

    def where(self, day: str) -> str:
        """The pattern of such commitments (`?iri`) as of a day. Raises UsageError for values that cannot be."""
        parts = [
            f"GRAPH {response_graph(_slug(self.report)).n3()} {{ {_FIRST} }}" if self.report else "",
            f"VALUES ?holder {{ {_owners(self.owner)} }} ?iri insp:owner ?holder ." if self.owner else "",
            f"?iri insp:raisesIssue <{_issue(self.issue)}> ." if self.issue else "",
            _PATTERNS[one_of(self.status, STATUSES, "status")] % {"day": _day(day)},
            f"?iri insp:dueLatest ?last . FILTER (?last >= {_day(day_of(self.since))})" if self.since else "",
            f"?iri insp:dueEarliest ?first . FILTER (?first <= {_day(day_of(self.until))})" if self.until else "",
        ]
        return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The IRIs of one page of the commitments asked for, those due first first, and how many there are in all."""

    iris: list[str]
    total: int


def chosen(store: Store, day: str, asked: Filter, *, offset: int = 0, limit: int = 50) -> Chosen:
    """The commitments asked for, from `offset` on, so many at most. Raises UsageError for values that cannot be."""
    between(offset, 0, 10_000_000, "offset")
    between(limit, 0, MOST, "limit")
    where = asked.where(day)
    total = count(store, f"SELECT (COUNT(DISTINCT ?iri) AS ?n) {{ {where} }}")
    return Chosen(_page(store, where, offset, limit) if limit and offset < total else [], total)


def dated(store: Store, day: str, asked: Filter) -> int:
    """How many of them have a day by which they are due."""
    return count(store, f"SELECT (COUNT(DISTINCT ?iri) AS ?n) {{ {asked.where(day)} ?iri insp:dueLatest ?at }}")


def _page(store: Store, where: str, offset: int, limit: int) -> list[str]:
    """Those that are due first first, the undated last; each key is short, which sorts many times faster."""
    found = rows(
        store,
        f"""SELECT ?iri {{ {{ SELECT DISTINCT ?iri {{ {where} }} }} OPTIONAL {{ ?iri insp:dueLatest ?latest }}
        BIND (CONCAT(COALESCE(STR(?latest), "9999"), SUBSTR(STR(?iri), {len(BASE) + 1})) AS ?key) }}
        ORDER BY ?key LIMIT {limit} OFFSET {offset}""",
    )
    return list(dict.fromkeys(row["iri"] for row in found))


def _slug(report: str) -> str:
    return slug_of(report.removeprefix(str(BASE["report/"])), "report")


def _day(text: str) -> str:
    return f'"{text}"^^xsd:date'


def _owners(text: str) -> str:
    """A team or body by its IRI, or by the last part of it."""
    if ":" in text:
        return f"<{iri_of(text, 'the owner')}>"
    name = slug_of(text, "team or body")
    return f"<{BASE}team/{name}> <{BASE}organisation/{name}>"


def _issue(text: str) -> str:
    return iri_of(text, "the issue") if ":" in text else f"{THEME}{slug_of(text, 'issue')}"
