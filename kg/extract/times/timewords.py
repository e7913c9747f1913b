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
} | {
    "a couple of": 2,
    "couple of": 2,
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "twenty-four": 24,
    "thirty": 30,
}
"""Numbers written as words, as far as spans of time use them."""
MONTHS = {name.lower(): index for index, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: index for name, index in list(MONTHS.items())} | {"sept": 9}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
"""EDTF numbers of the seasons (level 1, section 'Season')."""
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
QUARTERS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
QUARTERS |= {word: count for word, count in COUNTS.items() if 1 <= count <= 4 and len(word) > 2}

MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
"""The name of a month, in full or short."""
YEAR = r"(?:19|20)\d\d"
SAYS_WHEN = re.compile(
    r"^(?:by|(?:well )?before|prior to|ahead of|no later than|due|scheduled for|within|between|from|since|on|in|during"
    r"|at (?:the (?:end|beginning|start|middle|close|turn)|its|their|our)|with (?:the|its|their|our)"
    r"|for the (?:rest|remainder)|as (?:of|from|at)|with effect"
    r"|effective|starting|beginning|commencing|towards?|over|through|around|about|come|earlier|early|mid|half-? ?way"
    r"|late|later|this|next|last|until|till|up to|(?:well )?into|not (?:later|before|after)|(?:the )?week|w/c"
    r"|[\w-]+ (?:days?|weeks?|months?|years?) (?:after|from|following)|.* (?:hence|ago))\b|\b(?:the )?end\b",
    re.I,
)
"""How a time begins that tells when something is to be or was, and does not only name a day ("the May form")."""
DEADLINE = re.compile(
    r"(?:by|(?:well )?before|prior to|ahead of|not? later|not after|due|scheduled|within|between now)\b", re.I
)
"""How a time begins by which something is to be done."""
LAST = re.compile(
    rf"(?:\w+ ){{0,4}}last (?:week|month|quarter|year|spring|summer|autumn|winter|{MONTH})\b(?! of)|.* ago$|since\b",
    re.I,
)
"""A time that is over."""

SINCE = re.compile(r"since\b", re.I)
"""How a time begins from which something has been so."""

