"""Lines and page furniture: page numbers, running headers and footers, protective markings, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.lines import footnotes
from kg.extract.nodes.labels import starts_item
from kg.extract.nodes.markers import date_alone
from kg.extract.replies import positions

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
# Words that no line ends with before a label: "will be fitted in", page number, "December 2020."
_HANGING = re.compile(r" (?:an?|the|of|to|in|on|at|by|for|from|with|be|been|will|their|its)\Z")
_NUMBER_ONLY = re.compile(r"\d{1,4}")
# "4      The title of the document", "The title of the document      4"
_EDGE_NUMBER = re.compile(
    r"(?P<a>\d{1,3}) {3,}(?=\S{2,}\s).{12,}|\S{2,} .{10,}? {3,}(?:[Pp]age )?(?P<b>\d{1,3})(?: of \d{1,3})?"
)
_BREAK = 4  # lines of furniture that a page break can have
_SHORT = 30  # characters up to which a line may be a heading and not the middle of a sentence
TERMINAL = ".:;!?"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the space around it. `gap` tells that a blank line or furniture stands before."""

    start: int
    end: int
    gap: bool
    cut: bool = False  # page furniture stands between this line and the one before
    marked: bool = False  # a Markdown heading or a line all in bold
    cell: bool = False  # goes on with the cell of a table that the line before begins
    drawn: bool = False  # a cell of a table whose columns are drawn with "|"


def without_furniture(plain: str, lines: Sequence[Line]) -> tuple[list[Line], frozenset[str]]:
    """The lines that belong to the text, those after furniture marked; the words that carry the mark of a footnote."""
    running = _running_titles(plain, lines)
    ended: dict[int, bool] = {}

    def ends(index: int) -> bool:
        if index not in ended:
            ended[index] = _ends_page(plain, lines[index], running)
        return ended[index]

    notes, marked = footnotes.find(plain, lines, ends)
    within = _without(lines, notes) if notes else lines
    pages = _page_numbers(plain, within, running)
    kept: list[Line] = []
    cut = False
    for index, line in enumerate(within):
        if index in pages or _beyond(plain, [line], running) is None:
            cut = True
            continue
        kept.append(replace(line, gap=True, cut=True) if cut else line)
        cut = False
    return kept, marked


def _without(lines: Sequence[Line], dropped: frozenset[int]) -> list[Line]:
    """The lines without some; those after them are marked."""
    return [
        replace(line, gap=True, cut=True) if index - 1 in dropped else line
        for index, line in enumerate(lines)
        if index not in dropped
    ]


def _ends_page(plain: str, line: Line, running: frozenset[str]) -> bool:
    """Whether a line can stand below the last footnote of a page."""
    return _NUMBER_ONLY.fullmatch(plain, line.start, line.end) is not None or _beyond(plain, [line], running) is None


def _is_furniture(words: str) -> bool:
    if len(words) > 200:
        return False
    if any(pattern.fullmatch(words) for pattern in (_PAGE, _MARKING, _FOOTNOTE)):
        return True
    return ("ccept" in words or "gree" in words) and _CHOICES.fullmatch(words) is not None


def _page_numbers(plain: str, lines: Sequence[Line], running: frozenset[str]) -> set[int]:
    """Which lines are page numbers: lone numbers amid a sentence, and those that count the same pages between them,
    each beside a protective marking or a title that runs over the pages as they are."""
    alone = [index for index, line in enumerate(lines) if _NUMBER_ONLY.fullmatch(plain, line.start, line.end)]
    found = {index for index in alone if _is_page_number(plain, lines, index, running)}
    for side in (-1, 1):
        beside = [index for index in alone if _has_furniture(plain, lines, index + side, running)]
        numbers = [int(plain[lines[index].start : lines[index].end]) for index in beside]
        rising = all(two == one + 1 for one, two in pairwise(numbers))
        if len(found.intersection(beside)) > 1 and rising:
            found.update(beside)
    return found


def _has_furniture(plain: str, lines: Sequence[Line], index: int, running: frozenset[str]) -> bool:
    """Whether a line is a protective marking or a running title."""
    return 0 <= index < len(lines) and _beyond(plain, [lines[index]], running) is None


