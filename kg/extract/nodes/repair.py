"""Undoes what PDF boxes do to the order of a document: answers that come before the headings they belong to, or before
the recommendations that they answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.nodes.items import Item
from kg.extract.nodes.parts import Parts, Section
from kg.extract.nodes.wording import answers, asks
from kg.extract.replies.announced import listed

_FEWEST_LATE = 2  # texts below their answers from which on it is the layout of the document
_TAIL = 40  # paragraphs at the end of the preamble in which an answer may stand before its heading


def move_boxes(parts: Parts) -> None:
    """Give answers and positions printed before their heading to the section that they answer."""
    early = _first_status(parts.preamble)
    if early is not None and not _has_status(parts.sections[-1]):
        _shift(parts, early)
    else:
        _move_last_status(parts.sections)


def move_late_texts(sections: Sequence[Section]) -> None:
    """Put the text of a recommendation above its answer where a document prints it below: then nothing else that stands
    first is a text, and a section that ends with no request gives only its answer."""
    bare = [one for one in sections if one.head and one.head.empty and one.items and not one.items[0].answers()]
    late = [(one, place) for one in bare if (place := _late_text(one.items)) and not _requests(one.items[0])]
    if len(late) < _FEWEST_LATE or len(late) * 2 <= len(sections):
        return
    for section in bare:
        section.untold = not _requests(section.items[0])
    for section, place in late:
        section.items[:] = section.items[place:] + section.items[:place]
        section.untold = False


def _late_text(items: Sequence[Item]) -> int:
    """Where a request that ends a section begins, with the parts that it lists; 0 where none does."""
    place = len(items) - 1
    while place > 0 and (items[place].bullet or (items[place].label and not items[place].answers())):
        place -= 1
    return place if _requests(items[place]) else 0


def _requests(item: Item) -> bool:
    """Whether a paragraph of its own asks for something and is not the prose of an answer."""
    plain = not (item.label or item.bullet or item.answers())
    return plain and asks(item.words) and not answers(item.words)


def _status(item: Item) -> bool:
    plain = item.position is not None and item.label is None and item.position.start == item.begin
    return plain and not listed(item.words)  # "Accepted: 1, 2 and 4" answers nothing that stands near it


def _first_status(preamble: Sequence[Item]) -> int | None:
    """The index of a bare position line near the end of the preamble, None where there is none."""
    low = max(0, len(preamble) - _TAIL)
    return next((i for i in range(low, len(preamble)) if _status(preamble[i])), None)


def _has_status(section: Section) -> bool:
    return bool(section.head and section.head.position) or any(item.position for item in section.items)


def _shift(parts: Parts, early: int) -> None:
    """Every answer stands one section too early: move each to the next."""
    carried = parts.preamble[early:]
    parts.preamble = parts.preamble[:early]
    for section in parts.sections:
        index = next((i for i, item in enumerate(section.items) if _status(item)), len(section.items))
        section.items, carried = section.items[:index] + carried, section.items[index:]


def _move_last_status(sections: Sequence[Section]) -> None:
    """A lone position at the end of an answered section belongs to the next one, where that has none."""
    for section, following in pairwise(sections):
        last = section.items[-1] if section.items else None
        if (
            last is None
            or not _status(last)
            or _has_status(following)
            or not any(i.position for i in section.items[:-1])
        ):
            continue
        section.items.pop()
        text_below = following.head is None or following.head.empty
        following.items.insert(min(int(text_below), len(following.items)), last)
