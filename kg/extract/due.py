"""When a commitment is due as far as its own words say."""

from __future__ import annotations

import re
from datetime import timedelta

from kg.extract import dates
from kg.extract.clauses import Claim
from kg.extract.dates import Reference
from kg.extract.sentences import sentences
from kg.extract.timewords import DEADLINE, LAST, SAYS_WHEN, SINCE
from kg.model import Delivery, Document, Span, Timing, When

# "Go-live is planned for 1 March": elsewhere "for" tells what a thing is for.
_PLANNED_FOR = re.compile(
    r"\b(?:planned|scheduled|set|due|fixed|booked|timetabled|arranged|pencilled in|targeted|in place|ready"
    r"|available|live)(?: \w+ly)?\s+\Z"
)
# What goes on without an end says so in its verb.
_ONGOING = re.compile(
    r"\b(?:continu(?:e|es|ing) to|(?:keep|keeps|kept|remains?)\b[^.;]{0,60}? under (?:\w+ )?review)\b", re.I
)
# "after she presents her findings in March": the date is that of something else, which has to come first.
# In "after a trial it was opened in May" a clause of its own follows.
_AFTER = re.compile(
    r"\b(?:after|once|since|(?P<event>following))\s"
    r"(?:(?!\w\s(?:it|they|we|this)\s(?:was|were|is|are|will|has|have|can)\b)[^,;.]){3,80}$",
    re.I,
)
# "…, which had lapsed in 2017": what was so before is no part of the action; what is done may be told that way
# ("has developed training which was first delivered in July"), what is to come may not.
_BEFORE_IT = re.compile(r"\b(?:(?:which|who|that)\s(?:\w+\s){0,2}?had|that (?:was|were))\b[^;.]*$", re.I)
# "employers who were fined in 2009": people are not what the action made.
_PAST_PEOPLE = re.compile(r"\bwho\s(?:\w+\s){0,2}?(?:was|were)\b[^;.,]*$", re.I)
# "a sample of 600 files from 2009": how old the files are.
_OLD_RECORDS = re.compile(
    r"(?<!all )\b(?:cases|files|records|applications|decisions|reports|data|figures|statistics|complaints|refusals"
    r"|claims|referrals|appeals|incidents|letters|interviews|samples?)\s$",
    re.I,
)
_FROM_YEARS = re.compile(r"(?:from|for|between)\b.* ?\d{4}(?:/\d\d)?$", re.I)
_PAST_THING = re.compile(r"\b(?:which|who|that)\s(?:\w+\s){0,2}?(?:was|were)\b[^;.]*$", re.I)
# "cases refused in 2018", "the guidance issued in May": the participle says which cases, and the date is theirs.
_OF_A_NOUN = re.compile(
    r"(?:\b(?!(?:is|was|has|as|this|its|us|also|always|thus)\b)[a-z]{2,}s"
    r"|(?<!and )(?<!but )\b(?:the|an?|its|our|their|this)\s(?:[\w’'-]+\s){0,2}?"
    r"(?!(?:is|are|was|were|be|been|being|has|have|had|and|or|to|not|also|then|now|\w+ly)\b)[\w’'-]+)"
    r"\s(?!need)(?P<participle>(?!(?:concerned|involved|affected|required|interested)\s)[a-z]+ed|written|taken|given|chosen|drawn|made|held|sent|built|lost|bought)\s$",
    re.I,
)
# "during 2025, starting with Dover in May": the date of a first part is not that of the whole.
_FIRST_PART = re.compile(r"\b(?:starting|beginning|commencing) (?:with|at)\b[^;.]*$", re.I)
# "has been let, with work to begin in May": what is done has no date of what follows.
_TO_FOLLOW = re.compile(r"\bwith\s[^,;.]{1,60}?\s(?:to|due|expected|planned|scheduled)\s[^.;]*$", re.I)
# "was altered to allow for ferries over the summer": the aim has the date.
_AIM = re.compile(r"\bto\s(?:allow|enable|permit|provide|report|run|begin|start|take|come|last)\b[^.;,]*$", re.I)
# "was drawn up in May; it goes to the board in June": behind a semicolon with a verb of its own something else is told.
_OTHER_CLAUSE = re.compile(
    r";\s(?:and\s|but\s)?(?:(?!to\b)[\w’'-]+\s){1,8}?(?:is|are|was|were|has|have|had|will|would|should|can|may|goes|takes"
    r"|began|aims?|expects?|plans?|intends?|hopes?)\s[^;.]*$"
)
# "has been asked to answer by May": the answer is to come.
_ASKED = re.compile(
    r"\b(?:asked|requested|required|instructed|commissioned|directed|invited|tasked|booked|ordered)\b[^.;]*$", re.I
)
# "will run to May": elsewhere "to" ends a span that something else covers.
_LASTS_TO = re.compile(
    r"\b(?:run(?:s|ning)?|continu(?:e|es|ing)|last(?:s|ing)?|ranges?|brought forward)"
    r"(?: \w+){0,3} \Z"
)
_WILL_HAVE = re.compile(r"\b(?:will|to|should)\s(?:\w+\s)?have\s[^.;,]*$", re.I)
_BEGAN = re.compile(r"\b(?:began|started|commenced|launched)\b", re.I)
# The verb of an earlier clause of the same delivery ("was mended on 1 May and a gate has been built").
_VERBS = {
    Delivery.PLANNED: re.compile(r"(?<!which )(?<!that )(?<!who )\b(?:will|shall)\b", re.I),
    Delivery.COMPLETED: re.compile(r"(?<!which )(?<!that )(?<!who )\b(?:was|were|has been|have been)\b", re.I),
}
# "acknowledged within five days": how long each case may take, not when the promise is due.
_STANDARD = re.compile(r"within\b.* (?:days?(?: time)?|fortnight)$", re.I)
_PROMISED = re.compile(
    r"\b(?:(?:expect|hope|plan|intend|aim)s? to|will|shall|to be|(?:is|are) (?:to|due|expected|planned|scheduled))\b",
    re.I,
)
_BEFORE = re.compile(r"(?:before|prior to)\b", re.I)  # "files opened before May": which files, and no deadline
# "met in May and now meets weekly": the earlier clause has the same subject.
_AND_NOW = re.compile(r"\s(?:and|but)\s(?:(?:is|are|has|have)\s)?(?:now|since)\b", re.I)
_REACH = 100  # characters before a date in which the clause it belongs to begins
# What opens a clause: "Subject to funding, from May we will …", "By the time the House returns in May, we will …".
_OPENS = re.compile(r"(?:[,;:]|\b(?:and|but))\s*$|^(?:when|before|by the time)\b[^,;]*$", re.I)
_OPENING = 12  # characters: a time that stands later before the verb dates something else
_OLD = timedelta(days=366)  # what is still to come was not due longer ago than this


