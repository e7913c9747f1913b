"""Lines on pages → paragraphs: joined where a margin cut them, mended where a hyphen did.

Where a paragraph ends is seen from the space below a line and from the room that it leaves to the next word. Lines
that return at the edges of the pages (running headers, footers, page numbers) are left out, since they would stand in
the middle of paragraphs that go on over a page; what returns elsewhere stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.hyphens import Hyphens
from kg.read.rows import Line, Placed, opens_column, rejoined, starts

_EDGE = 0.12  # of the height of a page: where running headers and footers stand
_SAME = 3.0  # points by which lines of the same place may differ
_SHARE = 0.6  # of the lines at one place that must return
_NEAR = 12  # lines before and after that show where the right margin is
_INDENT = 40.0  # points by which lines of one column may be indented
_LOOSE = 1.12  # line steps: a larger one parts paragraphs
_RAGGED = 0.1  # of the width of a column: a line that leaves more room ends a paragraph
_SMALL = 0.92  # of the common height of lines: notes are smaller
_TERMINAL = re.compile(r"[.:;?!][\"'”’)\]]{0,2}\Z")
_ITEM = re.compile(
    r"(?:[-–•▪◦·‣●○*]|\(?[a-z]\)|\([ivx]{1,5}\)|[a-z]\.|[ivx]{1,5}\.|\[?\d{1,2}(?:\.\d{1,2}){0,2}[.)\]])\s"
    r"|(?i:recommendation)\s\d"
)
_BULLET = re.compile(r"[•▪◦‣●○]\s")
_HEADING = re.compile(r"(?:Recommendation|Rec\.?|Annex|Appendix|Theme|Response)\b|\d|\(")
_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its height in points, and its lines in the order of the file."""

    height: float
    lines: tuple[Line, ...]


def flow(pages: Sequence[Page]) -> tuple[str, tuple[int, ...]]:
    """The text of the pages, a blank line between paragraphs, and the offsets at which pages start.

    A form feed stands where a page and a paragraph end together.
    """
    kept = _without_running(pages)
    return _Flow(kept).written()


