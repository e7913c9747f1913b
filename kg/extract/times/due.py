"""When a commitment is due as far as its own words say."""

from __future__ import annotations

import re
from datetime import timedelta

from kg.extract.acts.claim import Claim
from kg.extract.acts.sentences import sentences
from kg.extract.times import dates
from kg.extract.times.asides import elsewhere
from kg.extract.times.dates import Reference
from kg.extract.times.timewords import DEADLINE, LAST, SAYS_WHEN, SINCE
from kg.model import Delivery, Document, Span, Timing, When


def _wrapped(pattern: str) -> re.Pattern[str]:
    """A pattern for the text as it stands, in which lines wrap between words."""
    return re.compile(pattern.replace(" ", r"\s+"), re.I)


# "Go-live is planned for 1 March": elsewhere "for" tells what a thing is for.
_PLANNED_FOR = _wrapped(
    r"\b(?:planned|scheduled|set|due|fixed|booked|timetabled|arranged|pencilled in|targeted|in place|ready"
    r"|available|live|slated|earmarked)(?: \w+ly)? \Z"
)
# What goes on without an end says so in its verb.
_ONGOING = _wrapped(r"\b(?:continu(?:e|es|ing) to|(?:keep|keeps|kept|remains?)\b[^.;]{0,60}? under (?:\w+ )?review)\b")
# "has been asked to answer by May": the answer is to come.
_ASKED = re.compile(
    r"\b(?:asked|requested|required|instructed|commissioned|directed|invited|tasked|booked|ordered)\b[^.;]*$", re.I
)
# "will run to May": elsewhere "to" ends a span that something else covers.
_LASTS_TO = _wrapped(
    r"\b(?:run(?:s|ning)?|continu(?:e|es|ing)|last(?:s|ing)?|ranges?|brought forward)"
    r"(?: \w+){0,3} \Z"
)
_UNTIL = re.compile(r"(?:until|till|up (?:to|until))\b", re.I)  # "has been extended until May": how long it lasts
_BEGAN = re.compile(r"\b(?:began|started|commenced|launched)\b", re.I)
# The verb of an earlier clause of the same delivery ("was mended on 1 May and a gate has been built").
_VERBS = {
    Delivery.PLANNED: re.compile(
        r"(?<!which )(?<!that )(?<!who )\b(?:will|shall|(?:is|are)(?: now)? due"
        r"|(?:the|our) (?:intention|aim|plan)\b[^.;,]* to)\b",
        re.I,
    ),
    Delivery.COMPLETED: re.compile(
        r"(?<!which )(?<!that )(?<!who )\b(?:was|were|has been|have been|(?:came|went) (?:in(?:to)?|live)"
        r"|took (?:over|up|effect))\b",
        re.I,
    ),
}
# "acknowledged within five days": how long each case may take, not when the promise is due.
_STANDARD = re.compile(r"within\b.* (?:days?(?: time)?|fortnight)$", re.I)
_PROMISED = _wrapped(
    r"\b(?:(?:expect|hope|plan|intend|aim)s? to|will|shall|to be|should be"
    r"|(?:is|are) (?:to|due|expected|planned|scheduled))\b"
)
# "(is under construction) and will be complete by May", "and the last of the team will have attended by May", "and
# expects to complete this by May"
_WILL_END = _wrapped(
    r",? ?\b(?:and|which) (?:it |they |the work )?"
    r"(?:the (?:last|rest|remainder) of [^.;,]{0,40}? will have (?:\w+ed|had it|done so)"
    r"|(?:(?:will|should)(?: now)?(?: be| have been)?"
    r"|(?:is|are) (?:now )?(?:due|expected|planned|scheduled|likely) to(?: be)?)"
    r" (?:completed?|finish(?:ed)?|concluded?|done|end)"
    r"|(?:expects?|aims?|intends?|plans?|hopes?|(?:is|are) (?:expected|aiming|planning|hoping)|will aim) to"
    r" (?:complete|finish|conclude|have completed)"
    r"(?: (?:this|it|them|these|that|(?:the|this|that) (?:work|review|exercise|task)))?)(?= )"
)
# "have been checking permits since May": a practice that began then.
_SINCE_THEN = _wrapped(r"\bha(?:s|ve) been (?:\w+ly )?\w+ing\b")
# "met in May and now meets weekly": the earlier clause has the same subject.
_AND_NOW = re.compile(r"\s(?:and|but)\s(?:(?:is|are|has|have)\s)?(?:now|since)\b", re.I)
# "this will not be available before May", "cannot be settled until May": when it is not.
_NOT_BEFORE = re.compile(r"(?:before|until|till|prior to)\b", re.I)
_NOT = re.compile(
    r"(?<!who have )(?<!that have )(?<!which have )(?<!who do )(?<!that do )(?<!which do )"
    r"\b(?:not|cannot|unable|unlikely|never)\b[^.;]*$|\w\wn[’']t\b[^.;]*$",
    re.I,
)
# "is being tested by the Trust, which will report in May": what is under way has no date of what else is to come.
_ANOTHER = re.compile(
    r"(?<!results of )(?<!findings of )\b(?:which|who|whom)\s(?:(?:we|they|it|the|[A-Z]\w+)\s){0,3}?"
    r"(?:(?:it\s)?is\s(?:\w+\s)?(?:intended|planned|hoped|expected|due|to)"
    r"|are\s(?:expected|due|to)|will|shall|intends?|plans?|expects?|aims?|hopes?|proposes?)\s"
    r"(?!(?:to\s)?(?:be\s)?(?:complet|finish|conclud|end|ready|in place|done|available|finali|live|operational)"
    r"|(?:to\s)?(?:be\s)?"
    r"(?:published|launched|introduced|issued|implemented|rolled out|run|open|last|start|begin)\b)[^.;]*$"
)
# "were told by an instruction of 2 May", "from the meeting of 2 May": the day of what it is done by.
_DAY_OF = _wrapped(
    r"\b(?:(?:by|in|through|with) (?:an?|the|our|its) (?:\w+ ){0,2}?(?:instruction|letter|notice|bulletin|circular"
    r"|order|message|note|e-?mail) (?:of|dated)|from (?:the|its|their|our) (?:\w+ )?meeting (?:of|on)) \Z"
)
_NEAR = 60  # characters before a day in which it is told what it is the day of
_REACH = 100  # characters before a date in which the clause it belongs to begins
# What opens a clause: "Subject to funding, from May we will …", "By the time the House returns in May, we will …".
_OPENS = re.compile(r"(?:[,;:]|\b(?:and|but))\s*$|^(?:when|before|by the time|from the meeting of)\b[^,;]*$", re.I)
_NEXT_TO_VERB = re.compile(r"\s+(?:\w+ly\s+)?")
_WITHIN = re.compile(r"within\b", re.I)
_ACTED = re.compile(r"(?:\w+ed|\w+en|made|held|built|sent|set|let|kept|put|[^\w]) $|\b(?:which|who|that|whose)\b")
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
        if not _is_aside(document, when, span, verb, claim.delivery)
        and not _STANDARD.match(when.text)
        and not _is_of_another(" ".join(document.text[verb : when.span.start].split()), when, claim.delivery)
    ]
    dated = [
        when
        for when in times
        if when.edtf and _is_time(document, when) and _fits(document, when, span, claim, verb, reference)
    ]
    deadlines = [when for when in dated if DEADLINE.match(when.text)]
    undated = [when for when in times if not when.edtf]
    # "Since May a list has been kept, and by June the queue was gone": what was done has the date it opens with.
    opening = [
        when
        for when in dated
        if claim.delivery is Delivery.COMPLETED and when.span.start == span.start and SINCE.match(when.text)
    ]
    own = [*opening, *deadlines[-1:], *dated[-1:]]
    if not own and claim.delivery is Delivery.IN_PROGRESS:
        own = _end_told_behind(document, span, reference)
    return next(iter([*own, *undated[:1]]), None) or _goes_on(document, span)


