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
_BULLET = re.compile(r"(?:^|\n)[ \t]*(?P<mark>[-–—•*▪●◦·‣○]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])[ \t]+$")
_BULLET_WIDTH = 8  # characters before a block in which its bullet can stand
_KINDS = (("i", re.compile(r"[ivx]+")), ("a", re.compile(r"[a-z]")), ("1", re.compile(r"\d+")))
_DONE = re.compile(r"\b(?:have|has|been|taken)\b")


def mark(text: str, start: int) -> str:
    """The kind of the bullet or number that stands before a block: "1", "a", "i" or "-"; "" where none does.

    Paragraphs with marks of one kind are sisters: what a numbered one leads to is not the next number.
    """
    found = _BULLET.search(text, max(0, start - _BULLET_WIDTH), start)
    words = found["mark"].strip("(.)") if found else ""
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(words)), "-" if found else "")


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
