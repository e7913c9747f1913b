"""Whether a date in a list of sources is EDTF."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@cache
def is_edtf(text: str) -> bool:
    """True for an EDTF value (levels 0 to 2) and for nothing at all."""
    if not text:
        return True
    day = _DAY.fullmatch(text)
    if day:  # the library takes 20 ms for what the calendar tells at once
        try:
            return bool(date(*map(int, day.groups())))
        except ValueError:
            return False
    from edtf import EDTFParseException, parse_edtf

    try:
        parse_edtf(text)
    except (EDTFParseException, ValueError):
        return False
    return True
