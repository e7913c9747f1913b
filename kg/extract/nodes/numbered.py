"""Parts of a recommendation that have numbers instead of letters: "by: 1) …; 2) …", "by: 2.1 …; 2.2 …".

They are labelled as parts are that the text names in full ("2a"), and so are the paragraphs that answer them. A list
may also be answered as it goes on: "2.1 …", "Accepted", "2.2 …", "Rejected".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Label
from kg.extract.nodes.parts import Section
from kg.extract.nodes.wording import asks, unfinished

_NUMBER = re.compile(r"\s*(?:\((?P<a>\d{1,2})\)|(?P<b>\d{1,2})[.)]|(?P<stem>\d{1,2})\.(?P<c>\d{1,2})\.?)\s+(?=\S)")


def name_parts(sections: Sequence[Section]) -> None:
    """Label the numbered parts of recommendations, and their answers."""
    for section in sections:
        head, items = section.head, section.items
        if len(section.numbers) > 1 or head is None or head.position:
            continue
        lead = head if not head.empty and items and _place(items[0], section.numbers[0]) else None
        start = 0 if lead else 1
        lead = lead or (items[0] if items else head)
        if unfinished(lead.paragraph.text):
            _name(section, start)


def _name(section: Section, start: int) -> None:
    """Label the parts that begin at an index, and what answers them below."""
    number, items = section.numbers[0], section.items
    listed = list(takewhile(lambda index: _is_next(items[index], number, index - start + 1), range(start, len(items))))
    if len(listed) < 2:
        for index in _in_turn(items, start, number):
            items[index] = _part(items[index], number)
        return
    after = listed[-1] + 1
    places = [_place(item, number) for item in items[after:]]
    if any(place > len(listed) for place in places):
        listed_below: list[int] = []  # the paragraphs of the answer are numbered, whatever they answer
    else:
        listed_below = [after + index for index, place in enumerate(places) if place]
    for index in (*listed, *listed_below):
        items[index] = _part(items[index], number)


def _in_turn(items: Sequence[Item], start: int, number: str) -> list[int]:
    """Where the parts of a list stand of which each has its answer below it; [] where it is none."""
    found: list[int] = []
    answered = _answered(items)
    for index in range(start, len(items) - 1):
        if answered[index] and _is_next(items[index], number, len(found) + 1):
            found.append(index)
    return found if len(found) > 1 and found[0] == start else []


def _answered(items: Sequence[Item]) -> list[bool]:
    """For each paragraph: whether a position or the name of who answers stands below it and the list it may have."""
    found: list[bool] = []
    answer = False  # in one pass from the end: a list may be as long as the document
    for item in reversed(items):
        found.append(answer)
        if item.answers() or not (item.bullet or _lettered(item)):
            answer = bool(item.position or item.body)
    return found[::-1]


def _lettered(item: Item) -> bool:
    return item.label is not None and item.label.kind is Kind.LETTER


def _is_next(item: Item, number: str, place: int) -> bool:
    """Whether a paragraph is the next part: it has its number, and its words go on with the sentence or ask."""
    if _place(item, number) != place or item.answers():
        return False
    words = item.paragraph.text[_end(item) :]
    return words[:1].islower() or asks(words)


def _place(item: Item, number: str) -> int:
    """The place that the number of a paragraph gives it in a list below a recommendation, 0 where it has none."""
    match = _NUMBER.match(item.paragraph.text)
    if match is None or (match["stem"] and str(int(match["stem"])) != number):
        return 0
    return int(match["a"] or match["b"] or match["c"])


def _end(item: Item) -> int:
    match = _NUMBER.match(item.paragraph.text)
    return match.end() if match else 0


def _part(item: Item, number: str) -> Item:
    """A paragraph with the label of the part whose number it has."""
    end = max(_end(item), item.begin)
    label = Label(Kind.PART, ((number, str(_place(item, number))),), end)
    return replace(item, label=label, begin=end, bullet=False)
