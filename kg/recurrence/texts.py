"""Recommendations as texts to compare: their words with those of their stems, their time, their systems and teams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rdflib import URIRef

from kg import reference
from kg.dates import bounds
from kg.interface import Store
from kg.model import Table
from kg.namespaces import BASE, INSP, PROLOGUE

_NODES = """SELECT DISTINCT ?iri ?slug ?date ?text ?above {{
  {reports}
  ?report dcterms:identifier ?slug .
  ?iri insp:madeIn ?report ; insp:number ?number .
  OPTIONAL {{ ?document insp:respondsTo ?report ; insp:published ?date }}
  OPTIONAL {{ ?iri insp:text ?text }}
  OPTIONAL {{ ?iri insp:directPartOf ?above }} }}"""
_NAMED = """SELECT DISTINCT ?iri ?entity {{
  {reports}
  ?iri insp:madeIn ?report ; insp:mentions ?entity }}"""
_ANSWERED = """SELECT DISTINCT ?iri ?body {{
  {reports}
  ?iri insp:madeIn ?report . ?answer insp:answers ?iri ; insp:respondent ?body }}"""
_PROMISES = """SELECT DISTINCT ?iri ?node ?text {{
  {reports}
  ?node insp:madeIn ?report . ?iri insp:addresses ?node ; insp:text ?text }}"""
_SYSTEM = str(BASE["system/"])
_BODY = str(BASE["organisation/"])
ORDER = 2  # the version of `order`, one more with every change of it: an index that is kept in another is made anew
_UNKNOWN = "9999-12-32"  # a report of which no day is known comes after the others


@dataclass(frozen=True, slots=True)
class Text:
    """A recommendation to compare: its identity (`name`), its report, and its words with those of its stems.

    `date` is the EDTF date of the response, empty where it is not known; `systems` and `teams` (units, `units`) are
    the IRIs that it or a stem of it names, `stems` the IRIs of its stems, the nearest first. `bodies` are those that it
    was told to: the teams and bodies that it or a stem names, and those that answered.
    """

    name: str
    report: str
    text: str
    stem: str = ""
    date: str = ""
    systems: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    bodies: frozenset[str] = frozenset()

    @property
    def whole(self) -> str:
        return joined(self.stem, self.text)

    @property
    def order(self) -> tuple[str, str, str]:
        return order(self.date, self.report, self.name)


def order(date: str, report: str, name: str) -> tuple[str, str, str]:
    """Sorts texts in time: by the first day that the EDTF date may mean, where that is open by the last, then by report
    and name. So what came first (`came_first`) stands first."""
    first, last = bounds(date) if date else (None, None)
    day = first or last
    return day.isoformat() if day else _UNKNOWN, report, name


def came_first(one: str, other: str) -> bool:
    """Whether two EDTF dates tell that the one came before the other: the last day it may be is before the first that
    the other may be. Signs of approximation do not count."""
    if not (one and other):
        return False
    last, first = bounds(one)[1], bounds(other)[0]
    return last is not None and first is not None and last < first


def joined(stem: str, text: str) -> str:
    """The text that offsets refer to: the stem, a blank and the part."""
    return f"{stem} {text}" if stem else text


def texts(store: Store, slugs: Iterable[str] | None = None) -> list[Text]:
    """The recommendations without parts of these reports, by default of all, in time order."""
    reports = _reports(slugs)
    nodes = {str(row[0]): row[1:] for row in _rows(store, _NODES.format(reports=reports))}
    above = {iri: str(row[3]) for iri, row in nodes.items() if row[3] is not None}
    named = _pairs(store, _NAMED.format(reports=reports))
    answered = _pairs(store, _ANSWERED.format(reports=reports))
    stems = set(above.values())
    found = []
    for iri, (slug, date, text, _) in nodes.items():
        if iri in stems or text is None:
            continue
        chain = _chain(iri, above)
        stem = " ".join(str(nodes[step][2]) for step in chain[:0:-1] if step in nodes and nodes[step][2] is not None)
        names = {entity for step in chain for entity in named.get(step, ())}
        systems = frozenset(name for name in names if name.startswith(_SYSTEM))
        bodies = names.difference(systems).union(*(answered.get(step, ()) for step in chain))
        facts = (_known(date), systems, units(names - systems), tuple(chain[1:]), frozenset(bodies))
        found.append(Text(iri, str(slug), str(text), stem, *facts))
    return sorted(found, key=lambda text: text.order)


def promises(store: Store, slugs: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """The IRI and the words of each commitment on a recommendation of these reports, sorted."""
    rows = _rows(store, _PROMISES.format(reports=_reports(slugs)))
    return sorted({str(iri): str(text) for iri, _, text in rows}.items())


def units(teams: Iterable[str]) -> frozenset[str]:
    """Those of the teams that are parts of a body. A department or an agency as a whole is whom nearly every text tells
    to act: that two texts name it says nothing."""
    return frozenset(team for team in teams if not team.startswith(_BODY))


def _pairs(store: Store, query: str) -> dict[str, set[str]]:
    """What the query finds for each thing."""
    found: dict[str, set[str]] = {}
    for iri, other in _rows(store, query):
        found.setdefault(str(iri), set()).add(str(other))
    return found


def _known(date: object | None) -> str:
    return "" if date is None or str(date).startswith("X") else str(date)


def _reports(slugs: Iterable[str] | None) -> str:
    if slugs is None:
        return "?report a insp:Report ."
    return f"VALUES ?report {{ {' '.join(BASE[f'report/{slug}'].n3() for slug in slugs)} }}"


def _rows(store: Store, query: str) -> Iterator[tuple[object | None, ...]]:
    table: Table = store.select(PROLOGUE + query)
    yield from table.rows


def _chain(iri: str, above: dict[str, str]) -> list[str]:
    """The node and its stems, the nearest first."""
    chain = [iri]
    while (step := above.get(chain[-1])) is not None and step not in chain:
        chain.append(step)
    return chain


@cache
def forebears() -> dict[str, frozenset[str]]:
    """For each team of the reference data that succeeds others: all it descends from."""
    before: dict[str, set[str]] = {}
    for team, earlier in reference.graph().subject_objects(INSP.succeeds):
        if isinstance(team, URIRef):
            before.setdefault(str(team), set()).add(str(earlier))
    return {team: frozenset(_all_before(team, before)) for team in before}


def _all_before(team: str, before: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [team]
    while waiting:
        fresh = before.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found - {team}


def heirs(team: str, later: Iterable[str]) -> list[str]:
    """Those of the later teams that descend from the team."""
    return sorted(one for one in later if team in forebears().get(one, ()))


def lineage(teams: Iterable[str]) -> frozenset[str]:
    """The teams with all they descend from: what these were told binds them."""
    known = frozenset(teams)
    return known.union(*(forebears().get(team, frozenset()) for team in known))
