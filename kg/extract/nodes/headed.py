"""Recommendations without numbers, positions or the word, each below a heading and above the prose that answers it.

Waiting times
Ensure that calls are answered within two minutes.
A carrier with a queue cannot wait. …
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.nodes.items import Item
from kg.extract.nodes.parts import Parts, Section, heading_like
from kg.extract.nodes.wording import IMPERATIVE

_FEWEST = 2  # sections that make the layout of a document
_LIST = 20  # paragraphs that a request and its list can have


def divide(items: Sequence[Item]) -> Parts:
    """The sections that headings with a request right below them open; none where there are too few."""
    opening = [index for index, item in enumerate(items) if heading_like(item) and _opens(items, index)]
    if len(opening) < _FEWEST:
        return Parts(list(items), [])
    parts = Parts(list(items[: opening[0]]), [], unnumbered=True)
    for place, (begin, end) in enumerate(pairwise([*opening, len(items)]), start=1):
        parts.sections.append(Section((str(place),), None, list(items[begin:end])))
    return parts


def _opens(items: Sequence[Item], heading: int) -> bool:
    """Whether a request stands below a heading, and prose below the request and its list."""
    below = items[heading + 1 : heading + 2 + _LIST]
    if len(below) < 2 or below[0].label or below[0].bullet or not IMPERATIVE.match(below[0].words):
        return False
    prose = next((item for item in below[1:] if not (item.label or item.bullet)), None)
    return prose is not None and not heading_like(prose) and not IMPERATIVE.match(prose.words)
