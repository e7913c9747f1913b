"""What a sentence claims to do: its action clauses, each with delivery and firmness.

A sentence is read as clauses around triggers ("will", "has been …", "is being …"). A trigger counts when it stands
in a main clause and its verb is an action of the respondent, not a state of mind, an effect or a description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.extract.acts import actions, lexicon, mainclause, triggers
from kg.extract.acts.actions import Subject
from kg.extract.acts.triggers import MONTHS
from kg.model import Delivery, Firmness

_PERSONS = re.compile(r"(?:we|they|I|officials|my officials|ministers|officers|staff)\b", re.I)
_MODAL = re.compile(r"(?:would|could|may|might|hopes?)\b", re.I)
_CHARTER = re.compile(r"(?:will|shall)\s(?:\w+ly\s|also\s)?report\s(?:in)?to\b", re.I)  # tells what a new body is
_ARTICLE = re.compile(r"\A\s*(?:the\s)?|\s+\Z", re.I)
_STATE = re.compile(r"(?:will|shall|is|are)\s(?:be\s)?(?:in|on|at)\b", re.I)  # "will be in post" is no act of its own
_RELATIVE = re.compile(
    r",\s(?P<pronoun>(?P<for>(?:[a-z]+\s){0,3}(?:of|for|from|by|in|under)\s)?(?:which|whom|who))\s"
    r"(?P<verb>(?P<done>(?(for)(?:(?:it|we)\s(?:issued|published|launched|let|signed)\b)|(?!)))"
    r"|(?:will\s(?:have|be|open|report|begin|start|meet|run|go live)\b"
    r"|(?:(?:it|we|they)\s)?(?:plans?|expects?|intends?|aims?)\sto\s"
    r"|(?:is due to|are due to|is expected to|are expected to|is to|are to)\s(?:be|open|report|begin|start)\b))"
)
# "…, with the remainder to follow in May"
_REST = re.compile(
    r"\swith\s(?P<rest>the\s(?:remainder|rest|balance|others|remaining\s[\w-]+(?:\s[\w-]+)?))\s"
    r"(?P<verb>(?:to\s(?:follow|come|be\s\w+(?:ed|en|t))|(?:due|expected|scheduled|planned|booked|set)\s(?:to|for|in|by))\b)"
)
# Who does what is told in the passive; neither when nor how.
_BY = re.compile(
    r"\bby\s(?!(?:the\s)?(?:[\w-]+\s){0,3}?(?:\d|month|year|quarter|end\b|spring|summer|autumn|winter|close\b"
    rf"|{triggers.MONTHS}))(?!\w+ing\b|(?:e-?mail|telephone|phone|post|letter|hand|means|way|default|law)\b)\w"
)
_BOUND = re.compile(
    r"\s(?:\w+\s)?(?:need|have to|be (?:required|able|allowed|entitled))\b"
)  # what others will have to do
_EVERY = re.compile(r"\b(?:every|each)\s(?:\w+\s)?(?:day|week|month|quarter|year)\b", re.I)
_FROM_DAY = re.compile(rf"\b(?:from|by|on|in|before)\s(?:\w+\s){{0,3}}?(?-i:{MONTHS}|20\d\d)\b", re.I)
_JOINT = re.compile(r"(?:[,;]\s*)?\b(?:and|but),?\s+$|;\s*$")
_HEDGE_BEFORE, _HEDGE_AFTER = 90, 100  # characters around the verb in which a hedge counts
_AUXILIARY_BEFORE, _AUXILIARY_AFTER = 12, 30  # characters around a trigger in which its passive can stand


@dataclass(frozen=True, slots=True)
class Claim:
    """An action clause: its offsets in the sentence, the offsets of its subject, and what it claims.

    `narrated` says that it is told as history ("was set up in 2015"), `actor` that its subject is one who acts,
    `told` that its verb is in the simple past, `weighed` that it was found by learnt weights and by no rule.
    """

    start: int
    end: int
    subject_start: int
    subject_end: int
    verb: int
    delivery: Delivery
    firmness: Firmness = Firmness.FIRM
    passive: bool = False
    narrated: bool = False
    actor: bool = False
    told: bool = False
    weighed: bool = False


Opinion = Callable[[str, str, list[Claim]], list[Claim]]
"""Adds to the claims that the rules found in a sentence; it is given the sentence, and the sentence masked."""


def claims(
    sentence: str, names_actor: Callable[[str], bool], *, agent: bool = False, opinion: Opinion | None = None
) -> list[Claim]:
    """The actions that a sentence promises or reports; none for a sentence that only describes.

    `names_actor` tells whether a piece of text names a known team or body; `agent` that "it" can stand for one.
    """
    line, places = _flat(sentence)
    text = mainclause.masked(line)
    accepted = list(_accepted(line, text, names_actor, agent=agent)) or _since(text)
    if opinion:
        accepted = opinion(line, text, accepted)
    found = [_firm(line, claim) for claim in _relatives(text, _joined(text, accepted))]
    return [_placed(claim, places) for claim in found] if places else found


def _flat(sentence: str) -> tuple[str, list[int]]:
    """The sentence on one line, and where each of its characters stood; no places where nothing moved."""
    if "\n" not in sentence and "  " not in sentence:
        return sentence, []
    kept = [i for i, c in enumerate(sentence) if not c.isspace() or i == 0 or not sentence[i - 1].isspace()]
    flat = "".join(" " if sentence[i].isspace() else sentence[i] for i in kept)
    return flat, [*kept, len(sentence)]


def _placed(claim: Claim, places: list[int]) -> Claim:
    """The claim with the offsets that it has in the sentence as it was printed."""
    spots = (claim.start, claim.end, claim.subject_start, claim.subject_end, claim.verb)
    start, end, subject_start, subject_end, verb = (places[spot] for spot in spots)
    return replace(claim, start=start, end=end, subject_start=subject_start, subject_end=subject_end, verb=verb)


def _firm(sentence: str, claim: Claim) -> Claim:
    """The claim without the hedge of a clause that was split off behind it."""
    if claim.firmness is Firmness.FIRM or claim.end == len(sentence) or _MODAL.match(sentence, claim.verb):
        return claim
    return replace(claim, firmness=_hedge(sentence[: claim.end], claim.start, claim.verb, claim.delivery))


def _relatives(text: str, found: list[Claim]) -> list[Claim]:
    """The claims, and after the last one what a relative clause tells of another time: "…, which is due in May"."""
    if not found:
        return found
    last = found[-1]
    if left := _REST.search(text, last.verb, last.end):
        split = replace(last, end=left.start())
        spot = (left.start() + 1, last.end, *left.span("rest"), left.start("verb"))
        return [*found[:-1], split, Claim(*spot, Delivery.PLANNED, passive=True)]
    for match in _RELATIVE.finditer(text, last.verb, last.end):
        done = match["done"] is not None
        delivery = Delivery.COMPLETED if done else Delivery.PLANNED
        rest = text[match.end("verb") : last.end].split(",")[0]
        if delivery is last.delivery or lexicon.NEGATION.search(match[0]) or not lexicon.TIMED.search(rest):
            continue
        split = replace(last, end=match.start())
        begin = match.start("pronoun")
        spot = (begin, last.end, *match.span("pronoun"), match.start("verb"))
        return [*found[:-1], split, Claim(*spot, delivery, passive=True)]
    return found


def of_one_body(sentence: str, names_actor: Callable[[str], bool]) -> bool:
    """Whether a sentence is about one body, for which "it" can stand in the next."""
    words = mainclause.opening(mainclause.masked(_flat(sentence)[0]))
    if _PERSONS.match(words):
        return False
    subject = actions.subject(words, 0, names_actor)
    return (subject.actor or actions.is_one_name(words)) and not subject.anaphor and not subject.other


def firmness(words: str) -> Firmness:
    """Whether the words bind or hedge."""
    return Firmness.CONDITIONAL if lexicon.CONDITIONAL.search(words) else Firmness.FIRM


def _accepted(sentence: str, text: str, names_actor: Callable[[str], bool], *, agent: bool) -> Iterator[Claim]:
    """The claims of a sentence; `text` is the sentence masked."""
    begins: list[int] = []
    subject: Subject | None = None
    first = True
    for trigger in triggers.triggers(text):
        begins = begins or mainclause.breaks(text)
        clause = mainclause.main_clause(text, begins, trigger.start())
        if clause is None:
            continue
        if clause.subject:
            stands = agent or (not first and _is_known(subject) and not _CHARTER.match(text, trigger.start()))
            subject = actions.subject(clause.subject, clause.subject_start, names_actor, agent=stands)
        elif subject is None:
            subject = actions.subject(mainclause.opening(text), 0, names_actor)
        delivery = actions.delivery(text, trigger, subject)
        if delivery is not None:
            hedge = _hedge(sentence, 0 if first else clause.start, trigger.start(), delivery)
            yield _claim(text, clause.start, trigger, subject, delivery, hedge)
            first = False


def _is_known(subject: Subject | None) -> bool:
    """Whether "it" can stand for the subject of the clause before."""
    return subject is not None and subject.actor and not subject.anaphor


def _claim(
    text: str, start: int, trigger: re.Match[str], subject: Subject, delivery: Delivery, hedge: Firmness
) -> Claim:
    return Claim(
        start,
        len(text),
        subject.start,
        subject.end,
        trigger.start(),
        delivery,
        hedge,
        passive=bool(actions.PASSIVE.match(text, _verb_start(text, trigger))),
        narrated=bool(trigger["narrated"]),
        actor=subject.actor or subject.agent,
        told=bool(trigger["narrated"] or trigger["opened"] or trigger["past"]),
    )


def _verb_start(text: str, trigger: re.Match[str]) -> int:
    """Where the passive auxiliary of the trigger would stand."""
    auxiliary = actions.PASSIVE.search(text, trigger.start(), min(len(text), trigger.end() + _AUXILIARY_AFTER))
    near = auxiliary is not None and auxiliary.start() <= trigger.end() + _AUXILIARY_BEFORE
    return auxiliary.start() if auxiliary and near else trigger.end()


def _hedge(sentence: str, start: int, verb: int, delivery: Delivery) -> Firmness:
    """The firmness told from the words around the verb, from `start` on (0 for the first clause of a sentence)."""
    conditional = delivery is Delivery.PLANNED and lexicon.CONDITION.match(sentence, start)
    if conditional or _MODAL.match(sentence, verb):
        return Firmness.CONDITIONAL
    return firmness(sentence[max(start, verb - _HEDGE_BEFORE) : verb + _HEDGE_AFTER])


def _since(text: str) -> list[Claim]:
    """The claim of a sentence that tells what is done since a day."""
    match = lexicon.DATED_START.match(text)
    if not match or lexicon.NEGATION.search(text):
        return []
    if _BOUND.match(text, match.end("verb")):
        return []
    delivery = Delivery.PLANNED if match["verb"].lower() == "will" else Delivery.COMPLETED
    return [Claim(0, len(text), *match.span("subject"), match.start("verb"), delivery)]


def _joined(text: str, found: list[Claim]) -> list[Claim]:
    """One claim a sentence, unless joined clauses differ in delivery, in who acts or in time: then one a clause."""
    kept: list[Claim] = []
    for claim in found:
        if not kept:
            kept.append(replace(claim, start=0) if claim.start else claim)
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
    if claim.subject_start != last.subject_start:
        return False
    if last.delivery is Delivery.IN_PROGRESS and lexicon.ENDED.match(text, claim.verb):
        return True
    return claim.delivery is Delivery.COMPLETED and bool(
        lexicon.BEGINNING.match(text, last.verb) and lexicon.ENDING.search(text, claim.verb)
    )


def _differs(text: str, last: Claim, claim: Claim) -> bool:
    """Whether two clauses of one delivery are two actions: each with its own time, or with its own actor."""
    own = claim.subject_start != last.subject_start
    first, second = text[last.verb : claim.start], text[claim.start if own else claim.verb : claim.end]
    # "will be in post and the group will meet by May": one time that stands last may be that of both
    told = own and claim.narrated and not last.narrated
    timed = bool(lexicon.TIMED.search(first)), bool(lexicon.TIMED.search(second))
    if timed[1] and (told or timed[0]):
        return True
    if timed[0] and not (timed[1] or own) and lexicon.RECURRING.search(second):
        return True  # "was extended in May and now covers …", "will report by May and every month after that"
    if timed[1] and not timed[0] and own and _EVERY.search(first):
        return True
    if own and last.told and not claim.told and lexicon.TIMED.search(text[last.start : claim.start]):
        return True  # "was made compulsory in May, and the record has been altered": each is told by itself
    if own and last.passive and claim.passive and not claim.actor and _has_agent(text, last, claim):
        return True
    subject, before = text[claim.subject_start : claim.subject_end], text[last.subject_start : last.subject_end]
    if not (own and claim.actor and not claim.passive) or _PERSONS.match(subject):
        return False
    if _PERSONS.match(before) or _STATE.match(text, last.verb):
        return False
    return _ARTICLE.sub("", subject) != _ARTICLE.sub("", before)


def _has_agent(text: str, last: Claim, claim: Claim) -> bool:
    """Whether only the first of two clauses in the passive says by whom: "tested by wardens and … will be reported"."""
    return bool(_BY.search(text, last.verb, claim.start)) and not _BY.search(text, claim.verb, claim.end)
