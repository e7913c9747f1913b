"""A section → its recommendation and its answer: which paragraph asks, and where the answering begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind
from kg.extract.nodes.parts import Section
from kg.extract.nodes.wording import answers, asks, unfinished
from kg.extract.replies import partwise, positions

_SENTENCES = re.compile(r"[.;] [A-Z\"]|\((?:[\w ]{1,20}, )?(?:paragraph|page|para)s? [^)]{1,60}\)\s*\Z", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:we|our|will|has|have|had|is|are|was|were|been|do|does|continues?|remains?)\b", re.IGNORECASE
)
_FIRST_WORDS = 60  # characters in which prose of an answer shows its subject and verb
_THEME_WORDS = 8  # words up to which they are a theme even where the first could be a verb ("quality assurance")
_HEADING = 120  # characters above which words after "Recommendation 1 –" are the text, not a theme
_TAKES = re.compile(r"\b(?:agree|accept|welcome|acknowledge|recognis)", re.IGNORECASE)  # what an answer does
_LEADS = ("in particular:", "specifically:", "namely:")  # the whole of a lead-in


def split(section: Section) -> tuple[list[Item], list[Item]]:
    """The paragraphs of the recommendation and those of its answers."""
    items = section.items
    if section.untold:
        return [], items
    if items and items[0].verdict and _headless(section):  # "(Open)" between the heading and the text
        recommendation, answer = split(replace(section, items=items[1:]))
        return recommendation, [items[0], *answer]
    if section.head is not None and section.head.position:
        count = _asking(items)
        return items[:count], items[count:]
    index = next((i for i, item in enumerate(items) if _answers(item, section)), len(items))
    index = _prose(section, items[:index]) if _begins_before(items, index) else _stated(section, items, index)
    recommendation, answer = items[:index], items[index:]
    if not recommendation and _headless(section):
        tail = _text_after(answer)
        recommendation, answer = answer[tail:], answer[:tail]
    return recommendation, answer


def _begins_before(items: Sequence[Item], index: int) -> bool:
    """Whether an answer may begin before its first mark: at a date, a verdict or the answer of another body."""
    if index == len(items):
        return True
    mark = items[index]
    return mark.date is not None or bool(mark.verdict) or bool(mark.body and mark.body.name)


def _stated(section: Section, items: Sequence[Item], index: int) -> int:
    """The first paragraph before `index` whose prose states a position, else `index`."""
    stating = (i for i in range(index) if _states(items[i].words) and not asks(items[i].words))
    return next(stating, index)


def _states(words: str) -> bool:
    """Whether prose states a position, on the recommendation or on parts of it."""
    return positions.prose(words) is not None or next(partwise.positions(words), None) is not None


def _answers(item: Item, section: Section) -> bool:
    if item.answers():
        return True
    if item.label is None:
        return False
    sub = item.label.kind is Kind.PARAGRAPH and item.stem in section.numbers
    return sub or item.label.kind is Kind.ANSWER


def _headless(section: Section) -> bool:
    return section.head is None or section.head.empty or bool(section.head.verdict)


def _asking(items: Sequence[Item]) -> int:
    """How many paragraphs at the start are still the recommendation, below a heading that gives the position."""
    count = 0
    while count < len(items) and not items[count].answers():
        lettered = items[count].label is not None and items[count].label.kind is Kind.LETTER  # type: ignore[union-attr]
        if not (asks(items[count].words) and count == 0) and not (lettered and count):
            break
        count += 1
    return count


def _prose(section: Section, items: Sequence[Item]) -> int:
    """Where an answer without any mark begins: the first paragraph that talks of the department, after the text."""
    first = 1 if _headless(section) or _is_theme(section, items) else 0
    if first and items and positions.prose(items[0].words) and not asks(items[0].words):
        return 0  # the text stands elsewhere: in a list above, or below the answer
    for index in range(first, len(items)):
        item = items[index]
        before = items[index - 1].paragraph.text if index else (section.head.paragraph.text if section.head else "")
        if _begins_again(section, items, index):
            return index
        if item.bullet or _of_sentence(item) or before.endswith((":", ";", " and", " or")):
            continue
        if positions.prose(item.words):
            return index
        if not _asks_below(items, index) and (answers(item.words) or not asks(item.words)):
            return index
    return len(items)


def _of_sentence(item: Item) -> bool:
    """Whether a paragraph is a part: it has a letter, or a number behind which the sentence above it goes on."""
    if item.label is None:
        return False
    return item.label.kind is Kind.LETTER or (item.label.kind is Kind.PART and item.words[:1].islower())


def _asks_below(items: Sequence[Item], index: int) -> bool:
    """Whether a sentence leads in the parts below it and says nothing of an answer: "In particular, the council
    should:", however it begins."""
    below = items[index + 1].label if index + 1 < len(items) else None
    words = items[index].words
    listed = below is not None and below.kind is Kind.LETTER and words.endswith(":")
    if not listed or ". " in words or _TAKES.search(words):
        return False
    return asks(words) or words.lower() in _LEADS


def _begins_again(section: Section, items: Sequence[Item], index: int) -> bool:
    """Whether letters begin again at a paragraph that asks for nothing: the parts are answered in their order."""
    label = items[index].label
    if label is None or label.kind is not Kind.LETTER or label.paths != (("a",),) or asks(items[index].words):
        return False
    earlier = [item.label for item in items[:index] if item.label and item.label.kind is Kind.LETTER]
    return any(known.paths == label.paths for known in earlier)


def _is_theme(section: Section, items: Sequence[Item]) -> bool:
    """Whether the words on the heading line are a theme and the text stands below."""
    return bool(items) and section.head is not None and not is_text(section.head.words)


def is_text(words: str) -> bool:
    """Whether words on a heading line are the text of the recommendation, not its theme."""
    if words.endswith((":", ".", ";")) or len(words) > _HEADING or '"' in words[:1] or _SENTENCES.search(words):
        return True
    if unfinished(words):
        return True
    return len(words.split()) > _THEME_WORDS and asks(words)


def _text_after(answer: Sequence[Item]) -> int:
    """Where the text of a recommendation stands that was printed after its answer; the length where it does not."""
    first = len(answer) - 1
    while first > 1 and _of_list(answer[first]):
        first -= 1
    for index in range(max(first, 1), len(answer)):
        words = answer[index].words
        asked = asks(words) and not answers(words) and not _later_part(answer[index])
        if not answer[index].answers() and (asked or _bare(answer[index])):
            return index
    return len(answer)


def _of_list(item: Item) -> bool:
    """Whether a paragraph can belong to the text of a recommendation below its first."""
    return item.bullet or (item.label is not None and item.label.kind is Kind.LETTER) or asks(item.words)


def _later_part(item: Item) -> bool:
    """Whether a label is that of a part after the first, with which no recommendation begins."""
    return item.label is not None and item.label.kind is Kind.LETTER and item.label.paths[0][0] not in ("a", "i")


def _bare(item: Item) -> bool:
    """Whether a paragraph without label has neither subject nor finite verb at its start, as a command has not."""
    return not (item.label or item.bullet) and commands(item.words) and len(item.words) > 20


def commands(words: str) -> bool:
    """Whether words have neither subject nor finite verb at their start, as a command has not, whatever its verb."""
    return not (answers(words) or _FINITE.search(words[:_FIRST_WORDS]))
