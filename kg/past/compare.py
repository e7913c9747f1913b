"""Two states of a response compared, in the words of a clerk: what was added, removed and changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.namespaces import INSP
from kg.past import wording
from kg.past.pairs import paired
from kg.past.wording import KINDS, Names


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `what` is added, removed or changed; `thing` names what it is about (recommendation 4.b) and
    `aspect` what of it changed, from `before` to `after` (empty: nothing); `words` say it in one line."""

    what: str
    thing: str
    words: str
    aspect: str = ""
    before: str = ""
    after: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """All differences of two states, and how many statements differ beside: spans, mentions and other bookkeeping."""

    found: tuple[Difference, ...]
    bookkeeping: int

    def __len__(self) -> int:
        return len(self.found)


def differences(before: Graph, after: Graph, labels: Mapping[str, str] | None = None) -> Differences:
    """What differs, in the order of the recommendations. Things are matched by IRI; commitments, where their numbers
    shifted, by recommendation and words. `labels` are names of teams, bodies and systems by IRI."""
    same = {one.iri: other.iri for one, other in paired(before, after)}
    return _Comparison(before, after, same, labels or {}).run()


class _Comparison:
    def __init__(
        self, before: Graph, after: Graph, commitments: Mapping[URIRef, URIRef], labels: Mapping[str, str]
    ) -> None:
        self.before, self.after, self.commitments = before, after, commitments
        self.old, self.new = Names(before, labels), Names(after, labels)
        # where two bodies answer in either state, both states name the body
        self.old.several = self.new.several = self.old.several | self.new.several

    def run(self) -> Differences:
        found: list[tuple[tuple[object, ...], Difference]] = []
        told = 0
        for kind in KINDS:
            things, others = _things(self.before, kind), _things(self.after, kind)
            pairs = self._pairs(kind, things, others)
            for one, other in pairs:
                found += [(self._place(kind, self.after, other), it) for it in self._changes(kind, one, other)]
                told += self._told(kind, one, other)
            for lost in sorted(things - {one for one, _ in pairs}):
                found.append((self._place(kind, self.before, lost), self._whole("removed", kind, self.old, lost)))
                told += _worded(kind, self.before, lost)
            for come in sorted(others - {other for _, other in pairs}):
                found.append((self._place(kind, self.after, come), self._whole("added", kind, self.new, come)))
                told += _worded(kind, self.after, come)
        every = len(set(self.before) ^ set(self.after))
        ordered = [difference for _, difference in sorted(found, key=lambda one: one[0])]
        return Differences(tuple(ordered), max(0, every - told))

    def _pairs(self, kind: URIRef, things: set[URIRef], others: set[URIRef]) -> list[tuple[URIRef, URIRef]]:
        if kind == INSP.Commitment:
            return sorted(self.commitments.items())
        return [(thing, thing) for thing in sorted(things & others)]

    def _place(self, kind: URIRef, graph: Graph, thing: URIRef) -> tuple[object, ...]:
        return (*wording.order(thing, kind), list(KINDS).index(kind), str(thing))

    def _changes(self, kind: URIRef, one: URIRef, other: URIRef) -> Iterator[Difference]:
        thing = self.old.of(kind, one)
        if one != other:
            new = self.new.of(kind, other)
            yield Difference("changed", thing, f"{thing}: is now {new}", "number", thing, new, str(other))
        for name, aspect in KINDS[kind].items():
            lost = set(self.before.objects(one, name)) - set(self.after.objects(other, name))
            come = set(self.after.objects(other, name)) - set(self.before.objects(one, name))
            if lost or come:
                was, now = self.old.values(lost), self.new.values(come)
                words = f"{thing}: {wording.changed(aspect, was, now)}"
                yield Difference("changed", thing, words, aspect, was, now, str(other))

    def _told(self, kind: URIRef, one: URIRef, other: URIRef) -> int:
        """The statements that the words on two things tell of."""
        if one != other:
            return _worded(kind, self.before, one) + _worded(kind, self.after, other)
        return sum(
            len(set(self.before.objects(one, name)) ^ set(self.after.objects(one, name))) for name in KINDS[kind]
        )

    def _whole(self, what: str, kind: URIRef, names: Names, thing: URIRef) -> Difference:
        name, text = names.of(kind, thing), names.summary(kind, thing)
        kind_, _, rest = name.partition(" ")
        words = f"{kind_} {what}: {' '.join(filter(None, (rest, text)))}".rstrip(": ")
        if kind == INSP.Response:
            words = f"answer {what}: to {', '.join(filter(None, (name, text)))}"
        after, before = (text, "") if what == "added" else ("", text)
        return Difference(what, name, words, "", before, after, str(thing))


def _things(graph: Graph, kind: Node) -> set[URIRef]:
    return {thing for thing in graph.subjects(RDF.type, kind) if isinstance(thing, URIRef)}


def _worded(kind: URIRef, graph: Graph, thing: URIRef) -> int:
    """How many statements of a thing have words, its type included."""
    return 1 + sum(1 for name in KINDS[kind] for _ in graph.objects(thing, name))


def lines(found: Differences) -> Iterable[str]:
    """The differences, a line each, and in the last line what else differs."""
    for difference in found.found:
        yield difference.words
    if found.bookkeeping:
        some = f"{found.bookkeeping:,} statement{'s' if found.bookkeeping != 1 else ''}"
        start = f"Beside that, {some}" if found.found else f"Only {some}"
        verb = "differ" if found.bookkeeping != 1 else "differs"
        yield f"{start} of bookkeeping {verb} (places in the text, mentions and the like)."
