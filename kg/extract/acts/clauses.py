"""What a sentence claims to do: its action clauses, each with delivery and firmness.

A sentence is read as clauses around triggers ("will", "has been …", "is being …"). A trigger counts when it stands
in a main clause and its verb is an action of the respondent, not a state of mind, an effect or a description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.acts import actions, joining, lexicon, mainclause, triggers
from kg.extract.acts.actions import Subject
from kg.extract.acts.claim import Claim
from kg.model import Delivery, Firmness

_MODAL = re.compile(r"(?:would|could|may|might|hopes?)\b", re.I)
_CHARTER = re.compile(r"(?:will|shall)\s(?:\w+ly\s|also\s)?report\s(?:in)?to\b", re.I)  # tells what a new body is
_RELATIVE = re.compile(
    r",\s(?P<pronoun>(?P<for>(?:[a-z]+\s){0,3}(?:of|for|from|by|in|under|to|at)\s)?(?:which|whom|who)"
    r"|(?P<whose>(?:at|in|from|by)\swhose\s(?:\w+\s){0,2}\w+))\s"
    r"(?P<subject>(?(for)(?:(?!(?:which|who|that|it|we|is|are|was|has|have|will)\b)[\w’'-]+\s){1,6}?|(?!))"
    r"|(?(whose)(?:it|they|we)\s|(?!)))?"
    r"(?P<verb>(?P<done>(?(for)(?:(?:it|we)\s(?:issued|published|launched|let|signed)\b)|(?!)))"
    r"|(?:will\s(?:(?:all|then|also|now|both|first|next)\s)?"
    r"(?:(?:have|be|open|report|begin|start|meet|run|go live|lead|oversee|join|attend|train|publish|issue)\b"
    r"|(?(subject)[a-z]+\b|(?!)))"
    r"|(?:(?:it|we|they)\s)?(?:plans?|expects?|intends?|aims?)\sto\s"
    r"|(?:is|are)\s(?:due|planned|scheduled|expected)\sfor\b"
    r"|(?:is due to|are due to|is expected to|are expected to|is to|are to)\s(?:be|open|report|begin|start)\b))"
)
# "We will hire a third, if the owners agree.": the condition may stand far behind the verb.
_IF_LAST = re.compile(
    r",\s(?:(?:provided(?: that)?|assuming)\s|if\s(?=[^,;.]{0,60}\b(?:agrees?|approves?|allows?|permits?|succeeds?"
    r"|proves?|consents?|content|willing|funding|funds|available|affordable|can be)\b))[^,;.]{3,80}[.;]?\Z"
)
_NAMED = re.compile(r"(?:the\s)?(?!(?:Mr|Mrs|Ms|Dr|Sir)\b)[A-Z][\w’'-]*(?:\s(?:of|for|and|the|[A-Z][\w’'-]*))*\s*\Z")
_POINTS = re.compile(r"(?:it|we|they)\s")
# "…, with the remainder to follow in May"
_REST = re.compile(
    r"\swith\s(?P<rest>the\s(?:remainder|rest|balance|others|remaining\s[\w-]+(?:\s[\w-]+)?))\s"
    r"(?P<verb>(?:to\s(?:follow|come|be\s\w+(?:ed|en|t))|(?:due|expected|scheduled|planned|booked|set)\s(?:to|for|in|by))\b)"
)
_BOUND = re.compile(
    r"\s(?:\w+\s)?(?:need|have to|be (?:required|able|allowed|entitled))\b"
)  # what others will have to do
_HEDGE_BEFORE, _HEDGE_AFTER = 90, 100  # characters around the verb in which a hedge counts
_AUXILIARY_BEFORE, _AUXILIARY_AFTER = 12, 30  # characters around a trigger in which its passive can stand


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
    found = [_firm(line, claim) for claim in _relatives(text, joining.joined(text, accepted))]
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
        delivery = Delivery.COMPLETED if match["done"] is not None else Delivery.PLANNED
        if _is_of_another_time(text, last, match, delivery):
            about = match.span("subject") if match["subject"] else match.span("pronoun")
            spot = (match.start("pronoun"), last.end, *about, match.start("verb"))
            passive = not _acts(text, match)
            return [*found[:-1], replace(last, end=match.start()), Claim(*spot, delivery, passive=passive)]
    return found


def _acts(text: str, relative: re.Match[str]) -> bool:
    """Whether the pronoun of a relative clause, or the subject that follows it, stands for one who may act."""
    verb = relative.start("verb")
    stands = relative["subject"] or (relative["pronoun"] in ("which", "who") and not _POINTS.match(relative["verb"]))
    return bool(stands) and not actions.PASSIVE.search(text, verb, verb + _AUXILIARY_AFTER)


def _names_other(relative: re.Match[str]) -> bool:
    """Whether a relative clause names by a capital who acts in it: "in which the Home Office will …"."""
    return bool(relative["subject"]) and _NAMED.match(relative["subject"]) is not None


def _is_of_another_time(text: str, last: Claim, relative: re.Match[str], delivery: Delivery) -> bool:
    """Whether a relative clause tells an action with a time of its own, and not the content or effect of the first."""
    rest = text[relative.end("verb") : last.end].split(",")[0]
    timed = lexicon.TIMED.search(rest) or (relative["whose"] and lexicon.TIMED.search(relative["whose"]))
    if lexicon.NEGATION.search(relative[0]) or not (timed or _names_other(relative)):
        return False
    verb = relative.start("verb") + len("will")
    brings = relative["verb"].startswith("will ") and not text.startswith(" have ", verb)
    if brings and lexicon.EFFECT_VERB.match(text, verb):
        return False
    if delivery is not last.delivery:
        return True
    return bool(actions.PASSIVE.match(text, verb + 1)) and not lexicon.TIMED.search(text, last.verb, relative.start())


def of_one_body(sentence: str, names_actor: Callable[[str], bool]) -> bool:
    """Whether a sentence is about one body, for which "it" can stand in the next."""
    words = mainclause.opening(mainclause.masked(_flat(sentence)[0]))
    if lexicon.PERSONS.match(words):
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
    if delivery is Delivery.PLANNED and _IF_LAST.search(sentence, verb):
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
