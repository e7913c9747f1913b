"""Times told from the day of publication ("later this year", "within six months", "next week") as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.dates import bounds, last_day
from kg.extract.times import yearparts
from kg.extract.times.timewords import COUNTS
from kg.model import Document

_FINANCIAL = re.compile(r"financial|reporting|fiscal|business")
_NAMED = re.compile(r"next|new|coming|this|current|last")
_TURN = re.compile(r"turn\b")
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
UNTIL = {"by", "before", "well before", "prior to", "ahead of", "no later than", "not later than", "until", "till"}
"""Prepositions of a time by which something is to be done."""


_FIRST_YEAR, _LAST_YEAR = 1800, 2200  # of publications: a day near the ends of the calendar cannot be reckoned from


@dataclass(frozen=True, slots=True)
class Reference:
    """What dates without a year are read against: when the document was published (bounds, or None)."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, document: Document) -> Reference:
        """The publication date of the document, unknown where it has none."""
        earliest, latest = bounds(document.published) if document.published else (None, None)
        if not (earliest and latest and earliest.year >= _FIRST_YEAR and latest.year <= _LAST_YEAR):
            return cls()
        return cls(earliest, latest)


def value(m: re.Match[str], reference: Reference) -> tuple[str | None, bool]:
    """Years and spans told from the day of publication ("later this year", "within six months")."""
    ends = bool(m["ends"] or re.search(r"(?:end|is\s+out)\Z|turn\b", (m["relyear"] or "").lower()))
    if m["said"]:  # "the end of the calendar year (2022)"
        return (f"{m['said']}-12-31" if ends else m["said"]), False
    if m["noyear"] is not None:  # "in Q2": of the calendar year or the financial one?
        return None, False
    if not reference.latest or not reference.earliest or reference.latest.year != reference.earliest.year:
        return None, False
    if m["relmonth"] or m["relquarter"] or m["relweek"] or m["ago"] or (m["later"] or "").lower().endswith("month"):
        told = _near(m, reference, ends)
    else:
        told = _in_year(m, reference.latest, ends)
    return told, told is not None


def _in_year(m: re.Match[str], base: date, ends: bool) -> str | None:
    """What is told from the year of publication, and spans of time."""
    if m["within"]:
        return _within(m, base)
    if m["later"]:  # the year of publication has hardly begun: "earlier this year" may mean the one before
        return None if m["later"].lower().startswith("earlier") and base.month == 1 else f"{base.year}?"
    words = m["qrel"] or m["hrel"]
    if words:
        year = _year_of(words.lower(), base)
        return yearparts.quarter(m, year) if m["qrel"] else yearparts.half(m, year)
    return _near_year(m, base, ends)


def _near(m: re.Match[str], reference: Reference, ends: bool) -> str | None:
    """What is told from the month of publication, which has to be known, or from the day."""
    base, first = reference.latest, reference.earliest
    if base is None or first is None or base.month != first.month:
        return None
    if m["relweek"]:
        return _near_week(m["relweek"].lower(), base) if base == first else None
    if m["ago"]:
        return _ago(m, base)
    if m["relquarter"]:
        return _near_quarter(m["relquarter"].lower(), base, ends)
    return _near_month((m["relmonth"] or m["later"]).lower(), base, ends)


def _ago(m: re.Match[str], base: date) -> str:
    """The month so many days, weeks, months or years before the publication; the year where years are counted."""
    number, unit = _count(m["acount"]), m["aunit"].lower().rstrip("s")
    if unit in _DAYS:
        return f"{base - timedelta(days=_DAYS[unit] * number):%Y?-%m}"
    year, month = divmod(base.year * 12 + base.month - 1 - number * (12 if unit == "year" else 1), 12)
    return f"{year}?" if unit == "year" else f"{year}?-{month + 1:02d}"


def _near_week(words: str, base: date) -> str:
    """The week of publication, the next or the last one."""
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=("next" in words) - ("last" in words))
    return f"{monday:%Y?-%m-%d}/{monday + timedelta(days=6):%Y?-%m-%d}"


def _near_quarter(words: str, base: date, ends: bool) -> str:
    """The quarter of publication, the next or the last one, or its last day; those of financial years are the same."""
    quarter = base.year * 4 + (base.month - 1) // 3
    quarter += any(word in words for word in ("next", "coming")) - ("last" in words)
    year, month = quarter // 4, quarter % 4 * 3 + 1
    if ends:
        return f"{year}?-{month + 2:02d}-{last_day(year, month + 2)}"
    return f"{year}?-{month:02d}/{year}?-{month + 2:02d}"


def _near_month(words: str, base: date, ends: bool) -> str:
    """The month of publication, the next or the last one, or its last day."""
    year, month = divmod(base.year * 12 + base.month - 1 + ("next" in words) - ("last" in words), 12)
    return f"{year}?-{month + 1:02d}" + (f"-{last_day(year, month + 1)}" if ends else "")


def _near_year(m: re.Match[str], base: date, ends: bool) -> str:
    """The year of publication or the next one, its beginning or its last day; "by the new year" is the last day before
    that."""
    words, preposition = m["relyear"].lower(), " ".join((m["prep"] or "").lower().split())
    financial = bool(_FINANCIAL.search(words))
    if "new" in words and not financial and preposition in UNTIL:
        return f"{base.year}?-12-31"
    year = _year_of(words, base)
    if yearparts.begins(m) and not _TURN.search(words):
        ahead = preposition in UNTIL and not _NAMED.search(words)  # "before the start of the year": of the next one
        return yearparts.beginning(year + ahead, 4 if financial else 1, m, "?")
    if financial:
        return f"{year + 1}?-03-31" if ends else f"{year}-04/{year + 1}-03?"
    return f"{year}?-12-31" if ends else f"{year}?"


def _year_of(words: str, base: date) -> int:
    """The year in which this, the next or the last calendar or financial year begins."""
    year = base.year - (1 if _FINANCIAL.search(words) and base.month < 4 else 0)
    return year + (1 if any(word in words for word in ("next", "coming", "new")) else -1 if "last" in words else 0)


def _count(words: str) -> int:
    count = " ".join(words.lower().split())
    return int(count) if count.isdigit() else COUNTS[count]


def _within(m: re.Match[str], base: date) -> str | None:
    number, unit = _count(m["whigh"]), m["wunit"].lower().rstrip("s")
    days = _DAYS.get(unit)
    if days:
        day = date.fromordinal(base.toordinal() + days * number).isoformat()
        return f"{day[:4]}?{day[4:]}"
    months = base.month - 1 + number * (12 if unit == "year" else 1)
    return f"{base.year + months // 12}?-{months % 12 + 1:02d}"