_FINANCIAL = rf"(?:{YEAR}\s?(?:/|-|–|to)\s?(?:{YEAR}|\d\d)|\d\d/\d\d)(?!\d)"
_ORDINAL = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_PART = (
    r"(?i:(?:early|earlier(?=\sin\s)|mid|late|later(?=\sin\s))(?:[\s-]to[\s-](?:mid|late))?(?:\sin(?!\sthe\s(?:year|month)\b))?"
    r"|(?:the\s)?months?\sof"
    r"|(?:half-?\s?way|mid-?way)\sthrough(?:\sthe)?"
    rf"|(?:the\s)?(?:beginning|start|middle|(?:early|later|first|latter)\spart|(?P<week>{_ORDINAL}\s(?:full\s)?week)"
    r"(?=\s(?:of|in)\s)|(?:early|first|opening|closing|last)\s(?:days|weeks|months)(?=\sof\s)|(?P<ends>end|close))"
    r"(?:\sof|(?<=week)\sin)?(?:\sthe)?)"
    r"(?:\s|-)"
)
_COUNT = r"(?:\d{1,2}|" + "|".join(re.sub(" ", r"\\s", word) for word in sorted(COUNTS, key=len, reverse=True)) + r")"
_UNIT = r"(?:day|week|fortnight|month|year)s?"
_SEASON = r"(?i:spring|summer|autumn|winter)"
_PREPOSITION = (
    r"(?i:by|(?:well\s)?before|ahead\sof|prior\sto|in\stime\sfor|in|during|between\snow\sand|from\snow\s(?:to|until)"
    r"|from|on|since|for|not?\slater\sthan|not\safter|not\sbefore|not?\searlier\sthan|(?:in\s)?the\srun[\s-]up\sto"
    r"|(?:for|over|during|in)\sthe\s(?:rest|remainder)\sof"
    r"|(?:in\s)?(?:the\s)?(?:week\s(?:of|beginning|commencing|ending)|w/c)|scheduled\sfor|due(?:\sin|\son|\sby)?"
    r"|with\s(?:immediate\s)?effect\sfrom|effective(?:\sfrom|\son)?|as\s(?:of|from|at)"
    r"|until|till|up\s(?:to|until)|after|throughout|at|towards?|(?:well\s)?into|through\sto|to|within|(?:over|in|during)\sthe\scourse\sof"
    rf"|(?:starting|commencing|beginning)(?=\s(?:{MONTH}|\d))|come(?=\s(?:the\s)?{_SEASON}\b)|(?:around|about)(?=\s(?:the\s)?[A-Za-z])"
    rf"|with(?=\s(?:the|its|their|our)\s{MONTH}\s[a-z])"
    rf"|over(?=\s(?:the\s)?{_ORDINAL}\s(?:quarter|half|(?:three|six)\smonths)\sof\s)|(?:over|through)(?=\s(?:the\s|this\s|next\s|last\s)?(?:{_SEASON}|Christmas|Easter)\b))"
)
# Between a part of a year and the year: "Q2 2019/20", "the first half of the financial year 2019/20".
_OF_YEAR = r"(?i:\s(?:of\s)?(?:the\s)?(?:FY\s?|financial\syear\s)?)"
_FISCAL = r"(?:financial|reporting|fiscal|business)\s"
_PARLIAMENT = r"(?i:the\sHouses?|both\sHouses|Parliament)"
_RELATIVE = r"(?i:(?:(?:this|next|current|coming|new)\s)?(?:calendar\s|financial\s)?year)"
# "This year’s budget", "in the year to May 2015": figures, not times.
_NO_YEAR = rf"['’]s\b(?!\s+end)|\sto\s(?:the\s)?(?:end\sof\s)?(?:\d|{MONTH})"
# "(by March) of next year"
_OF_NEXT = r"(?i:\s(?:of\s)?(?:this|next|last)\syear\b(?!['’]))"
# What comes before the last day or month of a stretch or list: "between (7 and) 18 September", "in (May and) June".
_AND = r"(?:,\s|,?\s(?:and|or|to|until)\s|\s?[-–/]\s?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_SHORT_YEAR = r"(?:\s?['’]|-)"  # "May ’25", "31-May-25"
_MEETING = rf"(?i:its|their|our)\s(?={MONTH}(?:\s{YEAR})?\s(?:\w+\s)?(?:meeting|conference|session|board)s?\b)"
# "(within six months) of publication": the day that the reader knows, not that of something else.
_PUBLICATION = (
    r"(?i:\s(?:of|from|after|following)\s(?:(?:the\s)?(?:date\sof\s)?(?:the\s)?publication\b"
    r"(?:\sof\s(?:this|the|our)\s(?:response|report|document|letter|action\splan)\b)?(?!\sof\b|\sof\s)"
    r"|(?:the\sdate\sof\s)?this\s(?:response|letter|document|action\splan)\b)|\s(?:hence|from\snow)\b)"
)
_FEAST_NAME = r"\s(?i:\w+)\s(?:19|20)|\s(?i:Day|Eve|Sunday|Monday|Island|period|break|holidays?|card|party|weekend)\b"

_WORDING = rf"""
    \b(?:(?P<prep>{_PREPOSITION})\s)?
    (?:
      \b(?P<iso>\d{{4}}-\d\d-\d\d)\b
    | \b(?P<nd>\d{{1,2}})(?:[./]|-(?=\d\d?-\d{{4}}))(?P<nm>\d{{1,2}})[./-](?P<ny>\d{{4}}|\d\d)\b
    | (?:\b(?i:the\s)?(?i:parliamentary\s)?(?P<recess>(?i:summer|Christmas|winter|Easter|autumn))\s(?i:parliamentary\s)?
         (?i:recess)\b
        |\b{_PARLIAMENT}\s(?i:rises?|breaks?(?:\sup)?)\sfor\s(?:the\s)?(?P<rises>(?i:summer|Christmas|Easter))
         (?i:\s(?:recess|break))?\b
        |\b(?P<feast>Christmas|Easter)\b(?!{_FEAST_NAME}))
      (?:\s(?i:of\s|in\s)?(?P<recessyear>{YEAR}))?
    | (?:\b(?P<part>{_PART}))?(?:\b(?i:the)\s)?
      (?:
        (?:(?i:between|from)\s)?
        (?:\b{_DAY}(?:\s(?:of\s)?{MONTH}(?:\s{YEAR})?)?{_AND}){{0,3}}
        (?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?
        \b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s(?:of\s)?|-)(?P<dmonth>{MONTH})
        (?:(?:,?\s|-)(?P<dyear>{YEAR})|{_SHORT_YEAR}(?P<dshort>\d\d)\b(?!\s{MONTH}))?(?P<dof>{_OF_NEXT})?
      | (?:\b(?P<coming>(?i:this|next|last)\s)|(?P<between>\b(?i:between\s)(?={MONTH}))|\b{_MEETING})?
        (?:(?:{MONTH}(?:\s(?P<ayear>{YEAR}))?{_AND}(?={MONTH}|(?i:early|mid|late|the\s)))*
           (?:(?i:(?:early|mid|late)[\s-]|the\s(?:end|middle|beginning|start)\sof\s)(?={MONTH}))?
           \b(?P<month>{MONTH})(?:,?\s(?P<myear>{YEAR})|{_SHORT_YEAR}(?P<mshort>\d\d)\b(?!\s{MONTH}))?
          |(?:\b{_SEASON}(?:\s{YEAR})?(?:\s(?:or|and|to)\s|\s?[-–/]\s?)(?:the\s)?)?
           \b(?P<season>{_SEASON})\b(?!\s(?i:rosters?|rotas?|timetables?|schedules?|uniforms?)\b)(?i:\s(?:(?:school\s)?(?P<schoolterm>term)|break|holidays?|months|period)\b)?
           (?:\s(?:of\s)?(?P<syear>{YEAR})(?:[-/]\d\d(?!\d))?|\s?['’](?P<sshort>\d\d)\b)?)(?P<mof>{_OF_NEXT})?
      | \b(?P<fyq>{_FINANCIAL}),?\sQ(?P<qafter>[1-4])\b
      | \b(?P<academic>(?i:(?:academic|school)\syear\s))?
           (?i:(?:financial|reporting|municipal|fiscal)\syear\s|FY\s?)?
           (?P<fy>{_FINANCIAL}|(?<=FY)\d\d-\d\d|(?<=FY[ ])\d\d-\d\d)
           (?:(?P<term>(?i:\s(?:academic|school)\syear))|(?i:\s{_FISCAL}year))?
      | \b(?i:(?:Q[1-4]\s?[-–/]\s?)?(?:Q|quarter\s|qtr\s)(?P<q>[1-4]|one|two|three|four)
           |(?P<qword>{_ORDINAL})\s(?:quarter|three\smonths))
           (?:{_OF_YEAR}(?:(?P<qfy>{_FINANCIAL})(?i:\sfinancial\syear)?|(?P<qyear>{YEAR})|(?P<qrel>{_RELATIVE}))
            |(?P<noyear>(?<![Ll]ast[ ]quarter)(?<!months)))\b
      | \b(?P<relquarter>(?i:(?:this|next|(?<!the[ \n])last|the\s(?:current|coming|next))\squarter(?!['’]))
           |(?(ends)(?i:quarter)|(?!)))\b
      | \b(?i:H(?P<h>[12])|(?P<hword>first|second|latter|last|final)\s(?:half|six\smonths)){_OF_YEAR}
           (?:(?P<hfy>{_FINANCIAL})(?i:\sfinancial\syear)?|(?P<hyear>{YEAR})\b|(?P<hrel>{_RELATIVE})\b)
      | \b(?:(?i:calendar\s)?year\s)?(?P<years>(?i:between|from)\s{YEAR}\s(?:and|to|until)\s)?
           (?P<year>{YEAR})\b(?![-/]\d)
      | \b(?P<relweek>(?i:(?:this|next|last)\sweek(?!['’])))\b
      | \b(?P<relmonth>(?i:(?:this|next|last)\smonth(?!['’]))|(?(ends)(?i:month)|(?!)))\b
      | \b(?P<relyear>(?i:(?:this|the\scurrent|the|next|(?<!the[ \n])last|the\scoming|(?:the\s)?new)
          \s(?:calendar\s|{_FISCAL})?year(?!{_NO_YEAR})(?:\sis\sout)?
          |(?:the\s)?turn\sof\sthe\s(?:calendar\s)?year|(?:calendar\s|{_FISCAL})?year(?:['’]s)?[\s-]end(?!\s(?:19|20)\d))
          |(?(ends)(?i:(?:calendar\s|{_FISCAL})?year)|(?!)))\b
          (?:\s\((?P<said>{YEAR})\))?
      )
    | \b(?P<ago>(?P<acount>{_COUNT})[\s-](?P<aunit>{_UNIT})\sago)\b
    | \b(?P<within>(?P<inside>(?i:within|in|(?:over|in|during)\sthe\scourse\sof|over)\s(?:the\snext\s|the\scoming\s)?
           (?:around\s|about\s|approximately\s|roughly\s|some\s|up\sto\s)?)?
        (?:(?P<wlow>{_COUNT})\s?(?:-|–|to|or)\s?)?(?P<whigh>{_COUNT})[\s-](?P<wunit>{_UNIT})(?:[’']s?)?(?:\stime)?)\b
      (?:{_PUBLICATION}|(?(inside)(?P<anchor>\s(?i:of|from|after|following)\s[^.,;]{{3,60}})?|(?!)))
    | \b(?P<later>(?i:(?:later|earlier)\s(?:this|in\sthe)\s(?:year|month)))\b
    | \b(?P<vague>(?i:(?<!once[ ])(?<!twice[ ])(?<!times[ ])
           (?:(?<!to[ \n])(?<!for[ \n]){_COUNT}\s{_UNIT}\sfrom
            |{_COUNT}\s{_UNIT}\s(?:after|following|from(?!\s{MONTH})))\s[^.,;]{{3,60}}
        |after\s{_COUNT}\s{_UNIT}
        |as\ssoon\sas\s(?:possible|practicable|it\sis\s\w+|(?:(?!\sand\s)[^.,;:()]){{3,80}})
        |as\s(?:early|quickly|swiftly|rapidly)\sas\s(?:possible|practicable|we\scan)
        |in\s(?:due|early)\scourse|shortly|imminently|at\s(?:the|an|our)\s(?:earliest|first|next|early)\s(?:possible\s)?opportunity
        |with\simmediate\seffect|(?:in|over)\sthe\s(?:near|short|medium|longer?)[\s-](?:future|term)
        |(?:in|over|within|during)\sthe\s(?:coming|next\sfew|next\sseveral)\s(?:days|weeks|months|years?)
        |(?:in|over)\sthe\s(?:days|weeks|months)\s(?:ahead|to\scome)
        |(?:in|within|after)\s(?:a\sfew|some|several|a\smatter\sof)\s{_UNIT}|within\s(?:days|weeks|months)
        |(?:when|as\ssoon\sas)\sparliamentary\stime\s(?:allows|permits)
        |(?:(?:by|before)\sthe\send\sof|in|during)\s
           (?:(?:this|the\scurrent)\s(?:Parliament|session)|(?:this|the|the\scurrent)\sparliamentary\ssession)))\b
    | \b(?P<ongoing>(?i:on\san\s(?:ongoing|on-going|annual|quarterly|monthly|weekly)\sbasis
        |annually|quarterly|monthly|weekly|every\s(?:{_COUNT}\s)?{_UNIT}|(?:every|each)\s(?:year|quarter|month|week)
        |ongoing|on-going|continuously|continually))\b
    )
"""
# Lines wrap within a date, and the next one may be indented.
_PATTERN = re.compile(re.sub(r"\\s(?![?*+\]-])", r"\\s+", _WORDING), re.VERBOSE)

# One of these is in every time expression: most sentences have none and need no further look.
_WHOLE_WORDS = {*MONTHS, *SEASONS}
_CUES = ahocorasick.Automaton()
for _cue in (
    *"0123456789", *_WHOLE_WORDS, "year", "month", "week", "days", "fortnight", "quarter", "soon as", "quickly as",
    "early as", "swiftly as", "rapidly as", "due course", "early course", "shortly", "imminent", "opportunity",
    "immediate", "future", "term", "going", "continu", "annual", "christmas", "easter", "parliament",
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
    between each prior effective till up through well into around about come half halfway mid midway week w opening
    qtr academic school reporting municipal fiscal month months closing full starting commencing when monday tuesday
    wednesday thursday friday saturday sunday
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
