"""A section → turns: what is asked and what is answered, where the parts of a recommendation are answered one by one.

Most sections have one turn: the recommendation, then its answers. A department that splits a recommendation prints
part, answer, part, answer: each part opens a turn of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.nodes.halves import halves
from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Path
from kg.extract.nodes.numerals import letter_index
from kg.extract.nodes.parts import Section
from kg.extract.nodes.tree import is_part, nodes
from kg.extract.nodes.wording import answers, asks


@dataclass(slots=True)
class Turn:
    """Paragraphs that ask and those that answer them; `parts` are the paths answered, () for the whole."""

    asked: list[Item]
    answer: list[Item]
    parts: tuple[Path, ...] = ()


def turns(section: Section) -> list[Turn]:
    """The turns of a section, at least one, in document order."""
    if section.unanswered:
        return [Turn(section.items, [])]
    asked, answer = halves(section)
    found = [Turn(asked, answer)]
    if len(section.numbers) > 1 or not any(_candidate(item, section) for item in answer):
        return found
    known = _paths(section, asked)
    found[0].parts = _tops(known)
    while (index := _next_part(section, known, found[-1].answer)) is not None:
        last = found[-1]
        end = _asked_until(last.answer, index)
        asked = asked + last.answer[index:end]
        now = _paths(section, asked)
        found.append(Turn(last.answer[index:end], last.answer[end:], _tops(now - known)))
        last.answer, known = last.answer[:index], now
    if len(found) == 1:
        found[0].parts = ()
    return found


def _paths(section: Section, asked: Sequence[Item]) -> set[Path]:
    return {node.path for node in nodes(section, asked) if len(node.path) > 1}


def _tops(paths: set[Path]) -> tuple[Path, ...]:
    """The paths that are in no other."""
    return tuple(sorted(path for path in paths if path[:-1] not in paths))


def _candidate(item: Item, section: Section) -> bool:
    """Whether a paragraph in an answer could be the text of a part: it names one and states no position."""
    if item.label is None or item.position or item.several:
        return False
    return (is_part(item) and item.stem in section.numbers) or item.label.kind is Kind.LETTER


def _next_part(section: Section, known: set[Path], answer: Sequence[Item]) -> int | None:
    """The index of the first paragraph, below an answer, that is a part not known so far and is answered in turn."""
    answered = section.head is not None and bool(section.head.position)
    for index, item in enumerate(answer):
        if answered and _candidate(item, section) and _new(item, known) and _asks(answer, index):
            return index
        answered = answered or item.answers() or answers(item.words)
    return None


def _new(item: Item, known: set[Path]) -> bool:
    """Whether a label names a part that is not known: any in full, the next letter after the last where it is one."""
    assert item.label is not None
    path = item.label.paths[0]
    if item.label.kind is not Kind.LETTER:
        return path not in known
    letters = [letter_index(known_path[1]) or 0 for known_path in known if len(known_path) == 2]
    return bool(letters) and len(path) == 1 and letter_index(path[0]) == max(letters) + 1


def _asks(answer: Sequence[Item], index: int) -> bool:
    """Whether the paragraph asks for something and a position follows before the next part."""
    words = answer[index].words or (answer[index + 1].words if index + 1 < len(answer) else "")
    full = is_part(answer[index])
    told = answers(words)  # as "The agency should …" also begins
    if not words or (told and not (full and asks(words))):
        return False
    end = _asked_until(answer, index)
    answered = end < len(answer) and answer[end].answers() and not _candidate_label(answer[end])
    return (answered and (full or asks(words) or _is_status(answer[end]))) or (full and asks(words) and not told)


def _is_status(item: Item) -> bool:
    """Whether a paragraph is a position and nothing else: it answers what stands right above it."""
    return item.position is not None and item.label is None and item.position.rest >= len(item.paragraph.text)


def _candidate_label(item: Item) -> bool:
    return item.label is not None and (item.label.kind is Kind.LETTER or is_part(item))


def _asked_until(answer: Sequence[Item], index: int) -> int:
    """The index after the last paragraph of a part that begins at `index`."""
    end = index + 1
    if answer[index].empty and end < len(answer) and not answer[end].answers():
        end += 1
    while end < len(answer) and not answer[end].answers() and _goes_on(answer[end]):
        end += 1
    return end


def _goes_on(item: Item) -> bool:
    lettered = item.label is not None and item.label.kind is Kind.LETTER
    return lettered or item.bullet or (asks(item.words) and not answers(item.words) and item.label is None)
