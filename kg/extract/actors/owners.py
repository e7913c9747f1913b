"""Who is to act: the team or body that the clause names as its subject, or as its agent."""

from __future__ import annotations

import re

from kg.extract.actors import parties
from kg.extract.actors.agents import acts, agents, doer, engaged, is_system, leader
from kg.extract.actors.backward import kind_before, only_before, pointing
from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.owned import Owners, owned, together
from kg.extract.actors.partywords import bodily, human, willed
from kg.extract.acts import lexicon, mainclause
from kg.extract.acts.claim import Claim
from kg.model import Document, Mention, Span

__all__ = ["Owners", "leading", "opening", "owners", "subject"]

_TIED = re.compile(r"\b(?:of|in|within|across|for|to|by|from|with|on|at|under|between)\s+(?:the\s+|our\s+)?$", re.I)
_INSIDE = re.compile(r"\s(?:in|within)\s+(?:the\s+)?$")
_OWNED = re.compile(r"^(?:’s|'s|’|')\s")
# "Work to join the Border Force and police records": what is worked on does not act.
_WORK_ON = re.compile(r"(?:the\s)?(?:further\s)?work\s(?:to|on)\s", re.I)
# "The Department" in a response is the one that answers.
_ONESELF = re.compile(
    r"(?:the|this)\s+(?P<name>department|ministry|government|agency|force|service|constabulary|council|authority)$",
    re.I,
)
_LEADING = re.compile(
    r"(?:(?<=[.,;:]\s)|(?<=\n)|^)(?P<subject>[^,;:.]{2,90}?)\s+(?:will|shall|has|have|is\s+to|are\s+to)(?:\s+(?:also|now|then"
    r"|therefore))?\s*:\s*$"
)
# "The next step will be for Border Force to …": who is to act stands behind the verb.
_FOR = re.compile(r"\bbe\s+for\s+(?:the\s+|our\s+)?(?=[A-Z])")
_ACTS = re.compile(r"\s+to\s")
_AUXILIARY = re.compile(r"\s(?:has|have|is|are|was|were|will|shall|would|could|should|may|might)(?:\s|$)")
# "Together with the courts the Department is …".
_BESIDE = re.compile(
    r"(?:together|jointly|along|working)\swith\s|alongside\s|in\s\w+\swith\s|(?:from|since|in|by|during|following|after)\s",
    re.I,
)
_DONE = re.compile(r"has\s(?!been\b)")
_IMPERSONAL = re.compile(r"(?:is|was|has\sbeen|will\sbe|can\sbe)\s")  # "it is considered that"
_PASSIVE = re.compile(
    r"\s*(?:(?:is|are|was|were)\s(?:\w+\s)?\w+(?:ed|en)"
    r"|(?:has|have)\sbeen\s(?:\w+ly\s)?(?:\w+(?:ed|en|wn)|lent|sent|made|put|held|taught|brought))\b"
)
_WE = re.compile(r"(?:we|I|they|he|she)\b", re.I)
_PRONOUN = re.compile(r"(?:which|who)\s*")
_CAPITAL = re.compile(r"(?<=\s)[A-Z]")
_NEW = re.compile(r"\b(?:an?|new)\s+\Z")
_OPENING = 300  # characters of a sentence in which its subject is looked for
_NEAR = 80  # characters between the verb and its agent


def owners(
    document: Document,
    sentence: int,
    claim: Claim,
    gazetteer: Gazetteer,
    respondent: str | None,
    before: tuple[int, int] | None = None,
) -> Owners:
    """The bodies that the clause names as acting; none where it says "we" or nobody.

    `sentence` is where the sentence of the claim begins. `respondent` is the IRI of the body that "the Department"
    means, None where it means none that can be told. `before` is the subject that "it" and "they" point back to.
    """
    start, end = subject(document, sentence, claim)
    verb, stop = max(sentence + claim.verb, end), sentence + claim.end
    if not claim.passive and _PRONOUN.fullmatch(document.text, start, end):
        return _antecedent(document, start, gazetteer)
    if claim.passive and not willed(document.text, verb):
        return _behind(document, (start, end), (sentence + claim.start, verb, stop), gazetteer)
    if back := pointing(document.text, start, end):
        acting = claim.actor or back["kind"] or _acts_itself(document.text, sentence + claim.verb)
        meant = _meant(document, before, back, gazetteer, respondent) if before and acting else Owners()
        meant = meant if meant.mentions else _further(document, start, sentence + claim.verb, back, gazetteer)
        if meant.mentions or not (back["kind"] or "").istitle():  # "the Board" may be the name of one
            return meant
    split = claim.start > claim.subject_end
    return (
        _acting(document, (start, end), verb, gazetteer, respondent)
        or (_appointed(document, (start, end), sentence + claim.verb, gazetteer) if split else None)
        or _telling(document, start, end, gazetteer)
        or _people(document, start, end, gazetteer)
        or _leader(document, (start, end), (sentence + claim.start, stop), gazetteer)
        or doer(document, start, end, gazetteer)
        or (agents(document, verb, stop, gazetteer) if _PASSIVE.match(document.text, verb) else None)
        or _to_act(document, sentence + claim.verb, stop, gazetteer)
        or Owners()
    )


