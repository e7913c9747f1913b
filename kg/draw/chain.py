"""The chain of one issue: which recommendations raise it, who answered what, and what returned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.draw.chart import plain, readable
from kg.draw.claimed import claimed
from kg.draw.raised import POSITIONS, Issue, Link, Member, counted, rows, tail
from kg.errors import UsageError
from kg.interface import Store

VERDICTS = {
    "returnedAfterCompleted": "returned after completed",
    "reiterated": "reiterated",
    "broadened": "broadened",
    "related": "related",
}
_DELIVERIES = {"completed": "reported complete", "inProgress": "in progress", "planned": "planned"}
_INTO = 3  # links drawn to one card at most, the surest

_TEXTS = """SELECT DISTINCT ?iri ?text ?words {
  VALUES ?iri { %s }
  OPTIONAL { ?iri insp:text ?text }
  OPTIONAL { ?tag insp:tagOf ?iri ; oa:hasBody <%s> ; insp:indication ?words } }"""
_ANSWERS = """SELECT DISTINCT ?iri ?holder ?answer ?by ?name {
  VALUES ?iri { %s }
  ?iri insp:directPartOf* ?holder . ?answer insp:answers ?holder
  OPTIONAL { ?answer insp:respondent ?by OPTIONAL { ?by skos:prefLabel ?name } } }"""
_PROMISES = """SELECT DISTINCT ?iri ?answer ?delivery ?due ?told {
  VALUES ?answer { %s }
  ?iri insp:promisedIn ?answer ; insp:delivery ?delivery
  OPTIONAL { ?iri insp:due ?due } OPTIONAL { ?iri insp:dueText ?told } }"""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: how far it is, and when it is due in words ("" where no date is given)."""

    delivery: str
    due: str


@dataclass(frozen=True, slots=True)
class Card:
    """A recommendation with the words that raise the issue, who answered, and what was promised."""

    member: Member
    quotation: str
    bodies: tuple[str, ...]
    promises: tuple[Promise, ...]
    claim: str = ""  # the state in the last claim of a later document, with its date

    @property
    def heading(self) -> str:
        report = self.member.report
        return f"{report.year}, recommendation {self.member.number}: {report.title}"

    @property
    def note(self) -> str:
        """Why it is among the cards, where not by its words."""
        return "" if self.member.raises else "It was joined by a person, and does not raise the issue by its words"

    @property
    def answer(self) -> str:
        """Who took which position."""
        words = POSITIONS[self.member.position][0]
        position = words if self.member.position != "notStated" else "position not stated"
        return f"{listed(self.bodies)}: {position}" if self.bodies else position.capitalize()

    @property
    def promised(self) -> str:
        """How many commitments stand in the answer, how far they are and when they are due; and what became of them."""
        return f"{self._answered}. Claimed later: {self.claim}" if self.claim else self._answered

    @property
    def _answered(self) -> str:
        if not self.promises:
            return "No commitment"
        states = [(words, [p for p in self.promises if p.delivery == key]) for key, words in _DELIVERIES.items()]
        told = ", ".join(f"{len(found)} {words}" for words, found in states if found)
        dates = list(dict.fromkeys(promise.due for promise in self.promises if promise.due))
        due = f"; due {', '.join(dates)}" if dates else "; no date given"
        return f"{counted(len(self.promises), 'commitment')}: {told}{due}"


@dataclass(frozen=True, slots=True)
class Chain:
    """Cards in time order, the links between them, and what is left out: recommendations and links."""

    issue: Issue
    cards: tuple[Card, ...]
    links: tuple[Link, ...]
    hidden: int


def choose(issues: Sequence[Issue], name: str) -> Issue:
    """The issue of that label, IRI or last part of an IRI, whatever its case. Raises UsageError with near misses."""
    wanted = " ".join(name.split()).rstrip(".").casefold()
    for issue in issues:
        if wanted in (issue.label.rstrip(".").casefold(), issue.name.casefold(), issue.iri.casefold()):
            return issue
    names = {key.casefold(): issue.name for issue in issues for key in (issue.name, issue.label)}
    near = get_close_matches(wanted, sorted(names), n=3, cutoff=0.5)
    holding = [key for key in sorted(names) if wanted and all(word in key for word in wanted.split())]
    meant = list(dict.fromkeys(names[key] for key in [*near, *holding]))[:3]
    mend = f"perhaps {' or '.join(meant)} is meant" if meant else f"known are {_some([one.name for one in issues])}"
    raise UsageError("no recurring issue has this name", where=name, mend=mend)


def _some(names: Sequence[str], most: int = 5) -> str:
    return listed([*names[:most], f"{len(names) - most} more"] if len(names) > most else names)


def chain(store: Store, issue: Issue, links: Sequence[Link], most: int) -> Chain:
    """The picture of an issue with at most `most` cards: those with the surest links among them."""
    known = {member.iri for member in issue.members}
    links = [one for one in links if one.concept == issue.concept and {one.earlier, one.later} <= known]
    kept = _kept(issue, links, most)
    members = [member for member in issue.members if member.iri in kept]
    inside = [link for link in links if {link.earlier, link.later} <= kept]
    into: dict[str, list[Link]] = {}
    for link in inside:
        into.setdefault(link.later, []).append(link)
    drawn = [link for found in into.values() for link in found[:_INTO]]
    return Chain(issue, tuple(_cards(store, issue, members)), tuple(drawn), len(inside) - len(drawn))


