"""Paragraphs with what they may be: their label, the position they state, the body they name, the date they give."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes import markers
from kg.extract.nodes.actiongrid import Cell
from kg.extract.nodes.labels import BULLET, Kind, Label, Path, label, letters
from kg.extract.nodes.markers import Body
from kg.extract.replies import partwise, positions
from kg.extract.replies.positions import Position

_FIELD = re.compile(
    r"(?:(?:the |our )?(?:original|previous|earlier|full) recommendation|(?:text of (?:the )?)?recommendation text)"
    r"\s*:\s+",
    re.IGNORECASE,
)
_LONGEST_DATES = 600  # characters of a date line
_ROW = re.compile(r"[A-Z]{0,3}\d{1,3}\.?|\d{1,2}\.\d{1,3}")
_COPULA = re.compile(r"\s*(?:is|are|was|were|has been|have been) (?:both |all |each )?", re.IGNORECASE)
_PART_REACH = 60  # characters in which the names of parts after a running number stand
_LINE = 400  # characters of a line that gives positions for several parts
_NAME = r"(?:\d{0,2}[a-z]|[ivx]{2,5})"
_SEP = r"(?:,|,? and| &) "
# "(a, c); ", "(a) and (b). ", "(parts a and c)", ": a and c; "
_LETTERS = re.compile(
    r"\s?(?:parts? )?"
    rf"(?P<list>\d{{0,2}}\({_NAME}\)(?:{_SEP}\d{{0,2}}\({_NAME}\))*|\((?:parts? )?{_NAME}(?:{_SEP}{_NAME})*\)"
    rf"|(?:: | - )(?:parts? )?(?:\d{{0,2}}\({_NAME}\)|{_NAME})(?:{_SEP}(?:\d{{0,2}}\({_NAME}\)|{_NAME}))*)"
    r"\s*(?:[;,.]\s*(?:and )?|and |\Z)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph and its readings. `begin` is the offset in its text at which the words after label and bullet start.

    `several` holds positions that one line gives for several parts: "(a) Accepted (b) Rejected". A `cell` of a table
    of actions has no other reading.
    """

    paragraph: Paragraph
    label: Label | None
    begin: int
    inner: Label | None = None  # a part after a running number: "2.2 (a) We will", "3.2 3a - Accepted"
    position: Position | None = None
    several: tuple[tuple[Path, Position], ...] = ()
    body: Body | None = None
    date: int | None = None
    verdict: str = ""
    bullet: bool = False
    cell: Cell | None = None

    @property
    def words(self) -> str:
        """The words after the label."""
        return self.paragraph.text[self.begin :]

    @property
    def empty(self) -> bool:
        """Whether nothing stands after the label."""
        return self.begin >= len(self.paragraph.text)

    @property
    def stem(self) -> str | None:
        """The number of the recommendation that the label names, None for letters and missing labels."""
        if self.label is None or self.label.kind is Kind.LETTER or not self.label.paths:
            return None
        return self.label.paths[0][0]

    def answers(self) -> bool:
        """Whether the paragraph belongs to an answer whatever stands before it."""
        told = self.position or self.several or self.body or self.verdict or self.cell
        return bool(told or self.date is not None)


def items(paragraphs: Sequence[Paragraph], cells: Mapping[int, Cell] | None = None) -> list[Item]:
    """The readings of every paragraph, in order; `cells` are those of tables of actions, by their index."""
    found: list[Item] = []
    for index, paragraph in enumerate(paragraphs):
        if cells and index in cells:
            found.append(Item(paragraph, None, cells[index].begin, cell=cells[index]))
            continue
        dated = found and _wants_date(found[-1]) and not _opens_recommendation(paragraph.text)
        if found and _dates_on(found[-1], paragraph):
            found[-1] = replace(found[-1], paragraph=_joined(found[-1].paragraph, paragraph))
            continue
        found += [_dated(found.pop(), paragraph)] if dated else [item(paragraph)]
    return _without_date_of_letter(found)


def _without_date_of_letter(found: list[Item]) -> list[Item]:
    """A lone date that ends the document dates the letter, unless lone dates date its answers elsewhere too."""
    alone = [index for index, item in enumerate(found) if item.date == 0 and markers.date_alone(item.paragraph.text)]
    if len(alone) == 1 and alone[0] == len(found) - 1:
        found[-1] = replace(found[-1], date=None)
    return found


def _opens_recommendation(text: str) -> bool:
    """Whether a number and a word stand first, which no date has, or a number alone: a row of a table."""
    if _ROW.fullmatch(text):
        return True
    found = label(text)
    return found is not None and found.kind in (Kind.NUMBER, Kind.RECOMMENDATION) and found.end < len(text)


def _wants_date(previous: Item) -> bool:
    return previous.label is None and previous.cell is None and markers.date_label(previous.words)


