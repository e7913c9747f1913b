"""The bodies that answer: from the name in the text to the known entity, or to a new one."""

from __future__ import annotations

import re

from kg import identifiers
from kg.extract.actors.mentions import Gazetteer
from kg.model import Document, Entity

_ACRONYM = re.compile(r"[A-Z]{2,8}|[A-Z][a-z][A-Z]{1,3}")
_SMALL = r"(?:of|and|for|the|in|on)"
_WORD = r"[A-Z][\w'’&-]{0,30}"
_TRAILING = re.compile(r"\s*\([A-Z][A-Za-z]{1,7}\)\Z")


def body(document: Document, name: str, kind: str, gazetteer: Gazetteer) -> tuple[str, list[Entity]]:
    """The IRI of a body, and the body itself where the reference data do not know it.

    A body that the document names with its acronym ("College of Ports (COP)") is one body by either name.
    """
    for known in (name, whole := full(document.text, name)):
        if entity := gazetteer.named(known):
            return entity.iri, []
    iri = identifiers.organisation(whole) if kind == "organisation" else identifiers.team(whole)
    return str(iri), [Entity(str(iri), kind, " ".join(whole.split()))]


def full(text: str, name: str) -> str:
    """The name without its acronym; an acronym is looked up in the text ("National Rail Council (NRC)")."""
    name = _TRAILING.sub("", name) or name
    if not _ACRONYM.fullmatch(name):
        return name
    place = text.find(f"({name})")
    before = text[max(0, place - 120) : place] if place > 0 else ""
    found = re.search(rf"(?:{_WORD},?\s{{1,8}}(?:{_SMALL}\s{{1,8}}){{0,2}}){{2,8}}\Z", before)
    words = found[0].split() if found else []
    for first in range(len(words) - 2, -1, -1):
        if words[first][0].isupper() and name.upper() in _initials(words[first:]):
            return " ".join(words[first:])
    return name


def _initials(words: list[str]) -> tuple[str, str]:
    """The acronyms that words make, without their small words and with them: "Risk and Liaison Network" → RLN, RALN."""
    return "".join(word[0] for word in words if word[0].isupper()), "".join(word[0] for word in words).upper()
