"""Tables of actions that were read line by line: their rows have no labels and begin where all columns begin anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.nodes import columntitles
from kg.extract.nodes.columntitles import Column

Range = tuple[int, int]
Line = Sequence[Range | None]
"""The words of a line in each column, None where a column has none."""
Row = list[list[Range]]
"""The lines of each cell of a row."""

_HIGHEST = 3  # lines of the titles
_YEAR = re.compile(r"\d{4}\b")  # a date that began in the line above


def rows(plain: str, lines: Sequence[Line]) -> list[Row]:
    """The rows of a table, its titles first; [] where they are not those of a table of actions."""
    filled = [line for line in lines if any(line)]
    for height in range(1, min(_HIGHEST, len(filled)) + 1):
        head = _stacked(filled[:height])
        titles = columntitles.columns([" ".join(plain[slice(*part)] for part in cell) for cell in head])
        if titles and len(titles) == len(head):
            first = next(index for index, line in enumerate(lines) if line is filled[height - 1])
            return [head, *_body(plain, lines[first + 1 :], titles, filled[0])]
    return []


def _body(plain: str, lines: Sequence[Line], titles: Sequence[Column], head: Line) -> Iterator[Row]:
    """The rows below the titles; `head` is the first line of these, which may be printed again."""
    row: list[Line] = []
    blank = False
    for line in lines:
        if not any(line):
            blank = True
            continue
        if row and (_begins(plain, line, titles, after_blank=blank) or _words(plain, line) == _words(plain, head)):
            yield _stacked(row)
            row = []
        row.append(line)
        blank = False
    if row:
        yield _stacked(row)


def _begins(plain: str, line: Line, titles: Sequence[Column], *, after_blank: bool) -> bool:
    """Whether a line has an action, who acts and when, each from its first word on."""
    words = _words(plain, line)
    told = {title: text for title, text in zip(titles, words, strict=True) if text}
    action, owner, date = (told.get(title, "") for title in (Column.ACTION, Column.OWNER, Column.DATE))
    if not action or action[0].islower():
        return False
    if after_blank and (owner or date):
        return True
    if Column.DATE not in titles or not date or _YEAR.match(date):
        return False
    named = Column.OWNER not in titles or (owner and not owner[0].islower())
    return bool(named) and (columntitles.is_none(date) or columntitles.is_time(date))


def _words(plain: str, line: Line) -> list[str]:
    return [plain[slice(*part)] if part else "" for part in line]


def _stacked(lines: Sequence[Line]) -> Row:
    """Lines one below the other as cells."""
    return [[part for part in column if part] for column in zip(*lines, strict=True)]
