"""The published responses as HTML, PDF, DOCX and ODT (tests/cases/formats, made by make.sh there) say what they say as
text; files that cannot be read are one clear error each."""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.batches import gazetteer, tagger
from kg.errors import SourceError
from kg.extract.assemble import extract
from kg.model import Document, Mention, Record, When
from kg.read import archive, pdf, plain, read, sources

ROOT = Path(__file__).parents[2]
RESPONSES = ROOT / "data" / "responses"
CASES = ROOT / "tests" / "cases" / "formats"
SOURCES = {
    "working": "2024-illegal-working-enforcement",
    "caseworker": "2022-chief-caseworker-unit",
    "intelligence": "2016-intelligence-functions",
    "competent": "2024-competent-authority",
    "agency": "2010-local-immigration-teams",
}
FILES = sorted(path.name for path in CASES.iterdir() if path.stem.split("-")[0] in SOURCES)


def words(text: str) -> str:
    return " ".join(text.split())


def when(found: When | None) -> tuple[object, ...] | None:
    return found and (words(found.text), found.timing, found.edtf, found.earliest, found.latest, found.inferred)


def entities(found: tuple[Mention, ...]) -> list[str]:
    return [mention.entity for mention in found]


def facts(record: Record) -> dict[str, Any]:
    """Everything that a record says, without the places where it stands."""
    return {
        "inspection": replace(record.inspection, period_span=None),
        "declared": replace(record.declared, span=None),
        "document": (record.document.title, record.document.published, record.publisher),
        "recommendations": [
            (node.number, node.parent, words(node.text), node.heading, when(node.deadline), entities(node.themes))
            for node in record.recommendations
        ],
        "responses": [
            (a.number, a.respondent, words(a.text), a.acceptance, a.delivery, a.position_span and a.position_span.exact)
            for a in record.responses
        ],
        "commitments": [
            (c.number, c.response_number, c.respondent, words(c.text), c.delivery, c.firmness, c.timing, when(c.due))
            for c in record.commitments
        ],
        "owners": [entities(commitment.owners) for commitment in record.commitments],
        "mentions": sorted(entities(record.mentions)),
        "notices": [notice.message for notice in record.notices],
    }


def spans(record: Record) -> list[Any]:
    found = [span for node in record.recommendations for span in node.spans]
    found += [span for answer in record.responses for span in answer.spans]
    return found + [c.span for c in record.commitments] + [mention.span for mention in record.mentions]


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    records = {d.slug: extract(d, gazetteer(), tagger()) for d in map(text_of, SOURCES.values())}
    return {slug: facts(record) for slug, record in records.items()}


def text_of(slug: str) -> Document:
    return read(RESPONSES / f"{slug}.txt")


def test_there_are_cases_of_every_format() -> None:
    assert {Path(name).suffix for name in FILES} == {".html", ".pdf", ".docx", ".odt"}
    assert sum(path.stat().st_size for path in CASES.iterdir()) < 2_000_000


@pytest.mark.parametrize("name", FILES)
def test_a_response_says_the_same_in_every_format(name: str, expected: dict[str, dict[str, Any]]) -> None:
    slug = SOURCES[Path(name).stem.split("-")[0]]
    document = read(CASES / name, {"slug": slug})
    # some names hold only in the file that the reference data name
    record = extract(replace(document, name=f"{slug}.txt"), gazetteer(), tagger())
    found = facts(record)
    for kind, facts_of_kind in expected[slug].items():
        assert found[kind] == facts_of_kind, kind
    assert document.sha256 == hashlib.sha256((CASES / name).read_bytes()).hexdigest()
    for span in spans(record):
        span.check(document.text, name)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pdf")])
def test_pages_of_a_pdf_start_where_their_words_do(name: str) -> None:
    import pypdfium2

    document = read(CASES / name)
    with pypdfium2.PdfDocument((CASES / name).read_bytes()) as source:
        counted = len(source)
    assert len(document.pages) == counted > 1
    assert list(document.pages) == sorted(set(document.pages))
    assert all(not document.text[place].isspace() for place in document.pages)


