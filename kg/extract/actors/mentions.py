"""Finds the names of teams, bodies and systems in a text: one pass over it, the longest name wins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import ahocorasick

from kg.model import Document, Entity, Mention

# Folded one character to one, so that offsets stay those of the source.
_FOLD = (("\n", " "), ("\r", " "), ("\t", " "), ("\u00a0", " "), ("’", "'"), ("‘", "'"), ("‑", "-"))


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text, with its offsets."""

    start: int
    end: int
    entity: Entity


class Gazetteer:
    """The known names, matched as they are written: upper and lower case count (unless told), word borders too."""

    def __init__(self, entities: Iterable[Entity], *, ignore_case: bool = False) -> None:
        self._ignore_case = ignore_case
        self._automaton = ahocorasick.Automaton()
        self.entities = {entity.iri: entity for entity in sorted(entities, key=lambda e: e.iri)}
        names: dict[str, Entity] = {}
        for entity in self.entities.values():
            for label in (entity.label, *entity.labels):
                names.setdefault(self._fold(label), entity)
        self._by_name = names
        for name, entity in names.items():
            self._automaton.add_word(name, (len(name), entity))
        if names:
            self._automaton.make_automaton()
        self._last: tuple[str, list[Named], list[int]] = ("", [], [])

    def within(self, document: Document) -> Gazetteer:
        """The gazetteer for one document: with the names that hold only there."""
        local = [entity for entity in self.entities.values() if document.name in entity.documents and entity.local]
        if not local:
            return self
        wider = {entity.iri: replace(entity, labels=(*entity.labels, *entity.local)) for entity in local}
        return Gazetteer({**self.entities, **wider}.values(), ignore_case=self._ignore_case)

    def _fold(self, text: str) -> str:
        """The text for matching, of the same length."""
        folded = text
        for old, new in _FOLD:  # far faster than str.translate
            folded = folded.replace(old, new)
        if not self._ignore_case:
            return folded
        lower = folded.lower()
        if len(lower) != len(folded):  # "İ" becomes two characters
            lower = "".join(small if len(small := character.lower()) == 1 else character for character in folded)
        return lower

    def named(self, name: str) -> Entity | None:
        """The entity with exactly this name, leaving out a leading article; None where there is none."""
        plain = " ".join(self._fold(name).split())
        for article in ("The ", "the "):
            plain = plain.removeprefix(article)
        return self._by_name.get(plain)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Named]:
        """The names in text[start:end], leftmost and longest first, none inside another."""
        if not self._by_name:
            return []
        if end is None:
            return list(_outermost(self._all(text[start:] if start else text)))
        last = self._last
        if text is not last[0]:  # a document is asked about stretch by stretch: one pass serves them all
            hits = self._all(text)
            last = self._last = text, hits, [hit.start for hit in hits]
        _, hits, starts = last
        first, beyond = bisect_left(starts, start), bisect_left(starts, end)
        return list(_outermost(hit for hit in hits[first:beyond] if hit.end <= end))

    def _all(self, text: str) -> list[Named]:
        """Every name in the text in order, longer ones first, those inside others too."""
        folded = self._fold(text)
        hits = [
            Named(last + 1 - size, last + 1, entity)
            for last, (size, entity) in self._automaton.iter(folded)
            if _is_word(folded, last + 1 - size, last + 1)
        ]
        return sorted(hits, key=lambda h: (h.start, -h.end))


def _is_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _outermost(hits: Iterable[Named]) -> Iterator[Named]:
    reached = -1
    for hit in hits:
        if hit.start >= reached:
            yield hit
            reached = hit.end


def mentions(document: Document, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every mention of a known team, body or system in the whole document, in order."""
    return tuple(
        Mention(named.entity.iri, document.span(named.start, named.end)) for named in gazetteer.find(document.text)
    )
