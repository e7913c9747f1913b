"""A file of any format → Document: what it is by its content, which its ending must not contradict."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from kg.errors import SourceError
from kg.identifiers import slugify
from kg.model import Document
from kg.read import archive, html, office, opendocument, pdf, plain

_ENDINGS = {
    ".txt": "text", ".md": "text", ".text": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".odt": "odt",
}  # fmt: skip
SUFFIXES = tuple(_ENDINGS)
"""The endings of files that are read."""
READ = "text (.txt, .md), HTML, PDF, DOCX or ODT"

_NAMES = {
    "text": "plain text", "html": "an HTML page", "pdf": "a PDF", "docx": "a Word document (DOCX)",
    "odt": "an OpenDocument text (ODT)",
}  # fmt: skip
_SIGNATURES = (
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")  # no RDF file may hold them
_TAG = re.compile(rb"<(?:!doctype|body|div|main|article|section|head|h[1-6]|p|ol|ul|table)\b", re.IGNORECASE)


def read(path: Path, metadata: Mapping[str, str] | None = None) -> Document:
    """The document in a file. `metadata` may give title, issuer, published, licence and slug.

    Raises UsageError where there is no such file, SourceError where it cannot be read, or holds no text.
    """
    data = plain.content(path)
    kind = _kind(data, path)
    text, pages = _text(data, kind, str(path))
    if kind != "text":  # a text is kept as it stands
        text = _CONTROL.sub(" ", text)
    known = metadata or {}
    return Document(
        slug=known.get("slug") or slugify(path.stem),
        text=text,
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        title=known.get("title", ""),
        publisher=known.get("issuer", ""),
        published=known.get("published", ""),
        licence=known.get("licence", ""),
        pages=pages,
    )


def _text(data: bytes, kind: str, where: str) -> tuple[str, tuple[int, ...]]:
    """The text, and the offsets at which its pages start."""
    match kind:
        case "pdf":
            return pdf.text(data, where)
        case "html":
            return html.text(data, where), ()
        case "docx":
            return office.text(data, where), ()
        case "odt":
            return opendocument.text(data, where), ()
    text = plain.decode(data, where)
    breaks = [match.end() for match in re.finditer("\f", text)]
    return text, (0, *breaks) if breaks else ()


def _kind(data: bytes, path: Path) -> str:
    """The format of a file. Raises SourceError where it is none of ours, or not the one that its ending says."""
    said, suffix = _ENDINGS.get(path.suffix.lower()), path.suffix
    found = _found(data, str(path), said)
    if not found and said in ("pdf", "docx", "odt"):
        raise SourceError(
            f"the file is no {said.upper()}, as its ending ({suffix}) says: {_description(data)}",
            where=str(path),
            mend="fetch it again, or give it the ending of what it is",
        )
    if found and said and found != said:
        raise SourceError(
            f"the file is {_NAMES[found]}, and its ending ({suffix}) says {_NAMES[said]}",
            where=str(path),
            mend=f"rename it: {path.stem}.{found.replace('text', 'txt')}",
        )
    return found or said or "text"


def _found(data: bytes, where: str, said: str | None) -> str:
    """What the content shows a file to be; nothing where that is not sure."""
    if data.startswith(b"%PDF") or (said == "pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data, where, said)
    if data.startswith(archive.COMPOUND):
        raise archive.compound_file(data, where)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"the file is {name}", where=where, expected=READ, mend="save it as one of these")
    if _PAGE.match(data[:4096]):
        return "html"
    return "text" if said == "html" and data.strip() and not _TAG.search(data) and b"\x00" not in data[:4096] else ""


def _of_archive(data: bytes, where: str, said: str | None) -> str:
    """What a zip archive is; for a damaged one, at least that it is none of what its ending says."""
    try:
        return archive.kind(data, where)
    except SourceError as error:
        if said in ("docx", "odt", None):
            raise
        raise SourceError(
            f"{error.what}, and its ending says {_NAMES[said]}", where=where, expected=error.expected, mend=error.mend
        ) from None


def _description(data: bytes) -> str:
    if not data:
        return "it is empty"
    return "it is binary data of no known format" if b"\x00" in data[:4096] else "it is plain text or damaged"
