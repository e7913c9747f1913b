"""Links and recurring issues → triples of the recurrence graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from kg import identifiers as ids
from kg import reference
from kg.interface import Triple
from kg.namespaces import EDTF, INSP, UNKNOWN_DATE
from kg.recurrence.decisions import Decisions
from kg.recurrence.index import Index
from kg.recurrence.issues import forms
from kg.recurrence.link import Pair
from kg.recurrence.texts import came_first, heirs

METHOD = Literal("shared issue, words and their meaning, systems and teams")
PERSON = Literal("a person's decision")
_TRUE = Literal("true", datatype=XSD.boolean)
_KEPT = 100_000  # literals that are kept, as quotations and reasons come again and again


Row = tuple[Index, int]
"""A recommendation: its index, and its row in it."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two recommendations name (IRIs): the systems and teams of both, where a team counts if the later text names
    a successor of it; and other bodies that the earlier one was told to and the later one a successor of."""

    systems: list[str]
    teams: list[str]
    succeeded: list[str]


def link(index: Index, pair: Pair, decisions: Decisions) -> Iterator[Triple]:
    """One insp:RecurrenceLink with its reasons, without its verdict."""
    earlier, later = index.names[pair.earlier], index.names[pair.later]
    issues = [index.issues[number] for number in pair.issues]
    node, one, other = ids.recurrence(earlier, later), URIRef(earlier), URIRef(later)
    yield node, RDF.type, INSP.RecurrenceLink
    yield node, INSP.earlier, one
    yield node, INSP.later, other
    for issue in issues:
        yield node, INSP.issue, URIRef(issue)
    if pair.form is not None:
        yield node, INSP.sharedForm, URIRef(forms()[pair.form][0])
    yield node, INSP.score, decimal(pair.score)
    yield node, INSP.method, PERSON if pair.joined else METHOD
    yield node, INSP.review, INSP.confirmed if decisions.link(earlier, later) else INSP.unreviewed
    yield node, INSP.earlierQuotation, _literal(_words(index, pair.earlier, pair.issues))
    yield node, INSP.laterQuotation, _literal(_words(index, pair.later, pair.issues))
    first, second = (index, pair.earlier), (index, pair.later)
    both = shared(first, second)
    for system in both.systems:
        yield node, INSP.sharedSystem, URIRef(system)
    for team in both.teams:
        yield node, INSP.sharedTeam, URIRef(team)
    for body in both.succeeded:
        yield node, INSP.succeededBody, URIRef(body)
    yield node, INSP.reason, _literal(why(first, second, pair, both))
    if not came_first(index.dates[pair.earlier], index.dates[pair.later]):
        yield node, INSP.orderUnknown, _TRUE
    yield one, INSP.recursIn, other
    yield other, INSP.recursIn, one


@lru_cache(_KEPT)
def _literal(words: str) -> Literal:
    return Literal(words)


@lru_cache(_KEPT)
def decimal(value: float) -> Literal:
    """A score as xsd:decimal, with four places at most."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip(".") or "0", datatype=XSD.decimal)


def shared(earlier: Row, later: Row) -> Shared:
    """What both rows name."""
    (one, row), (other, now) = earlier, later
    teams = one.named(one.teams, row) & other.named(other.lineages, now)
    bodies = other.named(other.bodies, now)
    succeeded = [body for body in one.named(one.bodies, row) - teams if heirs(body, bodies)]
    return Shared(
        sorted(one.named(one.systems, row) & other.named(other.systems, now)), sorted(teams), sorted(succeeded)
    )


def why(earlier: Row, later: Row, pair: Pair, both: Shared) -> str:
    """The reason of a link, with what is known of both rows; that nobody knows when mere words were said is none."""
    (one, row), (other, new) = earlier, later
    issues = [one.issues[number] for number in pair.issues]
    faint = tuple(
        frozenset(index.issues[number] for number in pair.issues if not index.raises(place, number))
        for index, place in (earlier, later)
    )
    now = other.named(other.teams, new) if both.teams else ()
    on = issues if pair.alike else ()  # nobody said that a link is on an issue that only one of them raises
    whole = reason(on, pair.form, both.systems, both.teams, now, joined=pair.joined, faint=faint)
    answering = other.named(other.bodies, new) if both.succeeded else set()
    told = [
        f"the earlier was told to {name(body)}, and {_list(map(name, heirs(body, answering)))} came after it"
        for body in both.succeeded
    ]
    if other.names[new] and not came_first(one.dates[row], other.dates[new]):
        told.append("the dates do not tell which came first")
    return "; ".join([whole[:-1], *told]) + "."


