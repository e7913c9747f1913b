"""When an action of a table is due and how far it is, by the cells beside it: "Completed May 2024", "Ongoing"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.nodes.columntitles import is_none, is_time
from kg.extract.times import dates
from kg.extract.times.dates import Reference
from kg.model import Delivery, Document, Span, Timing, When

_DONE = re.compile(
    r"\b(?:completed?|implemented|delivered|done|achieved|closed|(?:is |now |already )(?:live|met|in place)"
    r"|\A(?:in place|live|met))\b",
    re.I,
)
_NOT_DONE = re.compile(
    r"\b(?:not|to be|being|partly|partially|nearly|almost|until|when|once|due|will be|substantially|\d{1,2} ?%"
    r"|per cent)\s(?:yet\s|fully\s|be\s)?"
    r"(?:completed?|implemented|delivered|done|achieved|closed)\b|\b(?:incomplete|complete(?:d)? by)\b",
    re.I,
)
_UNDER_WAY = re.compile(
    r"\b(?:on-?\s?going|in[\s-]progress|in\strain|in\shand|under\s?way|started|begun|commenced|continu(?:ing|ous|es)"
    r"|on\s(?:track|target)"
    r"|(?:partly|partially|nearly|substantially)\s(?:completed?|implemented|delivered|done|achieved)"
    r"|business\sas\susual|BAU)\b",
    re.I,
)
_NOT_UNDER_WAY = re.compile(
    r"\b(?:not|to be|yet to be|will be)\s(?:yet\s)?(?:started|begun|commenced|in\splace)\b", re.I
)
_UNKNOWN = re.compile(r"t\.?b\.?[cdan]\.?|to\sbe\s(?:confirmed|agreed|determined)", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """What the cells of a row tell: the delivery, None where they leave it open, the time, whether that is ahead."""

    delivery: Delivery | None
    when: When | None
    ahead: bool = False


def told(document: Document, cell: Span, reference: Reference) -> Told:
    """What a cell for the status or the date of an action tells."""
    state = _delivery(cell.exact)
    return Told(state, _when(document, cell, reference, done=state is Delivery.COMPLETED))


def together(cells: list[Told], reference: Reference) -> Told:
    """What the cells of a row tell, the status before the date."""
    state = next((one.delivery for one in cells if one.delivery), None)
    times = [one.when for one in cells if one.when]
    when = next(iter([*(one for one in times if one.edtf), *times]), None)
    ahead = bool(when and when.earliest and reference.latest and when.earliest > reference.latest)
    if ahead and state is Delivery.COMPLETED:
        state = Delivery.PLANNED  # "Complete by May 2026"
    return Told(state, when, ahead)


def _delivery(words: str) -> Delivery | None:
    if not is_time(words):
        return None
    if _DONE.search(words) and not _NOT_DONE.search(words):
        return Delivery.COMPLETED
    return Delivery.IN_PROGRESS if _UNDER_WAY.search(words) and not _NOT_UNDER_WAY.search(words) else None


def _when(document: Document, cell: Span, reference: Reference, *, done: bool) -> When | None:
    """The time that a cell gives; one that can be reckoned by nobody ("On award of the contract") keeps its words."""
    words = cell.exact.strip(" .")
    unknown = _UNKNOWN.fullmatch(words)
    if not unknown and (is_none(words) or not is_time(words)):
        return None
    found = list(dates.find(document, cell.start, cell.end, reference, past=done, listed=True))
    when = next(iter([*(one for one in found if one.edtf), *found]), None)
    if when or _delivery(words):
        return when
    return None if _says_nothing(words) else When(words, cell, Timing.NOT_DATABLE)


def _says_nothing(words: str) -> bool:
    return (
        re.fullmatch(
            r"(?:red|amber|green|blue|open|planned|scheduled|yes|no|on hold|paused|delayed|overdue|not \w+)",
            words,
            re.I,
        )
        is not None
    )
