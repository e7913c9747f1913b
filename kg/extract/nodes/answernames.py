"""Whose answer a heading names before the recommendation: "Border Force response to recommendation 1"."""

from __future__ import annotations

import re

from kg.extract.nodes.markers import NAME, is_name

_PUBLISHER = r"home office|government|department(?:al)?|agency"
NAMED = rf"(?P<answer>(?:the |our )?(?:(?P<who>{_PUBLISHER}|(?-i:{NAME}?))(?:'s)? )?(?P<word>response|reply) to )"
"""A regular expression (of any case) for what stands before the word "recommendation"."""

# What opens no name: "In the Home Office response", "Final Border Force response".
_NO_NAME = re.compile(
    r"(?:\w+ the|In|On|As|At|By|For|From|With|To|Of|After|Before|Following|Under|Until|Since|While|When|Where|If|And"
    r"|This|That|These|Those|Any|No|Each|Every|Both|Our|My|Your|His(?! Maj)|Her(?! Maj)|Its|Their|Final|First|Second"
    r"|Initial|Interim|Further|Full|Formal|Detailed|Joint|Updated|Previous|Earlier|Original|Draft|Written|Official)\b"
)
_ALONE = re.compile(r"\s*(?:[:-]\s*(?![a-z\s])|\(|\Z)")


def is_answering(words: str) -> bool:
    """Whether a phrase names a body, or two that "and" joins ("UK Visas and Immigration")."""
    return not _NO_NAME.match(words) and (is_name(words) or is_name(words.partition(" and ")[0]))


def heads(named: re.Match[str], end: int) -> bool:
    """Whether what NAMED matches names an answer, up to `end`: it is a body's, and no sentence goes on with it.

    What the publisher's "response" is followed by is looked at elsewhere.
    """
    who = named["who"] or ""
    other = bool(who) and re.fullmatch(_PUBLISHER, who, re.IGNORECASE) is None
    if other and not is_answering(who):
        return False
    if not other and named["word"].lower() == "response":
        return True
    return named.string[named.start()].isupper() and _ALONE.match(named.string, end) is not None
