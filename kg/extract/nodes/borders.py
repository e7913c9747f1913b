"""Where sections end: what follows the last answer, and headings that belong to the section below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kg.extract.nodes import markers
from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind
from kg.extract.nodes.parts import Parts, Section, heading_like
from kg.extract.nodes.wording import asks

_GENERAL = re.compile(
    r"\b(?:responses?|recommendations?|introduction|overview|summary|report|inspection)\b", re.IGNORECASE
)
_ONLY_GENERAL = re.compile(
    r"(?:(?:key |main |other |further )?(?:recommendations|concerns)(?: and )?){1,2}", re.IGNORECASE
)
_FINITE = re.compile(
    r"\b(?:will|shall|must|should|can|may|is|are|was|were|be|has|have|had)\b"
)  # a sentence, no heading
_SHORT = 80  # characters up to which words with a number are a heading
_CONCLUDES = re.compile(r"\b(?:conclusion|concern):\s*\Z", re.IGNORECASE)


def mend(parts: Parts) -> None:
    """Move the paragraphs at the borders of sections to where they belong."""
    _lift_texts(parts)
    close(parts)
    _drop_conclusions(parts.sections)
    _drop_answer_headings(parts)
    lift_themes(parts.sections)
    _lift_first_theme(parts)


def close(parts: Parts) -> None:
    """Move what follows the last answer (annexes, a closing summary) to `closing`."""
    for place, section in enumerate(parts.sections):
        for index, item in enumerate(section.items):
            text = item.paragraph.text
            text = item.words if item.label and item.label.kind is Kind.NUMBER else text
            plain = item.cell is None and (item.label is None or item.label.kind is Kind.NUMBER)
            ends = plain and item.position is None and (markers.is_end(text) or markers.is_summary(text))
            if ends and index:
                seen = {number for earlier in parts.sections[: place + 1] for number in earlier.numbers}
                rest = parts.sections[place + 1 :]
                if all(number in seen for later in rest for number in later.numbers):
                    parts.closing = section.items[index:]
                    for later in rest:
                        parts.closing += ([later.head] if later.head else []) + later.items
                    section.items = section.items[:index]
                    del parts.sections[place + 1 :]
                    return


def _lift_texts(parts: Parts) -> None:
    """Give the recommendation above "Response to recommendation 2" to the section that this heading opens."""
    before = [parts.preamble, *(section.items for section in parts.sections)]
    for items, section in zip(before, parts.sections, strict=False):
        label = section.head.label if section.head else None
        if label is None or label.kind is not Kind.ANSWER or (section.items and asks(section.items[0].words)):
            continue
        place = len(items) - 1
        while place > 0 and not items[place].answers() and _of_list(items[place]):
            place -= 1
        if place >= 0 and asks(items[place].words) and not items[place].answers():
            section.items[:0] = items[place:]
            del items[place:]


def _of_list(item: Item) -> bool:
    return item.bullet or (item.label is not None and item.label.kind is Kind.LETTER)


def _drop_conclusions(sections: Sequence[Section]) -> None:
    """Leave out what is concluded, above what is recommended under the same number ("PAC recommendation: …")."""
    for section in sections:
        head = section.head
        if head is None or not _CONCLUDES.search(head.paragraph.text[max(0, head.begin - 20) : head.begin]):
            continue
        asked = takewhile(lambda item: not item.answers(), section.items)
        place = next((place for place, item in enumerate(asked) if is_field(item)), None)
        if place is not None:
            section.head = replace(head, begin=len(head.paragraph.text))
            section.items = [replace(section.items[place], label=None), *section.items[place + 1 :]]


def is_field(item: Item) -> bool:
    """Whether a paragraph names itself the recommendation, without a number: "Recommendation: The prison should …"."""
    label = item.label
    return label is not None and label.kind is Kind.RECOMMENDATION and not label.paths and not item.empty


def _drop_answer_headings(parts: Parts) -> None:
    """Drop a bare "Response to recommendation 2" above "Recommendation 2": it answers nothing."""
    before = [parts.preamble, *(section.items for section in parts.sections)]
    for items, section in zip(before, parts.sections, strict=False):
        last = items[-1] if items else None
        if last and last.label and last.label.kind is Kind.ANSWER and last.empty and last.stem in section.numbers:
            items.pop()


def lift_themes(sections: Sequence[Section]) -> None:
    """Give a heading that ends one section to the next: it is the theme of what follows."""
    for section, following in pairwise(sections):
        if not section.items or following.head is None or not _heads(section.items[-1], following):
            continue
        alone = len(section.items) == 1
        before = section.head if alone else section.items[-2]
        if before is None or (alone and not before.position):
            continue
        if before.answers() or before.paragraph.text[-1] in ".!?)\"'":
            heading = section.items.pop()
            text = heading.paragraph.text
            following.theme = None if _ONLY_GENERAL.fullmatch(text) or (alone and _GENERAL.search(text)) else heading


def _heads(item: Item, section: Section) -> bool:
    """Whether a paragraph is a heading, or one with a number above the word ("4. Keys", "Recommendation 3")."""
    head = section.head.label if section.head else None
    if item.label is None or item.label.kind is not Kind.NUMBER or not head or head.kind is not Kind.RECOMMENDATION:
        return heading_like(item)
    words = item.words
    short = len(words) < _SHORT and words[:1].isupper() and words[-1] not in ".:;,!?"
    return (
        short
        and not _FINITE.search(words)
        and not item.answers()
        and ((item.stem,) == section.numbers or not asks(words))
    )


def _lift_first_theme(parts: Parts) -> None:
    """Give the heading above the first section to it, where later ones have such a heading too."""
    last = parts.preamble[-1] if parts.preamble else None
    if last is None or not any(section.theme for section in parts.sections):
        return
    if (
        parts.sections[0].head is not None
        and _heads(last, parts.sections[0])
        and not _GENERAL.search(last.paragraph.text)
    ):
        parts.sections[0].theme = parts.preamble.pop()
