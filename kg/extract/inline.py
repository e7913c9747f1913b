"""Parts that a recommendation lists within its sentence: "Reduce errors by: (a) checking …; (b) training …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase

from kg.extract.items import Item, item
from kg.extract.parts import Section
from kg.extract.wording import leads_in

_FIRST = re.compile(r": (?P<open>\(?)(?P<name>a|i)\) (?=\S)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def unroll(sections: Sequence[Section]) -> None:
    """Make paragraphs of the parts that stand in the first sentence of a recommendation."""
    for section in sections:
        head = section.head
        if head is not None and not head.empty and not head.position:
            if (pieces := _pieces(head)) is not None:
                text, *parts = pieces
                section.head = replace(head, paragraph=text.paragraph)
                section.items[:0] = parts
        elif section.items and not section.items[0].label:
            section.items[:1] = _pieces(section.items[0]) or section.items[:1]


def _pieces(one: Item) -> list[Item] | None:
    """The lead-in and its parts as paragraphs, None where there are no parts."""
    text = one.paragraph.text
    first = _FIRST.search(text, one.begin)
    if first is None or one.answers() or not leads_in(text[one.begin : first.start() + 1]):
        return None
    starts = [first.start("open"), *_next(text, first)]
    if len(starts) < 2:
        return None
    ends = [*starts[1:], len(text) + 1]
    parts = [item(one.paragraph.cut(start, end - 1)) for start, end in zip(starts, ends, strict=True)]
    return [replace(one, paragraph=one.paragraph.cut(0, first.start() + 1)), *parts]


def _next(text: str, first: re.Match[str]) -> list[int]:
    """Where the labels after the first stand, each behind a mark or an "and", in order."""
    names = ascii_lowercase if first["name"] == "a" else _ROMANS
    starts: list[int] = []
    offset = first.end()
    for name in names[1:]:
        label = re.compile(rf"(?:[;,.]|\band|\bor) {re.escape(first['open'])}(?={name}\) \S)").search(text, offset)
        if label is None:
            break
        starts.append(label.end() - len(first["open"]))
        offset = label.end()
    return starts
