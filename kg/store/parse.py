"""RDF text that strangers wrote → statements, one after the other, by Oxigraph's parsers.

They do not recurse and tell the line, they fetch nothing, and whoever reads the statements can stop at any of them.
Two things are not theirs: a document type declaration in RDF/XML and RDF 1.2 terms in great depth, both of which
`kg.validate` refuses before it comes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import BNode, Literal
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.errors import DataError
from kg.interface import Quad
from kg.namespaces import shorten
from kg.store.terms import from_oxigraph

_FORMATS = {
    "Turtle": ox.RdfFormat.TURTLE,
    "TriG": ox.RdfFormat.TRIG,
    "N-Triples": ox.RdfFormat.N_TRIPLES,
    "N-Quads": ox.RdfFormat.N_QUADS,
    "JSON-LD": ox.RdfFormat.JSON_LD,
    "RDF/XML": ox.RdfFormat.RDF_XML,
}
MOST_TEXT, MOST_VALUE, MOST_IRI = 1_000_000, 1_000, 2_000  # characters
_STRINGS = frozenset({str(XSD.string), str(RDF.langString)})
_MARKUP = frozenset({str(RDF.XMLLiteral), str(RDF.HTML)})  # rdflib would parse what stands in them
_BOOLEANS = frozenset({"true", "false", "1", "0"})
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# What mends an error, by how the parser tells it.
_MENDS = (
    ("has not been declared", "declare the prefix at the head of the file, or correct its name"),
    ("Invalid IRI code point", "write a space in an address as %20, and check that its <…> is closed"),
)
_MEND = "correct the file there, or begin with one that kg draft writes"
_PLACE = re.compile(r"Parser error (?:at|between) line [^:]*: |\s*\(line \d+\)$")


def statements(text: bytes, form: str, base: str, file: str) -> Iterator[Quad]:
    """The quads of a text in UTF-8, by the name of its format, as rdflib terms; the default graph has no name but a
    blank one. Relative IRIs are taken from `base`.

    Raises DataError (file, line, what was expected) where the text is not in the format, or holds a term that RDF 1.1
    lacks, a value that its datatype does not have, a control character, a text of more than a million characters or a
    value (number, date …) of more than a thousand.
    """
    parser = ox.parse(text, _FORMATS[form], base_iri=base)
    while True:
        try:
            quad = next(parser, None)
        except (SyntaxError, ValueError, OSError) as error:
            raise _not_valid(error, form, file) from error
        if quad is None:
            return
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            _check(term, quad, file)
        subject, predicate, value = (from_oxigraph(term) for term in (quad.subject, quad.predicate, quad.object))
        if isinstance(value, Literal) and value.ill_typed:  # shapes compare values, and what is none cannot be compared
            raise _refused(
                f"{_short(value)!r}, which is no {_kind(value)},",
                f"a value of {_kind(value)}",
                quad,
                _at(text, value, file),
            )
        yield subject, predicate, value, _graph(quad.graph_name)


def _graph(name: object) -> Node:
    return BNode("default") if isinstance(name, ox.DefaultGraph) else from_oxigraph(name)


def _kind(value: Literal) -> str:
    return shorten(str(value.datatype))


def _at(text: bytes, value: str, file: str) -> str:
    """The file, with the line on which the value stands where it stands there alone."""
    before, *after = text.split(value.encode()) if value else [text]
    line = before.count(b"\n") + 1
    return f"{file}:{line}" if len(after) == 1 else file


def _not_valid(error: Exception, form: str, file: str) -> DataError:
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    words = _PLACE.sub("", str(getattr(error, "msg", None) or error))
    return DataError(
        f"this is not valid {form}: {_short(words)}" + (f" (column {column})" if line else ""),
        where=f"{file}:{line}" if line else file,
        expected=f"{form} as W3C specifies it",
        mend=next((mend for word, mend in _MENDS if word in words), _MEND),
    )


def _check(term: object, quad: ox.Quad, file: str) -> None:
    """Refuse a term that cannot be kept, or costs too much to look at."""
    if isinstance(term, ox.NamedNode):
        if len(term.value) > MOST_IRI:
            raise _refused(f"an IRI of {len(term.value):,} characters", f"at most {MOST_IRI:,}", quad, file)
    elif isinstance(term, ox.Literal):
        _check_literal(term, quad, file)
    elif isinstance(term, ox.Triple):
        raise DataError(
            "the file holds a statement about a statement",
            where=file,
            expected="RDF 1.1, which has no “<<”",
            mend="take it out",
        )


def _check_literal(term: ox.Literal, quad: ox.Quad, file: str) -> None:
    kind, length = term.datatype.value, len(term.value)
    most = MOST_TEXT if kind in _STRINGS else MOST_VALUE
    if length > most:
        noun = "a text" if kind in _STRINGS else f"a value of <{kind}>"
        raise _refused(f"{noun} of {length:,} characters", f"at most {most:,}", quad, file)
    if kind in _MARKUP:
        raise _refused(f"a value of <{kind}>", "plain text", quad, file)
    if kind == str(XSD.decimal) and "e" in term.value.lower():  # rdflib would take the exponent and write it out
        raise _refused("an exponent in an xsd:decimal", "digits and a point (xsd:double has exponents)", quad, file)
    if kind == str(XSD.boolean) and term.value not in _BOOLEANS:  # rdflib would take it for false
        raise _refused(f"the xsd:boolean {_short(term.value)!r}", "true or false", quad, file)
    if found := _CONTROL.search(term.value):
        raise _refused(f"the control character U+{ord(found[0]):04X}", "text that can be printed", quad, file)


def _refused(what: str, expected: str, quad: ox.Quad, file: str) -> DataError:
    subject, predicate = (_short(shorten(str(getattr(term, "value", term)))) for term in (quad.subject, quad.predicate))
    return DataError(f"{what} stands in a statement of {subject}, {predicate}", where=file, expected=expected)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 120 else f"{words[:119]}…"
