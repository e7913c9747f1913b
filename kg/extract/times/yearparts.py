"""Quarters, halves and other parts of calendar and financial years as EDTF."""

from __future__ import annotations

import re

from kg.dates import last_day
from kg.extract.times.timewords import QUARTERS

_BEGINS = re.compile(r"begin|start|open|first (?:full )?(?:week|days)", re.I)
_BEFORE = re.compile(r"(?:well )?before|prior to|ahead of", re.I)


def begins(m: re.Match[str]) -> bool:
    """Whether a time is the beginning of a year ("at the start of 2024/25", "in time for the 2024-25 year")."""
    preposition = " ".join((m["prep"] or "").lower().split())
    return bool(_BEGINS.search(m["part"] or "")) or preposition == "in time for"


def beginning(year: int, month: int, m: re.Match[str], mark: str = "") -> str:
    """The month in which a year opens; what is to be done before its start has the last day of the month before."""
    if not _BEFORE.match(" ".join((m["prep"] or "").split())):
        return f"{year}{mark}-{month:02d}"
    year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return f"{year}{mark}-{month:02d}-{last_day(year, month)}"


def financial(m: re.Match[str]) -> str:
    """The financial year "2024/25" as April to March, an academic one as September to August, its beginning or its
    last day; "2025 to 2027" is more than one, by its last year."""
    text, ends, academic = m["fy"], bool(m["ends"]), bool(m["academic"] or m["term"])
    year, last = _first_year(text), re.split(r"\D+", text)[-1]
    if int(last) % 100 != (year + 1) % 100:
        return f"{last if len(last) == 4 else year // 100 * 100 + int(last)}" + ("-12-31" if ends else "")
    if begins(m):
        return beginning(year, 9 if academic else 4, m)
    if academic:
        return f"{year + 1}-08-31" if ends else f"{year}-09/{year + 1}-08"
    return f"{year + 1}-03-31" if ends else f"{year}-04/{year + 1}-03"


def _first_year(text: str) -> int:
    """The year in which a financial year begins: 2024 for "2024/25" and "24/25"."""
    digits = re.split(r"\D", text, maxsplit=1)[0]
    return int(digits) + (2000 if len(digits) == 2 else 0)


def quarter(m: re.Match[str], rel: int | None = None) -> str:
    """A quarter of a calendar year ("the first quarter of 2025") or of a financial year ("Q4 2024/25"), or its end;
    `rel` is the year that "this year" stands for."""
    told = m["q"] or m["qafter"]
    number = int(told) if told and told.isdigit() else QUARTERS[(told or m["qword"]).lower()]
    return _months(*_which_year(m["qyear"], m["qfy"] or m["fyq"], m["qrel"], rel), 3 * number - 2, 3, m)


def half(m: re.Match[str], rel: int | None = None) -> str:
    """A half of a calendar or financial year ("the second half of 2025", "H1 2025/26"), or its end."""
    first = m["h"] == "1" or (m["hword"] or "").lower() == "first"
    return _months(*_which_year(m["hyear"], m["hfy"], m["hrel"], rel), 1 if first else 7, 6, m)


def _which_year(calendar: str | None, financial: str | None, words: str | None, rel: int | None) -> tuple[int, int]:
    """The year in which a calendar or financial year begins, and its first month."""
    if calendar:
        return int(calendar), 1
    if financial:
        return _first_year(financial), 4
    return rel or 0, 4 if "financial" in (words or "").lower() else 1


def _months(year: int, opening: int, first: int, count: int, m: re.Match[str]) -> str:
    """Months of a year that opens with a month, from the first, fourth … on; the last day of them after "end"."""
    mark = "?" if m["qrel"] or m["hrel"] else ""
    start = year * 12 + opening - 1 + first - 1
    (year, month), (end_year, end) = divmod(start, 12), divmod(start + count - 1, 12)
    if m["ends"]:
        return f"{end_year}{mark}-{end + 1:02d}-{last_day(end_year, end + 1)}"
    return f"{year}{mark}-{month + 1:02d}/{end_year}{mark}-{end + 1:02d}"


def year_part(m: re.Match[str]) -> str:
    """The first month of a year for its beginning; the year for any other part of it."""
    return beginning(int(m["year"]), 1, m) if _BEGINS.search(m["part"] or "") else m["year"]
