"""The shapes of /api/about, /api/overview and /api/questions."""

from __future__ import annotations

from typing import Any, TypedDict

from kg.explore.shapes.facts import Commitment, Date, Positions, Ref


class StoreFacts(TypedDict):
    """How large the store is, and how new."""

    quads: int | None  # None where counting would take too long
    graphs: int
    dataVersion: str  # changes with the content of the store
    updated: str | None  # when something was last submitted or retracted (ISO 8601, UTC); None where nothing was


class Counts(TypedDict):
    """How many things of each kind the graph holds; of systems and teams those that the graph describes."""

    reports: int
    recommendations: int
    leaves: int
    responses: int
    commitments: int
    links: int
    issues: int
    systems: int
    teams: int


class About(TypedDict):
    """/api/about"""

    version: str
    store: StoreFacts
    counts: Counts
    writable: bool


class YearPositions(Positions):
    """Leaf recommendations by position in the answers published in one year."""

    year: str  # "" where the year is not known


class IssueCount(TypedDict):
    """An issue that came back."""

    issue: Ref
    reports: int
    recommendations: int
    firstRaised: Date
    lastRaised: Date


class SystemCount(TypedDict):
    """A system that the responses to several reports name."""

    system: Ref
    reports: int
    first: str  # year, "" where not known
    last: str


class Overview(TypedDict):
    """/api/overview"""

    asOf: str
    counts: Counts
    positionsByYear: list[YearPositions]
    recurring: list[IssueCount]  # first 15, those of most reports first
    recurringTotal: int
    overdue: list[Commitment]  # first 15, those due longest first
    overdueTotal: int
    undatedTotal: int
    sharedSystems: list[SystemCount]  # first 15
    sharedSystemsTotal: int


class Choice(TypedDict):
    """A value that a parameter may take."""

    value: str
    label: str


class QuestionColumn(TypedDict):
    """A column of an answer."""

    name: str
    meaning: str


class _Parameter(TypedDict):
    name: str
    type: str  # string, slug, number, date, integer or iri
    default: str  # "" where it is required or any value matches
    meaning: str
    required: bool


class QuestionParameter(_Parameter, total=False):
    """A parameter of a question."""

    values: list[Choice]  # what the graph holds for it, where these are few enough to choose from


class Question(TypedDict):
    """/api/questions is a list of these."""

    name: str
    number: int
    question: str
    keywords: list[str]
    columns: list[QuestionColumn]
    parameters: list[QuestionParameter]
    text: str  # the file as it is
    limit: int | None  # how many answers it gives at most unless told (parameter `limit`)
    chosen: str  # which ones these are


class QuestionQuery(TypedDict):
    """A question with its parameters filled in."""

    name: str
    text: str  # SPARQL that can be run as it stands


class _Answered(TypedDict):
    head: dict[str, Any]  # as in SPARQL 1.1 Query Results JSON
    results: dict[str, Any]
    columns: list[QuestionColumn]
    query: QuestionQuery
    cut: bool  # the limit of the question may have cut the answer


class Answered(_Answered, total=False):
    """/api/questions/{name}: SPARQL 1.1 Query Results JSON with what is needed to read it."""

    why: str  # why there is no answer, where there is none
