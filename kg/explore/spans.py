"""Where a thing was read: the quotations of its spans, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable

from kg.explore.common import Row, rows_of
from kg.explore.shapes import Quote
from kg.interface import Store

_SPANS = """SELECT DISTINCT ?iri ?exact ?start ?end ?line ?page ?file ?slug {
  VALUES ?iri { %%s }
  ?iri %s ?span .
  ?span oa:hasSource ?document ; oa:hasSelector ?words, ?place .
  ?words oa:exact ?exact . ?place oa:start ?start ; oa:end ?end .
  ?document dcterms:source ?file ; dcterms:identifier ?slug
  OPTIONAL { ?span insp:line ?line } OPTIONAL { ?span insp:page ?page } }"""


def quotes(store: Store, iris: Iterable[str], way: str = "insp:hasSpan") -> dict[str, list[Quote]]:
    """The quotations of each thing; `way` is the property that leads to its spans."""
    found: dict[str, list[Quote]] = {}
    for row in rows_of(store, _SPANS % way, iris):
        found.setdefault(row["iri"], []).append(quote(row))
    for some in found.values():
        some.sort(key=lambda one: (one["start"], -one["end"]))
    return found


def quote(row: Row) -> Quote:
    """One row of a query for spans as a quotation."""
    start, end = number(row.get("start")), number(row.get("end"))
    return {
        "text": row.get("exact", ""),
        "file": row.get("file", ""),
        "start": start,
        "end": end,
        "line": number(row["line"]) if "line" in row else None,
        "page": number(row["page"]) if "page" in row else None,
        "path": f"/report/{row.get('slug', '')}#s{start}-{end}",
    }


def number(text: str | None) -> int:
    """A whole number, 0 where it is none (a submission may hold what it likes in a warning's place)."""
    return int(text) if text is not None and text.isdecimal() else 0