def own_time(document: Document, span: Span, claim: Claim, verb: int, reference: Reference) -> When | None:
    """The time that the words of the commitment give: a deadline before any other, a date before vague words.

    `verb` is the offset of its verb in the document.
    """
    found = _times(document, span, claim, reference)
    times = [
        when
        for when in found
        if not _is_aside(document, when, span, verb, claim.delivery) and not _STANDARD.match(when.text)
    ]
    dated = [
        when
        for when in times
        if when.edtf and _is_time(document, when) and _fits(document, when, claim, verb, reference)
    ]
    deadlines = [when for when in dated if DEADLINE.match(when.text)]
    undated = [when for when in times if not when.edtf]
    # "Since May a list has been kept, and by June the queue was gone": what was done has the date it opens with.
    opening = [
        when
        for when in dated
        if claim.delivery is Delivery.COMPLETED and when.span.start == span.start and SINCE.match(when.text)
    ]
    return next(iter([*opening, *deadlines[-1:], *dated[-1:], *undated[:1]]), None) or _goes_on(document, span)


def lead_time(document: Document, block: Span, delivery: Delivery, reference: Reference) -> When | None:
    """The date that the last sentence of a paragraph gives to the list below it ("By May 2025 we will:")."""
    start, end = list(sentences(document.text, block.start, block.end))[-1]
    found = dates.find(document, start, end, reference, past=delivery is Delivery.COMPLETED)
    dated = [when for when in found if when.edtf and SAYS_WHEN.search(when.text)]
    opens = [when for when in dated if when.span.start - start <= _OPENING]
    return next(iter([*opens[:1], *(when for when in dated if DEADLINE.match(when.text))]), None)


