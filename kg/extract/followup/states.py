"""How words say that a recommendation stands: closed, open, partly met, in progress, superseded, overtaken by events.

A state is read where the words say it of a recommendation: as a status ("Closed.", "Status: partially met") or in a
clause ("this recommendation has been discharged"). Hopes, plans and conditions ("will be closed by") tell none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.followup import governs
from kg.extract.followup.governs import Sway
from kg.extract.followup.named import PARTS
from kg.extract.followup.standing import Reading, Standing

_DONE = (
    r"(?:complete[d]?|implemented|met|achieved|delivered|fulfilled|satisfied|addressed|actioned|resolved|concluded"
    r"|done|finished)"
)
_SHUT = r"(?:closed|discharged|signed[ -]off)"
_MORE = r"(?:(?:now|fully|already|since|been|formally|entirely|completely|successfully|both|all|wholly)\s)*"
_NEAR = r"(?:partial(?:ly)?|partly|in\spart|substantially|largely|mostly|mainly|nearly|almost)"
_NOT = (
    r"(?:not|never|neither|cannot|n't|yet\sto|(?:very\s)?far\sfrom|nowhere\snear|by\sno\smeans|anything\sbut|in\sno\s(?:way|sense)"
    r"|hardly|barely|scarcely|nothing\slike|no\snearer(?:\sto)?|no\slonger)"
)
_ADVERBS = (
    r"(?:(?:yet|been|be|in\sfact|actually|really|so\sfar|formally|all|fully|considered|regarded|as|currently|being|adequately|properly|sufficiently|wholly"
    r"|effectively)\s)*"
)
STATE = rf"""(?:
    (?P<otherwise>(?:{_DONE}|{_SHUT})\s(?:by|through|in|via)\s(?:an?\s)?(?:other|alternative|different|another)\s
        (?:means|ways?|actions?|measures?|routes?|methods?)
        |(?:{_DONE}|{_SHUT})\s\((?:by\s|through\s|via\s)?(?:other|alternative|different)\s(?:means|actions?|routes?)\)
        |alternative\saction\s(?:has\sbeen\s|was\s)?taken)
    |(?P<superseded>superseded|subsumed|replaced\sby|merged\s(?:into|with)|incorporated\sinto)
    |(?P<overtaken>overtaken(?:\sby\sevents)?|(?:no\slonger|not)\s(?:relevant|applicable|required|needed|necessary)
        |obsolete|redundant|lapsed)
    |(?P<planned>(?:not\s(?:yet\s)?(?:been\s)?|yet\sto\s(?:be\s)?)(?:start(?:ed)?|beg[iu]n|commenced?)|planned)
    |(?P<open>{_NOT}(?:,[^,.;]{{1,30}},)?\s{_ADVERBS}(?:{_DONE}|{_SHUT})|incomplete|unmet|unresolved|outstanding|open
        |re-?opened)
    |(?P<partly>{_NEAR}[\s-](?:{_DONE}|{_SHUT})|(?:{_DONE}|{_SHUT})\s
        (?:in\spart(?!\s(?:because|due|by|through|owing|thanks))|partially|partly))
    |(?P<progress>(?:(?:substantially|largely|partly|well|very\smuch)\s)?
        (?:in[\s-]progress|work\sin[\s-]progress|under\s?way|on-?going|on\strack|in\shand|in\strain|on\s(?:course|schedule)|continuing|["']?well\sadvanced
        |(?:nearing|close\sto)\scompletion
        |being\s(?:implemented|delivered|developed|progressed|actioned|addressed|carried\sout|taken\sforward|rolled\sout
            |worked\son|drafted|finali[sz]ed|piloted|put\sin\splace))
        |(?<![-/(]\s)(?<![-/(])(?:delayed|behind\sschedule|off\strack)(?=\s*(?:\Z|[.;:(])))
    |(?P<shut>{_MORE}{_SHUT})
    |(?P<done>{_MORE}{_DONE}(?:\sin\sfull)?)
)(?![\w-])"""
_KEPT = r"(?:(?:still|remains?|remained|stays?|left|kept)\s)*"
_TAIL = (
    r"(?=\s*(?:\Z|[.,;:?()\[\]|/-])|\s+(?:\d|and|but|in|by|on|at|as|since|with|during|from|under|across|&"
    r"|to\s(?:start|begin)|only|except|apart|save|albeit|though|although|partly)\b)"
)
_LEAD = r"""[\s"'>=*|:_.-]*
    (?:(?:(?:current|overall|our|latest)\s)?(?:status|position|progress|state|outcome|result|rating|assessment|judge?ment
        |conclusion|finding|verdict|implementation)(?:\s(?:of|at|in|as|on|by|reported|following|after|given|from|according)\s[^:]{1,40})?\s*[:-]\s*)?
    (?:(?:(?:this|it|both|all|each|area\sfor\simprovement|recommendation|action)\s)+
        (?:(?:is|are|was|has|have|had|were)\s)?(?:been\s)?|(?:is|are|was|has|have|had)\s(?:been\s)?)?"""
_STATUS = re.compile(rf"{_LEAD}(?P<state>{_KEPT}{STATE}){_TAIL}", re.IGNORECASE | re.VERBOSE)

_NUMBER = r"\d{1,3}[a-z]?\b(?:\s?\([a-z]\)(?:\s?\([ivx]{1,4}\))?|\.[a-z](?:\.[ivx]{1,4})?\b)?"
_NUMBERS = rf"{_NUMBER}(?:(?:,|\sand|,\sand|\s&|\sto)\s{_NUMBER})*"
_THING = r"(?:recommendations?|recs?\.?|areas?\sfor\simprovement|causes?\sof\sconcern|requirements?|actions?)"
SUBJECT = rf"""(?:(?:\b(?:this|that|the|these|those|our|your|each|either)\s(?:[\w-]+\s){{0,2}}?)?
    (?<!\ba\s)(?<!\bany\s){_THING}(?:\s(?P<number>{_NUMBERS}))?
    |(?<![\w(.])(?P<bare>{PARTS})
    |\b(?P<pronoun>it|this|they|these|both)\b
    |\b(?:work|implementation|delivery)(?:\s(?:on|of)\s(?:it|this|the(?:se)?)(?:\s(?:recommendation|action)s?)?)?)"""
_WORK = r"(?:(?:\b(?:its|our|their|the)\s)?\b(?:work|action|progress)\s(?:on|under|against|towards)\s)?"
_ASIDE = r"(?:\s?\([^()]{0,160}\)|,[^,.;]{0,120},|,(?=\s(?:is|are|was|were|has|have|had)\b))?"
_PURPOSE = r"(?:\sto\s(?!be\b|have\b)\w[^,.;:()]{1,100}(?=\s\())?"  # "the action to create a desk (4.b)"
_SOON = (
    r"(?:\s(?:now|therefore|also|thus|still|only|however|accordingly|itself|clearly|has|have|had|just|all|both"
    r"|again|so|thereby|likewise|in\s(?:effect|substance)))*"
)
_BE = r"""(?:'s|\s(?:is|are|was|were|been|be|being|remains?|remained|stays?|stands?|stay|remain
    |considered|continues?\sto\sbe
    |(?:will|should|must|can|would|could|may|might|to|shall)\s(?:be|stay|remain|have\sbeen|continue\sto\sbe)
    |(?:has|have|had|does|do|did)(?=\s(?:not|never|yet|hardly|barely|scarcely|by\sno|in\sno|no\slonger)\b)
    |(?P<negated>(?:(?:can|could)\snot|cannot|(?:is|are|was|were|has|have|had|ca|could)n't)(?:\syet)?(?:\s(?:be|been))*)))"""
_JUDGED = (
    r"(?:\s(?:now|therefore|only|still|also|considered|regarded|assessed|judged|reported|rated|treated|marked"
    r"|recorded|therefore|thus|thereby|likewise|similarly|as|to\sbe|been|currently))*"
)
_CLAUSE = re.compile(
    rf"""{SUBJECT}{_PURPOSE}{_ASIDE}{_SOON}(?P<be>{_BE}){_JUDGED}\s["']?(?P<state>{_KEPT}{STATE})(?!\s(?:with|by\sthe\send)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_DEEMED = re.compile(
    rf"""(?P<neg>(?:\bnot|\bnever|\bcannot|n't)\s(?:yet\s)?)?\b(?:consider|regard|view|judge|deem|assess|rate|mark|record|declare|believe|treat|describe|call|find|found|report|show|list|log)(?:s|ed|d|ing|ged|n)?
    \s(?:that\s)?{_WORK}{SUBJECT}{_PURPOSE}{_ASIDE}(?:\s(?:as(?:\sbeing|\shaving\sbeen)?|to\sbe|to\shave\sbeen))?\s["']?(?P<state>{_KEPT}{STATE})""",
    re.IGNORECASE | re.VERBOSE,
)


def again(pattern: str) -> str:
    """The pattern of a subject for a second place: a pattern names a group once."""
    return re.sub(r"<(number|pronoun|bare)>", r"<\1_again>", pattern)


_CLOSING = re.compile(
    rf"""(?P<how>\b(?:not|unable|cannot|has|have|had|therefore|now|we|inspectors?|able|I|and|board|committee|office
        |department|inspectorate|minister)\b(?:\s[\w']+){{0,4}}?)\s
    (?:(?P<verb>close[sd]?|discharged?|sign(?:ed)?\soff)\s(?:{SUBJECT}|(?:the|this)\smatter\b)
    |(?P<undone>implement(?:ed)?|complete[d]?|meet|met|achieved?|deliver(?:ed)?|address(?:ed)?|fulfil(?:led)?)\s
        {again(SUBJECT)}(?!\s(?:plans?|owners?|logs?)\b))""",
    re.IGNORECASE | re.VERBOSE,
)
_REFUSED = re.compile(
    r"\b(?:not|never|unable|cannot|(?:refus|declin|fail)\w*\sto|yet\sto)\b(?!\sonly)|n't\b|\b(?:wrong|premature|mistaken)ly\b",
    re.I,
)
_UNREAL = re.compile(r"\b(?:will|would|could|may|might|shall|should|must|to)\b", re.IGNORECASE)
_REACH = 600  # characters before a clause in which it can be called a hope
_DISPUTED = re.compile(
    r"\b(?:disagree\w*|dispute[ds]?|doubt\w*|not|never|without|wrong\w*|prematurely|untrue|until|other\sthan|except"
    r"|according\sto|said|says|told|wrote|claim(?:s|ed)|argue[ds]"
    r"|in\s(?!(?:our|my)\b)(?:[\w']+\s){1,4}(?:view|eyes|opinion|judge?ment)"
    r"|in\sthe\s(?:view|eyes|opinion|judge?ment)\sof)\b|n't\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:\bnot|\bnever|n't)(?:,[^,;]*)?,\s+\Z", re.IGNORECASE)
_HOPED = re.compile(
    r"\b(?:if|unless|until|once|when|whether|before|hop(?:e|es|ed|ing)|expect(?:s|ed)?|intends?|aims?|plans? to|wants?|"
    r"asked(?!\sfor\s(?:by|in|under)\b)|in order|so that|likely|aim(?:ing)? to|"
    r"recommend(?:s|ed)?(?!\s(?:by|in|under)\b))\b(?:(?!,\sbut\b)[^.;])*\Z",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:could|would|might|may)\s(?:then\s|now\s)?\Z", re.IGNORECASE
)  # "I could regard it as closed"
# What was said at another time: "in last year's report I described it as open".
_THEN = re.compile(
    r"\b(?:last\syear(?:'s)?|(?:in|at)\s(?:our|my|the|his|her)\s(?:last|previous|earlier|first|original)\s(?:[\w-]+\s)?"
    r"(?:report|inspection|visit|review|follow-up)|previously|at\s(?:that|the)\stime|earlier\sthis)\b[^;]*\Z",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\W*(?:(?P<yes>y|yes|true)|(?P<no>n|no|not(?:\syet)?|none|false)|(?P<part>partly|partial(?:ly)?|in\spart))(?=\W*(?:\Z|[.,;:(]|\s-))",
    re.IGNORECASE,
)
_ALSO = re.compile(
    rf"\s*(?:[-/(]\s*|(?:,\s*)?(?:and|but)\s)(?:is\s|are\s|was\s|now\s|has\sbeen\s|therefore\s)*(?P<state>{STATE})",
    re.I | re.X,
)
_PAUSE = re.compile(r"[,;]\s+|\s+-\s+|=>|:\s+")


def status(text: str, start: int = 0, end: int | None = None) -> Reading | None:
    """The state that a text gives as a status from `start` on; None where prose begins there, or where the words take
    it back. What follows `end` is only looked at for the answer to a question ("Closed? No.")."""
    match = _STATUS.match(text, start, len(text) if end is None else end)
    if match is None or hoped(text, start, match.start("state")):
        return None
    found = Reading(standing_of(match), match.start("state"), match.end("state"))
    return _swayed(found, governs.after(text, found.end))


def answer(field: str, words: str) -> Reading | None:
    """The state that a field has which is named by a state and holds an answer ("Implemented?" – "Partly")."""
    name = status(field.strip(" ?*|"))
    if name is None or name.standing not in (Standing.SHUT, Standing.DONE):
        return None
    match = _ANSWERED.match(words)
    if match is None:
        return None
    standing = name.standing if match["yes"] else Standing.OPEN if match["no"] else Standing.PARTLY
    return Reading(standing, match.start(match.lastgroup or 0), match.end())


def statuses(text: str, start: int, end: int) -> Iterator[Reading]:
    """The first status of a sentence that begins behind a label: at its beginning, or behind a pause."""
    starts = [start, *(pause.end() for pause in _PAUSE.finditer(text, start, end))]
    for begin in starts:
        if _DANGLING.search(text, start, begin):
            continue
        found = status(text, begin, end)
        if found and begin > start and governs.disputed(text[start:begin]):
            found = replace(found, standing=Standing.OPEN, start=start)
        if found:
            yield found
            yield from _also(text, found, end)
            return


def clauses(text: str, start: int, end: int) -> Iterator[Reading]:
    """The states that the clauses of a sentence say of a recommendation, in order."""
    last = start
    for match in sorted(
        [m for pattern in (_CLAUSE, _DEEMED, _CLOSING) for m in pattern.finditer(text, start, end)],
        key=lambda m: (m.start(), -m.end()),
    ):
        groups = match.groupdict()
        found = _closing(text, start, match) if "verb" in groups else _clause(text, start, match)
        if found and found.start >= last:
            last = found.end
            yield found
            yield from (Reading(r.standing, r.start, r.end, found.named) for r in _also(text, found, end))


def _also(text: str, found: Reading, end: int) -> Iterator[Reading]:
    """A second state that the same words add ("implemented in full and is closed")."""
    match = _ALSO.match(text, found.end, end)
    if match:
        yield Reading(standing_of(match), match.start("state"), match.end("state"))


def _clause(text: str, start: int, match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    standing = standing_of(match)
    unreal = _UNREAL.search(groups.get("be") or "") and not groups.get("negated")
    supposed = (
        "neg" in groups and not groups["neg"] and _SUPPOSED.search(text, max(start, match.start() - 24), match.start())
    )
    if supposed or _THEN.search(text, max(start, match.start() - _REACH), match.start()):
        return None
    if (unreal or hoped(text, start, match.start())) and standing is not Standing.OPEN:
        return None
    named = _at(match, "number", "bare")
    found = Reading(standing, match.start("state"), match.end("state"), named)
    if groups.get("neg") or groups.get("negated"):
        begin = match.start("neg" if groups.get("neg") else "negated")
        return replace(found, standing=Standing.OPEN, start=begin) if standing.over else None
    return weighed(text, start, match, found)


def weighed(text: str, start: int, match: re.Match[str], found: Reading) -> Reading | None:
    """A reading after a look at the words around its clause."""
    own = match[0].lower().startswith("and ")  # a clause that has the subject of the one before
    sway, begin = (Sway.STANDS, found.start) if own else governs.before(text, start, match.start())
    if sway is Sway.STANDS:
        only = re.search(r"\bonly\b", text[match.start() : found.start], re.IGNORECASE)
        return _swayed(found, governs.after(text, found.end, only=only is not None))
    return _swayed(replace(found, start=begin), sway)


def hoped(text: str, start: int, at: int) -> bool:
    return _HOPED.search(text, max(start, at - _REACH), at) is not None


def turned(text: str, at: int, end: int) -> bool:
    """Whether the rest of a sentence disputes what stands before it, narrows it, or says that it is another's view."""
    return _DISPUTED.search(text, at, end) is not None


def _swayed(found: Reading, sway: Sway) -> Reading | None:
    if sway is Sway.STANDS or (sway is Sway.PARTLY and not found.standing.over):
        return found
    if sway is Sway.UNSURE or not found.standing.over:
        return None
    return replace(found, standing=Standing.OPEN if sway is Sway.DENIED else Standing.PARTLY)


def _closing(text: str, start: int, match: re.Match[str]) -> Reading | None:
    how = match["how"].lower().split()
    named = _at(match, "number", "bare", "number_again", "bare_again")
    if {"if", "whether"} & {*how}:
        return None
    if _REFUSED.search(match["how"]):
        double = re.search(r"\bno\b", match["how"], re.IGNORECASE)
        return None if double else Reading(Standing.OPEN, match.start("how"), match.end(), named)
    if not match["verb"]:
        return None
    acts = match["verb"].lower().endswith(("ed", "d off")) or {"therefore", "now", "able"} & {*how}
    if not acts or _UNREAL.search(match["how"].replace("able to", "able")):
        return None
    return weighed(text, start, match, Reading(Standing.SHUT, match.start("verb"), match.end(), named))


def _at(match: re.Match[str], *groups: str) -> int | None:
    """Where the first of the groups stands that matched."""
    return next((match.start(group) for group in groups if match[group]), None)


def standing_of(match: re.Match[str]) -> Standing:
    return next(standing for standing in Standing if match[standing.value[0]])
