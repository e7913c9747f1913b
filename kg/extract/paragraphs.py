"""Text → paragraphs: lines without page furniture, joined again where a page or a typesetter cut them.

A paragraph keeps where its pieces stand in the source, so that whatever is read from it can be traced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract import positions
from kg.extract.cleaning import normalise
from kg.extract.columns import tables
from kg.extract.labels import BULLET, starts_item
from kg.model import Document, Span

_PAGE = re.compile(
    r"(?:(?:page|p\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|-\s*\d{1,4}\s*-|\d{1,4}\s*\|\s*page|\d{1,4}\s*(?:of|/)\s*\d{1,4})",
    re.IGNORECASE,
)
_MARKING = re.compile(r"(?:UNCLASSIFIED|OFFICIAL(?:[ -]+SENSITIVE)?|RESTRICTED|PROTECT|NOT PROTECTIVELY MARKED)")
_FOOTNOTE = re.compile(
    r"(?:\[?\d{1,3}\]?\.?|\*)\s+(?:https?://|www\.)\S+|\[footnote \d+\].*|-{3,}|_{3,}|={3,}|[|:\- ]{3,}"
)
# The choices of a form, above the one that was taken: "Accepted / Partially accepted / Not accepted".
_CHOICE = r"(?:(?:fully |partially |partly |not )?(?:accepted|agreed)|rejected)"
_CHOICES = re.compile(rf"{_CHOICE}(?:\s*(?:/|,|\bor\b)\s*{_CHOICE})+\??", re.IGNORECASE)
_NUMBER_ONLY = re.compile(r"\d{1,4}")
_TERMINAL = ".:;!?"
_LONGEST = 20_000  # characters after which a paragraph takes no more lines: the cost stays linear
# Words that no paragraph ends with: what follows goes on with it, whatever its first letter.
_HANGING = re.compile(
    r"(?:\b(?:an?|the|of|to|in|on|at|by|for|from|with|which|is|are|was|were|be|been|will|has|have|our|their|its"
    r"|this|these|as|into|between|within|during|Home)|[a-z],)\Z"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the space around it. `gap` tells that a blank line or furniture stands before."""

    start: int
    end: int
    gap: bool
    cut: bool = False  # page furniture stands between this line and the one before
    marked: bool = False  # a Markdown heading or a line all in bold
    cell: bool = False  # goes on with the cell of a table that the line before begins


@dataclass(slots=True)
class Paragraph:
    """A paragraph: `text` is normalised for matching, pieces joined by one space; `pieces` are source offsets."""

    text: str
    pieces: list[tuple[int, int]]
    marked: bool
    gap: bool
    split: bool = False  # other words stand between the pieces: the cell of a table
    _starts: list[int] = field(default_factory=lambda: [0])

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def extend(self, start: int, end: int, text: str) -> None:
        self._starts.append(len(self.text) + 1)
        self.pieces.append((start, end))
        self.text += " " + text

    def source(self, offset: int) -> int:
        """The offset in the source of an offset in `text`."""
        index = bisect_right(self._starts, offset) - 1
        start, end = self.pieces[index]
        return min(start + offset - self._starts[index], end)

    def tail(self, offset: int) -> list[tuple[int, int]]:
        """The pieces of the source from an offset in `text` on, without empty ones."""
        begin = self.source(offset)
        return [(max(start, begin), end) for start, end in self.pieces if end > begin]


