"""What a submission may not be, whatever its shapes say: so large, so deep or so tangled that reading it is the harm.

The bounds are several times what the largest response needs (7,000 statements about 1,500 things in 1.3 MB).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDFS, SKOS
from rdflib.term import Node

from kg.errors import DataError
from kg.namespaces import BASE, INSP, shorten

MOST_BYTES = 8 * 1024 * 1024
MOST_STATEMENTS = 25_000
MOST_THINGS = 5_000  # subjects
MOST_SHARING = 50  # things with the same number or label, or answers to the same thing: checks compare each with each
MOST_PARTS = 20_000  # pairs of a thing and what it is part of, near or far: so many statements would follow
DEEPEST = 100  # JSON values or XML elements in each other
MOST_VALUES = 200_000  # JSON objects and arrays: an empty one takes a hundred times its length in memory
MOST_ATTRIBUTES = 100  # of an XML element
MOST_CONTEXTS, MOST_TERMS = 20, 1_000  # JSON-LD contexts, and terms of one
_MOST_MARKS = 1_000  # “<<” in a file, which RDF 1.1 has only within texts

_TERMS = frozenset({RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range})
_SAID_OF_FILES = frozenset({OWL.imports, OWL.versionInfo})
_COMPARED = (INSP.number, INSP.answers, SKOS.prefLabel, SKOS.altLabel, RDFS.label)
_PARTS = (INSP.directPartOf, INSP.partOf)
_TRICK = re.compile(r"/\.{0,2}(?=/|$)|[?#\\]|%(2e|2f|5c|00)", re.IGNORECASE)
# A text that is never closed ends with the file: else every quotation mark in it would begin another search.
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)


def check_marks(text: bytes, file: Path) -> None:
    """Refuse RDF 1.2 triple terms in number: in each other they would end the parser with the process."""
    if text.count(b"<<") > _MOST_MARKS:
        raise DataError(
            f"the file holds “<<” more than {_MOST_MARKS:,} times", where=str(file), expected="RDF 1.1, without “<<”"
        )


def check_json(text: str, file: Path) -> None:
    """Refuse JSON that is not valid, nests too deep, says a key twice, or leans on contexts outside the file or in
    great number. Raises DataError."""
    _check_depth(text, file)

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            key = next(key for key, count in Counter(key for key, _value in pairs).items() if count > 1)
            raise _fault(f"the key {key[:80]!r} stands twice in one object", file, "each key once")
        return found

    try:  # numbers are not made: one of a million digits takes long
        document = json.loads(text, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise DataError(
            f"this is not valid JSON-LD: {error.msg} (column {error.colno})",
            where=f"{file}:{error.lineno}",
            expected="JSON (RFC 8259)",
        ) from error
    contexts = list(_contexts(document))
    if len(contexts) > MOST_CONTEXTS:
        raise _fault(f"the file has {len(contexts):,} JSON-LD contexts", file, f"at most {MOST_CONTEXTS}")
    for context in contexts:
        _check_context(context, file)


def _check_depth(text: str, file: Path) -> None:
    depth = 0
    if text.count("{") + text.count("[") > MOST_VALUES:
        raise _fault("the JSON holds too many objects and arrays", file, f"at most {MOST_VALUES:,}")
    for match in _BRACKETS.finditer(text):
        mark = match[0]
        depth += (mark in "[{") - (mark in "]}")
        if depth > DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            raise DataError(
                "the JSON nests too deep", where=f"{file}:{line}", expected=f"at most {DEEPEST} values in each other"
            )


def _contexts(value: object) -> Iterator[object]:
    """Every @context, however deep."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if "@context" in item:
                yield item["@context"]
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)


def _check_context(context: object, file: Path) -> None:
    for part in context if isinstance(context, list) else [context]:
        link = part.get("@import") if isinstance(part, dict) else part
        if isinstance(link, str):
            raise DataError(
                f"the JSON-LD context {link[:200]} lies outside the file",
                where=str(file),
                expected="a context written in the file, because nothing is fetched",
                mend="copy the context into the file",
            )
        if isinstance(part, dict) and len(part) > MOST_TERMS:
            raise _fault(f"a JSON-LD context has {len(part):,} terms", file, f"at most {MOST_TERMS:,}")
        if isinstance(part, dict) and "@context" in (key for term in part.values() for key in _keys(term)):
            raise _fault("a term of a JSON-LD context has a context of its own", file, "one context for the file")


