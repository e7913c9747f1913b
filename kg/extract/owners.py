"""Who is to act: the team or body that the clause names as its subject, or as its agent."""

from __future__ import annotations

import re

from kg import identifiers
from kg.extract.clauses import Claim
from kg.extract.mentions import Gazetteer
from kg.model import Document, Entity, Span

_ARTICLE = re.compile(r"^(?:the|both|a|an|our|each|individual|all|uk)\s+", re.I)
_TIED = re.compile(r"\b(?:of|in|within|across|for|to|by|from|with|on|at|under|between)\s+(?:the\s+|our\s+)?$", re.I)
_OWNED = re.compile(r"^(?:’s|'s|’|')\s")
_UNIT = (
    r"(?:Team|Unit|Directorate|Group|Command|Board|Council|Police|Network|Policy|Department|Services?|Office|Agency|Secretariat"
    r"|Authority|Constabulary|Inspectorate|Commission|Division|Force|Hub|Operations|Taskforce|team|unit|directorate|secretariat"
    r"|function|command|division)s?"
)
_NEW = re.compile(rf"^(?P<name>(?:[A-Z0-9][\w’'&-]*(?:,? (?:and|of|the|for|&) |,? ))*(?:[A-Z][\w’'&-]* )?{_UNIT})$")
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:which|that|who|whether|before|after|when|if|to|either)\b", re.I)
_AGENT = re.compile(r"\bby\s+(?:the\s+|our\s+)?$")


def owners(document: Document, sentence: int, claim: Claim, gazetteer: Gazetteer) -> tuple[tuple[Entity, Span], ...]:
    """The bodies that the clause names as acting, with their spans; none where it says "we" or nobody."""
    text = document.text
    start, end = sentence + claim.subject_start, sentence + claim.subject_end
    if claim.passive:
        return _agents(document, sentence + claim.verb, sentence + claim.end, gazetteer)
    found = []
    for named in gazetteer.find(text, start, end):
        before = text[start : named.start]
        if named.entity.kind == "system" or _TIED.search(before) or _OWNED.match(text[named.end : named.end + 3]):
            continue
        found.append((named.entity, document.span(named.start, named.end)))
    return tuple(found) or _new(document, start, end)


def _agents(document: Document, start: int, end: int, gazetteer: Gazetteer) -> tuple[tuple[Entity, Span], ...]:
    return tuple(
        (named.entity, document.span(named.start, named.end))
        for named in gazetteer.find(document.text, start, end)
        if named.entity.kind != "system" and _is_agent(document.text[start : named.start])
    )


def _is_agent(before: str) -> bool:
    """Whether "by" stands right before the name, and no other clause between it and the verb."""
    return bool(_AGENT.search(before)) and len(before) < 80 and not _OTHER_CLAUSE.search(before)


def _new(document: Document, start: int, end: int) -> tuple[tuple[Entity, Span], ...]:
    """A unit that the reference data do not know, told by its capitals and its kind of name."""
    subject = document.text[start:end].rstrip()
    article = _ARTICLE.match(subject)
    begin = start + (article.end() if article else 0)
    match = _NEW.match(document.text[begin : start + len(subject)])
    if not match or "\n" in match["name"]:
        return ()
    name = match["name"]
    return ((Entity(str(identifiers.team(name)), "team", name), document.span(begin, begin + len(name))),)
