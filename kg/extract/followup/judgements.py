"""What is said of a recommendation by acts and judgements: "had implemented", "good progress on".

The subject of such a clause is a body or its progress; the recommendation stands behind the words of the state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.followup import governs, states
from kg.extract.followup.governs import Sway
from kg.extract.followup.standing import Reading, Standing

_FLAGS = re.IGNORECASE | re.VERBOSE
_NONE = r"(?:no(?:\s(?:meaningful|real|significant|discernible|measurable|substantive|further))?|insufficient)"
_SOME = (
    r"(?:(?:very\s)?(?:good|reasonable|limited|little|some|slow|poor|mixed|steady|significant|substantial|strong"
    r"|satisfactory|considerable|clear))"
)
_HOW = rf"(?:(?P<none>{_NONE})|(?P<some>{_SOME}))\sprogress"
_AREA = (
    r"(?:(?:this|that)\s(?:area|respect)"
    r"|(?P<joint>(?:(?:both|all|each)(?:\sof)?\s(?:these|the)|these|both)\s(?:(?:two|three|four)\s)?(?:areas|respects)))"
)
_MADE = r"(?:\s(?:has|have|had|is|was|being|been|made|seen|achieved))*"
_AGAINST = (
    r"(?:against|on|in|with|towards|in\s(?:relation|respect)\s(?:to|of)|(?:in\s|towards\s)(?:implementing|meeting"
    r"|delivering|addressing))"
)
_PROGRESS = re.compile(rf"\b(?P<how>{_HOW}){_MADE}\s{_AGAINST}\s(?:{_AREA}|{states.SUBJECT})", _FLAGS)
_OVERTAKEN = re.compile(
    rf"\bevents\s(?P<not>not\s)?(?:(?:have|had|has|now|since|therefore|also|thus|largely)\s)*(?:overtaken|overtook)\s{states.SUBJECT}",
    _FLAGS,
)
_ENDS = (  # behind the number: "has delivered recommendation 5 training" is of something else
    r"(?=\s*(?:\Z|[.,;:()\"]|-\s)|\s(?:in|at|on|by|as|since|with|during|under|across|and|but|only|except|apart|save|albeit"
    r"|though|although|partly|within|before|after|through|for|fully|too|when|while)\b)"
)
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_FEW = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|few|some|most|many|several|half|hardly|scarcely|only|part|majority"
    rf"|minority|all\sbut|pilot|trial|thought|felt|hoped|{_COUNT}\s(?:out\s)?of|(?:in|at|for|by)\s{_COUNT})\b|n't\b"
    rf"|\b{_COUNT}\s\Z",
    re.IGNORECASE,
)
# Where a judgement counts as met by the document's key, it has to be given, and given alone.
_GIVEN = re.compile(
    r"(?:\A\W*|\b(?:(?:has|have|had|having)(?:\snow)?\smade|made|there\s(?:has|had|is|was)(?:\s(?:been|now))*)\s)\Z",
    re.IGNORECASE,
)
_NOT_SEEN = re.compile(
    r"[^.;]{0,60}\b(?:not|never|no|hardly|only|part\w*|lacking|absent)\b|[^.;]{0,60}n't\b", re.IGNORECASE
)
# "had implemented recommendation 3 in full": of whose recommendations, is not known without a number or a "this"
_ACTED = re.compile(
    rf"""(?<!to\s)(?<!will\s)(?<!would\s)(?<!should\s)(?<!could\s)(?<!might\s)(?<!may\s)(?<!must\s)\b(?:(?:has|have|had|'ve)|(?P<past>we|it|they|office|department|agency|authority|board|directorate|unit|team))
    \s(?P<state>{states.STATE})\s(?:(?:the|all)\s(?:\w+\s)?(?:of\sthe\s)?(?:work|actions?|steps|review|training|tasks)\s(?:required|called\sfor|asked\sfor
        |needed|set\sout|sought|recommended)?\s?(?:by|in|under|for|on)\s)?(?!(?:any|an?|some|most|many|its|it|this|they|these|both)[\s,.;](?!of\b|recommendations?\b))
    {states.SUBJECT}{_ENDS}""",
    _FLAGS,
)
_OTHERWISE = re.compile(
    r"\s(?:by|through|in|via)\s(?:an?\s)?(?:other|another|different|alternative)\s(?:means|ways?|routes?|methods?)\b",
    re.IGNORECASE,
)
_ACTS = (Standing.DONE, Standing.SHUT, Standing.PARTLY)
# "recommendation 7(c), which the department had reported to be complete"
_WHICH = re.compile(
    rf"""{states.SUBJECT}(?:\s\([^()]{{1,60}}\))?,?\s(?:which|that)\s(?P<by>(?:[\w']+\s){{1,5}}?)(?:consider|regard|view|judge|assess|rate|mark
    |record|declare|treat|describe|report)(?:s|ed|d)?\s(?:as(?:\sbeing)?|to\sbe|to\shave\sbeen)\s(?P<state>{states.STATE})""",
    _FLAGS,
)
# ", completing recommendation 5(a)"; "this meets recommendation 4", "which the board said completed 3(a)"
_THUS = re.compile(
    rf"""(?:,\s(?P<how>(?:\w+ly\s|thereby\s|thus\s|so\s)?)(?P<act>completing|fulfilling|meeting|discharging|closing)
    |\b(?:this|that|which)\s(?P<by>(?:[\w']+\s){{0,4}}?)(?P<fact>complete[sd]|fulfil(?:s|led)|discharge[sd]|meets|met|satisfie[sd]|close[sd]))
    \s{states.SUBJECT}{_ENDS}""",
    _FLAGS,
)
_PARTIAL = re.compile(
    r"\b(?:part\w*|near\w*|almost|large\w*|most\w*|substantial\w*|only|helps?|towards)\b", re.IGNORECASE
)
# "On part (c), the department said that its review was still under way": of whatever it is said, it is not over.
_TOPIC = re.compile(
    rf"""\A[\W\d.]*(?:on|as\sto|as\sfor|as\sregards|with\s(?:regard|respect)\sto|regarding|in\s(?:relation\sto|respect\sof)
    |turning\sto|concerning)\s{states.SUBJECT}(?:\s\([^()]{{1,60}}\))?,\s[^;:?]{{3,200}}?\s(?:is|are|was|were|remains?|remained|has|have|had)\s(?:(?:still|now|currently|also)\s)*
    (?P<state>made\s(?:\w+\s)?progress|under\s?way|in\sprogress|on-?going|being\s(?:developed|drafted|finali[sz]ed|rolled\sout|taken\sforward))""",
    _FLAGS,
)
_TURNED = re.compile(
    r"\b(?:not|never|no|wrongly|cannot|should|would|could|may|might|will|had\shoped)\b|n't\b", re.IGNORECASE
)
_UNSAID = re.compile(r"\b(?:once|if|unless|until|when|provided|as\slong\sas|subject\sto|while|after)\b", re.IGNORECASE)
# "we see no reason for recommendation 4 to stay open"
_NEEDLESS = re.compile(
    rf"""\b(?:we|I|inspectors?)\s(?:can\s|could\s|now\s|therefore\s)*(?:see|saw|find|found|have|had)\sno\s(?:further\s)?
    (?P<state>(?:reason|need|grounds?)\s(?:for\s{states.SUBJECT}\sto\s(?:remain|stay|be\s(?:kept|left))\sopen
    |to\s(?:keep|leave|hold)\s{states.again(states.SUBJECT)}\sopen))""",
    _FLAGS,
)
_NONE_OF = re.compile(r"\b(?:no|nothing|none|not|never|neither|little|without)\b|n't\b", re.IGNORECASE)
_KEY = re.compile(r"\s*[\"']?(?P<how>(?:\w+\s)?\w+\sprogress)[\"']?\s*(?:[-:=]|means)\s*(?P<words>.+)", re.IGNORECASE)
_STANDS = re.compile(rf"[\s\"'>=*|:_.-]*(?:\w+\s)?(?:progress\s*:\s*)?(?P<how>{_HOW})(?=\s*(?:\Z|[.,;:(]|-\s))", _FLAGS)

Key = dict[str, Standing]
"""What a document's own key says that its judgements of progress mean ("good progress": DONE)."""


def key(lines: Iterable[str]) -> Key:
    """The judgements that a key calls met or closed, where it has lines for two judgements at least; those that it
    calls otherwise mean what they mean elsewhere."""
    found: Key = {}
    entries = [match for match in map(_KEY.match, lines) if match]
    for entry in entries if len(entries) > 1 else ():
        words = entry["words"]
        first = next(states.clauses(words, 0, len(words)), None) or states.status(words)
        if first and first.standing in (Standing.DONE, Standing.SHUT):
            found[entry["how"].lower()] = first.standing
    return found


def status(text: str, start: int, end: int, meant: Key) -> Reading | None:
    """A judgement of progress that stands as a status ("Reasonable progress.")."""
    match = _STANDS.match(text, start, end)
    return _progress(match, meant) if match else None


def clauses(text: str, start: int, end: int, meant: Key) -> Iterator[Reading]:
    """The states that the clauses of a sentence say in this way, in no order."""
    yield from _progressed(text, start, end, meant)
    yield from _acted(text, start, end)
    yield from _followed(text, start, end)
    yield from _referred(text, start, end)
    yield from _needless(text, start, end)


def _progressed(text: str, start: int, end: int, meant: Key) -> Iterator[Reading]:
    for match in _PROGRESS.finditer(text, start, end):
        found = _progress(match, meant)
        if not found.standing.over or _is_given(text, start, match, end):
            found = replace(found, named=_named(match), joint=match["joint"] is not None)
            yield from _weighed(text, start, match, found)
    for match in _OVERTAKEN.finditer(text, start, end):
        found = Reading(Standing.OVERTAKEN, match.start(), match.end(), _named(match))
        yield from () if match["not"] else _weighed(text, start, match, found)


def _acted(text: str, start: int, end: int) -> Iterator[Reading]:
    """What a body has done, where it is not few of a body that have."""
    for match in _ACTED.finditer(text, start, end):
        standing = states.standing_of(match)
        told = not match["past"] or match["number"] or match["bare"] or match[0].lower().endswith("this recommendation")
        before = _clause_before(text, start, match.start())
        few = _FEW.search(before) is not None and governs.before(text, start, match.start())[0] is Sway.STANDS
        if standing in _ACTS and told and not few and not match["pronoun"]:
            standing = Standing.OTHERWISE if _OTHERWISE.match(text, match.end()) else standing
            yield from _weighed(text, start, match, Reading(standing, match.start("state"), match.end(), _named(match)))


def _followed(text: str, start: int, end: int) -> Iterator[Reading]:
    """What an act completes that the sentence tells."""
    for match in _THUS.finditer(text, start, end):
        between = f"{match['by'] or ''} {match['how'] or ''}"
        turned = _TURNED.search(between) or _PARTIAL.search(between) or states.turned(text, match.end(), end)
        begin = match.start("fact" if match["fact"] else "act")
        if _named(match) is not None and not turned:
            yield from _weighed(text, start, match, Reading(Standing.DONE, begin, match.end(), _named(match)))


def _referred(text: str, start: int, end: int) -> Iterator[Reading]:
    """What is said in a relative clause, or of the topic with which a sentence begins."""
    topic = _TOPIC.match(text[start:end])
    named = _named(topic) if topic else None
    if topic and named is not None and not _NONE_OF.search(topic[0]):
        yield Reading(Standing.PROGRESS, start + topic.start("state"), start + topic.end(), start + named)
    for match in _WHICH.finditer(text, start, end):
        found = Reading(states.standing_of(match), match.start("state"), match.end("state"), _named(match))
        if not _TURNED.search(match["by"]) and governs.after(text, found.end) is Sway.STANDS:
            yield found


def _needless(text: str, start: int, end: int) -> Iterator[Reading]:
    for match in _NEEDLESS.finditer(text, start, end):
        turned = states.turned(text, match.end(), end) or _UNSAID.search(text, match.end(), end)
        if not turned and not states.hoped(text, start, match.start()):
            where = _named(match, "number", "bare", "number_again", "bare_again")
            yield Reading(Standing.SHUT, match.start("state"), match.end(), where)


def _progress(match: re.Match[str], meant: Key) -> Reading:
    how = match["how"].lower()
    standing = meant.get(how) or (Standing.OPEN if match["none"] else Standing.PROGRESS)
    return Reading(standing, match.start("how"), match.end())


def _is_given(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a judgement is given, not denied, wished for or reported of somebody's claim."""
    before = text[max(start, match.start() - 60) : match.start()]
    if states.turned(text, match.end(), end):
        return False
    where = max(start, match.start() - 24)
    refused = _FEW.search(before) and governs.before(text, start, match.start())[0] is Sway.STANDS
    return (
        bool(_GIVEN.search(text, where, match.start())) and not refused and not _NOT_SEEN.match(text, match.end(), end)
    )


def _clause_before(text: str, start: int, at: int) -> str:
    """The words before an offset as far as the last pause."""
    return re.split(r"[;:]|\b(?:that|and|but)\b", text[max(start, at - 80) : at])[-1]


def _named(match: re.Match[str], *groups: str) -> int | None:
    return next((match.start(group) for group in groups or ("number", "bare") if match[group]), None)


def _weighed(text: str, start: int, match: re.Match[str], found: Reading) -> Iterator[Reading]:
    """A reading after a look at the words around it; none where it is a hope."""
    if not states.hoped(text, start, match.start()) and (kept := states.weighed(text, start, match, found)):
        yield kept
