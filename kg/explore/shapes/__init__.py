"""The shapes of the answers of /api, page by page (what pages share is in `facts`).

What differs from the first plan of the addresses, and why:

- Lists that grow with the store are {"total", "rows"} and take `offset` and `limit`: /api/reports, /api/commitments.
- A commitment has `owners` beside `owner`, since a text may name several; `status` is one word, and what overlaps with
  it is apart: `overdue` (yes, no, cannot be known), `vague` and `lacks`.
- A lineage has the years in which the responses name the team (`firstNamed`, `lastNamed`) in place of from and to: the
  graph holds no dates of teams.
- The text of a report has `length`, what is known of its length; the words around a quotation that its selector holds
  fill gaps, so few are left. Marks also have `kind` "owner", "issue", "declared" and "notice".
- `effectiveAcceptance` of a node of the tree is what `acceptance` is in a recommendation; `acceptance` in the tree is
  what is stated for that very node ("" where nothing is).
- The refs of issues carry the IRI of the concept (…/theme/x) and the path /issue/x.
- A path to a recommendation or commitment is the report page at its sentence, where the graph tells it: refs to
  recommendations are /report/{slug}#r{number}, so the report page gives its nodes these ids.
- /api/issues: above 60 reports a column is a year (`by`=report or year chooses); a column tells its `reports`.
- /api/report and /api/issue take `asOf`; /api/issue takes `offset` and `limit` (30), and its links are those among the
  recommendations shown.
- Offsets ([start, end]) count characters (Unicode code points) from 0, as Python does.
- What is not JSON comes as a `Download`. A question also tells `cut`, and has `limit` among its parameters.
- `from` and `to` of /api/commitments are days, those of /api/network years. /api/network also takes `near` (an IRI):
  only the links of one recommendation or report, to expand from a node.
- All pages that judge by a day take `asOf` and tell it. A parameter that a page does not take is an error (400).
"""

from __future__ import annotations

from kg.explore.shapes.facts import Answer, Commitment, Date, Download, Link, Positions, Quote, Recommendation, Ref
from kg.explore.shapes.front import (
    About,
    Answered,
    Choice,
    Counts,
    IssueCount,
    Overview,
    Question,
    QuestionColumn,
    QuestionParameter,
    QuestionQuery,
    StoreFacts,
    SystemCount,
    YearPositions,
)
from kg.explore.shapes.handed import (
    Amended,
    Drafted,
    DraftThing,
    Finding,
    FindingPlace,
    FormShapes,
    Look,
    Measured,
    Missing,
    Similar,
    Submitted,
    Validation,
)
from kg.explore.shapes.links import LinkPage, Network, NetworkEdge, NetworkNode, Side
from kg.explore.shapes.reports import (
    Cell,
    Column,
    IssuePage,
    IssueRow,
    Issues,
    Mark,
    MarkKind,
    Node,
    Piece,
    Raised,
    ReportPage,
    ReportRow,
    Reports,
)
from kg.explore.shapes.things import (
    Commitments,
    Entities,
    EntityCount,
    EntityPage,
    Hit,
    Hits,
    Incoming,
    Kind,
    Relative,
    Statement,
    ThemeCount,
    Thing,
    Told,
    ToldCount,
    Value,
)

__all__ = [
    "About",
    "Amended",
    "Answer",
    "Answered",
    "Cell",
    "Choice",
    "Column",
    "Commitment",
    "Commitments",
    "Counts",
    "Date",
    "Download",
    "DraftThing",
    "Drafted",
    "Entities",
    "EntityCount",
    "EntityPage",
    "Finding",
    "FindingPlace",
    "FormShapes",
    "Hit",
    "Hits",
    "Incoming",
    "IssueCount",
    "IssuePage",
    "IssueRow",
    "Issues",
    "Kind",
    "Link",
    "LinkPage",
    "Look",
    "Mark",
    "MarkKind",
    "Measured",
    "Missing",
    "Network",
    "NetworkEdge",
    "NetworkNode",
    "Node",
    "Overview",
    "Piece",
    "Positions",
    "Question",
    "QuestionColumn",
    "QuestionParameter",
    "QuestionQuery",
    "Quote",
    "Raised",
    "Recommendation",
    "Ref",
    "Relative",
    "ReportPage",
    "ReportRow",
    "Reports",
    "Side",
    "Similar",
    "Statement",
    "StoreFacts",
    "Submitted",
    "SystemCount",
    "ThemeCount",
    "Thing",
    "Told",
    "ToldCount",
    "Validation",
    "Value",
    "YearPositions",
]
