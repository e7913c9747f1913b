"""Clauses of one sentence: which are actions of their own, and which go on about the one before them."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.acts import lexicon
from kg.extract.acts.claim import Claim
from kg.extract.acts.triggers import MONTHS
from kg.model import Delivery

_ARTICLE = re.compile(r"\A\s*(?:the\s)?|\s+\Z", re.I)
_STATE = re.compile(r"(?:will|shall|is|are)\s(?:be\s)?(?:in|on|at)\b", re.I)  # "will be in post" is no act of its own
# Who does what is told in the passive; neither when nor how.
_BY = re.compile(
    r"\bby\s(?!(?:the\s)?(?:[\w-]+\s){0,3}?(?:\d|month|year|quarter|end\b|spring|summer|autumn|winter|close\b"
    rf"|{MONTHS}))(?!\w+ing\b|(?:e-?mail|telephone|phone|post|letter|hand|means|way|default|law)\b)\w"
)
_EVERY = re.compile(r"\b(?:every|each)\s(?:\w+\s)?(?:day|week|month|quarter|year)\b", re.I)
_FROM_DAY = re.compile(rf"\b(?:from|by|on|in|before)\s(?:\w+\s){{0,3}}?(?-i:{MONTHS}|20\d\d)\b", re.I)
_VERB = re.compile(
    rf"\b(?:{lexicon.FINITE}|do|does|did|may|would|could|remains?|needs?|depends?|requires?|shows?|suggests?|means?|takes?"
    r"|gives?|makes?|works?|reflects?|varies|lies|goes|comes|provides?|holds?|continues?|allows?|includes?|covers?)\b",
    re.I,
)
_DEPENDS = re.compile(r"\s*(?:If|When|Where|Once|Following|After|Should|Provided|Subject)\b")
_SAME_TIME = re.compile(r"\bthe same (?:day|week|month|year)\b")
_BEGINS = re.compile(r"\b(?:begin|began|begun|start(?:ed)?|commenced?)\b", re.I)
_ITSELF = re.compile(r"(?:we|it|they|this|the work)\s*\Z", re.I)
_CLOSE = re.compile(r"[^,;]\sand\s\Z")  # with no comma before it, "and" goes on with the same
_JOINT = re.compile(r"(?:[,;]\s*)?\b(?:and|but),?\s+$|;\s*$")


def joined(text: str, found: list[Claim]) -> list[Claim]:
    """One claim a sentence, unless joined clauses differ in delivery, in who acts or in time: then one a clause."""
    kept: list[Claim] = []
    for claim in found:
        if not kept:
            kept.append(replace(claim, start=0) if claim.start and not _stands_alone(text, claim) else claim)
            continue
        last = kept[-1]
        if _is_ended(text, last, claim):
            ended = claim.delivery is Delivery.COMPLETED
            kept[-1] = replace(last, delivery=claim.delivery if ended else last.delivery)
            continue
        if _is_anaphoric(text, last, claim):
            continue
        joined = _JOINT.search(text[last.verb : claim.start])
        # "were set up in 2015 and, after a pause, are now …" goes on with one story
        told_on = joined and joined[0].rstrip().endswith(",") and claim.delivery is not Delivery.PLANNED
        if joined and not told_on and (claim.delivery is not last.delivery or _differs(text, last, claim)):
            kept[-1] = replace(last, end=last.verb + joined.start())
            kept.append(claim)
        elif claim.delivery is not last.delivery and last.narrated and claim.subject_start == last.subject_start:
            # "were set up in 2015 and, after a pause, are now …": the latest state is the claim
            kept[-1] = replace(last, delivery=claim.delivery, verb=claim.verb, passive=claim.passive)
    return kept


def _stands_alone(text: str, claim: Claim) -> bool:
    """Whether the first claim is a clause of its own that says who acts, or is set against one that claims nothing."""
    before = text[: claim.start]
    joined = _JOINT.search(before)
    if joined is None or not joined[0].startswith(",") or claim.subject_start < claim.start:
        return False
    if _DEPENDS.match(before) or not _VERB.search(before):
        return False
    if _SAME_TIME.search(text, claim.verb, claim.end):
        return False  # "and the first boat was let in the same month": the time is that of the clause before
    acts = claim.actor and not claim.passive and not lexicon.PERSONS.match(text, claim.subject_start)
    return acts or "but" in joined[0]


def _is_anaphoric(text: str, last: Claim, claim: Claim) -> bool:
    """Whether a clause goes on about the one before it ("and this will …"): an effect, or the same thing again."""
    if claim.actor or claim.subject_start == last.subject_start:
        return False
    if last.delivery is not Delivery.PLANNED and lexicon.BINDS.match(text, claim.verb + len("will")):
        return False
    pronoun = lexicon.PRONOUN.match(text[claim.subject_start : claim.subject_end])
    # "A field has been added, and it will be widened in May" tells two actions, done and to come.
    again = (
        claim.passive and last.passive and claim.delivery is not last.delivery and last.delivery is Delivery.COMPLETED
    )
    # "A course has been made and it will be compulsory from May": what is done, and what is to come at its own time.
    begins = claim.delivery is Delivery.PLANNED and last.delivery is Delivery.COMPLETED
    dated = begins and _FROM_DAY.search(text, claim.verb, claim.end)
    return bool(pronoun) and not (again or dated or (claim.passive and last.told and not claim.told))


def _is_ended(text: str, last: Claim, claim: Claim) -> bool:
    """Whether a clause tells the end of what the one before it says began: "began in May and was finished in June"."""
    begun = last.delivery is Delivery.IN_PROGRESS or _BEGINS.search(text, last.verb, claim.start)
    subject = text[claim.subject_start : claim.subject_end]
    same = claim.subject_start == last.subject_start
    if begun and (same or _ITSELF.match(subject)) and lexicon.ENDED.match(text, claim.verb):
        return True
    if not same:
        return False
    return claim.delivery is Delivery.COMPLETED and bool(
        lexicon.BEGINNING.match(text, last.verb) and lexicon.ENDING.search(text, claim.verb)
    )


def _differs(text: str, last: Claim, claim: Claim) -> bool:
    """Whether two clauses of one delivery are two actions: each with its own time, or with its own actor."""
    own = claim.subject_start != last.subject_start
    first, second = text[last.verb : claim.start], text[claim.start if own else claim.verb : claim.end]
    # "will be in post and the group will meet by May": one time that stands last may be that of both
    told = own and claim.delivery is Delivery.COMPLETED and not last.narrated
    timed = bool(lexicon.TIMED.search(first)), bool(lexicon.TIMED.search(second))
    if timed[1] and (told or timed[0]):
        return True
    if timed[0] and own and claim.delivery is Delivery.PLANNED and not (last.passive and _CLOSE.search(first)):
        return True  # "will report in May, and the form will be altered": the second comes when the first is done
    if timed[0] and not (timed[1] or own) and lexicon.RECURRING.search(second):
        return True  # "was extended in May and now covers …", "will report by May and every month after that"
    if timed[1] and not timed[0] and own and _EVERY.search(first):
        return True
    if own and last.told and not claim.told and lexicon.TIMED.search(text[last.start : claim.start]):
        return True  # "was made compulsory in May, and the record has been altered": each is told by itself
    if own and last.passive and claim.passive and not claim.actor and _has_agent(text, last, claim):
        return True
    subject, before = text[claim.subject_start : claim.subject_end], text[last.subject_start : last.subject_end]
    if not (own and claim.actor and not claim.passive) or lexicon.PERSONS.match(subject):
        return False
    if lexicon.PERSONS.match(before) or _STATE.match(text, last.verb):
        return False
    return _ARTICLE.sub("", subject) != _ARTICLE.sub("", before)


def _has_agent(text: str, last: Claim, claim: Claim) -> bool:
    """Whether only the first of two clauses in the passive says by whom: "tested by wardens and … will be reported"."""
    return bool(_BY.search(text, last.verb, claim.start)) and not _BY.search(text, claim.verb, claim.end)
