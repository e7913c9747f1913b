"""The shapes that answers of /api share: a reference, a quotation, a date, a commitment, a recommendation, a link.

Every value is what `json.dumps` takes. Positions, delivery, firmness, timing and verdicts are local names of the
ontology ("partiallyAccepted", "inProgress"). "" stands for words that the document does not give, None for a thing.
"""

from __future__ import annotations

from typing import Literal, TypedDict


class Ref(TypedDict):
    """A thing with a page of its own."""

    iri: str  # the IRI in the graph
    label: str  # what a reader sees
    path: str  # its page on this server: /report/…, /issue/…, /system/…, /team/…, else /id/…, /theme/…, /thing?iri=…


class Quote(TypedDict):
    """Words of a source document, and where they stand."""

    text: str  # the words, exactly
    file: str  # the file of the document
    start: int  # offset of the first character, from 0
    end: int  # offset after the last
    line: int | None  # counted from 1
    page: int | None  # counted from 1; None for documents without pages
    path: str  # the report page at these words: /report/{slug}#s{start}-{end}


class Date(TypedDict):
    """A date as far as it is known."""

    edtf: str  # the value as EDTF: 2024-12-11, 2016~, 2024-04; "" where the words give none
    earliest: str | None  # the first day it may be (YYYY-MM-DD); None where that is open or not known
    latest: str | None  # the last day it may be
    text: str  # in words: those of the document where it is a promised date, else the EDTF value made readable


class Commitment(TypedDict):
    """One promised or reported action."""

    iri: str
    path: str  # the report page at its sentence
    report: Ref
    number: str  # the recommendation that it addresses
    recommendation: Ref
    text: str  # verbatim
    owner: Ref | None  # the first of `owners`
    owners: list[Ref]  # the teams or bodies that the text names as having to act
    due: Date | None
    delivery: str  # completed, inProgress or planned: the department's claim
    firmness: str  # firm or conditional
    timing: str  # dated, noDeadlineStated, ongoing or cannotBeKnown
    status: Literal["completed", "overdue", "undated", "open"]  # see `kg.explore.commitments`
    overdue: Literal["yes", "no", "cannot be known"]  # as of the day asked for
    vague: bool  # not complete, and conditional or with neither date nor owner
    lacks: list[str]  # of "date", "owner", "firm words": what it lacks, where it is not complete
    issues: list[Ref]  # the issues that its words are about
    quote: Quote | None  # the first of its stretches
    later: list[Ref]  # claims and assessments of it, or of its recommendation; `status` does not look at them


class Answer(TypedDict):
    """What one body answers to one recommendation."""

    iri: str
    body: Ref
    acceptance: str  # accepted, partiallyAccepted, rejected or notStated
    delivery: str  # what the answer says of the whole ("work in progress"), else ""
    text: str  # verbatim
    quote: Quote | None  # the first of its stretches
    stated: Quote | None  # the words that state the position
    commitments: list[Commitment]


class Recommendation(TypedDict):
    """A recommendation or a part of one."""

    iri: str
    path: str  # the report page at its sentence
    number: str
    report: Ref
    date: Date  # when the answer to the report was published
    text: str
    heading: str
    acceptance: str  # stated for it, else for its nearest stem (the same as effectiveAcceptance)
    issues: list[Ref]
    quote: Quote | None


class Link(TypedDict):
    """Two recommendations of different reports that raise the same failing, in short."""

    iri: str
    path: str  # its page: /link?earlier=…&later=…
    earlier: Ref
    later: Ref
    earlierReport: Ref
    laterReport: Ref
    score: float  # how sure it is, 0 to 1
    verdict: str  # reiterated, broadened, returnedAfterCompleted or related
    review: str  # unreviewed, confirmed or reviewRejected
    reason: str  # one sentence
    issues: list[Ref]


class Positions(TypedDict):
    """Leaf recommendations by position."""

    accepted: int
    partiallyAccepted: int
    rejected: int
    notStated: int


class Download(TypedDict):
    """A file to hand out."""

    name: str  # the name to save it under
    media: str  # its media type
    content: bytes