def _acting(
    document: Document, about: tuple[int, int], verb: int, gazetteer: Gazetteer, respondent: str | None
) -> Owners | None:
    """Whom a subject names: somebody known, the one who answers, others, or a part of one who is known."""
    return (
        _known(document, *about, gazetteer)
        or _oneself(document, *about, respondent)
        or _named(document, *about, verb, gazetteer)
        or _within(document, *about, gazetteer)
    )


def _behind(document: Document, about: tuple[int, int], clause: tuple[int, int, int], gazetteer: Gazetteer) -> Owners:
    """Who acts by a clause in the passive: its agent, the body engaged to act, or the one who leads the work.

    `about` is where its subject stands, `clause` where the clause begins, its verb stands and the clause ends.
    """
    begin, verb, stop = clause
    return (
        agents(document, verb, stop, gazetteer)
        or engaged(document, *about, verb, gazetteer)
        or _leader(document, about, (begin, stop), gazetteer)
        or doer(document, *about, gazetteer)
        or Owners()
    )


def _antecedent(document: Document, start: int, gazetteer: Gazetteer) -> Owners:
    """Whom "which" or "who" stands for: the body whose name ends before it, unless that is only being set up."""
    text = document.text
    end = len(text[:start].rstrip(" ,\n"))
    for word in _CAPITAL.finditer(text, max(0, end - _NEAR), end):
        entity = gazetteer.named(text[word.start() : end])
        party = parties.whole(text, word.start(), end)
        if entity and entity.kind != "system":
            return Owners((Mention(entity.iri, document.span(word.start(), end)),))
        if party and party.sure and not _NEW.search(text, max(0, word.start() - 12), word.start()):
            return owned(document, party, gazetteer)
    return Owners()


def subject(document: Document, sentence: int, claim: Claim) -> tuple[int, int]:
    """Where the subject of a claim stands in the document, without an auxiliary that was taken for a part of it
    ("the group has been re-established")."""
    start, end = sentence + claim.subject_start, sentence + claim.subject_end
    verb = _AUXILIARY.search(document.text, start, end)
    return start, verb.start() if verb else end


def opening(document: Document, start: int, end: int) -> tuple[int, int]:
    """The subject with which a sentence begins, claim or not."""
    words = document.text[start : min(end, start + _OPENING)].replace("\n", " ")
    return start, start + len(mainclause.opening(mainclause.masked(words)))


def _meant(
    document: Document, before: tuple[int, int], back: re.Match[str], gazetteer: Gazetteer, respondent: str | None
) -> Owners:
    """Whom a pronoun stands for: "it" for the one body of the subject before, "they" for its several, "the team" for a
    team."""
    start, end = before
    earlier = pointing(document.text, start, end)
    if earlier and earlier["kind"]:
        return kind_before(document, start, earlier["kind"], gazetteer)
    found = _known(document, start, end, gazetteer) or _oneself(document, start, end, respondent)
    found = found or _named(document, start, end, end, gazetteer)
    if found is None or (len(found.mentions) > 1) is not (back["word"].lower() == "they"):
        return Owners()
    fits = back["kind"] is None or found.mentions[0].span.exact.lower().endswith(back["kind"].lower())
    return found if fits else Owners()


def _further(document: Document, start: int, verb: int, back: re.Match[str], gazetteer: Gazetteer) -> Owners:
    """Whom it stands for where the subject before does not tell."""
    if back["kind"]:
        return kind_before(document, start, back["kind"], gazetteer)
    sure = back["word"].lower() == "it" and _acts_itself(document.text, verb)
    return only_before(document, start, gazetteer) if sure else Owners()


