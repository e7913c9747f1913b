"""The records that stages exchange: frozen, typed, without RDF.

A document is read into a `Document` (text with its metadata); the extractor turns it into a `Record`: the
recommendation tree, the answers, the commitments and the mentions, each with the spans it was read from.
Offsets are Unicode code points into `Document.text`, start inclusive and end exclusive (Web Annotation Data
Model, section 4.2.5).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from kg.errors import SpanError


class Acceptance(StrEnum):
    """The position of a body on a recommendation; the values are the local names of the concepts in insp:."""

    ACCEPTED = "accepted"
    PARTIALLY_ACCEPTED = "partiallyAccepted"
    REJECTED = "rejected"
    NOT_STATED = "notStated"


class Delivery(StrEnum):
    """How far an action is, as its own sentence claims."""

    COMPLETED = "completed"
    IN_PROGRESS = "inProgress"
    PLANNED = "planned"


class Firmness(StrEnum):
    """Whether the words bind ("will review") or hedge ("will consider")."""

    FIRM = "firm"
    CONDITIONAL = "conditional"


class Timing(StrEnum):
    """What the text says about when: four different answers."""

    DATED = "dated"
    NOT_STATED = "noDeadlineStated"
    ONGOING = "ongoing"
    NOT_DATABLE = "cannotBeKnown"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text with its exact words and the line (from 1) it starts on."""

    start: int
    end: int
    exact: str
    line: int

    def check(self, text: str, where: str) -> None:
        """Raise SpanError unless the words stand at the offsets."""
        if text[self.start : self.end] != self.exact:
            raise SpanError(
                f"the quotation {self.exact[:60]!r} is not at characters {self.start} to {self.end}",
                where=f"{where}:{self.line}",
                expected=f"{text[self.start : self.end][:60]!r} there",
            )


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: its text as read, and what is known of it from outside the text.

    `published` is EDTF or empty; `sha256` is of the bytes of the file; `pages` are the offsets at which pages
    start (empty where the format has none).
    """

    slug: str
    text: str
    name: str
    sha256: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    licence: str = ""
    pages: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The stretch of the text from `start` to `end`."""
        return Span(start, end, self.text[start:end], bisect_left(_line_ends(self.text), start) + 1)

    def page(self, offset: int) -> int | None:
        """The page (from 1) on which an offset stands, None where the format has no pages."""
        return bisect_right(self.pages, offset) or None


@lru_cache(maxsize=8)
def _line_ends(text: str) -> list[int]:
    """The offsets of the line feeds."""
    return [match.start() for match in re.finditer("\n", text)]


@dataclass(frozen=True, slots=True)
class When:
    """A date as the text gives it. `edtf` is None where the words give no date that can be computed.

    `earliest` and `latest` bound the day by which the thing is due. `inferred` marks a year that the words
    do not state (the EDTF value then carries "?" after the year).
    """

    text: str
    span: Span
    timing: Timing = Timing.DATED
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a team or system, or indicate a theme; `entity` is its IRI."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A node of the recommendation tree. `number` is dotted ("5.e.ii"); `parent` is the number of its stem.

    `themes` are the themes that its own words or those of its stems indicate, each with the first such words.
    """

    number: str
    text: str
    spans: tuple[Span, ...]
    parent: str | None = None
    heading: str = ""
    deadline: When | None = None
    themes: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """One body's answer to one node. `respondent` is the IRI of an organisation or team.

    `position_span` is where the acceptance is stated (None where it is not stated); `delivery` is set where
    the position line itself claims progress ("Accepted and work in progress").
    """

    number: str
    respondent: str
    text: str
    spans: tuple[Span, ...]
    acceptance: Acceptance = Acceptance.NOT_STATED
    position_span: Span | None = None
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promised or reported action inside the answer of `respondent` to `response_number`.

    `number` is the narrowest node it addresses; `owners` are the IRIs of the teams or bodies that the text names
    as acting, each with the span that names it. `more` are the spans of words that stand apart from those of `span`:
    further lines of the cell of a table. `weighed` says that no rule found it: the words of the sentence are those of
    commitments by learnt weights.
    """

    number: str
    response_number: str
    respondent: str
    text: str
    span: Span
    delivery: Delivery
    firmness: Firmness
    owners: tuple[Mention, ...] = ()
    due: When | None = None
    timing: Timing = Timing.NOT_STATED
    more: tuple[Span, ...] = ()
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A team, body or system that texts may name; `kind` is "team", "organisation" or "system".

    `labels` are matched as they stand (case counts); `label` is the preferred one. `local` are names too short
    to be safe elsewhere: they hold only in the `documents` named.
    """

    iri: str
    kind: str
    label: str
    labels: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What the introduction says of the whole: counts are None where the text does not give them."""

    recommendations: int | None = None
    accepted: int | None = None
    partially_accepted: int | None = None
    rejected: int | None = None
    themes: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd in the document that a reader should know: a number printed twice, an answer without a
    recommendation, a position that the summary table contradicts. Never hidden, never fatal."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Inspection:
    """`title` of the inspector's report, `period` as an EDTF interval, both empty where not told."""

    title: str = ""
    period: str = ""
    period_span: Span | None = None
    inspector: str = ""
    inspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a later document says of recommendation `number` of the report `earlier` (its slug): an assessment of an
    inspector where it is `found`, else a claim. `state` is the local name of a concept, `as_of` EDTF, or empty."""

    earlier: str
    number: str
    found: bool
    text: str
    spans: tuple[Span, ...]
    state: str = ""
    delivery: Delivery | None = None
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything found in one response document, in document order. `publisher` is its IRI as a respondent."""

    document: Document
    inspection: Inspection
    declared: Declared
    recommendations: tuple[Recommendation, ...]
    responses: tuple[Response, ...]
    commitments: tuple[Commitment, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...] = ()
    notices: tuple[Notice, ...] = ()
    publisher: str = ""
    followed: tuple[FollowUp, ...] = ()

    def positions(self) -> dict[str, Acceptance]:
        """The position stated for each node that has one.

        Where bodies differ it is the publisher's, and notStated where the publisher has none: no body's word is taken
        for another's. "Noted" states no position: it differs from none.
        """
        stated: dict[str, list[Response]] = {}
        for answer in self.responses:
            if answer.position_span:
                stated.setdefault(answer.number, []).append(answer)
        return {number: self._position(answers) for number, answers in stated.items()}

    def _position(self, answers: Sequence[Response]) -> Acceptance:
        said = [answer for answer in answers if answer.acceptance is not Acceptance.NOT_STATED]
        if len({answer.acceptance for answer in said}) > 1:
            said = [answer for answer in said if answer.respondent == self.publisher]
        return said[0].acceptance if said else Acceptance.NOT_STATED

    def leaves(self) -> Sequence[Recommendation]:
        """The recommendations that have no parts."""
        stems = {node.parent for node in self.recommendations}
        return [node for node in self.recommendations if node.number not in stems]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT: column names and rows of RDF terms (None where unbound)."""

    columns: tuple[str, ...]
    rows: list[tuple[object | None, ...]] = field(default_factory=list)
