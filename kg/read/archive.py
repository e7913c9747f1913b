"""Office files are zip archives of XML: opened with bounds on what they hold, before anything is unpacked.

An archive may expand to 64 MB in 2,000 members at most (zip bombs), its XML may declare no document type (entity
bombs), and an encrypted file is told as such.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.files import DAMAGED

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_EXPANDED = 64 * 1024 * 1024
"""Bytes that the members of an archive may have together, unpacked."""
MAX_MEMBERS = 2000
"""Members that an archive may have: an office document has about twenty, and one for each picture."""
COMPOUND = b"\xd0\xcf\x11\xe0"
"""How compound files begin: old office documents, and encrypted new ones (MS-CFB, section 2.2)."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream of an encrypted document (MS-OFFCRYPTO, section 2.3.1)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OTHERS = {"xl/workbook.xml": "a spreadsheet (XLSX)", "ppt/presentation.xml": "a presentation (PPTX)"}


def kind(data: bytes, where: str) -> str:
    """ "docx" or "odt". Raises SourceError for other archives and for damaged ones."""
    with Archive(data, where) as members:
        if "word/document.xml" in members:
            return "docx"
        other = next((told for name, told in _OTHERS.items() if name in members), "")
        media = members.bytes("mimetype").strip() if "mimetype" in members else b""
    if media == _OPEN_DOCUMENT + b"text":
        return "odt"
    if media.startswith(_OPEN_DOCUMENT):
        other = f"an OpenDocument {media.removeprefix(_OPEN_DOCUMENT).decode('ascii', 'replace')}"
    raise SourceError(
        f"the file is {other or 'a zip archive, and no office document'}",
        where=where,
        expected="DOCX or ODT",
        mend="save it as one of these" if other else "unpack it",
    )


def compound_file(data: bytes, where: str) -> SourceError:
    """The error for a compound file: encrypted, or of an old format."""
    if _ENCRYPTED in data:
        return locked(where)
    return SourceError(
        "the file is an old Word document (.doc)", where=where, expected="DOCX, ODT or PDF", mend="save it as DOCX"
    )


def locked(where: str) -> SourceError:
    """The error for an office document that is encrypted."""
    return SourceError(
        "the office document is encrypted: it wants a password", where=where, mend="save it without a password"
    )


class Archive:
    """The members of a zip archive, within bounds."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*DAMAGED, OSError) as error:
            raise self._damaged(error) from None
        infos = self._zip.infolist()
        self._names = {info.filename for info in infos}
        expanded = sum(info.file_size for info in infos)
        if len(infos) > MAX_MEMBERS or expanded > MAX_EXPANDED:
            raise SourceError(
                f"the office document would unpack to {expanded:,} bytes in {len(infos):,} members",
                where=where,
                expected=f"at most {MAX_EXPANDED:,} bytes in {MAX_MEMBERS:,} members",
                mend="take large pictures out, or save the text alone",
            )
        if any(info.flag_bits & 1 for info in infos):
            raise locked(where)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *raised: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def bytes(self, name: str) -> bytes:
        """A member. Raises SourceError where it is not there or damaged."""
        try:
            return self._zip.read(name)
        except (*DAMAGED, KeyError, OSError) as error:
            raise self._damaged(error) from None

    def xml(self, name: str) -> _Element:
        """The root of a member in XML. Raises SourceError where it is damaged or declares a document type."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.bytes(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if b"<!DOCTYPE" in self.bytes(name)[:4096]:
                raise self._document_type(name) from None
            raise self._damaged(f"{name}: {error}") from None
        if root.getroottree().docinfo.doctype:
            raise self._document_type(name)
        return root

    def _document_type(self, name: str) -> SourceError:
        return SourceError(
            f"{name} in the office document declares a document type, which may hide an entity bomb",
            where=self.where,
            expected="XML without <!DOCTYPE>",
            mend="save it again with an office program",
        )

    def _damaged(self, error: object) -> SourceError:
        return SourceError(
            f"the office document is damaged or cut off ({str(error).strip(chr(39)).lower()})",
            where=self.where,
            mend="fetch it again",
        )
