"""Review: what awaits a person's word, and decisions that are sure to be about something."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rdflib import URIRef

from kg.errors import DataError, UsageError
from kg.interface import Store
from kg.namespaces import BASE, PROLOGUE, RECURRENCE_GRAPH, local_name
from kg.recurrence.decisions import Decision, Decisions, lines, of_two_reports, refuse, stored
from kg.recurrence.issues import named

_RECOMMENDATION = str(BASE["recommendation/"])
# The surest are chosen first, by one key that the query makes itself: to look everything up of each takes far longer.
_AWAITING = f"""SELECT ?earlier ?later ?score ?verdict ?reason ?words ?earlierWords {{{{
  GRAPH {RECURRENCE_GRAPH.n3()} {{{{
    {{{{
      SELECT ?link ?score ?key {{{{
        ?link insp:review insp:unreviewed ; insp:score ?score
        BIND (CONCAT(STR(2 - ?score), " ", STR(?link)) AS ?key)
      }}}} ORDER BY ?key LIMIT {{most}}
    }}}}
    ?link insp:earlier ?earlier ; insp:later ?later ; insp:verdict ?verdict ; insp:reason ?reason ;
      insp:laterQuotation ?words ; insp:earlierQuotation ?earlierWords
  }}}} }}}} ORDER BY ?key"""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A link that nobody has looked at: two recommendations by their short names, and what speaks for it."""

    earlier: str
    later: str
    score: float
    verdict: str
    reason: str
    words: str
    earlier_words: str


def awaiting(store: Store, most: int) -> list[Awaiting]:
    """The links without a decision, the surest first."""
    found = []
    for row in store.select(PROLOGUE + _AWAITING.format(most=most)).rows:
        earlier, later, score, verdict, *told = map(str, row)
        found.append(Awaiting(short(earlier), short(later), float(score), local_name(verdict), *told))
    return found


def short(name: str) -> str:
    """A recommendation as people write it: 2016-intelligence-functions/2."""
    return name.removeprefix(_RECOMMENDATION)


def in_force(store: Store, file: Path, *, only_file: bool = False, coming: Store | None = None) -> Decisions:
    """The decisions of the store with those of the file, where there is one; `only_file`: the file rules; `coming`
    holds responses that are about to be stored. Raises DataError naming every line of the file that is wrong."""
    told = checked(store, file, coming) if file.exists() else Decisions()
    return told if only_file else stored(store).joined(told)


def checked(store: Store, file: Path, coming: Store | None = None) -> Decisions:
    """The decisions of a file that fit what the store holds or what is coming; those on reports of neither wait for
    them.

    Raises DataError naming every line that is wrong.
    """
    found, faults = lines(file), []
    sides = [(one, set(_reports(one))) for one in (store, coming) if one is not None]
    for where, decision in found:
        for name in filter(None, (decision.recommendation, decision.other)):
            told = [_fault(one, name) for one, reports in sides if short(name).split("/")[0] in reports]
            if told and (fault := told[-1]) and all(told):
                faults.append(DataError(fault.what, where=where, expected=fault.expected))
    refuse(file, faults)
    return Decisions(tuple(decision for _, decision in found))


def _fault(store: Store, name: str) -> UsageError | None:
    """What keeps people from deciding on a recommendation."""
    try:
        _leaf(store, name)
    except UsageError as fault:
        return fault
    return None


def on_link(store: Store, one: str, other: str, outcome: str, by: str, note: str = "") -> Decision:
    """A decision of today on the link of two recommendations. Raises UsageError where one of them is not known, has
    parts, or both are of one report."""
    first, second = _leaf(store, one), _leaf(store, other)
    of_two_reports(first, second)
    if outcome == "confirmed" and not _raised(store, first, second) - stored(store).denied(first, second):
        raise UsageError(
            f"neither {short(first)} nor {short(second)} raises an issue that nobody rejected, and a link is of one",
            mend=f"say which: kg review {short(second)} --issue ISSUE --confirm",
        )
    return Decision(first, second, "", outcome, _named(by), date.today().isoformat(), note)


def _raised(store: Store, *names: str) -> set[str]:
    """The issues that any of these recommendations is tagged with."""
    nodes = " ".join(URIRef(name).n3() for name in names)
    asked = f"{PROLOGUE}SELECT ?issue {{ VALUES ?node {{ {nodes} }} ?tag insp:tagOf ?node ; oa:hasBody ?issue }}"
    return {str(issue) for (issue,) in store.select(asked).rows}


def on_issue(store: Store, recommendation: str, issue: str, outcome: str, by: str, note: str = "") -> Decision:
    """A decision of today on an issue of a recommendation. Raises UsageError where either is not known."""
    return Decision(_leaf(store, recommendation), "", named(issue), outcome, _named(by), date.today().isoformat(), note)


def _named(by: str) -> str:
    if not by.strip():
        raise UsageError("it is not said who decides", mend='add --by "YOUR NAME", or set KG_REVIEWER')
    return by.strip()


def _leaf(store: Store, name: str) -> str:
    iri = name if name.startswith(_RECOMMENDATION) else _RECOMMENDATION + name.strip()
    node = URIRef(iri)
    if any(mark in iri for mark in ' <>"{}|\\^`') or not store.ask(f"{PROLOGUE}ASK {{ {node.n3()} insp:number ?n }}"):
        near = difflib.get_close_matches(short(iri), _names(store, short(iri).split("/")[0]), n=3)
        raise UsageError(
            f"there is no recommendation {short(iri)}",
            expected=f"one like {', '.join(near)}" if near else "REPORT/NUMBER, as in 2016-intelligence-functions/2",
        )
    if store.ask(f"{PROLOGUE}ASK {{ ?part insp:directPartOf {node.n3()} }}"):
        raise UsageError(f"{short(iri)} has parts", expected="a recommendation without parts: those are what is linked")
    return iri


def _names(store: Store, slug: str) -> list[str]:
    """The recommendations of a report, or those of the reports with names like it."""
    near = difflib.get_close_matches(slug, _reports(store), n=1)
    if not near:
        return []
    report = BASE[f"report/{near[0]}"].n3()
    return [short(str(row[0])) for row in store.select(f"{PROLOGUE}SELECT ?n {{ ?n insp:madeIn {report} }}").rows]


def _reports(store: Store) -> list[str]:
    rows = store.select(f"{PROLOGUE}SELECT ?s {{ ?r a insp:Report ; dcterms:identifier ?s }}").rows
    return [str(row[0]) for row in rows]
