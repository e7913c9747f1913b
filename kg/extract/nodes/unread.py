"""Notices of what may be a recommendation and was read as none: nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.nodes.draught import Draught
from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind
from kg.extract.nodes.parts import Parts
from kg.extract.nodes.wording import IMPERATIVE, asks
from kg.extract.replies.introduction import Told

_NEAR = 6  # paragraphs before the first unnumbered recommendation in which another may stand
_MOST = 200  # numbers up to which gaps are told


def tell(draught: Draught, parts: Parts, told: Sequence[Told]) -> None:
    """Notice positions and requests before the first recommendation, and numbers that are missing.

    `told` are the positions that the introduction gives: what states them is read.
    """
    read = [one.start for one in told if any(path in draught.nodes for path in one.claim.paths)]
    for item, message in _before(draught, parts, read):
        draught.notice(message, item.paragraph.start, item.paragraph.end)
    if not parts.unnumbered:
        _tell_gaps(draught)
    _tell_unanswered(draught, parts)


def _before(draught: Draught, parts: Parts, read: Sequence[int]) -> Iterator[tuple[Item, str]]:
    first = len(parts.preamble) - _NEAR
    told = False
    for index, item in enumerate(parts.preamble):
        if item.position or item.several:
            if any(item.paragraph.start <= place < item.paragraph.end for place in read):
                continue
            yield item, "a position stands before the first recommendation: what it answers is not known"
        elif _labelled(item, draught) or (parts.unnumbered and index >= first and not told and _commands(item)):
            told = told or item.label is None
            yield item, "what reads like a recommendation stands before the first one and was not read"


def _labelled(item: Item, draught: Draught) -> bool:
    """Whether a paragraph has a number that no recommendation has, and asks for something."""
    if item.label is None or item.label.kind in (Kind.LETTER, Kind.ANSWER) or not item.label.paths:
        return False
    return item.label.paths[0][:1] not in draught.nodes and asks(item.words)


def _commands(item: Item) -> bool:
    return not item.bullet and item.label is None and bool(IMPERATIVE.match(item.words))


def _tell_gaps(draught: Draught) -> None:
    stems = [node for path, node in draught.nodes.items() if len(path) == 1 and path[0].isdecimal()]
    numbers = sorted({int(node.path[0]) for node in stems})
    if not numbers or numbers[-1] > _MOST:
        return
    missing = sorted(set(range(1, numbers[-1])) - set(numbers))
    if missing:
        after = next(node for node in stems if int(node.path[0]) > missing[0])
        draught.notice(f"no recommendation has the number {_list(missing)}", *after.place)


def _tell_unanswered(draught: Draught, parts: Parts) -> None:
    """Notice what is listed above the answers and named by none."""
    named = {number for section in parts.sections if section.named for number in section.numbers}
    for section in parts.sections:
        if section.unanswered and section.head and section.numbers[0] not in named:
            place = section.head.paragraph.start, section.head.paragraph.end
            draught.notice(f"recommendation {section.numbers[0]} is listed, and no answer names it", *place)


def _list(numbers: Sequence[int]) -> str:
    shown = [str(number) for number in numbers[:8]]
    if len(numbers) > len(shown):
        return f"{', '.join(shown)} and {len(numbers) - len(shown)} others"
    return f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else shown[0]
