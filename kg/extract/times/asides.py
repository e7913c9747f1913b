"""Times that belong to something else than the action: to a thing it is about, to what comes first, to a tally."""

from __future__ import annotations

import re

from kg.extract.times.timewords import DEADLINE, SINCE
from kg.model import When

# "after she presents her findings in March": the date is that of something else, which has to come first.
# In "after a trial it was opened in May" a clause of its own follows.
_AFTER = re.compile(
    r"\b(?:after|once|since|(?P<event>following))\s"
    r"(?:(?!\w\s(?:it|they|we|this)\s(?:was|were|is|are|will|has|have|can)\b)[^,;.]){3,80}$",
    re.I,
)
# "…, which had lapsed in 2017": what was so before is no part of the action; what is done may be told that way
# ("has developed training which was first delivered in July"), what is to come may not.
_BEFORE_IT = re.compile(
    r"\b(?:(?:which|who|that)\s(?:\w+\s){0,2}?had|that (?:was|were)|(?<!,\s)whose\s(?:\w+\s){1,4}?(?:was|were|had))\b"
    r"[^;.]*$",
    re.I,
)
# "employers who were fined in 2009": people are not what the action made.
_PAST_PEOPLE = re.compile(r"\bwho\s(?:\w+\s){0,2}?(?:was|were)\b[^;.,]*$", re.I)
# "a sample of 600 files from 2009": how old the files are.
_OLD_RECORDS = re.compile(
    r"(?<!all )\b(?:cases|files|records|applications|decisions|reports|data|figures|statistics|complaints|refusals"
    r"|claims|referrals|appeals|incidents|letters|interviews|samples?)\s$",
    re.I,
)
_FROM_YEARS = re.compile(r"(?:(?:from|for)\b.* ?\d{4}(?:/\d\d)?|between \d{4}\b.*)$", re.I)
# "250 grants taken at random from October"
_SAMPLED = re.compile(r"\b(?:at random|sampled|drawn|selected)\s$", re.I)
_FROM = re.compile(r"from\b", re.I)
_BEFORE = re.compile(r"(?:before|prior to)\b", re.I)  # "files opened before May": which files, and no deadline
_PAST_THING = re.compile(
    r"\b(?:which|who|that)\s(?:(?:\w+\s){0,2}?(?:was|were)|(?!(?:need|exceed|proceed|succeed|feed)\b)\w+ed|began|took|came"
    r"|went|ran|fell|lost|left|arose)\b[^;.]*$",
    re.I,
)
# "a wider set than in 2021", "as against nine in May": the time of what something is compared with.
_COMPARED = re.compile(
    r"\b(?:than(?:\s(?:it|they|that|those|was|were|had been))*|(?:as against|compared (?:with|to)|up from|down from)"
    r"(?:\s[^\s;,]+){0,5}|(?:as (?:was|were|had been)|as (?:it|they) (?:was|were|did))\b[^;,.]*)\s$",
    re.I,
)
# "whether that limit, set in 2006, is right": a remark between commas tells of the thing before it.
_REMARK = re.compile(r",\s(?:\w+ly\s|first\s|last\s)?(?:[a-z]+ed|set|written|taken|made|drawn up|built|let)\s$")
_REMARK_ENDS = re.compile(r",\s(?!(?:and|but|or|when|where|which|with|by|in|at|to|as)\b)")
# "cases refused in 2018", "the guidance issued in May": the participle says which cases, and the date is theirs.
_OF_A_NOUN = re.compile(
    r"(?:\b(?!(?:is|was|has|as|this|its|us|also|always|thus)\b)[a-z]{2,}s"
    r"|(?<!and )(?<!but )\b(?:the|an?|its|our|their|this|every|each)\s(?:[\w’'-]+\s){0,2}?"
    r"(?!(?:is|are|was|were|be|been|being|has|have|had|and|or|to|not|also|then|now|\w+ly)\b)[\w’'-]+)"
    r"\s(?!need)(?P<participle>(?!(?:concerned|involved|affected|required|interested)\s)[a-z]+ed|written|taken|given|chosen|drawn|made|held|sent|built|lost|bought)\s$",
    re.I,
)
# "during 2025, starting with Dover in May": the date of a first part is not that of the whole.
_FIRST_PART = re.compile(
    r"\b(?:(?:starting|beginning|commencing) (?:with|at)|(?:one|two|three) of (?:which|whom)"
    r"|(?:[,;–-]|\bwith|\band) (?:one|two|three) of them)\b[^;.]*$",
    re.I,
)
# "has been let, with work to begin in May": what is done has no date of what follows.
_TO_FOLLOW = re.compile(r"\bwith\s[^,;.]{1,60}?\s(?:to|due|expected|planned|scheduled)\s[^.;]*$", re.I)
# "was altered to allow for ferries over the summer": the aim has the date.
_AIM = re.compile(r"\bto\s(?:allow|enable|permit|provide|report|run|begin|start|take|come|last)\b[^.;,]*$", re.I)
# "so that nothing is lost at the start of the summer": what it is for has the date.
_SO_THAT = re.compile(r"\bso (?:that|as to)\b[^.;]*$", re.I)
# "41 of 60 have attended, with the remainder booked for May": what is done has no date of what the rest will do.
_REMAINDER = re.compile(
    r"(?:\bwith|,(?: and)?|\band) the (?:remainder|rest|others|remaining(?: \w+){1,3})\s(?:\w+\s){0,4}?"
    r"(?:to|due|booked|expected|planned|scheduled|will)\b[^.;]*$",
    re.I,
)
# "was drawn up in May; it goes to the board in June": behind a semicolon with a verb of its own something else is told.
_OTHER_CLAUSE = re.compile(
    r";\s(?:and\s|but\s)?(?:(?!to\b)[\w’'-]+\s){1,8}?(?:is|are|was|were|has|have|had|will|would|should|can|may|goes|takes"
    r"|began|aims?|expects?|plans?|intends?|hopes?)\s[^;.]*$"
)
_WILL_HAVE = re.compile(r"\b(?:will|to|should)\s(?:\w+\s)?have\s[^.;,]*$", re.I)
# "will survey the centres; results are expected by May": that is when the survey ends.
_RESULTS = re.compile(
    r";\s(?:and\s|the\s|its\s|their\s)?(?:final\s|full\s)?(?:results?|reports?|findings|conclusions)\s(?:of\s(?:it|this|them)\s)?"
    r"(?:is|are|will be)\s(?:(?:now\s)?(?:expected|due|ready|available)\s)?$"
)
# "opened in May, and 311 of 468 officers had used it by June": a tally behind the action has a time of its own.
_TALLY = re.compile(
    r"(?:;|,|\b(?:and|but|under which|with which))\s(?:[^;,]*?\s)?(?:had\b[^;]*\d|\d[^;,]*\shad\b|reached|rose|fell"
    r"|stood at|\d[^;,]*(?:%|per ?cent)[^;,]*\swere|(?<=which )\d[^;,]*\swere"
    r"|(?:rates?|figures?|share|levels?|average|compliance|performance)\s(?:was|were))\b[^;]*$"
)
# "has been cut by 18% since May", "from 411 to 359": how far a level moved in a stretch of time.
_LEVEL = re.compile(
    r"\b(?:by (?:some |about |over |nearly )?\d[\d,.]*\s?(?:%|per ?cent)|from [\d,.]+ to [\d,.]+)", re.I
)
# "has been formed, and its report is expected this month": what is told in the present is no date of what is done.
_PRESENT = re.compile(
    r"(?:;|,|\b(?:and|but|which|where))\s(?:[^;]*?\s)?(?:(?:is|are)\b(?!\s(?:now|already))|begins|starts|opens|ends|closes"
    r"|falls)\b[^;]*$"
)
_AS_FROM = re.compile(r"(?:since|from|as (?:of|from|at)|with effect)\b", re.I)