def _without_running(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page without those that return at the same place of its edges, and nowhere else."""
    inside = {_folded(line.words) for page in pages for line in page.lines if not _at_edge(line, page.height)}
    places: dict[int, list[Line]] = {}
    for page in pages:
        for line in page.lines:
            if _at_edge(line, page.height):
                places.setdefault(round(line.bottom / _SAME), []).append(line)
    running: set[int] = set()
    for there in places.values():
        counts = Counter(_folded(line.words) for line in there)
        if sum(count for count in counts.values() if count > 1) >= _SHARE * len(there):
            returning = [line for line in there if counts[_folded(line.words)] > 1]
            running.update(id(line) for line in returning if _folded(line.words) not in inside)
    return [[line for line in page.lines if id(line) not in running] for page in pages]


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height


def _folded(words: str) -> str:
    return re.sub(r"\d+", "#", words.lower())


class _Flow:
    """Writes paragraphs, and where pages start in them."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        every = [line for lines in pages for line in lines]
        self._hyphens = Hyphens([line.words for line in every])
        weights = Counter[float]()
        for line in every:
            weights[round(line.height, 1)] += len(line.words)
        self._height = weights.most_common(1)[0][0] if weights else 0.0
        self._step = _step(pages, self._height)
        self._lines, self._below = self._placed(pages)
        self._pages = len(pages)
        self._done: list[str] = []
        self._size = 0  # of what is done
        self._open = ""
        self._notes: list[str] = []

    def _placed(self, pages: Sequence[Sequence[Line]]) -> tuple[list[Placed], list[list[str]]]:
        """The lines in the order of reading, and the notes below each page."""
        bodies, below = [], []
        for number, page in enumerate(pages):
            body, notes = self._parted(page)
            below.append(notes)
            edges = [_right_edge(body, index) for index in range(len(body))]
            opens = [opens_column(body, index) for index in range(len(body))]
            bodies.append([Placed(*one) for one in zip(body, [number] * len(body), edges, opens, strict=True)])
        return list(rejoined(bodies)), below

    def written(self) -> tuple[str, tuple[int, ...]]:
        before: Placed | None = None
        places: list[tuple[int, int]] = []
        reached = 0
        for line in self._lines:
            joined = before is not None and self._goes_on(before, line)
            if not joined:
                self._close(feed=line.page > reached and bool(places))
            self._open = self._hyphens.join(self._open, line.line.words) if joined else line.line.words
            places.append((line.page, self._size + len(self._open) - len(line.line.words)))
            for number in range(reached, line.page):
                self._notes += self._below[number]
            before, reached = line, max(reached, line.page)
        for notes in self._below[reached:]:
            self._notes += notes
        self._close()
        return "".join(self._done), starts(places, self._pages)

    def _close(self, *, feed: bool = False) -> None:
        """End the paragraph; notes of the pages that it stands on follow it."""
        for words in (self._open, *self._notes):
            if words:
                self._say(words + "\n\n")
        if feed and self._done:
            self._say("\f")
        self._open, self._notes = "", []

    def _say(self, words: str) -> None:
        self._done.append(words)
        self._size += len(words)

    def _parted(self, page: Sequence[Line]) -> tuple[list[Line], list[str]]:
        """The body of a page, and the notes below it, each one line."""
        first = len(page)
        while first and page[first - 1].height < _SMALL * self._height:
            first -= 1
        notes: list[str] = []
        if first and first < len(page) and _NOTE.match(page[first].words):
            for line in page[first:]:
                number = _NOTE.match(line.words)
                if number and (not notes or line.left <= page[first].left + _SAME):
                    notes.append(f"[footnote {number[1]}] {line.words[number.end() :]}")
                else:
                    notes[-1] += " " + line.words
            return list(page[:first]), notes
        return list(page), []

    def _goes_on(self, above: Placed, placed: Placed) -> bool:
        """Whether a line goes on with the paragraph of the line before it."""
        before, line = above.line, placed.line
        sizes = before.height, line.height
        if placed.cell or max(sizes) - min(sizes) > 0.1 * max(sizes) or _BULLET.match(line.words):
            return False
        item, lower = _ITEM.match(line.words) is not None, line.words[0].islower()
        ended = _TERMINAL.search(before.words) is not None
        full = above.edge - before.right < line.first + 0.25 * line.height
        step = before.bottom - line.bottom
        if above.page != placed.page or step < 0:  # another page, column or cell
            if ended or item or (above.page == placed.page and not placed.opens):
                return False
            return lower or (full and not _HEADING.match(line.words))
        beside = step < 0.5 * line.height or line.left > before.right or before.left > line.right
        if beside or step > _LOOSE * self._step * line.height:
            return False
        ragged = above.edge - before.right < _RAGGED * (above.edge - before.left)
        return (full or (lower and ragged)) and not (item and (ended or not full))


def _step(pages: Sequence[Sequence[Line]], height: float) -> float:
    """The step from line to line in the text, in heights of a line: the smallest that is common."""
    steps = Counter(
        round((one.bottom - two.bottom) / height, 2)
        for lines in pages
        for one, two in pairwise(lines)
        if abs(one.height - height) < 0.5 and 0.5 < (one.bottom - two.bottom) / height < 2.5
    )
    common = [step for step, count in steps.items() if count * 8 >= steps.total()]
    return min(common, default=1.2)


def _right_edge(page: Sequence[Line], place: int) -> float:
    """Where the right margin of a line is, as the lines around it in its column show."""
    line = page[place]
    return max(other.right for other in _around(page, place) if abs(other.left - line.left) < _INDENT)


def _around(page: Sequence[Line], place: int) -> Iterator[Line]:
    yield from page[max(0, place - _NEAR) : place + _NEAR + 1]
