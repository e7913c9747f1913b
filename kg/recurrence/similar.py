"""What a new recommendation resembles: the earlier ones of the index, the surest first, with the reasons."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kg.recurrence import write
from kg.recurrence.decisions import Decisions
from kg.recurrence.index import Entry, Index, rank
from kg.recurrence.joined import about
from kg.recurrence.link import MOST, Pair, reasons, shared_form, shared_issues
from kg.recurrence.model import Model
from kg.recurrence.texts import Text, order

NONE = Decisions()
LEAST = 0.2  # the score from which a recommendation is worth showing


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A recommendation (IRI) that a new one resembles: how surely (0 to 1), in which issues (IRIs), and why.

    `linked` tells whether it is sure enough for a link; `quotation` is of the recommendation, `words` of the new one.
    """

    recommendation: str
    score: float
    linked: bool
    issues: tuple[str, ...]
    reason: str
    quotation: str
    words: str


def similar(index: Index, model: Model, entry: Entry, most: int = 10, decisions: Decisions = NONE) -> list[Resemblance]:
    """The earlier recommendations of other reports that the entry resembles, at most so many; to mere words all are
    earlier. What a person rejected is none of them, what one confirmed comes first, and what is linked before the rest:
    only what shares an issue is."""
    new, before = Index.of([entry], index.issues, index.entities), _before(index, entry.text)
    if not before:
        return []
    score = model.likeness.score(*reasons(new, slice(None), index, slice(before), model))[0]
    if entry.text.report:
        score[index.report[:before] == index.numbers.get(entry.text.report, -1)] = 0
    said = {index.row.get(name, before): yes for name, yes in decisions.links_of(entry.text.name).items()}
    score[[row for row, yes in said.items() if not yes and row < before]] = 0
    best = _best(score, (new.strength @ index.strength[:before].T).toarray()[0] > 0, most)
    found = {row: _told(index, model, new, row, score[row], decisions) for row in best}
    for row in [row for row, one in found.items() if one.linked][MOST:]:
        found[row] = replace(found[row], linked=False)
    confirmed = {row for row, yes in said.items() if yes and row < before and index.reports[row] != entry.text.report}
    for row in sorted(confirmed, reverse=True):
        if row not in found or not found[row].linked:
            joined = _told(index, model, new, row, 1.0, decisions, joined=True)
            found |= {row: joined} if joined.issues else {}
    ranked = sorted(found.items(), key=lambda one: (not one[1].linked, one[0] not in confirmed, -one[1].score))
    return [one for _, one in ranked[:most]]


def _best(score: Any, linkable: Any, most: int) -> list[int]:
    """The rows that are worth looking at: the surest that may be linked, in the order in which they would be, and the
    surest of all."""
    worth = np.flatnonzero(score >= LEAST)
    ordered = worth[np.argsort(-rank(score[worth], worth))]
    return list(dict.fromkeys([*ordered[linkable[ordered]][: max(most, MOST)].tolist(), *ordered[:most].tolist()]))


def _before(index: Index, text: Text) -> int:
    """How many rows of the index, which are in time order, come before a text: all where it is not of a report."""
    if not text.name:
        return len(index)
    return bisect_left(
        range(len(index)), text.order, key=lambda row: order(index.dates[row], index.reports[row], index.names[row])
    )


def _told(
    index: Index, model: Model, new: Index, row: int, score: float, decisions: Decisions, *, joined: bool = False
) -> Resemblance:
    """One resemblance; `joined` tells that a person confirmed it where it is not sure enough by itself."""
    denied = decisions.denied(index.names[row])
    mine = list(new.raised(0))
    theirs = [one for one in index.raised(row) if index.issues[one[0]] not in denied]
    one, other = ({number: strength for number, strength, _ in some} for some in (mine, theirs))
    barred = decisions.denied(index.names[row], new.names[0])
    apart = {number for number, issue in enumerate(index.issues) if issue in barred}
    both, alike = about(one, other, apart) if joined else (shared_issues(one, other), True)
    told, now = ({number: words for number, _, words in some} for some in (theirs, mine))
    issues = [index.issues[number] for number in both]
    form = None if joined else shared_form(issues, new.told(0), index.told(row))
    pair = Pair(row, 0, score, both, form, joined=joined, alike=alike)
    ends = (index, row), (new, 0)
    why = write.why(*ends, pair, write.shared(*ends)) if issues else "Many of the same words."
    return Resemblance(
        index.names[row],
        round(float(score), 4),
        bool(issues) and round(float(score), 4) >= model.sure,
        tuple(issues),
        why,
        (told.get(both[0], "") if both else "") or index.openings[row],
        (now.get(both[0], "") if both else "") or new.openings[0],
    )
