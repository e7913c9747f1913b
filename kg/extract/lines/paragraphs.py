"""Text → paragraphs: lines without page furniture, joined again where a page or a typesetter cut them.

A paragraph keeps where its pieces stand in the source, so that whatever is read from it can be traced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from kg.extract.lines.cleaning import normalise
from kg.extract.lines.columns import tables
from kg.extract.lines.furniture import TERMINAL, Line, without_furniture
from kg.extract.nodes.labels import BULLET, Kind, label, starts_item
from kg.extract.replies import positions
from kg.model import Document, Span

_HEADING = 60  # characters up to which a line is a heading
_RULE = re.compile(r"[-:|+ ]{5,}")
_LONGEST = 20_000  # characters after which a paragraph takes no more lines: the cost stays linear
# Words that no paragraph ends with: what follows goes on with it, whatever its first letter.
_HANGING = re.compile(
    r"(?:\b(?:an?|the|of|to|in|on|at|by|for|from|with|which|is|are|was|were|be|been|will|has|have|our|their|its"
    r"|this|these|as|into|between|within|during|Home)|[a-z],)\Z"
)
_JOINING = re.compile(r"[a-z,)] (?:and|or)\Z")  # amid a sentence, unlike the "; and" of a list


@dataclass(slots=True)
class Paragraph:
    """A paragraph: `text` is normalised for matching, pieces joined by one space; `pieces` are source offsets."""

    text: str
    pieces: list[tuple[int, int]]
    marked: bool
    gap: bool
    apart: set[int] = field(default_factory=set)  # starts of pieces with other words before: cells, page breaks
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

    @property
    def last(self) -> int:
        """The offset in `text` at which the last piece begins."""
        return self._starts[-1]

    def cut(self, begin: int, end: int) -> Paragraph:
        """The paragraph from one offset in `text` to another."""
        stop = self.source(end - 1) + 1
        pieces = [(start, min(after, stop)) for start, after in self.tail(begin) if start < stop]
        starts = [0, *(place - begin for place in self._starts if begin < place < end)]
        return Paragraph(self.text[begin:end], pieces, self.marked, self.gap, self.apart, starts[: len(pieces)])

    def source(self, offset: int) -> int:
        """The offset in the source of an offset in `text`."""
        index = bisect_right(self._starts, offset) - 1
        start, end = self.pieces[index]
        return min(start + offset - self._starts[index], end)

    def tail(self, offset: int) -> list[tuple[int, int]]:
        """The pieces of the source from an offset in `text` on, without empty ones."""
        begin = self.source(offset)
        return [(max(start, begin), end) for start, end in self.pieces if end > begin]

    def runs(self, offset: int) -> list[tuple[int, int]]:
        """The stretches of the source from an offset in `text` on that no other words interrupt."""
        found: list[tuple[int, int]] = []
        for start, end in self.tail(offset):
            if found and start not in self.apart:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found


class Text:
    """A document prepared for reading: normalised text of the same length, and spans at the cost of a look-up.

    `noted` are the words that carry the number of a footnote, known when the paragraphs have been read.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.plain = normalise(document.text)
        self.noted: frozenset[str] = frozenset()
        self._breaks = [match.start() for match in re.finditer("\n", document.text)]

    def span(self, start: int, end: int) -> Span:
        """The span of the source, without white space around it."""
        raw = self.document.text
        while start < end and raw[start].isspace():
            start += 1
        while end > start and raw[end - 1].isspace():
            end -= 1
        return Span(start, end, raw[start:end], bisect_right(self._breaks, start - 1) + 1)


def paragraphs(text: Text, whole: Set[int] = frozenset()) -> list[Paragraph]:
    """The paragraphs of a document in order, without page furniture; lines that begin at `whole` are whole ones."""
    lines, text.noted = without_furniture(text.plain, list(_lines(text)))
    plain, width = text.plain, _wrap_width(text.plain, lines)
    found: list[Paragraph] = []
    previous: Line | None = None
    for line in lines:
        words = plain[line.start : line.end]
        if (
            found
            and previous
            and whole.isdisjoint((line.start, found[-1].start))
            and (_continues(found[-1], previous, line, words, width) or _answers(found[-1].text, words))
        ):
            found[-1].extend(line.start, line.end, words)
            found[-1].apart.update([line.start] if line.cell or line.cut else ())
        elif words.strip("-*•. "):
            found.append(Paragraph(words, [(line.start, line.end)], line.marked, line.gap))
        previous = line
    return found


def _lines(text: Text) -> Iterator[Line]:
    plain, gap, index = text.plain, True, 0
    ranges = _ranges(plain)
    ruled = _ruled(plain, ranges)
    found = tables(_spaced(text, [ranges[index] for index in ruled]), ranges)
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
        elif index - 1 in ruled or plain.startswith("|", start + _indent(plain, start, end)):
            yield from _cells(plain, start, end)
            gap = True
        elif line := _line(text, start, end, gap):
            yield line
            gap = False


