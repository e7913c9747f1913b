"""A section → its recommendation and its answer, where headings and letters tell them apart before any words do.

Recommendation 2: Rejected      the heading gives the position: what follows is the text, then the answer
(a) … (b) … (a) … (b) …         letters that begin again answer the parts in their order
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.items import Item
from kg.extract.labels import Kind
from kg.extract.parts import Section
from kg.extract.splitting import split
from kg.extract.tree import is_part
from kg.extract.wording import asks, leads_in


def halves(section: Section) -> tuple[list[Item], list[Item]]:
    """The paragraphs of the recommendation and those of its answers."""
    items = section.items
    cut = _again(items)
    if section.head is not None and section.head.position:
        count = _led_in(items[:cut])
        if count:
            return items[:count], items[count:]
    recommendation, answer = split(replace(section, items=items[:cut]))
    return recommendation, [*answer, *items[cut:]]


def _lettered(item: Item) -> bool:
    return item.label is not None and (item.label.kind is Kind.LETTER or is_part(item))


def _again(items: Sequence[Item]) -> int:
    """Where the letters of the parts begin again, with words that ask for nothing; the length where they do not."""
    listed = [index for index, item in enumerate(items) if _lettered(item)]
    for index in listed[2:]:
        first, label = items[listed[0]].label, items[index].label
        assert first is not None
        assert label is not None
        again = (label.kind, label.paths[0]) == (first.kind, first.paths[0])
        if again and not items[index].words[:1].islower() and not asks(items[index].words):
            return len(items) if any(item.answers() for item in items[:index]) else index
    return len(items)


def _led_in(items: Sequence[Item]) -> int:
    """How many paragraphs a lead-in and its list make up ("In relation to keys:", "(a) …"); 0 where neither stands."""
    if not items or items[0].answers() or not leads_in(items[0].words):
        return 0
    count = 1
    while count < len(items) and _lettered(items[count]) and not items[count].answers():
        count += 1
    return count if count > 1 else 0
