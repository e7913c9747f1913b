"""Keeps names whole while a sentence is taken apart: "Returns, Enforcement and Detention Policy" is one word group.

The commas and the "and" inside a name, and what looks like a verb ("Integrated Services"), are replaced by marks of the
same length that no rule splits at.
"""

from __future__ import annotations

import re

from kg.extract.actors import parties
from kg.extract.actors.mentions import Gazetteer

_COMMA, _AND = "\u201a", " &&& "
_ED, _MARKED_ED = re.compile(r"(?<=[a-z])ed\b"), "\u0435d"


def shield(text: str, start: int, end: int, gazetteer: Gazetteer) -> str:
    """The sentence text[start:end] on one line with the known names kept whole, of the same length."""
    sentence = text[start:end].replace("\n", " ")
    known = [(named.start - start, named.end - start) for named in gazetteer.find(text, start, end)]
    for first, last in (*known, *parties.joined(sentence)):
        name = _ED.sub(_MARKED_ED, sentence[first:last].replace(",", _COMMA).replace(" and ", _AND))
        sentence = sentence[:first] + name + sentence[last:]
    return sentence


def unshield(text: str) -> str:
    """The words as they were."""
    return text.replace(_COMMA, ",").replace(_AND, " and ").replace(_MARKED_ED, "ed")
