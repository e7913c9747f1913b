"""What the store tells of recurring issues: who raises them, what became of it, and what is linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kg.draw.chart import moment, plain, year
from kg.errors import DataError
from kg.interface import Store
from kg.namespaces import PROLOGUE

# Position → words and colour: apart for colour-blind readers, and light enough for black figures.
POSITIONS = {
    "accepted": ("accepted", "#8fbfe0"),
    "partiallyAccepted": ("partially accepted", "#f5d76e"),
    "rejected": ("rejected", "#e2825b"),
    "notStated": ("not stated", "#ffffff"),
}
Naming = Callable[[str], str]

_ISSUES = """SELECT DISTINCT ?iri ?label ?concept {
  ?iri a insp:RecurringIssue
  OPTIONAL { ?iri skos:prefLabel ?label } OPTIONAL { ?iri insp:issueConcept ?concept } }"""
_MEMBERS = """SELECT DISTINCT ?issue ?iri ?report ?number ?position {
  ?issue a insp:RecurringIssue ; insp:member ?iri .
  ?iri insp:madeIn ?report
  OPTIONAL { ?iri insp:number ?number } OPTIONAL { ?iri insp:effectiveAcceptance ?position } }"""
_REPORTS = """SELECT DISTINCT ?iri ?title ?date {
  ?iri a insp:Report
  OPTIONAL { ?iri dcterms:title ?title }
  OPTIONAL { ?document insp:respondsTo ?iri ; insp:published ?date } }"""
_LINKS = """SELECT DISTINCT ?earlier ?later ?concept ?verdict ?score ?review {
  VALUES ?concept { %s }
  ?link a insp:RecurrenceLink ; insp:issue ?concept ; insp:earlier ?earlier ; insp:later ?later ; insp:verdict ?verdict
  OPTIONAL { ?link insp:score ?score } OPTIONAL { ?link insp:review ?review } }"""
_ENDS = """SELECT DISTINCT ?iri ?report ?title ?date ?number ?position ?raised {
  VALUES ?iri { %s } ?iri insp:madeIn ?report
  OPTIONAL { VALUES ?raised { <%s> } ?iri insp:raisesIssue ?raised }
  OPTIONAL { ?report dcterms:title ?title } OPTIONAL { ?document insp:respondsTo ?report ; insp:published ?date }
  OPTIONAL { ?iri insp:number ?number } OPTIONAL { ?iri insp:effectiveAcceptance ?position } }"""
_JOINED = """SELECT DISTINCT ?concept ?label {
  ?link insp:review insp:confirmed ; insp:issue ?concept . ?concept skos:prefLabel ?label }"""
_RETURNED = """SELECT DISTINCT ?concept ?later {
  ?link insp:verdict insp:returnedAfterCompleted ; insp:issue ?concept ; insp:later ?later
  MINUS { ?link insp:review insp:reviewRejected } }"""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `title` says what it is about, `date` is EDTF, `when` a year with its fraction (None if undated)."""

    iri: str
    title: str
    date: str
    when: float | None

    @property
    def year(self) -> str:
        return year(self.when)

    @property
    def order(self) -> tuple[bool, float, str, str]:
        """Sorts in time order, the undated last."""
        return self.when is None, self.when or 0, self.title, self.iri


@dataclass(frozen=True, slots=True)
class Member:
    """A recommendation that raises an issue, or that a person joined with another (`raises` is False); `position` is a
    key of POSITIONS."""

    iri: str
    report: Report
    number: str
    position: str
    raises: bool = True

    @property
    def order(self) -> tuple[tuple[bool, float, str, str], list[tuple[int, str]], str]:
        """Sorts in time order, then by number (2 before 10)."""
        parts = re.findall(r"\d+|[^\d.]+", self.number)
        return self.report.order, [(int(p), "") if p.isdecimal() else (0, p) for p in parts], self.iri


@dataclass(frozen=True, slots=True)
class Issue:
    """A recurring issue with the recommendations that raise it, in time order; `concept` is what links name."""

    iri: str
    concept: str
    label: str
    members: list[Member] = field(default_factory=list)

    @property
    def reports(self) -> list[Report]:
        return sorted({member.report for member in self.members}, key=lambda one: one.order)

    @property
    def name(self) -> str:
        """The last part of the IRI, by which a person can call the issue."""
        return tail(self.iri)


@dataclass(frozen=True, slots=True)
class Link:
    """Two recommendations that raise the same issue, by IRI, with the verdict on them."""

    earlier: str
    later: str
    concept: str
    verdict: str
    score: float
    confirmed: bool = False


