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
# Parliament rises for the summer in the second half of July and for Christmas in December; Easter moves.
_RECESSES = {"summer": 7, "christmas": 12, "winter": 12}
_CHRISTMAS = (12, 25)
_UNTIL = {"by", "before", "ahead of", "no later than", "until"}


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
    if m["iso"]:
        return m["iso"], False
    if m["nd"]:
        year = int(m["ny"]) + (2000 if len(m["ny"]) == 2 else 0)
        return _day(year, int(m["nm"]), int(m["nd"])), False
    if m["first"]:
        return _stretch(m), False
    if m["recess"] or m["rises"] or m["feast"]:
        return _break(m, reference, past)
    if m["dof"] or m["mof"]:
        return _of_a_year(m, reference)
    if m["dmonth"]:
        return _dated(m["dyear"], _month(m["dmonth"]), int(m["day"]), reference, past)
    said = (m["coming"] or "").lower().strip()
    if m["month"]:
        return _dated(m["myear"], _month(m["month"]), -1 if m["ends"] else 0, reference, past, said)
    if m["season"]:
        return _season(m["season"].lower(), m["syear"], reference, past, said)
    stated = _stated_year(m)
    return (stated, False) if stated else _relative(m, reference)


def _of_a_year(m: re.Match[str], reference: Reference) -> tuple[str | None, bool]:
    """A day, month or season of this, the next or the last year ("by the end of March next year")."""
    if not reference.latest or not reference.earliest or reference.latest.year != reference.earliest.year:
        return None, False
    words = (m["dof"] or m["mof"]).lower()
    year = reference.latest.year + (1 if "next" in words else -1 if "last" in words else 0)
    if m["season"]:
        return f"{year}?-{SEASONS[m['season'].lower()]}", True
    day = int(m["day"]) if m["dmonth"] else -1 if m["ends"] else 0
    stated, _ = _dated(str(year), _month(m["dmonth"] or m["month"]), day, reference, past=False)
    return (f"{stated[:4]}?{stated[4:]}" if stated else None), True


