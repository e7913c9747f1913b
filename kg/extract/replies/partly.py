"""Prose that accepts a recommendation only in part: one half of it, or as far as it concerns something."""

from __future__ import annotations

import re

_WHICH = r"(?:first|second|third|fourth|last|latter|former|other|rest)"
_PIECE = r"(?:half|part|limb|element|aspect)"
_OF = r"(?: of (?:this|the) recommendation)?"
_IS = r"(?:is|was|has been|can be)"
# "The first half of this recommendation is accepted and the second is not."
_EACH_HALF = re.compile(
    rf"\b{_WHICH} {_PIECE}{_OF} {_IS} (?:not accepted|rejected|(?P<yes>accepted)),? (?:and|but|while|whereas) "
    rf"(?:the )?{_WHICH}(?: {_PIECE})? (?:(?:{_IS} )?(?P<no>not\b|rejected|cannot be)|{_IS}(?: accepted)?)",
    re.IGNORECASE,
)
# "We accept the first part of the recommendation but not the second."
_ONE_HALF = re.compile(
    rf"\baccepts? the {_WHICH} {_PIECE}{_OF},? (?:and|but) "
    rf"(?:not|rejects?|(?:do(?:es)? not|cannot) accept) the {_WHICH}\b",
    re.IGNORECASE,
)
# "accept the recommendation so far as it concerns keys"
_AS_FAR = re.compile(r",? (?:but )?(?:only )?(?:(?:in )?so far as|insofar as|to the extent)\b", re.IGNORECASE)
# "To that extent this part is accepted."
_TO_THAT = re.compile(
    r"(?:to (?:that|this) extent|(?:in )?so far as|insofar as|with (?:that|this) (?:exception|reservation))\b",
    re.IGNORECASE,
)


def half(text: str) -> tuple[int, int] | None:
    """Where a sentence accepts one half of a recommendation and not the other."""
    match = _EACH_HALF.search(text)
    if match and bool(match["yes"]) == bool(match["no"]):
        return match.span()
    one = _ONE_HALF.search(text)
    return one.span() if one else None


def limited(text: str, sentence: int, end: int) -> bool:
    """Whether a sentence that begins at one offset, with its position up to another, accepts only so far."""
    return bool(_TO_THAT.match(text, sentence) or _AS_FAR.match(text, end))
