"""The text of a source, put together from the quotations in the graph and cut wherever a mark begins or ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.explore.shapes import Mark, Piece


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the source that are known, from `start` on."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(quoted: Iterable[Stretch], around: Iterable[Stretch], marks: Mapping[str, Mark]) -> list[Piece]:
    """The text in order, each piece with the marks that cover it, the longest first; what nobody quotes is a gap.

    `quoted` are the words of quotations, `around` what stands before and after them: it fills gaps only.
    """
    runs = known(quoted, around)
    edges = sorted({edge for mark in marks.values() for edge in (mark["start"], mark["end"])})
    covering = _covering(marks, edges)
    told: list[Piece] = []
    at = 0
    for run in runs:
        if run.start > at:
            told.append({"start": at, "gap": run.start - at})
        cuts = [run.start, *edges[bisect_right(edges, run.start) : bisect_left(edges, run.end)], run.end]
        for start, end in pairwise(cuts):
            ids = covering.get(edges[bisect_right(edges, start) - 1], []) if edges and edges[0] <= start else []
            text = run.text[start - run.start : end - run.start]
            told.append({"start": start, "end": end, "text": text, "marks": ids})
        at = run.end
    return told


def known(quoted: Iterable[Stretch], around: Iterable[Stretch]) -> list[Stretch]:
    """Everything known of the text as stretches that do not touch; where two disagree, a quotation wins over what
    stands around one, else the one that begins first."""
    runs = _joined(quoted)
    filling = _joined(around)
    gaps = [(one.end, other.start) for one, other in pairwise([Stretch(0, ""), *runs, Stretch(1 << 62, "")])]
    filled = [part for start, end in gaps for part in _within(filling, start, end)]
    return _joined([*runs, *filled])


def _within(stretches: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    first = max(0, bisect_right([one.start for one in stretches], start) - 1)
    for one in stretches[first:]:
        if one.start >= end:
            return
        low, high = max(one.start, start), min(one.end, end)
        if low < high:
            yield Stretch(low, one.text[low - one.start : high - one.start])


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that overlap or touch, made one."""
    runs: list[tuple[int, list[str]]] = []
    end = -1
    for one in sorted(stretches, key=lambda one: (one.start, -one.end)):
        if one.start > end or not runs:
            runs.append((one.start, [one.text]))
            end = one.end
        elif one.end > end:
            runs[-1][1].append(one.text[end - one.start :])
            end = one.end
    return [Stretch(start, "".join(parts)) for start, parts in runs if any(parts)]


def _covering(marks: Mapping[str, Mark], edges: Sequence[int]) -> dict[int, list[str]]:
    """The marks that cover the text from each edge on, the longest first."""
    by_length = sorted(marks, key=lambda name: (marks[name]["start"] - marks[name]["end"], marks[name]["start"]))
    found: dict[int, list[str]] = {edge: [] for edge in edges}
    for name in by_length:
        mark = marks[name]
        for edge in edges[bisect_left(edges, mark["start"]) : bisect_left(edges, mark["end"])]:
            found[edge].append(name)
    return found
