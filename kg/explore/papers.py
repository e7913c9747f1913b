"""The reports of the store as other pages name them: label with the year, title, publication and who answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.draw.chart import plain
from kg.explore.common import Row, chunks, date, ref, rows, tail, values, year
from kg.explore.shapes import Date, Ref
from kg.interface import Store
from kg.network import report_label

_REPORTS = (
    "SELECT DISTINCT ?iri ?slug ?title { %s ?iri a insp:Report ; dcterms:identifier ?slug ; dcterms:title ?title }"
)
_ANSWERS = """SELECT DISTINCT ?iri ?document ?published ?publisher {
  %s ?document insp:respondsTo ?iri ; insp:published ?published OPTIONAL { ?document dcterms:publisher ?publisher } }"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A report with the document that answers it; `published` is of that document."""

    iri: str
    slug: str
    title: str
    edtf: str = ""
    document: str = ""
    publisher: str = ""

    @property
    def year(self) -> str:
        """The year of the answer, "" where it is not known."""
        return year(self.edtf)

    @property
    def published(self) -> Date:
        return date(self.edtf)

    @property
    def label(self) -> str:
        """What it is about, with the year of the answer."""
        about = plain(report_label(self.title)) or self.slug.replace("-", " ")
        return f"{about} ({self.year})" if self.year else about

    @property
    def ref(self) -> Ref:
        return ref(self.iri, self.label)

    @property
    def order(self) -> tuple[str, str]:
        """Sorts in time order; what is not dated comes last."""
        return (self.published["earliest"] or self.published["latest"] or "9999", self.slug)

    def part(self, iri: str, number: str) -> Ref:
        """A reference to a recommendation of the report."""
        return ref(iri, f"{number}, {self.label}")


def papers(store: Store, iris: Iterable[str] | None = None) -> dict[str, Paper]:
    """Reports by IRI: those asked for, or all. A report with two titles has the first in sorted order."""
    wanted = [""] if iris is None else [f"VALUES ?iri {{ {values(some)} }}" for some in chunks(iris)]
    found = [row for some in wanted for row in rows(store, _REPORTS % some)]
    answers: dict[str, Row] = {}
    for some in wanted:
        for row in sorted(rows(store, _ANSWERS % some), key=lambda row: row["document"]):
            answers.setdefault(row["iri"], row)
    told: dict[str, Paper] = {}
    for row in sorted(found, key=lambda row: row["title"]):
        answer = answers.get(row["iri"], {})
        facts = (answer.get(name, "") for name in ("published", "document", "publisher"))
        told.setdefault(row["iri"], Paper(row["iri"], row["slug"], row["title"], *facts))
    return told


def known(papers: dict[str, Paper], iri: str) -> Paper:
    """The report, or what its IRI tells of one that the store does not describe."""
    return papers.get(iri) or Paper(iri, tail(iri), tail(iri).replace("-", " "))
