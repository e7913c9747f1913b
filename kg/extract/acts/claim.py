"""An action clause of a sentence, as the rules and the learnt weights tell it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Delivery, Firmness


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