def _kept(issue: Issue, links: Sequence[Link], most: int) -> set[str]:
    """Grows from the surest link: the member with the surest links to those kept comes next, one of a report that is
    not there yet first; where no link leads on, the earliest left."""
    report = {member.iri: member.report.iri for member in issue.members}
    if len(report) <= most:
        return set(report)
    near: dict[str, list[Link]] = {}
    for link in links:
        near.setdefault(link.earlier, []).append(link)
        near.setdefault(link.later, []).append(link)
    places = {member.iri: -i for i, member in enumerate(issue.members)}
    best = {iri: (True, max((link.score for link in near.get(iri, ())), default=0.0), places[iri]) for iri in report}
    pull = dict.fromkeys(report, 0.0)
    kept: set[str] = set()
    while len(kept) < most:
        seen = {report[iri] for iri in kept}
        rank = {iri: (report[iri] not in seen, pull[iri], places[iri]) for iri in report} if kept else best
        chosen = max((iri for iri in report if iri not in kept), key=lambda iri: (rank[iri][1] > 0, *rank[iri]))
        kept.add(chosen)
        for link in near.get(chosen, ()):
            other = link.earlier if link.later == chosen else link.later
            pull[other] = max(pull[other], link.score)
    return kept


def _cards(store: Store, issue: Issue, members: Sequence[Member]) -> Iterable[Card]:
    iris = _values(member.iri for member in members)
    words: dict[str, list[str]] = {}
    for row in rows(store, _TEXTS % (iris, issue.concept)):
        words.setdefault(row["iri"], []).append(_quoted(plain(row.get("words", "")), plain(row.get("text", ""))))
    answers: dict[str, dict[str, list[dict[str, str]]]] = {}
    for row in rows(store, _ANSWERS % iris):
        answers.setdefault(row["iri"], {}).setdefault(row["holder"], []).append(row)
    given = _values(row["answer"] for holders in answers.values() for found in holders.values() for row in found)
    promises = rows(store, _PROMISES % given) if given else []
    later = claimed(store, (member.iri for member in members))
    for member in members:
        holders = answers.get(member.iri, {})
        # A part that nobody answers itself is answered with its nearest stem, whose IRI is the longest of them.
        nearest = holders[max(holders, key=len)] if holders else []
        bodies = dict.fromkeys(plain(row.get("name", "") or tail(row.get("by", ""))) for row in nearest)
        mine = {row["answer"] for row in nearest}
        made = {row["iri"]: row for row in promises if row["answer"] in mine}
        told = sorted(made.values(), key=lambda row: (row.get("due", "~"), row["iri"]))
        yield Card(
            member,
            max(words.get(member.iri, [""]), key=len),
            tuple(sorted(body for body in bodies if body)),
            tuple(Promise(tail(row["delivery"]), plain(readable(row.get("due", "")))) for row in told),
            later.get(member.iri, ""),
        )


def _quoted(words: str, text: str) -> str:
    """The words that raise the issue, with "…" where the text goes on; the whole text where none are told."""
    if not words or words not in text:
        return words or text
    before, _, after = text.partition(words)
    return f"{'… ' if before else ''}{words}{' …' if after.strip(' .:;,') else ''}"


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(set(iris)))


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def describe(shown: Chain) -> str:
    """The picture in words, for those who cannot see it: every card in time order, every link, and what is left out."""
    also = "" if all(card.member.raises for card in shown.cards) else ", or that a person joined"
    told = [f"Recommendations that raise “{shown.issue.label}”{also}, in time order:"]
    for card in shown.cards:
        quoted = f"“{card.quotation}”" if card.quotation else ""
        said = (f"{card.heading}.", card.note and f"{card.note}.", quoted, f"{card.answer}.", f"{card.promised}.")
        told.append(" ".join(filter(None, said)))
    names = {card.member.iri: card.heading for card in shown.cards}
    told += [f"({names[link.later]}) {verdict(link)}, from ({names[link.earlier]})." for link in shown.links]
    return " ".join([*told, *left_out(shown)])


def left_out(shown: Chain) -> list[str]:
    """The sentences on what the picture leaves out."""
    told = []
    if left := len(shown.issue.members) - len(shown.cards):
        reports = {member.report for member in shown.issue.members} - {card.member.report for card in shown.cards}
        them = f", and {counted(len(reports), 'report')} with {'it' if left == 1 else 'them'}" if reports else ""
        are = f"{counted(left, 'recommendation')} {'is' if left == 1 else 'are'} left out{them}"
        told.append(f"{are}: the cards are those with the surest links to each other.")
    if shown.hidden:
        further = counted(shown.hidden, "further link")
        told.append(f"{further} between the cards {'is' if shown.hidden == 1 else 'are'} not drawn.")
    return told


def verdict(link: Link) -> str:
    """The verdict on a link in words."""
    return VERDICTS.get(link.verdict, link.verdict)