def _times(document: Document, span: Span, claim: Claim, reference: Reference) -> list[When]:
    """The times in the words; what has begun did so before publication, and its deadlines and what is promised beside
    it come after that."""
    past = claim.delivery is Delivery.COMPLETED
    found = list(dates.find(document, span.start, span.end, reference, past=past))
    if past:
        ahead = {when.span.start: when for when in dates.find(document, span.start, span.end, reference)}
        return [ahead[when.span.start] if _is_asked(document, when, span) else when for when in found]
    began = _BEGAN.search(document.text, span.start, span.end)
    if claim.delivery is not Delivery.IN_PROGRESS or not began:
        return found
    promised = _PROMISED.search(document.text, began.end(), span.end)
    before = dates.find(document, span.start, promised.start() if promised else span.end, reference, past=True)
    told = {when.span.start: when for when in before if not DEADLINE.match(when.text)}
    return [told.get(when.span.start, when) for when in found]


def _is_asked(document: Document, when: When, span: Span) -> bool:
    """Whether a deadline is that of what somebody was asked to do."""
    return bool(DEADLINE.match(when.text) and _ASKED.search(document.text[span.start : when.span.start]))


def _fits(document: Document, when: When, claim: Claim, verb: int, reference: Reference) -> bool:
    """Whether the action can have this date: what is reported done does not have that of a promise joined to it, what
    is promised was not due long ago."""
    if claim.delivery is Delivery.COMPLETED and when.earliest and reference.latest:
        ahead = when.inferred or when.earliest > reference.latest
        return not (ahead and _PROMISED.search(document.text, verb, when.span.start))
    if claim.delivery is Delivery.PLANNED and LAST.match(when.text):
        return False
    if claim.delivery is Delivery.PLANNED and when.latest and reference.earliest:
        return when.latest >= reference.earliest - _OLD
    return True


def _is_time(document: Document, when: When) -> bool:
    """Whether the words say when something is to be or was, and do not only name a time."""
    if when.text.startswith("for "):
        return bool(_PLANNED_FOR.search(document.text, max(0, when.span.start - 40), when.span.start))
    if when.text.startswith("to "):
        return bool(_LASTS_TO.search(document.text, max(0, when.span.start - 40), when.span.start))
    return bool(SAYS_WHEN.search(when.text))


def _goes_on(document: Document, span: Span) -> When | None:
    match = _ONGOING.search(document.text, span.start, span.end)
    return When(match[0], document.span(*match.span()), Timing.ONGOING) if match else None


def _is_aside(document: Document, when: When, span: Span, verb: int, delivery: Delivery) -> bool:
    """A time in brackets belongs to the thing named before it, one behind "after" to what has to come first; a time
    before the verb dates the action only where the clause begins with it ("By May we will …") or an earlier clause
    promises or reports something too."""
    before = document.text[span.start : when.span.start]
    behind = max(verb, when.span.start - _REACH)
    words = " ".join(document.text[behind : when.span.start].split()) + " "
    past = delivery is Delivery.COMPLETED
    if not DEADLINE.match(when.text) and _is_of_something_else(words, past=past):
        # "will be published following the elections in May": what is to come has the date of what it waits for
        event = _AFTER.search(words)
        return not (delivery is Delivery.PLANNED and event and event["event"])
    if past and _OLD_RECORDS.search(words) and _FROM_YEARS.match(when.text):
        return True
    if _BEFORE.match(when.text) and _is_of_noun(words):
        return True
    if before.count("(") > before.count(")") or _OTHER_CLAUSE.search(words):
        return True
    if when.span.end > verb or len(before) <= _OPENING or _OPENS.search(before):
        return False
    if past and _AND_NOW.match(document.text, when.span.end):
        return False
    acted = _VERBS.get(delivery)
    return not (acted and acted.search(before))


def _is_of_something_else(words: str, *, past: bool) -> bool:
    """Whether the words before a date give it to something that the action is about, or that comes first."""
    if (
        _AFTER.search(words)
        or _FIRST_PART.search(words)
        or _BEFORE_IT.search(words)
        or _PAST_PEOPLE.search(words)
        or (past and (_TO_FOLLOW.search(words) or _AIM.search(words)))
        or (not past and _PAST_THING.search(words))
    ):
        return True
    return _is_of_noun(words)


def _is_of_noun(words: str) -> bool:
    """Whether a participle gives the date behind it to its noun."""
    noun = _OF_A_NOUN.search(words)
    return bool(noun and noun.start() > 0 and not _WILL_HAVE.search(words[: noun.start("participle")]))
