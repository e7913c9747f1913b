"""What a sentence claims to do: its action clauses, each with delivery and firmness.

A sentence is read as clauses around triggers ("will", "has been …", "is being …"). A trigger counts when it stands
in a main clause and its verb is an action of the respondent, not a state of mind, an effect or a description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.extract import lexicon
from kg.model import Delivery, Firmness

_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INSERTION = re.compile(
    r",\s(?:however|therefore|for example|in turn|also|of course|in particular|where (?:possible|appropriate|necessary))\s*,"
    r"|\b(?:where|wherever|if|when|as) (?:possible|appropriate|necessary|required|needed|practicable)\b",
    re.I,
)
_BREAK = re.compile(
    r"[,;:–—]\s*(?:and\s+|but\s+|or\s+)?"
    r"|\s(?:and|but)\s+(?=(?:we|it|this|these|they|will|shall|has|have|is|are|was|were|continues?)\b)"
    r"|(?<=e[dn])\s(?=(?:it|we|they|this)\s+(?:will|has|have|is|are)\b)"
)
# A new subject after "and", unless a subordinate clause is still open before it.
_COORDINATION = re.compile(r"\s(?:and|but)\s+(?=(?:the|a|an|further|training|work)\b|[A-Z])")
_REPORTED = re.compile(
    r"^(?:it is |we )?(?:also )?(?:currently )?(?:expect(?:ed)?|anticipate[d]?|intend(?:ed)?|plan(?:ned)?|hope[d]?|propose[d]?|envisage[d]?"
    r"|estimate[d]?) that\s+",
    re.I,
)
_LEAD_ADVERBS = re.compile(
    r"^(?:(?:and|but|however|therefore|additionally|furthermore|similarly|alongside this|in addition|meanwhile|also|now|both"
    r"|currently|already|as a result|in particular|therefore),?\s+)+",
    re.I,
)
_INNER_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|where|whereby|whether|how|why|what|if|when|while|whilst|because|although|until|unless|so that|once|as to"
    r"|whichever|wherever|after|before|since)\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:which|who)\s+(?:\w+\s+){0,12}?(?:is|are|was|were|has|have|had|can|do|does)\b"
    r"|\bthat\s+(?:is|are|was|were|has|have|had|can|needs?|requires?)\b",
    re.I,
)
_ADJUNCT = re.compile(
    r"\s*(?:as part of|as a result of|from|since|in|on|by|during|as of|following|under|through|at|to|with|for|over|within"
    r"|alongside|subject to|including|using|based on)\s",
    re.I,
)
_NOUN_START = re.compile(r"(?<=\s)(?:the|our|all|both|a|an|we|they)\s|(?<=\s)(?:we|they)$|(?<=[a-z\d]\s)(?=[A-Z])")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|do|does|will|needs?)\b", re.I)
_FIRST_VERB = re.compile(rf"(.{{2,60}}?)\s+(?:{lexicon.FINITE})\b", re.I)
_PREPOSITION = re.compile(r"\b(?:of|for|in|within|from|to|by|with|on|across|at|under)\b", re.I)
_PASSIVE = re.compile(
    r"\b(?:be|been|being|was|were|are now|is now)\s+"
    + lexicon.ADVERB
    + r"(?:\w+(?:ed|en|wn)|made|put|set|built|held|sent|done)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """An action clause: its offsets in the sentence, the offsets of its subject, and what it claims."""

    start: int
    end: int
    subject_start: int
    subject_end: int
    verb: int
    delivery: Delivery
    firmness: Firmness
    passive: bool
    narrated: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    subject: str
    subject_start: int


def claims(sentence: str, names_actor: Callable[[str], bool]) -> list[Claim]:
    """The actions that a sentence promises or reports; none for a sentence that only describes.

    `names_actor` tells whether a piece of text names a known team or body.
    """
    masked = sentence
    for aside in (_PARENTHESIS, _INSERTION):
        masked = aside.sub(lambda m: " " * len(m[0]), masked)
    found = list(_accepted(masked, names_actor))
    return _split(masked, [_hedge(sentence, claim) for claim in found])


def _hedge(sentence: str, claim: Claim) -> Claim:
    """The claim with its firmness, told from the words around its verb."""
    modal = re.match(r"(?:would|could|may|might|hopes?)\b", sentence[claim.verb :], re.I)
    stretch = sentence[max(claim.start, claim.verb - 90) : claim.verb + 100]
    hedged = modal or lexicon.CONDITIONAL.search(stretch)
    return replace(claim, firmness=Firmness.CONDITIONAL if hedged else Firmness.FIRM)


def _accepted(text: str, names_actor: Callable[[str], bool]) -> Iterator[Claim]:
    subject = ""
    subject_start = 0
    for trigger in lexicon.TRIGGER.finditer(text):
        clause = _clause(text, trigger.start())
        if clause is None:
            continue
        if clause.subject:
            subject, subject_start = clause.subject, clause.subject_start
        elif not subject:
            subject = _opening(text)
        actor = _is_actor(subject, names_actor)
        delivery = _delivery(text, trigger, subject, actor)
        if delivery is None:
            continue
        yield Claim(
            clause.start,
            len(text),
            subject_start,
            subject_start + len(subject),
            trigger.start(),
            delivery,
            Firmness.FIRM,
            bool(_PASSIVE.match(text, _verb_start(text, trigger))),
            bool(trigger["narrated"]),
        )


def _opening(text: str) -> str:
    """The subject of the sentence, for a verb that shares it with one before: "Border Force accepts … and is working"."""
    match = _FIRST_VERB.match(text)
    return match[1] if match else ""


def _verb_start(text: str, trigger: re.Match[str]) -> int:
    """Where the passive auxiliary of the trigger would stand."""
    auxiliary = _PASSIVE.search(text, trigger.start(), min(len(text), trigger.end() + 30))
    return auxiliary.start() if auxiliary and auxiliary.start() <= trigger.end() + 12 else trigger.end()


def _clause(text: str, position: int) -> _Clause | None:
    """The main clause whose verb stands at the position, or None where the verb is in a subordinate clause."""
    breaks = [0, *(m.end() for m in _BREAK.finditer(text) if m.end() <= position)]
    for joint in _COORDINATION.finditer(text, breaks[-1]):
        if joint.end() <= position and not _is_open(text[breaks[-1] : joint.start()]):
            breaks.append(joint.end())
    start = breaks[-1]
    piece = text[start:position]
    if len(breaks) > 1 and _is_inserted(text, start, piece):
        return _before_insertion(text, breaks, position)
    lead = _REPORTED.match(piece) or _LEAD_ADVERBS.match(piece)
    skipped = lead.end() if lead else 0
    again = _REPORTED.match(piece[skipped:])
    skipped += again.end() if again else 0
    inner = piece[skipped:]
    if lexicon.SUBORDINATOR.match(inner) or _INNER_SUBORDINATE.search(_RELATIVE.sub("", inner)):
        return None
    return _Clause(start, inner.strip(), start + skipped + len(inner) - len(inner.lstrip()))


def _is_inserted(text: str, start: int, piece: str) -> bool:
    """Whether the stretch before the verb holds no subject: a comma, or an adjunct that began at a comma."""
    comma = text[:start].rstrip().endswith(",")
    return comma and (not _LEAD_ADVERBS.sub("", piece + " ").strip() or bool(_ADJUNCT.match(piece)))


def _before_insertion(text: str, breaks: list[int], position: int) -> _Clause | None:
    """The clause whose subject stands before an insertion: "Border Force, through its own work, has reduced"."""
    empty = not _LEAD_ADVERBS.sub("", text[breaks[-1] : position] + " ").strip()
    start, end = (breaks[-3], breaks[-2]) if empty and len(breaks) > 2 else (breaks[-2], breaks[-1])
    subject = text[start:end].rstrip(" ,")
    if lexicon.SUBORDINATOR.match(subject) or _INNER_SUBORDINATE.search(_RELATIVE.sub("", subject)):
        return None
    lead = _LEAD_ADVERBS.match(subject + " ")
    start += lead.end() if lead and lead.end() < len(subject) else 0
    return _Clause(breaks[-1], text[start:end].rstrip(" ,"), start)


def _is_open(piece: str) -> bool:
    """Whether a subordinate clause has begun in the piece and still wants its verb."""
    last = None
    for last in _INNER_SUBORDINATE.finditer(piece):
        pass
    return last is not None and not _FINITE.search(piece, last.end())


def _is_actor(subject: str, names_actor: Callable[[str], bool]) -> bool:
    """Whether the head of the subject (what stands before its first preposition) is one who acts."""
    head = _PREPOSITION.split(nominal(subject), maxsplit=1)[0]
    return bool(lexicon.ACTOR_NOUNS.search(head)) or names_actor(head)


def nominal(subject: str) -> str:
    """The subject without an adjunct that leads to it with no comma: "From 1st September the Home Office"."""
    if not _ADJUNCT.match(subject):
        return subject
    nouns = list(_NOUN_START.finditer(subject))
    return subject[nouns[-1].start() :] if nouns else subject


def _delivery(text: str, trigger: re.Match[str], subject: str, actor: bool) -> Delivery | None:
    """What the trigger claims of its action; None where it is no action."""
    kind = trigger.lastgroup
    rest = text[trigger.end() : trigger.end() + 60]
    if lexicon.NEGATION.search(trigger[0] + rest[:14]) or not subject.strip():
        return None
    anaphor = bool(lexicon.ANAPHOR.match(subject))
    if kind == "planned":
        return Delivery.PLANNED if _is_promise(rest, subject, actor, anaphor) else None
    if kind == "continuing":
        return Delivery.IN_PROGRESS if actor and not anaphor else None
    if kind == "progress":
        return Delivery.IN_PROGRESS if not (anaphor and not _PASSIVE.search(trigger[0])) else None
    if kind == "becomes":
        return Delivery.PLANNED
    passive = bool(_PASSIVE.search(trigger[0]) or re.search(r"in place|complete|now", trigger[0], re.I))
    if trigger["narrated"] and (lexicon.HISTORY.search(text) or not lexicon.DATED.search(text, trigger.start())):
        return None  # an undated "was …" tells how things came about
    if kind in {"completed", "narrated"}:
        return Delivery.COMPLETED if actor or passive else None
    return Delivery.COMPLETED if actor and not anaphor and len(nominal(subject).split()) <= 10 else None


def _is_promise(rest: str, subject: str, actor: bool, anaphor: bool) -> bool:
    if lexicon.CONTENT_VERB.match(rest) and not re.match(r"(?:we|the (?:home office|department))\b", subject, re.I):
        return bool(actor and re.match(r"\s*(?:\w+ly\s+|also\s+)?consider\b", rest))
    if lexicon.EFFECT_VERB.match(rest):
        return actor and not anaphor and not re.match(r"(?:the|an?|our)\s+\w+(?:tion|ment|ing)\s+of\b", subject, re.I)
    passive = bool(
        re.match(
            r"\s*" + lexicon.ADVERB + r"be\s+" + lexicon.ADVERB + r"\w+(?:ed|en|wn|made|put|held|sent|ing)?\b", rest
        )
    )
    return passive or not anaphor


def _split(text: str, found: list[Claim]) -> list[Claim]:
    """One claim a sentence, unless coordinate clauses differ in delivery: then one a clause."""
    kept: list[Claim] = []
    for claim in found:
        if not kept:
            kept.append(replace(claim, start=0))
            continue
        last = kept[-1]
        anaphoric = lexicon.ANAPHOR.match(text[claim.subject_start : claim.subject_end])
        joined = re.search(r"(?:[,;]\s*)?(?:\band\s+|\bbut\s+)$|;\s*$", text[last.verb : claim.start])
        if claim.delivery is last.delivery or anaphoric:
            continue
        if not joined:
            if last.narrated and claim.subject_start == last.subject_start:
                # "was built and is now being extended": the latest state is the claim
                kept[-1] = replace(last, delivery=claim.delivery, verb=claim.verb, passive=claim.passive)
            continue
        kept[-1] = replace(last, end=last.verb + joined.start())
        kept.append(claim)
    return kept
