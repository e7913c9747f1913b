"""Reading files: encodings, what is no text, folders and their sources.csv."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, SourceError, UsageError
from kg.read import plain, read, sources
from kg.read.plain import decode

RESPONSES = Path(__file__).parents[2] / "data" / "responses"
HEADING = "file,title,issuer,published,licence,sha256\n"


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    "data",
    ["The café – £5".encode(), "The café – £5".encode("utf-8-sig"), "The café – £5".encode("utf-16")],
    ids=["utf-8", "utf-8 with mark", "utf-16"],
)
def test_encodings_give_the_same_text(tmp_path: Path, data: bytes) -> None:
    document = read(put(tmp_path, "A Café.txt", data))
    assert document.text == "The café – £5"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.slug, document.name) == ("a-cafe", "A Café.txt")


def test_windows_text_is_read_where_it_is_certain() -> None:
    text = "The Home Office’s response – a “full” one, at a cost of £5 for every one of the stalls inspected…"
    assert decode(text.encode("cp1252"), "x.txt") == text


def test_newlines_are_kept(tmp_path: Path) -> None:
    assert read(put(tmp_path, "x.txt", b"a\r\nb\rc\n")).text == "a\r\nb\rc\n"


def test_pages_start_after_form_feeds(tmp_path: Path) -> None:
    assert read(put(tmp_path, "x.txt", "ab\fcd\fe")).pages == (0, 3, 6)
    assert read(put(tmp_path, "y.txt", "ab")).pages == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04 ...", "office document is damaged .*its ending says plain text"),
        (b"\xd0\xcf\x11\xe0 ...", "old Word document"),
        (b"{\\rtf1 ...", "rich text"),
        (b"\x89PNG ...", "picture"),
        (b"\x1f\x8b ...", "compressed"),
        (b"abc\x00def", "NUL"),
        (b"ab\x00\xffc", "NUL"),
        (b"one\ntwo \x81\x8d three", "byte 8 \\(0x81\\) is not UTF-8"),
        ("Ж".encode("koi8-r") * 9, "not UTF-8"),
        (b"\xff\xfea", "not UTF-16"),
    ],
)
def test_what_is_no_text_is_one_clear_error(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(put(tmp_path, "x.txt", data))


def test_an_undecodable_byte_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"x\.txt:3: byte 10"):
        read(put(tmp_path, "x.txt", b"one\ntwo\nab\x81\x8d"))


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(UsageError, match="a folder"):
        read(tmp_path)
    with pytest.raises(UsageError, match="cannot be opened"):
        read(Path("x" * 5000))
    with pytest.raises(UsageError, match="not an ordinary file"):
        read(Path("/dev/null"))


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_BYTES", 10)
    with pytest.raises(SourceError, match="too large: 11 bytes"):
        read(put(tmp_path, "x.txt", "a" * 11))


def test_the_published_responses_are_read_with_their_metadata() -> None:
    documents = sources(RESPONSES)
    assert [d.slug for d in documents] == sorted(p.stem for p in RESPONSES.glob("*.txt"))
    assert documents[0].publisher == "UK Border Agency"
    assert documents[0].licence == "OGL-UK-3.0"
    assert all(d.title and d.published for d in documents)


def test_a_single_file_takes_its_metadata_from_the_list_beside_it(tmp_path: Path) -> None:
    path = put(tmp_path, "x.txt", "words")
    assert sources(path)[0].title == ""
    put(tmp_path, "sources.csv", HEADING + "x.txt,A title,Home Office,2024,OGL,\n")
    assert (sources(path)[0].title, sources(path)[0].published) == ("A title", "2024")


def test_a_folder_without_a_list(tmp_path: Path) -> None:
    put(tmp_path, "b.md", "words")
    put(tmp_path, "a.txt", "words")
    put(tmp_path, "README.md", "not a response")
    put(tmp_path, "picture.png", b"\x89PNG")
    assert [d.name for d in sources(tmp_path)] == ["a.txt", "b.md"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (HEADING + "y.txt,,,,,\n", r"sources\.csv:2: 'y\.txt' is listed and not there"),
        (HEADING + "x.txt,,,,,00ff\n", "the file has changed"),
        (HEADING + "x.txt,,,,,\nx.txt,,,,,\n", r"sources\.csv:3: 'x\.txt' is listed twice"),
        (HEADING + "x.txt,,,,,,surplus\n", r"sources\.csv:2: the row has more fields"),
        (HEADING + "../x.txt,,,,,\n", "is no file name"),
        (HEADING + ",,,,,\n", "is no file name"),
        (HEADING + 'x.txt,"never closed,,,,\n', "not a CSV table"),
        ("name,title\nx.txt,A\n", r"sources\.csv:1: the column 'file' is missing"),
        ("", "empty"),
    ],
)
def test_a_bad_list_is_an_error_with_its_line(tmp_path: Path, table: str, words: str) -> None:
    put(tmp_path, "x.txt", "words")
    put(tmp_path, "sources.csv", table)
    with pytest.raises(SourceError, match=words):
        sources(tmp_path)


def test_a_list_that_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "x.txt", "words")
    (tmp_path / "sources.csv").mkdir()
    with pytest.raises(SourceError, match="cannot be read"):
        sources(tmp_path)


def test_folders_with_nothing_or_with_clashing_names(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no documents"):
        sources(tmp_path)
    put(tmp_path, "a b.txt", "words")
    put(tmp_path, "a-b.md", "words")
    with pytest.raises(SourceError, match="the same address"):
        sources(tmp_path)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_own_error(data: bytes) -> None:
    try:
        text = decode(data, "x.txt")
    except KgError:
        return
    assert text.strip()
    assert "\x00" not in text
