"""Contents pages: their headings come again below, and reading starts after them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.extract.nodes import markers
from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Path
from kg.extract.nodes.wording import asks

_FRONT = 60  # paragraphs in which a contents page begins
_LONGEST = 200  # characters of an entry
_THEME = 100  # characters of the theme of a recommendation
_MARK = re.compile(r"\A(?:\d{1,2}[.)]?|[-•▪◦·‣●○*]) ")


def after(items: Sequence[Item]) -> int:
    """Where reading starts: after a contents page, at the beginning where there is none."""
    for index, item in enumerate(items[:_FRONT]):
        if markers.is_contents(item.paragraph.text):
            later = Counter(other.paragraph.text.lower() for other in items[index + 2 :])
            named = Counter(map(_name, items[index + 2 :]))
            end = index + 1
            while end < len(items) - 1 and (_entry(items[end], later) or _heads_later(items[end], named)):
                end += 1
                later[items[end].paragraph.text.lower()] -= 1
                named[_name(items[end])] -= 1
            return end
    return 0


def _entry(item: Item, later: Counter[str]) -> bool:
    """Whether a line is an entry of a contents page: it has dots, a page number, or returns word for word."""
    text = item.paragraph.text
    if len(text) > _LONGEST or item.position:
        return False
    entry = text.rstrip("0123456789").rstrip(" .…")
    without_mark = _MARK.sub("", entry.lower())
    return entry != text.rstrip(".") or any(later[known] > 0 for known in (text.lower(), entry.lower(), without_mark))


def _name(item: Item) -> tuple[Path, ...]:
    """What the label with the word names ("Recommendation 3: rosters"), () for other paragraphs."""
    named = item.label is not None and item.label.kind is Kind.RECOMMENDATION and not item.answers()
    return item.label.paths if named and item.label is not None else ()


def _heads_later(item: Item, named: Counter[tuple[Path, ...]]) -> bool:
    """Whether a line gives the theme of a recommendation that is printed below, with its text."""
    theme = not item.empty and item.words[-1] not in ".:;" and len(item.words) < _THEME and not asks(item.words)
    return theme and bool(_name(item)) and named[_name(item)] > 0
