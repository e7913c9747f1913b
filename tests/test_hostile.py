"""Hostile text from end to end: mutated documents raise nothing but the project's own errors, and what is read from
them is a graph whose quotations stand where it says. Submissions in every RDF format are cut and mixed likewise;
KG_FUZZ=20000 asks for so many examples of them instead of the few that take seconds."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from kg import nquads, pipeline, rdf, resources
from kg.errors import KgError
from kg.interface import Store
from kg.model import Record
from kg.namespaces import response_graph
from kg.store import canonical, open_store, statements
from kg.validate import parse_submission
from tests.fuzzed import OUTCOMES

Run = Callable[..., tuple[str, str]]
LAYOUTS = Path(__file__).parent / "cases" / "layouts"
SOURCES = {path.name: path.read_bytes() for folder in (resources.responses(), LAYOUTS) for path in folder.glob("*.txt")}
NAMES = st.sampled_from(sorted(SOURCES))
PATIENCE = 5.0  # seconds for one document, which takes some 20 ms as it is
CHARACTERS = "\u202e\u00ad\ufeff\u00a0\u2028\x0c\r\x0b\nﬁİß𝟏①Ⅳ\U0001f600é(…“[*#|"
WORDS = (
    "(a)", "[1a]", "\n\n", "\n1. ", "\n(i)\n", "1.1.1.1", "Recommendation 0", "Recommendation 10000000000000000000000",
    "31 February 2024", "by the end of 0000", "by 9999-99-99", " within 10000000000 months", "Accepted", "Rejected",
)  # fmt: skip
HOSTILE = [*CHARACTERS, *WORDS]
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def read(path: Path) -> list[Record]:
    """What is read from the file within the time allowed; nothing where it is refused as it should be."""
    begun, found, message = time.perf_counter(), [], "none"
    try:
        found = list(pipeline.records(path))
    except KgError as error:
        message = str(error)
    OUTCOMES[f"mutated documents {'read' if found else 'refused with one line'}"] += 1
    assert time.perf_counter() - begun < PATIENCE
    assert len(message.splitlines()) == 1
    return found


def assert_sound(records: Iterable[Record]) -> None:
    """Every span checks, the records hang together and the store takes the graph, by an update and as N-Quads."""
    for record in records:
        triples = list(rdf.triples(record))  # raises SpanError
        numbers = {node.number for node in record.recommendations}
        assert len(numbers) == len(record.recommendations) > 0
        assert {node.parent for node in record.recommendations} <= numbers | {None}
        assert {answer.number for answer in record.responses} <= numbers
        assert {commitment.number for commitment in record.commitments} <= numbers
        answered = {(answer.number, answer.respondent) for answer in record.responses}
        assert {(c.response_number, c.respondent) for c in record.commitments} <= answered
        name, replaced, loaded = response_graph(record.document.slug), open_store(None), open_store(None)
        replaced.replace({name: triples})
        loaded.load(line.encode() for line in nquads.lines(name, triples))
        assert list(canonical(replaced)) == list(canonical(loaded))
        assert loaded.size() == len(set(triples))


def hostile(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert_sound(read(path))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mutated.txt"


@QUICK
@given(name=NAMES, data=st.data())
def test_lines_left_out(file: Path, name: str, data: st.DataObject) -> None:
    lines = SOURCES[name].splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=len(lines)))
    hostile(file, b"".join(line for i, line in enumerate(lines) if i not in gone))


@QUICK
@given(name=NAMES, data=st.data())
def test_lines_printed_twice(file: Path, name: str, data: st.DataObject) -> None:
    lines = SOURCES[name].splitlines(keepends=True)
    twice = data.draw(st.lists(st.tuples(st.integers(0, len(lines) - 1), st.integers(0, len(lines))), max_size=30))
    for source, target in twice:
        lines.insert(target, lines[source])
    hostile(file, b"".join(lines))


@QUICK
@given(name=NAMES, chance=st.randoms(use_true_random=False))
def test_lines_in_another_order(file: Path, name: str, chance: object) -> None:
    lines = SOURCES[name].splitlines(keepends=True)
    chance.shuffle(lines)  # type: ignore[attr-defined]
    hostile(file, b"".join(lines))


@QUICK
@given(name=NAMES, cuts=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_cut_anywhere(file: Path, name: str, cuts: tuple[float, float]) -> None:
    data, (start, end) = SOURCES[name], sorted(cuts)
    hostile(file, data[int(start * len(data)) : int(end * len(data))])


@QUICK
@given(
    name=NAMES,
    noise=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(HOSTILE) | st.text(max_size=8)), min_size=1, max_size=40),
)
def test_anything_put_in_anywhere(file: Path, name: str, noise: list[tuple[float, str]]) -> None:
    text = SOURCES[name].decode("utf-8")
    for place, words in noise:
        at = int(place * len(text))
        text = text[:at] + words + text[at:]
    hostile(file, text.encode("utf-8", errors="surrogatepass"))


@QUICK
@given(
    name=NAMES,
    encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "cp037", "utf-7"]),
    cut=st.integers(0, 40),
)
def test_in_other_encodings(file: Path, name: str, encoding: str, cut: int) -> None:
    data = SOURCES[name].decode("utf-8").encode(encoding, errors="replace")
    hostile(file, data[: len(data) - cut])


@QUICK
@given(first=NAMES, second=NAMES, cut=st.floats(0, 1), ends=st.sampled_from([b"\n", b"\r\n", b"\r", b" "]))
def test_two_documents_in_one_with_other_line_ends(
    file: Path, first: str, second: str, cut: float, ends: bytes
) -> None:
    one, two = SOURCES[first], SOURCES[second]
    hostile(file, (one[: int(cut * len(one))] + two).replace(b"\r\n", b"\n").replace(b"\n", ends))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            [*HOSTILE, "1.", "a)", "i.", "The Home Office should:", "Recommendation 2", "Partially accepted"]
        )
    )
)
@example(words=["Recommendation 1\n", "Accepted"] * 400)
@example(words=["\n1. ", "a) ", "i. ", "The Home Office should:", "\n"] * 300)
@example(words=["(" * 5000])
def test_words_of_the_genre_in_any_order(file: Path, words: list[str]) -> None:
    hostile(file, " ".join(words).encode())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_file_name_makes_an_address(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.txt"
    try:
        path.write_bytes(SOURCES["2010-local-immigration-teams.txt"])
    except OSError:  # longer than the file system takes
        return
    found = read(path)
    assert len(found) == 1
    assert_sound(found)
    path.unlink()


FORMATS = {".ttl": "turtle", ".trig": "turtle", ".nt": "nt", ".nq": "nt", ".jsonld": "json-ld", ".rdf": "xml"}
TOKENS = (
    b"<<(", b")>>", b"{|", b"[", b"]", b"(", b")", b"{", b"}", b'"', b'"""', b"\\", b"\\uD800", b"\\u001b", b"^^",
    b"@en", b"@base <file:///etc/> .", b"@prefix", b"<", b">", b"_:b", b".", b";", b",", b"#", b"\x00", b"\xff",
    b"\xc0\xaf", b"\x1b[2J", b"1e999999999", b"9" * 5000, b'"@context":', b'"@id":', b'"@list":', b'"@reverse":',
    b"null", b'"@type":"@json"', b'"@import":"http://e/"', b'<!DOCTYPE x [<!ENTITY a "b">]>', b"&a;", b"<![CDATA[",
    b"<!--", b"<?x?>", b"<http://[x>", b'rdf:parseType="Literal"', b'rdf:parseType="Collection"', b"%zz",
    b"\xe2\x80\xae", b"\r", b"99999-02-31",
)  # fmt: skip


