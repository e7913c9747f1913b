"""Lead-ins of lists, and their bullets: "We will:" makes each of them an action of its own."""

from __future__ import annotations

import re

from kg.extract.acts import clauses
from kg.extract.acts.claim import Claim
from kg.model import Delivery, Span

# "Measures will include:", "we will:" – what follows are actions of their own, not the content of one product.
_LIST_LEAD = re.compile(
    r"(?:\b(?:will|shall|have|has|are|is|to)(?:\s+(?:include|be|also|now|taken|been|following|the|steps?|actions?|measures))*"
    r"|\b(?:measures|actions|steps|improvements|changes|commitments|activities)\b[^.:]{0,60}"
    r"|\bthe following (?:\w+ )?(?:will|shall|(?:is|are) to|(?:has|have) been)\b[^.:]{0,60})\s*:$",
    re.I,
)
# "The guide was rewritten to:" – what follows tells what it says now.
_MADE_TO = re.compile(r"\b(?:was|were|(?:has|have) been)\s(?:\w+ly\s)?\w+(?:ed|en)\b[^.:]*\bto\s*:$", re.I)
_DONE = re.compile(r"\b(?:have|has|been|taken)\b")


def delivery(text: str) -> Delivery | None:
    """The delivery that a lead-in gives to its bullets; None where it leads none."""
    match = _LIST_LEAD.search(text[-120:]) if text.endswith(":") else None
    if not match or (match[0].startswith("to") and _MADE_TO.search(text)):
        return None
    return Delivery.COMPLETED if _DONE.search(match[0]) else Delivery.PLANNED


def bullet(block: Span, lead: Delivery) -> Claim:
    """A bullet under a lead-in as a claim of its own, without the closing "; and"."""
    end = len(block.exact.rstrip(" ;,\n"))
    return Claim(0, end, 0, 0, 0, lead, clauses.firmness(block.exact))
