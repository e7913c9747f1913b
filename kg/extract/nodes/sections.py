"""Which labels are recommendations: the layout of the whole document, and its sections, one a recommendation.

Four layouts compete: headings with the word ("Recommendation 4 – theme"), brackets ("[1]"), plain numbers ("1." with
"1.1 Accepted" below) and no numbers at all, where a position, a reference ("(Paragraph 28)") or a heading tells them.
The one whose sections are answered most often wins; running paragraph numbers lose because their sections are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.nodes import borders, contents, headed, inline, numbered, tabular, unnumbered
from kg.extract.nodes.cited import cited
from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind
from kg.extract.nodes.parts import Parts, Section, sub
from kg.extract.nodes.wording import asks, asks_in_third_person

_MAX_NUMBER = 150
_CHAPTER = re.compile(
    r"(?:(?:executive )?summary|introduction|background|overview|foreword|context|conclusions?|next steps"
    r"|(?:[\w']+ ){0,4}(?:recommendations|responses?))\b",
    re.IGNORECASE,
)


def divide(items: Sequence[Item]) -> Parts:
    """The sections of a document; none where no layout yields a recommendation."""
    start = contents.after(items)
    body = list(items[start:])
    if table := tabular.rows(body):
        table.preamble = [*items[:start], *table.preamble]
        borders.lift_themes(table.sections)
        return table
    worded, plain = _worded(body)
    answering = [] if worded else _answering(body)
    headings = [worded, _bracketed(body), _numbered(body), _dotted(body), [] if worded else plain, answering]
    layouts = [_cut(body, heads) for heads in headings if heads]
    best = max(layouts, key=_answered, default=None)
    told = len(worded) > 1 or not any(i.position for i in body)  # headings with the word need no positions
    parts = best if best and (_answered(best) or told) else unnumbered.divide(body)
    parts = parts if parts.sections or best is None else best
    referring = [] if layouts else cited(body)
    parts = _cut(body, referring) if len(referring) > len(parts.sections) else parts
    parts = parts if parts.sections else headed.divide(body)
    parts.preamble = [*items[:start], *parts.preamble]
    borders.mend(parts)
    inline.unroll(parts.sections)
    numbered.name_parts(parts.sections)
    return parts


def _answered(parts: Parts) -> int:
    return sum(section.answered for section in parts.sections)


Heads = list[tuple[int, tuple[str, ...]]]


def _worded(items: Sequence[Item]) -> tuple[Heads, Heads]:
    """Headings with the word "Recommendation": numbered ones, and unnumbered ones counted in order."""
    numbered: Heads = []
    plain: Heads = []
    current: tuple[str, ...] = ()
    for index, item in enumerate(items):
        if item.label is None or item.label.kind is not Kind.RECOMMENDATION or item.several:
            continue
        numbers = tuple(dict.fromkeys(path[0] for path in item.label.paths))
        if not numbers:
            plain.append((index, (str(len(plain) + 1),)))
        elif not _goes_on(item, numbers, current):
            numbered.append((index, numbers))
            current = numbers
    return _in_order(_without_summary(items, numbered)), plain


def _without_summary(items: Sequence[Item], heads: Heads) -> Heads:
    """Heads without sentences of the introduction that begin like one ("Recommendations 1 and 2 are accepted. …"):
    no heading stands before them, and each of their numbers has one below."""
    first = next((place for place, (index, _) in enumerate(heads) if not _summarises(items[index])), len(heads))
    below = {number for _, numbers in heads[first:] for number in numbers}
    return [head for place, head in enumerate(heads) if place >= first or not below.issuperset(head[1])]


def _summarises(item: Item) -> bool:
    """Whether a label and a position are the beginning of a sentence."""
    return bool(item.label and not item.label.sure and item.position)


def _answering(items: Sequence[Item]) -> Heads:
    """Headings of a document that names its recommendations only in these ("Our response to recommendation 2")."""
    labels = [(index, item.label) for index, item in enumerate(items) if item.label and item.empty]
    named = [(index, label.paths) for index, label in labels if label.kind is Kind.ANSWER and label.paths]
    return _in_order([(index, tuple(dict.fromkeys(path[0] for path in paths))) for index, paths in named])


def _goes_on(item: Item, numbers: tuple[str, ...], current: tuple[str, ...]) -> bool:
    """Whether a label with the word belongs to the section above it: "Recommendation 1a – accepted" below 1."""
    within = any(number in current for number in numbers)
    part = item.label is not None and any(len(path) > 1 for path in item.label.paths)
    return within and (part or bool(item.position))


def _bracketed(items: Sequence[Item]) -> Heads:
    """Numbers in brackets; a part ("[1a]") opens a recommendation that is printed only in parts."""
    heads: Heads = []
    last = 0
    for index, item in enumerate(items):
        if item.label is None or item.label.kind is not Kind.BRACKET or item.position:
            continue
        path = item.label.paths[0]
        if len(path) == 1 or int(path[0]) == last + 1:
            heads.append((index, (path[0],)))
            last = int(path[0])
    return _in_order(heads)


def _dotted(items: Sequence[Item]) -> Heads:
    """Numbers of the report's chapters ("4.1 Detainees should …"), where each is answered below."""
    candidates: Heads = [
        (index, (".".join(item.label.paths[0]),))
        for index, item in enumerate(items)
        if item.label and item.label.kind is Kind.PARAGRAPH and not item.answers() and asks(item.words)
    ]
    answered = [
        any(i.position and i.label is None for i in items[index + 1 : after])
        for (index, _), after in _with_next(candidates, len(items))
    ]
    return candidates if len(candidates) > 1 and sum(answered) * 3 >= len(candidates) * 2 else []


