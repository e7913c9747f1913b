"""The day for which words say how things stand: as it is written beside them, never inferred."""

from __future__ import annotations

import re

from kg.dates import bounds, numeric

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<month>{_MONTH})\.?,?\s(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<numbers>\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)\b|\b(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)\b"
    r"|(?:\b(?:in|since|during)\s|\()(?P<alone>(?:19|20)\d\d)(?=[).,;]|\Z)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|expect(?:ed|s)?|due|target|planned|aim|intend(?:s|ed)?|until|before|review|next)\b",
    re.IGNORECASE,
)
_AS_AT = re.compile(r"\b(?:as at|as of|position (?:at|on)|correct (?:at|on)|at the end of|up to)\W+", re.IGNORECASE)
_REACH = 60  # characters between the words of a state and its day


def first(text: str, start: int = 0, end: int | None = None) -> str:
    """The first day, month or year in a stretch of text as EDTF; "" where there is none."""
    match = _DAY.search(text, start, len(text) if end is None else end)
    return _value(match) if match else ""


def beside(text: str, start: int, end: int, latest: str) -> str:
    """The day that stands behind the words of a state (which end at `start`) in the same sentence, where it is not one
    to come: not after `latest`, the publication as EDTF ("" where not known)."""
    match = _DAY.search(text, start, end)
    if match is None or match.start() - start > _REACH or _TO_COME.search(text[start : match.start()]):
        return ""
    value = _value(match)
    day, last = bounds(value)[0], bounds(latest)[1] if latest else None
    return "" if day and last and day > last else value


def as_at(text: str) -> str:
    """The day for which all holds that a document tells ("Position as at 31 January 2025"); "" where it names none."""
    for match in _AS_AT.finditer(text):
        found = _DAY.match(text, match.end())
        if found:
            return _value(found)
    return ""


def _value(match: re.Match[str]) -> str:
    if match["alone"] or match["iso"]:
        value = match["alone"] or match["iso"]
        return value if all(bounds(value)) else ""
    if match["numbers"]:
        return numeric(match["numbers"].replace(".", "/"), day_first=True) or ""
    month = match["month"][:3]
    day = f"{match['day']} " if match["day"] else ""
    return numeric(f"{day}{month} {match['year']}") or ""
