"""Prose with other words between its lines: the cell of a table read line by line, a paragraph over a page break.

It is read in a copy of the document in which the words between its lines are blanks, so that offsets hold; what is
found is then brought back to the words of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.outline import Answer
from kg.model import Commitment, Document, Mention, Span

_LONGEST = 300_000  # characters of a document up to which cells are joined: each joined cell copies it once


def groups(document: Document, answer: Answer) -> Iterator[tuple[Span, ...]]:
    """The blocks of an answer, those that are lines of one cell together."""
    group: list[Span] = []
    for block in answer.blocks:
        if group and not (block.start in answer.cells and len(document.text) < _LONGEST):
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def alone(document: Document, lines: Sequence[Span]) -> Document:
    """The document with blanks for what stands between the lines of a cell, of the same length."""
    text, end = [document.text[: lines[0].start]], lines[0].start
    for line in lines:
        text += [" " * (line.start - end), line.exact]
        end = line.end
    return replace(document, text="".join([*text, document.text[end:]]))


def restored(commitment: Commitment, document: Document, lines: Sequence[Span]) -> Commitment:
    """A commitment read in a cell, with spans of the source: one for each line that holds its words."""
    spans = [
        document.span(max(line.start, commitment.span.start), min(line.end, commitment.span.end))
        for line in lines
        if line.start < commitment.span.end and commitment.span.start < line.end
    ]
    due = commitment.due
    return replace(
        commitment,
        span=spans[0],
        more=tuple(spans[1:]),
        due=replace(due, span=_clipped(due.span, document, lines)) if due else None,
        owners=tuple(Mention(owner.entity, _clipped(owner.span, document, lines)) for owner in commitment.owners),
    )


def _clipped(span: Span, document: Document, lines: Sequence[Span]) -> Span:
    """The words of a span that stand on its first line."""
    end = next((line.end for line in lines if line.start <= span.start < line.end), span.end)
    return document.span(span.start, min(span.end, end))