def _is_of_another(words: str, when: When, delivery: Delivery) -> bool:
    """Whether the words between the verb and a time say that it is when something is not, or of what is to come behind
    what is under way."""
    if _NOT_BEFORE.match(when.text) and _NOT.search(words):
        return True
    return delivery is Delivery.IN_PROGRESS and _ANOTHER.search(words) is not None


def _end_told_behind(document: Document, span: Span, reference: Reference) -> list[When]:
    """The date by which what is under way will be complete, where the next clause says no more than that."""
    ends = _WILL_END.match(document.text, span.end)
    if not ends:
        return []
    found = list(dates.find(document, ends.end(), ends.end() + _REACH, reference))[:1]
    return [when for when in found if when.edtf and when.span.start - ends.end() <= 1]


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
    since = claim.delivery is Delivery.IN_PROGRESS and _SINCE_THEN.search(document.text, span.start, span.end)
    if since:
        before = dates.find(document, since.end(), span.end, reference, past=True)
        told = {when.span.start: when for when in before if SINCE.match(when.text)}
        return [told.get(when.span.start, when) for when in found]
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


def _fits(document: Document, when: When, span: Span, claim: Claim, verb: int, reference: Reference) -> bool:
    """Whether the action can have this date: what is reported done does not have that of a promise joined to it, what
    is promised was not due long ago."""
    if claim.delivery is Delivery.COMPLETED and when.earliest and reference.latest:
        ahead = when.inferred or when.earliest > reference.latest
        told = when.span.start + (len("due") if when.text.startswith("due") else 0)  # "its report is due in May"
        promised = _PROMISED.search(document.text, verb, told)
        lasts = _UNTIL.match(when.text) and when.earliest > reference.latest
        return not (lasts or (ahead and promised and not _is_asked(document, when, span)))
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
    return bool(
        SAYS_WHEN.search(when.text) or _DAY_OF.search(document.text, max(0, when.span.start - _NEAR), when.span.start)
    )


def _goes_on(document: Document, span: Span) -> When | None:
    match = _ONGOING.search(document.text, span.start, span.end)
    return When(match[0], document.span(*match.span()), Timing.ONGOING) if match else None


def _is_aside(document: Document, when: When, span: Span, verb: int, delivery: Delivery) -> bool:
    """A time in brackets belongs to the thing named before it, one behind "after" to what has to come first; a time
    before the verb dates the action only where the clause begins with it ("By May we will …") or an earlier clause
    promises or reports something too."""
    before = re.sub(r"\s+", " ", document.text[span.start : when.span.start])
    behind = max(verb, when.span.start - _REACH)
    words = " ".join(document.text[behind : when.span.start].split()) + " "
    past = delivery is Delivery.COMPLETED
    rest = document.text[when.span.end : when.span.end + _OPENING]
    planned = delivery is Delivery.PLANNED
    if before.count("(") > before.count(")") or elsewhere(when, words, rest, past=past, planned=planned):
        return True
    beside = when.span.end <= verb and _NEXT_TO_VERB.fullmatch(document.text, when.span.end, verb)
    if beside and not _ACTED.search(before) and not _WITHIN.match(when.text):
        return False  # "The Agency in 2024 added two measures"
    if when.span.end > verb or len(before) <= _OPENING or _OPENS.search(before):
        return False
    if past and _AND_NOW.match(document.text, when.span.end):
        return False
    acted = _VERBS.get(delivery)
    return not (acted and acted.search(before))
