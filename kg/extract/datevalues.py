"""Time expressions → EDTF values, read against the day of publication where the words state no year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.dates import bounds, last_day
from kg.extract.timewords import COUNTS, MONTHS, SEASONS
from kg.model import Document

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_MIDDLE_MONTH = {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}


@dataclass(frozen=True, slots=True)
class Reference:
    """What dates without a year are read against: when the document was published (bounds, or None)."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, document: Document) -> Reference:
        """The publication date of the document, unknown where it has none."""
        return cls(*bounds(document.published)) if document.published else cls()


def value(m: re.Match[str], reference: Reference, past: bool) -> tuple[str | None, bool]:
    """The EDTF value of a match and whether its year is inferred; (None, False) where it cannot be told."""
    part = (m["part"] or "").lower()
    if m["iso"]:
        return m["iso"], False
    if m["nd"]:
        year = int(m["ny"]) + (2000 if len(m["ny"]) == 2 else 0)
        return _day(year, int(m["nm"]), int(m["nd"])), False
    if m["dmonth"]:
        return _dated(m["dyear"], _month(m["dmonth"]), int(m["day"]), reference, past)
    if m["month"]:
        month = _month(m["month"])
        return _dated(m["myear"], month, -1 if "end" in part or "close" in part else 0, reference, past)
    if m["season"]:
        return _season(m["season"].lower(), m["syear"], reference, past)
    if m["fy"]:
        return _financial(m["fy"], part), False
    if m["qfy"] or m["qyear"]:
        return _quarter(m), False
    if m["hyear"]:
        return _half(m), False
    if m["year"]:
        return (f"{m['year']}-12-31" if "end" in part or "close" in part else _year_part(m["year"], part)), False
    return _relative(m, part, reference)


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _day(year: int, month: int, day: int) -> str | None:
    """A full date; None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _dated(year: str | None, month: int, day: int, reference: Reference, past: bool) -> tuple[str | None, bool]:
    """A month (day 0), its last day (day -1) or one day of it, with the year stated or inferred."""
    number = int(year) if year else _infer_year(month, reference, past)
    if number is None:
        return None, False
    mark = "" if year else "?"
    if day == 0:
        return f"{number}{mark}-{month:02d}", not year
    full = _day(number, month, last_day(number, month) if day < 0 else day)
    return (f"{number}{mark}{full[4:]}" if full else None), not year


def _infer_year(month: int, reference: Reference, past: bool) -> int | None:
    """The year of the month that fits the publication date: the last one for reports of the past, otherwise
    the next one, or one that ended up to three months before (responses are written before they are published)."""
    if not reference.latest or not reference.earliest:
        return None
    if (reference.latest - reference.earliest).days > 100:
        return None  # a publication known only to the year fixes no other year
    year = reference.latest.year
    ahead = (month - reference.latest.month) % 12
    if past:
        return year if month <= reference.latest.month else year - 1
    if ahead >= 9:  # up to three months back
        return year if month <= reference.latest.month else year - 1
    return year if month >= reference.latest.month else year + 1


def _season(name: str, year: str | None, reference: Reference, past: bool) -> tuple[str | None, bool]:
    if year:
        return f"{year}-{SEASONS[name]}", False
    number = _infer_year(_MIDDLE_MONTH[name], reference, past)
    # EDTF has no qualified season: the inferred year is marked beside the value only
    return (f"{number}-{SEASONS[name]}" if number else None), True


def _financial(text: str, part: str) -> str:
    """The financial year "2024/25" as April to March, or its end."""
    year = _first_year(text)
    return f"{year + 1}-03-31" if "end" in part or "close" in part else f"{year}-04/{year + 1}-03"


def _first_year(text: str) -> int:
    """The year in which a financial year begins: 2024 for "2024/25" and "24/25"."""
    digits = re.split(r"\D", text, maxsplit=1)[0]
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _quarter(m: re.Match[str]) -> str:
    """A quarter of a calendar year ("the first quarter of 2025") or of a financial year ("Q4 2024/25")."""
    quarter = int(m["q"]) if m["q"] else _QUARTERS[m["qword"].lower()]
    if m["qyear"]:
        year, start = int(m["qyear"]), 3 * quarter - 2
    else:
        year = _first_year(m["qfy"])
        year, start = (year, 3 * quarter + 1) if quarter < 4 else (year + 1, 1)
    return f"{year}-{start:02d}/{year}-{start + 2:02d}"


def _half(m: re.Match[str]) -> str:
    """A half of a calendar year ("the second half of 2025", "H1 2025")."""
    first = m["h"] == "1" or (m["hword"] or "").lower() == "first"
    return f"{m['hyear']}-01/{m['hyear']}-06" if first else f"{m['hyear']}-07/{m['hyear']}-12"


def _year_part(year: str, part: str) -> str:
    return f"{year}-01" if "begin" in part or "start" in part else year


def _relative(m: re.Match[str], part: str, reference: Reference) -> tuple[str | None, bool]:
    """Years and spans told from the day of publication ("later this year", "within six months")."""
    if m["said"]:  # "the end of the calendar year (2022)"
        return (f"{m['said']}-12-31" if "end" in part or m["relyear"].endswith("end") else m["said"]), False
    if not reference.latest or not reference.earliest or reference.latest.year != reference.earliest.year:
        return None, False
    base = reference.latest
    if m["within"]:
        return _within(m, base), True
    if m["later"]:
        if m["later"].lower().startswith("earlier") and base.month == 1:
            return None, False  # the year of publication has hardly begun: the words may mean the one before
        return f"{base.year}?", True
    words = m["relyear"].lower()
    part = words if words.endswith("end") else part
    year = base.year - (1 if "financial" in words and base.month < 4 else 0)
    year += 1 if any(word in words for word in ("next", "coming", "new")) else 0
    if "financial" in words:
        return (f"{year + 1}?-03-31" if "end" in part else f"{year}-04/{year + 1}-03?"), True
    if "end" in part:
        return f"{year}?-12-31", True
    return (f"{year}?-01" if "new" in words else f"{year}?"), True


def _within(m: re.Match[str], base: date) -> str | None:
    count = m["whigh"].lower()
    number = int(count) if count.isdigit() else COUNTS[count]
    unit = m["wunit"].lower().rstrip("s")
    days = {"day": 1, "week": 7}.get(unit)
    if days:
        return f"{date.fromordinal(base.toordinal() + days * number).isoformat()}?"
    months = base.month - 1 + number * (12 if unit == "year" else 1)
    return f"{base.year + months // 12}?-{months % 12 + 1:02d}"
