"""Whose answer a heading names before the recommendation: "Border Force response to recommendation 1"."""

from __future__ import annotations

import re

from kg.extract.nodes import markers
from kg.extract.nodes.markers import NAME

_PUBLISHER = r"home office|government|department(?:al)?|agency"
NAMED = rf"(?P<answer>(?:the |our )?(?:(?P<who>{_PUBLISHER}|(?-i:{NAME}?))(?:'s)? )?(?P<word>response|reply) to )"
"""A regular expression (of any case) for what stands before the word "recommendation"."""

_ALONE = re.compile(r"\s*(?:[:-]\s*(?![a-z\s])|\(|\Z)")


def heads(named: re.Match[str], end: int) -> bool:
    """Whether what NAMED matches names an answer, up to `end`: it is a body's, and no sentence goes on with it.

    What the publisher's "response" is followed by is looked at elsewhere.
    """
    who = named["who"] or ""
    other = bool(who) and re.fullmatch(_PUBLISHER, who, re.IGNORECASE) is None
    if other and markers.answerer(who) is None:
        return False
    if not other and named["word"].lower() == "response":
        return True
    return named.string[named.start()].isupper() and _ALONE.match(named.string, end) is not None
