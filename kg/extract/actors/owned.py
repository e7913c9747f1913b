"""Those who act as a commitment keeps them: the words that name them, and the entities that nobody knew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import identifiers
from kg.extract.actors.bodies import body
from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.partyforms import ACRONYM, Party
from kg.model import Document, Entity, Mention


@dataclass(frozen=True, slots=True)
class Owners:
    """Who acts, each with the words that name it, and which of them nobody knew."""

    mentions: tuple[Mention, ...] = ()
    new: tuple[Entity, ...] = ()


def owned(document: Document, party: Party, gazetteer: Gazetteer) -> Owners:
    """The party as an owner. An office, a grade, or what one word or no capital names, is that of its own document and
    says so in its label: every prison has a Governor, and "the Trust" is another one elsewhere."""
    span = document.span(party.start, party.end)
    local = " " not in party.name and not ACRONYM.fullmatch(party.name)
    if party.office or party.many or local or party.name[:1].islower():
        label = f"{party.name} ({document.slug})"
        entity = Entity(str(identifiers.team(label)), "team", label)
        return Owners((Mention(entity.iri, span),), (entity,))
    iri, new = body(document, party.name, "team", gazetteer)
    return Owners((Mention(iri, span),), tuple(new))


def together(found: Iterable[Owners]) -> Owners:
    """Several owners as one answer, each body once."""
    several = list(found)
    mentions = {mention.entity: mention for one in reversed(several) for mention in reversed(one.mentions)}
    new = tuple(entity for one in several for entity in one.new)
    return Owners(tuple(reversed(mentions.values())), new)
