"""Links and recurring issues → triples of the recurrence graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from kg import identifiers as ids
from kg import reference
from kg.interface import Triple
from kg.namespaces import EDTF, INSP
from kg.recurrence.decisions import Decisions
from kg.recurrence.index import Entry, Index, Raised
from kg.recurrence.link import Pair
from kg.recurrence.texts import Text, lineage

METHOD = "shared issue, words, systems and teams"
PERSON = "a person's decision"
_UNKNOWN = "XXXX"


def link(index: Index, pair: Pair, decisions: Decisions) -> Iterator[Triple]:
    """One insp:RecurrenceLink with its reasons, without its verdict."""
    earlier, later = index.entries[pair.earlier], index.entries[pair.later]
    issues = [index.issues[number] for number in pair.issues]
    node = ids.recurrence(earlier.text.name, later.text.name)
    one, other = URIRef(earlier.text.name), URIRef(later.text.name)
    confirmed = decisions.link(earlier.text.name, later.text.name)
    yield node, RDF.type, INSP.RecurrenceLink
    yield node, INSP.earlier, one
    yield node, INSP.later, other
    for issue in issues:
        yield node, INSP.issue, URIRef(issue)
    yield node, INSP.score, score(pair.score)
    yield node, INSP.method, Literal(METHOD if issues else PERSON)
    yield node, INSP.review, INSP.confirmed if confirmed else INSP.unreviewed
    yield node, INSP.earlierQuotation, Literal(_words(earlier, issues))
    yield node, INSP.laterQuotation, Literal(_words(later, issues))
    systems, teams = shared(earlier.text, later.text)
    for system in systems:
        yield node, INSP.sharedSystem, URIRef(system)
    for team in teams:
        yield node, INSP.sharedTeam, URIRef(team)
    yield node, INSP.reason, Literal(reason(earlier, later, issues))
    yield one, INSP.recursIn, other
    yield other, INSP.recursIn, one


def score(value: float) -> Literal:
    return Literal(f"{value:.4f}".rstrip("0").rstrip(".") or "0", datatype=XSD.decimal)


def shared(earlier: Text, later: Text) -> tuple[list[str], list[str]]:
    """The systems and teams that both name; a team counts where the later text names a successor of it."""
    return sorted(earlier.systems & later.systems), sorted(earlier.teams & lineage(later.teams))


def reason(earlier: Entry, later: Entry, issues: Iterable[str]) -> str:
    """Why two recommendations are linked, in one sentence."""
    said = [f"both raise {' and '.join(f'“{label(issue)}”' for issue in issues)}"] if issues else ["a person joined them"]
    systems, teams = shared(earlier.text, later.text)
    if systems:
        said.append(f"both name {_list(map(name, systems))}")
    same = [team for team in teams if team in later.text.teams]
    if same:
        said.append(f"both concern {_list(map(name, same))}")
    for team in (team for team in teams if team not in later.text.teams):
        heirs = sorted(heir for heir in later.text.teams if team in lineage([heir]))
        said.append(f"{_list(map(name, heirs))} came after {name(team)}")
    whole = "; ".join(said) + "."
    return whole[0].upper() + whole[1:]


def _list(names: Iterable[str]) -> str:
    known = list(names)
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}"


def _words(entry: Entry, issues: Iterable[str]) -> str:
    """The words for the strongest of the issues; without any, the beginning of the text."""
    by_issue: Mapping[str, Raised] = {raised.issue: raised for raised in entry.raised}
    return next((by_issue[issue].words for issue in issues if issue in by_issue), entry.text.text[:220])


@cache
def label(issue: str) -> str:
    """The preferred label of an issue."""
    return str(reference.graph().value(URIRef(issue), SKOS.prefLabel) or issue.rsplit("/", 1)[-1])


@cache
def name(entity: str) -> str:
    """The preferred label of a team or system, else the end of its IRI in words."""
    known = reference.graph().value(URIRef(entity), SKOS.prefLabel)
    return str(known or entity.rsplit("/", 1)[-1].replace("-", " "))


def recurring(index: Index, issue: int) -> Iterator[Triple]:
    """The insp:RecurringIssue of an issue that two or more reports raise; nothing for another."""
    rows = index.members(issue).tolist()
    if len({int(index.report[row]) for row in rows}) < 2:
        return
    iri = index.issues[issue]
    node = ids.recurring_issue(iri)
    texts = [index.entries[row].text for row in rows]
    dates = [text.date for text in texts if text.date]
    yield node, RDF.type, INSP.RecurringIssue
    yield node, SKOS.prefLabel, Literal(label(iri), lang="en")
    yield node, INSP.issueConcept, URIRef(iri)
    yield node, INSP.firstRaised, Literal(dates[0] if dates else _UNKNOWN, datatype=EDTF)
    yield node, INSP.lastRaised, Literal(dates[-1] if dates else _UNKNOWN, datatype=EDTF)
    yield node, INSP.reportCount, Literal(str(len({text.report for text in texts})), datatype=XSD.integer)
    for text in texts:
        yield node, INSP.member, URIRef(text.name)
