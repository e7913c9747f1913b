"""Recommendations without numbers, told by the positions below them: a heading or a paragraph above opens each."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind
from kg.extract.nodes.parts import Parts, Section, heading_like
from kg.extract.nodes.wording import asks


def divide(items: Sequence[Item]) -> Parts:
    """Sections by their position lines: the heading above, or else the paragraph above, opens each."""
    stated = [
        i
        for i, item in enumerate(items)
        if (item.position and not _is_lettered(item)) or (item.several and item.label is None)
    ]
    starts: list[tuple[int, str]] = []
    before = -1
    for index in stated:
        begin = _opening(items, before + 1, index)
        if begin is not None and (not starts or begin > before):
            label = items[index].label
            number = items[index].stem if label and label.kind is Kind.PARAGRAPH else None
            starts.append((begin, number or str(len(starts) + 1)))
            before = index
    parts = Parts(list(items[: starts[0][0]] if starts else items), [], unnumbered=True)
    for (begin, number), after in zip(starts, [*(b for b, _ in starts[1:]), len(items)], strict=False):
        parts.sections.append(Section((number,), None, list(items[begin:after])))
    return parts


def _opening(items: Sequence[Item], low: int, position: int) -> int | None:
    """Where the recommendation answered at `position` begins, not before `low`; None where nothing stands there."""
    index = position - 1
    if index < low:
        return None
    for place in range(index - 1, max(low - 1, index - 40), -1):
        if heading_like(items[place]):
            return _first_asking(items, place, position)
    while index > low and (items[index].bullet or _is_lettered(items[index])):
        index -= 1
    return index


def _first_asking(items: Sequence[Item], heading: int, position: int) -> int:
    """The heading, or the last request below it where an introduction stands between the two."""
    if asks(items[heading + 1].words) or not any(asks(item.words) for item in items[heading + 1 : position]):
        return heading
    plain = (i for i in range(heading + 1, position) if asks(items[i].words) and not items[i].bullet)
    return max(plain, default=heading)


def _is_lettered(item: Item) -> bool:
    return item.label is not None and item.label.kind is Kind.LETTER
