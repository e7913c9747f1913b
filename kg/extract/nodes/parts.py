"""A document cut up: sections, one a recommendation, and what stands before and after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Path
from kg.extract.nodes.markers import date_label

_HEADING_LENGTH = 100
# What a cell of a table says.
_CELL = re.compile(
    r"(?:not )?(?:completed?|started|applicable)|ongoing|in progress|tbc|to be confirmed|n/a|none|closed|open|yes|no",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Section:
    """One recommendation as printed: its numbers (several where a range is answered together) and its paragraphs.

    `head` is the paragraph with the label (None where recommendations are unnumbered); `theme` a heading above it.
    `untold` says that the document gives the answer only. Where all answers stand below a list of the recommendations,
    `unanswered` is an entry of the list, and `named` what the heading of an answer names there.
    """

    numbers: tuple[str, ...]
    head: Item | None
    items: list[Item] = field(default_factory=list)
    theme: Item | None = None
    untold: bool = False
    unanswered: bool = False
    named: tuple[Path, ...] = ()

    @property
    def answered(self) -> bool:
        head = self.head is not None and bool(self.head.position)
        return head or any(item.answers() or sub(item, self.numbers) for item in self.items)


@dataclass(slots=True)
class Parts:
    """A document cut up: what stands before the recommendations, the sections, and what stands after them."""

    preamble: list[Item]
    sections: list[Section]
    closing: list[Item] = field(default_factory=list)
    unnumbered: bool = False


def heading_like(item: Item) -> bool:
    """Whether a paragraph looks like a heading: short, a capital first, no full stop, no label."""
    text = item.paragraph.text
    if item.label or item.bullet or item.answers() or len(text) > _HEADING_LENGTH:
        return False
    if _CELL.fullmatch(text) or date_label(text):
        return False
    return item.paragraph.marked or (text[-1] not in ".:;,!?" and text[0].isupper())


def sub(item: Item, numbers: tuple[str, ...]) -> bool:
    """Whether a paragraph is a numbered paragraph ("4.2") below one of the numbers."""
    return item.label is not None and item.label.kind is Kind.PARAGRAPH and item.stem in numbers
