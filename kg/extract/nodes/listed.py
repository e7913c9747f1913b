"""A list of all recommendations above the answers: where it gives the texts, what follows their numbers are answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.nodes.items import Item
from kg.extract.nodes.parts import Parts, Section
from kg.extract.nodes.turns import Turn
from kg.extract.nodes.wording import asks


def sections(parts: Parts) -> dict[str, Section]:
    """What the introduction lists under the number of each recommendation, the first time that it does."""
    found: dict[str, Section] = {}
    numbers = {number for section in parts.sections for number in section.numbers}
    starts = [i for i, item in enumerate(parts.preamble) if item.label and item.stem and not item.empty]
    for index, after in zip(starts, [*starts[1:], len(parts.preamble)], strict=False):
        head = parts.preamble[index]
        if head.stem in numbers and head.stem not in found:
            found[head.stem] = Section((head.stem,), head, parts.preamble[index + 1 : after])
    return found


def is_list(parts: Parts, texts: dict[str, Section]) -> bool:
    """Whether the introduction lists the recommendations: most of what it numbers asks for something, or it is led in
    ("The Chief Inspector recommends that the agency:"); its own paragraphs may be numbered too."""
    if len(texts) * 2 <= len(parts.sections):
        return False
    heads = [text.head for text in texts.values() if text.head]
    if sum(asks(head.words) for head in heads) * 2 > len(heads):
        return True
    place = next((place for place, item in enumerate(parts.preamble) if item is heads[0]), 0)
    return leads(parts.preamble[:place])


def leads(above: Sequence[Item]) -> bool:
    """Whether the last paragraph above a list leads it in as recommendations."""
    lead = above[-1].paragraph.text if above else ""
    return lead.endswith(":") and asks(lead)


def without_text(section: Section, taken: list[Turn], texts: dict[str, Section]) -> list[Turn]:
    """The turns of a section whose text the list gives: what was taken for it below a bare number answers it."""
    first = taken[0]
    if not all(number in texts for number in section.numbers):
        return taken
    head = section.head
    if head is None or not head.empty or not first.asked or any(asks(item.words) for item in first.asked):
        return taken
    whole = [item for turn in taken for item in (*turn.asked, *turn.answer)]
    return [replace(first, asked=[], answer=whole, parts=())]


def without_late_text(taken: list[Turn]) -> list[Turn]:
    """The turns of a section whose text is known: what was taken for a text below its answer belongs to the answer."""
    first = taken[0]
    if not (first.asked and first.answer and first.asked[0].paragraph.start > first.answer[0].paragraph.start):
        return taken
    return [replace(first, asked=[], answer=[*first.answer, *first.asked]), *taken[1:]]
