"""The shapes of /api/network and /api/link."""

from __future__ import annotations

from typing import TypedDict

from kg.explore.shapes.facts import Commitment, Recommendation, Ref


class _NetworkNode(TypedDict):
    id: str  # the IRI
    label: str
    kind: str  # recommendation or report
    path: str
    report: str  # its slug
    year: int | None
    text: str  # the beginning of the recommendation, or the title of the report
    links: int  # edges shown that end here


class NetworkNode(_NetworkNode, total=False):
    """A node of the network; the last two of a recommendation only."""

    number: str
    acceptance: str


class NetworkEdge(TypedDict):
    """An edge from the later to the earlier; between reports it stands for `links` links and tells of the surest."""

    id: str
    source: str  # the later one
    target: str  # the earlier one
    kind: str  # recurrence
    score: float
    verdict: str
    review: str
    issue: Ref | None
    links: int
    path: str  # the page of the link


class Network(TypedDict):
    """/api/network"""

    nodes: list[NetworkNode]
    edges: list[NetworkEdge]  # the surest first; of reports those with the most links first
    truncated: int  # links left out
    total: int  # links in all


class Side(TypedDict):
    """One side of a link."""

    recommendation: Recommendation
    report: Ref
    text: str
    quotation: tuple[int, int] | None  # where the words that show the issue stand in `text`
    marks: list[tuple[int, int]]  # stretches of `text` whose words stand in the other text too
    acceptance: str
    commitments: list[Commitment]


class LinkPage(TypedDict):
    """/api/link"""

    iri: str
    earlier: Side
    later: Side
    reasons: list[str]
    score: float
    verdict: str
    verdictMeaning: str
    method: str
    issue: Ref | None
    issues: list[Ref]
    sharedForm: str  # what exactly fails, "" where that is not told
    sharedSystems: list[Ref]
    sharedTeams: list[Ref]
    review: str
    earlierQuotation: str
    laterQuotation: str
