"""The second opinion: actions of sentences and clauses in which the rules found none, where their words are sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from kg.extract.acts import actions, clauses, lexicon, mainclause, triggers
from kg.extract.acts.claim import Claim
from kg.extract.acts.mainclause import Clause
from kg.extract.learnt.features import features
from kg.extract.learnt.model import model
from kg.model import Delivery, Firmness

_VERB = re.compile(r"\b(?:may|(?i:will|shall|would|should|could|might|can|is|are|was|were|has|have|had|does|do|did))\b")
_PERFECT = re.compile(r"(?:has|have|is|are|will|shall)\b", re.IGNORECASE)  # tells of now, not of some day
_JOINT = re.compile(r"[\s,;]*(?:\b(?:and|but|or))?[\s,;]*\Z")
_JOINED = re.compile(r";|\b(?:and|but)\b")  # what joins two clauses that are actions of their own
# "This is in addition to the checks …": what something is.
_IS = re.compile(
    r"(?:is|are|was|were)\s(?:also\s|not\s)?(?:in addition|part|one|an?|the|why|because|how|what|in line)\b"
)
_WILL = re.compile(r"(?:will|shall)\s(?!have\b)", re.IGNORECASE)  # nothing of this is done yet
_MAY = re.compile(r"(?:may|might|could)\s(?!have\b|now\b)")  # what may be done is not done yet
_DENIED = 14  # characters from the verb on in which a negation of it can stand
_NEAR = 40  # characters after the first verb in which its passive can stand


@dataclass(frozen=True, slots=True)
class Piece:
    """A main clause of a sentence: its offsets, its subject, and where its verb is."""

    start: int
    end: int
    clause: Clause
    verb: int


def pieces(text: str) -> list[Piece]:
    """The main clauses of a sentence that is masked, in their order."""
    begins = mainclause.breaks(text)
    verbs = {match.start() for match in (*_VERB.finditer(text), *triggers.triggers(text))}
    found: dict[int, tuple[Clause, int]] = {}
    for verb in sorted(verbs):
        clause = mainclause.main_clause(text, begins, verb)
        if clause:
            found.setdefault(clause.start, (clause, verb))
    starts = sorted(found)
    ends = [*starts[1:], len(text)][: len(starts)]
    return [
        Piece(start, start + len(_JOINT.sub("", text[start:end])), *found[start])
        for start, end in zip(starts, ends, strict=True)
    ]


class SecondOpinion:
    """Adds to what the rules found in a sentence what its words tell by the learnt weights.

    `year` is that of the document; `names_actor` tells whether a piece of text names a known team or body.
    """

    def __init__(self, year: int | None, names_actor: Callable[[str], bool]) -> None:
        self.year, self.names_actor = year, names_actor

    def __call__(self, sentence: str, text: str, ruled: Sequence[Claim]) -> list[Claim]:
        """The claims of the rules and those that are added; `text` is the sentence masked.

        A sentence without a claim is asked first as a whole, then each of its clauses; of a sentence with a claim, the
        clauses that have none.
        """
        weights = model()
        told = features(sentence, self.year)
        if weights.action(told) < (weights.doubt if ruled else weights.sure[0]):
            return []
        if ruled and not _JOINED.search(text):  # of one clause
            return list(ruled)
        parts = pieces(text) or [Piece(0, len(text), Clause(0, mainclause.opening(text), 0), 0)]
        added = self._clauses(sentence, text, parts, ruled) if len(parts) > 1 else []
        if ruled or added:
            return sorted([*ruled, *added], key=lambda claim: claim.verb)
        return [] if self._is_refused(text, parts[0]) else [self._claim(sentence, text, parts[0], told)]

    def _is_refused(self, text: str, piece: Piece) -> bool:
        """Whether a clause cannot be an action of the respondent, whatever its words: it asks, denies, says what
        "this" is, or tells of the inspectors."""
        subject = actions.subject(piece.clause.subject, piece.clause.subject_start, self.names_actor)
        denied = lexicon.NEGATION.search(text, piece.verb, piece.verb + _DENIED)
        is_said = (subject.anaphor and _IS.match(text, piece.verb)) or lexicon.HAPPENS.match(text, subject.start)
        return bool(denied or is_said) or text.endswith("?") or subject.other

    def _clauses(self, sentence: str, text: str, parts: Sequence[Piece], ruled: Sequence[Claim]) -> list[Claim]:
        """The claims of the clauses in which no rule found one."""
        found, named = [], parts[0].clause
        for piece in parts:
            named = piece.clause if piece.clause.subject else named
            if any(piece.start <= claim.verb < piece.end for claim in ruled) or self._is_refused(text, piece):
                continue
            told = features(sentence[piece.start : piece.end], self.year)
            if model().action(told) >= model().sure[1]:
                found.append(self._claim(sentence, text, replace(piece, clause=named), told))
        return found

    def _claim(self, sentence: str, text: str, piece: Piece, told: Collection[str]) -> Claim:
        """A clause as a claim, with what its features tell of it."""
        delivery, firmness = model().kind(told)
        if delivery is not Delivery.IN_PROGRESS and _MAY.match(text, piece.verb):
            delivery, firmness = Delivery.PLANNED, Firmness.CONDITIONAL
        if delivery is Delivery.COMPLETED and _WILL.match(text, piece.verb):
            delivery = Delivery.PLANNED
        subject = actions.subject(piece.clause.subject, piece.clause.subject_start, self.names_actor)
        words = clauses.firmness(sentence[piece.start : piece.end])
        hedged = Firmness.CONDITIONAL in (firmness, words)
        return Claim(
            piece.start,
            len(text),
            subject.start,
            subject.end,
            piece.verb,
            delivery,
            Firmness.CONDITIONAL if hedged else Firmness.FIRM,
            passive=bool(actions.PASSIVE.search(text, piece.verb, piece.verb + _NEAR)),
            actor=subject.actor,
            told=delivery is Delivery.COMPLETED and not _PERFECT.match(text, piece.verb),
            weighed=True,
        )
