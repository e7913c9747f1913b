"""What goes on behind the first number of a heading, and ends it: "2, part (a):", "2 to 4:"."""

from __future__ import annotations

import re

_PART_OF = re.compile(r",? part (?:\((?P<a>[a-z])\)|(?P<b>[a-z]))(?=\s*(?::|-\s|\.\s|\Z))", re.IGNORECASE)
_UP_TO = re.compile(r" to (?P<n>\d{1,2})(?=:|\Z)", re.IGNORECASE)
_AND_ANOTHER = re.compile(r",? (?:and|&) recommendation (?P<n>\d{1,2})(?=\s*(?::|-\s|\Z))", re.IGNORECASE)


def after(text: str, path: tuple[str, ...], offset: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    """What a heading names that goes on behind its first number, and where that ends; no sentence goes on so."""
    if len(path) > 1 or not path[0].isdecimal():
        return (path,), offset
    if part := _PART_OF.match(text, offset):
        return ((path[0], (part["a"] or part["b"]).lower()),), part.end()
    through = _UP_TO.match(text, offset)
    last = through or _AND_ANOTHER.match(text, offset)
    if last is None or not int(path[0]) < int(last["n"]) < int(path[0]) + 30:
        return (path,), offset
    between = range(int(path[0]) + 1, int(last["n"])) if through else ()
    return (path, *((str(n),) for n in between), (last["n"],)), last.end()
