"""Which commitments a reader asks for: by status, report, owner, issue and date, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from kg.explore.common import Row, between, count, day_of, iri_of, natural, one_of, rows, slug_of, values
from kg.interface import Store
from kg.namespaces import BASE, THEME, response_graph

STATUSES = ("all", "overdue", "undated", "vague", "completed", "open")
# Every part is a list that is read from end to end, and the lists are joined: looking up each commitment (NOT EXISTS,
# plain patterns one after the other) takes ten times as long.
_EACH = "{ SELECT ?iri { ?iri insp:promisedIn ?answer } }"
_PENDING = "{ SELECT ?iri { ?iri insp:delivery ?delivery FILTER (?delivery != insp:completed) } }"
_PATTERNS = {
    "all": _EACH,
    "completed": f"{_EACH} {{ SELECT ?iri {{ ?iri insp:delivery insp:completed }} }}",
    "overdue": "{ SELECT ?iri { ?iri insp:openUntil ?until FILTER (?until < %(day)s) } }",
    "undated": f"{_EACH} {_PENDING} MINUS {{ ?iri insp:due ?due }}",
    "open": "{ { SELECT ?iri { ?iri insp:openUntil ?until FILTER (?until >= %(day)s) } } UNION "
    f"{{ {{ SELECT ?iri {{ ?iri insp:due ?due }} }} {_PENDING} MINUS {{ ?iri insp:dueLatest ?latest }} }} }}",
    "vague": f"{{ {{ {{ SELECT ?iri {{ ?iri insp:firmness insp:conditional }} }} {_PENDING} }} UNION "
    f"{{ {_EACH} {_PENDING} MINUS {{ ?iri insp:due ?due }} MINUS {{ ?iri insp:owner ?owner }} }} }}",
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
            f"GRAPH {response_graph(_slug(self.report)).n3()} {{ ?iri insp:promisedIn ?said }}" if self.report else "",
            f"{{ SELECT ?iri {{ VALUES ?holder {{ {_owners(self.owner)} }} ?iri insp:owner ?holder }} }}"
            if self.owner
            else "",
            f"{{ SELECT ?iri {{ ?iri insp:raisesIssue <{_issue(self.issue)}> }} }}" if self.issue else "",
            _PATTERNS[one_of(self.status, STATUSES, "status")] % {"day": _day(day)},
            self._bound("dueLatest", ">=", self.since, "from"),
            self._bound("dueEarliest", "<=", self.until, "to"),
        ]
        return " ".join(filter(None, parts))

    def _bound(self, name: str, sign: str, day: str, told: str) -> str:
        if not day:
            return ""
        return f"{{ SELECT ?iri {{ ?iri insp:{name} ?at FILTER (?at {sign} {_day(day_of(day, told))}) }} }}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The IRIs of one page of the commitments asked for, how many there are in all, and how many of these are dated."""

    iris: list[str]
    total: int
    dated: int


def chosen(store: Store, day: str, asked: Filter, *, offset: int = 0, limit: int = 50) -> Chosen:
    """The commitments asked for, from `offset` on, so many at most: those with a day by which they are due first, in
    the order of these days, then the others by report. Raises UsageError for values that cannot be.

    The days are counted first, then only those that the page needs are looked into: so nothing long is sorted.
    """
    between(offset, 0, 10_000_000, "offset")
    between(limit, 0, MOST, "limit")
    where = asked.where(day)
    days = rows(store, _DAYS % where)
    undated = [] if asked.status == "overdue" else rows(store, _GRAPHS % where)  # what is overdue has a day
    graphs = sorted(undated, key=lambda row: row["graph"])
    dated = sum(int(row["n"]) for row in days)
    total = dated + sum(int(row["n"]) for row in graphs)
    found: list[str] = []
    if limit:
        skipped, wanted = _reached(days, offset, limit)
        found += _of_days(store, where, [row["latest"] for row in wanted])[offset - skipped :][:limit]
    if len(found) < limit and offset + limit > dated:
        start = max(0, offset - dated)
        skipped, wanted = _reached(graphs, start, limit - len(found))
        found += _of_graphs(store, where, [row["graph"] for row in wanted])[start - skipped :][: limit - len(found)]
    return Chosen(found, total, dated)


def counted(store: Store, day: str, asked: Filter) -> int:
    """How many commitments are all of this. Raises UsageError for values that cannot be."""
    return count(store, f"SELECT (COUNT(DISTINCT ?iri) AS ?n) {{ {asked.where(day)} }}")


_DAYS = """SELECT ?latest (COUNT(DISTINCT ?iri) AS ?n) { %s { SELECT ?iri ?latest { ?iri insp:dueLatest ?latest } } }
GROUP BY ?latest ORDER BY ?latest"""
_GRAPHS = """SELECT ?graph (COUNT(DISTINCT ?iri) AS ?n) { %s
  { SELECT ?graph ?iri { GRAPH ?graph { ?iri insp:promisedIn ?answer } } } MINUS { ?iri insp:dueLatest ?latest } }
GROUP BY ?graph"""


def _reached(groups: list[Row], offset: int, limit: int) -> tuple[int, list[Row]]:
    """The groups that a page reaches into, and how many members come before them."""
    before, wanted, end = 0, [], 0
    for row in groups:
        start, end = end, end + int(row["n"])
        if end <= offset:
            before = end
        elif start < offset + limit:
            wanted.append(row)
    return before, wanted


def _of_days(store: Store, where: str, days: list[str]) -> list[str]:
    if not days:
        return []
    query = f"""SELECT DISTINCT ?iri ?latest {{ {where} {{ SELECT ?iri ?latest {{ ?iri insp:dueLatest ?latest
      FILTER (?latest >= {_day(days[0])} && ?latest <= {_day(days[-1])}) }} }} }}"""
    return [row["iri"] for row in sorted(rows(store, query), key=lambda row: (row["latest"], _place(row["iri"])))]


def _of_graphs(store: Store, where: str, graphs: list[str]) -> list[str]:
    if not graphs:
        return []
    query = f"""SELECT DISTINCT ?iri {{ {where} {{ SELECT ?iri {{ VALUES ?graph {{ {values(graphs)} }}
      GRAPH ?graph {{ ?iri insp:promisedIn ?answer }} }} }} MINUS {{ ?iri insp:dueLatest ?latest }} }}"""
    return sorted((row["iri"] for row in rows(store, query)), key=_place)


def _place(iri: str) -> tuple[str, tuple[tuple[int, int | str], ...]]:
    """Sorts commitments by report, recommendation and place: 2 before 10."""
    slug, _, rest = iri.removeprefix(str(BASE["commitment/"])).partition("/")
    return slug, natural(rest.replace("/", "."))


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
