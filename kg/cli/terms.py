"""Terms as a person types them: prefixed names, IRIs, literals."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.errors import UsageError
from kg.namespaces import PREFIXES

_LITERAL = re.compile(r'"(?P<words>.*)"(?:@(?P<language>[A-Za-z-]+)|\^\^(?P<type>\S+))?', re.DOTALL)


def term(text: str) -> Node:
    """`insp:text`, `<http://…>`, `http://…`, `a`, a number, or a literal in quotation marks with @en or ^^xsd:date.

    Raises UsageError for anything else.
    """
    literal = _LITERAL.fullmatch(text)
    if literal:
        datatype = str(term(literal["type"])) if literal["type"] else None
        return Literal(literal["words"], lang=literal["language"], datatype=datatype)
    if text == "a":
        return RDF.type
    if re.fullmatch(r"-?\d+", text):
        return Literal(text, datatype=XSD.integer)
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES:
        return URIRef(PREFIXES[prefix] + local)
    if colon and not re.search(r'[\s<>"{}|\\^`]', bare):
        return URIRef(bare)
    prefixes = ", ".join(PREFIXES)
    raise UsageError(
        f"{text!r} is no term", expected=f'a prefixed name ({prefixes}), an IRI, or a "literal" in quotation marks'
    )
