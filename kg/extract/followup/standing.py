"""The states of a recommendation, and how a word for one counts when an inspector or a department says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from kg.model import Delivery


class State(StrEnum):
    """In which state a later document says that an earlier recommendation is."""

    OPEN = "open"
    CLOSED = "closed"
    CLOSED_BY_OTHER_MEANS = "closedByOtherMeans"
    SUPERSEDED = "superseded"
    OVERTAKEN = "overtaken"


class Standing(Enum):
    """What the words say: the name of their group in the patterns, the state that an inspector finds by them, and the
    state and delivery that a department claims by them."""

    SHUT = ("shut", State.CLOSED, State.CLOSED, None)
    DONE = ("done", State.CLOSED, None, Delivery.COMPLETED)
    OTHERWISE = ("otherwise", State.CLOSED_BY_OTHER_MEANS, State.CLOSED_BY_OTHER_MEANS, None)
    SUPERSEDED = ("superseded", State.SUPERSEDED, State.SUPERSEDED, None)
    OVERTAKEN = ("overtaken", State.OVERTAKEN, State.OVERTAKEN, None)
    OPEN = ("open", State.OPEN, State.OPEN, None)
    PARTLY = ("partly", State.OPEN, None, Delivery.IN_PROGRESS)
    PROGRESS = ("progress", State.OPEN, None, Delivery.IN_PROGRESS)
    PLANNED = ("planned", State.OPEN, None, Delivery.PLANNED)

    @property
    def found(self) -> State:
        """The state, where an inspector says so."""
        found: State = self.value[1]
        return found

    @property
    def claimed(self) -> tuple[State | None, Delivery | None]:
        """State and delivery, where the department says so of itself."""
        return self.value[2], self.value[3]

    @property
    def words(self) -> str:
        """How a notice calls it."""
        named = {
            "shut": "closed",
            "done": "complete",
            "otherwise": "closed by other means",
            "partly": "partly complete",
        }
        name: str = self.value[0]
        return named.get(name, "in progress" if name == "progress" else name)

    @property
    def over(self) -> bool:
        """Whether a date beside the words is the day from which they hold, not one that is still to come."""
        return self not in (Standing.OPEN, Standing.PARTLY, Standing.PROGRESS, Standing.PLANNED)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a text: `start` and `end` are the offsets of the words of the state. `named` is where the
    subject stands that names a recommendation; None where the words name none. `joint` tells that they are said of all
    that the paragraph has named ("in both of these areas")."""

    standing: Standing
    start: int
    end: int
    named: int | None = None
    joint: bool = False
