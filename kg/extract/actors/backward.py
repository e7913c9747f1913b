"""Whom "the Unit", "that team" or "it" stands for, where the sentence does not name them: one that was named before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.actors import parties
from kg.extract.actors.agents import is_system
from kg.extract.actors.bodies import full
from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.owned import Owners, owned
from kg.extract.actors.partyforms import Party
from kg.model import Document

_BACK = re.compile(
    r"(?:(?:and|but)\s+)?(?P<word>it|they|(?:the|that|this)\s+(?P<kind>team|unit|directorate|group|board|panel|section|hub"
    r"|cell|committee|command|branch|region|academy|network|taskforce|division|secretariat))",
    re.I,
)
# What may stand before it ("Each month the team"); it is no part of anything else ("every member of the team").
_WHEN = re.compile(
    r"(?:each|every|from|since|in|on|by|at|after|within|until)\s[^,;.]{2,60}?(?<!\sof)(?<!\sin)(?<!\sfor)(?<!\sby)"
    r"(?<!\sto)(?<!\sfrom)(?<!\swith)(?=\s(?:the|that)\s\w+$)",
    re.I,
)
_REACH = 700  # characters before a sentence in which "the Unit" has its name
_NAME_START = re.compile(r"(?<![\w’'&-])(?=[A-Z])")
_SECTION_START = re.compile(r"(?<!\w)(?=(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts)\s)")
_SENTENCE = re.compile(r"(?<=[a-z)\d][.;])\s+(?=[A-Z(])|\n[ \t]*\n")


def pointing(text: str, start: int, end: int) -> re.Match[str] | None:
    """What in a subject stands for a body named before, None where the subject is anything else."""
    words = text[start:end].strip()
    when = _WHEN.match(words)
    words = words[when.end() :].strip() if when else words
    if back := _BACK.fullmatch(words):
        return back
    back = _BACK.match(words)
    return back if back and back["kind"] and parties.is_verb(words, back.end()) else None


def kind_before(document: Document, place: int, kind: str, gazetteer: Gazetteer) -> Owners:
    """The last one named before the offset whose name ends with the kind: "the Unit" for "Debt Recovery Unit"."""
    text = document.text
    for party in reversed(list(_parties(text, max(0, place - _REACH), place))):
        named = full(text, party.name).lower()
        if named.endswith(f" {kind.lower()}") and not is_system(party.name, gazetteer):
            return owned(document, party, gazetteer)
    return Owners()


def only_before(document: Document, place: int, gazetteer: Gazetteer) -> Owners:
    """The one whom the sentence before the offset names, none where it names nobody or several."""
    text = document.text
    start = max(0, place - _REACH)
    breaks = [match.end() for match in _SENTENCE.finditer(text, start, place)]
    ends = [end for end in breaks if text[end:place].strip()]
    paragraph = text.rfind("\n\n", start, place)
    start = max([*ends, start, paragraph + 2 if paragraph > 0 else 0])
    if not text[start:place].strip():
        return Owners()
    found = {party.name: party for party in _parties(text, start, place) if party.sure and not party.office}
    known = [n for n in gazetteer.find(text, start, place) if n.entity.kind != "system"]
    inside = [n for n in known if not any(p.start <= n.start < p.end for p in found.values())]
    if len(found) != 1 or inside:
        return Owners()
    return owned(document, next(iter(found.values())), gazetteer)


def _parties(text: str, start: int, end: int) -> Iterator[Party]:
    """The names in a stretch in order, none inside another."""
    reached = start
    starts = {match.start(): parties.agent for match in _NAME_START.finditer(text, start, end)}
    starts |= {match.start(): parties.section for match in _SECTION_START.finditer(text, start, end)}
    for place in sorted(starts):
        party = starts[place](text, place, end) if place >= reached else None
        if party and " " in party.name:
            reached = party.end
            yield party