def _keys(term: object) -> list[str]:
    return list(term) if isinstance(term, dict) else []


def check_xml(text: bytes, file: Path) -> None:
    """Refuse XML that is not well-formed, declares a document type (entities, files and addresses come by it), or
    nests too deep. Raises DataError with the line."""
    parser, depth = expat.ParserCreate("utf-8"), 0

    def refuse(what: str, expected: str) -> NoReturn:
        raise DataError(what, where=f"{file}:{parser.CurrentLineNumber}", expected=expected)

    def declared(*_told: object) -> None:
        refuse("the XML has a document type declaration (DOCTYPE)", "RDF/XML without one, because nothing is fetched")

    def opened(_name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            refuse("the XML nests too deep", f"at most {DEEPEST} elements in each other")
        if len(attributes) > MOST_ATTRIBUTES:
            refuse(f"an element has {len(attributes):,} attributes", f"at most {MOST_ATTRIBUTES}")

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise DataError(
            f"this is not valid RDF/XML: {expat.ErrorString(error.code)} (column {error.offset + 1})",
            where=f"{file}:{error.lineno}",
            expected="well-formed XML",
        ) from error


def check_graph(graph: Graph, file: Path) -> None:
    """Refuse a graph that describes too many things, defines terms, shares values by the hundred, nests parts without
    end, or has IRIs that a reader of addresses would take for others. Raises DataError."""
    things = len(set(graph.subjects()))
    if things > MOST_THINGS:
        raise _fault(f"the submission describes {things:,} things", file, f"at most {MOST_THINGS:,}")
    if any(isinstance(term, BNode) for triple in graph for term in triple):
        raise DataError(
            "a blank node stands in the submission",
            where=str(file),
            expected="an IRI for each thing, so that other graphs can speak of it",
            mend="name what is written as [ … ], ( … ) or _:name",
        )
    for predicate in sorted(set(graph.predicates()), key=str):
        if predicate in _TERMS or (str(predicate).startswith(str(OWL)) and predicate not in _SAID_OF_FILES):
            raise DataError(
                f"the submission states {shorten(str(predicate))}, which is not of this document",
                where=str(file),
                expected="what the document says, in the terms of the ontology as it stands",
                mend="take the statement out",
            )
    for node in sorted({term for triple in graph for term in triple if isinstance(term, URIRef)}):
        if str(node).startswith(str(BASE)) and _TRICK.search(str(node).removeprefix(str(BASE)[:-1])):
            raise _fault(
                f"{shorten(str(node))} does not name one thing alone", file, "an IRI without . .. // ? # or %2F"
            )
    _check_shared(graph, file)
    _check_parts(graph, file)


def _check_shared(graph: Graph, file: Path) -> None:
    for predicate in _COMPARED:
        for value, count in Counter(graph.objects(None, predicate)).most_common(1):
            if count > MOST_SHARING:
                name = f"{str(value)[:80]!r}"
                what = f"{count:,} things have the same {shorten(str(predicate))}, {name}"
                raise _fault(what, file, f"at most {MOST_SHARING}")


def _check_parts(graph: Graph, file: Path) -> None:
    """Count what each thing is part of, near or far, up to the bound."""
    wholes: dict[Node, set[Node]] = {}
    for predicate in _PARTS:
        for part, whole in graph.subject_objects(predicate):
            wholes.setdefault(part, set()).add(whole)
    pairs = 0
    for part in wholes:
        seen: set[Node] = set()
        pending = [part]
        while pending and pairs + len(seen) <= MOST_PARTS:
            fresh = wholes.get(pending.pop(), set()) - seen
            seen |= fresh
            pending.extend(fresh)
        pairs += len(seen)
        if pairs > MOST_PARTS:
            raise _fault("the parts of recommendations nest too deep", file, "stems with parts of a few levels")


def _fault(what: str, file: Path, expected: str) -> DataError:
    return DataError(what, where=str(file), expected=expected)
