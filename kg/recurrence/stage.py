"""The stage: what is linked in a whole store, and what changes when one response does.

A link depends on two recommendations, so one response changes its own links, those that led to it, and those of later
recommendations for which it is one of the surest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from rdflib import URIRef

from kg import identifiers as ids
from kg.interface import Store, Triple
from kg.namespaces import INSP, PROLOGUE, RECURRENCE_GRAPH
from kg.recurrence import decisions as decided
from kg.recurrence import joined, keep, link, write
from kg.recurrence.decisions import Decisions
from kg.recurrence.index import SHOWN, Index, rank
from kg.recurrence.link import Pair, pairs, scores
from kg.recurrence.model import Model

_GRAPH = f"GRAPH {RECURRENCE_GRAPH.n3()}"
_BATCH = 200  # names in one query
Known = tuple[str, str, str]  # a link of the store: its name, the earlier and the later end


@dataclass(frozen=True, slots=True)
class Change:
    """What changes in the recurrence graph, the links and recommendations that are to be judged anew, and the index
    that knows the links."""

    removed: frozenset[Triple]
    added: frozenset[Triple]
    links: frozenset[URIRef]
    recommendations: frozenset[URIRef]
    index: Index


def frame(index: Index, decisions: Decisions) -> Iterator[Triple]:
    """The triples of the recurrence graph that are not of single links: its stamp, decisions and recurring issues."""
    yield keep.stamp(index)
    yield from decided.triples(decisions)
    for issue in range(len(index.issues)):
        yield from write.recurring(index, issue)


def linked(
    index: Index, model: Model, decisions: Decisions, later: Iterable[int]
) -> tuple[list[Triple], dict[int, list[int]]]:
    """The triples of the links of these rows to earlier ones, but their verdicts; and the ranks of the links by row."""
    pairs = list(links(index, model, decisions, later))
    return [triple for pair in pairs for triple in write.link(index, pair, decisions)], ranks(pairs)


def links(index: Index, model: Model, decisions: Decisions, later: Iterable[int] | None = None) -> Iterator[Pair]:
    """The links of these rows (by default of all) to earlier ones: those found, without those that a person rejected,
    with those that one confirmed."""
    wanted = None if later is None else set(later)
    barred, confirmed = _decided(index, decisions)
    for pair in pairs(index, model, wanted, barred=barred):
        confirmed.discard((pair.later, pair.earlier))
        yield pair
    for row, earlier in sorted(confirmed):
        if wanted is None or row in wanted:
            issues, alike = _about(index, row, earlier, decisions)
            if issues:  # a link of no issue says nothing: it waits for one
                yield Pair(earlier, row, 1.0, issues, joined=True, alike=alike)


def _about(index: Index, later: int, earlier: int, decisions: Decisions) -> tuple[tuple[int, ...], bool]:
    """The issues of a link that only a person made, and whether both ends raise them."""
    one, other = ({number: strength for number, strength, _ in index.raised(row)} for row in (later, earlier))
    denied = decisions.denied(index.names[later], index.names[earlier])
    return joined.about(one, other, {number for number, issue in enumerate(index.issues) if issue in denied})


def _decided(index: Index, decisions: Decisions) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The pairs of rows (later, earlier) whose link a person rejected, and those that one confirmed."""
    found: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}
    for decision in decisions.by_thing.values():
        one, other = index.row.get(decision.recommendation), index.row.get(decision.other)
        if one is not None and other is not None and index.report[one] != index.report[other]:
            found[decision.decision == "confirmed"].add((max(one, other), min(one, other)))
    return found[False], found[True]


def change(
    store: Store, before: Index, index: Index, model: Model, decisions: Decisions, reports: Iterable[str]
) -> Change:
    """What changes where `index` takes the place of `before`, which differs from it in some reports."""
    told = decided.stored(store)
    old, new = _differing(before, index, set(reports)), _differing(index, before, set(reports))
    old_names, names = {before.names[row] for row in old}, {index.names[row] for row in new}
    touched = _touched(store, index, model, old_names, names) | _decided_anew(told, decisions)
    known = {*_known(store, "later", touched), *_known(store, "earlier", old_names - names)}
    removed = _triples(store, known)
    rows = [index.row[name] for name in touched if name in index.row]
    pairs = list(links(index, model, decisions, rows))
    added = {triple for pair in pairs for triple in write.link(index, pair, decisions)}
    both = [(before, row) for row in old] + [(index, row) for row in new]
    issues = {number for one, row in both for number, strength, _ in one.raised(row) if strength >= SHOWN}
    for number, issue in enumerate(index.issues):
        if number in issues:
            was = _issue_triples(store, issue, old_names | names)
            fresh = set(write.recurring(index, number))
            removed |= was if fresh else _issue_triples(store, issue, None)
            near = {URIRef(name) for name in old_names | names}
            added |= {t for t in fresh if not was or t[1] != INSP.member or t[2] in near}
    removed |= {*keep.stamps(store), *decided.triples(told)}
    added |= {keep.stamp(index), *decided.triples(decisions)}
    ends = old_names | names | {name for _, *both in known for name in both}
    return _change(removed, added, known, ends, index.with_links(rows, ranks(pairs), link.MOST))


