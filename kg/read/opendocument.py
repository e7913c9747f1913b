"""ODT → text: paragraphs with the numbers of lists, tables cell by cell, text boxes, notes (OpenDocument 1.3, part 3).

What was deleted under tracked changes is left out. Text boxes follow the paragraph that they are anchored in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.read.archive import Archive, locked
from kg.read.odtlists import Lists

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_BOX = DRAW + "text-box"
_WITHIN = frozenset(
    TABLE + name for name in ("table", "table-row", "table-header-rows", "table-rows", "table-row-group", "table-cell")
) | {TEXT + "section", TEXT + "index-body", TEXT + "table-of-content", DRAW + "frame", _BOX}
_SKIPPED = frozenset((TEXT + "tracked-changes", OFFICE + "annotation", TEXT + "ruby-text", DRAW + "frame"))
_DEEPEST = 200  # elements in one another that are followed


def text(data: bytes, where: str) -> str:
    """The text of a document, a blank line between paragraphs. Raises SourceError for a damaged, encrypted or empty
    one."""
    with Archive(data, where) as members:
        if "META-INF/manifest.xml" in members and b"encryption-data" in members.bytes("META-INF/manifest.xml"):
            raise locked(where)
        content = members.xml("content.xml")
        styles = members.xml("styles.xml") if "styles.xml" in members else None
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    writer = _Writer(Lists(content, styles))
    if body is not None:
        writer.blocks_of(body, 0)
    if not writer.blocks:
        raise SourceError("the document holds no text", where=where, expected="the text of a response")
    return "\n\n".join(writer.blocks + writer.notes) + "\n"


class _Writer:
    """Collects the paragraphs of a document in order, and its notes."""

    def __init__(self, lists: Lists) -> None:
        self.blocks: list[str] = []
        self.notes: list[str] = []
        self._lists = lists
        self._marker = ""

    def blocks_of(self, container: _Element, depth: int) -> None:
        """Write the paragraphs of a body, a section, a cell or a box."""
        if depth > _DEEPEST:
            return
        for child in container:
            if child.tag == TEXT + "p":
                self._paragraph(child, "", depth)
            elif child.tag == TEXT + "h":
                level = child.get(TEXT + "outline-level", "1")
                self._marker += self._lists.heading(child)
                self._paragraph(child, "#" * min(int(level) if level.isdecimal() else 1, 6) + " ", depth)
            elif child.tag == TEXT + "list":
                self._list(child, depth)
            elif child.tag in _WITHIN:
                self.blocks_of(child, depth + 1)

    def _list(self, element: _Element, depth: int) -> None:
        self._lists.open(element)
        for item in element:
            if item.tag == TEXT + "list-item":
                first = item[0] if len(item) else None
                if first is None or first.tag != TEXT + "list":  # an item that only holds a list has no number
                    self._marker += self._lists.item(item)
                self.blocks_of(item, depth + 2)
                self._marker = ""
            elif item.tag == TEXT + "list-header":
                self.blocks_of(item, depth + 2)
        self._lists.close()

    def _paragraph(self, paragraph: _Element, before: str, depth: int) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._words(paragraph)).split("\n")]
        words = "\n".join(line for line in lines if line)
        if words:
            self.blocks.append(before + self._marker + words)
            self._marker = ""
        for box in paragraph.iter(_BOX):
            if next(box.iterancestors(TEXT + "p", TEXT + "h")) is paragraph:
                self.blocks_of(box, depth + 1)

    def _words(self, element: _Element) -> Iterator[str]:
        """The words of a paragraph, "\\n" for its line breaks."""
        yield element.text or ""
        for child in element:
            if child.tag in (TEXT + "s", TEXT + "tab"):
                yield " "
            elif child.tag == TEXT + "line-break":
                yield "\n"
            elif child.tag == TEXT + "note":
                yield self._note(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._words(child)
            yield child.tail or ""

    def _note(self, note: _Element) -> str:
        """The mark of a note; its words go to the end."""
        number = len(self.notes) + 1
        body = note.find(TEXT + "note-body")
        paragraphs = list(body.iter(TEXT + "p")) if body is not None else []
        words = " ".join(" ".join("".join(self._words(one)) for one in paragraphs).split())
        self.notes.append(f"[footnote {number}] {words}".strip())
        return f"[footnote {number}]"
