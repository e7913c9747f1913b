"""The shapes of /api/reports, /api/report, /api/issues and /api/issue."""

from __future__ import annotations

from typing import Literal, TypedDict

from kg.explore.shapes.facts import Answer, Commitment, Date, Link, Positions, Quote, Recommendation, Ref
from kg.explore.shapes.front import IssueCount


class ReportRow(TypedDict):
    """A report in a list."""

    slug: str
    title: str
    published: Date
    publisher: Ref | None
    report: Ref
    recommendations: int  # leaves
    positions: Positions
    commitments: int
    overdue: int


class Reports(TypedDict):
    """/api/reports, the latest first"""

    asOf: str
    total: int
    rows: list[ReportRow]


class Piece(TypedDict, total=False):
    """A stretch of the source: either `start`, `end`, `text` and `marks`, or `gap` (and `start`)."""

    start: int
    end: int
    text: str
    marks: list[str]  # ids of all marks that cover it, the longest first
    gap: int  # characters that no quotation tells


MarkKind = Literal[
    "recommendation", "response", "commitment", "mention", "date", "position", "theme", "owner", "issue", "declared",
    "notice", "claim", "assessment",
]  # fmt: skip


class Mark(TypedDict):
    """A stretch of the source from which something was read."""

    kind: MarkKind
    iri: str  # the thing that was read
    label: str
    path: str  # the page of what is named: of a mention the system or team, of a theme the theme; else of the thing
    facts: list[str]  # what it says, each in a few words
    start: int
    end: int


class Node(TypedDict):
    """A recommendation with its parts and answers."""

    id: str  # r{number}: the anchor of the node on the page
    number: str
    iri: str
    text: str
    heading: str
    acceptance: str  # stated for this very node, "" where nothing is
    effectiveAcceptance: str
    deadline: Date | None  # the inspector's
    issues: list[Ref]
    quote: Quote | None
    children: list[Node]
    answers: list[Answer]
    links: list[Link]  # the surest 8
    linksTotal: int


class ReportPage(TypedDict):
    """/api/report/{slug}"""

    slug: str
    title: str
    report: Ref
    document: Ref
    documentTitle: str
    published: Date
    publisher: Ref | None
    inspected: Date  # the period of the inspection
    inspector: Ref | None
    licence: str
    file: str
    sha256: str
    asOf: str
    length: int
    pieces: list[Piece]
    marks: dict[str, Mark]
    tree: list[Node]
    notices: list[str]


class Cell(TypedDict):
    """What one report says of one issue."""

    recommendations: int
    positions: dict[str, int]  # only those above 0
    returned: bool  # it came back here after a commitment on it was reported complete; not told of years


class Column(TypedDict):
    """A report of the matrix, or the reports of one year."""

    slug: str  # of a year: the year, or "undated"
    label: str
    year: str
    path: str
    reports: int  # 1 of a report


class IssueRow(IssueCount):
    """A row of the matrix."""

    theme: Ref | None
    cells: dict[str, Cell]  # by the slug of the column


class Issues(TypedDict):
    """/api/issues"""

    total: int  # issues that came back
    reports: list[Column]  # those that raise an issue of the rows, in time order; years above 60 reports
    issues: list[IssueRow]


class Raised(Recommendation):
    """A recommendation that raises an issue."""

    words: list[tuple[int, int]]  # stretches of `text` that show the issue
    commitments: list[Commitment]  # what was promised on it, or on the stem that is answered for it


class IssuePage(TypedDict):
    """/api/issue/{id}"""

    issue: Ref
    theme: Ref | None
    definition: str
    scopeNote: str
    altLabels: list[str]
    reports: int
    firstRaised: Date | None
    lastRaised: Date | None
    asOf: str
    total: int
    recommendations: list[Raised]  # in time order, the first `limit`
    linksTotal: int
    links: list[Link]  # the surest, among the recommendations shown
