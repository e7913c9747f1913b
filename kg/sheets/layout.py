"""The sheets that a person edits: their columns, what each cell means in the graph, and what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from rdflib import URIRef
from rdflib.namespace import DCTERMS

from kg.namespaces import INSP


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    DATE = auto()  # EDTF, or a plain date
    SCHEME = auto()  # one concept of a closed scheme
    NAMES = auto()  # teams and bodies, parted by semicolons
    NODE = auto()  # another row: a recommendation by its number, an answer by its name
    EARLIER = auto()  # a recommendation of another report: SLUG/NUMBER
    TOLD = auto()  # what the other cells or the document tell; never read


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. `fixed` cells are filled in for new rows only; `choices` are labels by local name;
    `width` is in characters."""

    name: str
    kind: Kind
    width: int
    predicate: URIRef | None = None
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    fixed: bool = False
    team: bool = False  # whether a name that nobody knows is a team's, or else an organisation's


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of things of one class, a row each."""

    name: str
    of: URIRef
    columns: tuple[Column, ...]


ACCEPTANCE = (
    ("accepted", "accepted"),
    ("partiallyAccepted", "partially accepted"),
    ("rejected", "rejected"),
    ("notStated", "not stated"),
)
DELIVERY = (("completed", "completed"), ("inProgress", "in progress"), ("planned", "planned"))
FIRMNESS = (("firm", "firm"), ("conditional", "conditional"))
TIMING = (
    ("dated", "dated"),
    ("noDeadlineStated", "no deadline stated"),
    ("ongoing", "ongoing"),
    ("cannotBeKnown", "cannot be known"),
)
STATE = (
    ("open", "open"),
    ("closed", "closed"),
    ("closedByOtherMeans", "closed by other means"),
    ("superseded", "superseded"),
    ("overtaken", "overtaken by events"),
)
LOOK, LINE, QUOTATION, KEY = "look at this", "line", "quotation", "key"

_LAST = (
    Column(LOOK, Kind.TOLD, 30),
    Column(QUOTATION, Kind.TOLD, 55),
    Column(LINE, Kind.TOLD, 7),
    Column(KEY, Kind.TOLD, 34),
)

RECOMMENDATIONS = Sheet(
    "Recommendations",
    INSP.Recommendation,
    (
        Column("number", Kind.TEXT, 10, INSP.number, needed=True, fixed=True),
        Column("part of", Kind.NODE, 10, INSP.directPartOf),
        Column("heading", Kind.TEXT, 24, INSP.heading),
        Column("text", Kind.TEXT, 60, INSP.text),
        Column("position", Kind.TOLD, 14, INSP.effectiveAcceptance, ACCEPTANCE),
        Column("inspector's deadline", Kind.DATE, 13, INSP.inspectorDeadline),
        *_LAST,
    ),
)
ANSWERS = Sheet(
    "Answers",
    INSP.Response,
    (
        Column("recommendation", Kind.NODE, 17, INSP.answers, needed=True, fixed=True),
        Column("body", Kind.NAMES, 22, INSP.respondent, needed=True, fixed=True),
        Column("position", Kind.SCHEME, 14, INSP.acceptance, ACCEPTANCE, needed=True),
        Column("delivery", Kind.SCHEME, 13, INSP.delivery, DELIVERY),
        Column("text", Kind.TEXT, 60, INSP.text),
        *_LAST,
    ),
)
COMMITMENTS = Sheet(
    "Commitments",
    INSP.Commitment,
    (
        Column("recommendation", Kind.NODE, 17, INSP.addresses, needed=True),
        Column("text", Kind.TEXT, 55, INSP.text, needed=True),
        Column("owner", Kind.NAMES, 24, INSP.owner, team=True),
        Column("due", Kind.DATE, 13, INSP.due),
        Column("words of the date", Kind.TEXT, 18, INSP.dueText),
        Column("timing", Kind.SCHEME, 15, INSP.timing, TIMING),
        Column("delivery", Kind.SCHEME, 13, INSP.delivery, DELIVERY, needed=True),
        Column("firmness", Kind.SCHEME, 13, INSP.firmness, FIRMNESS, needed=True),
        Column("answer", Kind.NODE, 20, INSP.promisedIn),
        *_LAST,
    ),
)
CLAIMS = Sheet(
    "Claims",
    INSP.Claim,
    (
        Column("recommendation", Kind.EARLIER, 34, INSP.claimOf, needed=True),
        Column("state", Kind.SCHEME, 20, INSP.state, STATE),
        Column("delivery", Kind.SCHEME, 13, INSP.delivery, DELIVERY),
        Column("as of", Kind.DATE, 13, INSP.asOf),
        Column("text", Kind.TEXT, 60, INSP.text, needed=True),
        *_LAST,
    ),
)
ASSESSMENTS = Sheet(
    "Assessments",
    INSP.Assessment,
    (
        Column("recommendation", Kind.EARLIER, 34, INSP.assesses, needed=True),
        Column("state", Kind.SCHEME, 20, INSP.state, STATE),
        Column("as of", Kind.DATE, 13, INSP.asOf),
        Column("text", Kind.TEXT, 60, INSP.text),
        *_LAST,
    ),
)
FOLLOW_UPS = (CLAIMS, ASSESSMENTS)
"""The sheets that only the drafts of follow-ups have."""
SHEETS = (RECOMMENDATIONS, ANSWERS, COMMITMENTS, *FOLLOW_UPS)

DOCUMENT = "Document"
DOCUMENT_COLUMNS = (
    Column("what", Kind.TOLD, 26),
    Column("value", Kind.TEXT, 70),
    Column("how to write it", Kind.TOLD, 60),
)


@dataclass(frozen=True, slots=True)
class Particular:
    """A row of the sheet Document. `option` is how kg draft takes it; `holder` is the class that it is said of."""

    name: str
    holder: URIRef
    column: Column
    hint: str
    option: str = ""


def _particular(name: str, holder: URIRef, kind: Kind, of: URIRef, hint: str, option: str = "") -> Particular:
    return Particular(name, holder, Column(name, kind, 0, of), hint, option)


_DOCUMENT, _REPORT, _INSPECTION = INSP.ResponseDocument, INSP.Report, INSP.Inspection
PARTICULARS = (
    _particular("title", _DOCUMENT, Kind.TEXT, DCTERMS.title, "as it is printed on the answer", "--title"),
    _particular(
        "publisher", _DOCUMENT, Kind.NAMES, DCTERMS.publisher, "the body that answers, by its name", "--publisher"
    ),
    _particular(
        "published",
        _DOCUMENT,
        Kind.DATE,
        INSP.published,
        "2024-12-11, 2024-12 or 2024; 2016~ is about 2016; XXXX is not known",
        "--published",
    ),
    _particular("licence", _DOCUMENT, Kind.TEXT, DCTERMS.license, "its name or address: OGL-UK-3.0", "--licence"),
    _particular("report", _REPORT, Kind.TEXT, DCTERMS.title, "the title of the report that is answered", "--report"),
    _particular(
        "period",
        _INSPECTION,
        Kind.DATE,
        INSP.period,
        "when was inspected: 2023-04/2023-06; /2024-12? ends by about December 2024",
        "--period",
    ),
    _particular(
        "inspector", _INSPECTION, Kind.NAMES, INSP.inspectedBy, "the inspector's office, by its name", "--inspector"
    ),
    _particular("source file", _DOCUMENT, Kind.TOLD, DCTERMS.source, "told by the file: not to be changed"),
    _particular("SHA-256", _DOCUMENT, Kind.TOLD, INSP.sourceSha256, "told by the file: not to be changed"),
)
