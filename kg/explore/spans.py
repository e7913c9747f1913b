"""Where a thing was read: the quotations of its spans, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable

from kg.explore.common import Facts, Row, facts, first, tail
from kg.explore.shapes import Quote
from kg.interface import Store


def quotes(store: Store, iris: Iterable[str], way: str = "insp:hasSpan") -> dict[str, list[Quote]]:
    """The quotations of each thing; `way` is the property that leads to its spans."""
    name = tail(way.replace(":", "#"))
    things = facts(store, iris, way)
    spans = facts(
        store,
        (span for said in things.values() for span in said[name]),
        *("oa:hasSelector", "oa:hasSource", "insp:line", "insp:page"),
    )
    selectors = facts(
        store, (one for said in spans.values() for one in said.get("hasSelector", ())), "oa:exact", "oa:start", "oa:end"
    )
    documents = facts(
        store,
        (one for said in spans.values() for one in said.get("hasSource", ())),
        "dcterms:source",
        "dcterms:identifier",
    )
    told: dict[str, list[Quote]] = {}
    for iri, said in things.items():
        found = [_quote(spans[span], selectors, documents) for span in said[name] if span in spans]
        told[iri] = sorted((one for one in found if one["text"]), key=lambda one: (one["start"], -one["end"]))
    return {iri: some for iri, some in told.items() if some}


def _quote(span: dict[str, list[str]], selectors: Facts, documents: Facts) -> Quote:
    """A span as a quotation; without words where its selectors give none."""
    row: Row = {name: values[0] for name, values in span.items()}
    for one in span.get("hasSelector", ()):
        row |= {name: values[0] for name, values in selectors.get(one, {}).items()}
    document = documents.get(row.get("hasSource", ""), {})
    return quote(row | {"file": first(document, "source"), "slug": first(document, "identifier")})


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