def _in_order(heads: Heads) -> Heads:
    """Heads without those that quote another report: a number that jumps ahead of numbers still to come."""
    kept: Heads = []
    top = 0
    lowest = [0] * len(heads)
    low = _MAX_NUMBER
    for index in range(len(heads) - 1, -1, -1):
        lowest[index] = low
        low = min(low, _rank(heads[index][1][0]))
    for (index, numbers), later in zip(heads, lowest, strict=True):
        first = _rank(numbers[0])
        if first > _MAX_NUMBER or (top and first > top + 1 and top < later < first):
            continue
        kept.append((index, numbers))
        top = max(top, *map(_rank, numbers))
    return kept


def _rank(number: str) -> int:
    """Where a number stands among others: that of its chapter for "4.1"."""
    return int(number.split(".")[0])


def _numbered(items: Sequence[Item]) -> Heads:
    """Plain numbers that are answered ("1." with "1.1 Accepted" or "Accepted" below), or that simply count up."""
    opening = [
        (i, tuple(p[0] for p in item.label.paths)) for i, item in enumerate(items) if item.label and _opens(item)
    ]
    candidates = _without_first_parts(items, opening)
    running = sum(bool(i and items[i - 1].position) and not _of_previous(items[i - 1], n) for i, n in candidates)
    answered = [_has_answer(items, i, n, after) for (i, n), after in _with_next(candidates, len(items))]
    if running > 1 and running * 2 >= sum(answered):
        return []
    if not any(answered):
        return _counting(items, candidates)
    wanted = {number for (_, numbers), yes in zip(candidates, answered, strict=True) if yes for number in numbers}
    first = answered.index(True)
    heads: Heads = []
    for place, ((index, numbers), yes) in enumerate(zip(candidates, answered, strict=True)):
        follows = bool(heads) and int(numbers[0]) == int(heads[-1][1][-1]) + 1
        leads = place + 1 == first and int(numbers[-1]) + 1 == int(candidates[first][1][0])
        between = any(answered[place:]) or asks(items[index].words) or asks_in_third_person(items[index].words)
        if yes or (numbers[0] not in wanted and between and (follows or leads)):
            heads.append((index, numbers))
    return _in_order(heads)


