"""Recommendations listed together, each answered further down below a heading that names one or several of them.

1. Mend the roof.
2. Buy a ladder.
Response to recommendation 2: Accepted …
Response to recommendation 1 …

What is listed is text and nothing else, what stands below such a heading answers and nothing else, in whatever order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.nodes.halves import halves
from kg.extract.nodes.items import Item, item
from kg.extract.nodes.labels import Kind
from kg.extract.nodes.markers import Body
from kg.extract.nodes.parts import Parts, Section, heading_like
from kg.extract.nodes.wording import asks, asks_in_third_person, leads_in
from kg.extract.replies.announced import listed

_LISTED = (Kind.NUMBER, Kind.RECOMMENDATION, Kind.BRACKET)


def divide(items: Sequence[Item]) -> Parts | None:
    """What is listed and what answers it as sections, in document order; None where a document has another layout."""
    replies = [index for index, one in enumerate(items) if _replies(one)]
    entries = _entries(items, replies) if replies else []
    if not entries:
        return None
    last = max(index for index in entries if index < replies[0])
    also = (index for index in range(last + 1, len(items)) if index not in entries and _named_again(items[index]))
    replies = sorted({*replies, *also})
    if _in_turn(items, entries, replies) or not _asked(items, entries, replies):
        return None
    heads = sorted((*entries, *replies))
    parts = Parts(list(items[: heads[0]]), [])
    for start, end in zip(heads, [*heads[1:], len(items)], strict=True):
        one, below = items[start], list(items[start + 1 : end])
        parts.sections.append(_reply(one, below) if start in replies else _entry(one, below))
    _drop_contents(parts)
    return parts


def settle(parts: Parts) -> None:
    """Leave to each listed recommendation its text: words below the last one, before any answer, are introduction.

    A text that is printed again below the heading that answers it is left out there.
    """
    texts: dict[str, set[str]] = {}
    for section in parts.sections:
        if section.unanswered and section.head is not None:
            asked, rest = halves(section)
            if not any(other.reply for other in parts.sections[: parts.sections.index(section)]):
                parts.preamble += rest
            section.items = asked
            texts[section.numbers[0]] = {_letters(one.words) for one in (section.head, *asked)}
        elif section.reply:
            known = set[str]().union(*(texts.get(number, set()) for number in section.numbers))
            while section.items and _letters(section.items[0].words) in known:
                del section.items[0]


def _replies(one: Item) -> bool:
    """Whether a paragraph is a heading that names an answer and its recommendations by number."""
    if one.label is None or not one.label.paths:
        return False
    return one.label.kind is Kind.ANSWER or (one.label.kind is Kind.RECOMMENDATION and one.body is not None)


def _named_again(one: Item) -> bool:
    """Whether a recommendation is named below the list, where only answers follow: "Recommendation 2: Accepted"."""
    return one.label is not None and one.label.kind is Kind.RECOMMENDATION and bool(one.label.paths)


def _stems(one: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path[0] for path in one.label.paths)) if one.label else ()


def _entries(items: Sequence[Item], replies: Sequence[int]) -> list[int]:
    """Where the recommendations are listed: numbers that count up, in the chain that covers most of what is answered.

    Below the first answer another may be listed that a later one names.
    """
    named = {number for index in replies for number in _stems(items[index])}
    chains: list[list[int]] = []
    told: set[str] = set()
    ahead = [number for index in replies for number in _stems(items[index])]
    for index, one in enumerate(items):
        if index in replies:
            told.update(_stems(one))
        elif _may_be_listed(one) and not (told and (one.stem in told or one.stem not in ahead)):
            _append(items, chains, index)
    covering = [(len(named & {items[i].stem for i in chain}), place) for place, chain in enumerate(chains)]
    count, place = max(covering, default=(0, 0))
    return chains[place] if count * 2 > len(named) and chains[place][0] < replies[0] else []


def _may_be_listed(one: Item) -> bool:
    label = one.label
    if label is None or label.kind not in _LISTED or one.answers():
        return False
    return len(label.paths) == 1 and len(label.paths[0]) == 1 and label.paths[0][0].isdecimal()


def _append(items: Sequence[Item], chains: list[list[int]], index: int) -> None:
    """Let a number go on with the latest chain that it follows, or begin one."""
    label, number = items[index].label, int(items[index].stem or 0)
    for chain in reversed(chains):
        last = items[chain[-1]]
        if last.label and label and last.label.kind is label.kind and int(last.stem or 0) + 1 == number:
            chain.append(index)
            return
    chains.append([index])


def _in_turn(items: Sequence[Item], entries: Sequence[int], replies: Sequence[int]) -> bool:
    """Whether most answers stand right below the one recommendation that they name."""
    heads = sorted((*entries, *replies))
    count = 0
    for place, index in enumerate(heads):
        above = heads[max(0, place - 2) : place]
        alone = len(above) == 1 or (len(above) == 2 and above[0] in replies)
        own = bool(above) and above[-1] in entries and _stems(items[above[-1]]) == _stems(items[index])
        count += index in replies and alone and own
    return count * 2 > len(replies)


def _asked(items: Sequence[Item], entries: Sequence[int], replies: Sequence[int]) -> bool:
    """Whether what is listed asks for something or is led in, and no position stands among it."""
    heads = sorted((*entries, *replies, len(items)))
    asking = 0
    for index in entries:
        below = items[index + 1 : heads[heads.index(index) + 1]]
        if any((one.position and not listed(one.words)) or one.several for one in below):
            return False
        words = (below[0].words if below else "") if items[index].empty else items[index].words
        asking += asks(words) or asks_in_third_person(words) or leads_in(words)
    return asking * 2 > len(entries) or (entries[0] > 0 and _leads(items[entries[0] - 1]))


def _leads(one: Item) -> bool:
    """Whether a paragraph leads in a list of recommendations, or is its heading."""
    words = one.paragraph.text
    return (words.endswith(":") and asks(words)) or (
        "recommend" in words.lower() and (words.endswith(":") or heading_like(one))
    )


def _entry(head: Item, below: list[Item]) -> Section:
    return Section(_stems(head), head, below, unanswered=True)


def _reply(head: Item, below: list[Item]) -> Section:
    """The section of an answer: its heading is cut into the label, the body that it names and the words after it."""
    assert head.label is not None
    paragraph, length = head.paragraph, len(head.paragraph.text)
    rest = head.body.rest if head.body else head.begin
    words = [item(paragraph.cut(rest, length))] if rest < length else []
    theme = words.pop() if words and heading_like(words[0]) else None
    if head.body and head.body.name:
        named = paragraph.cut(0, rest)
        words.insert(0, Item(named, None, 0, body=Body(head.body.name, len(named.text))))
    label = replace(head.label, kind=Kind.ANSWER)
    alone = Item(paragraph.cut(0, head.begin), label, head.begin)
    return Section(_stems(head), alone, [*words, *below], theme, untold=True)


def _drop_contents(parts: Parts) -> None:
    """Leave out headings with nothing below that are printed again, as on a contents page."""
    again: set[str] = set()
    for section in reversed(parts.sections):
        if section.reply and not section.items and again.issuperset(section.numbers):
            parts.sections.remove(section)
        if section.reply:
            again.update(section.numbers)


def _letters(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalnum())
