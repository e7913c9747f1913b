"""What people decided about links and issues: a CSV file that anyone can edit, and data in the graph.

A line confirms or rejects that two recommendations are the same failing (`other` is a recommendation), or that a
recommendation raises an issue (`issue` is one). The last decision on a thing counts; those before it stay as history,
and the graph tells by dcterms:replaces which came after which.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from kg.errors import DataError, UsageError
from kg.files import write_text
from kg.interface import Store, Triple
from kg.namespaces import BASE, INSP, PROLOGUE, RECURRENCE_GRAPH, THEME
from kg.recurrence.issues import named

COLUMNS = ("recommendation", "other", "issue", "decision", "by", "on", "note")
KINDS = {"confirmed": INSP.confirmed, "rejected": INSP.reviewRejected}
_RECOMMENDATION = str(BASE["recommendation/"])
_NAME = re.compile(r'[^\s/<>"{}|\\^`\x00-\x20]+/[^\s/<>"{}|\\^`\x00-\x20]+')
_STORED = f"""SELECT ?decision ?before ?one ?other ?issue ?kind ?by ?on ?note {{ GRAPH {RECURRENCE_GRAPH.n3()} {{
  ?decision a insp:Decision ; insp:decidesOn ?one ; insp:outcome ?kind ; dcterms:creator ?by ; dcterms:date ?on .
  OPTIONAL {{ ?decision insp:decidesOther ?other }} OPTIONAL {{ ?decision insp:decidesIssue ?issue }}
  OPTIONAL {{ ?decision skos:note ?note }} OPTIONAL {{ ?decision dcterms:replaces ?before }} }} }}"""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a person: on the link of two recommendations (`other`), or on one and an `issue`; IRIs."""

    recommendation: str
    other: str
    issue: str
    decision: str
    by: str
    on: str
    note: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """What is decided: the two recommendations in any order, or the recommendation and the issue."""
        return tuple(sorted((self.recommendation, self.other))) if self.other else (self.recommendation, self.issue)

    @property
    def node(self) -> URIRef:
        """The name of the decision in the graph."""
        key = "\n".join((*self.about, self.decision, self.by, self.on, self.note))
        return BASE[f"decision/{sha256(key.encode()).hexdigest()[:16]}"]


