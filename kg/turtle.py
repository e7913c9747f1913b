"""A response as Turtle for a person (RDF 1.1 Turtle): in the order of the recommendations, with the sentence beside
each fact, and the spans last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD
from rdflib.term import Node

from kg.namespaces import BASE, INSP, OA, PREFIXES
from kg.nquads import term

_PATH = re.compile(r"[a-z]+/[A-Za-z0-9_-][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*")
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_INTEGER = re.compile(r"[+-]?\d+")
_QUOTED = 90  # characters of a sentence beside a fact
_HEAD = (INSP.ResponseDocument, INSP.Report, INSP.Inspection)
_FIRST = {
    name: i
    for i, name in enumerate(
        [
            RDF.type,
            INSP.number,
            DCTERMS.title,
            INSP.heading,
            INSP.claimOf,
            INSP.assesses,
            INSP.state,
            INSP.text,
            INSP.acceptance,
            INSP.owner,
            INSP.due,
        ]
    )
}


def turtle(graph: Graph) -> Iterator[str]:
    """The text, piece by piece. Every statement of the graph is written once, and the same graph gives the same
    text."""
    writer = _Writer(graph)
    yield from writer.prologue()
    for title, nodes in writer.groups():
        if nodes:
            yield f"\n# {'-' * 100}\n# {title}\n# {'-' * 100}\n"
        for node in nodes:
            yield writer.block(node)


class _Writer:
    """Writes one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.left = set(graph.subjects())

    def prologue(self) -> Iterator[str]:
        """The base, under which things have short names, and the prefixes that the text uses."""
        terms = {t for triple in self.graph for t in triple}
        terms |= {t.datatype for t in terms if isinstance(t, Literal) and t.datatype}
        used = {_prefix(str(t)) for t in terms if isinstance(t, URIRef)} - {"", "id"}
        yield f"@base <{BASE}> .\n"
        for name in sorted(used):
            yield f"@prefix {name + ':':<9} <{PREFIXES[name]}> .\n"

    def groups(self) -> Iterator[tuple[str, list[Node]]]:
        """The subjects under their headings, each once."""
        graph = self.graph
        yield "The answer, the report and the inspection", [n for kind in _HEAD for n in self._take(kind)]
        for node in self._take(INSP.Recommendation):
            answers = self._among(graph.subjects(INSP.answers, node))
            promises = self._among(graph.subjects(INSP.addresses, node))
            number = " ".join(str(graph.value(node, INSP.number) or "").split())
            yield f"Recommendation {number}", [node, *answers, *promises]
        yield "What is said of earlier recommendations", [*self._take(INSP.Claim), *self._take(INSP.Assessment)]
        yield "Notices", self._take(INSP.Notice)
        mentions, spans = self._take(INSP.Mention), self._take(OA.SpecificResource)
        parts = {span: self._among(graph.objects(span, OA.hasSelector)) for span in spans}
        yield "All else", self._among(self.left)
        yield "Mentions of teams and systems", mentions
        yield "Spans: where the words stand in the document", [n for span in spans for n in (span, *parts[span])]

    def _take(self, kind: URIRef) -> list[Node]:
        return self._among(self.graph.subjects(RDF.type, kind))

    def _among(self, nodes: Iterable[Node]) -> list[Node]:
        """Those that are not written yet, in the order of the document."""
        found = sorted({*nodes} & self.left, key=self._place)
        self.left -= {*found}
        return found

    def _place(self, node: Node) -> tuple[int, list[tuple[int, str]]]:
        spans = [node, *self.graph.objects(node, INSP.hasSpan), *self.graph.objects(node, OA.hasTarget)]
        starts = [
            int(str(value))
            for span in spans
            for selector in self.graph.objects(span, OA.hasSelector)
            for value in self.graph.objects(selector, OA.start)
            if str(value).isdecimal()
        ]
        parts = re.split(r"(\d+)", str(node))
        natural = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
        return min(starts, default=10**9), natural

    def block(self, node: Node) -> str:
        """The statements about one subject, with the words that a span quotes behind it."""
        facts = sorted(
            self.graph.predicate_objects(node), key=lambda fact: (_rank(fact[0]), str(fact[0]), _key(fact[1]))
        )
        lines = [f"\n{_short(node)}"]
        for i, (predicate, thing) in enumerate(facts):
            more = i + 1 < len(facts) and facts[i + 1][0] == predicate
            word = "a" if predicate == RDF.type else _short(predicate)
            start = "       " if i and facts[i - 1][0] == predicate else f"    {word}"
            end = "," if more else "." if i == len(facts) - 1 else ";"
            lines.append(f"{start} {_short(thing)} {end}{self._words(thing)}")
        return "\n".join(lines) + "\n"

    def _words(self, thing: Node) -> str:
        """The words of a span as a comment: line and quotation, clipped."""
        for selector in self.graph.objects(thing, OA.hasSelector):
            for exact in self.graph.objects(selector, OA.exact):
                words = " ".join(str(exact).split())
                clipped = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
                return f"  # line {self.graph.value(thing, INSP.line)}: “{clipped}”"
        return ""


def _rank(predicate: Node) -> int:
    return _FIRST.get(URIRef(str(predicate)), 99 if str(predicate).endswith(("Evidence", "hasSpan")) else 50)


def _key(thing: Node) -> tuple[str, str]:
    return type(thing).__name__, str(thing)


def _prefix(iri: str) -> str:
    """The name of the prefix that shortens an IRI; "" where none does."""
    best = max(
        (name for name, start in PREFIXES.items() if iri.startswith(start)), key=lambda n: len(PREFIXES[n]), default=""
    )
    return best if best and _LOCAL.fullmatch(iri[len(PREFIXES[best]) :]) else ""


def _short(node: Node) -> str:
    if isinstance(node, URIRef):
        path = str(node).removeprefix(str(BASE))
        if path != str(node) and _PATH.fullmatch(path):
            return f"<{path}>"
        name = _prefix(str(node))
        return f"{name}:{str(node)[len(PREFIXES[name]) :]}" if name and name != "id" else f"<{node}>"
    if isinstance(node, Literal) and node.datatype == XSD.integer and _INTEGER.fullmatch(str(node)):
        return str(node)
    if isinstance(node, Literal) and node.datatype:
        return f"{term(Literal(str(node)))}^^{_short(node.datatype)}"
    return term(node)
