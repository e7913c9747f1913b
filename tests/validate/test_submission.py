"""Files that are handed in: every format is read, every fault is one clear error with its line, nothing is fetched."""

from __future__ import annotations

import json
import os
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.errors import DataError, KgError, UsageError
from kg.store import statements
from kg.validate import limits, submission


def parse_submission(path: Path) -> Graph:
    return submission.parse_submission(path, statements)


S, P = URIRef("https://example.org/s"), URIRef("https://example.org/p")
GOOD = {
    "a.ttl": '@prefix e: <https://example.org/> .\ne:s e:p "v" .\n',
    "a.trig": '@prefix e: <https://example.org/> .\ne:g { e:s e:p "v" }\n',
    "a.nt": '<https://example.org/s> <https://example.org/p> "v" .\n',
    "a.nq": '<https://example.org/s> <https://example.org/p> "v" <https://example.org/g> .\n',
    "a.jsonld": '{"@context": {"e": "https://example.org/"}, "@id": "e:s", "e:p": "v"}',
    "a.rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">'
    '<r:Description r:about="https://example.org/s"><e:p>v</e:p></r:Description></r:RDF>',
    "A.TTL": '\ufeff@prefix e: <https://example.org/> .\ne:s e:p "v" .\n',
}
BAD = {
    "missing-dot.ttl": ('@prefix e: <https://example.org/> .\n\ne:s e:p "v"\ne:t e:p "w" .\n', 4, "Turtle"),
    "unknown-prefix.ttl": ('@prefix e: <https://example.org/> .\ne:s x:p "v" .\n', 2, "Turtle"),
    "open-string.ttl": ('@prefix e: <https://example.org/> .\ne:s e:p "v .\n', 2, "Turtle"),
    "brace.trig": ('@prefix e: <https://example.org/> .\ne:g { e:s e:p "v"\n', None, "TriG"),
    "second.nt": ('<https://e.org/s> <https://e.org/p> "v" .\n<https://e.org/s> nonsense .\n', 2, "N-Triples"),
    "third.nq": ("# a comment\n\n<https://e.org/s> <https://e.org/p> .\n", 3, "N-Quads"),
    "open.rdf": ("<a>\n<b></a>", 2, "RDF/XML"),
    "element.xml": ('<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a/></r:RDF>', None, "RDF/XML"),
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


def test_values_that_are_none_have_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = '<s> <p> "v" .\n<s> <p> "2024-02-31"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    with pytest.raises(DataError, match=r"d.ttl:2: '2024-02-31', which is no xsd:date, stands in a statement of"):
        parse_submission(write(tmp_path, "d.ttl", text))
    assert capfd.readouterr().err == ""


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
ID, ONTOLOGY = "https://w3id.org/inspection-kg/id", "https://w3id.org/inspection-kg/ontology#"
DEEP = 100_000
XML = f'<r:RDF xmlns:r="{RDF}" xmlns:e="https://e.org/">'
REFUSED = {  # name: what is in the file, and what the error says
    "collections.ttl": (f"<s> <p> {'(' * DEEP}{')' * DEEP} .", "more than 6,000 statements"),
    "blank.ttl": (f"<s> <p> {'[ <p> ' * DEEP}<o>{']' * DEEP} .", "more than 6,000 statements"),
    "flood.nt": ("".join(f'_:b{i} <h:p> "" .\n' for i in range(DEEP)), "more than 6,000 statements"),
    "graphs.nq": ("".join(f'<h:s> <h:p> "" <h:{i}> .\n' for i in range(DEEP)), "more than 6,000 statements"),
    "quoted.ttl": (f"<s> <p> {'<<( <s> <p> ' * DEEP}<o>{')>>' * DEEP} .", "holds “<<” more than"),
    "about.ttl": ("<s> <p> <<( <s> <p> <o> )>> .", "a statement about a statement"),
    "arrays.jsonld": ("[" * DEEP, "nests too deep"),
    "objects.jsonld": ('{"@graph":' * DEEP + "1" + "}" * DEEP, "nests too deep"),
    "empty.jsonld": ("[" + "{}," * 300_000 + "{}]", "too many objects"),
    "twice.jsonld": ('{"@id": "h:a", "@id": "h:b"}', "the key '@id' stands twice"),
    "digits.jsonld": (f'{{"@id": "h:a", "h:p": {"9" * 1_000_000}}}', "1,000,0.. characters"),
    "half.jsonld": ('{"@id": "h:a", "h:p": "\\ud800"}', "not valid JSON-LD"),
    "contexts.jsonld": ("[" + '{"@context": {}},' * 30 + "{}]", "30 JSON-LD contexts"),
    "terms.jsonld": (json.dumps({"@context": {f"t{i}": None for i in range(2000)}}), "2,000 terms"),
    "scoped.jsonld": ('{"@context": {"a": {"@id": "h:a", "@context": {}}}}', "a context of its own"),
    "bomb.rdf": (f'<!DOCTYPE r [<!ENTITY a "{"a" * 99}">]>{XML}&a;</r:RDF>', "document type declaration"),
    "passwd.rdf": (f'<!DOCTYPE r SYSTEM "file:///etc/passwd">{XML}</r:RDF>', "document type declaration"),
    "deep.rdf": (XML + "<e:a><e:b>" * DEEP, "nests too deep"),
    "attributes.rdf": (XML + "<e:a " + "".join(f"e:a{i}='' " for i in range(200)) + "/></r:RDF>", "200 attributes"),
    "wide.ttl": ('<s> <p> "v" .'.encode("utf-16"), "not UTF-8 but UTF-16"),
    "narrow.ttl": ('<s> <p> "v" .'.encode("utf-16-le"), "a NUL byte"),
    "overlong.ttl": (b'<s> <p> "\xc0\xaf" .', "overlong.ttl:1: the file is not UTF-8"),
    "surrogate.ttl": ('<s> <p> "\\uD800" .', "not a valid unicode character"),
    "escape.ttl": ('<s> <p> "\\u001b[31m" .', r"control character U\+001B"),
    "space.ttl": ("<h:a b> <p> <o> .", "not valid Turtle: Invalid IRI"),
    "long.ttl": (f"<h:{'a' * 3000}> <p> <o> .", "an IRI of 3,002 characters"),
    "text.ttl": (f'<s> <p> "{"x" * 2_000_000}" .', "a text of 2,000,000 characters"),
    "integer.ttl": (f"<s> <p> {'9' * 1_000_000} .", "#integer> of 1,000,000 characters"),
    "decimal.ttl": (f'<s> <p> "1e999999999"^^<{XSD}decimal> .', "an exponent in an xsd:decimal"),
    "boolean.ttl": (f'<s> <p> "maybe"^^<{XSD}boolean> .', "the xsd:boolean 'maybe'"),
    "markup.ttl": (f'<s> <p> "<a/>"^^<{RDF}XMLLiteral> .', "expected plain text"),
    "large.ttl": ("#" * (limits.MOST_BYTES + 1), "larger than 8 MiB"),
    "things.nt": ("".join(f'<h:{i}> <h:p> "" .\n' for i in range(5_500)), "describes 5,500 things"),
    "class.ttl": ("<s> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <o> .", "states rdfs:subClassOf"),
    "same.ttl": ("<s> <http://www.w3.org/2002/07/owl#sameAs> <o> .", "states owl:sameAs"),
    "path.ttl": (f"<{ID}/team/../document/x> <p> <o> .", "does not name one thing"),
    "percent.ttl": (f"<{ID}/document/a%2F..%2Fb> <p> <o> .", "does not name one thing"),
    "blank.trig": ("<s> <p> [] .", "a blank node"),
    "numbers.nt": ("".join(f'<h:{i}> <{ONTOLOGY}number> "1" .\n' for i in range(51)), "51 things have the same"),
    "chain.nt": ("".join(f"<h:{i}> <{ONTOLOGY}directPartOf> <h:{i + 1}> .\n" for i in range(2000)), "nest too deep"),
    "ring.nt": ("".join(f"<h:{i}> <{ONTOLOGY}partOf> <h:{(i + 1) % 200}> .\n" for i in range(200)), "nest too deep"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_harm_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(limits, "MOST_STATEMENTS", 6_000)  # to be quick
    text, words = REFUSED[name]
    begun = time.process_time()
    with pytest.raises(DataError, match=words) as caught:
        parse_submission(write(tmp_path, name, text))
    assert time.process_time() - begun < 10
    assert caught.value.expected or caught.value.mend
    assert str(tmp_path / name) in str(caught.value)


def test_many_prefixes_are_read(tmp_path: Path) -> None:
    text = "".join(f"@prefix p{i}: <h:> .\n" for i in range(DEEP)) + 'p7:s p8:p "v" .\n'
    assert len(parse_submission(write(tmp_path, "p.ttl", text))) == 1


def test_a_base_that_is_a_file_reads_no_file(tmp_path: Path) -> None:
    found = parse_submission(write(tmp_path, "b.ttl", "@base <file:///etc/> . <passwd> <p> <../../shadow> ."))
    assert set(found) == {tuple(URIRef(f"file:///{name}") for name in ("etc/passwd", "etc/p", "shadow"))}


def test_what_is_no_file(tmp_path: Path) -> None:
    pipe, ring = tmp_path / "pipe.ttl", tmp_path / "ring.ttl"
    os.mkfifo(pipe)
    ring.symlink_to(ring)
    refused = {pipe: "a pipe or a device", ring: "cannot be read", tmp_path: "but a folder"}
    refused |= {Path("/dev/zero"): "a pipe or a device", Path("a\0b.ttl"): "no such", Path("a" * 999): "no such"}
    for path, words in refused.items():
        with pytest.raises(UsageError, match=words):
            parse_submission(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(sorted(GOOD)), at=st.integers(0, 90), noise=st.text(max_size=6))
def test_mutated_files_raise_only_our_errors(tmp_path: Path, name: str, at: int, noise: str) -> None:
    text = GOOD[name]
    path = tmp_path / name
    path.write_text(text[:at] + noise + text[at + 2 :], encoding="utf-8", errors="surrogatepass", newline="")
    with suppress(KgError):
        assert len(parse_submission(path))


def test_a_text_of_json_that_is_never_closed_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonld"
    file.write_text('{"a": "' + '\\"' * 200_000, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(DataError, match="not valid JSON-LD"):
        submission.parse_submission(file, statements)
    assert time.process_time() - start < 5
