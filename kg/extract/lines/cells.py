"""Prose with other words between its lines: the cell of a table read line by line, a paragraph over a page break.

It is read in a copy of the document in which the words between its lines are blanks, so that offsets hold; what is
found is then brought back to the words of the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extract.nodes.outline import Answer
from kg.model import Commitment, Document, Mention, Span

_LONGEST = 300_000  # characters of a document up to which cells are joined: each joined cell copies it once


def groups(document: Document, answer: Answer, *, apart: bool = False) -> Iterator[tuple[Span, ...]]:
    """The blocks of an answer, those that are lines of one cell together; `apart`: every line by itself."""
    group: list[Span] = []
    for block in answer.blocks:
        if group and (apart or not (block.start in answer.cells and len(document.text) < _LONGEST)):
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def smooth(document: Document, answers: Iterable[Answer]) -> Document:
    """The document with blanks for the page furniture inside paragraphs: one copy for all of them."""
    groups_of = [lines for answer in answers if answer.cells for lines in groups(document, answer) if len(lines) > 1]
    if not groups_of:
        return document
    starts = sorted(block.start for answer in answers for block in answer.blocks)
    gaps = {(one.end, two.start) for lines in groups_of for one, two in pairwise(lines)}
    empty = [gap for gap in sorted(gaps) if bisect_left(starts, gap[0]) == bisect_left(starts, gap[1])]
    return _blanked(document, empty)


def alone(document: Document, smoothed: Document, lines: Sequence[Span]) -> Document:
    """A document of the same length in which blanks stand between the lines: `smoothed` where it serves."""
    gaps = [(one.end, two.start) for one, two in pairwise(lines)]
    if all(not smoothed.text[start:end].strip() for start, end in gaps):
        return smoothed
    return _blanked(document, gaps)


def joined(document: Document, found: Iterable[Sequence[Span]]) -> Document:
    """A document of the same length in which blanks stand between the lines of every cell, for all cells at once."""
    return _blanked(document, sorted((one.end, two.start) for lines in found for one, two in pairwise(lines)))


def _blanked(document: Document, gaps: Iterable[tuple[int, int]]) -> Document:
    text, reached = [], 0
    for begin, end in gaps:
        start = max(begin, reached)
        if start >= end:
            continue
        text += [document.text[reached:start], " " * (end - start)]
        reached = end
    return replace(document, text="".join([*text, document.text[reached:]]))


def restored(commitment: Commitment, document: Document, lines: Sequence[Span]) -> Commitment:
    """A commitment read in a cell, with spans of the source: one for each line that holds its words."""
    spans = [
        document.span(max(line.start, commitment.span.start), min(line.end, commitment.span.end))
        for line in lines
        if line.start < commitment.span.end and commitment.span.start < line.end
    ]
    return replace(
        dated(commitment, document, lines),
        span=spans[0],
        more=tuple(spans[1:]),
        owners=tuple(Mention(owner.entity, clipped(owner.span, document, lines)) for owner in commitment.owners),
    )


def dated(commitment: Commitment, document: Document, lines: Sequence[Span]) -> Commitment:
    """The commitment with the words of its date as the source has them."""
    due = commitment.due
    if due is None or document.text.startswith(due.span.exact, due.span.start):
        return commitment
    return replace(commitment, due=replace(due, span=clipped(due.span, document, lines)))


def clipped(span: Span, document: Document, lines: Sequence[Span]) -> Span:
    """The words of a span that stand on its first line."""
    end = next((line.end for line in lines if line.start <= span.start < line.end), span.end)
    return document.span(span.start, min(span.end, end))
