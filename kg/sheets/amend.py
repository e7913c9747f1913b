"""A draft amended thing by thing, as a form does it: what follows from a change is brought up to date as for sheets."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg import identifiers as ids
from kg.errors import UsageError
from kg.namespaces import BASE, INSP
from kg.sheets import consequences, quotes
from kg.sheets.rows import key

_DATE = frozenset({INSP.due, INSP.timing})


def change(draft: Graph, thing: URIRef, told: Graph, fields: Collection[URIRef]) -> Graph:
    """The draft with the values of `fields` of one thing as they are `told`; its other statements stay.

    Raises UsageError where the draft has no such thing.
    """
    _known(draft, thing)
    after = _copy(draft)
    old = {(thing, field, value) for field in fields for value in draft.objects(thing, field)}
    written = {(field, _plain(value)): value for _, field, value in old}
    new = {
        (thing, field, written.get((field, _plain(value)), value))  # as it was, where a form cannot tell the difference
        for field in fields
        for value in told.objects(thing, field)
    }
    for statement in old - new:
        after.remove(statement)
    for statement in new - old:
        after.add(statement)
    changed = {field for _, field, _ in old ^ new}
    if INSP.due in changed:
        consequences.due(after, thing)
    if changed & _DATE:
        consequences.timing(after, thing)
    if INSP.inspectorDeadline in changed:
        consequences.deadline(after, thing)
    if INSP.dueText in changed:
        slug = key(thing).split("/")[1]
        quotes.date_words(after, thing, ids.document(slug), slug)
    if INSP.owner in changed:
        consequences.owners(after, thing, {value for _, field, value in old - new if field == INSP.owner})
    return _settled(draft, after)


def take_out(draft: Graph, thing: URIRef) -> Graph:
    """The draft without one thing. Raises UsageError where others hang on it, and where the draft has no such thing."""
    _known(draft, thing)
    hanging = sorted({key(other) for other in draft.subjects(None, thing) if isinstance(other, URIRef)})
    if hanging:
        named = ", ".join(hanging[:3]) + (f" and {len(hanging) - 3} more" if len(hanging) > 3 else "")
        raise UsageError("other things hang on this one", where=key(thing), mend=f"take out {named} first")
    after = _copy(draft)
    after.remove((thing, None, None))
    return _settled(draft, after)


def add_commitment(draft: Graph, response: URIRef, words: str) -> tuple[Graph, URIRef]:
    """The draft with the words of an answer as one more commitment, and its IRI; nothing is said of its date or owner.

    Raises UsageError where the answer does not have the words, or has them more than once.
    """
    _known(draft, response)
    if (response, RDF.type, INSP.Response) not in draft:
        raise UsageError("commitments are made in answers", where=key(response), expected="an insp:Response")
    spans = list(draft.objects(response, INSP.hasSpan))
    places = quotes.find(draft, words, spans) if spans else []
    if len(places) != 1:
        told = f"stand {len(places)} times" if places else "do not stand"
        mend = "copy more of them" if places else "copy them from the answer as they stand there"
        raise UsageError(f"these words {told} in the answer: {words[:80]!r}", where=key(response), mend=mend)
    addressed = draft.value(response, INSP.answers)
    _, slug, number = key(addressed or response).split("/")[:3]
    place = places[0].span
    if any(
        (other, INSP.promisedIn, response) in draft
        for other in draft.subjects(INSP.hasSpan, ids.span(slug, place.start, place.end))
    ):
        raise UsageError("these words are a commitment already", where=key(response), mend="add others")
    taken = (iri for index in count(1) if not _has(draft, iri := ids.commitment(slug, number, index)))
    commitment = next(taken)
    after = _copy(draft)
    document = draft.value(response, INSP.publishedIn) or ids.document(slug)
    span = quotes.add(after, URIRef(str(document)), slug, places[0])
    after.add((commitment, RDF.type, INSP.Commitment))
    after.add((commitment, INSP.text, Literal(" ".join(words.split()))))
    after.add((commitment, INSP.promisedIn, response))
    after.add((commitment, INSP.hasSpan, span))
    after.add((commitment, INSP.timing, INSP.noDeadlineStated))
    if addressed is not None:
        after.add((commitment, INSP.addresses, addressed))
    return after, commitment


def _plain(value: Node) -> str:
    """What a form can tell of a value: no language, and no line ends where it has one line."""
    return "".join(str(value).split()) if isinstance(value, Literal) else value.n3()


def _copy(draft: Graph) -> Graph:
    after = Graph()
    after += draft
    return after


def _settled(before: Graph, after: Graph) -> Graph:
    consequences.positions(before, after)
    quotes.drop_unused(before, after)
    return after


def _has(graph: Graph, node: Node) -> bool:
    return (node, None, None) in graph


def _known(draft: Graph, thing: URIRef) -> None:
    if not str(thing).startswith(str(BASE)) or not _has(draft, thing):
        raise UsageError("the draft has no such thing", where=str(thing)[:200], expected="one that it describes")
