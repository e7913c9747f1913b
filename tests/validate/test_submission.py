"""Files that are handed in: every format is read, every fault is one clear error with its line, nothing is fetched."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import DataError, KgError, UsageError
from kg.validate import parse_submission

S, P = URIRef("https://example.org/s"), URIRef("https://example.org/p")
GOOD = {
    "a.ttl": '@prefix e: <https://example.org/> .\ne:s e:p "v" .\n',
    "a.trig": '@prefix e: <https://example.org/> .\ne:g { e:s e:p "v" }\n',
    "a.nt": '<https://example.org/s> <https://example.org/p> "v" .\n',
    "a.nq": '<https://example.org/s> <https://example.org/p> "v" <https://example.org/g> .\n',
    "a.jsonld": '{"@context": {"e": "https://example.org/"}, "@id": "e:s", "e:p": "v"}',
    "A.TTL": '\ufeff@prefix e: <https://example.org/> .\ne:s e:p "v" .\n',
}
BAD = {
    "missing-dot.ttl": ('@prefix e: <https://example.org/> .\n\ne:s e:p "v"\ne:t e:p "w" .\n', 4, "Turtle"),
    "unknown-prefix.ttl": ('@prefix e: <https://example.org/> .\ne:s x:p "v" .\n', 2, "Turtle"),
    "open-string.ttl": ('@prefix e: <https://example.org/> .\ne:s e:p "v .\n', 2, "Turtle"),
    "brace.trig": ('@prefix e: <https://example.org/> .\ne:g { e:s e:p "v"\n', None, "TriG"),
    "second.nt": ('<https://e.org/s> <https://e.org/p> "v" .\n<https://e.org/s> nonsense .\n', 2, "N-Triples"),
    "third.nq": ("# a comment\n\n<https://e.org/s> <https://e.org/p> .\n", 3, "N-Quads"),
    "comma.jsonld": ('{\n "@id": "https://e.org/s",\n}', 3, "JSON-LD"),
}


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("name", GOOD)
def test_formats(tmp_path: Path, name: str) -> None:
    assert set(parse_submission(write(tmp_path, name, GOOD[name]))) == {(S, P, Literal("v"))}


@pytest.mark.parametrize("name", BAD)
def test_faults(tmp_path: Path, name: str) -> None:
    text, line, form = BAD[name]
    path = write(tmp_path, name, text)
    with pytest.raises(DataError) as caught:
        parse_submission(path)
    where = f"{path}:{line}" if line else str(path)
    assert caught.value.where.startswith(where)
    assert f"not valid {form}" in str(caught.value)
    assert caught.value.expected
    assert "\n" not in str(caught.value)


def test_not_utf8(tmp_path: Path) -> None:
    path = write(tmp_path, "latin.ttl", b'# caf\n# caf\xe9\n<s> <p> "v" .\n')
    with pytest.raises(DataError, match=r"latin.ttl:2: the file is not UTF-8"):
        parse_submission(path)


@pytest.mark.parametrize("name", ["none.ttl", "."])
def test_no_such_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no such file"):
        parse_submission(tmp_path / name)


def test_unknown_ending(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.ttl, \.trig, \.nt, \.nq, \.jsonld"):
        parse_submission(write(tmp_path, "a.docx", "x"))


@pytest.mark.parametrize(("name", "text"), [("e.ttl", ""), ("e.ttl", "# only words\n"), ("e.jsonld", "{}")])
def test_nothing_said(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(DataError, match="holds no statements"):
        parse_submission(write(tmp_path, name, text))


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "https://schema.org/", "@id": "https://e.org/s", "name": "v"}',
        '{"@context": [{"e": "https://e.org/"}, "https://schema.org/"], "@id": "e:s", "e:p": "v"}',
        '{"@context": {"@import": "https://schema.org/"}, "@id": "https://e.org/s"}',
        '{"@id": "https://e.org/s", "https://e.org/p": [{"@context": "context.jsonld", "@id": "https://e.org/t"}]}',
    ],
)
def test_contexts_are_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(DataError, match="lies outside the file"):
        parse_submission(write(tmp_path, "a.jsonld", text))


def test_imports_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    text = "<https://e.org/o> <http://www.w3.org/2002/07/owl#imports> <https://e.org/other> .\n"
    assert len(parse_submission(write(tmp_path, "o.nt", text))) == 1


def test_ill_typed_literals_are_left_to_the_shapes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = '<s> <p> "2024-13-45"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    assert len(parse_submission(write(tmp_path, "d.ttl", text))) == 1
    assert capfd.readouterr().err == ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(sorted(GOOD)), at=st.integers(0, 90), noise=st.text(max_size=6))
def test_mutated_files_raise_only_our_errors(tmp_path: Path, name: str, at: int, noise: str) -> None:
    text = GOOD[name]
    path = tmp_path / name
    path.write_text(text[:at] + noise + text[at + 2 :], encoding="utf-8", errors="surrogatepass", newline="")
    with suppress(KgError):
        assert len(parse_submission(path))