def elsewhere(when: When, words: str, rest: str, *, past: bool, planned: bool) -> bool:
    """Whether the words between the verb and a date, and those behind it, give it to something else."""
    if not DEADLINE.match(when.text) and _of_something_else(words, rest, past=past):
        # "will be published following the elections in May": what is to come has the date of what it waits for
        event = _AFTER.search(words)
        return not (planned and event and event["event"])
    if _BEFORE.match(when.text) and (_of_noun(words) or words.endswith("from ")):
        return True
    if past and (_of_a_stretch(when, words) or _REMAINDER.search(words)):
        return True
    return bool(_OTHER_CLAUSE.search(words)) and (past or not _RESULTS.search(words))


def _of_a_stretch(when: When, words: str) -> bool:
    """Whether what is done was only counted, sampled or told of by this time."""
    if SINCE.match(when.text) and _LEVEL.search(words):
        return True
    if (_OLD_RECORDS.search(words) and _FROM_YEARS.match(when.text)) or (
        _SAMPLED.search(words) and _FROM.match(when.text)
    ):
        return True
    return bool(_TALLY.search(words) or (_PRESENT.search(words) and not _AS_FROM.match(when.text)))


def _of_something_else(words: str, rest: str, *, past: bool) -> bool:
    """Whether the words before a date give it to something that the action is about, or that comes first."""
    if (
        _AFTER.search(words)
        or _FIRST_PART.search(words)
        or _BEFORE_IT.search(words)
        or _PAST_PEOPLE.search(words)
        or _COMPARED.search(words)
        or (_REMARK.search(words) and _REMARK_ENDS.match(rest))
        or _SO_THAT.search(words)
        or (past and (_TO_FOLLOW.search(words) or _AIM.search(words)))
        or (not past and _PAST_THING.search(words))
    ):
        return True
    return _of_noun(words)


def _of_noun(words: str) -> bool:
    """Whether a participle gives the date behind it to its noun."""
    noun = _OF_A_NOUN.search(words)
    return bool(noun and noun.start() > 0 and not _WILL_HAVE.search(words[: noun.start("participle")]))
