"""Who is to act: the team or body that the clause names as its subject, or as its agent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg import identifiers
from kg.extract import parties
from kg.extract.bodies import body
from kg.extract.clauses import Claim
from kg.extract.mentions import Gazetteer
from kg.extract.parties import Party
from kg.extract.partywords import bodily
from kg.model import Document, Entity, Mention, Span

_TIED = re.compile(r"\b(?:of|in|within|across|for|to|by|from|with|on|at|under|between)\s+(?:the\s+|our\s+)?$", re.I)
_OWNED = re.compile(r"^(?:’s|'s|’|')\s")
# "The Department" in a response is the one that answers.
_ONESELF = re.compile(
    r"(?:the|this)\s+(?P<name>department|ministry|government|agency|force|service|constabulary|council|authority)$",
    re.I,
)
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:which|that|who|whether|before|after|when|if|to|either)\b", re.I)
_AGENT = re.compile(r"\bby\s+(?:the\s+|our\s+|its\s+)?(?=[A-Z])")
_LED = re.compile(r"\b(?:led|run|carried out|conducted|undertaken)\s+by\s+")
_LEADING = re.compile(
    r"(?:(?<=[.,;]\s)|(?<=\n)|^)(?P<subject>[^,;:.]{2,90}?)\s+(?:will|shall|has|have|is\s+to|are\s+to)(?:\s+(?:also|now|then"
    r"|therefore))?\s*:\s*$"
)
_NEAR = 80  # characters between the verb and its agent


@dataclass(frozen=True, slots=True)
class Owners:
    """Who acts, each with the words that name it, and which of them nobody knew."""

    mentions: tuple[Mention, ...] = ()
    new: tuple[Entity, ...] = ()


def owners(document: Document, sentence: int, claim: Claim, gazetteer: Gazetteer, respondent: str | None) -> Owners:
    """The bodies that the clause names as acting; none where it says "we" or nobody.

    `sentence` is where the sentence of the claim begins. `respondent` is the IRI of the body that "the Department"
    means, None where it means none that can be told.
    """
    start, end = sentence + claim.subject_start, sentence + claim.subject_end
    if claim.passive:
        return _agents(document, sentence + claim.verb, sentence + claim.end, gazetteer)
    return (
        _known(document, start, end, gazetteer)
        or _oneself(document, start, end, respondent)
        or _named(document, start, end, sentence + claim.verb, gazetteer)
        or _leader(document, start, end, gazetteer)
        or Owners()
    )


def leading(document: Document, block: Span, gazetteer: Gazetteer, respondent: str | None) -> Owners:
    """Who acts by a lead-in whose sentence goes on in the bullets: "By May, the Harbour Office will:"."""
    lead = _LEADING.search(block.exact)
    if lead is None:
        return Owners()
    start, end = block.start + lead.start("subject"), block.start + lead.end("subject")
    found = _known(document, start, end, gazetteer) or _oneself(document, start, end, respondent)
    return found or _named(document, start, end, end, gazetteer) or Owners()


def _known(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    text = document.text
    found = []
    for named in gazetteer.find(text, start, end):
        tied = _TIED.search(text[start : named.start]) or _OWNED.match(text[named.end : named.end + 3])
        if named.entity.kind != "system" and not tied:
            found.append(Mention(named.entity.iri, document.span(named.start, named.end)))
    return Owners(tuple(found)) if found else None


def _oneself(document: Document, start: int, end: int, respondent: str | None) -> Owners | None:
    match = _ONESELF.search(document.text, start, end)
    if respondent is None or not match or match.start() > start:
        return None
    return Owners((Mention(respondent, document.span(*match.span("name"))),))


def _agents(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners:
    """Those who stand after "by": names that are known, and others where the verb or their own words tell."""
    text = document.text
    known = {named.start: named for named in gazetteer.find(text, start, end)}
    found: list[Owners] = []
    for by in _AGENT.finditer(text, start, end):
        if by.start() - start > _NEAR or _OTHER_CLAUSE.search(text, start, by.start()):
            break
        if named := known.get(by.end()):
            if named.entity.kind != "system":
                found.append(Owners((Mention(named.entity.iri, document.span(named.start, named.end)),)))
        elif (party := parties.agent(text, by.end(), end)) and (party.sure or bodily(text, start)):
            found.append(owned(document, party, gazetteer))
    return together(found)


def _leader(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """Who does the work that is the subject: "a census led by the Records Unit is under way"."""
    lead = _LED.search(document.text, start, end)
    party = parties.whole(document.text, lead.end(), start + len(document.text[start:end].rstrip())) if lead else None
    return owned(document, party, gazetteer) if party else None


def _named(document: Document, start: int, end: int, verb: int, gazetteer: Gazetteer) -> Owners | None:
    """Those whom the reference data do not know: by their own words, or where only a body can do what the verb says."""
    found = parties.subject(document.text, start, end)
    acts = found and (all(party.sure for party in found) or bodily(document.text, verb))
    return together([owned(document, party, gazetteer) for party in found]) if acts else None


def owned(document: Document, party: Party, gazetteer: Gazetteer) -> Owners:
    """The party as an owner. An office, or what one word names, is that of its own document and says so in its label:
    every prison has a Governor, and "the Trust" is another one elsewhere."""
    span = document.span(party.start, party.end)
    if party.office or (" " not in party.name and not parties.ACRONYM.fullmatch(party.name)):
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
