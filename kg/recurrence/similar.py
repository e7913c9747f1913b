"""What a new recommendation resembles: the recommendations of the index, the surest first, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.recurrence.index import Entry, Index
from kg.recurrence.link import reasons, shared_form, shared_issues
from kg.recurrence.model import Model
from kg.recurrence.write import reason

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


def similar(index: Index, model: Model, entry: Entry, most: int = 10) -> list[Resemblance]:
    """The recommendations of other reports that the entry resembles, at most so many."""
    new = Index.of([entry], index.issues, index.entities)
    if not len(index):
        return []
    score = model.likeness.score(*reasons(new, slice(None), index, slice(None), model))[0]
    score[np.array(index.reports) == entry.text.report] = 0
    best = np.argsort(-score, kind="stable")[:most]
    return [_told(index, model, new, row, score[row]) for row in best.tolist() if score[row] >= LEAST]


def _told(index: Index, model: Model, new: Index, row: int, score: float) -> Resemblance:
    mine, theirs = list(new.raised(0)), list(index.raised(row))
    both = shared_issues(*({number: strength for number, strength, _ in some} for some in (mine, theirs)))
    told, now = ({number: words for number, _, words in some} for some in (theirs, mine))
    systems = index.named(index.systems, row) & new.named(new.systems, 0)
    teams = index.named(index.teams, row) & new.named(new.lineages, 0)
    issues = [index.issues[number] for number in both]
    form = shared_form(issues, new.told(0), index.told(row))
    why = "Many of the same words."
    if issues:
        why = reason(issues, form, sorted(systems), sorted(teams), new.named(new.teams, 0))
    return Resemblance(
        index.names[row],
        round(float(score), 4),
        bool(issues) and round(float(score), 4) >= model.sure,
        tuple(issues),
        why,
        (told[both[0]] if both else "") or index.openings[row],
        (now[both[0]] if both else "") or new.openings[0],
    )