def _ruled(plain: str, ranges: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The lines of tables that have "|" between their cells only, told by the rule "---|---" below their headings."""
    found: set[int] = set()
    last, taken = 0, False  # where the rows below a rule end, and whether they are found: more rules may be among them
    for rule, (start, end) in enumerate(ranges):
        if not rule or not _RULE.fullmatch(plain, start, end) or "--" not in plain[start:end]:
            continue
        if rule > last:
            last, taken = rule, False
            while last + 1 < len(ranges) and "|" in plain[slice(*ranges[last + 1])]:
                last += 1
        if not taken and "|" in plain[slice(*ranges[rule - 1])]:
            found.update(range(rule - 1, last + 1))
            taken = True
    return frozenset(found)


def _spaced(text: Text, drawn: Iterable[tuple[int, int]]) -> str:
    """The text in which the stars of Markdown are no spaces, nor are those between drawn cells: there is no column."""
    starred = list(text.plain)
    for star in re.finditer(r"\*", text.document.text):
        starred[star.start()] = "*"
    for start, end in drawn:
        starred[start:end] = text.plain[start:end].replace(" ", "_")
    return "".join(starred)


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
            yield Line(begin, begin + len(words), True, drawn=True)


def _wrap_width(plain: str, lines: Sequence[Line]) -> int:
    """The width at which the document is wrapped by hand; 0 where every paragraph is one line."""
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 6:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    if width > 160:
        return 0
    counts = Counter(_runs_on(plain, b) for b in lines[1:] if not b.cell)
    return width if counts[True] * 5 >= len(lines) else 0


def _runs_on(plain: str, line: Line) -> bool:
    """Whether a line begins in the middle of a sentence: with a small letter that is no label ("a) …")."""
    return plain[line.start].islower() and not line.gap and not starts_item(plain[line.start : line.end])


def _is_status(text: str) -> bool:
    """Whether a paragraph is a position and nothing else."""
    position = positions.line(text)
    return position is not None and position.rest >= len(text)


def _is_heading(text: str) -> bool:
    """Whether a short line is the number of a recommendation and its theme: "Recommendation 9 - moving on"."""
    found = label(text) if len(text) < _HEADING else None
    return found is not None and found.kind is Kind.RECOMMENDATION and found.sure


def _answers(asked: str, words: str) -> bool:
    """Whether a line answers the one above it: "Yes" below "Accepted?"."""
    return positions.asked(asked) and positions.line(f"{asked} {words}") is not None


_NAMES = re.compile(r"\b(?:(?:accept|reject)(?:s|ed)?|(?:recommendation|part|element)s?(?: \d{1,2})?)\Z", re.IGNORECASE)
_ACCEPTS = re.compile(
    r"[a-z] (?:accept|reject)(?:s|ed)?(?: (?:both|the))?(?: (?:recommendation|part|element)s?)?(?: \d{1,2})?\Z"
)


def _goes_on(before: str, words: str) -> bool:
    """Whether the words belong to a sentence that only happens to begin a line with "Recommendation 6 remains open",
    "recommendations 1(a) and" or the "(c)" of "accepts part (c)"."""
    found = label(words)
    if found is None:
        return False
    if found.kind in (Kind.LETTER, Kind.PART):
        return _NAMES.search(before, max(0, len(before) - 24)) is not None
    if found.kind is not Kind.RECOMMENDATION:
        return False
    closed = words[: found.end].rstrip()[-1:] in ".:-"
    return words[0].islower() or (not closed and words[found.end : found.end + 1].islower())


def _continues(paragraph: Paragraph, before: Line, line: Line, words: str, width: int) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if len(paragraph.text) > _LONGEST or line.drawn:
        return False
    if line.cell:
        return not (starts_item(words) or positions.line(words) or _is_status(paragraph.text))
    if line.marked or paragraph.marked:
        return line.marked and paragraph.marked and not line.gap and not starts_item(words)
    near = max(0, len(paragraph.text) - 12)
    hanging = bool(_HANGING.search(paragraph.text, near) or (line.cut and _JOINING.search(paragraph.text, near)))
    if starts_item(words) or BULLET.match(words):
        full = bool(width) and not line.gap and before.end - before.start >= width * 0.6
        cut = not line.gap and _ACCEPTS.search(paragraph.text, max(0, len(paragraph.text) - 40)) is not None
        return (full or cut) and paragraph.text[-1] not in TERMINAL and _goes_on(paragraph.text, words)
    last = paragraph.text[-1]
    lower = words[0].islower()
    if positions.line(words):  # "…, which the | Home Office accepts.", "… is routinely | refused." are no status
        full = bool(width) and before.end - before.start >= width * 0.6
        return not line.gap and ((hanging and (lower or bool(width))) or (lower and full and last not in TERMINAL))
    if _is_status(paragraph.text) or (last in TERMINAL and (line.gap or not width)):
        return False
    if hanging:
        return not (line.gap and not line.cut and words[0].isupper() and _is_heading(paragraph.text))
    if lower:
        item = line.gap and paragraph.text[0].islower() and not width  # of a list that lost its bullets
        return bool(width) or (last not in TERMINAL and not item)
    if width and not line.gap:
        return before.end - before.start >= width * 0.6
    return False