@dataclass(frozen=True)
class Decisions:
    """All decisions, each once (where it was said last); of several on one thing the last counts (by date, then by
    place)."""

    every: tuple[Decision, ...] = ()
    by_thing: Mapping[tuple[str, ...], Decision] = field(init=False)
    by_recommendation: Mapping[str, dict[str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        last = {decision.node: place for place, decision in enumerate(self.every)}
        every = tuple(decision for place, decision in enumerate(self.every) if last[decision.node] == place)
        latest = {decision.about: decision for decision in sorted(every, key=lambda d: d.on)}
        issues: dict[str, dict[str, bool]] = {}
        for decision in latest.values():
            if decision.issue:
                issues.setdefault(decision.recommendation, {})[decision.issue] = decision.decision == "confirmed"
        object.__setattr__(self, "every", every)
        object.__setattr__(self, "by_thing", latest)
        object.__setattr__(self, "by_recommendation", issues)

    def link(self, one: str, other: str) -> bool | None:
        """Whether a person confirmed (True) or rejected (False) the link of two recommendations; None: neither."""
        found = self.by_thing.get(tuple(sorted((one, other))))
        return None if found is None else found.decision == "confirmed"

    def links_of(self, recommendation: str) -> dict[str, bool]:
        """The recommendations whose link with this one a person confirmed (True) or rejected (False)."""
        told = (one for one in self.by_thing.values() if one.other and recommendation in one.about)
        return {
            d.other if d.recommendation == recommendation else d.recommendation: d.decision == "confirmed" for d in told
        }

    def issues_of(self, recommendation: str) -> Mapping[str, bool]:
        """The issues of one recommendation that a person confirmed (True) or rejected (False)."""
        return self.by_recommendation.get(recommendation, {})

    def denied(self, *recommendations: str) -> set[str]:
        """The issues that a person rejected of any of these recommendations."""
        return {issue for name in recommendations for issue, yes in self.issues_of(name).items() if not yes}

    def joined(self, others: Decisions) -> Decisions:
        """These and others, each once; of two on one thing and of one day the one of `others`, which is newer."""
        newer = {(decision.about, decision.on) for decision in others.every}
        kept = (decision for decision in self.every if (decision.about, decision.on) not in newer)
        return Decisions((*kept, *others.every))


def read(path: Path) -> Decisions:
    """The decisions of a CSV file. Raises DataError naming every line that is wrong."""
    return Decisions(tuple(decision for _, decision in lines(path)))


def lines(path: Path) -> list[tuple[str, Decision]]:
    """The decisions of a CSV file, each with its place (file and line). Raises DataError naming every line that is
    wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("the decisions cannot be read", where=path.name, expected="CSV in UTF-8") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    found, faults = [], []
    try:
        missing = [name for name in COLUMNS[:6] if name not in (rows.fieldnames or ())]
        if missing:
            expected = f"the columns {', '.join(COLUMNS)}"
            raise DataError(f"no column {', '.join(missing)}", where=f"{path.name}:1", expected=expected)
        for row in rows:
            where = f"{path.name}:{rows.line_num}"
            try:
                found += [(where, _decision(row, where))] if any(row.values()) else []
            except DataError as fault:
                faults.append(fault)
    except csv.Error as error:
        raise DataError(
            f"no CSV table ({error})", where=f"{path.name}:{rows.line_num}", mend="check the quotes"
        ) from None
    refuse(path, faults)
    return found


def refuse(path: Path, faults: Sequence[DataError]) -> None:
    """Raise what is wrong with a file of decisions, if anything is, with a line for each fault."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise DataError(
            f"{len(faults)} lines are wrong",
            where=path.name,
            mend="mend them: nothing is applied before",
            details=[str(fault) for fault in faults],
        )


def _decision(row: Mapping[str, str | None], where: str) -> Decision:
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if told["decision"] not in KINDS:
        raise DataError(f"the decision {told['decision']!r}", where=where, expected="confirmed or rejected")
    if not told["recommendation"] or bool(told["other"]) == bool(told["issue"]):
        raise DataError(
            "it is not clear what is decided",
            where=where,
            expected="a recommendation, and either the other one it is linked with or an issue",
        )
    if not told["by"]:
        raise DataError("nobody is named as having decided", where=where, expected="a name in the column by")
    try:
        told["on"] = date.fromisoformat(told["on"]).isoformat()
    except ValueError:
        raise DataError(f"{told['on']!r} is not a day", where=where, expected="YYYY-MM-DD in the column on") from None
    told |= {name: _recommendation(told[name], where) for name in ("recommendation", "other") if told[name]}
    try:
        of_two_reports(told["recommendation"], told["other"])
        told |= {"issue": named(told["issue"])} if told["issue"] else {}
    except UsageError as fault:
        raise DataError(fault.what, where=where, expected=fault.expected) from None
    return Decision(**told)


def of_two_reports(one: str, other: str) -> None:
    """Raises UsageError where both recommendations (IRIs) are of one report: nothing recurs within one."""
    if one.rsplit("/", 1)[0] == other.rsplit("/", 1)[0]:
        raise UsageError("both recommendations are of one report", expected="recommendations of different reports")


def _recommendation(name: str, where: str) -> str:
    """The IRI of a recommendation; whether there is one, the store knows."""
    if not _NAME.fullmatch(name.removeprefix(_RECOMMENDATION)):
        expected = "REPORT/NUMBER, as in 2016-intelligence-functions/2"
        raise DataError(f"{name!r} is no name of a recommendation", where=where, expected=expected)
    return _RECOMMENDATION + name.removeprefix(_RECOMMENDATION)


def write(path: Path, decisions: Decisions) -> None:
    """Write the file anew, whole or not at all, with short names (2016-intelligence-functions/2)."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for d in decisions.every:
        names = (d.recommendation.removeprefix(_RECOMMENDATION), d.other.removeprefix(_RECOMMENDATION))
        rows.writerow([*names, d.issue.removeprefix(str(THEME)), d.decision, d.by, d.on, d.note])
    write_text(out.getvalue(), path)


def stored(store: Store) -> Decisions:
    """The decisions that the store holds, in the order in which they replaced each other."""
    found: dict[str, Decision] = {}
    before: dict[str, str] = {}
    for node, old, one, other, issue, kind, by, on, note in store.select(PROLOGUE + _STORED).rows:
        name = next(word for word, iri in KINDS.items() if str(iri) == str(kind))
        told = (str(one), str(other or ""), str(issue or ""), name, str(by), str(on), str(note or ""))
        found[str(node)] = Decision(*told)
        if old is not None:
            before[str(node)] = str(old)

    def place(node: str) -> int:
        """How many came before it; bounded, should the graph have been edited into a circle."""
        count = 0
        while node in before and count < len(before):
            node, count = before[node], count + 1
        return count

    ordered = sorted(found.items(), key=lambda one: (one[1].on, one[1].about, place(one[0]), one[1].by, one[1].note))
    return Decisions(tuple(decision for _, decision in ordered))


def triples(decisions: Decisions) -> Iterator[Triple]:
    """Each decision as an insp:Decision with its author, its date, and the one on the same thing that it replaces."""
    last: dict[tuple[str, ...], URIRef] = {}
    for d in sorted(decisions.every, key=lambda d: d.on):
        node = d.node
        yield node, RDF.type, INSP.Decision
        yield node, INSP.decidesOn, URIRef(d.recommendation)
        if d.other:
            yield node, INSP.decidesOther, URIRef(d.other)
        if d.issue:
            yield node, INSP.decidesIssue, URIRef(d.issue)
        yield node, INSP.outcome, KINDS[d.decision]
        yield node, DCTERMS.creator, Literal(d.by)
        yield node, DCTERMS.date, Literal(d.on, datatype=XSD.date)
        if d.note:
            yield node, SKOS.note, Literal(d.note)
        if d.about in last:
            yield node, DCTERMS.replaces, last[d.about]
        last[d.about] = node
