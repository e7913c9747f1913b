"""Recommendations told by the paragraph of the report that they end with: "… without delay. (Paragraph 28)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind

_CITED = re.compile(
    r"[(\[](?:(?:conclusion|recommendation),? )?(?:paragraph|para)s?\.? \d{1,3}"
    r"(?:(?:, | and |, and | & | ?[-–] ?)\d{1,3})*[)\]]\.?\Z",
    re.IGNORECASE,
)
_TAIL = 60  # characters at the end of a paragraph in which the reference stands


def cited(items: Sequence[Item]) -> list[tuple[int, tuple[str, ...]]]:
    """Where paragraphs with a reference begin a recommendation, each with its number or its place in the order."""
    heads: list[tuple[int, tuple[str, ...]]] = []
    for index, item in enumerate(items):
        plain = item.label is None or item.label.kind is Kind.NUMBER
        if not plain or item.bullet or item.position or not _CITED.search(item.paragraph.text[-_TAIL:]):
            continue
        number = item.label.paths[0][0] if item.label else str(int(heads[-1][1][0]) + 1 if heads else 1)
        heads.append((index, (number,)))
    rising = all(int(a[1][0]) < int(b[1][0]) for a, b in pairwise(heads))
    return heads if rising else [(index, (str(place),)) for place, (index, _) in enumerate(heads, start=1)]
