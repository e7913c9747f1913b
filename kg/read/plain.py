"""Plain text (.txt, .md): UTF-8, UTF-16 with a byte order mark, Windows-1252 where it is certain.

The text is kept verbatim, newlines and all; only a byte order mark is dropped. Bytes that are not UTF-8 are read as
Windows-1252 only if every byte is defined there, none is a control character and the bytes above 0x7F are rare
and look like the typographic marks, accents and pound signs of English office text; anything else is an error that
names line and byte, since a wrong guess would put wrong words into quotations.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from kg.errors import SourceError, UsageError

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read, in bytes: a response is about 30 kB, a long report under 2 MB."""

_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a")
# Windows-1252: dashes, quotes, ellipsis, bullet, euro, no-break space, pound, section, soft hyphen, fractions, accents.
_OFFICE_BYTES = frozenset(
    b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xad\xae\xb0\xb7\xbc\xbd\xbe"
) | frozenset(range(0xC0, 0x100))


def content(path: Path) -> bytes:
    """The bytes of a file. Raises UsageError where there is none, SourceError where it is too large or closed to us."""
    where = str(path)
    try:
        if path.is_dir():
            raise UsageError("a folder, not a file", where=where, expected="one document", mend="give a file in it")
        size = path.stat().st_size
    except FileNotFoundError:
        raise UsageError("no such file", where=where, mend="check the path") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot be opened: {_reason(error)}", where=where, mend="check the path") from None
    if not path.is_file():
        raise UsageError("not an ordinary file", where=where, expected="a document")
    if size > MAX_BYTES:
        raise SourceError(
            f"the file is too large: {size:,} bytes",
            where=where,
            expected=f"at most {MAX_BYTES:,} bytes",
            mend="cut it up",
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {_reason(error)}", where=where, mend="check its permissions") from None


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def decode(data: bytes, where: str) -> str:
    """The text in the bytes of a file. Raises SourceError for an empty, binary or undecodable one."""
    text = decode_text(data, where)
    if not text.strip():
        raise SourceError("the file is empty", where=where, expected="the text of a response")
    position = text.find("\x00")
    if position >= 0:
        raise SourceError(
            "the file is binary: it holds a NUL character",
            where=f"{where}:{text.count(chr(10), 0, position) + 1}",
            expected="plain text",
        )
    return text


def decode_text(data: bytes, where: str) -> str:
    """The bytes as text, whatever it is. Raises SourceError for bytes in none of the encodings."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _strict(data, "utf-32", where)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16", where)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_office_text(data):
            return data.decode("cp1252")
        raise _undecodable(data, error, "UTF-8", where) from None


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, encoding.upper(), where) from None


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str, where: str) -> SourceError:
    if b"\x00" in data and encoding == "UTF-8":
        return SourceError("the file is binary: it holds a NUL byte", where=where, expected="plain text")
    line = data.count(b"\n", 0, error.start) + 1
    return SourceError(
        f"byte {error.start} (0x{data[error.start]:02X}) is not {encoding}",
        where=f"{where}:{line}",
        expected="text in UTF-8, or UTF-16 with a byte order mark",
        mend="save the file as UTF-8",
    )


def _is_office_text(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are surely Windows-1252."""
    high = [byte for byte in data if byte > 0x7F]
    controls = any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in data)
    return not controls and set(high) <= _OFFICE_BYTES and len(high) * 10 <= len(data)
