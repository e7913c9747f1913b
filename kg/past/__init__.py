"""What was accepted before: who changed a response when, every earlier state of it, and how promised dates moved.

acceptance → `updates` (SPARQL that is run with the change) → `events`, `state`, `differences`
"""

from __future__ import annotations

from kg.past.act import Act, known, person
from kg.past.compare import Difference, Differences, differences
from kg.past.events import Event, events
from kg.past.record import updates
from kg.past.versions import Version, named_state, state, versions

__all__ = [
    "Act",
    "Difference",
    "Differences",
    "Event",
    "Version",
    "differences",
    "events",
    "known",
    "named_state",
    "person",
    "state",
    "updates",
    "versions",
]
