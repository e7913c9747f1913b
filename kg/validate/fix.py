"""Mends that change no meaning, applied to a submission: each one is told in words, what is left stays a finding.

Words quoted from a document are never touched. A mend is made only where nothing else can be meant; what two answers
could contradict, or what only a reader of the document can tell, is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from kg.dates import bounds, numeric
from kg.interface import Triple
from kg.namespaces import EDTF, INSP, OA, shorten
from kg.validate.asked import asked
from kg.validate.findings import name
from kg.validate.terms import Terms

_VERBATIM = {OA.exact, OA.prefix, OA.suffix, INSP.text, INSP.dueText, INSP.earlierQuotation, INSP.laterQuotation}


@dataclass(frozen=True, slots=True)
class Change:
    """One mend: the node, and what was done, in words."""

    focus: Node
    what: str

    def __str__(self) -> str:
        return f"{name(self.focus)}: {self.what}"


@dataclass(frozen=True, slots=True)
class _Mend:
    """Statements to take out and to put in, and why."""

    old: Triple | None
    new: tuple[Triple, ...]
    change: Change


def mend(data: Graph, vocabulary: Graph) -> tuple[Graph, list[Change]]:
    """A copy of `data` with what can be mended safely, and the changes, node by node.

    `vocabulary` is the ontology with the reference data.
    """
    mended = data + Graph()
    changes: list[Change] = []
    steps: tuple[Callable[[Graph], Iterator[_Mend]], ...] = (
        lambda graph: _names(graph, vocabulary),
        lambda graph: _turned(graph, vocabulary),
        lambda graph: _literals(graph, vocabulary),
        _days,
        _positions,
    )
    for step in steps:  # each sees what the steps before it mended
        found = sorted(step(mended), key=lambda one: (str(one.change.focus), one.change.what))
        for one in found:
            if one.old is not None:
                mended.remove(one.old)
            for triple in one.new:
                mended.add(triple)
        changes += dict.fromkeys(one.change for one in found)
    return mended, sorted(changes, key=lambda change: str(change.focus))


def _names(graph: Graph, vocabulary: Graph) -> Iterator[_Mend]:
    """Names that differ from a known one by case, hyphens or the spelling of the namespace."""
    right: dict[tuple[Node, Node], Node] = {
        (slip.term, slip.path): slip.nearest for slip in Terms(vocabulary).slips(graph) if slip.sure and slip.nearest
    }
    for subject, predicate, value in graph:
        property_ = right.get((predicate, predicate), predicate)
        other = right.get((value, predicate), value)
        for wrong, known in ((predicate, property_), (value, other)):
            if wrong != known:
                change = Change(subject, f"{shorten(str(wrong))} is now {shorten(str(known))}")
                yield _Mend((subject, predicate, value), ((subject, property_, other),), change)


def _turned(graph: Graph, vocabulary: Graph) -> Iterator[_Mend]:
    """Properties written from the wrong end: subject and object are each of the class that the other should be."""
    for predicate in set(graph.predicates()):
        domain, range_ = (_only(vocabulary, predicate, end) for end in (RDFS.domain, RDFS.range))
        if domain is None or range_ is None or domain == range_:
            continue
        for subject, value in graph.subject_objects(predicate):
            above, below = (_kinds(graph, vocabulary, node) for node in (subject, value))
            if range_ in above and domain in below and domain not in above and range_ not in below:
                words = f"{shorten(str(predicate))} {name(value)} was written the wrong way round and is turned"
                yield _Mend((subject, predicate, value), ((value, predicate, subject),), Change(subject, words))


def _only(vocabulary: Graph, term: Node, end: URIRef) -> Node | None:
    found = list(vocabulary.objects(term, end))
    return found[0] if len(found) == 1 and isinstance(found[0], URIRef) and found[0] != OWL.Thing else None


def _kinds(graph: Graph, vocabulary: Graph, node: Node) -> set[Node]:
    kinds = {*graph.objects(node, RDF.type), *vocabulary.objects(node, RDF.type)}
    return {a for kind in kinds for a in vocabulary.transitive_objects(kind, RDFS.subClassOf) if a is not None}


def _literals(graph: Graph, vocabulary: Graph) -> Iterator[_Mend]:
    """Values with spaces around them, of the wrong datatype or without a language tag, dates in words, concepts
    given by their label."""
    for subject, predicate, value in graph:
        if isinstance(value, Literal):
            better = _concept(predicate, value, vocabulary) or _literal(predicate, value)
            if better != value:
                words = f"{shorten(str(predicate))} {_written(value)} is now {_written(better)}"
                yield _Mend((subject, predicate, value), ((subject, predicate, better),), Change(subject, words))


def _concept(predicate: Node, value: Literal, vocabulary: Graph) -> Node | None:
    """The concept whose preferred label the value is, where the property asks for one of a few."""
    words = str(value).strip().casefold()
    for concept in asked().concepts.get(predicate, ()):
        if words in {str(label).casefold() for label in vocabulary.objects(concept, SKOS.prefLabel)}:
            return concept
    return None


def _literal(predicate: Node, value: Literal) -> Literal:
    text = str(value) if predicate in _VERBATIM else str(value).strip()
    want = asked().datatypes.get(predicate)
    if want in (EDTF, XSD.date) and (dated := _dated(predicate, want, text)):
        return value if (dated, want) == (str(value), value.datatype) else Literal(dated, datatype=want)
    if want == XSD.integer and re.fullmatch(r"\d{1,9}", text) and value.datatype != XSD.integer:
        return Literal(text, datatype=XSD.integer)
    if want == XSD.string and value.datatype != XSD.string and (value.datatype or value.language):
        return Literal(text)
    plain = not value.language and value.datatype in (None, XSD.string)
    if plain and predicate in asked().languages:
        return Literal(text, lang=asked().languages[predicate])
    return value if text == str(value) else Literal(text, lang=value.language, datatype=value.datatype)


def _dated(predicate: Node, want: URIRef, text: str) -> str | None:
    """The date as it should be written; None where it cannot be told for sure."""
    pattern = re.compile(r"\d{4}-\d\d-\d\d") if want == XSD.date else asked().patterns.get(predicate)
    if pattern is None:
        return None
    for form in (text, numeric(text)):
        if form and pattern.match(form) and (want == EDTF or _is_day(form)):
            return form
    return None


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _days(graph: Graph) -> Iterator[_Mend]:
    """insp:dueEarliest and insp:dueLatest, which follow from insp:due."""
    for subject in set(graph.subjects(INSP.due)):
        dues = list(graph.objects(subject, INSP.due))
        if len(dues) == 1 and isinstance(dues[0], Literal) and dues[0].datatype == EDTF:
            for term, day in zip((INSP.dueEarliest, INSP.dueLatest), bounds(str(dues[0])), strict=True):
                if day is not None and (subject, term, None) not in graph:
                    new = (subject, term, Literal(day.isoformat(), datatype=XSD.date))
                    words = f"{shorten(str(term))} {day.isoformat()} is added; it follows from insp:due"
                    yield _Mend(None, (new,), Change(subject, words))


def _positions(graph: Graph) -> Iterator[_Mend]:
    """insp:effectiveAcceptance: what is stated for the recommendation, else for its nearest stem."""
    for node in set(graph.subjects(RDF.type, INSP.Recommendation)):
        if (node, INSP.effectiveAcceptance, None) not in graph:
            found = _effective(graph, node)
            if found is not None:
                words = f"insp:effectiveAcceptance {name(found)} is added; it follows from what the answers state"
                yield _Mend(None, ((node, INSP.effectiveAcceptance, found),), Change(node, words))


def _effective(graph: Graph, node: Node) -> Node | None:
    """The position that holds for a recommendation; None where answers or stems contradict each other."""
    seen: set[Node] = set()
    while node not in seen:
        seen.add(node)
        answers = set(graph.subjects(INSP.answers, node))
        stated = {value for answer in answers for value in graph.objects(answer, INSP.acceptance)} - {INSP.notStated}
        stems = list(graph.objects(node, INSP.directPartOf))
        if stated:
            (only,) = stated if len(stated) == 1 else (None,)
            return only if only in asked().concepts.get(INSP.acceptance, ()) else None
        if not stems or any((answer, INSP.acceptanceEvidence, None) in graph for answer in answers):
            return INSP.notStated  # "Noted" is an answer too, which no stem changes
        if len(stems) > 1:
            return None
        node = stems[0]
    return None


def _written(node: Node) -> str:
    """A value as a reader writes it, with the spaces that it has, its language and its datatype."""
    if not isinstance(node, Literal):
        return name(node)
    kind = f" ({shorten(str(node.datatype))})" if node.datatype and node.datatype != XSD.string else ""
    return f"“{node}”{f'@{node.language}' if node.language else ''}{kind}"
