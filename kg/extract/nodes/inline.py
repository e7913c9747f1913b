"""Parts that a recommendation lists within its sentence: "Reduce errors by: (a) checking …; (b) training …".

They have letters, Roman or plain numbers, or the number of the recommendation before theirs ("2.1 checking …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase

from kg.extract.nodes.items import Item, item
from kg.extract.nodes.parts import Section
from kg.extract.nodes.wording import leads_in

_FIRST = re.compile(r": (?P<open>\(?)(?P<name>a|i|1)(?P<close>\)) (?=\S)")
_FIRST_DOTTED = re.compile(r": (?P<open>)(?P<name>\d{1,2}\.1)(?P<close>) (?=[a-z])")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_MOST = 26  # parts with numbers


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
    first = _FIRST.search(text, one.begin) or _FIRST_DOTTED.search(text, one.begin)
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
    stem = first["name"].removesuffix("1")
    numbers = [f"{stem}{number}" for number in range(1, _MOST + 1)]
    names: Sequence[str] = {"a": ascii_lowercase, "i": _ROMANS}.get(first["name"], numbers)
    opening, closing = re.escape(first["open"]), re.escape(first["close"])
    starts: list[int] = []
    offset = first.end()
    for name in names[1:]:
        label = re.compile(rf"(?:[;,.]|\band|\bor) {opening}(?={re.escape(name)}{closing} \S)").search(text, offset)
        if label is None:
            break
        starts.append(label.end() - len(first["open"]))
        offset = label.end()
    return starts