def test_what_is_around_a_page_is_left_out() -> None:
    text = read(CASES / "working.html").text
    assert text.startswith("Policy paper\n\n# Response to an inspection")
    for stray in ("cookies", "Skip to", "Help", "Contents", "useful", "dataLayer", "Search", "Open Government"):
        assert stray not in text


def test_running_lines_and_hyphens_of_a_pdf_are_mended() -> None:
    text = read(CASES / "intelligence-hyphens.pdf").text
    assert "file:///" not in text  # the footer of the browser
    assert "with the aim of addressing any additional technology needs" in text  # "addres-sing" over two lines
    assert "front-line staff" in text


def test_all_commands_take_the_formats(tmp_path: Path) -> None:
    for name in ("working.pdf", "caseworker.docx", "intelligence-table.html"):
        (tmp_path / name).write_bytes((CASES / name).read_bytes())
    assert [document.name for document in sources(tmp_path)] == sorted(os.listdir(tmp_path))
    graphs = pipeline.submission(tmp_path / "working.pdf")
    assert [str(name).rsplit("/", 1)[-1] for name in graphs] == ["working"]


# What cannot be read


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return data.getvalue()


def case(name: str) -> bytes:
    return (CASES / name).read_bytes()


def refused(folder: Path, name: str, data: bytes) -> str:
    """The error for a file of this name and content, without the folder."""
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as raised:
        read(path)
    assert raised.value.where.startswith(str(path))
    return str(raised.value).replace(f"{folder}/", "")


WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", lambda: case("picture.pdf"), "a.pdf: the PDF has no text layer"),
        ("a.pdf", lambda: case("locked.pdf"), "a.pdf: the PDF is encrypted: it wants a password"),
        ("a.pdf", lambda: case("working.pdf")[:30_000], "a.pdf: the PDF is damaged or cut off"),
        ("a.pdf", lambda: b"%PDF-1.7\n" + b"junk " * 50 + b"%%EOF", "a.pdf: the PDF is damaged or cut off"),
        ("a.docx", lambda: case("locked.docx"), "a.docx: the office document is encrypted: it wants a password"),
        ("a.odt", lambda: case("locked.odt"), "a.odt: the office document is encrypted: it wants a password"),
        ("a.docx", lambda: case("working.docx")[:9000], "a.docx: the office document is damaged or cut off"),
        ("a.odt", lambda: case("working.odt")[:9000], "a.odt: the office document is damaged or cut off"),
        ("a.html", lambda: case("working.html")[:6000], "a.html: the page is cut off"),
        ("a.html", lambda: b"<html><body><nav>Home</nav></body></html>", "a.html: the page holds no text"),
        ("a.html", lambda: b"<html></html>", "a.html: the page holds no text"),
        ("a.html", lambda: b'<meta charset="klingon"><p>x', "a.html: the page declares an unknown encoding: klingon"),
        ("a.html", lambda: b'<meta charset="shift_jis"><p>\xff\xff', "a.html: byte 29 is not shift_jis"),
        ("a.html", lambda: b"just words", "a.html: the file is plain text, and its ending (.html) says an HTML page"),
        (
            "a.pdf",
            lambda: case("working.docx"),
            "a.pdf: the file is a Word document (DOCX), and its ending (.pdf) says a PDF",
        ),
        (
            "a.docx",
            lambda: case("working.odt"),
            "a.docx: the file is an OpenDocument text (ODT), and its ending (.docx) says a Word",
        ),
        (
            "a.odt",
            lambda: case("working.html"),
            "a.odt: the file is an HTML page, and its ending (.odt) says an OpenDocument",
        ),
        (
            "a.txt",
            lambda: case("working.html"),
            "a.txt: the file is an HTML page, and its ending (.txt) says plain text",
        ),
        ("a.txt", lambda: case("working.pdf"), "a.txt: the file is a PDF, and its ending (.txt) says plain text"),
        ("a.pdf", lambda: b"just words", "a.pdf: the file is no PDF, as its ending (.pdf) says: it is plain text"),
        ("a.pdf", lambda: b"", "a.pdf: the file is no PDF, as its ending (.pdf) says: it is empty"),
        ("a.odt", lambda: bytes(90), "a.odt: the file is no ODT, as its ending (.odt) says: it is binary data"),
        ("a.docx", lambda: zipped({"xl/workbook.xml": ""}), "a.docx: the file is a spreadsheet (XLSX)"),
        ("a.docx", lambda: zipped({"notes.txt": "x"}), "a.docx: the file is a zip archive, and no office document"),
        (
            "a.odt",
            lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "a.odt: the file is an OpenDocument spreadsheet",
        ),
        ("a.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "a.doc: the file is an old Word document (.doc)"),
        ("a.docx", lambda: zipped({"word/document.xml": WORD % ""}), "a.docx: the document holds no text"),
        (
            "a.odt",
            lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            "a.odt: the document holds no text",
        ),
        (
            "a.odt",
            lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "a.odt: the office document is damaged or cut off",
        ),
        (
            "a.docx",
            lambda: zipped({"word/document.xml": "<w:document><w:body>"}),
            "a.docx: the office document is damaged or cut off (word/document.xml",
        ),
        (
            "a.docx",
            lambda: zipped({"word/document.xml": ENTITIES + WORD % "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"}),
            "a.docx: word/document.xml in the office document declares a document type",
        ),
        (
            "a.docx",
            lambda: zipped({"word/document.xml": ENTITIES + "<w>&undeclared;</w>"}),
            "a.docx: word/document.xml in the office document declares a document type",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_one_clear_error(
    tmp_path: Path, name: str, data: Callable[[], bytes], message: str
) -> None:
    assert refused(tmp_path, name, data()).startswith(message)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": bytes(archive.MAX_EXPANDED + 1)})
    assert len(bomb) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "read", None)  # nothing may be unpacked
    assert "would unpack to 67,108,865 bytes in 1 members" in refused(tmp_path, "a.docx", bomb)
    many = zipped({f"word/{number}.xml": "" for number in range(archive.MAX_MEMBERS + 1)}, zipfile.ZIP_STORED)
    assert "0 bytes in 2,001 members" in refused(tmp_path, "b.docx", many)


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    data = bytearray(zipped({"word/document.xml": WORD % ""}))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # general purpose bit 0: encrypted (APPNOTE, section 4.4.4)
    assert "it wants a password" in refused(tmp_path, "a.docx", bytes(data))


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".odt", ".html", ".txt"])
def test_a_file_of_200_mb_is_refused_by_its_size(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", None)  # nothing may be read
    with pytest.raises(SourceError, match=r"too large: 209,715,200 bytes"):
        read(path)
    assert plain.MAX_BYTES < 200 * 1024 * 1024


def test_a_pdf_with_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "the PDF has 3 pages; expected at most 1" in refused(tmp_path, "a.pdf", case("working.pdf"))


def test_a_file_without_an_ending_is_what_its_content_shows(tmp_path: Path) -> None:
    for name in ("working.pdf", "working.html", "working.odt"):
        path = tmp_path / name.replace(".", "-")
        path.write_bytes(case(name))
        assert read(path).text == read(CASES / name).text


def test_the_page_of_a_fact_reaches_the_graph_and_the_report() -> None:
    graphs = pipeline.submission(CASES / "working.pdf")
    graph = next(iter(graphs.values()))
    pages = {str(quote): int(str(page)) for quote, page in graph.query(QUOTED_PAGES)}  # type: ignore[misc]
    assert pages["Implement a standardised procedure for recording debriefing records on PRONTO."] == 3
    assert set(pages.values()) == {1, 2, 3}
    with pipeline.joined(None) as store:
        report = pipeline.try_out(store, graphs)
    places = {str(result.source.place) for result in report.results if result.source.place}
    assert any(re.fullmatch(r"working\.pdf:\d+ \(page 2\)", place) for place in places)


QUOTED_PAGES = """
PREFIX insp: <https://w3id.org/inspection-kg/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?quote ?page { ?span insp:page ?page ; oa:hasSelector/oa:exact ?quote }"""
