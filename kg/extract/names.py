"""Keeps names whole while a sentence is taken apart: "Returns, Enforcement and Detention Policy" is one word group.

The commas and the "and" inside a known name are replaced by marks of the same length that no rule splits at.
"""

from __future__ import annotations

from kg.extract.mentions import Gazetteer

_COMMA, _AND = "\u201a", " &&& "


def shield(text: str, start: int, end: int, gazetteer: Gazetteer) -> str:
    """The sentence text[start:end] on one line with the known names kept whole, of the same length."""
    pieces, reached = [], start
    for named in gazetteer.find(text, start, end):
        name = text[named.start : named.end].replace("\n", " ").replace(",", _COMMA).replace(" and ", _AND)
        pieces += [text[reached : named.start], name]
        reached = named.end
    return "".join([*pieces, text[reached:end]]).replace("\n", " ")


def unshield(text: str) -> str:
    """The words as they were."""
    return text.replace(_COMMA, ",").replace(_AND, " and ")
