"""The shapes of what is handed in: /api/validate, /api/draft, /api/submit and /api/form."""

from __future__ import annotations

from typing import Literal, TypedDict

from kg.explore.shapes.facts import Ref


class FindingPlace(TypedDict):
    """Where a finding is: a line of the submission (None where it has no lines), and the thing."""

    line: int | None
    row: str  # of tables the sheet and the row, "Commitments, row 12"; "" of others
    iri: str


class Finding(TypedDict):
    """One thing that is wrong, or could be better."""

    severity: Literal["Violation", "Warning", "Info"]
    what: str
    where: FindingPlace
    path: str  # the property, as a prefixed name
    value: str
    quotation: str  # of the source document
    rule: str
    why: str
    mend: str


class Measured(TypedDict):
    """One measure of the quality of a submission."""

    name: str
    value: float  # the share that is good, 0 to 1
    good: int
    of: int
    advice: str  # what would raise it, "" where nothing is to be done


class Validation(TypedDict):
    """POST /api/validate"""

    conforms: bool
    verdict: str  # in one sentence
    total: int
    findings: list[Finding]  # the worst first, at most 1000
    quality: list[Measured]
    score: float | None  # of the quality as a whole, 0 to 1; None where there is nothing to measure
    lines: list[str]  # the text of the submission where it is text; [] otherwise
    unmatchedShapes: list[str]


class Look(TypedDict):
    """What a person should look at in a draft."""

    kind: str
    iri: str
    line: int | None
    quotation: str


class Missing(TypedDict):
    """What the document does not tell."""

    name: str
    hint: str


class DraftThing(TypedDict):
    """A thing of a draft for which there is a form."""

    iri: str
    kind: str  # its class: ResponseDocument, Report, Inspection, Recommendation, Response, Commitment …
    shape: str  # the root of its form
    label: str
    depth: int  # an answer stands below its recommendation, a commitment below its answer
    line: int | None
    quotation: str
    look: list[str]  # why a person should look at it
    removable: bool  # nothing hangs on it, and a draft can do without it


class Drafted(TypedDict):
    """POST /api/draft"""

    slug: str
    turtle: str
    concerns: list[Look]
    missing: list[Missing]
    things: list[DraftThing]
    choices: str  # Turtle: what the fields of this draft choose from beside what /api/form tells


class Amended(Drafted):
    """POST /api/amend"""

    changed: str  # the IRI of the thing that was changed, taken out or added


class Similar(TypedDict):
    """An older recommendation that a submitted one resembles."""

    number: str
    text: str
    recommendation: Ref
    report: Ref
    score: float
    linked: bool
    reason: str
    quotation: str


class Submitted(TypedDict):
    """POST /api/submit"""

    outcome: Literal["stored", "refused"]
    report: Ref | None
    added: int
    removed: int
    validation: Validation
    resembles: list[Similar]


class FormShapes(TypedDict):
    """/api/form"""

    shapes: str  # Turtle: node shapes for @ulb-darmstadt/shacl-form
    data: str  # Turtle: what fields choose from (bodies, teams, systems, concepts) with labels
    roots: list[Ref]  # the node shapes, each a form
    checkedOnSubmission: list[str]  # rules that the form does not know
