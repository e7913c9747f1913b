"""Assigns issues to recommendations and commitments: annotations in the graph, and entries for the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from kg import identifiers as ids
from kg import selectors
from kg.interface import Store, Triple
from kg.model import Span
from kg.namespaces import BASE, INSP, OA, PROLOGUE
from kg.recurrence.decisions import Decisions
from kg.recurrence.index import SHOWN, WRITTEN, Entry, Raised
from kg.recurrence.issues import forms
from kg.recurrence.model import Model, Reading
from kg.recurrence.tag import Evidence, Tag
from kg.recurrence.texts import Text, promises, texts
from kg.recurrence.write import decimal

_SPANS = """SELECT DISTINCT ?iri ?span ?start ?exact ?line ?source {{
  VALUES ?source {{ {sources} }}
  ?span oa:hasSource ?source ; insp:line ?line ; oa:hasSelector ?position , ?quote .
  ?position oa:start ?start . ?quote oa:exact ?exact .
  ?iri insp:hasSpan ?span }}"""
_LONGEST = 220  # characters of a quotation


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
        reading = _corrected(model.read(text.text, text.stem), text, decisions.issues_of(text.name))
        found.entries.append(entry(text, reading, model))
        near = [place for name in (text.name, *text.stems) for place in places.get(name, ())]
        triples = found.triples.setdefault(text.report, [])
        for tag in (tag for tag in reading.issues if tag.score >= WRITTEN):
            triples += _annotation(text.name, tag, (text.whole, len(text.text)), near, written)
    for iri, words in promises(store, wanted):
        triples = found.triples.setdefault(iri.split("/commitment/")[-1].split("/")[0], [])
        for tag in (tag for tag in model.promised(words) if tag.score >= SHOWN):
            triples += _annotation(iri, tag, (words, len(words)), places.get(iri, ()), written)
    return found


def _corrected(reading: Reading, text: Text, told: Mapping[str, bool]) -> Reading:
    """The reading without the issues that a person rejected, with those that one confirmed."""
    if not told:
        return reading
    by_issue = {tag.issue: tag for tag in reading.issues}
    border = len(text.whole) - len(text.text)
    beginning = Evidence(border, border + min(len(text.text), _LONGEST), 1.0, "a person's decision")
    sure = [
        Tag(issue, 1.0, (issue in by_issue and by_issue[issue].evidence) or (beginning,))
        for issue, yes in sorted(told.items())
        if yes
    ]
    left = [tag for tag in reading.issues if tag.issue not in told]
    return Reading(sure + left, allowed(reading.forms, told))


def allowed(found: Mapping[int, float], told: Mapping[str, bool]) -> dict[int, float]:
    """The forms without those of issues that a person rejected."""
    return {form: score for form, score in found.items() if told.get(forms()[form][1], True)}


def entry(text: Text, reading: Reading, model: Model) -> Entry:
    """The text with what was found in it, as a row of the index."""
    ordered = sorted(reading.issues, key=lambda tag: (-tag.score, tag.issue))
    raised = tuple(Raised(tag.issue, tag.score, _quoted(text, tag)) for tag in ordered)
    return Entry(text, raised, model.words(text.whole), reading.forms, model.meaning(text.text))


def _quoted(text: Text, tag: Tag) -> str:
    return quotation(text.whole, tag, len(text.text)) if tag.score >= WRITTEN else ""


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
    holder: str, tag: Tag, words: tuple[str, int], places: Iterable[Span], written: set[URIRef]
) -> Iterator[Triple]:
    """A Web Annotation (Web Annotation Data Model, section 3.2): the issue as body, the words as target.

    Of an issue that is too unsure to be shown the target is the whole text: it only helps to compare.
    """
    about, (whole, own) = URIRef(holder), words
    _, slug, rest = holder.removeprefix(str(BASE)).split("/", 2)
    node, issue = ids.tag(slug, rest, tag.issue), URIRef(tag.issue)
    if tag.score >= SHOWN:
        yield about, INSP.raisesIssue, issue
    yield node, RDF.type, INSP.IssueTag
    yield node, INSP.tagOf, about
    yield node, OA.hasBody, issue
    yield node, INSP.score, decimal(tag.score)
    yield node, INSP.indication, Literal(quotation(whole, tag, own))
    if tag.score < SHOWN:
        yield from ((node, OA.hasTarget, ids.span(slug, place.start, place.end)) for place in places)
        return
    for evidence in tag.evidence:
        found = _find(whole[evidence.start : evidence.end], places)
        if found:
            span = ids.span(slug, found.start, found.end)
            yield node, OA.hasTarget, span
            if span not in written:  # without what is around it, which the response graph may tell of the same span
                written.add(span)
                yield from selectors.span(span, ids.document(slug), found)


def _find(words: str, places: Iterable[Span]) -> Span | None:
    """Where the words stand in the source, whose lines break elsewhere."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for place in places:
        found = pattern.search(place.exact)
        if found:
            line = place.line + place.exact.count("\n", 0, found.start())
            return Span(place.start + found.start(), place.start + found.end(), found[0], line)
    return None


def _places(store: Store, slugs: Iterable[str]) -> dict[str, list[Span]]:
    """Where each thing stands in its source."""
    sources = " ".join(ids.document(slug).n3() for slug in slugs)
    found: dict[str, list[Span]] = {}
    for iri, _, start, exact, line, _ in store.select(PROLOGUE + _SPANS.format(sources=sources)).rows:
        first, words = int(str(start)), str(exact)
        found.setdefault(str(iri), []).append(Span(first, first + len(words), words, int(str(line))))
    for places in found.values():
        places.sort(key=lambda place: place.start)
    return found
