"""Assigns issues to recommendations and commitments: annotations in the graph, and entries for the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from kg import identifiers as ids
from kg.interface import Store, Triple
from kg.namespaces import BASE, INSP, OA, PREFIXES
from kg.recurrence.decisions import Decisions
from kg.recurrence.index import SHOWN, Entry, Raised
from kg.recurrence.model import Model
from kg.recurrence.tag import Evidence, Tag
from kg.recurrence.texts import Text, promises, texts

_SPANS = """SELECT DISTINCT ?iri ?span ?start ?exact ?line ?source {{
  VALUES ?source {{ {sources} }}
  ?span oa:hasSource ?source ; insp:line ?line ; oa:hasSelector ?position , ?quote .
  ?position oa:start ?start . ?quote oa:exact ?exact .
  ?iri insp:hasSpan ?span }}"""
_HEADER = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_LONGEST = 220  # characters of a quotation


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source: its first character and line, and its words as they stand there."""

    start: int
    line: int
    exact: str


@dataclass(slots=True)
class Assigned:
    """What was assigned: the entries of the recommendations, and the annotations by the slug of the report."""

    entries: list[Entry] = field(default_factory=list)
    triples: dict[str, list[Triple]] = field(default_factory=dict)


def assign(store: Store, slugs: Iterable[str], model: Model, decisions: Decisions) -> Assigned:
    """The issues of what these reports recommend and what is promised on it, from their graphs in the store, with what
    people decided of them."""
    wanted = sorted(slugs)
    found, places, written = Assigned(), _places(store, wanted), set[URIRef]()
    for text in texts(store, wanted):
        tags = _corrected(model.issues(text.text, text.stem), text, decisions.issues_of(text.name))
        found.entries.append(entry(text, tags, model))
        near = [place for name in (text.name, *text.stems) for place in places.get(name, ())]
        triples = found.triples.setdefault(text.report, [])
        for tag in tags:
            triples += _annotation(text.name, tag, (text.whole, len(text.text)), near, written)
    for iri, words in promises(store, wanted):
        triples = found.triples.setdefault(iri.split("/commitment/")[-1].split("/")[0], [])
        for tag in model.issues(words):
            triples += _annotation(iri, tag, (words, len(words)), places.get(iri, ()), written)
    return found


def _corrected(tags: list[Tag], text: Text, told: Mapping[str, bool]) -> list[Tag]:
    """The tags without the issues that a person rejected, with those that one confirmed."""
    if not told:
        return tags
    by_issue = {tag.issue: tag for tag in tags}
    border = len(text.whole) - len(text.text)
    beginning = Evidence(border, border + min(len(text.text), _LONGEST), 1.0, "a person's decision")
    sure = [
        Tag(issue, 1.0, by_issue[issue].evidence if issue in by_issue else (beginning,))
        for issue, yes in sorted(told.items())
        if yes
    ]
    return sure + [tag for tag in tags if tag.issue not in told]


def entry(text: Text, tags: Iterable[Tag], model: Model) -> Entry:
    """The text with the issues that were found in it, as a row of the index."""
    ordered = sorted(tags, key=lambda tag: (-tag.score, tag.issue))
    raised = tuple(Raised(tag.issue, tag.score, quotation(text.whole, tag, len(text.text))) for tag in ordered)
    return Entry(text, raised, model.words(text.whole))


def quotation(whole: str, tag: Tag, own: int) -> str:
    """The words around the strongest evidence, verbatim: its sentence or clause, or as much of it as is readable.

    Evidence in the last `own` characters, those of the part itself, comes before that of its stem.
    """
    border = len(whole) - own
    first = next((evidence for evidence in tag.evidence if evidence.start >= border), tag.evidence[0])
    start = max((m.end() for m in re.finditer(r"[.;:•]\s+|\n", whole[: first.start])), default=0)
    after = re.search(r"[.;:](?=\s|$)|\n", whole[first.end :])
    end = first.end + after.start() if after else len(whole)
    if end - start > _LONGEST:
        spare = max(0, _LONGEST - (first.end - first.start)) // 2
        start, end = max(start, first.start - spare), min(end, first.end + spare)
        start = whole.rfind(" ", 0, start) + 1 if start and not whole[start - 1].isspace() else start
        end = end if end == len(whole) else max(first.end, whole.rfind(" ", 0, end))
    return whole[start:end].strip(" ,")


def _annotation(
    holder: str, tag: Tag, words: tuple[str, int], places: Iterable[Place], written: set[URIRef]
) -> Iterator[Triple]:
    """A Web Annotation (Web Annotation Data Model, section 3.2): the issue as body, the words as target."""
    about, (whole, own) = URIRef(holder), words
    _, slug, rest = holder.removeprefix(str(BASE)).split("/", 2)
    node, issue = ids.tag(slug, rest, tag.issue), URIRef(tag.issue)
    if tag.score >= SHOWN:
        yield about, INSP.raisesIssue, issue
    yield node, RDF.type, INSP.IssueTag
    yield node, INSP.tagOf, about
    yield node, OA.hasBody, issue
    yield node, INSP.score, Literal(f"{tag.score:.4f}".rstrip("0").rstrip("."), datatype=XSD.decimal)
    yield node, INSP.indication, Literal(quotation(whole, tag, own))
    for evidence in tag.evidence:
        found = _find(whole[evidence.start : evidence.end], places)
        if found:
            place, start, end = found
            span = ids.span(slug, place.start + start, place.start + end)
            yield node, OA.hasTarget, span
            if span not in written:
                written.add(span)
                yield from _span(span, ids.document(slug), place, start, end)


def _find(words: str, places: Iterable[Place]) -> tuple[Place, int, int] | None:
    """Where the words stand in the source, whose lines break elsewhere."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for place in places:
        found = pattern.search(place.exact)
        if found:
            return place, found.start(), found.end()
    return None


def _span(iri: URIRef, source: URIRef, place: Place, start: int, end: int) -> Iterator[Triple]:
    """Without prefix and suffix: the response graph may hold the same span, with what stands around it."""
    position, quote = URIRef(f"{iri}/position"), URIRef(f"{iri}/quote")
    line = place.line + place.exact.count("\n", 0, start)
    yield iri, RDF.type, OA.SpecificResource
    yield iri, OA.hasSource, source
    yield iri, OA.hasSelector, position
    yield iri, OA.hasSelector, quote
    yield iri, INSP.line, _integer(line)
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, _integer(place.start + start)
    yield position, OA.end, _integer(place.start + end)
    yield quote, RDF.type, OA.TextQuoteSelector
    yield quote, OA.exact, Literal(place.exact[start:end])


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _places(store: Store, slugs: Iterable[str]) -> dict[str, list[Place]]:
    """Where each thing stands in its source."""
    sources = " ".join(ids.document(slug).n3() for slug in slugs)
    found: dict[str, list[Place]] = {}
    for iri, _, start, exact, line, _ in store.select(_HEADER + _SPANS.format(sources=sources)).rows:
        found.setdefault(str(iri), []).append(Place(int(str(start)), int(str(line)), str(exact)))
    for places in found.values():
        places.sort(key=lambda place: place.start)
    return found
