"""PDF with a text layer → text: one line a paragraph, a blank line between them, and where the pages start.

The order is that of the file, which programs write as the text is read: column by column, cell by cell. What is a
line is seen here, what is a paragraph in `flow`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.read.flow import Page, flow
from kg.read.rows import Line

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 2000
"""Pages that a document may have: the longest reports have about 500."""
_TAIL = 4096  # bytes at the end of a file that must hold the mark of its end (ISO 32000-1, 7.5.5, and some garbage)
_HYPHENS = "\x02\ufffe"  # what the engine makes of a hyphen at the end of a line
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\x00": ""})
_GAP = 2.0  # heights of a line: a wider gap stands between cells, not words
_DOT = (1.5, 8.0)  # points from side to side of a bullet
_BESIDE = 24.0  # points between a bullet and its words
_LONGEST = 16  # characters of a label, and more
_LABEL = re.compile(r"(?:[-–•▪◦·‣●○o*]|\[?\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)\]]{0,2})\Z")


def text(data: bytes, where: str) -> tuple[str, tuple[int, ...]]:
    """The text and the offsets at which its pages start.

    Raises SourceError for a file that is damaged, wants a password or has no text layer.
    """
    document = _opened(data, where)
    try:
        if len(document) > MAX_PAGES:
            raise SourceError(
                f"the PDF has {len(document):,} pages", where=where, expected=f"at most {MAX_PAGES:,}", mend="cut it up"
            )
        found = flow([_page(document, index, where) for index in range(len(document))])
    finally:
        document.close()
    if not any(letter.isalpha() for letter in found[0]):
        raise SourceError(
            "the PDF has no text layer: its pages are pictures",
            where=where,
            expected="a PDF in which words can be selected",
            mend="recognise the text (OCR) and save the file with it",
        )
    return found


def _opened(data: bytes, where: str) -> pypdfium2.PdfDocument:
    """The document. The engine would read a file that is cut off as far as it goes: that is an error here."""
    import pypdfium2

    if b"%%EOF" not in data[-_TAIL:]:
        raise _damaged(where)
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(
                "the PDF is encrypted: it wants a password", where=where, mend="save it without a password"
            ) from None
        raise _damaged(where) from None


def _damaged(where: str) -> SourceError:
    return SourceError("the PDF is damaged or cut off", where=where, mend="fetch it again")


def _page(document: pypdfium2.PdfDocument, index: int, where: str) -> Page:
    import pypdfium2

    try:
        page = document[index]
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise _damaged(f"{where}, page {index + 1}") from None
    try:
        return Page(page.get_height(), tuple(_with_bullets(list(_lines(layer)), _dots(page))))
    finally:
        layer.close()
        page.close()


def _dots(page: pypdfium2.PdfPage) -> list[tuple[float, float]]:
    """The right ends and the heights of what is drawn as small as a bullet: browsers draw them, without a letter."""
    from pypdfium2 import raw

    found = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = path.get_bounds()
        if _DOT[0] < right - left < _DOT[1] and abs((right - left) - (top - bottom)) < 1:
            found.append((right, (bottom + top) / 2))
    return found


def _with_bullets(lines: list[Line], dots: list[tuple[float, float]]) -> list[Line]:
    """The lines, those beside a dot as items of a list."""
    for right, height in dots:
        for index, line in enumerate(lines):
            if 0 < line.left - right < _BESIDE and line.bottom < height < line.top:
                lines[index] = replace(line, words=f"• {line.words}")
                break
    return lines


def _lines(layer: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """The lines of a page in the order of the file; cells that stand side by side are lines of their own."""
    from pypdfium2 import raw

    count = layer.count_chars()
    letters = _whole([chr(raw.FPDFText_GetUnicode(layer, index)) for index in range(count)])
    start = 0
    for index in range(count + 1):
        letter = letters[index] if index < count else "\n"
        if letter and (letter in "\r\n" or letter in _HYPHENS):
            end = index + (letter in _HYPHENS)
            yield from _pieces(layer, letters, start, end)
            start = index + 1


def _whole(letters: list[str]) -> list[str]:
    """The letters, where PDFium tells one beyond U+FFFF as two halves (UTF-16): it stands at the place of the first,
    and nothing at that of the second. A half alone is no letter."""
    for index, (one, other) in enumerate(pairwise(letters)):
        if "\ud800" <= one <= "\udbff" and "\udc00" <= other <= "\udfff":
            letters[index] = (one + other).encode("utf-16", "surrogatepass").decode("utf-16")
            letters[index + 1] = ""
    return ["\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in letters]


def _pieces(layer: pypdfium2.PdfTextPage, letters: list[str], start: int, end: int) -> Iterator[Line]:
    """A line, cut where a gap too wide for words stands in it, but not after the label of an item."""
    while start < end and letters[start].isspace():
        start += 1
    while start < end and letters[end - 1].isspace():
        end -= 1
    if start == end:
        return
    first = start
    index = start
    while index < end:
        if not letters[index].isspace():
            index += 1
            continue
        after = next(place for place in range(index, end) if not letters[place].isspace())
        _, _, right, top = _box(layer, index - 1)
        left, bottom, _, _ = _box(layer, after)
        wide = abs(left - right) > _GAP * abs(top - bottom)
        if wide and not _LABEL.match("".join(letters[first : min(index, first + _LONGEST)])):
            yield _line(layer, letters, first, index)
            first = after
        index = after
    yield _line(layer, letters, first, end)


def _line(layer: pypdfium2.PdfTextPage, letters: list[str], start: int, end: int) -> Line:
    """A line with its box; `first` is the width of its first word."""
    word = next((index for index in range(start, end) if letters[index].isspace()), end)
    left, bottom, _, top = _box(layer, start)
    words = "".join(letters[start:end]).translate(_LIGATURES)
    for mark in _HYPHENS:
        words = words.replace(mark, "-")
    return Line(" ".join(words.split(" ")), left, bottom, _box(layer, end - 1)[2], top, _box(layer, word - 1)[2] - left)


def _box(layer: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a letter as its font has them, in points."""
    box: tuple[float, float, float, float] = layer.get_charbox(index, loose=True)
    return box