def _is_page_number(plain: str, lines: Sequence[Line], index: int, running: frozenset[str]) -> bool:
    """Whether a lone number stands where a sentence goes on, or after a form feed: then it is no label."""
    line = lines[index]
    if not _NUMBER_ONLY.fullmatch(plain, line.start, line.end) or not 0 < index < len(lines) - 1:
        return False
    before = _beyond(plain, lines[max(0, index - _BREAK) : index][::-1], running)
    after = _beyond(plain, lines[index + 1 : index + 1 + _BREAK], running)
    beside = line.cut or any(_beyond(plain, [near], running) is None for near in (lines[index - 1], lines[index + 1]))
    return before is not None and after is not None and _cut_between(plain, before, after, 1 if beside else _SHORT)


def _beyond(plain: str, lines: Sequence[Line], running: frozenset[str]) -> Line | None:
    """The first line that is no furniture, None where all are."""
    for line in lines:
        words = plain[line.start : line.end]
        if not (_is_furniture(words) or (running and _folded(words) in running)):
            return line
    return None


def _cut_between(plain: str, before: Line, after: Line, shortest: int = _SHORT) -> bool:
    """Whether a sentence seems to go on from one line, of some characters at least, to the other."""
    if plain[before.end - 1] in TERMINAL + ")":
        return False
    goes_on = plain[after.start].islower() or _HANGING.search(plain, max(before.start, before.end - 12), before.end)
    return bool(goes_on) and before.end - before.start > shortest


def _folded(words: str) -> str:
    return re.sub(r"\d+", "#", words.lower()) if len(words) <= 110 else words


def _running_titles(plain: str, lines: Sequence[Line]) -> frozenset[str]:
    """Lines that return and mostly stand amid a sentence or beside a page number: headers and footers."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if 4 <= line.end - line.start <= 110 and plain[line.end - 1] not in TERMINAL:
            places.setdefault(_folded(plain[line.start : line.end]), []).append(index)
    found = {words for words, returns in places.items() if len(returns) > 1 and _counts(plain, lines, returns)}
    for words, returns in places.items():
        where = [index for index in returns if len(returns) > 1 and _is_bare(plain, lines[index])]
        where = [index for index in where if not _is_right(plain, lines[index])]
        if where and date_alone(plain[lines[where[0]].start : lines[where[0]].end]):
            where = []  # the date of an action, above the number of the next row
        if len(where) > 1 and sum(_beside_a_break(plain, lines, index) for index in where) * 2 > len(where):
            found.add(words)
    return frozenset(found)


def _counts(plain: str, lines: Sequence[Line], returns: Sequence[int]) -> bool:
    """Whether a line that returns has a number of its own at one end, apart from its words, that rises each time."""
    edges = [_EDGE_NUMBER.fullmatch(plain[lines[index].start : lines[index].end]) for index in returns]
    numbers = [int(edge["a"] or edge["b"]) for edge in edges if edge]
    return len(numbers) == len(returns) and all(one < two for one, two in pairwise(numbers))


def _is_bare(plain: str, line: Line) -> bool:
    """Whether a line carries no label, bullet or position."""
    words = plain[line.start : line.end]
    return not starts_item(words) and not positions.line(words)


def _is_right(plain: str, line: Line) -> bool:
    """Whether other words stand to the left of a line: it is a cell, and the number below it that of the next row."""
    return bool(plain[plain.rfind("\n", 0, line.start) + 1 : line.start].strip())


def _past_markings(plain: str, lines: Sequence[Line], index: int, step: int) -> int:
    """The index of the line beside a line, in one direction, a protective marking between them passed over."""
    beside = index + step
    marking = 0 <= beside < len(lines) and _MARKING.fullmatch(plain, lines[beside].start, lines[beside].end)
    return beside + step if marking else beside


def _beside_a_break(plain: str, lines: Sequence[Line], index: int) -> bool:
    around = [lines[i] for i in (_past_markings(plain, lines, index, step) for step in (-1, 1)) if 0 <= i < len(lines)]
    if any(_NUMBER_ONLY.fullmatch(plain, x.start, x.end) or _PAGE.fullmatch(plain, x.start, x.end) for x in around):
        return True
    if 0 < index < len(lines) - 1 and _cut_between(plain, lines[index - 1], lines[index + 1]):
        return True
    return index > 0 and "\x0c" in plain[lines[index - 1].end : lines[index].start]
