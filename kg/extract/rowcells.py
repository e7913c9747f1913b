"""What the cells beside the action of a row give to its commitments: who acts, how far it is, and when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.owned import Owners
from kg.extract.actors.ownercells import named_in
from kg.extract.lines import cells
from kg.extract.nodes import columntitles
from kg.extract.nodes.outline import Row
from kg.extract.times import datecells
from kg.extract.times.datecells import Told
from kg.extract.times.dates import Reference
from kg.extract.times.spreading import Found
from kg.extract.times.timewords import DEADLINE
from kg.model import Commitment, Delivery, Document, Mention, Span, Timing, When

_WORD = re.compile(r"[\w'’]+")
_WILL = re.compile(r"(?:we|the home office|the department|it|they) (?:will|shall)(?: also| now)? ")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an action."""

    owners: Owners
    told: Told


class Columns:
    """The columns of all tables of a document, each read in one copy of it, in which blanks stand for the words between
    the lines of its cells: four copies at most, however many cells wrap."""

    def __init__(self, document: Document, rows: Iterable[Row]) -> None:
        self.document, self._rows, self._copies = document, tuple(rows), dict[str, Document]()

    def joined(self, column: str, lines: Sequence[Span]) -> tuple[Document, Span]:
        """A document in which nothing stands between the lines of a cell, and the cell as one span of it. `column` is
        the name of the field of the row."""
        copy = self._copy(column) if len(lines) > 1 else self.document
        return copy, copy.span(lines[0].start, lines[-1].end)

    def _copy(self, column: str) -> Document:
        if column not in self._copies:
            found: list[tuple[Span, ...]] = [getattr(row, column) for row in self._rows]
            self._copies[column] = cells.joined(self.document, found)
        return self._copies[column]

    def beside(self, row: Row, gazetteer: Gazetteer, reference: Reference) -> Beside:
        """The cells of a row, read for what they give to the action."""
        owners = Owners()
        if row.owner:
            copy, cell = self.joined("owner", row.owner)
            owners = named_in(copy, cell, gazetteer)
            mentions = tuple(
                Mention(one.entity, cells.clipped(one.span, self.document, row.owner)) for one in owners.mentions
            )
            owners = Owners(mentions, owners.new)
        known = [(name, lines) for name, lines in (("status", row.status), ("date", row.date)) if lines]
        return Beside(owners, datecells.together([self._told(*one, reference) for one in known], reference))

    def _told(self, column: str, lines: Sequence[Span], reference: Reference) -> Told:
        """What one cell tells, with the words of its time as they stand in the source."""
        copy, cell = self.joined(column, lines)
        told = datecells.told(copy, cell, reference)
        when = told.when
        return replace(told, when=replace(when, span=cells.clipped(when.span, self.document, lines))) if when else told


def report(row: Row) -> tuple[Span, ...]:
    """The lines of the status where it is told in sentences: "The north end was painted in May"; else none."""
    words = " ".join(line.exact for line in row.status)
    return () if columntitles.is_none(words) or columntitles.is_time(words) else row.status


def give(item: Found, beside: Beside, *, reported: bool) -> None:
    """Give a commitment what the cells beside it tell. Its own words come first where they name who acts, or a day that
    is not only one on which something began. What is `reported` in another cell has no other date than its own."""
    told = replace(beside, told=Told(None, None)) if reported else beside
    item.commitment = _given(item.commitment, told, acts=item.acts)
    item.tabled = item.acts = True  # what stands below the table is not about it


def _given(commitment: Commitment, beside: Beside, *, acts: bool) -> Commitment:
    told, delivery = beside.told, commitment.delivery
    if told.ahead and delivery is Delivery.COMPLETED:  # the date is that of what is joined to it
        told = replace(told, when=None)
    if told.delivery is Delivery.COMPLETED or (told.delivery and delivery is Delivery.PLANNED):
        delivery = told.delivery
    owners = commitment.owners or (() if acts else beside.owners.mentions)
    when = _own(commitment.due) if delivery is not Delivery.COMPLETED else commitment.due
    when = when or told.when or commitment.due
    if when is None:
        timing = Timing.ONGOING if told.delivery is Delivery.IN_PROGRESS else commitment.timing
        return replace(commitment, delivery=delivery, owners=owners, timing=timing)
    if when.timing is Timing.ONGOING:
        return replace(commitment, delivery=delivery, owners=owners, due=None, timing=Timing.ONGOING)
    return replace(commitment, delivery=delivery, owners=owners, due=when, timing=when.timing)


def _own(when: When | None) -> When | None:
    """The time in the words of a commitment, where it is one by which it is to be done."""
    return when if when and when.edtf and DEADLINE.match(when.text) else None


def once(found: Sequence[Found]) -> list[Found]:
    """What was found in one answer, without prose that says the words of an action: the row tells more of it."""
    told = {_words(item.commitment) for item in found if item.tabled}
    return [item for item in found if item.tabled or _words(item.commitment) not in told]


def _words(commitment: Commitment) -> str:
    """The words of a commitment without the "We will" before them."""
    words = " ".join(_WORD.findall(commitment.text.lower()))
    return _WILL.sub("", words)