@pytest.fixture(scope="module")
def submissions(five: Store) -> dict[str, bytes]:
    """A few statements of a response in each format, by its ending."""
    some = Graph()
    for triple in sorted(five.graph(response_graph("2010-local-immigration-teams")))[:40]:
        some.add(triple)
    return {ending: some.serialize(format=form).encode() for ending, form in FORMATS.items()}


def refused(path: Path) -> KgError | None:
    try:
        assert len(parse_submission(path, statements))
    except KgError as error:
        return error
    return None


def refuse_to_connect(*_args: object) -> None:
    raise AssertionError("the network was asked")


@settings(QUICK, max_examples=int(os.environ.get("KG_FUZZ", "100")))
@given(
    ending=st.sampled_from(sorted(FORMATS)),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(TOKENS) | st.binary(max_size=4))),
    copies=st.sampled_from([1, 1, 1, 300]),
)
def test_submissions_with_tokens_and_bytes_put_in(
    tmp_path: Path, submissions: dict[str, bytes], ending: str, edits: list[tuple[float, int, bytes]], copies: int
) -> None:
    data = submissions[ending]
    for place, gone, words in edits:
        at = int(place * len(data))
        data = data[:at] + words * copies + data[at + gone :]
    path = tmp_path / f"mutated{ending}"
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse_to_connect)
        patch.setattr(socket, "getaddrinfo", refuse_to_connect)
        refusal = refused(path)
    OUTCOMES[f"mutated submissions {'refused with one line' if refusal else 'parsed'}"] += 1
    assert refusal is None or (str(refusal).isprintable() and refusal.where.startswith(str(path)))


HARM = {  # file: what is put for what, and what the error says
    "date.trig": ('"2010-11-30"^^xsd:date', '"2024-02-31"^^xsd:date', "no xsd:date"),
    "cut.trig": ("oa:start", "oa:start ]", "not valid TriG"),
    "stranger.trig": (
        "commitment/2010-local-immigration-teams/1/1> a",
        "commitment/2016-x/1/1> a",
        "not of this document",
    ),
    "path.trig": ("document/2010-local-immigration-teams>", "document/../x>", "does not name one thing"),
    "slug.trig": ("document/2010-local-immigration-teams>", "document/A_b>", "has the name"),
    "same.trig": ("insp:firmness", "<http://www.w3.org/2002/07/owl#sameAs>", "states owl:sameAs"),
    "blank.trig": ("insp:due ", "insp:due [] , ", "a blank node"),
    "escape.trig": ("Individual LIT", "\\u001b[2J", "control character U+001B"),
    "\x1b[2J\n.trig": ("insp:due", "insp:due", "the name of the file holds control characters"),
}


def test_what_is_refused_leaves_the_store_as_it_was(kg: Run, five: Store, own_folder: Path) -> None:
    name = response_graph("2010-local-immigration-teams")
    text, before = pipeline.trig({name: five.graph(name)}), kept(own_folder)
    for file, (found, put, words) in HARM.items():
        assert found in text
        Path(file).write_text(text.replace(found, put), encoding="utf-8")
        _out, err = kg("submit", file, "--store", own_folder, exits=2 if words.startswith("the name") else 1)
        assert words in err
        assert err.rstrip("\n").isprintable()
    assert kept(own_folder) == before


def kept(folder: Path) -> list[str]:
    store = open_store(folder)
    try:
        return [str(line) for line in canonical(store)]
    finally:
        store.close()
