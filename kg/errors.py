"""The errors of inspection-kg: one tree, each error says what, where, what was expected and how to mend it.

KgError
├── UsageError              the call is wrong: no such file, query or option (exit 2)
│   └── NotFoundError       nothing has the name that is asked for
├── SourceError             a source document cannot be read or has no recommendations
│   ├── NoRecommendationsError  it was read, and recommends nothing
│   └── SpanError           a quotation is not found at its offsets
├── DataError               RDF, reference data or ontology that cannot be used
│   ├── InconsistencyError  the graph contradicts the ontology
│   └── UnsupportedAxiomError  the ontology says something the reasoner does not cover
├── StoreError              the store cannot be opened, read or written
└── QueryError              a query that does not parse, or lacks a parameter
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# What a terminal obeys rather than shows, or shows in another order: C0, C1, bidirectional marks, line separators.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with every character that a terminal would obey written as an escape, as Python writes it."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class KgError(Exception):
    """Base of every error a user can meet.

    `what` is one plain sentence; `where` names the file (with line) or IRI; `expected` and `mend` are optional, and so
    are `details`, where many things are wrong at once. `str(error)` joins them on one line, with a line for each
    detail; control characters are escaped. `exit_code` is what the command line ends with.
    """

    exit_code = 1

    def __init__(
        self, what: str, *, where: str = "", expected: str = "", mend: str = "", details: Sequence[str] = ()
    ) -> None:
        super().__init__(what)
        self.what, self.where, self.expected, self.mend, self.details = what, where, expected, mend, tuple(details)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        parts = [head.rstrip(".")]
        if self.expected:
            parts.append(f"expected {self.expected.rstrip('.')}")
        if self.mend:
            parts.append(self.mend.rstrip("."))
        return "\n  ".join([visible("; ".join(parts) + "."), *map(visible, self.details)])


class UsageError(KgError):
    """The call is wrong: a file, name or option that does not exist."""

    exit_code = 2


class NotFoundError(UsageError):
    """Nothing has the name that is asked for: a page, a report, a thing."""


class SourceError(KgError):
    """A source document that cannot be read."""


class NoRecommendationsError(SourceError):
    """A document that was read and holds no recommendations."""


class SpanError(SourceError):
    """A quotation that is not found at its offsets."""


class DataError(KgError):
    """RDF, reference data or ontology that cannot be used."""


class InconsistencyError(DataError):
    """The graph contradicts the ontology (OWL 2 RL/RDF rules that conclude `false`)."""


class UnsupportedAxiomError(DataError):
    """The ontology uses an axiom that the compiled rules do not cover."""


class StoreError(KgError):
    """The store that the call names cannot be opened, read or written."""

    exit_code = 2


class FormatError(KgError):
    """What was found cannot be written in the format that was asked for."""

    exit_code = 2


class QueryError(KgError):
    """A query that does not parse, cannot run or lacks a parameter."""

    exit_code = 2
