"""What is said of the course of work on a recommendation: it has begun, goes on, slips, is to begin, or is kept open.

Here the state is in the verb ("we continue to work on recommendation 3"). Nothing of it is over, but for what falls
away and what "can now be closed".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.followup import states
from kg.extract.followup.governs import Sway, after, before
from kg.extract.followup.standing import Reading, Standing

_FLAGS = re.IGNORECASE | re.VERBOSE
_NOW = r"(?:(?:now|still|already|also|recently|currently|since|only|just|therefore)\s)*"
_ON = r"(?:work\s(?:on|to\s(?:implement|deliver|complete|meet|address))|(?:the\s)?(?:implementation|delivery)\sof)"
_DO = r"(?:work\son|implement|deliver|progress|address|take\sforward|complete|meet|fulfil|roll\sout)"
_DOING = (
    r"(?:working\s(?:on|towards|to\s(?:implement|deliver|complete|meet|address))|implementing|delivering|progressing"
    r"|addressing|taking\sforward|making\s(?:\w+\s)?progress\s(?:on|with|in|against|towards)"
    r"|in\sthe\sprocess\sof\s(?:implementing|delivering|completing))"
)
_SLOW = (
    r"(?:limited|slow(?:er)?|mixed|patchy|uneven|steady|good|reasonable|poor|disappointing|modest|partial|encouraging)"
)
_ONGOING = re.compile(
    rf"""\b(?:(?P<a>{_ON}\s{states.SUBJECT}\s(?:(?:has|have|had)\s{_NOW}(?:begun|started|commenced)|{_NOW}continue[sd]?|began|started))
    |(?P<b>(?:(?:has|have|had)\s{_NOW}(?:begun|started)\s(?:{_ON}|to\s{_DO}|implementing|delivering)
        |(?:is|are|was|were|am|'re)\s{_NOW}{_DOING}
        |continue[sd]?\s(?:to\s{_DO}|{_DOING})
        |on\s(?:track|course|schedule)\sto\s{_DO})\s{states.again(states.SUBJECT)}))""",
    _FLAGS,
)
_MOVES = re.compile(
    rf"""(?:\bprogress\s(?:against|on|with|towards|in\s(?:implementing|meeting))\s)?{states.SUBJECT}(?:\s\([^()]{{1,60}}\))?\s(?:
    (?P<going>(?:is|are|was|were)\s{_NOW}(?:progressing|proceeding|advancing|moving\sforward)
        |(?:has|have|had)\s{_NOW}(?:slipped|progressed|advanced|been\s(?:started|begun|progressed|delayed)))
    |(?P<gone>(?:has|have|had)\s{_NOW}fallen\saway|falls\saway|fell\saway)
    |(?P<open>(?:should|can|could|must)\s?not\s(?:yet\s)?be\s(?:closed|signed\soff
        |(?:considered|regarded|treated|counted)\s(?:as\s)?(?:closed|complete|met|implemented)))
    |(?P<shut>can\s(?:now|therefore)\s(?:therefore\s|now\s)?be\sclosed))\b""",
    _FLAGS,
)
_PACE = re.compile(
    rf"""\bprogress\s(?:against|on|with|towards|in\s(?:implementing|meeting))\s{states.SUBJECT}\s(?:has\sbeen|had\sbeen|is|was|remains|remained)\s
    {_NOW}(?:very\s|too\s|rather\s|disappointingly\s)?{_SLOW}\b""",
    _FLAGS,
)
_TO_BEGIN = re.compile(
    rf"""\b(?:(?P<a>{_ON}\s{states.SUBJECT}\s(?:will|is\sdue\sto|is\sto|is\sexpected\sto)\s{_NOW}(?:begin|start|commence))
    |(?P<b>(?:(?:has|have|had)\snot|(?:has|have|had)n't)\s(?:yet\s)?(?:begun|started|commenced)\s(?:{_ON}\s|to\s{_DO}\s)?{states.again(states.SUBJECT)}))""",
    _FLAGS,
)
_KEPT = re.compile(
    rf"\b(?:keep|keeping|kept|leave|leaving|left|hold|holding|held)\s{states.SUBJECT}\sopen\b(?!\s(?:to|for)\b)", _FLAGS
)
# "6(d), which remains open": of what is over, "which" may mean another thing
_REMAINS = re.compile(rf"{states.SUBJECT},?\swhich\s(?:remains|is\sstill)\s(?P<state>{states.STATE})", _FLAGS)
_NOT = re.compile(
    r"\b(?:no|not|nothing|never|nor|neither|none|nobody|without|cannot|longer|once|if|unless)\b|n't\b", re.IGNORECASE
)
_IF = re.compile(r"\b(?:once|if|when|unless|until|provided|subject\sto|after|as\ssoon\sas)\b", re.IGNORECASE)
_NEAR = 60  # characters before a verb in which its subject can be denied ("nobody is working on")


def clauses(text: str, start: int, end: int) -> Iterator[Reading]:
    """The states that the clauses of a sentence say in this way, in no order."""
    for pattern, standing in (
        (_ONGOING, Standing.PROGRESS),
        (_PACE, Standing.PROGRESS),
        (_TO_BEGIN, Standing.PLANNED),
        (_KEPT, Standing.OPEN),
    ):
        for match in pattern.finditer(text, start, end):
            yield from _told(text, start, match, standing)
    for match in _REMAINS.finditer(text, start, end):
        if not (standing := states.standing_of(match)).over:
            yield from _told(text, start, match, standing)
    for match in _MOVES.finditer(text, start, end):
        if match["going"]:
            yield from _told(text, start, match, Standing.PROGRESS)
        elif match["open"]:
            yield from _told(text, start, match, Standing.OPEN)
        elif match["gone"] and not states.turned(text, match.end(), end):
            yield from _told(text, start, match, Standing.OVERTAKEN)
        elif match["shut"] and not _IF.search(text, start, end) and not states.turned(text, match.end(), end):
            yield from _told(text, start, match, Standing.SHUT)


def _told(text: str, start: int, match: re.Match[str], standing: Standing) -> Iterator[Reading]:
    """A reading where nothing denies it, or doubts, or makes it a hope; what is denied in this way tells no state."""
    place = match.start()
    denied = _NOT.search(text, max(start, place - _NEAR), place)
    plain = before(text, start, place)[0] is Sway.STANDS and after(text, match.end()) is Sway.STANDS
    if plain and not denied and not states.hoped(text, start, place):
        groups = match.groupdict()
        where = next((match.start(g) for g in ("number", "bare", "number_again", "bare_again") if groups.get(g)), None)
        yield Reading(standing, place, match.end(), where)