def _acts_itself(text: str, verb: int) -> bool:
    """Whether "it" does what no plan or system could: the sentence before may have named one of those."""
    if _IMPERSONAL.match(text, verb):
        return False
    done = _DONE.match(text, verb)
    return human(text, verb) or bodily(text, verb) or bool(done and not lexicon.EFFECT_VERB.match(text, done.end()))


def _within(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """The part of a known body, by its name and that of the body: "Returns Logistics in Border Force"."""
    end = start + len(document.text[start:end].rstrip())
    body = next((n for n in gazetteer.find(document.text, start, end) if n.end == end), None)
    tie = _INSIDE.search(document.text[start : body.start]) if body and body.entity.kind != "system" else None
    party = parties.whole(document.text, start, start + tie.start()) if tie else None
    return owned(document, party, gazetteer) if party and not is_system(party.name, gazetteer) else None


def _appointed(document: Document, about: tuple[int, int], verb: int, gazetteer: Gazetteer) -> Owners | None:
    """Who has just been appointed and acts: "A Port Manager has been appointed and will write to all"."""
    party = parties.appointee(document.text, *about, verb)
    return owned(document, party, gazetteer) if party else None


def _telling(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """Whom a subject names that took its verb along: not every verb of the present or the past is known for one."""
    party = parties.telling(document.text, start, end)
    if party is None or is_system(party.name, gazetteer) or not acts(party, document.text, party.end):
        return None
    return owned(document, party, gazetteer)


def _leader(document: Document, about: tuple[int, int], clause: tuple[int, int], gazetteer: Gazetteer) -> Owners | None:
    """Who leads the work that is the subject, told there or later in the clause; what "we" do, we lead."""
    if found := leader(document, *about, gazetteer):
        return found
    return None if _WE.match(document.text, *about) else leader(document, *clause, gazetteer)


def _people(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """The bodies whose people are the subject: "officials from the Home Office and the Harbour Trust"."""
    place = parties.workers(document.text, start, end)
    if place is None:
        return None
    if found := _known(document, place, end, gazetteer):
        return found
    told = parties.telling(document.text, place, end)
    named = parties.subject(document.text, place, end) or ([told] if told else [])
    several = [party for party in named if not is_system(party.name, gazetteer)]
    return together([owned(document, party, gazetteer) for party in several]) if several else None


def _to_act(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """Who is to act by a sentence that makes it a plan: "The next step will be for Border Force to connect them"."""
    plan = _FOR.search(document.text, start, min(end, start + _NEAR))
    acts = _ACTS.search(document.text, plan.end(), end) if plan else None
    return _named_or_known(document, plan.end(), acts.start(), gazetteer) if plan and acts else None


def _named_or_known(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    """The body whose name is the whole stretch."""
    if entity := gazetteer.named(document.text[start:end]):
        mention = Mention(entity.iri, document.span(start, end))
        return Owners((mention,)) if entity.kind != "system" else None
    party = parties.whole(document.text, start, end)
    return owned(document, party, gazetteer) if party else None


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
    if _WORK_ON.match(text, start, end):
        return None
    found = []
    for named in gazetteer.find(text, start, end):
        tied = _TIED.search(text[start : named.start]) or _OWNED.match(text[named.end : named.end + 3])
        if named.entity.kind != "system" and not tied:
            found.append(Mention(named.entity.iri, document.span(named.start, named.end)))
    return Owners(tuple(found)) if found else None


def _oneself(document: Document, start: int, end: int, respondent: str | None) -> Owners | None:
    match = _ONESELF.search(document.text, start, end)
    if respondent is None or not match or (match.start() > start and not _BESIDE.match(document.text, start, end)):
        return None
    return Owners((Mention(respondent, document.span(*match.span("name"))),))


def _named(document: Document, start: int, end: int, verb: int, gazetteer: Gazetteer) -> Owners | None:
    """Those whom the reference data do not know: by their own words, or where only a body can do what the verb says."""
    text = document.text
    aside = text[end:verb].strip()
    office = parties.apposed(text, start, end + len(text[end:verb].rstrip(" \n,"))) if aside[:1] == "," else None
    found = [office] if office else parties.subject(text, start, end)
    beside = any(party.sure for party in found)  # what acts together with a body is one
    sure = found and all(
        (beside or acts(party, text, verb)) and not is_system(party.name, gazetteer) for party in found
    )
    return together([owned(document, party, gazetteer) for party in found]) if sure else None
