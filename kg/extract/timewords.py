"""The wording of time: a pattern for every expression of time, tried only where one can begin."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import ahocorasick

COUNTS = {
    word: count
    for count, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
} | {"a": 1, "an": 1, "eighteen": 18, "twenty-four": 24}
"""Numbers written as words, as far as spans of time use them."""
MONTHS = {name.lower(): index for index, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: index for name, index in list(MONTHS.items())} | {"sept": 9}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
"""EDTF numbers of the seasons (level 1, section 'Season')."""

_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19|20)\d\d"
_FINANCIAL = rf"(?:{_YEAR}\s?(?:/|-|–|to)\s?(?:{_YEAR}|\d\d)|\d\d/\d\d)(?!\d)"
_PART = (
    r"(?i:(?:early|mid|late)(?:\sin)?|(?:the\s)?(?:beginning|start|middle|(?:early|later|first|latter)\spart|(?P<ends>end|close))"
    r"(?:\sof)?(?:\sthe)?)"
    r"(?:\s|-)"
)
_COUNT = r"(?:\d{1,2}|" + "|".join(sorted(COUNTS, key=len, reverse=True)) + r")"
_UNIT = r"(?:day|week|month|year)s?"
_PREPOSITION = (
    r"(?i:by|before|ahead\sof|in|during|from|on|since|for|not?\slater\sthan|not\sbefore|not?\searlier\sthan"
    r"|(?:in\s)?the\sweek\s(?:of|beginning|commencing)|scheduled\sfor|due(?:\sin|\son|\sby)?"
    r"|with\s(?:immediate\s)?effect\sfrom|as\sof|until|after|throughout|at|towards|to|(?:over|in|during)\sthe\scourse\sof"
    r"|over(?=\s(?:the\s|this\s|next\s)?(?:spring|summer|autumn|winter)\b))"
)
# Between a part of a year and the year: "Q2 2019/20", "the first half of the financial year 2019/20".
_OF_YEAR = r"(?i:\s(?:of\s)?(?:the\s)?(?:FY\s?|financial\syear\s)?)"
_PARLIAMENT = r"(?i:the\sHouses?|both\sHouses|Parliament)"
_STRETCH = rf"(?:from|in|In|during)\s{_MONTH}(?:\s{_YEAR})?\s(?:to|until|or|and)\s{_MONTH}\s{_YEAR}"
_RELATIVE = r"(?i:(?:(?:this|next|current|coming|new)\s)?(?:calendar\s|financial\s)?year)"
# "This year’s budget", "in the year to May 2015": figures, not times.
_NO_YEAR = rf"['’]s\b(?!\s+end)|\sto\s(?:the\s)?(?:end\sof\s)?(?:\d|{_MONTH})"
# "(by March) of next year"
_OF_NEXT = r"(?i:\s(?:of\s)?(?:this|next|last)\syear\b(?!['’]))"
# "(within six months) of publication": the day that the reader knows, not that of something else.
_PUBLICATION = (
    r"(?i:\s(?:of|from|after|following)\s(?:(?:the\s)?(?:date\sof\s)?(?:the\s)?publication\b"
    r"(?:\sof\s(?:this|the|our)\s(?:response|report|document|letter|action\splan)\b)?(?!\sof\b|\sof\s)"
    r"|(?:the\sdate\sof\s)?this\s(?:response|letter|document|action\splan)\b))"
)

_WORDING = rf"""
    \b(?:(?!{_STRETCH})(?P<prep>{_PREPOSITION})\s)?
    (?:
      \b(?P<iso>\d{{4}}-\d\d-\d\d)\b
    | \b(?P<nd>\d{{1,2}})[./](?P<nm>\d{{1,2}})[./](?P<ny>\d{{4}}|\d\d)\b
    | (?:\b(?i:the\s)?(?i:parliamentary\s)?(?P<recess>(?i:summer|Christmas|winter|Easter|autumn))\s(?i:parliamentary\s)?
         (?i:recess)\b
        |\b{_PARLIAMENT}\s(?i:rises?|breaks?(?:\sup)?)\sfor\s(?:the\s)?(?P<rises>(?i:summer|Christmas|Easter))
         (?i:\s(?:recess|break))?\b
        |\b(?P<feast>Christmas)\b(?!\s(?i:\w+)\s(?:19|20)|\s(?i:Day|Eve|Island|period|break|holidays?|card|party)\b))
      (?:\s(?i:of\s|in\s)?(?P<recessyear>{_YEAR}))?
    | \b(?i:between|from|in|during)\s(?P<first>{_MONTH})(?:\s(?P<firstyear>{_YEAR}))?\s(?i:and|or|to|until)\s
      (?P<final>{_MONTH})\s(?P<finalyear>{_YEAR})
    | (?:\b(?P<part>{_PART}))?(?:\b(?i:the)\s)?
      (?:
        (?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<dmonth>{_MONTH})(?:,?\s(?P<dyear>{_YEAR}))?(?P<dof>{_OF_NEXT})?
      | (?:\b(?P<coming>(?i:this|next|last)\s))?
        (?:\b(?P<month>{_MONTH})(?:,?\s(?P<myear>{_YEAR}))?
          |\b(?P<season>(?i:spring|summer|autumn|winter))\b(?:\s(?:of\s)?(?P<syear>{_YEAR}))?)(?P<mof>{_OF_NEXT})?
      | \b(?P<fyq>{_FINANCIAL}),?\sQ(?P<qafter>[1-4])\b
      | \b(?:(?i:financial\syear\s|FY\s?)?(?P<fy>{_FINANCIAL})(?i:\sfinancial\syear)?)
      | \b(?i:(?:Q|quarter\s)(?P<q>[1-4])|(?P<qword>first|second|third|fourth|final|last)\squarter){_OF_YEAR}
           (?:(?P<qfy>{_FINANCIAL})(?i:\sfinancial\syear)?|(?P<qyear>{_YEAR})|(?P<qrel>{_RELATIVE})\b)
      | \b(?i:H(?P<h>[12])|(?P<hword>first|second|latter)\shalf){_OF_YEAR}
           (?:(?P<hfy>{_FINANCIAL})(?i:\sfinancial\syear)?|(?P<hyear>{_YEAR})\b|(?P<hrel>{_RELATIVE})\b)
      | \b(?:(?i:calendar\s)?year\s)?(?P<year>{_YEAR})\b(?![-/]\d)
      | \b(?P<relmonth>(?i:(?:this|next|last)\smonth(?!['’]))|(?(ends)(?i:month)|(?!)))\b
      | \b(?P<relyear>(?i:(?:this|the\scurrent|the|next|(?<!the[ \n])last|the\scoming|the\snew)
          \s(?:calendar\s|financial\s)?year(?!{_NO_YEAR})(?:\sis\sout)?
          |(?:the\s)?turn\sof\sthe\s(?:calendar\s)?year|(?:calendar\s|financial\s)?year(?:['’]s)?[\s-]end(?!\s(?:19|20)\d))|(?(ends)(?i:(?:calendar\s|financial\s)?year)|(?!)))\b
          (?:\s\((?P<said>{_YEAR})\))?
      )
    | \b(?P<within>(?P<inside>(?i:within|in|over)\s(?:the\snext\s|the\scoming\s)?)?
        (?:(?P<wlow>{_COUNT})\s?(?:-|–|to)\s?)?(?P<whigh>{_COUNT})[\s-](?P<wunit>{_UNIT})(?:’|')?(?:\stime)?)\b
      (?:{_PUBLICATION}|(?(inside)(?P<anchor>\s(?i:of|from|after|following)\s[^.,;]{{3,60}})?|(?!)))
    | \b(?P<later>(?i:later\sthis\syear|earlier\sthis\syear|later\sin\sthe\syear))\b
    | \b(?P<vague>(?i:{_COUNT}\s{_UNIT}\s(?:after|from|following)\s[^.,;]{{3,60}}
        |as\ssoon\sas\s(?:possible|practicable|it\sis\s\w+)|in\sdue\scourse|shortly|imminently|at\sthe\searliest\sopportunity
        |with\simmediate\seffect|in\sthe\s(?:near|short|medium|longer?)[\s-](?:future|term)
        |in\sthe\scoming\s(?:weeks|months|year)|over\sthe\scoming\s(?:weeks|months|year)))
    | \b(?P<ongoing>(?i:on\san\s(?:ongoing|on-going|annual|quarterly|monthly|weekly)\sbasis
        |annually|quarterly|monthly|weekly|every\s(?:{_COUNT}\s)?{_UNIT}|(?:every|each)\s(?:year|quarter|month|week)|ongoing|on-going|continuously|continually))\b
    )
"""
# Lines wrap within a date, and the next one may be indented.
_PATTERN = re.compile(re.sub(r"\\s(?![?*+\]-])", r"\\s+", _WORDING), re.VERBOSE)

# One of these is in every time expression: most sentences have none and need no further look.
_WHOLE_WORDS = {*MONTHS, *SEASONS}
_CUES = ahocorasick.Automaton()
for _cue in (
    *"0123456789", *_WHOLE_WORDS, "year", "month", "week", "days", "quarter", "soon as", "due course", "shortly",
    "imminent", "opportunity", "immediate", "future", "term", "going", "continu", "annual", "christmas", "easter",
):  # fmt: skip
    _CUES.add_word(_cue, _cue)
_CUES.make_automaton()
_REACH = 60  # characters before its cue at which a time expression can begin
_WORD = re.compile(r"[A-Za-z]+|\d+")
_FIRST_WORDS = """
    by before in during from on since for no not scheduled due with as until after throughout at towards to early mid
    late the beginning start middle end close financial fy first second third fourth final last calendar year this next
    within over later earlier annually quarterly monthly weekly every ongoing continuously
    continually shortly imminently twenty q h latter quarter ahead christmas easter parliament parliamentary both
    between each monday tuesday wednesday thursday friday saturday sunday
"""
_STARTS = {*_FIRST_WORDS.split(), *_WHOLE_WORDS, *COUNTS}


@lru_cache(maxsize=8)
def _cues(text: str) -> list[int]:
    """Where the cues of time expressions end in a text, in order."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ" becomes two characters: offsets would shift
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return [last for last, cue in _CUES.iter(lower) if cue not in _WHOLE_WORDS or _is_word(lower, last, len(cue))]


def _is_word(text: str, last: int, size: int) -> bool:
    before, after = text[last - size : last - size + 1], text[last + 1 : last + 2]
    return not (before.isalpha() or after.isalpha())


def mentioned(text: str, start: int, end: int) -> bool:
    """Whether anything in text[start:end] may belong to a time expression: a guard that costs next to nothing."""
    cues = _cues(text)
    first = bisect_left(cues, start)
    return first < len(cues) and cues[first] < end


def expressions(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The time expressions in text[start:end], in order, none inside another."""
    cues = _cues(text)
    first, beyond = bisect_left(cues, start), bisect_left(cues, end)
    if first == beyond:
        return
    reached = max(start, cues[first] - _REACH)
    for word in _WORD.finditer(text, reached, end):
        if word.start() > cues[beyond - 1]:
            return
        if word.start() < reached or not (word[0].isdigit() or word[0].lower() in _STARTS):
            continue
        match = _PATTERN.match(text, word.start(), end)
        if match and match.end() > word.start():
            reached = match.end()
            yield match
