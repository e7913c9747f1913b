"""Whether a document shows of a name that somebody bears it: by what it does elsewhere, or by those who work for it.

"Contact Management is moving to a new shift pattern" does not tell a body from a programme. Where the same document
says that Contact Management has recruited, or speaks of officials from it, it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.actors.partywords import STAFF, bodily, human

_MOST = 400  # places of the first word of a name that are looked at
_LONGEST = 400_000  # characters of a document that are searched: one can consist of names
_AUXILIARY = re.compile(
    r"(?:\s\([A-Z][A-Za-z]{1,7}\))?\s+(?=(?:will|shall|has|have|is|are|intends?|plans?|hopes?|proposes?)\s)"
)
_WORKING = re.compile(rf"(?:’s|'s)?\s+(?:[a-z]+\s)?(?:{STAFF})\b")
_BEFORE = re.compile(r"([A-Z][\w’'-]*|\b(?:of|for|by|in|with|from|to|at|on|about)(?:\s+the|\s+our)?)\s+$")
_WORKERS = re.compile(rf"\b(?:{STAFF})\s+(?:from|in|at|within|of)\s+(?:the\s+|both\s+)?$")


@lru_cache(maxsize=512)
def acts_elsewhere(text: str, name: str, *, bare: bool) -> bool:
    """Whether the text somewhere has the name do what only somebody who acts can do, or speaks of its people."""
    tells = human if bare else bodily
    for found in _places(text, name):
        verb = _AUXILIARY.match(text, found.end())
        if verb and tells(text, verb.end()) and not _continues(text, found.start()):
            return True
        if _WORKING.match(text, found.end()) or _WORKERS.search(text, max(0, found.start() - 40), found.start()):
            return True
    return False


def _places(text: str, name: str) -> Iterator[re.Match[str]]:
    """Where a name stands: its first word is looked for as it is, many times faster than by a pattern."""
    words = name.split()
    pattern = re.compile(r"\b" + r"\s+".join(re.escape(word) for word in words) + r"\b")
    at = text.find(words[0], 0, _LONGEST)
    for _ in range(_MOST):
        if at < 0:
            return
        if found := pattern.match(text, at):
            yield found
        at = text.find(words[0], at + 1, _LONGEST)


def _continues(text: str, start: int) -> bool:
    """Whether the name is only the end of a longer one ("the head of Contact Management")."""
    before = _BEFORE.search(text, max(0, start - 30), start)
    return bool(before and before[1] not in ("The", "Our"))
