"""Links that a person made where nothing else did: which issue they carry."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.recurrence.index import SHOWN
from kg.recurrence.link import shared_issues


def about(
    later: Mapping[int, float], earlier: Mapping[int, float], denied: Collection[int] = ()
) -> tuple[tuple[int, ...], bool]:
    """The issues of such a link (by number, from the strengths of both ends), and whether both ends raise them.

    A link must have an issue. Where both do not raise the same, it is the one that is strongest in both together: where
    the link is filed, not what the person said. What was rejected of either end (`denied`) is none; where none is left,
    there is no link yet.
    """
    one, other = ({n: strength for n, strength in end.items() if n not in denied} for end in (later, earlier))
    sure = shared_issues(*({n: strength for n, strength in end.items() if strength >= SHOWN} for end in (one, other)))
    if sure:
        return sure, True
    strengths = {n: one.get(n, 0.0) + other.get(n, 0.0) for n in one.keys() | other.keys()}
    return tuple(sorted(strengths, key=lambda n: (-strengths[n], n))[:1]), False