def _without_first_parts(items: Sequence[Item], heads: Heads) -> Heads:
    """Heads without a part that stands below its own number, where it is asked or answered: "1(a)" below "1."."""
    kept: Heads = []
    for index, numbers in heads:
        label = items[index].label
        if not (kept and label and label.kind is Kind.PART and numbers == kept[-1][1]):
            kept.append((index, numbers))
    return kept


def _of_previous(item: Item, numbers: tuple[str, ...]) -> bool:
    """Whether a paragraph is numbered below the number before these: "4.1 Accepted." above "5."."""
    return numbers[0].isdecimal() and sub(item, (str(int(numbers[0]) - 1),))


def _opens(item: Item) -> bool:
    """Whether a label may open a recommendation in plain numbers ("1.", "1 a)")."""
    if item.label is None or item.position or item.body:
        return False
    if item.label.kind is Kind.PART:
        return item.label.paths[0][1] == "a"
    return item.label.kind is Kind.NUMBER and len(item.words) != 1 and not _chapter(item.words)


def _chapter(words: str) -> bool:
    """Whether the words after a number are the heading of a chapter ("1. Introduction", "2. Our responses")."""
    return len(words) < 80 and words[-1:] not in ("", *".:;)") and bool(_CHAPTER.match(words)) and not asks(words)


def _with_next(candidates: Heads, end: int) -> list[tuple[tuple[int, tuple[str, ...]], int]]:
    following = [*(index for index, _ in candidates[1:]), end][: len(candidates)]
    return list(zip(candidates, following, strict=True))


def _has_answer(items: Sequence[Item], index: int, numbers: tuple[str, ...], after: int) -> bool:
    own = items[index + 1 : after]
    return any(item.position or item.several or item.body or sub(item, numbers) for item in own)


def _counting(items: Sequence[Item], candidates: Heads) -> Heads:
    """The numbers 1, 2, 3 … where each is followed by a paragraph without a number: text and answer."""
    best: Heads = []
    chain: Heads = []
    for (index, numbers), after in _with_next(candidates, len(items)):
        if numbers[0] == "1":
            chain = []
        if int(numbers[0]) == (int(chain[-1][1][-1]) + 1 if chain else 1):
            chain.append((index, numbers))
        if len(chain) > len(best) and after - index > 1:
            best = list(chain)
    told = sum(after - index > 1 for (index, _), after in _with_next(best, len(items))) if best else 0
    return best if len(best) > 1 and told * 2 > len(best) else []


def _cut(items: Sequence[Item], heads: Heads) -> Parts:
    """The sections that begin at the heads, without lines of a contents page."""
    ends = [_before(items, i, after) for (i, _), after in _with_next(heads, len(items))]
    sections = [Section(n, items[i], list(items[i + 1 : end])) for (i, n), end in zip(heads, ends, strict=True)]
    again: set[str] = set()
    kept: list[Section] = []
    for section in reversed(sections):
        head = section.head
        bare = not section.items and head is not None and not head.position and not _is_text(head.words)
        if not (bare and set(section.numbers) <= again):
            kept.append(section)
        again |= set(section.numbers)
    kept.reverse()
    first = items.index(kept[0].head) if kept and kept[0].head else 0
    return Parts(list(items[:first]), kept)


def _is_text(words: str) -> bool:
    """Whether words on a heading line are the whole text, as in a list, and not a theme, as on a contents page."""
    return words.endswith(".") and not words.endswith("..")


def _before(items: Sequence[Item], head: int, after: int) -> int:
    """Where a section ends: before a conclusion that has the number of the recommendation right below it."""
    if after == len(items) or after - 1 == head:
        return after
    above, below = items[after - 1].label, items[after].label
    plain = above is not None and above.kind is Kind.NUMBER and not items[after - 1].position
    same = above is not None and below is not None and (above.kind, above.paths) == (below.kind, below.paths)
    return after - 1 if plain and same else after
