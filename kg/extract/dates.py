"""Finds what a sentence says about when, and turns it into EDTF with an earliest and a latest day.

The words are kept as they stand. A value is computed only where the words and the date of the document allow
it; a year that the words do not state is marked in the EDTF value ("2024?-11-30", EDTF level 2).
The bounds come from the `edtf` library.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import ahocorasick

from kg.model import Document, Timing, When

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: i for name, i in list(_MONTHS.items())} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_COUNT_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: count for count, word in enumerate(_COUNT_WORDS, start=1)} | {
    "a": 1,
    "an": 1,
    "eighteen": 18,
    "twenty-four": 24,
}

_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19|20)\d\d"
_FINANCIAL = rf"(?:{_YEAR}\s?(?:/|-|–|to)\s?(?:{_YEAR}|\d\d)|\d\d/\d\d)(?!\d)"
_PART = r"(?i:early|mid|late|(?:the\s)?(?:beginning|start|middle|end|close)(?:\sof)?(?:\sthe)?)(?:\s(?:in\s)?|-)"
_COUNT = r"(?:\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?:day|week|month|year)s?"
_PREPOSITION = (
    r"(?i:by|before|in|during|from|on|since|for|no\slater\sthan|scheduled\sfor|due(?:\sin|\son|\sby)?"
    r"|with\s(?:immediate\s)?effect\sfrom|as\sof|until|after|throughout|at|towards|to)"
)

_PATTERN = re.compile(
    rf"""
    \b(?:(?P<prep>{_PREPOSITION})\s+)?
    (?:
      \b(?P<iso>\d{{4}}-\d\d-\d\d)\b
    | \b(?P<nd>\d{{1,2}})[./](?P<nm>\d{{1,2}})[./](?P<ny>\d{{4}}|\d\d)\b
    | (?:\b(?P<part>{_PART}))?(?:\b(?i:the)\s)?
      (?:
        \b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<dmonth>{_MONTH})(?:,?\s(?P<dyear>{_YEAR}))?
      | \b(?P<month>{_MONTH})(?:,?\s(?P<myear>{_YEAR}))?
      | \b(?P<season>(?i:spring|summer|autumn|winter))\b(?:\s(?:of\s)?(?P<syear>{_YEAR}))?
      | \b(?:(?i:financial\syear\s|FY\s?)?(?P<fy>{_FINANCIAL})(?i:\sfinancial\syear)?)
      | \b(?:(?i:Q(?P<q>[1-4])|(?P<qword>first|second|third|fourth|final|last)\squarter(?:\sof)?)\s
           (?:(?P<qfy>{_FINANCIAL})|(?P<qyear>{_YEAR})))
      | \b(?:(?i:calendar\s)?year\s)?(?P<year>{_YEAR})\b(?![-/]\d)
      | \b(?P<relyear>(?i:(?:this|the\scurrent|the|next|the\scoming|the\snew)\s(?:calendar\s|financial\s)?year))\b
      )
    | \b(?P<within>(?i:within|in|over|in\sthe\snext|within\sthe\snext|over\sthe\snext|over\sthe\scoming|in\sthe\scoming)
        \s(?:the\snext\s|the\scoming\s)?
        (?:(?P<wlow>{_COUNT})\s?(?:-|–|to)\s?)?(?P<whigh>{_COUNT})[\s-](?P<wunit>{_UNIT})(?:’|')?(?:\stime)?)\b
      (?P<anchor>\s(?i:of|from|after|following)\s[^.,;]{{3,60}})?
    | \b(?P<later>(?i:later\sthis\syear|earlier\sthis\syear|later\sin\sthe\syear))\b
    | \b(?P<vague>(?i:{_COUNT}\s{_UNIT}\s(?:after|from|following)\s[^.,;]{{3,60}}
        |as\ssoon\sas\s(?:possible|practicable|it\sis\s\w+)|in\sdue\scourse|shortly|imminently|at\sthe\searliest\sopportunity
        |with\simmediate\seffect|in\sthe\s(?:near|short|medium|longer?)[\s-](?:future|term)
        |in\sthe\scoming\s(?:weeks|months|year)|over\sthe\scoming\s(?:weeks|months|year)))
    | \b(?P<ongoing>(?i:on\san\s(?:ongoing|on-going|annual|quarterly|monthly|weekly)\sbasis
        |annually|quarterly|monthly|weekly|every\s(?:year|quarter|month|week)|ongoing|on-going|continuous(?:ly)?|continual(?:ly)?))\b
    )
    """,
    re.VERBOSE,
)
# One of these is in every time expression: most sentences have none and need no further look.
_CUES = ahocorasick.Automaton()
for _cue in (
    *"0123456789", *(name[:3].lower() for name in calendar.month_name if name), *_SEASONS, "year", "month", "week", "days",
    "quarter", "soon as", "due course", "shortly", "imminent", "opportunity", "immediate", "future", "term", "going",
    "continu", "annual",
):  # fmt: skip
    _CUES.add_word(_cue, _cue)
_CUES.make_automaton()
# Without a preposition these are more often part of a name ("the May 2023 form") than a time.
_NEED_PREPOSITION = ("month", "season", "fy", "year", "relyear")


@dataclass(frozen=True, slots=True)
class Reference:
    """What dates without a year are read against: when the document was published (bounds, or None)."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, document: Document) -> Reference:
        """The publication date of the document, unknown where it has none."""
        return cls(*bounds(document.published)) if document.published else cls()


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and last day that an EDTF value covers; (None, None) where the value does not parse or is open."""
    from edtf import EDTFParseException, parse_edtf

    try:
        value = parse_edtf(edtf)
        low, high = value.lower_strict(), value.upper_strict()
        first = None if edtf.startswith(("/", "..")) else date(*low[:3])
        last = None if edtf.endswith(("/", "..")) else date(*high[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None, None
    return first, last


@lru_cache(maxsize=8)
def _cues(text: str) -> list[int]:
    """Where the cues of time expressions end in a text, in order."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when they are lowered: offsets would shift
        lower = text
    return [end for end, _cue in _CUES.iter(lower)]


def find(document: Document, start: int, end: int, reference: Reference, *, past: bool = False) -> Iterator[When]:
    """Every time expression in the stretch of text, in order, with its preposition.

    `past` says that the sentence reports something done, so that a date without a year is the last one before
    publication, not the next one after it.
    """
    cues = _cues(document.text)
    if bisect_left(cues, end) == bisect_left(cues, start):
        return
    for match in _PATTERN.finditer(document.text, start, end):
        bare = any(match[kind] for kind in _NEED_PREPOSITION) and not (match["prep"] or match["part"])
        if (bare and not _is_alone(document.text, start, end, match)) or _is_title(document.text, match):
            continue
        when = _when(document, match, reference, past)
        if when:
            yield when


def _is_alone(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """A date that is all its stretch says ("May 2025" on a line of dates)."""
    return not text[start : match.start()].strip(" .:–-(\n") and not text[match.end() : end].strip(" .;)\n")


def _is_title(text: str, match: re.Match[str]) -> bool:
    """A year that belongs to a name ("in the 2014 review"), not to a time."""
    if not match["year"] or match["part"]:
        return False
    return text[: match.start("year")].endswith("the ") and bool(re.match(r"\s\w", text[match.end() : match.end() + 2]))


def _when(document: Document, match: re.Match[str], reference: Reference, past: bool) -> When | None:
    span = document.span(match.start(), match.end())
    text = " ".join(span.exact.split())
    if match["ongoing"]:
        return When(text, span, Timing.ONGOING)
    if match["vague"] or (match["within"] and match["anchor"]):
        return When(text, span, Timing.NOT_DATABLE)
    edtf, inferred = _edtf(match, reference, past)
    if edtf is None:
        return When(text, span, Timing.NOT_DATABLE)
    low, high = bounds(edtf)
    if (match["prep"] or "").lower() in {"after", "since"} and not past:
        return When(text, span, Timing.NOT_DATABLE)
    return When(text, span, Timing.DATED, edtf, low, high, inferred) if high else None


def _edtf(m: re.Match[str], reference: Reference, past: bool) -> tuple[str | None, bool]:
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
    if m["year"]:
        return (f"{m['year']}-12-31" if "end" in part or "close" in part else _year_part(m["year"], part)), False
    return _relative(m, part, reference)


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _day(year: int, month: int, day: int) -> str | None:
    """A full date; None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _dated(year: str | None, month: int, day: int, reference: Reference, past: bool) -> tuple[str | None, bool]:
    """A month (day 0), its last day (day -1) or one day of it, with the year stated or inferred."""
    number = int(year) if year else _infer_year(month, reference, past)
    if number is None:
        return None, False
    mark = "" if year else "?"
    if day == 0:
        return f"{number}{mark}-{month:02d}", not year
    value = _day(number, month, _last(number, month) if day < 0 else day)
    return (f"{number}{mark}{value[4:]}" if value else None), not year


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
        return f"{year}-{_SEASONS[name]}", False
    middle = {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}[name]
    number = _infer_year(middle, reference, past)
    # EDTF has no qualified season: the inferred year is marked beside the value only
    return (f"{number}-{_SEASONS[name]}" if number else None), True


def _financial(text: str, part: str) -> str:
    """The financial year "2024/25" as April to March, or its end."""
    first = re.match(r"\d+", text)
    year = int(first[0]) if first else 0
    year += 2000 if year < 100 else 0
    return f"{year + 1}-03-31" if "end" in part or "close" in part else f"{year}-04/{year + 1}-03"


def _quarter(m: re.Match[str]) -> str:
    words = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
    quarter = int(m["q"]) if m["q"] else words[m["qword"].lower()]
    if m["qyear"]:
        start = 3 * quarter - 2
        return f"{m['qyear']}-{start:02d}/{m['qyear']}-{start + 2:02d}"
    first = re.match(r"\d+", m["qfy"])
    year = int(first[0]) if first else 0
    year += 2000 if year < 100 else 0
    year, start = (year, 3 * quarter + 1) if quarter < 4 else (year + 1, 1)
    return f"{year}-{start:02d}/{year}-{start + 2:02d}"


def _year_part(year: str, part: str) -> str:
    return f"{year}-01" if "begin" in part or "start" in part else year


def _relative(m: re.Match[str], part: str, reference: Reference) -> tuple[str | None, bool]:
    """Years and spans told from the day of publication ("later this year", "within six months")."""
    if not reference.latest or not reference.earliest or reference.latest.year != reference.earliest.year:
        return None, False
    base = reference.latest
    if m["within"]:
        return _within(m, base), True
    if m["later"]:
        # a response published in January that looks back on "this year" was written in the year before
        year = base.year - 1 if m["later"].lower().startswith("earlier") and base.month <= 2 else base.year
        return f"{year}?", True
    words = m["relyear"].lower()
    if "financial" in words:
        year = base.year if base.month >= 4 else base.year - 1
        year += 1 if "next" in words or "coming" in words else 0
        return (f"{year + 1}?-03-31" if "end" in part else f"{year}-04/{year + 1}-03?"), True
    year = base.year + (1 if any(w in words for w in ("next", "coming", "new")) else 0)
    if "end" in part:
        return f"{year}?-12-31", True
    return (f"{year}?-01" if "new" in words else f"{year}?"), True


def _within(m: re.Match[str], base: date) -> str | None:
    count = m["whigh"].lower()
    number = int(count) if count.isdigit() else _NUMBERS[count]
    unit = m["wunit"].lower().rstrip("s")
    days = {"day": 1, "week": 7}.get(unit)
    if days:
        return f"{date.fromordinal(base.toordinal() + days * number).isoformat()}?"
    months = base.month - 1 + number * (12 if unit == "year" else 1)
    return f"{base.year + months // 12}?-{months % 12 + 1:02d}"