def reason(
    issues: Sequence[str],
    form: int | None,
    systems: Sequence[str],
    teams: Sequence[str],
    now: Collection[str],
    *,
    joined: bool = False,
    faint: Sequence[Collection[str]] = ((), ()),
) -> str:
    """Why two recommendations are linked, in one sentence; `now` are the teams that the later one names, `joined` tells
    that a person linked them, `faint` are the issues that the earlier and the later one cannot be said to raise."""
    told = {} if form is None else {forms()[form][1]: f" ({label(forms()[form][0])})"}

    def known(some: Iterable[str]) -> str:
        return " and ".join(f"“{label(issue)}”{told.get(issue, '')}" for issue in some)

    by_hand = f"a person joined them on {known(issues)}" if issues else "a person joined them"
    said = [by_hand] if joined else _raising(issues, faint, known)
    if systems:
        said.append(f"both name {_list(map(name, systems))}")
    if same := [team for team in teams if team in now]:
        said.append(f"both concern {_list(map(name, same))}")
    for team in (team for team in teams if team not in now):
        said.append(f"{_list(map(name, heirs(team, now)))} came after {name(team)}")
    whole = "; ".join(said) + "."
    return whole[0].upper() + whole[1:]


def _raising(
    issues: Sequence[str], faint: Sequence[Collection[str]], known: Callable[[Iterable[str]], str]
) -> list[str]:
    """Which of the two raises the issues: of what is too faint in one of them it is not said that both do."""
    ways = {
        (False, False): "both raise {}",
        (True, False): "the later raises {}, of which the earlier has only faint signs",
        (False, True): "the earlier raises {}, of which the later has only faint signs",
        (True, True): "both have only faint signs of {}",
    }
    found = {way: [issue for issue in issues if (issue in faint[0], issue in faint[1]) == way] for way in ways}
    return [ways[way].format(known(some)) for way, some in found.items() if some]


def _list(names: Iterable[str]) -> str:
    known = list(names)
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}"


def _words(index: Index, row: int, issues: Sequence[int]) -> str:
    """The words for the strongest of the issues; without any, the beginning of the text."""
    words = {number: quote for number, _, quote in index.raised(row)}
    return next((words[issue] for issue in issues if words.get(issue)), index.openings[row])


@cache
def label(issue: str) -> str:
    """The preferred label of an issue or a form."""
    return str(reference.graph().value(URIRef(issue), SKOS.prefLabel) or issue.rsplit("/", 1)[-1])


@cache
def name(entity: str) -> str:
    """The preferred label of a team or system, else the end of its IRI in words."""
    known = reference.graph().value(URIRef(entity), SKOS.prefLabel)
    return str(known or entity.rsplit("/", 1)[-1].replace("-", " "))


def recurring(index: Index, issue: int) -> Iterator[Triple]:
    """The insp:RecurringIssue of an issue that two or more reports raise; nothing for another."""
    rows = [row for row in index.members(issue).tolist() if index.raises(row, issue)]
    if len({index.reports[row] for row in rows}) < 2:
        return
    iri = index.issues[issue]
    node = ids.recurring_issue(iri)
    dates = [index.dates[row] for row in rows if index.dates[row]]
    yield node, RDF.type, INSP.RecurringIssue
    yield node, SKOS.prefLabel, Literal(label(iri), lang="en")
    yield node, INSP.issueConcept, URIRef(iri)
    yield node, INSP.firstRaised, Literal(dates[0] if dates else UNKNOWN_DATE, datatype=EDTF)
    yield node, INSP.lastRaised, Literal(dates[-1] if dates else UNKNOWN_DATE, datatype=EDTF)
    yield node, INSP.reportCount, Literal(str(len({index.reports[row] for row in rows})), datatype=XSD.integer)
    for row in rows:
        yield node, INSP.member, URIRef(index.names[row])
