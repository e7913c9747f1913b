"""Dates as values: EDTF (Extended Date/Time Format, ISO 8601-2), the days it covers, and plain dates turned into it.

What the calendar tells at once is not asked of the `edtf` library, which takes 20 to 30 ms for a value.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from functools import cache, lru_cache
from math import inf

# Years, months and days, with or without a mark of uncertainty; months up to 12, so no seasons.
_PLAIN = re.compile(r"(\d{4})[?~%]?(?:-(0[1-9]|1[0-2])[?~%]?(?:-(\d\d)[?~%]?)?)?")
# A season may have the mark on its year, as months and days do; the library knows none of a season.
_SEASON = re.compile(r"(\d{4})[?~%]?-(2[1-4])")
_ALL = re.compile(r"^\{(.*)\}$")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_COUNTED = re.compile(r"\d{5,}")  # spreadsheets count days in such numbers
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WRITTEN = (
    ("%d.%m.%Y", "%Y-%m-%d"),
    ("%d %B %Y", "%Y-%m-%d"),
    ("%d %b %Y", "%Y-%m-%d"),
    ("%B %Y", "%Y-%m"),
    ("%b %Y", "%Y-%m"),
)


@cache
def is_edtf(text: str) -> bool:
    """True for an EDTF value (levels 0 to 2) and for nothing at all."""
    if not text:
        return True
    if day := _DAY.fullmatch(text):
        return all(_plain_bounds(day))
    if season := _SEASON.fullmatch(text):
        return season[1] != "0000"
    from edtf import EDTFParseException, parse_edtf

    try:
        parse_edtf(text)
    except (EDTFParseException, ValueError):
        return False
    return True


def numeric(words: str, *, day_first: bool = False) -> str | None:
    """31.12.2024, 31 December 2024 or December 2024 in the order of ISO 8601; None where it is none of these.

    31/12/2024 is read too, and 05/06/2024, which may be either, where it is said that the day comes first.
    """
    text = " ".join(words.split())
    if (slashed := _SLASHED.fullmatch(text)) and (day_first or int(slashed[1]) > 12):
        text = ".".join(slashed.groups())
    for written, order in _WRITTEN:
        try:
            return datetime.strptime(text, written).strftime(order)
        except ValueError:
            continue
    return None


def edtf(words: str) -> str | None:
    """The EDTF value that a person wrote: EDTF as it stands, else a plain date with the day first; None for neither."""
    text = " ".join(words.split())
    known = text not in ("", "/") and not _COUNTED.fullmatch(text) and is_edtf(text)
    return text if known else numeric(text, day_first=True)


@lru_cache(maxsize=1 << 15)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and last day that an EDTF value covers; (None, None) where the value does not parse or is open."""
    ends = [_PLAIN.fullmatch(end) for end in edtf.split("/")]
    if all(ends):
        days = [_plain_bounds(end) for end in ends if end]
        return (days[0][0], days[-1][1]) if all(days[0]) and all(days[-1]) else (None, None)
    season = _SEASON.fullmatch(edtf)
    return _season_bounds(int(season[1]), season[2]) if season else _parsed_bounds(edtf)


def _season_bounds(year: int, season: str) -> tuple[date | None, date | None]:
    """The days of a season: its months are the same every year, so that the library is asked once."""
    first, last = _season_of_a_year(season)
    if not (year and first and last):
        return None, None
    return first.replace(year=year), date(year, last.month, last_day(year, last.month))


@cache
def _season_of_a_year(season: str) -> tuple[date | None, date | None]:
    return _parsed_bounds(f"2000-{season}")


def _plain_bounds(match: re.Match[str]) -> tuple[date | None, date | None]:
    """The days of a year, month or day: the library takes 30 ms for what the calendar tells at once."""
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or last_day(year, month or 12))
    except ValueError:
        return None, None
    return first, last


def _parsed_bounds(edtf: str) -> tuple[date | None, date | None]:
    from edtf import EDTFParseException, parse_edtf  # here, because it takes long to import

    try:
        # all of a set ("{…}") have the bounds of one of it ("[…]"), of which the library knows more
        parsed = parse_edtf(_ALL.sub(r"[\1]", edtf))
        low, high = parsed.lower_strict(), parsed.upper_strict()
        # of a set that is open ("[2017..]") the library tells infinity
        first = None if low == -inf or edtf.startswith(("/", "..")) else date(*low[:3])
        last = None if high == inf or edtf.endswith(("/", "..")) else date(*high[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None, None
    return first, last


def last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
