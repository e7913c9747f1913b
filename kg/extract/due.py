"""When a commitment is due as far as its own words say."""

from __future__ import annotations

import re

from kg.extract import dates
from kg.extract.clauses import Claim
from kg.extract.dates import Reference
from kg.model import Delivery, Document, Span, Timing, When

_TIME = re.compile(
    r"^(?:by|before|no later than|due|scheduled for|within|at the end|from|since|on|in|as of|with effect|during"
    r"|towards|over|early|mid|late|this|next|until)\b|\b(?:the )?end\b",
    re.I,
)
# What goes on without an end says so in its verb.
_ONGOING = re.compile(
    r"\b(?:continu(?:e|es|ing) to|(?:keep|keeps|kept|remains?)\b[^.;]{0,60}? under (?:\w+ )?review)\b", re.I
)
# "after she presents her findings in March": the date is that of something else, which has to come first.
_AFTER = re.compile(r"\b(?:after|once|when|following)\s[^,;.]{3,80}$", re.I)
_DEADLINE = re.compile(r"(?:by|before|no later|due|scheduled|within)\b", re.I)
_REACH = 100  # characters before a date in which the clause it belongs to begins
_OPENING = 12  # characters: a time that stands later before the verb dates something else


def own_time(document: Document, span: Span, claim: Claim, verb: int, reference: Reference) -> When | None:
    """The time that the words of the commitment give: a deadline before any other, a date before vague words.

    `verb` is the offset of its verb in the document.
    """
    past = claim.delivery is Delivery.COMPLETED
    found = dates.find(document, span.start, span.end, reference, past=past)
    times = [when for when in found if not _is_aside(document, when, span, verb)]
    dated = [when for when in times if when.edtf and _TIME.search(when.text)]
    deadlines = [when for when in dated if _DEADLINE.match(when.text)]
    undated = [when for when in times if not when.edtf]
    return next(iter([*deadlines[-1:], *dated[-1:], *undated[:1]]), None) or _goes_on(document, span)


def _goes_on(document: Document, span: Span) -> When | None:
    match = _ONGOING.search(document.text, span.start, span.end)
    return When(match[0], document.span(*match.span()), Timing.ONGOING) if match else None


def _is_aside(document: Document, when: When, span: Span, verb: int) -> bool:
    """A time in brackets belongs to the thing named before it, one behind "after" to what has to come first; a time
    before the verb dates the action only where the clause begins with it ("By May we will …")."""
    before = document.text[span.start : when.span.start]
    behind = max(verb, when.span.start - _REACH)
    if not _DEADLINE.match(when.text) and _AFTER.search(document.text, behind, when.span.start):
        return True
    return before.count("(") > before.count(")") or (when.span.end <= verb and len(before) > _OPENING)
