"""Tables of recommendations with their status: a heading of columns, then rows that each begin with a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kg.extract.followup import named, voices
from kg.extract.followup.named import Naming
from kg.extract.lines.paragraphs import Paragraph


class Role(Enum):
    """What a column holds."""

    NUMBER = auto()
    WORDS = auto()
    STATUS = auto()
    DATE = auto()
    OTHER = auto()


_DATE = r"\b(?:date|when)\b|\b(?:closed|completed|implemented|delivered|done) (?:on|in)\b"
_TO_COME = r"\b(?:target|due|planned|expected|agreed|original|revised)\b(?:\s\w+)?\sdates?\b|\bdue\b|\bdeadline\b"
_STATUS = (
    r"\b(?:status|state|position|assessment|progress|rating|rag|closed|complete[d]?|implement(?:ed|ation)|outcome|finding"
    r"|judge?ment|conclusion|verdict|view)\b"
)
_NUMBER = (
    r"(?<!\w)(?:no\.?|number|ref(?:erence)?\.?|#|r\.?|parts?|items?"
    r"|rec(?:ommendation)?\.?(?:\s(?:no\.?|number|ref(?:erence)?\.?))?)\s*\Z"
)
_WORDS = r"\b(?:recommendations?|action|text|area for improvement|what (?:was|we) (?:asked|recommended))\b"
_ROLES = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        (Role.OTHER, _TO_COME),
        (Role.DATE, _DATE),
        (Role.STATUS, _STATUS),
        (Role.NUMBER, _NUMBER),
        (Role.WORDS, _WORDS),
    )
)
_FOOT = re.compile(r"(?:sources?|notes?|totals?|key)\b\s*(?:[:.\d(]|\Z|for\b)", re.IGNORECASE)
_LONGEST_HEAD = 60  # characters of a cell of the heading
_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the heading of its column. Where a cell of the row is missing, nobody can tell the columns: then the
    role is OTHER and the heading empty."""

    paragraph: Paragraph
    role: Role
    heading: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number that it begins with, and the cells behind it. `words` are those of the
    recommendation, where a cell holds them."""

    number: Naming
    place: Paragraph
    cells: tuple[Cell, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, and the index of the first paragraph behind them."""

    rows: tuple[Row, ...]
    end: int


def at(paragraphs: Sequence[Paragraph], index: int, plain: str = "") -> Table | None:
    """The table whose heading begins at a paragraph; None where there is none. `plain` is the text of the document: in
    a table drawn with "|" it tells the column of a cell."""
    first = index
    while index < len(paragraphs) and index - first < _MOST_COLUMNS and _is_head(paragraphs[index].text):
        if named.cell(paragraphs[index].text) is not None:
            break
        index += 1
    heads = [paragraph.text.strip(" *|") for paragraph in paragraphs[first:index]]
    roles = [_role(head) for head in heads]
    if len(heads) < 2 or roles[0] not in (Role.NUMBER, Role.WORDS) or Role.STATUS not in roles:
        return None
    roles = [Role.NUMBER, *(Role.WORDS if role is Role.NUMBER else role for role in roles[1:])]
    rows: list[Row] = []
    while index < len(paragraphs) and (number := _number(paragraphs[index].text)):
        end = index + 1
        drawn = _column(plain, paragraphs[index]) is not None
        while end < len(paragraphs) and end - index < len(heads) and _number(paragraphs[end].text) is None:
            if (drawn and _column(plain, paragraphs[end]) is None) or _FOOT.match(paragraphs[end].text):
                break
            end += 1
        rows.append(_row(number, paragraphs[index], paragraphs[index + 1 : end], heads, roles, plain))
        index = end
    return Table(tuple(rows), index) if rows else None


def _number(text: str) -> Naming | None:
    """The number that a row begins with: alone in its cell, or before the words of the recommendation."""
    if alone := named.cell(text):
        return alone
    found = named.headed(text) or named.numbered(text)
    return found if found and named.asks(text[found.end :]) else None


def _is_head(text: str) -> bool:
    short = len(text) <= _LONGEST_HEAD and (not text.rstrip().endswith(".") or len(text) <= 6)  # "No."
    return short and named.headed(text) is None


def _role(head: str) -> Role:
    if voices.alone(head) is not None:
        return Role.STATUS
    return next((role for role, pattern in _ROLES if pattern.search(head)), Role.OTHER)


def _column(plain: str, cell: Paragraph) -> int | None:
    """Which column a cell stands in, the first being 0, where the row is drawn with "|"."""
    start = plain.rfind("\n", 0, cell.start) + 1
    end = plain.find("\n", cell.start)
    if "|" not in plain[start : end if end >= 0 else len(plain)]:
        return None
    return plain.count("|", start, cell.start) - plain[start : cell.start + 1].lstrip().startswith("|")


def _row(
    number: Naming,
    place: Paragraph,
    cells: Sequence[Paragraph],
    heads: Sequence[str],
    roles: Sequence[Role],
    plain: str,
) -> Row:
    told = list(zip(roles[1:], heads[1:], strict=True))
    words = place.text[number.end :]
    columns = [_column(plain, cell) for cell in cells]
    if all(column is not None and 0 < column < len(heads) for column in columns):
        told = [(roles[column], heads[column]) for column in columns if column is not None]
    elif words and told[0][0] is Role.WORDS:
        told = told[1:]
    if len(cells) != len(told):  # an empty cell leaves nothing behind: which one it was, nobody can tell
        first = told[0] if told and told[0][0] is Role.WORDS else (Role.OTHER, "")
        told = [first, *[(Role.OTHER, "")] * len(cells)]
    found = tuple(Cell(p, role, head) for p, (role, head) in zip(cells, told, strict=False))
    words = words or next((cell.paragraph.text for cell in found if cell.role is Role.WORDS), "")
    return Row(number, place, found, words)
