"""The numbers of lists and headings in ODT, which stand in its list styles (OpenDocument 1.3, part 3, 5.3, 16.30)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.numbering import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_LEVELS = (TEXT + "list-level-style-number", TEXT + "list-level-style-bullet", TEXT + "outline-level-style")
Counts = dict[int, int]


def _integer(words: str | None, default: int) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 10 else default


class Lists:
    """Counts the items of the lists of a document: `open` a list, ask for its items in order, `close` it."""

    def __init__(self, content: _Element, styles: _Element | None) -> None:
        self._styles: dict[str, dict[int, _Element]] = {}
        for part in (styles, content):
            for style in part.iter(TEXT + "list-style", TEXT + "outline-style") if part is not None else ():
                levels = {_integer(one.get(TEXT + "level"), 1): one for one in style if one.tag in _LEVELS}
                name = "" if style.tag == TEXT + "outline-style" else style.get(STYLE + "name", "-")
                self._styles[name] = levels
        self._open: list[tuple[str, Counts]] = []
        self._by_id: dict[str, Counts] = {}
        self._by_style: dict[str, Counts] = {}
        self._headings: Counts = {}

    def open(self, element: _Element) -> None:
        """Begin a list: a list within a list goes on with its style, one level deeper."""
        name = element.get(TEXT + "style-name") or (self._open[-1][0] if self._open else "-")
        if self._open:
            counts = self._open[-1][1]
            counts.pop(len(self._open) + 1, None)
        else:
            counts = self._continued(element, name)
        self._by_id[element.get(XML + "id", "")] = self._by_style[name] = counts
        self._open.append((name, counts))

    def _continued(self, element: _Element, name: str) -> Counts:
        """The counts of the list that a list continues, or new ones."""
        earlier = self._by_id.get(element.get(TEXT + "continue-list", "-"))
        if earlier is None and element.get(TEXT + "continue-numbering") == "true":
            earlier = self._by_style.get(name)
        return {} if earlier is None else earlier

    def close(self) -> None:
        """End the list that was opened last."""
        self._open.pop()

    def item(self, item: _Element) -> str:
        """The number or bullet of the next item with the space after it, nothing where it has none."""
        name, counts = self._open[-1]
        levels = self._styles.get(name, {})
        return _next(levels, counts, len(self._open), item.get(TEXT + "start-value"))

    def heading(self, heading: _Element) -> str:
        """The number of a heading, where the outline of the document has numbers."""
        level = _integer(heading.get(TEXT + "outline-level"), 1)
        if heading.get(TEXT + "is-list-header") == "true" or not self._styles.get("", {}):
            return ""
        return _next(self._styles[""], self._headings, level, heading.get(TEXT + "start-value"))


def _next(levels: dict[int, _Element], counts: Counts, level: int, given: str | None) -> str:
    style = levels.get(level)
    if style is None:
        return ""
    counts[level] = _integer(given, counts.get(level, _integer(style.get(TEXT + "start-value"), 1) - 1) + 1)
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    if style.tag == TEXT + "list-level-style-bullet":
        return "- "
    if not style.get(STYLE + "num-format"):
        return ""
    shown = range(max(1, level - _integer(style.get(TEXT + "display-levels"), 1) + 1), level + 1)
    numbers = [_numeral(levels, counts, one) for one in shown]
    before, after = (str(style.get(f"{STYLE}num-{end}", "")) for end in ("prefix", "suffix"))
    return f"{before}{'.'.join(n for n in numbers if n)}{after}".strip() + " "


def _numeral(levels: dict[int, _Element], counts: Counts, level: int) -> str:
    style = levels.get(level)
    kind = str(style.get(STYLE + "num-format", "")) if style is not None else ""
    return numeral(counts.get(level, 1), kind) if kind else ""