def ranks(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    """The ranks of the links of each row to earlier ones, without those that only a person made."""
    found: dict[int, list[int]] = {}
    for pair in pairs:
        if not pair.joined:
            found.setdefault(pair.later, []).append(int(rank(pair.score, pair.earlier)))
    return found


def _change(removed: set[Triple], added: set[Triple], known: set[Known], ends: set[str], index: Index) -> Change:
    """The change, with the links that are to be judged anew and the recommendations that stand alone or no longer."""
    nodes = {name for name, _, _ in known} | {str(t[0]) for t in added if t[1] == INSP.earlier}
    tied = ends | {str(t[0]) for t in added if t[1] == INSP.recursIn}
    sets = frozenset(removed - added), frozenset(added - removed)
    return Change(*sets, frozenset(map(URIRef, nodes)), frozenset(map(URIRef, tied)), index)


def _differing(index: Index, other: Index, reports: set[str]) -> list[int]:
    """The rows of these reports that the other index does not hold, or holds otherwise."""
    told = zip(other.names, other.reports, other.marks, strict=True)
    marks = {name: mark for name, report, mark in told if report in reports}
    rows = (row for row, report in enumerate(index.reports) if report in reports)
    return [row for row in rows if marks.get(index.names[row]) != index.marks[row]]


def _decided_anew(before: Decisions, now: Decisions) -> set[str]:
    """The recommendations of which people decided otherwise before."""
    changed = {*before.by_thing.values()} ^ {*now.by_thing.values()}
    return {name for decision in changed for name in (decision.recommendation, decision.other) if name}


def _touched(store: Store, index: Index, model: Model, before: set[str], now: set[str]) -> set[str]:
    """The recommendations whose links to earlier ones may change: those that were or are of the response, those that
    were linked with it, and the later ones for which one of it is surer than the least sure of their links."""
    found = before | now | {later for _, _, later in _known(store, "earlier", before)}
    rows = np.array(sorted(index.row[name] for name in now), dtype=np.int64)
    for issue in range(len(index.issues)):
        members = index.members(issue)
        mine = np.intersect1d(members, rows, assume_unique=True)
        after = members[np.searchsorted(members, mine[0]) :] if len(mine) else mine
        if len(after):
            score = scores(index, model, after, mine)
            score[mine[None, :] >= after[:, None]] = 0
            enters = (score >= model.sure) & (rank(score, mine[None, :]) > index.least[after][:, None])
            found |= {index.names[row] for row in after[enters.any(axis=1)].tolist()}
    return found


def _known(store: Store, end: str, names: Iterable[str]) -> set[Known]:
    """The links of the store that have one of the recommendations at this end."""
    found: set[Known] = set()
    for batch in _batches(names):
        body = f"VALUES ?{end} {{ {batch} }} ?link insp:earlier ?earlier ; insp:later ?later"
        table = store.select(f"{PROLOGUE}SELECT DISTINCT ?link ?earlier ?later {{ {_GRAPH} {{ {body} }} }}")
        found |= {(str(link), str(earlier), str(later)) for link, earlier, later in table.rows}
    return found


def links_from(store: Store, names: Iterable[str]) -> frozenset[URIRef]:
    """The links of the store that have one of these recommendations at their earlier end."""
    return frozenset(URIRef(link) for link, _, _ in _known(store, "earlier", names))


def _triples(store: Store, known: Iterable[Known]) -> set[Triple]:
    """The triples of these links, without their verdicts, which are judged anew in any case."""
    found: set[Triple] = set()
    for batch in _batches(name for name, _, _ in known):
        body = f"VALUES ?link {{ {batch} }} {_GRAPH} {{ ?link ?p ?o FILTER (?p != insp:verdict) }}"
        found |= set(store.construct(f"{PROLOGUE}CONSTRUCT {{ ?link ?p ?o }} WHERE {{ {body} }}"))
    for _, earlier, later in known:
        one, other = URIRef(earlier), URIRef(later)
        found |= {(one, INSP.recursIn, other), (other, INSP.recursIn, one)}
    return found


def _batches(names: Iterable[str]) -> Iterator[str]:
    """The names for VALUES: with many more, Oxigraph looks at every link instead of those named."""
    iris = sorted({URIRef(name).n3() for name in names})
    yield from (" ".join(iris[start : start + _BATCH]) for start in range(0, len(iris), _BATCH))


def _issue_triples(store: Store, issue: str, near: set[str] | None) -> set[Triple]:
    """What the store says of a recurring issue; of its members only those named (None: all)."""
    node = ids.recurring_issue(issue).n3()
    body = f"{node} ?p ?o"
    if near is not None:
        iris = ", ".join(URIRef(name).n3() for name in sorted(near))
        body += f" FILTER (?p != insp:member || ?o IN ({iris}))"
    return set(store.construct(f"{PROLOGUE}CONSTRUCT {{ {node} ?p ?o }} WHERE {{ {_GRAPH} {{ {body} }} }}"))
