"""Recommendations listed together, each answered further down below a heading that names one or several of them.

1. Mend the roof.
2. Buy a ladder.
Response to recommendation 2: Accepted …
Response to recommendation 1 …

Taken only where the whole document is so: numbers that count up from 1 and nothing else among them, then headings that
name what is listed, once each, with answers below and no further recommendation. All others have another layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile

from kg.extract.nodes import borders, contents, inline, listed
from kg.extract.nodes.halves import halves
from kg.extract.nodes.items import Item, item
from kg.extract.nodes.labels import Kind, Label, Path
from kg.extract.nodes.parts import Parts, Section, heading_like
from kg.extract.nodes.replyheads import Head
from kg.extract.nodes.splitting import commands, is_text
from kg.extract.nodes.tree import nodes
from kg.extract.nodes.wording import answers, asks, squeezed
from kg.extract.replies import positions

_LISTED = (Kind.NUMBER, Kind.RECOMMENDATION, Kind.BRACKET)
_HEADING = re.compile(r"recommendations:?", re.IGNORECASE)
_SPEAKS = re.compile(r"(?:We|Our|I)\b|.*\b(?:agree|accept|welcome|acknowledge|recognis)", re.IGNORECASE)


def divide(items: Sequence[Item], heads: Mapping[int, Head]) -> Parts | None:
    """What is listed and what answers it as sections, in document order; None where a document has another layout.

    `heads` are the headings of answers, by their offset in the source.
    """
    start = contents.after(items)
    replies = [index for index in range(start, len(items)) if items[index].paragraph.start in heads]
    if len(replies) < 2 or len(replies) < sum(offset >= items[start].paragraph.start for offset in heads):
        return None
    listing = _list(items, start, replies[0])
    if listing is None:
        return None
    texts = {squeezed(one.words) for entry in listing.sections for one in _paragraphs(entry)}
    below: list[Section] = []
    for index, end in _with_next(replies, len(items)):
        answer = dropwhile(lambda one: squeezed(one.words) in texts, items[index + 1 : end])  # printed again
        below.append(_reply(items[index], heads[items[index].paragraph.start], list(answer)))
    answering = Parts([], below)
    borders.close(answering)
    borders.lift_themes(below)
    if not (_named_once(below, listing.sections) and all(_answers(section) for section in below)):
        return None
    return Parts(listing.preamble, [*listing.sections, *below], answering.closing)


def _with_next(indices: Sequence[int], end: int) -> Iterable[tuple[int, int]]:
    return zip(indices, [*indices[1:], end], strict=True)


def _list(items: Sequence[Item], start: int, end: int) -> Parts | None:
    """The list above the first answer and what stands around it; None where it is no list of recommendations."""
    numbered = [index for index in range(start, end) if _is_numbered(items[index])]
    kinds = {one.label.kind for index in numbered if (one := items[index]).label}
    counted = [items[index].stem for index in numbered] == [str(n) for n in range(1, len(numbered) + 1)]
    if len(numbered) < 2 or len(kinds) > 1 or not counted or not kinds.issubset(_LISTED):
        return None
    found = Parts(list(items[: numbered[0]]), [])
    for index, after in _with_next(numbered, end):
        section = Section((items[index].stem or "",), items[index], list(items[index + 1 : after]), unanswered=True)
        section.items, rest = halves(section)
        last = after == end
        if any(_disturbs(one, last=last) for one in (items[index], *section.items, *rest)):
            return None
        if rest and not last and not (len(rest) == 1 and heading_like(rest[0])):
            return None
        found.preamble += rest
        found.sections.append(section)
    inline.unroll(found.sections)
    return found if _asks(found.sections, items[: numbered[0]]) else None


def _is_numbered(one: Item) -> bool:
    return one.label is not None and one.label.kind is not Kind.LETTER and one.label.kind is not Kind.PART


def _disturbs(one: Item, *, last: bool) -> bool:
    """Whether a paragraph belongs to an answer; below the last entry a heading may announce the answers."""
    announces = last and one.body is not None and one.body.rest >= len(one.paragraph.text)
    return one.answers() and not announces


def _asks(entries: Sequence[Section], above: Sequence[Item]) -> bool:
    """Whether what is listed are recommendations: sentences that a line leads in, commands below a heading that calls
    them so, or sentences that all ask for something."""
    texts = [next((one.words for one in _paragraphs(entry) if one.words), "") for entry in entries]
    named = all(entry.head and entry.head.label and entry.head.label.kind is Kind.RECOMMENDATION for entry in entries)
    if all(map(asks, texts)):
        return True
    if named or listed.leads(above):
        return all(is_text(text) for text in texts)
    headed = bool(above) and _HEADING.fullmatch(above[-1].paragraph.text) is not None
    return headed and all(asks(text) or (is_text(text) and commands(text)) for text in texts)


def _paragraphs(section: Section) -> list[Item]:
    return [*([section.head] if section.head else []), *section.items]


def _reply(head: Item, named: Head, below: Sequence[Item]) -> Section:
    """The section of an answer; the body that its heading names and the position in it are paragraphs of their own."""
    paragraph, length = head.paragraph, len(head.paragraph.text)
    found = [item(paragraph.cut(named.end, length))] if named.end < length else []
    label = paragraph.cut(0, named.end)
    if named.body:
        found.insert(0, Item(label, None, 0, body=replace(named.body, rest=named.end)))
    one = Item(label, Label(Kind.ANSWER, named.paths, named.end), named.end)
    numbers = tuple(dict.fromkeys(path[0] for path in named.paths))
    return Section(numbers, one, [*found, *below], named=named.paths)


def _named_once(replies: Sequence[Section], entries: Sequence[Section]) -> bool:
    """Whether the headings name what is listed, most of it, and nothing twice for one body."""
    known = {node.path for entry in entries for node in nodes(entry, entry.items)}
    named: list[tuple[Path, str | None]] = [(path, _body(reply)) for reply in replies for path in reply.named]
    stems = {path[0] for path, _ in named}
    return (
        len(set(named)) == len(named) and known.issuperset(path for path, _ in named) and len(stems) * 2 > len(entries)
    )


def _body(section: Section) -> str | None:
    return next((one.body.name for one in section.items[:1] if one.body), None)


def _answers(section: Section) -> bool:
    """Whether an answer stands below a heading: no recommendation is quoted there, and no position follows later."""
    below = [one for one in section.items if not one.body]
    if not below or any(map(_recommends, below)):
        return False
    status = next((i for i, one in enumerate(below) if one.position or one.several), 0)
    prose = next((one for one in below if not one.answers()), None)
    return status == 0 and not (prose and _quotes(prose, below))


def _recommends(one: Item) -> bool:
    """Whether a paragraph is labelled as a recommendation, or as an answer, of its own."""
    if one.label is None or one.label.kind in (Kind.LETTER, Kind.PART, Kind.PARAGRAPH):
        return False
    return one.label.kind is not Kind.NUMBER or asks(one.words)


def _quotes(prose: Item, below: Sequence[Item]) -> bool:
    """Whether the first words below a heading are those of a recommendation: they ask for something, and not in the
    voice of who answers, or a position is stated below them and they do not begin as answers do."""
    if _SPEAKS.match(prose.words) or positions.prose(prose.words):
        return False
    stated = any(positions.prose(one.words) for one in below)
    return asks(prose.words) or (stated and not answers(prose.words))
