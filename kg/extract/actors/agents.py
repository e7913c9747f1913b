"""Who acts without being the subject: those who stand after "by", and those who lead the work that is told of."""

from __future__ import annotations

import re

from kg.extract.actors import parties
from kg.extract.actors.deeds import acts_elsewhere
from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.owned import Owners, owned, together
from kg.extract.actors.partyforms import Party
from kg.extract.actors.partywords import bodily, human, receives
from kg.extract.acts import lexicon
from kg.model import Document, Mention

_OTHER_CLAUSE = re.compile(
    r"[,;:]|\b(?:which|that|who|whether|before|after|when|if|either|once|unless|until|provided"
    r"|to(?!\s(?:all|the|each|every|an?|our|both|its|their|new|\d|(?-i:[A-Z]))))\b",
    re.I,
)
# Told of a thing that the clause only mentions: "will be given the course used by Border Force".
_OF_NOUN = re.compile(
    r"(?<!\bbe\s)(?<!\bbeen\s)(?<!\bbeing\s)(?<!\bis\s)(?<!\bare\s)(?<!\bnow\s)\b(?:used|needed|required|awaited|attended|received)\s+$"
)
_AGENT = re.compile(r"\bby\s+(?:(?:the|our|its|each|every|both)\s+)?(?=[A-Z])")
_LED = re.compile(
    r"(?:(?<!currently\s)(?<!previously\s)"
    r"\b(?:led|overseen|conducted|undertaken|coordinated|carried\sout|delivered|composed)\s+by"
    r"|\bunder\s(?:the\s(?:direction|leadership|oversight)\sof|(?:development|construction)\s(?:by|at|with))"
    r"|,\s+(?:the|a)\s(?:work|task|responsibility)\s(?:of|for|which\sfalls\sto)"
    r"|\b(?i:responsibility|ownership)\b[^.;]{0,60}\b(?:passed|transferred|falls)\sto"
    r"|\bfor\swhich(?=[^,;.]{3,80}\s(?:is|are)\sresponsible\b))\s+(?:(?:the|our|its)\s+(?=[A-Z]))?"
)
# Nouns of what somebody does: "an analysis by Defence Statistics".
_WORK = re.compile(
    rf"{lexicon.ACTION_NOUNS.pattern}|{lexicon.ACTIVITIES.pattern}"
    r"|\b(?:analys[ei]s|evaluations?|assessments?|sampling|examinations?|research|exercises?|scrutiny|audit)\b",
    re.I,
)
_PARTICIPLE = re.compile(r"\b(?:\w+(?:ed|en|wn)|made|done|drawn\sup|led|run|held|set|sent)\s+$")
_TO_BE = re.compile(r"(?:is|are|was|were)\s+(?:\w+\s+){0,2}?to\s+(?=be\b)")
_ENGAGED = re.compile(
    r"(?:(?:has|have)\sbeen|was|were|(?:is|are)\s(?:being|to\sbe)|will\sbe)\s(?:\w+ly\s)?"
    r"(?:(?:commissioned|engaged|tasked|instructed|contracted)\sto\s|given\s(?:the\s)?(?:responsibility|task)\b"
    r"|made\sresponsible\s)"
)
_CHARGED = re.compile(r"\b(?:given\s(?:the\s)?(?:responsibility|task)|made\sresponsible)\b")
_THE = re.compile(r"(?:the|our)\s+", re.I)
_POSSESSIVE = re.compile(r"[’']s?\s{1,8}(?=[A-Z])")
_BY_SECTION = re.compile(
    r"\bby\s+(?=(?:the|an?|our|its)\s+[a-z]|(?:[a-z-]+\s){0,2}(?:managers|supervisors|team\sleaders|ministers)\b)"
)
_NEAR = 80  # characters between the verb and its agent


