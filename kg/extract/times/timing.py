"""Sentences that only date the ones before them ("We aim to complete these actions by April")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from kg.extract.times import dates, timewords
from kg.extract.times.datelines import Entry, entries
from kg.extract.times.dates import Reference
from kg.model import Document, When

__all__ = ["Dating", "Entry", "Scope", "dating", "entries"]

_COMPLETE = (
    r"(?:complet(?:e|ed|ion)|finali[sz]ed?|implemented?|conclud(?:e|ed)|deliver(?:ed)?|achieved?|done|in place"
    r"|rolled out|available|finished?|ready|live|met|fulfilled|introduced|published|closed|made|carried out|undertaken"
    r"|happen|take place|the case|so|in (?:force|operation|effect|use))"
)
_MODAL = (
    r"(?:will|should|is|are|was|were|has|have|to|cannot|can not)(?:\s+(?:also|now|then|be|been|both|all|fully|not|due"
    r"|for|expected|anticipated|planned|scheduled|intended|likely|to))*"
)
_THING = (
    r"(?:actions?|work|recommendations?|reviews?|evaluations?|exercises?|projects?|guides?|guidance|training|programmes?|process"
    r"|process(?:es)?|assessments?|pilots?|activit(?:y|ies)|toolkits?|frameworks?|strateg(?:y|ies)|polic(?:y|ies)|products?"
    r"|changes?|improvements|elements?|measures?|packages?|plans?|updates?|implementation|roll-?out|recruitment)"
)
# "The target date for this is", "Completion is expected in"; the date that such a subject tells is of all before it.
_GOAL = (
    r"(?:the|our)\s(?:(?:target|expected|planned|proposed|completion|implementation|due|end)\s)*"
    r"(?:date|deadline|target|timescale|timeline|timetable)"
    r"(?:\sfor\s(?:this|these|both|all|the|it|completion|implementation)(?:\s(?:of|two|three))?(?:\s\w+)?)?"
)
_IS_SET = (
    r"(?:is|are|was|will\sbe|remains?)"
    r"(?:\s(?:currently|now|still|set|due|expected|planned|scheduled|anticipated|likely))*"
)
_TARGET = re.compile(rf"^(?:{_GOAL}|completion|implementation)\s{_IS_SET}$", re.I)
_OPENS_GOAL = re.compile(rf"{_GOAL}\s{_IS_SET}\b".replace(r"\s", r"\s+"), re.I)  # then a date needs no preposition
# "This took effect in May."
_EFFECT = re.compile(r"^(?P<subject>this|these|it|they|both)\s(?:took\seffect|came\sinto\s(?:effect|force))$", re.I)
# "Because of other work, this cannot be done until the release planned for May": the reason, and what the date is of.
_REASON = re.compile(
    r"^(?:because|owing to|due to|given|in view of|for (?:this|that|these) reasons?)\b[^.;]*?,\s(?=\w)", re.I
)
_UNTIL_THING = re.compile(
    r"\s(?:until|before|in|with|at|as part of)\s(?:the|its|our)\s(?:[\w-]+\s){1,3}(?:planned|due|scheduled|expected)$",
    re.I,
)
# "Unless otherwise stated, these actions will be completed by May": those that have a date keep it.
_UNLESS = re.compile(
    r"^(?:unless|except where|save where|where(?! no)|apart from where)\s(?:\w+\s){0,3}?"
    r"(?:stated|specified|indicated|noted|shown|mentioned|said|given)(?:\s(?:otherwise|above|below|elsewhere))?,?\s(?=\w)",
    re.I,
)
# What may follow its date: ", when the policy was changed"; where that promises something, the sentence does more.
_AFTERWARDS = re.compile(
    r",?\s(?:when|following|subject to|depend(?:ent|ing) (?:up)?on|provided|assuming"
    r"|and (?:is|are|has|have) (?:\w+ )?(?:work(?:s|ing|ed)|prov(?:ed|en|ing)|popular|success\w*|effective))\b",
    re.I,
)
# "The last of the officers will have had it by May."
_LAST_OF = re.compile(
    r"^the (?:last|rest|remainder) of (?:the|these|them|our|its) ?(?:[^.;,]|,\d){0,40}?(?:will|should) have\s(?:\w+ )?"
    r"(?:had|received|attended|completed|done|passed|taken|finished|been \w+ed)(?: (?:it|so|this|them))?$",
    re.I,
)
# "The aim is that all will have signed by May."
_AIM = re.compile(
    r"^(?:the|our) (?:aim|intention|plan|expectation|hope|target) is (?:that|for) (?:all|this|it|these|they)"
    r"(?: of (?:them|these))? (?:(?:will|should|shall) (?:have|be)|to (?:have|be)) (?:\w+ )?\w+$",
    re.I,
)
# "We expect to reach a decision on this by May."
_DECISION = re.compile(
    r"^(?:we|it|they)\s(?:\w+\s)?(?:aim|expect|intend|plan|hope)s?\sto\s(?:reach|come\sto|take|make)\sa\s"
    r"(?:final\s|firm\s)?(?:decision|conclusion|view)(?:\s(?:on|about)\s(?:this|these|it|the\smatter))?$",
    re.I,
)
# "The example should be ready by May", "We expect to issue the new form in May": what is under way is named again.
_READY = re.compile(
    rf"^the\s(?P<thing>(?:[\w-]+\s){{0,2}}?[\w-]+)\s{_MODAL}\s(?:complete|completed|finished|ready|finali[sz]ed|concluded|done)$",
    re.I,
)
_ISSUE = re.compile(
    r"^(?:we|it|they)\s(?:\w+\s)?(?:aim|expect|intend|plan|hope)s?\sto\s(?:issue|publish|finish|complete|release|launch)\s"
    r"(?:the|its|our|their)\s(?:new\s|revised\s|updated\s|final\s|finished\s)?(?P<thing>(?:[\w-]+\s)?[\w-]+)$",
    re.I,
)
_PROMISES = re.compile(r"\b(?:will|shall|is to|are to)\b", re.I)
_FORWARD = re.compile(
    r"^(?:we|the home office|the department|[A-Z]\w+)\s+(?:will\s+|would\s+|are\s+)?"
    r"(?:aim(?:s|ing)?|expect(?:s|ing)?|intends?|plans?|hopes?|anticipates?|seek)?\s*(?:to\s+)?(?:have\s+|for\s+)?"
    r"(?:complete|implement|deliver|finali[sz]e|conclude|achieve|this|these|all|both|it)"
    rf"\s*(?:of\s+)?(?:this|these|all|both|it|the)?\s*(?:\w+\s+)?{_THING}?\s*(?:to\s+be\s+)?(?:{_COMPLETE})?\s*$",
    re.I,
)
_BACKWARD = re.compile(
    r"^(?:(?:and\s+)?(?:it is|we)\s+(?:currently\s+)?(?:expect(?:ed)?|anticipated?|intended|planned|hoped?|estimated?"
    r"|envisaged)\s+(?:that\s+)?)?(?P<subject>(?:this|these|it|they|all|both|the)(?:\s+of\s+(?:this|these))?"
    rf"(?:\s+[\w’'-]+){{0,5}}?)\s+{_MODAL}\s*"
    rf"(?:start\s+[^.]{{0,30}}?and\s+(?:to\s+)?be\s+|begin\s+[^.]{{0,30}}?and\s+(?:to\s+)?be\s+)?{_COMPLETE}?\s*$",
    re.I,
)
_LONGEST = 260  # characters of a sentence that only dates
_WORDS_AFTER = 3  # words that may follow its date
_ENDS_IN_THING = re.compile(rf"\b{_THING}$")
_NOUN = re.compile(r"[a-z]{5,}")
_NAMELESS = {"these", "their", "which", "actions"}
_SEVERAL = re.compile(r"\b(?:these|all|both|they)\b")
_ALL = re.compile(r"\ball (?:of )?(?:these|this|the|our) \w+")  # more than the paragraph that tells of the last of them
_THIS_WORK = re.compile(r"\bthis (?:work|activity)\b")  # still to be completed: all that is told before
_PAST = re.compile(r"\b(?:was|were|ha(?:s|ve)\s+been|took\s+effect|came\s+into)\b", re.I)


class Scope(Enum):
    """How far back a dating sentence reaches."""

    LAST = "the commitment before it"
    PARAGRAPH = "the paragraph it stands in"
    ANSWER = "the answer it stands in"
    RECOMMENDATION = "the whole recommendation"


@dataclass(frozen=True, slots=True)
class Dating:
    """A sentence that only dates: its date, how far it reaches, whether it reports the end of the work.

    `words` are the nouns of its subject, by which it may name what it dates; `promises` tells that it goes on to say
    what else will be done then, `named` that it dates only what is under way and has one of the words.
    """

    when: When
    scope: Scope
    completed: bool
    words: tuple[str, ...]
    promises: bool = False
    named: bool = False


def dating(document: Document, start: int, end: int, reference: Reference, *, alone: bool) -> Dating | None:
    """What a sentence dates, when it does nothing else; `alone` says that it is a paragraph of its own."""
    if end - start > _LONGEST or not timewords.mentioned(document.text, start, end):
        return None
    past = bool(_PAST.search(document.text, start, end))
    goal = _OPENS_GOAL.match(document.text, start, end) is not None
    times = [when for when in dates.find(document, start, end, reference, past=past, listed=goal) if when.edtf]
    if not times:
        return None
    rest = document.text[times[-1].span.end : end]
    more = len(rest.strip(" .)").split()) > _WORDS_AFTER
    if more and not _AFTERWARDS.match(rest):
        return None
    head = " ".join(document.text[start : times[-1].span.start].split()).strip(" ,(")
    head = _UNTIL_THING.sub("", _UNLESS.sub("", _REASON.sub("", head)))
    again = _READY.match(head) or _ISSUE.match(head)
    subject = _subject(head)
    if subject is None and again:
        words = tuple(word[:6] for word in _NOUN.findall(again["thing"].lower()))
        more = _READY.match(head) is None  # "we expect to issue the form in May" is something to be done as well
        return (
            Dating(times[-1], Scope.PARAGRAPH, completed=False, words=words, promises=more, named=True)
            if words
            else None
        )
    if subject is None:
        return None
    words = tuple(word[:6] for word in _NOUN.findall(subject) if word not in _NAMELESS)
    scope = _scope(subject or head.lower(), alone, past)
    return Dating(times[-1], scope, past, words, more and bool(_PROMISES.search(rest)))


def _subject(head: str) -> str | None:
    """What the sentence says is dated, "" where the department is the subject; None where it says more than a date."""
    if _TARGET.match(head):
        return "all"
    if _LAST_OF.match(head) or _DECISION.match(head) or _AIM.match(head):
        return "it"
    backward = _BACKWARD.match(head) or _EFFECT.match(head)
    if not backward:
        return "" if _FORWARD.match(head) else None
    subject = backward["subject"].lower()
    return None if subject.startswith("the ") and not _ENDS_IN_THING.search(subject) else subject


def _scope(subject: str, alone: bool, past: bool) -> Scope:
    if alone or "recommendation" in subject:
        return Scope.RECOMMENDATION
    if _ALL.search(subject):
        return Scope.ANSWER
    several = _SEVERAL.search(subject) or (not past and _THIS_WORK.search(subject))
    return Scope.PARAGRAPH if several else Scope.LAST
