"""Time expressions → EDTF values, read against the day of publication where the words state no year."""

from __future__ import annotations

import re
from datetime import date

from dateutil.easter import easter

from kg.dates import last_day
from kg.extract.times import neardates, yearparts
from kg.extract.times.neardates import UNTIL, Reference
from kg.extract.times.timewords import MONTHS, SEASONS

__all__ = ["Reference", "value"]

_MIDDLE_MONTH = {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}
_LAST_MONTH = {"spring": 5, "summer": 8, "autumn": 11}
# Parliament rises for the summer in the second half of July and for Christmas in December; Easter moves.
_RECESSES = {"summer": 7, "christmas": 12, "winter": 12}
_TERMS = {"spring": 1, "summer": 4, "autumn": 9}  # the month in which a school term opens
_CHRISTMAS = (12, 25)
_EASTER = 4  # the month it mostly falls in, by which its year is told


def value(m: re.Match[str], reference: Reference, past: bool) -> tuple[str | None, bool]:
    """The EDTF value of a match and whether its year is inferred; (None, False) where it cannot be told."""
    if m["iso"]:
        return m["iso"], False
    if m["nd"]:
        year = int(m["ny"]) + (2000 if len(m["ny"]) == 2 else 0)
        return _day(year, int(m["nm"]), int(m["nd"])), False
    if m["recess"] or m["rises"] or m["feast"]:
        return _break(m, reference, past)
    if m["dof"] or m["mof"]:
        return _of_a_year(m, reference)
    if m["dmonth"]:
        return _dated(m["dyear"] or _full(m["dshort"]), _month(m["dmonth"]), int(m["day"]), reference, past)
    said = (m["coming"] or "").lower().strip()
    if m["month"]:
        stated = m["myear"] or _full(m["mshort"]) or m["ayear"]
        return _dated(stated, _month(m["month"]), -1 if m["ends"] else 0, reference, past, said)
    if m["schoolterm"] and yearparts.begins(m) and m["season"].lower() in _TERMS:
        return _dated(m["syear"] or _full(m["sshort"]), _TERMS[m["season"].lower()], 0, reference, past, said)
    if m["season"]:
        return _season(m["season"].lower(), m["syear"] or _full(m["sshort"]), reference, past, said)
    told = _stated_year(m)
    return (told, False) if told else neardates.value(m, reference)


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
        return yearparts.financial(m)
    if m["qfy"] or m["qyear"] or m["fyq"]:
        return yearparts.quarter(m)
    if m["hfy"] or m["hyear"]:
        return yearparts.half(m)
    if m["year"]:
        return f"{m['year']}-12-31" if m["ends"] else yearparts.year_part(m)
    return None


def _full(year: str | None) -> str | None:
    """A year of two digits in full."""
    return f"20{year}" if year else None


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _day(year: int, month: int, day: int) -> str | None:
    """A full date; None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _break(m: re.Match[str], reference: Reference, past: bool) -> tuple[str | None, bool]:
    """The month in which Parliament rises ("by summer recess"), or a feast; what comes after a break has no date."""
    words = " ".join((m["prep"] or "").lower().split())
    if m["feast"]:
        if words in ("after", "not before", "no earlier than", "not earlier than") or (words == "since" and not past):
            return None, False
        return _feast(m, reference, past)
    month = _RECESSES.get((m["recess"] or m["rises"]).lower()) if words in UNTIL else None
    return _dated(m["recessyear"], month, 0, reference, past) if month else (None, False)


def _feast(m: re.Match[str], reference: Reference, past: bool) -> tuple[str | None, bool]:
    """Christmas, or Easter Sunday, which is told by its year: the first one after the publication, or the last one."""
    if m["feast"] == "Christmas":
        return _dated(m["recessyear"], *_CHRISTMAS, reference, past)
    year = int(m["recessyear"]) if m["recessyear"] else _infer_year(_EASTER, reference, past, "")
    if year is None:
        return None, False
    if not m["recessyear"] and reference.earliest and reference.latest:
        year += (not past and easter(year) < reference.earliest) - (past and easter(year) > reference.latest)
    day = easter(year)
    return f"{year}{'' if m['recessyear'] else '?'}{day:-%m-%d}", not m["recessyear"]


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
    if number is None or reference.latest is None:
        return None, True
    over = name in _LAST_MONTH and (number, _LAST_MONTH[name]) < (reference.latest.year, reference.latest.month)
    if over and not past and said != "last":
        number += 1  # a season is longer than a month: what is over does not come any more
    return f"{number}?-{SEASONS[name]}", True
