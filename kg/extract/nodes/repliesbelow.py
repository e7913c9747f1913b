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
from kg.extract.nodes.labels import Kind, Label
from kg.extract.nodes.markers import Body
from kg.extract.nodes.parts import Parts, Section, heading_like
from kg.extract.nodes.wording import answers, asks, asks_in_third_person, leads_in
from kg.extract.replies.announced import listed

_THEME_WORDS = 8
_LISTED = (Kind.NUMBER, Kind.RECOMMENDATION, Kind.BRACKET)


def divide(items: Sequence[Item]) -> Parts | None:
    """What is listed and what answers it as sections, in document order; None where a document has another layout."""
    replies = [index for index, one in enumerate(items) if _names_itself(one) or _states(one)]
    if not any(_names_itself(items[index]) for index in replies):
        return None
    counted = _counted(items, replies)
    items = counted or items
    entries = _entries(items, replies)
    if not entries:
        return None
    last = max(index for index in entries if index < replies[0])
    also = (index for index in range(last + 1, len(items)) if index not in entries and _named_again(items[index]))
    replies = sorted({*replies, *also})
    if _in_turn(items, entries, replies) or not _asked(items, entries, replies) or _asks_anew(items, entries, replies):
        return None
    heads = sorted((*entries, *replies))
    parts = Parts(list(items[: heads[0]]), [], unnumbered=counted is not None)
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


def _names_itself(one: Item) -> bool:
    """Whether a heading names an answer and the recommendations that it answers."""
    if one.label is None or not one.label.paths:
        return False
    return one.label.kind is Kind.ANSWER or (one.label.kind is Kind.RECOMMENDATION and one.body is not None)


def _states(one: Item) -> bool:
    """Whether a paragraph gives the position on recommendations and nothing else: "2: Accepted", "2(a): Rejected"."""
    if one.label is None or not one.label.paths or one.label.kind in (Kind.LETTER, Kind.PARAGRAPH):
        return False
    return one.position is not None and one.position.rest >= len(one.paragraph.text)


def _named_again(one: Item) -> bool:
    """Whether a recommendation is named below the list, where only answers follow: "Recommendation 2"."""
    return one.label is not None and one.label.kind is Kind.RECOMMENDATION and bool(one.label.paths)


def _stems(one: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path[0] for path in one.label.paths)) if one.label else ()


def _counted(items: Sequence[Item], replies: Sequence[int]) -> list[Item] | None:
    """The paragraphs with the bullets of a list numbered, where they are as many as what is answered; else None."""
    named = {number for index in replies for number in _stems(items[index])}
    last = next((index for index in range(replies[0] - 1, -1, -1) if items[index].bullet), -1)
    first = last
    while first > 0 and items[first - 1].bullet:
        first -= 1
    if named != {str(number) for number in range(1, last - first + 2)} or last == first:
        return None
    numbered = [
        replace(one, label=Label(Kind.NUMBER, ((str(number),),), one.begin), bullet=False)
        for number, one in enumerate(items[first : last + 1], start=1)
    ]
    return [*items[:first], *numbered, *items[last + 1 :]]


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
    count = 0
    alone: tuple[str, ...] = ()  # the recommendation above, where no other stands between it and the answers before
    previous = -1
    for index in sorted((*entries, *replies)):
        if index in entries:
            alone = () if previous in entries else _stems(items[index])
        else:
            count += bool(alone) and _stems(items[index]) == alone
        previous = index
    return count * 2 > len(replies)


def _asked(items: Sequence[Item], entries: Sequence[int], replies: Sequence[int]) -> bool:
    """Whether what is listed asks for something or is led in, and neither positions nor prose stand among it."""
    heads = sorted((*entries, *replies, len(items)))
    asking = told = 0
    for index in entries:
        below = items[index + 1 : heads[heads.index(index) + 1]]
        if any((one.position and not listed(one.words)) or one.several for one in below):
            return False
        replied = heads[heads.index(index) + 1] in entries
        told += replied and any(map(_prose, halves(_entry(items[index], list(below)))[1]))
        words = (below[0].words if below else "") if items[index].empty else items[index].words
        asking += asks(words) or asks_in_third_person(words) or leads_in(words)
    if told * 2 >= len(entries):
        return False
    return asking * 2 > len(entries) or (entries[0] > 0 and _leads(items[entries[0] - 1]))


def _prose(one: Item) -> bool:
    """Whether a paragraph below what is listed is an answer of its own."""
    if one.label is not None and one.label.kind is Kind.PARAGRAPH:
        return answers(one.words)
    return not (one.label or one.bullet or heading_like(one))


def _asks_anew(items: Sequence[Item], entries: Sequence[int], replies: Sequence[int]) -> bool:
    """Whether a text that the list does not have stands below a bare number: then the list is only a summary."""
    texts = {_letters(one.words) for one in items[entries[0] : replies[0]]}
    for index in replies:
        below = items[index + 1] if index + 1 < len(items) else None
        bare = items[index].empty and _named_again(items[index]) and below is not None and not below.answers()
        if bare and below and asks(below.words) and not answers(below.words) and _letters(below.words) not in texts:
            return True
    return False


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
    theme = words.pop() if words and _is_theme(words[0]) else None
    if head.body and head.body.name:
        named = paragraph.cut(0, rest)
        words.insert(0, Item(named, None, 0, body=Body(head.body.name, len(named.text))))
    label = replace(head.label, kind=Kind.ANSWER)
    alone = Item(paragraph.cut(0, head.begin), label, head.begin)
    return Section(_stems(head), alone, [*words, *below], theme, untold=True)


def _is_theme(one: Item) -> bool:
    """Whether the words behind the number are a theme: "Response to recommendation 2 – rosters"."""
    words = one.paragraph.text
    short = words[0].islower() and len(words.split()) <= _THEME_WORDS and words[-1] not in ".:;,!?"
    return heading_like(one) or (short and not one.answers())


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
