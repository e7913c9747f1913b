"""Where a node comes from: its words in the source document, and its line in the file that was submitted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from kg.interface import Store
from kg.namespaces import INSP, OA
from kg.validate.report import Place, Source

_TO_SPAN = (INSP.hasSpan, OA.hasTarget, INSP.declaredEvidence, INSP.acceptanceEvidence)
_PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_BASE = re.compile(r"^\s*@?base\s+<([^>]*)>", re.IGNORECASE)
_SUBJECT = re.compile(r"^[\s{]*(?:GRAPH\s+)?(?:<([^<>\s]*)>|([\w.-]*):((?:[\w.:%-]|\\.)*))(?=[\s{;]|$)")
_DIRECTIVE = re.compile(r"(PREFIX|BASE)\b", re.IGNORECASE)
_JSON_PREFIX = re.compile(r'"(@base|[\w-]+)"\s*:\s*"(https?://[^"]*[/#])"')
_IDENTIFIER = re.compile(r'"@id"\s*:\s*"([^"]*)"')


_NAMES = 500  # nodes in one query
_TOLD = f"""
PREFIX oa: <{OA}> PREFIX insp: <{INSP}> PREFIX dcterms: <{DCTERMS}>
CONSTRUCT {{{{
  ?node insp:hasSpan ?span . ?span oa:hasSource ?document ; oa:hasSelector ?quote .
  ?span insp:line ?line ; insp:page ?page .
  ?quote oa:exact ?exact . ?document a insp:ResponseDocument ; dcterms:source ?file .
}}}} WHERE {{{{
  VALUES ?node {{{{ {{names}} }}}}
  ?node ({{ways}}|^oa:hasSelector)? ?span . ?span oa:hasSource ?document ; oa:hasSelector ?quote .
  ?quote oa:exact ?exact .
  OPTIONAL {{{{ ?span insp:line ?line }}}} OPTIONAL {{{{ ?span insp:page ?page }}}}
  OPTIONAL {{{{ ?document dcterms:source ?file }}}}
}}}}"""


def source(graph: Graph, node: Node, submitted: Mapping[str, Place]) -> Source:
    """The place and words of `node` as `graph` tells, and its place in the submitted file as `submitted` tells."""
    submission = submitted.get(str(node))
    spans = sorted(_spans(graph, node), key=lambda span: (_number(graph, span, INSP.line) or 0, str(span)))
    if not spans:
        return Source(_document(graph, node, None, None), "", submission)
    line, page = (_number(graph, spans[0], what) for what in (INSP.line, INSP.page))
    place = _document(graph, graph.value(spans[0], OA.hasSource), line, page)
    return Source(place, _quotation(graph, spans[0]), submission)


def _spans(graph: Graph, node: Node) -> Iterator[Node]:
    """The spans of a thing; a span is its own, a selector belongs to the span that has it."""
    if (node, OA.hasSource, None) in graph:
        yield node
    yield from graph.subjects(OA.hasSelector, node)
    for predicate in _TO_SPAN:
        yield from graph.objects(node, predicate)


def _number(graph: Graph, span: Node, what: URIRef) -> int | None:
    value = str(graph.value(span, what) or "")
    return int(value) if value.isdigit() else None


def _document(graph: Graph, document: Node | None, line: int | None, page: int | None) -> Place | None:
    """The place in the file of a document; None where the graph does not name its file."""
    name = graph.value(document, DCTERMS.source) if (document, RDF.type, INSP.ResponseDocument) in graph else None
    return None if name is None else Place(str(name), line, page)


def _quotation(graph: Graph, span: Node) -> str:
    for selector in graph.objects(span, OA.hasSelector):
        for words in graph.objects(selector, OA.exact):
            return str(words)
    return ""


def from_store(store: Store, nodes: Iterable[Node]) -> Graph:
    """What the store tells of the spans of these nodes, for `source`."""
    names = sorted({node.n3() for node in nodes if isinstance(node, URIRef)})
    ways = "|".join(f"<{way}>" for way in _TO_SPAN)
    found = Graph()
    for start in range(0, len(names), _NAMES):
        for triple in store.triples(_TOLD.format(names=" ".join(names[start : start + _NAMES]), ways=ways)):
            found.add(triple)
    return found


def lines(path: Path) -> dict[str, Place]:
    """The line (from 1) on which each IRI is described in an RDF file, for the first time.

    Reads Turtle, TriG, N-Triples, N-Quads and JSON-LD by their lines, which is enough to lead a reader there;
    the statements themselves are read by `submission.parse_submission`.
    """
    text = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found: dict[str, Place] = {}
    for number, name in _identifiers(text) if path.suffix.lower() == ".jsonld" else _subjects(text):
        found.setdefault(name, Place(str(path), number))
    return found


def _subjects(text: list[str]) -> Iterator[tuple[int, str]]:
    """The subjects of statements that start a line, with its number."""
    prefixes: dict[str, str] = {}
    base, fresh = "", True  # fresh: no statement is open, so what comes next is a subject
    for number, line in enumerate(text, start=1):
        if match := _PREFIX.match(line):
            prefixes[match[1]] = _joined(base, match[2])
        elif match := _BASE.match(line):
            base = _joined(base, match[1])
        elif (match := _SUBJECT.match(line)) and fresh:
            name = _expand(match, prefixes, base)
            if name is not None:
                yield number, name
        if code := line.split(" #")[0].strip():
            fresh = code.startswith("#") or code.endswith((".", "{", "}")) or bool(_DIRECTIVE.match(code))


def _expand(match: re.Match[str], prefixes: dict[str, str], base: str) -> str | None:
    """The IRI that a line starts with; None where its prefix is not known."""
    if match[1] is not None:
        return _joined(base, str(match[1]))
    namespace = prefixes.get(match[2])
    return None if namespace is None else namespace + re.sub(r"\\(.)", r"\1", str(match[3]))


def _joined(base: str, name: str) -> str:
    """The name resolved against the base (RFC 3986, section 5); as it stands where it is no reference at all."""
    try:
        return urljoin(base, name)
    except ValueError:
        return name


def _identifiers(text: list[str]) -> Iterator[tuple[int, str]]:
    """The values of "@id" in a JSON-LD file, with their lines; its context is taken from the file as a whole."""
    pairs = dict(_JSON_PREFIX.findall("\n".join(text)))
    for number, line in enumerate(text, start=1):
        for name in _IDENTIFIER.findall(line):
            prefix, _, local = name.partition(":")
            yield number, pairs[prefix] + local if prefix in pairs else _joined(pairs.get("@base", ""), name)
