"""A stretch of a source as triples: where it stands, and its words (Web Annotation Data Model, section 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from kg.interface import Triple
from kg.model import Span
from kg.namespaces import INSP, OA

# Two thirds of the triples of a build are these: their terms are looked up once.
_TYPE, _SOURCE, _SELECTOR, _LINE = RDF.type, OA.hasSource, OA.hasSelector, INSP.line
_SPAN, _POSITION, _QUOTE = OA.SpecificResource, OA.TextPositionSelector, OA.TextQuoteSelector
_START, _END, _EXACT, _PREFIX, _SUFFIX = OA.start, OA.end, OA.exact, OA.prefix, OA.suffix


@lru_cache(maxsize=65536)  # offsets and lines come again in every document, and a literal is slow to make
def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


def span(iri: URIRef, source: URIRef, stretch: Span, around: tuple[str, str] | None = None) -> Iterator[Triple]:
    """The span with its position and its quotation (sections 4.2.4 and 4.2.5); `around` is what stands before and after
    it, where that is known."""
    position, quote = URIRef(f"{iri}/position"), URIRef(f"{iri}/quote")
    yield iri, _TYPE, _SPAN
    yield iri, _SOURCE, source
    yield iri, _SELECTOR, position
    yield iri, _SELECTOR, quote
    yield iri, _LINE, integer(stretch.line)
    yield position, _TYPE, _POSITION
    yield position, _START, integer(stretch.start)
    yield position, _END, integer(stretch.end)
    yield quote, _TYPE, _QUOTE
    yield quote, _EXACT, Literal(stretch.exact)
    if around is not None:
        yield quote, _PREFIX, Literal(around[0])
        yield quote, _SUFFIX, Literal(around[1])