def _stated_year(m: re.Match[str]) -> str | None:
    """A year that the words state, or a quarter, a half or the end of it."""
    if m["fy"]:
        return _financial(m["fy"], bool(m["ends"]))
    if m["qfy"] or m["qyear"] or m["fyq"]:
        return _quarter(m)
    if m["hfy"] or m["hyear"]:
        return _half(m)
    if m["year"]:
        return f"{m['year']}-12-31" if m["ends"] else _year_part(m["year"], (m["part"] or "").lower())
    return None


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _day(year: int, month: int, day: int) -> str | None:
    """A full date; None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _stretch(m: re.Match[str]) -> str:
    """From one month to another ("between October and December 2024"), the first in the year of the last or before."""
    first, last, year = _month(m["first"]), _month(m["final"]), int(m["finalyear"])
    begin = int(m["firstyear"]) if m["firstyear"] else year - (first > last)
    return f"{begin}-{first:02d}/{year}-{last:02d}"


def _break(m: re.Match[str], reference: Reference, past: bool) -> tuple[str | None, bool]:
    """The month in which Parliament rises ("by summer recess"), or Christmas; what comes after a break has no date."""
    words = (m["prep"] or "").lower().split()
    if " ".join(words) not in _UNTIL and not (m["feast"] and words == ["at"]):
        return None, False
    month, day = _CHRISTMAS if m["feast"] else (_RECESSES.get((m["recess"] or m["rises"]).lower(), 0), 0)
    return _dated(m["recessyear"], month, day, reference, past) if month else (None, False)


def _dated(
    year: str | None, month: int, day: int, reference: Reference, past: bool, said: str = ""
) -> tuple[str | None, bool]:
    """A month (day 0), its last day (day -1) or one day of it, with the year stated or inferred."""
    number = int(year) if year else _infer_year(month, reference, past, said)
    if number is None:
        return None, False
    mark = "" if year else "?"
    if day == 0:
        return f"{number}{mark}-{month:02d}", not year
    full = _day(number, month, last_day(number, month) if day < 0 else day)
    return (f"{number}{mark}{full[4:]}" if full else None), not year


def _infer_year(month: int, reference: Reference, past: bool, said: str) -> int | None:
    """The year of the month that fits the publication date: the last one for reports of the past, otherwise
    the next one, or one that ended up to three months before (responses are written before they are published)
    unless the words say that it is to come ("next spring") or that it is over ("last spring")."""
    if not reference.latest or not reference.earliest:
        return None
    if (reference.latest - reference.earliest).days > 100:
        return None  # a publication known only to the year fixes no other year
    year = reference.latest.year
    ahead = (month - reference.latest.month) % 12
    if said == "next":
        return year if month > reference.latest.month else year + 1
    if said == "last":
        return year if month < reference.latest.month else year - 1
    if past:
        return year if month <= reference.latest.month else year - 1
    if ahead >= 9:  # up to three months back
        return year if month <= reference.latest.month else year - 1
    return year if month >= reference.latest.month else year + 1


def _season(name: str, year: str | None, reference: Reference, past: bool, said: str) -> tuple[str | None, bool]:
    if year:
        return f"{year}-{SEASONS[name]}", False
    month = _MIDDLE_MONTH[name] + (said == "last" and name != "winter")  # it is over after its last month
    number = _infer_year(month, reference, past, said)
    return (f"{number}?-{SEASONS[name]}" if number else None), True


def _financial(text: str, ends: bool) -> str:
    """The financial year "2024/25" as April to March, or its end."""
    year = _first_year(text)
    return f"{year + 1}-03-31" if ends else f"{year}-04/{year + 1}-03"


def _first_year(text: str) -> int:
    """The year in which a financial year begins: 2024 for "2024/25" and "24/25"."""
    digits = re.split(r"\D", text, maxsplit=1)[0]
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _quarter(m: re.Match[str], rel: int | None = None) -> str:
    """A quarter of a calendar year ("the first quarter of 2025") or of a financial year ("Q4 2024/25"), or its end;
    `rel` is the year that "this year" stands for."""
    told = m["q"] or m["qafter"]
    quarter = int(told) if told else _QUARTERS[m["qword"].lower()]
    return _months(*_which_year(m["qyear"], m["qfy"] or m["fyq"], m["qrel"], rel), 3 * quarter - 2, 3, m)


def _half(m: re.Match[str], rel: int | None = None) -> str:
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


def _year_part(year: str, part: str) -> str:
    return f"{year}-01" if "begin" in part or "start" in part else year


def _relative(m: re.Match[str], reference: Reference) -> tuple[str | None, bool]:
    """Years and spans told from the day of publication ("later this year", "within six months")."""
    ends = bool(m["ends"] or re.search(r"(?:end|is\s+out)\Z|turn\b", (m["relyear"] or "").lower()))
    if m["said"]:  # "the end of the calendar year (2022)"
        return (f"{m['said']}-12-31" if ends else m["said"]), False
    if not reference.latest or not reference.earliest or reference.latest.year != reference.earliest.year:
        return None, False
    base = reference.latest
    if m["within"]:
        return _within(m, base), True
    if m["later"]:
        if m["later"].lower().startswith("earlier") and base.month == 1:
            return None, False  # the year of publication has hardly begun: the words may mean the one before
        return f"{base.year}?", True
    words = m["qrel"] or m["hrel"]
    if words:
        year = _year_of(words.lower(), base)
        return (_quarter(m, year) if m["qrel"] else _half(m, year)), True
    if m["relmonth"]:
        known = base.month == reference.earliest.month
        return (_near_month(m["relmonth"].lower(), base, ends), True) if known else (None, False)
    return _near_year(m["relyear"].lower(), (m["prep"] or "").lower(), base, ends), True


def _near_month(words: str, base: date, ends: bool) -> str:
    """The month of publication, the next or the last one, or its last day."""
    year, month = divmod(base.year * 12 + base.month - 1 + ("next" in words) - ("last" in words), 12)
    return f"{year}?-{month + 1:02d}" + (f"-{last_day(year, month + 1)}" if ends else "")


def _near_year(words: str, preposition: str, base: date, ends: bool) -> str:
    """The year of publication or the next one, or its last day; "by the new year" is the last day before that."""
    if "new" in words and "financial" not in words and preposition in _UNTIL:
        return f"{base.year}?-12-31"
    year = _year_of(words, base)
    if "financial" in words:
        return f"{year + 1}?-03-31" if ends else f"{year}-04/{year + 1}-03?"
    return f"{year}?-12-31" if ends else f"{year}?"


def _year_of(words: str, base: date) -> int:
    """The year in which this, the next or the last calendar or financial year begins."""
    year = base.year - (1 if "financial" in words and base.month < 4 else 0)
    return year + (1 if any(word in words for word in ("next", "coming", "new")) else -1 if "last" in words else 0)


def _within(m: re.Match[str], base: date) -> str | None:
    count = m["whigh"].lower()
    number = int(count) if count.isdigit() else COUNTS[count]
    unit = m["wunit"].lower().rstrip("s")
    days = {"day": 1, "week": 7}.get(unit)
    if days:
        day = date.fromordinal(base.toordinal() + days * number).isoformat()
        return f"{day[:4]}?{day[4:]}"
    months = base.month - 1 + number * (12 if unit == "year" else 1)
    return f"{base.year + months // 12}?-{months % 12 + 1:02d}"
