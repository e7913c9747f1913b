"""Answers and date lines of a section while they are read; offsets are of the source."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.nodes.actiongrid import Row
from kg.extract.nodes.labels import Path
from kg.model import Acceptance, Delivery


@dataclass(slots=True)
class Draft:
    """An answer while it is read; offsets are of the source. `stated` is where the position stands: in the answer,
    or in the introduction where `told` says so. `cells`, `rows` and `tabled` as in `Answer`."""

    path: Path
    body: str | None
    blocks: list[tuple[int, int]] = field(default_factory=list)
    acceptance: Acceptance = Acceptance.NOT_STATED
    stated: tuple[int, int] | None = None
    delivery: Delivery | None = None
    told: bool = False
    cells: set[int] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    tabled: set[int] = field(default_factory=set)

    @property
    def start(self) -> int:
        """Where the answer itself begins in the source, 0 where it has no words of its own."""
        own = [self.stated[0]] if self.stated and not self.told else []
        return min([start for start, _ in self.blocks] + own, default=0)


@dataclass(slots=True)
class Dated:
    """A date line while it is read, with the node whose answer stands before it."""

    path: Path
    body: str | None
    start: int
    end: int


@dataclass(slots=True)
class Answers:
    """All that a section answers. `odd` are (message, start, end) of what a reader should know."""

    drafts: dict[tuple[Path, str | None], Draft] = field(default_factory=dict)
    dates: list[Dated] = field(default_factory=list)
    odd: list[tuple[str, int, int]] = field(default_factory=list)
