"""The reports of the store as other pages name them: label with the year, title, publication and who answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.draw.chart import plain
from kg.explore.common import Row, date, day_bounds, facts, first, ref, rows, rows_of, tail, year
from kg.explore.shapes import Date, Ref
from kg.interface import Store
from kg.network import report_label

# all reports: lists that are read from end to end and joined are many times faster than looking up each report
_ALL = """SELECT DISTINCT ?iri ?slug ?title { { SELECT ?iri { ?iri a insp:Report } }
  { SELECT ?iri ?slug { ?iri dcterms:identifier ?slug } } { SELECT ?iri ?title { ?iri dcterms:title ?title } } }"""
_ANSWERS = """SELECT DISTINCT ?iri ?document ?published ?publisher {
  { SELECT ?iri ?document { ?document insp:respondsTo ?iri } }
  { SELECT ?document ?published { ?document insp:published ?published } }
  OPTIONAL { SELECT ?document ?publisher { ?document dcterms:publisher ?publisher } } }"""
_ANSWERED = "SELECT DISTINCT ?iri ?document { VALUES ?iri { %s } ?document insp:respondsTo ?iri }"


@lru_cache(1 << 12)
def _about(title: str) -> str:
    return plain(report_label(title))


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
        about = _about(self.title) or self.slug.replace("-", " ")
        return f"{about} ({self.year})" if self.year else about

    @property
    def ref(self) -> Ref:
        return ref(self.iri, self.label)

    @property
    def order(self) -> tuple[str, str]:
        """Sorts in time order; what is not dated comes last."""
        earliest, latest = day_bounds(self.edtf)
        return (earliest or latest or "9999", self.slug)

    def label_of(self, kind: str, number: str) -> str:
        """What to call a recommendation, or an answer or commitment on it."""
        return f"{number if kind == 'recommendation' else f'{kind.capitalize()} on {number}'}, {self.label}"

    def part(self, iri: str, number: str) -> Ref:
        """A reference to a recommendation of the report."""
        return ref(iri, self.label_of("recommendation", number))


def papers(store: Store, iris: Iterable[str] | None = None) -> dict[str, Paper]:
    """Reports by IRI: those asked for, or all. A report with two titles has the first in sorted order."""
    if iris is None:
        return _papers(rows(store, _ALL), rows(store, _ANSWERS))
    said = facts(store, iris, "dcterms:identifier", "dcterms:title")
    found = [
        {"iri": iri, "slug": first(one, "identifier"), "title": first(one, "title")}
        for iri, one in said.items()
        if "identifier" in one
    ]
    answered = rows_of(store, _ANSWERED, said)
    documents = facts(store, (row["document"] for row in answered), "insp:published", "dcterms:publisher")
    answers = [row | {name: some[0] for name, some in documents.get(row["document"], {}).items()} for row in answered]
    return _papers(found, answers)


def _papers(found: Iterable[Row], answers: Iterable[Row]) -> dict[str, Paper]:
    answer: dict[str, Row] = {}
    for row in sorted(answers, key=lambda row: row["document"]):
        answer.setdefault(row["iri"], row)
    told: dict[str, Paper] = {}
    for row in sorted(found, key=lambda row: row["title"]):
        said = answer.get(row["iri"], {})
        published, document, publisher = (said.get(name, "") for name in ("published", "document", "publisher"))
        told.setdefault(row["iri"], Paper(row["iri"], row["slug"], row["title"], published, document, publisher))
    return told


def known(papers: dict[str, Paper], iri: str) -> Paper:
    """The report, or what its IRI tells of one that the store does not describe."""
    return papers.get(iri) or Paper(iri, tail(iri), tail(iri).replace("-", " "))