class Text:
    """A document prepared for reading: normalised text of the same length, and spans at the cost of a look-up."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.plain = normalise(document.text)
        self._breaks = [match.start() for match in re.finditer("\n", document.text)]

    def span(self, start: int, end: int) -> Span:
        """The span of the source, without white space around it."""
        raw = self.document.text
        while start < end and raw[start].isspace():
            start += 1
        while end > start and raw[end - 1].isspace():
            end -= 1
        return Span(start, end, raw[start:end], bisect_right(self._breaks, start - 1) + 1)


def paragraphs(text: Text) -> list[Paragraph]:
    """The paragraphs of a document in order, without page numbers, running headers and protective markings."""
    lines = _without_furniture(text, list(_lines(text)))
    plain, width = text.plain, _wrap_width(text.plain, lines)
    found: list[Paragraph] = []
    previous: Line | None = None
    for line in lines:
        words = plain[line.start : line.end]
        if found and previous and _continues(found[-1], previous, line, words, width):
            found[-1].extend(line.start, line.end, words)
            found[-1].split |= line.cell
        elif words.strip("-*•. "):
            found.append(Paragraph(words, [(line.start, line.end)], line.marked, line.gap))
        previous = line
    return found


def _lines(text: Text) -> Iterator[Line]:
    plain, gap, index = text.plain, True, 0
    ranges = _ranges(plain)
    found = tables(plain, ranges)
    while index < len(ranges):
        start, end = ranges[index]
        if index in found:
            index, cells = found[index]
            for cell in cells:
                yield from (Line(*place, not number, cell=bool(number)) for number, place in enumerate(cell.ranges))
            gap = True
            continue
        index += 1
        if start == end:
            gap = True
        elif plain.startswith("|", start + _indent(plain, start, end)):
            yield from _cells(plain, start, end)
            gap = True
        elif line := _line(text, start, end, gap):
            yield line
            gap = False


def _ranges(plain: str) -> list[tuple[int, int]]:
    """The lines of a text as (start, end), without the space after them."""
    ranges: list[tuple[int, int]] = []
    offset = 0
    for words in plain.split("\n"):
        ranges.append((offset, offset + len(words.rstrip())))
        offset += len(words) + 1
    return ranges


def _indent(plain: str, start: int, end: int) -> int:
    words = plain[start:end]
    return len(words) - len(words.lstrip())


def _line(text: Text, start: int, end: int, gap: bool) -> Line | None:
    """A line without indentation and the marks of a Markdown heading, None where nothing is left."""
    source = text.document.text[start:end].strip(" \t\r>")
    marked = source.startswith("#") or (source.startswith("**") and source.endswith("**"))
    words = text.plain[start:end]
    begin = start + len(words) - len(words.lstrip(" #>"))
    return Line(begin, end, gap, marked=marked) if end > begin else None


def _cells(plain: str, start: int, end: int) -> Iterator[Line]:
    """The cells of a row of a Markdown table, each a line of its own."""
    for match in re.finditer(r"[^|]+", plain[start:end]):
        words = match[0].strip()
        if words.strip("-: "):
            begin = start + match.start() + match[0].index(words[0])
            yield Line(begin, begin + len(words), True)


def _without_furniture(text: Text, lines: Sequence[Line]) -> list[Line]:
    plain = text.plain
    running = _running_titles(plain, lines)
    kept: list[Line] = []
    cut = False
    for index, line in enumerate(lines):
        words = plain[line.start : line.end]
        if _is_furniture(words) or _folded(words) in running or _is_page_number(plain, lines, index):
            cut = True
            continue
        kept.append(replace(line, gap=line.gap or cut, cut=cut))
        cut = False
    return kept


def _is_furniture(words: str) -> bool:
    if len(words) > 200:
        return False
    if any(pattern.fullmatch(words) for pattern in (_PAGE, _MARKING, _FOOTNOTE)):
        return True
    return "ccept" in words and _CHOICES.fullmatch(words) is not None


def _is_page_number(plain: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a lone number stands where a sentence goes on, or after a form feed: then it is no label."""
    line = lines[index]
    if not _NUMBER_ONLY.fullmatch(plain, line.start, line.end) or not 0 < index < len(lines) - 1:
        return False
    before, after = lines[index - 1], lines[index + 1]
    return _cut_between(plain, before, after)


def _cut_between(plain: str, before: Line, after: Line) -> bool:
    """Whether a sentence seems to go on from one line to the other."""
    if plain[before.end - 1] in _TERMINAL + ")":
        return False
    return plain[after.start].islower() and before.end - before.start > 30


def _folded(words: str) -> str:
    return re.sub(r"\d+", "#", words.lower()) if len(words) <= 110 else words


def _running_titles(plain: str, lines: Sequence[Line]) -> frozenset[str]:
    """Lines that return and mostly stand amid a sentence or beside a page number: headers and footers."""
    short = [(i, line) for i, line in enumerate(lines) if 4 <= line.end - line.start <= 110]
    places: dict[str, list[int]] = {}
    for index, line in short:
        words = plain[line.start : line.end]
        if words[-1] not in _TERMINAL and not starts_item(words) and not positions.line(words):
            places.setdefault(_folded(words), []).append(index)
    return frozenset(
        words
        for words, where in places.items()
        if len(where) > 1 and sum(_beside_a_break(plain, lines, index) for index in where) * 2 > len(where)
    )


def _beside_a_break(plain: str, lines: Sequence[Line], index: int) -> bool:
    around = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    if any(_NUMBER_ONLY.fullmatch(plain, x.start, x.end) or _PAGE.fullmatch(plain, x.start, x.end) for x in around):
        return True
    if 0 < index < len(lines) - 1 and _cut_between(plain, lines[index - 1], lines[index + 1]):
        return True
    return "\x0c" in plain[around[0].end : lines[index].start]


def _wrap_width(plain: str, lines: Sequence[Line]) -> int:
    """The width at which the document is wrapped by hand; 0 where every paragraph is one line."""
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 6:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    if width > 160:
        return 0
    counts = Counter(plain[b.start].islower() and not b.gap for b in lines[1:] if not b.cell)
    return width if counts[True] * 5 >= len(lines) else 0


def _is_status(text: str) -> bool:
    """Whether a paragraph is a position and nothing else."""
    position = positions.line(text)
    return position is not None and position.rest >= len(text)


def _continues(paragraph: Paragraph, before: Line, line: Line, words: str, width: int) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if len(paragraph.text) > _LONGEST:
        return False
    if line.cell:
        return not (starts_item(words) or positions.line(words) or _is_status(paragraph.text))
    if line.marked or paragraph.marked:
        return line.marked and paragraph.marked and not line.gap and not starts_item(words)
    if starts_item(words) or BULLET.match(words) or positions.line(words):
        return False
    last = paragraph.text[-1]
    lower = words[0].islower()
    if _is_status(paragraph.text) or (last in _TERMINAL and (line.gap or not width)):
        return False
    if _HANGING.search(paragraph.text, max(0, len(paragraph.text) - 12)):
        return True
    if lower:
        return last not in _TERMINAL or bool(width)
    if width and not line.gap:
        return before.end - before.start >= width * 0.6
    return False
