"""How the things of a response and what is said of them are called, for a reader who knows no RDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from kg.namespaces import BASE, INSP

TEXT, DUE = "words", "due"
KINDS: dict[URIRef, dict[URIRef, str]] = {
    INSP.ResponseDocument: {
        DCTERMS.title: "title",
        DCTERMS.publisher: "publisher",
        INSP.published: "date of publication",
        INSP.declaredRecommendations: "number of recommendations that it declares",
        INSP.declaredAccepted: "number of accepted recommendations that it declares",
        INSP.declaredPartiallyAccepted: "number of partially accepted recommendations that it declares",
        INSP.declaredRejected: "number of rejected recommendations that it declares",
        INSP.declaredThemes: "number of themes that it declares",
    },
    INSP.Report: {DCTERMS.title: "title"},
    INSP.Inspection: {INSP.period: "period", INSP.inspectedBy: "inspector", INSP.inspects: "subject"},
    INSP.Recommendation: {
        INSP.text: TEXT,
        INSP.heading: "heading",
        INSP.inspectorDeadline: "inspector's deadline",
        INSP.theme: "theme",
    },
    INSP.Response: {
        INSP.acceptance: "position",
        INSP.delivery: "delivery",
        INSP.respondent: "body that answers",
        INSP.text: "words of the answer",
    },
    INSP.Commitment: {
        INSP.due: DUE,
        INSP.delivery: "delivery",
        INSP.firmness: "firmness",
        INSP.owner: "owner",
        INSP.concerns: "system",
        INSP.text: TEXT,
    },
}
"""What has words: the kinds of things in the order in which they are told, and what of each is told."""
_ONE = {INSP.ResponseDocument: "document", INSP.Report: "report", INSP.Inspection: "inspection"}
_SHORT = 120  # characters of a text that are shown


class Names:
    """The names of the things of one state of a response."""

    def __init__(self, graph: Graph, labels: Mapping[str, str]) -> None:
        self.graph, self.labels = graph, labels
        answers = [str(node) for node in graph.objects(None, INSP.answers)]
        self.several = {node for node, count in Counter(answers).items() if count > 1}

    def of(self, kind: URIRef, thing: URIRef) -> str:
        """As in: recommendation 4.b; commitment 4.b/1; document."""
        if kind in _ONE:
            return _ONE[kind]
        if kind == INSP.Recommendation:
            return f"recommendation {_number(thing)}"
        if kind == INSP.Commitment:
            return f"commitment {'/'.join(str(thing).split('/')[-2:])}"
        node = self.graph.value(thing, INSP.answers, any=True)
        body = self.values(self.graph.objects(thing, INSP.respondent))
        return f"recommendation {_number(node)}{'' if str(node) not in self.several or not body else f' ({body})'}"

    def summary(self, kind: URIRef, thing: URIRef) -> str:
        """What it says, in short: its words, its position or date."""
        told = [_cut(str(text)) for text in self.graph.objects(thing, INSP.text)]
        words = f"“{told[0]}”" if told else ""
        if kind == INSP.Response:
            return ", ".join(filter(None, (self.values(self.graph.objects(thing, INSP.acceptance)), words)))
        if kind == INSP.Commitment:
            due = self.values(self.graph.objects(thing, INSP.due))
            return f"{words}, due {due}" if due else words
        return words

    def values(self, nodes: Iterable[Node]) -> str:
        """Values as words, sorted: of a concept its name, of a team, body or system its label."""
        return ", ".join(sorted({self._value(node) for node in nodes}))

    def _value(self, node: Node) -> str:
        if isinstance(node, Literal):
            return " ".join(str(node).split())
        label = self.graph.value(URIRef(str(node)), SKOS.prefLabel, any=True) or self.labels.get(str(node))
        if label:
            return str(label)
        tail = re.split("[/#]", str(node))[-1]
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", tail).lower() if str(node).startswith(str(INSP)) else tail


def changed(aspect: str, was: str, now: str) -> str:
    """A change of one aspect: due 2024-12 → 2025-06; the position changed from accepted to rejected."""
    if aspect == DUE:
        return f"due {was or 'no date'} → {now or 'no date'}"
    if aspect.startswith(TEXT):
        one, other = _apart(was, now)
        return f"the {aspect} changed from “{one}” to “{other}”"
    if not was:
        return f"the {aspect} {now} was added"
    if not now:
        return f"the {aspect} {was} was removed"
    return f"the {aspect} changed from {was} to {now}"


def order(thing: URIRef, kind: URIRef) -> tuple[object, ...]:
    """Where a thing stands in a list: first what is of the whole document, then by the number of recommendations."""
    if kind in _ONE:
        return (0, ())
    tail = str(thing).removeprefix(str(BASE)).split("/")
    number = tail[2] if len(tail) > 2 else ""
    parts = re.findall(r"\d+|[^\d.]+", number)
    return (1, tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts))


def _number(node: object) -> str:
    return str(node).rsplit("/", 1)[-1]


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts without the words that both begin and end with, but for two on either side."""
    was, now = one.split(), other.split()
    least = min(len(was), len(now))
    start = next((i for i in range(least) if was[i] != now[i]), least)
    end = next((i for i in range(least - start) if was[-1 - i] != now[-1 - i]), least - start)
    start, end = max(0, start - 2), max(0, end - 2)
    return _middle(was, start, end), _middle(now, start, end)


def _middle(words: list[str], start: int, end: int) -> str:
    text = _cut(" ".join(words[start : len(words) - end]))
    return f"{'… ' if start else ''}{text}{' …' if end and not text.endswith('…') else ''}"


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1].rsplit(" ", 1)[0] + "…"