def agents(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """Those who stand after "by": names that are known, and others where the verb or their own words tell."""
    text = document.text
    verb, to_be = start, _TO_BE.match(text, start, end)
    start = to_be.end() if to_be else start
    known = {named.start: named for named in gazetteer.find(text, start, end)}
    found: list[Owners] = []
    by_section = _BY_SECTION.search(text, start, min(end, start + _NEAR))
    section = parties.section(text, by_section.end(), end) if by_section else None
    section = section or (parties.charge(text, by_section.end(), end) if by_section else None)
    if by_section and section and not _OTHER_CLAUSE.search(text, start, by_section.start()):
        found.append(owned(document, section, gazetteer))
    for by in _AGENT.finditer(text, start, end):
        if by.start() - start > _NEAR or _OTHER_CLAUSE.search(text, start, by.start()):
            break
        if _OF_NOUN.search(text[by.start() - 20 : by.start()]):
            continue
        if named := known.get(by.end()):
            unit = _unit_of(document, named.end, end, gazetteer)
            if unit:
                found.append(unit)
            elif named.entity.kind != "system":
                found.append(Owners((Mention(named.entity.iri, document.span(named.start, named.end)),)))
        elif (party := parties.agent(text, by.end(), end)) and acts(party, text, verb):
            found += [owned(document, one, gazetteer) for one in parties.several(text, party)]
    return together(found) if found else None


def _unit_of(document: Document, place: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """The unit of a body that stands behind its name: "by UKVI’s Training Team"."""
    possessive = _POSSESSIVE.match(document.text, place, end)
    party = parties.agent(document.text, possessive.end(), end) if possessive else None
    return owned(document, party, gazetteer) if party and party.sure else None


def leader(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """Who does the work that is told of: "a census led by the Records Unit is under way"."""
    lead = _LED.search(document.text, start, end)
    return _one(document, lead.end(), end, gazetteer) if lead else None


def engaged(document: Document, start: int, end: int, verb: int, gazetteer: Gazetteer) -> Owners | None:
    """The body that was given something to do: "Home Office Science has been commissioned to look at it"."""
    if not _ENGAGED.match(document.text, verb):
        return None
    article = _THE.match(document.text, start, end)
    place = article.end() if article else start
    found = _one(document, place, end, gazetteer)
    if found is None and _CHARGED.search(document.text, verb, verb + _NEAR):
        found = _one(document, start, end, gazetteer)
    if found and found.mentions[0].span.end == end:
        return found
    party = parties.whole(document.text, start, end)
    return owned(document, party, gazetteer) if party and not is_system(party.name, gazetteer) else None


def doer(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """Who does what a noun of the subject names: "an analysis of faults by the Records Unit"."""
    work = _WORK.search(document.text, start, end)
    by = _AGENT.search(document.text, work.end(), end) if work else None
    if by is None or _PARTICIPLE.search(document.text[start : by.start()]):
        return None
    return _one(document, by.end(), end, gazetteer)


def _one(document: Document, place: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """The one whose name stands at the offset: a known one, or the longer one of a unit that begins with it."""
    text = document.text
    known = next((n for n in gazetteer.find(text, place, min(end, place + _NEAR)) if n.start == place), None)
    party = parties.named(text, place, end)
    if party and (known is None or (party.sure and party.end > known.end)):
        return None if is_system(party.name, gazetteer) else owned(document, party, gazetteer)
    if known is None or known.entity.kind == "system" or _POSSESSIVE.match(text, known.end, end):
        return None
    return Owners((Mention(known.entity.iri, document.span(known.start, known.end)),))


def acts(party: Party, text: str, verb: int) -> bool:
    """Whether a party is one who acts, by its words, by the verb at the offset, or as the document shows elsewhere."""
    if party.sure:
        return True
    if receives(text, verb):
        return False
    if party.many or (human(text, verb) if party.bare else bodily(text, verb)):
        return True
    return acts_elsewhere(text, party.name, bare=party.bare)


def is_system(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is that of a known system."""
    entity = gazetteer.named(name)
    return entity is not None and entity.kind == "system"
