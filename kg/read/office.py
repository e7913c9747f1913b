"""DOCX → text: paragraphs with the numbers of automatic lists, tables cell by cell, text boxes, notes (ECMA-376).

What was deleted under tracked changes is left out, what was inserted is kept. Text boxes follow the paragraph that
they are anchored in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.read.archive import Archive
from kg.read.wordlists import Numbering, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    (_FALLBACK, *(W + name for name in ("del", "moveFrom", "instrText", "pPr", "sectPr", "txbxContent", "delText")))
)
_MARKS = {W + "tab": " ", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "", W + "ptab": " "}
_NOTES = (W + "footnoteReference", W + "endnoteReference")


def text(data: bytes, where: str) -> str:
    """The text of a document, a blank line between paragraphs. Raises SourceError for a damaged or empty one."""
    with Archive(data, where) as members:
        body = members.xml("word/document.xml").find(W + "body")
        parts = {name: members.xml(f"word/{name}.xml") for name in _PARTS if f"word/{name}.xml" in members}
    blocks: list[str] = []
    if body is not None:
        styles = Styles(parts.get("styles"))
        blocks = list(_Body(styles, Numbering(parts.get("numbering"), styles)).blocks(body))
    if not any(blocks):
        raise SourceError("the document holds no text", where=where, expected="the text of a response")
    for kind in ("footnotes", "endnotes"):
        blocks += _notes(parts[kind]) if kind in parts else []
    return "\n\n".join(blocks) + "\n"


_PARTS = ("styles", "numbering", "footnotes", "endnotes")


def _notes(part: _Element) -> Iterator[str]:
    """The notes at the end, each one line."""
    for note in part:
        number = note.get(W + "id", "")
        words = " ".join("".join(_words(note)).split())
        if note.get(W + "type") is None and words:  # the others are rules between text and notes
            yield f"[footnote {number}] {words}"


class _Body:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering

    def blocks(self, container: _Element) -> Iterator[str]:
        """The paragraphs of a body, a cell or a box, in order."""
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag in (W + "tbl", W + "tr", W + "tc", W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        lines = [" ".join(line.split()) for line in "".join(_words(paragraph)).split("\n")]
        words = "\n".join(line for line in lines if line)
        if words:
            heading = self.styles.heading(paragraph)
            yield "#" * heading + " " * bool(heading) + self.numbering.marker(paragraph) + words
        for box in paragraph.iter(W + "txbxContent"):
            ancestors = {parent.tag for parent in box.iterancestors()}
            nested = next(parent for parent in box.iterancestors(W + "p")) is not paragraph
            if _FALLBACK not in ancestors and not nested:
                yield from self.blocks(box)


def _words(element: _Element) -> Iterator[str]:
    """The words of a paragraph, "\\n" for its line breaks."""
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == W + "br":
            yield "\n" if child.get(W + "type") in (None, "textWrapping") else " "
        elif child.tag in _NOTES:
            yield f"[footnote {child.get(W + 'id')}]"
        elif child.tag == W + "r" and _is_hidden(child):
            continue
        else:
            yield from _words(child)


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val") not in ("0", "false")
