"""HTML (.html, .htm, .xhtml) → text: the document on the page, without navigation, cookie banners, forms and footers.

Headings become Markdown headings, items of lists carry the numbers that a browser makes (HTML, sections 4.4.5 to
4.4.8), the cells of a table are paragraphs in the order of reading, notes are marked "[footnote 1]".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.read.numbering import numeral
from kg.read.plain import decode_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BLOCKS = frozenset(
    (
        *_HEADINGS,
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    )
)  # fmt: skip | frozenset(_HEADINGS)
_SILENT = frozenset((
    "audio", "button", "canvas", "colgroup", "datalist", "dialog", "embed", "form", "head", "iframe", "img", "input",
    "label", "link", "map", "math", "meta", "nav", "noscript", "object", "picture", "script", "select", "source",
    "style", "svg", "template", "textarea", "title", "track", "video",
))  # fmt: skip
_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "dialog", "alert", "alertdialog", "menu"))
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|skip-?link|breadcrumbs?|feedback|share|sharing|print-link|pagination|back-to-top|phase-banner"
    r"|related|subscription|visually-hidden|sr-only|contents-list|cookie-banner|survey)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_BACK = frozenset("\u21a9\u2191^\ufe0e\ufe0f")  # what leads back from a note
_DEEPEST = 200  # elements in one another that are followed


def text(data: bytes, where: str) -> str:
    """The text of a page. Raises SourceError for a page in no known encoding, or with nothing to read."""
    from lxml import etree, html

    source = _decoded(data, where)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        page = html.document_fromstring(_without_declaration(source), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"the page cannot be read: {str(error).lower()}", where=where, expected="HTML") from None
    _refuse_cut(source, where)
    writer = _Writer()
    for part in _content(page):
        writer.block(part, 0)
    writer.close()
    if not writer.blocks:
        raise SourceError("the page holds no text", where=where, expected="the text of a response")
    return "\n\n".join(writer.blocks) + "\n"


def _decoded(data: bytes, where: str) -> str:
    """By byte order mark, by what the page declares, else as plain text is."""
    declared = None if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _CHARSET.search(data[:4096])
    name = declared[1].decode().lower() if declared else ""
    name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252") else name
    if not name or name.replace("-", "") in ("utf8", "utf16"):
        return decode_text(data, where)
    try:
        return data.decode(name, errors="replace" if name == "cp1252" else "strict")
    except LookupError:
        raise SourceError(
            f"the page declares an unknown encoding: {name}", where=where, mend="save it as UTF-8"
        ) from None
    except UnicodeError as error:
        told = f"byte {error.start} is" if isinstance(error, UnicodeDecodeError) else "its bytes are"
        raise SourceError(f"{told} not {name}, which the page declares", where=where, mend="save it as UTF-8") from None


def _without_declaration(source: str) -> str:
    """An XML declaration names an encoding that the text no longer has."""
    return re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", source)


def _refuse_cut(source: str, where: str) -> None:
    """A page that opens and is never closed was cut off: what is missing would be missed."""
    head = source[:4096].lower()
    if "<html" in head and "<body" in source.lower() and not re.search(r"</(?:html|body)\s*>", source[-20_000:], re.I):
        raise SourceError(
            "the page is cut off: it is never closed", where=where, expected="</html> at its end", mend="save it again"
        )


def _content(page: HtmlElement) -> list[HtmlElement]:
    """The parts of a page that hold the document."""
    mains = page.xpath("//main | //*[@role='main']")
    mains = [part for part in mains if not part.xpath("ancestor::main | ancestor::*[@role='main']")]
    return mains if any(part.text_content().strip() for part in mains) else [page]


def _is_silent(element: HtmlElement) -> bool:
    """Whether a part of a page is no part of the document."""
    if element.tag in _SILENT or element.get("role") in _ROLES or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style", "")):
        return True
    if element.tag in ("p", "span", "sup", "a", "main", "body", "html", *_HEADINGS):  # names of these mean little
        return "visually-hidden" in element.get("class", "")
    if element.tag == "footer" and element.getparent().tag in ("body", "div"):
        return not element.xpath("ancestor::main | ancestor::article")
    if element.tag == "header" and element.xpath(".//nav | .//form"):
        return not element.xpath("ancestor::main | ancestor::article | .//h1")
    if element.tag in ("section", "article") or element.xpath("self::*//main"):
        return False
    return _FURNITURE.search(element.get("class", "")) is not None  # an id may be made of the words of a heading


class _Writer:
    """Collects the blocks of a page in order. `_marker` waits for the first words of an item."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._marker = ""

    def close(self) -> None:
        """End the block that is being written."""
        lines = [" ".join(line.split()) for line in "".join(self._words).split("\n")]
        words = "\n".join(line for line in lines if line)
        self._words = []
        if words:
            self.blocks.append(self._marker + words)
            self._marker = ""

    def block(self, element: HtmlElement, depth: int) -> None:
        """Write an element as blocks of its own."""
        if _is_silent(element) or depth > _DEEPEST:
            return
        self.close()
        before = self._marker
        if element.tag in _HEADINGS:
            self._marker = _HEADINGS[element.tag] + before
        if element.tag in ("ol", "ul", "menu"):
            self._list(element, depth)
        elif element.tag == "pre":
            self._words.append(element.text_content())
        else:
            self._inside(element, depth)
        self.close()
        if element.tag in _HEADINGS:
            self._marker = ""  # of a heading without words

    def _inside(self, element: HtmlElement, depth: int) -> None:
        self._say(element.text)
        for child in element:
            if child.tag in _BLOCKS:
                self.block(child, depth + 1)
            elif child.tag == "br":
                self._words.append("\n")
            elif note := _note(child):
                self._words.append(note)
            elif not _is_silent(child) and depth < _DEEPEST:
                self._inside(child, depth + 1)
            self._say(child.tail)

    def _say(self, words: str | None) -> None:
        if words:
            self._words.append(re.sub(r"[ \t\r\n\f]+", " ", words))

    def _list(self, element: HtmlElement, depth: int) -> None:
        """The items of a list, with their numbers."""
        items = [child for child in element if child.tag == "li"]
        down = element.get("reversed") is not None
        value = _integer(element.get("start"), len(items) if down else 1)
        for child in element:
            if child.tag != "li":
                self.block(child, depth + 1)
                continue
            value = _integer(child.get("value"), value)
            self._marker += _marker(element, child, value)
            self.block(child, depth + 1)
            self._marker = ""
            value += -1 if down else 1


