"""A section → its recommendation and its answer, where headings and letters tell them apart before any words do.

Recommendation 2: Rejected      the heading gives the position: what follows is the text, then the answer
(a) … (b) … (a) … (b) …         letters that begin again answer the parts in their order
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Path
from kg.extract.nodes.parts import Section
from kg.extract.nodes.splitting import split
from kg.extract.nodes.tree import is_part
from kg.extract.nodes.wording import asks, leads_in
from kg.extract.replies import positions


def halves(section: Section) -> tuple[list[Item], list[Item]]:
    """The paragraphs of the recommendation and those of its answers."""
    items = section.items
    again = _again(items)
    if again is None:
        count = _led_in(items) if section.head is not None and section.head.position else 0
        return (items[:count], items[count:]) if count else split(section)
    end = max(index for index in range(again) if _lettered(items[index])) + 1
    while end < again and items[end].bullet:
        end += 1
    asked = {item.label.paths[0]: item.words for item in items[:end] if item.label and _lettered(item)}
    return items[:end], [*items[end:again], *(_without_request(item, asked) for item in items[again:])]


def _lettered(item: Item) -> bool:
    return item.label is not None and (item.label.kind is Kind.LETTER or is_part(item))


def _again(items: Sequence[Item]) -> int | None:
    """Where the letters of the parts begin again, with words that ask for nothing new, before any other answer."""
    listed = [index for index, item in enumerate(items) if _lettered(item)]
    for index in listed[2:]:
        first, one = items[listed[0]], items[index]
        if _key(one) == _key(first) and not one.answers():
            plain = not one.words[:1].islower() and not asks(one.words)
            marked = any(item.answers() for item in items[:index])
            return index if not marked and (plain or _repeated(one.words, first.words)) else None
    return None


def _key(item: Item) -> tuple[Kind, Path]:
    assert item.label is not None
    return item.label.kind, item.label.paths[0]


def _repeated(words: str, request: str) -> int:
    """How many characters of words repeat a request, 0 where they do not begin with it."""
    request = request.strip().removesuffix("and").rstrip(" ;,.")
    return len(request) if request and words.lower().startswith(request.lower()) else 0


def _without_request(item: Item, asked: Mapping[Path, str]) -> Item:
    """A paragraph without the request that it repeats: "(a) buy rope - Accepted" below "(a) buy rope;"."""
    path = item.label.paths[0] if item.label and _lettered(item) else ()
    length = _repeated(item.words, asked.get(path, ""))
    if not length:
        return item
    text = item.paragraph.text
    begin = item.begin + length
    begin += len(text[begin:]) - len(text[begin:].lstrip(" ;,.:-"))
    return replace(item, begin=begin, position=positions.line(text, begin))


def _led_in(items: Sequence[Item]) -> int:
    """How many paragraphs a lead-in and its list make up ("In relation to keys:", "(a) …"); 0 where neither stands."""
    if not items or items[0].answers() or not leads_in(items[0].words):
        return 0
    count = 1
    while count < len(items) and _lettered(items[count]) and not items[count].answers():
        count += 1
    return count if count > 1 else 0
