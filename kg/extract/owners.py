"""Who is to act: the team or body that the clause names as its subject, or as its agent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg import identifiers
from kg.extract.clauses import Claim
from kg.extract.mentions import Gazetteer
from kg.model import Document, Entity, Mention, Span

_ARTICLE = re.compile(r"^(?:the|both|a|an|our|each|individual|all|uk)\s+", re.I)
_TIED = re.compile(r"\b(?:of|in|within|across|for|to|by|from|with|on|at|under|between)\s+(?:the\s+|our\s+)?$", re.I)
_OWNED = re.compile(r"^(?:’s|'s|’|')\s")
_UNIT = (
    r"(?:Team|Unit|Directorate|Group|Command|Board|Council|Police|Network|Policy|Department|Services?|Office|Agency"
    r"|Secretariat|Authority|Constabulary|Inspectorate|Commission|Division|Force|Hub|Operations|Taskforce|Committee"
    r"|(?:(?:operational|policy|delivery|project|casework|oversight|national|central|regional|senior) ){0,2}"
    r"(?:team|unit|directorate|secretariat|function|command|division|group|board))s?"
)
# A name of more than one word: "the Team" alone names nobody.
_NEW = re.compile(rf"^(?P<name>(?:[A-Z0-9][\w’'&-]*(?:,? (?:and|of|the|for|&) |,? ))+{_UNIT})(?:\s*\([A-Z]{{2,8}}\))?$")
# "The Department" in a response is the one that answers.
_ONESELF = re.compile(
    r"(?:the|this)\s+(?P<name>department|ministry|government|agency|force|service|constabulary|council|authority)$",
    re.I,
)
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:which|that|who|whether|before|after|when|if|to|either)\b", re.I)
_AGENT = re.compile(r"\bby\s+(?:the\s+|our\s+)?$")
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
        return Owners(_agents(document, sentence + claim.verb, sentence + claim.end, gazetteer))
    return (
        _known(document, start, end, gazetteer)
        or _oneself(document, start, end, respondent)
        or _new(document, start, end)
        or Owners()
    )


def _known(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners | None:
    text = document.text
    found = []
    for named in gazetteer.find(text, start, end):
        tied = _TIED.search(text[start : named.start]) or _OWNED.match(text[named.end : named.end + 3])
        if named.entity.kind != "system" and not tied:
            found.append(Mention(named.entity.iri, document.span(named.start, named.end)))
    return Owners(tuple(found)) if found else None


def _agents(document: Document, start: int, end: int, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    return tuple(
        Mention(named.entity.iri, document.span(named.start, named.end))
        for named in gazetteer.find(document.text, start, end)
        if named.entity.kind != "system" and _is_agent(document.text[start : named.start])
    )


def _is_agent(before: str) -> bool:
    """Whether "by" stands right before the name, and no other clause between it and the verb."""
    return bool(_AGENT.search(before)) and len(before) < _NEAR and not _OTHER_CLAUSE.search(before)


def _oneself(document: Document, start: int, end: int, respondent: str | None) -> Owners | None:
    match = _ONESELF.search(document.text, start, end)
    if respondent is None or not match or match.start() > start:
        return None
    return Owners((Mention(respondent, document.span(*match.span("name"))),))


def _new(document: Document, start: int, end: int) -> Owners | None:
    """A unit that the reference data do not know, told by its capitals and its kind of name."""
    subject = document.text[start:end].rstrip()
    article = _ARTICLE.match(subject)
    begin = start + (article.end() if article else 0)
    match = _NEW.match(document.text[begin : start + len(subject)])
    if not match or "\n" in match["name"]:
        return None
    name = match["name"]
    entity = Entity(str(identifiers.team(name)), "team", name)
    return Owners((Mention(entity.iri, _span(document, begin, name)),), (entity,))


def _span(document: Document, begin: int, name: str) -> Span:
    return document.span(begin, begin + len(name))