def _dated(previous: Item, paragraph: Paragraph) -> Item:
    """A date label on one line and its date on the next are one item."""
    begin = len(previous.paragraph.text) + 1
    joined = _joined(previous.paragraph, paragraph)
    return replace(item(joined), label=None, begin=0, date=begin, position=None, body=None)


def _dates_on(previous: Item, paragraph: Paragraph) -> bool:
    """Whether a date line goes on below, with the dates of more bodies: "Legal: May 2025. | Estates action: June"."""
    short = len(previous.paragraph.text) < _LONGEST_DATES
    return bool(previous.date) and short and not paragraph.gap and markers.date_of_body(paragraph.text)


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two paragraphs as one."""
    joined = Paragraph(first.text, list(first.pieces), marked=False, gap=first.gap)
    joined.extend(second.start, second.end, second.text)
    return joined


def item(paragraph: Paragraph) -> Item:
    """The readings of one paragraph."""
    text = paragraph.text
    bullet = BULLET.match(text)
    found = label(text)
    inner = _inner(text, found) if found else None
    last = inner or found
    begin = last.end if last else bullet.end() if bullet else _past_field(text)
    several = _several(text, found) if found else _with_letters(text)
    position = (
        None if several else positions.line(text, _past_copula(text, begin) if found and not found.sure else begin)
    )
    if found and not found.sure and not position and not several:
        found, begin = None, bullet.end() if bullet else 0
        position = positions.line(text, begin)
    date = markers.date_line(text)
    lone = not position or ":" in text[position.start : position.end]
    body = markers.body(text[begin:]) if lone and date is None else None
    if body:
        body = Body(body.name, begin + body.rest)
    if found and found.who and (named := markers.named(found.who)):
        body = Body(named.name, begin)
    verdict = "" if position else markers.verdict(text[begin:])
    return Item(paragraph, found, begin, inner, position, several, body, date, verdict, bool(bullet and not found))


def _inner(text: str, outer: Label) -> Label | None:
    """The part that a running number is followed by: "2.2 (a) We will", "3.2 3a - Accepted."."""
    if outer.kind not in (Kind.PARAGRAPH, Kind.NUMBER):
        return None
    if found := letters(text, outer.end):
        return found
    part = label(text[outer.end : outer.end + _PART_REACH])
    if part is None or not part.sure:
        return None
    end = outer.end + part.end
    closed = part.kind is not Kind.RECOMMENDATION or text[:end].rstrip()[-1] in ":.-"
    named = outer.kind is Kind.PARAGRAPH and part.kind in (Kind.PART, Kind.RECOMMENDATION) and bool(part.paths)
    own = named and closed and all(len(path) > 1 and path[0] == outer.paths[0][0] for path in part.paths)
    return replace(part, end=end) if own or part.kind is Kind.LETTER else None


def _past_field(text: str) -> int:
    """The offset after the name of the field that holds a recommendation ("Original recommendation: …")."""
    match = _FIELD.match(text)
    return match.end() if match and match.end() < len(text) else 0


def _past_copula(text: str, begin: int) -> int:
    """The offset after the verb of "Recommendations 3 and 4 are both accepted", `begin` where there is none."""
    match = _COPULA.match(text, begin)
    return match.end() if match else begin


def _several(text: str, first: Label) -> tuple[tuple[Path, Position], ...]:
    """The positions of a line that gives one for each of several parts, () where it does not."""
    if len(text) > _LINE:
        return ()
    found: list[tuple[Path, Position]] = []
    marks = 0
    outer = first.kind in (Kind.PARAGRAPH, Kind.NUMBER)
    offset, mark = (first.end, label(text[first.end :])) if outer else (0, first)
    while mark and mark.kind in (Kind.LETTER, Kind.PART, Kind.RECOMMENDATION, Kind.BRACKET):
        position = positions.line(text, offset + mark.end)
        if position is None:
            return ()
        found += [(path, position) for path in mark.paths]
        marks += 1
        offset = _next_label(text, position)
        mark = label(text[offset:])
    return tuple(found) if marks > 1 and offset >= len(text) else ()


def _with_letters(text: str) -> tuple[tuple[Path, Position], ...]:
    """The positions of a line that names the parts after each: "Position: Accepted (a, c); Rejected (b)"."""
    found: list[tuple[Path, Position]] = []
    offset = 0
    while len(text) < _LINE and offset < len(text):
        position = positions.line(text, offset)
        letters = _LETTERS.match(text, position.end) if position else None
        if position is None or letters is None:
            return ()
        found += [(path, position) for path in partwise.paths(letters["list"])]
        offset = letters.end()
    return tuple(found) if len(found) > 1 else ()


def _next_label(text: str, position: Position) -> int:
    """The offset after the marks and the "and" that follow a position."""
    offset = position.end
    while offset < len(text) and text[offset] in " .,;:-|":
        offset += 1
    return offset + 4 if text.startswith("and ", offset) else offset
