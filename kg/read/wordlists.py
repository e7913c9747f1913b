"""Headings and the numbers of lists in DOCX, which stand in its styles and its numbering (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.read.numbering import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_DEEPEST = 20  # styles that a style may be based on
_PLACE = re.compile(r"%([1-9])")


def _value(element: _Element | None, path: str, default: str = "") -> str:
    found = element.find(path) if element is not None else None
    return found.get(_VAL, default) if found is not None else default


def _integer(words: str, default: int) -> int:
    return int(words) if re.fullmatch(r"-?\d{1,9}", words) else default


class Styles:
    """The styles of paragraphs by their id."""

    def __init__(self, part: _Element | None) -> None:
        found = part.findall(W + "style") if part is not None else []
        self._styles = {style.get(W + "styleId", ""): style for style in found}
        self._default = next(
            (i for i, s in self._styles.items() if s.get(W + "type") == "paragraph" and s.get(W + "default") == "1"), ""
        )

    def properties(self, paragraph: _Element) -> list[_Element]:
        """The properties (w:pPr) that hold for a paragraph: its own, then those of its styles, the nearest first."""
        own = paragraph.find(W + "pPr")
        found = [own] if own is not None else []
        name = _value(own, W + "pStyle") or self._default
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                break
            properties = style.find(W + "pPr")
            found += [properties] if properties is not None else []
            name = _value(style, W + "basedOn")
        return found

    def heading(self, paragraph: _Element) -> int:
        """The level of a heading, from 1; 0 for other paragraphs."""
        for properties in self.properties(paragraph):
            level = _value(properties, W + "outlineLvl")
            if level:
                return (_integer(level, 9) + 1) % 10  # level 9 is body text
        own = _value(paragraph.find(W + "pPr"), W + "pStyle")
        name = _value(self._styles.get(own), W + "name") if own else ""
        match = re.fullmatch(r"heading ([1-9])|title", name, re.IGNORECASE)
        return int(match[1] or 1) if match else 0


class Numbering:
    """Counts the items of the lists of a document. `marker` must be asked of its paragraphs in order, once each."""

    def __init__(self, part: _Element | None, styles: Styles) -> None:
        self._styles = styles
        abstract = part.findall(W + "abstractNum") if part is not None else []
        self._abstract = {one.get(W + "abstractNumId", ""): one for one in abstract}
        self._nums = {n.get(W + "numId", ""): n for n in (part.findall(W + "num") if part is not None else [])}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def marker(self, paragraph: _Element) -> str:
        """The number or bullet before a paragraph with the space after it; nothing where it is in no list."""
        number, level = self._place(paragraph)
        num = self._nums.get(number)
        if num is None:
            return ""
        name = _value(num, W + "abstractNumId")
        self._count(number, name, level)
        definition = self._level(number, level)
        style = _value(definition, W + "numFmt", "decimal")
        words = _value(definition, W + "lvlText")
        if style == "none" or not words.strip():
            return ""
        if style == "bullet":
            return "- "
        legal = definition is not None and definition.find(W + "isLgl") is not None
        return _PLACE.sub(lambda match: self._numeral(number, name, int(match[1]) - 1, legal), words).strip() + " "

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """The list (w:numId) of a paragraph and its level, as it or its style has them."""
        number, level = "", ""
        for properties in self._styles.properties(paragraph):
            found = properties.find(W + "numPr")
            number = number or _value(found, W + "numId")
            level = level or _value(found, W + "ilvl")
        return number, min(_integer(level, 0), 8)

    def _level(self, number: str, level: int) -> _Element | None:
        """The definition (w:lvl) of a level: the list's own, or that of its abstract definition."""
        num = self._nums[number]
        for override in num.findall(W + "lvlOverride"):
            own = override.find(W + "lvl")
            if override.get(W + "ilvl") == str(level) and own is not None:
                return own
        abstract = self._abstract.get(_value(num, W + "abstractNumId"))
        levels = abstract.findall(W + "lvl") if abstract is not None else []
        return next((one for one in levels if one.get(W + "ilvl") == str(level)), None)

    def _start(self, number: str, level: int) -> int:
        return _integer(_value(self._level(number, level), W + "start"), 1)

    def _count(self, number: str, name: str, level: int) -> None:
        """Count an item: lists of one abstract definition count on, unless a list says where it starts."""
        counts = self._counts.setdefault(name, {})
        for override in self._nums[number].findall(W + "lvlOverride"):
            start = _value(override, W + "startOverride")
            place = (number, _integer(override.get(W + "ilvl", ""), 0))
            if start and place not in self._begun and place[1] <= level:
                self._begun.add(place)
                counts[place[1]] = _integer(start, 1) - 1
        counts[level] = counts.get(level, self._start(number, level) - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

    def _numeral(self, number: str, name: str, level: int, legal: bool) -> str:
        value = self._counts[name].get(level, self._start(number, level))
        style = "decimal" if legal else _value(self._level(number, level), W + "numFmt", "decimal")
        return numeral(value, style)