def issues(store: Store, naming: Naming) -> list[Issue]:
    """The recurring issues of the store, those of most reports first, then by label. `naming` shortens titles.

    Raises DataError where there is none.
    """
    known = {row["iri"]: _report(row, naming) for row in reversed(rows(store, _REPORTS))}
    found: dict[str, Issue] = {}
    for row in rows(store, _ISSUES):
        label = plain(row.get("label", "")) or tail(row["iri"]).replace("-", " ")
        found.setdefault(row["iri"], Issue(row["iri"], row.get("concept", row["iri"]), label))
    seen = set()
    for row in rows(store, _MEMBERS):
        if row["report"] in known and (row["issue"], row["iri"]) not in seen:
            seen.add((row["issue"], row["iri"]))
            found[row["issue"]].members.append(_member(row, known[row["report"]]))
    told = [issue for issue in found.values() if issue.members]
    if not told:
        raise DataError(
            "there is no recurring issue in the store",
            expected="an issue that recommendations of two or more reports raise",
            mend="run kg build with the responses to two reports or more",
        )
    for issue in told:
        issue.members.sort(key=lambda member: member.order)
    return sorted(told, key=lambda issue: (-len(issue.reports), issue.label, issue.iri))


def links(store: Store, wanted: Iterable[Issue]) -> list[Link]:
    """The links for these issues that nobody rejected, the surest first."""
    concepts = sorted({issue.concept for issue in wanted})
    values = " ".join(f"<{concept}>" for concept in concepts)
    found: dict[tuple[str, str, str], Link] = {}
    for row in rows(store, _LINKS % values):
        if "rejected" not in tail(row.get("review", "")).lower():
            ends, confirmed = (row["earlier"], row["later"]), tail(row.get("review", "")) == "confirmed"
            link = Link(*ends, row["concept"], tail(row["verdict"]), _score(row), confirmed)
            found.setdefault((link.earlier, link.later, link.concept), link)
    return sorted(found.values(), key=lambda link: (-link.score, link.later, link.earlier, link.concept))


def only_joined(store: Store, known: Iterable[Issue]) -> list[Issue]:
    """The issues, none of those known, that a person joined recommendations on; still without members."""
    seen = {issue.concept for issue in known}
    found = {row["concept"]: plain(row["label"]) for row in rows(store, _JOINED) if row["concept"] not in seen}
    return [Issue(concept, concept, label) for concept, label in found.items()]


def with_joined(store: Store, issue: Issue, links: Iterable[Link], naming: Naming) -> Issue:
    """The issue with the ends of links on it that a person confirmed: one of them need not raise it by its words."""
    mine = {iri for one in links if one.confirmed and one.concept == issue.concept for iri in (one.earlier, one.later)}
    missing = sorted(mine - {member.iri for member in issue.members})
    if not missing:
        return issue
    found: dict[str, Member] = {}
    for row in rows(store, _ENDS % (" ".join(f"<{iri}>" for iri in missing), issue.concept)):
        told = {"iri": row["report"], "title": row.get("title", ""), "date": row.get("date", "")}
        member = replace(_member(row, _report(told, naming)), raises="raised" in row)
        found.setdefault(row["iri"], member)
    return replace(issue, members=sorted([*issue.members, *found.values()], key=lambda member: member.order))


def returned(store: Store) -> set[tuple[str, str]]:
    """The issues (concepts) with the recommendations that raise them again after a commitment was reported complete."""
    return {(row["concept"], row["later"]) for row in rows(store, _RETURNED)}


def rows(store: Store, query: str) -> list[dict[str, str]]:
    """The rows as texts, without unbound columns, in sorted order."""
    table = store.select(PROLOGUE + query)
    told = [
        {name: str(value) for name, value in zip(table.columns, row, strict=True) if value is not None}
        for row in table.rows
    ]
    return sorted(told, key=lambda row: tuple(row.get(name, "") for name in table.columns))


def tail(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def years(reports: Iterable[Report]) -> str:
    """ "2010–2024", one year, or nothing where no report is dated."""
    known = [int(report.when) for report in reports if report.when is not None]
    return "–".join(map(str, sorted({min(known), max(known)}))) if known else ""


def counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _member(row: dict[str, str], report: Report) -> Member:
    position = tail(row.get("position", ""))
    number = plain(row.get("number", "")) or tail(row["iri"])
    return Member(row["iri"], report, number, position if position in POSITIONS else "notStated")


def _report(row: dict[str, str], naming: Naming) -> Report:
    title = plain(naming(row.get("title", ""))) or tail(row["iri"]).replace("-", " ")
    date = row.get("date", "")
    return Report(row["iri"], title, date, moment(date))


def _score(row: dict[str, str]) -> float:
    try:
        return float(row.get("score", 1))
    except ValueError:
        return 0.0
