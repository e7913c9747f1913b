"""Keeps names whole while a sentence is taken apart: "Returns, Enforcement and Detention Policy" is one word group.

The commas and the "and" inside a known name are replaced by marks of the same length that no rule splits at.
"""

from __future__ import annotations

from kg.extract.mentions import Gazetteer

_COMMA, _AND = "\u201a", " &&& "


def shield(sentence: str, gazetteer: Gazetteer) -> str:
    """The sentence with the known names kept whole, of the same length."""
    pieces, reached = [], 0
    for named in gazetteer.find(sentence):
        name = sentence[named.start : named.end].replace(",", _COMMA).replace(" and ", _AND)
        pieces += [sentence[reached : named.start], name]
        reached = named.end
    return "".join([*pieces, sentence[reached:]]) if pieces else sentence


def unshield(text: str) -> str:
    """The words as they were."""
    return text.replace(_COMMA, ",").replace(_AND, " and ")
