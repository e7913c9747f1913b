"""The shapes of /api/system, /api/team, /api/entities, /api/commitments, /api/search and /api/thing."""

from __future__ import annotations

from typing import Literal, TypedDict

from kg.explore.shapes.facts import Commitment, Quote, Recommendation, Ref


class Relative(TypedDict):
    """A team or body of a lineage, or a system itself."""

    ref: Ref
    relation: Literal["itself", "predecessor", "successor"]
    firstNamed: str  # the years of the responses that have to do with it, "" where there are none
    lastNamed: str


class Told(TypedDict):
    """One thing said to, or of, a system or team."""

    year: str
    report: Ref
    kind: Literal["recommendation", "answer", "commitment"]
    ref: Ref
    about: Ref  # the one of the lineage that is meant
    text: str
    quote: Quote | None


class ToldCount(TypedDict):
    """How many things of one kind were said in one year; "" is no year."""

    year: str
    kind: Literal["recommendation", "answer", "commitment"]
    n: int


class EntityPage(TypedDict):
    """/api/system/{slug} and /api/team/{slug}"""

    ref: Ref
    kind: Literal["system", "team", "organisation"]
    altLabels: list[str]
    definition: str
    comment: str
    operatedBy: list[Ref]
    unitOf: list[Ref]
    units: list[Ref]
    lineage: list[Relative]
    reports: int  # whose recommendations, answers or commitments have to do with it
    mentions: int
    historyTotal: int
    historyByYear: list[ToldCount]  # of all of it, in time order
    history: list[Told]  # in time order, the last `limit`; of its lineage too
    recommendationsTotal: int
    recommendations: list[Recommendation]  # the last `limit` that name it
    commitmentsTotal: int
    commitments: list[Commitment]  # the last `limit` that name it or that it owns
    asOf: str


class EntityCount(TypedDict):
    """A system, team or body and how often responses name it."""

    ref: Ref
    reports: int
    mentions: int


class ThemeCount(TypedDict):
    """A theme and the recommendations that have it."""

    ref: Ref
    reports: int
    recommendations: int


class Entities(TypedDict):
    """/api/entities, those of most reports first"""

    systems: list[EntityCount]
    teams: list[EntityCount]
    themes: list[ThemeCount]


class Commitments(TypedDict):
    """/api/commitments"""

    asOf: str
    total: int
    undated: int  # of the total: without a day, so not in the calendar
    rows: list[Commitment]


Kind = Literal["recommendation", "answer", "commitment", "system", "team", "issue", "theme", "report"]


class Hit(TypedDict):
    """Something that contains all the words."""

    kind: Kind
    ref: Ref
    report: Ref | None
    text: str  # the text that was searched, or the part of it around the words
    words: list[tuple[int, int]]  # stretches of `text` to mark
    score: float


class Hits(TypedDict):
    """/api/search"""

    words: list[str]  # as they were understood
    total: dict[str, int]  # by kind
    complete: bool  # False where texts are counted of the latest 30 reports that have the words only
    hits: list[Hit]


class _Value(TypedDict):
    graph: str  # the IRI of the graph that states it


class Value(_Value, total=False):
    """A thing (`ref`) or a literal with its language or datatype."""

    ref: Ref
    literal: str
    lang: str
    datatype: str


class Statement(TypedDict):
    """All that is said of a thing with one property."""

    property: Ref
    total: int
    values: list[Value]


class Incoming(TypedDict):
    """What points to a thing with one property."""

    property: Ref
    subjects: list[Ref]  # the first of them
    total: int


class Thing(TypedDict):
    """/api/thing"""

    iri: str
    label: str
    curie: str
    path: str  # its own page, where it has a better one
    types: list[Ref]
    statements: list[Statement]
    incoming: list[Incoming]
    quotes: list[Quote]
    because: list[str]  # why its types and inferred statements are there
