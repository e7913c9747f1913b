"""Dates as people write them in a cell → EDTF with its bounds."""

from __future__ import annotations

import re
from datetime import date, datetime
from time import struct_time

_PLAIN = (("%d/%m/%Y", 10), ("%d.%m.%Y", 10), ("%d %B %Y", 10), ("%d %b %Y", 10), ("%B %Y", 7), ("%b %Y", 7))


def edtf(words: str) -> str | None:
    """The EDTF value of a cell: EDTF as it stands, else a plain date with the day first ("31/12/2024", "March
    2025"); None where it is neither."""
    text = " ".join(words.split())
    if _parsed(text) is not None:
        return text
    for form, length in _PLAIN:
        try:
            return datetime.strptime(text, form).date().isoformat()[:length]
        except ValueError:
            continue
    return None


def bounds(value: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF value allows; None where that side is open or not known."""
    parsed = _parsed(value)
    return _day(parsed, "lower_strict"), _day(parsed, "upper_strict")


def _parsed(text: str) -> object | None:
    from edtf import EDTFParseException, parse_edtf

    if text == "/" or re.fullmatch(r"\d{5,}", text):  # spreadsheets count days in such numbers
        return None
    try:
        parsed: object = parse_edtf(text)
        _day(parsed, "lower_strict"), _day(parsed, "upper_strict")
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        return None
    return parsed


def _day(parsed: object, bound: str) -> date | None:
    found = getattr(parsed, bound)() if parsed is not None else None
    if not isinstance(found, struct_time) or not 0 < found.tm_year < 9999:
        return None
    return date(found.tm_year, found.tm_mon, found.tm_mday)