def _marker(element: HtmlElement, item: HtmlElement, value: int) -> str:
    """What a browser prints before an item of a list."""
    note = re.fullmatch(r"(?:fn|footnote|note)[:_-]?(\d{1,4})", item.get("id", ""))
    if note:
        return f"[footnote {note[1]}] "
    style = _LIST_STYLE.search(item.get("style", "") + ";" + element.get("style", ""))
    kind = style[1].lower() if style else item.get("type") or element.get("type") or ""
    if kind == "none" or "legislative-list" in element.get("class", ""):
        return ""  # its items carry their numbers as words
    if element.tag != "ol" or kind in ("disc", "circle", "square"):
        return "- "
    return f"{numeral(value, kind)}. "


def _integer(words: str | None, default: int) -> int:
    return int(words) if words and re.fullmatch(r"\s*-?\d{1,6}\s*", words) else default


def _note(element: HtmlElement) -> str:
    """The mark of a note where an element is one ("[footnote 1]", " " for the way back), else nothing."""
    if element.tag not in ("a", "sup"):
        return ""
    words = element.text_content().strip()
    if element.tag == "a" and ((words and set(words) <= _BACK) or "reversefootnote" in element.get("class", "")):
        return " "
    if element.tag == "sup" and (number := re.fullmatch(r"\[?(?:footnote |note )?(\d{1,3})\]?", words)):
        return f"[footnote {number[1]}]"
    return ""
