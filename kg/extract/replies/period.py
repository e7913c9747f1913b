"""The period of an inspection as an EDTF interval, and dates of publication, from the words of an introduction."""

from __future__ import annotations

import re

from kg.dates import last_day
from kg.extract.times.timewords import MONTH, MONTHS, YEAR

_TO = r"\s*(?:-|to|and|until|till|through)\s*"
_DAY = r"(?:\d{1,2})(?:st|nd|rd|th)?"
_PERIOD = re.compile(
    rf"(?:(?P<d1>{_DAY})\s+)?(?:(?P<m1>{MONTH})(?:\s+(?P<y1>{YEAR}))?)?{_TO}(?:(?P<d2>{_DAY})\s+)?(?P<m2>{MONTH})\s+(?P<y2>{YEAR})\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b(?:(?P<d>{_DAY})\s+)?(?P<m>{MONTH})\s+(?P<y>{YEAR})\b", re.IGNORECASE)
_BEGINS = re.compile(rf"(?<![\w./])(?:{_DAY}\s+|{_DAY}(?={_TO})|{MONTH}\b)", re.IGNORECASE)


def interval(text: str) -> tuple[str, int, int] | None:
    """The first period in normalised text, as (EDTF interval, start, end): "May - June 2023" → 2023-05/2023-06."""
    for begin in _BEGINS.finditer(text):
        match = _PERIOD.match(text, begin.start())
        if match and (match["m1"] or match["d1"]):
            return _edtf(match), match.start(), match.end()
    return None


def _edtf(match: re.Match[str]) -> str:
    first_month, last_month = _month(match["m1"] or match["m2"]), _month(match["m2"])
    last_year = int(match["y2"])
    first_year = int(match["y1"]) if match["y1"] else last_year - (first_month > last_month)
    days = match["d1"] and match["d2"]
    return (
        f"{_date(first_year, first_month, match['d1'] if days else None)}/"
        f"{_date(last_year, last_month, match['d2'] if days else None)}"
    )


def month_or_day(text: str) -> tuple[str, int, int] | None:
    """The first month or day with its year, as (EDTF date, start, end): "13 January 2022" → 2022-01-13."""
    match = _MONTH_YEAR.search(text)
    return (_date(int(match["y"]), _month(match["m"]), match["d"]), match.start(), match.end()) if match else None


def _month(name: str) -> int:
    return MONTHS[name[:3].lower()]


def _date(year: int, month: int, day: str | None) -> str:
    number = int(re.sub(r"\D", "", day)) if day else 0
    return f"{year:04}-{month:02}" + (f"-{number:02}" if 1 <= number <= last_day(year, month) else "")
