"""The parts of the server that need no server: counting rows, choosing formats, guarding, reading requests."""

from __future__ import annotations

import contextlib
import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, UsageError
from kg.serve import guard, negotiate, protocol
from kg.serve.rows import COUNTERS
from kg.serve.settings import Settings, token_of
from kg.serve.snapshots import fingerprint

FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
HOSTILE = st.text(alphabet='{}[],:"\\<>result\n\r\t a&;', max_size=12)
CELL = st.one_of(st.none(), HOSTILE, st.integers().map(str))


def answer(rows: list[list[str | None]], form: str) -> bytes:
    """The rows as the engine writes them."""

    def cell(words: str | None) -> str:
        return "UNDEF" if words is None else str(ox.Literal(words))

    values = " ".join(f"({' '.join(map(cell, row))})" for row in rows)
    found = ox.Store().query(f"SELECT ?a ?b WHERE {{ VALUES (?a ?b) {{ {values} }} }}")
    output = io.BytesIO()
    found.serialize(output, FORMS[form])
    return output.getvalue()


@pytest.mark.parametrize("form", FORMS)
@given(
    rows=st.lists(st.tuples(CELL, CELL).map(list), max_size=8), cuts=st.lists(st.integers(1, 9), min_size=1, max_size=5)
)
def test_rows_are_counted_however_the_answer_is_cut(form: str, rows: list[list[str | None]], cuts: list[int]) -> None:
    data, counter, place, turn = answer(rows, form), COUNTERS[form](), 0, 0
    while place < len(data):
        step = cuts[turn % len(cuts)]
        counter.feed(data[place : place + step])
        place, turn = place + step, turn + 1
    assert counter.rows == len(rows)


@pytest.mark.parametrize(
    ("accept", "asked", "expected"),
    [
        (None, None, "json"),
        ("", None, "json"),
        ("text/csv", None, "csv"),
        ("application/sparql-results+xml;q=0.5, text/tab-separated-values", None, "tsv"),
        ("*/*;q=0.1, text/csv;q=0.2", None, "csv"),
        ("application/*", None, "json"),
        ("application/sparql-results+json;q=0, application/*", None, "xml"),
        ("image/png", "csv", "csv"),
        (None, "application/sparql-results xml", "xml"),
        ("TEXT/CSV;Q=1.0", None, "csv"),
        ("text/csv;header=present", None, "csv"),
    ],
)
def test_the_format_that_is_chosen(accept: str | None, asked: str | None, expected: str) -> None:
    assert negotiate.choose(negotiate.ROWS, accept, asked)[0] == expected


@given(st.text(max_size=60))
def test_any_accept_header_gives_a_format_or_none(accept: str) -> None:
    with contextlib.suppress(negotiate.NotAcceptable):
        name, media = negotiate.choose(negotiate.ROWS, accept)
        assert media in negotiate.ROWS[name]


def test_who_is_taken_for_a_browser() -> None:
    chromium = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert negotiate.prefers_html(chromium)
    assert negotiate.prefers_html("text/html")
    assert not negotiate.prefers_html("*/*")
    assert not negotiate.prefers_html(None)
    assert not negotiate.prefers_html("text/turtle, text/html;q=0.5")


SERVICES = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
    "select * { service<a:b>{} }",
    "# comment\rSELECT * { SERVICE ?x {} }",
    "ASK { ?s ?p trueSERVICE<a:b>{} }",
    "ASK { ?s ?p ?a FILTER(?a<?a)SERVICE?x#>\n{} }",
    "ASK { ?s ?p '''x''' SERVICE ?x {} }",
    "ASK { ?s ?p 1.SERVICE ?x {} }",
    "ASK { ?s ?p 'it''s' } SERVICE ?x {}",
    r"ASK { S\u0045RVICE ?x {} }",
    r"ASK { SERV\U00000049CE ?x {} }",
    r"ASK { ?s ?p '\u0027 SERVICE ?x {} }",
    r"ASK { ?s ?p 1 \u0053\U00000045\u0052\u0056\u0049\u0043\u0045<a:b>{} }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_in_every_disguise(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is off"):
        guard.refuse_service(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?service { ?s a schema:Service ; rdfs:label "SERVICE" }',
        "SELECT * { ?s ?p <http://example.org/SERVICE> } # SERVICE ?x {}",
        "SELECT * { ?s ?p '''SERVICE ?x { }''' }",
        "PREFIX service: <http://x/> SELECT * { ?s service:load ?o }",
        "SELECT * { ?s ?p ex:SERVICE.LOAD }",
        r"SELECT * { ?s ?p 'S\u0045RVICE \UFFFFFFFF \uD800' , <http://x/S\u0045RVICE> }",
    ],
)
def test_what_is_only_called_service_passes(query: str) -> None:
    guard.refuse_load(query)


def test_the_dataset_of_an_update_goes_before_each_where_but_those_inside() -> None:
    text = "DELETE { ?s ?p 1 } WHERE { { SELECT * WHERE { ?s ?p 1 } } } ; DELETE WHERE { ?s ?p 'WHERE' }"
    assert guard.with_dataset(text, ["http://a"], []) == (
        "DELETE { ?s ?p 1 } USING <http://a> WHERE { { SELECT * WHERE { ?s ?p 1 } } } ; "
        "DELETE { ?s ?p 'WHERE' } USING <http://a> WHERE { ?s ?p 'WHERE' }"
    )
    with pytest.raises(QueryError, match="named twice"):
        guard.with_dataset("WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ["http://a"], [])


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * {}", "SELECT"),
        ("PREFIX ask: <a:b> BASE <c:d> construct {} WHERE {}", "CONSTRUCT"),
        ("# SELECT\nDESCRIBE <a:b>", "DESCRIBE"),
        ("INSERT DATA {}", ""),
    ],
)
def test_the_kind_of_a_query(query: str, kind: str) -> None:
    assert guard.kind(query) == kind


def test_answers_that_change_are_not_kept() -> None:
    assert guard.repeatable("SELECT (COUNT(*) AS ?now) { ?s ?p ?o }")
    assert not guard.repeatable("SELECT (now() AS ?n) {}")
    assert not guard.repeatable("SELECT (1+RAND () AS ?n) {}")


@given(st.text(max_size=40), st.binary(max_size=40), st.sampled_from(["", protocol.FORM, protocol.QUERY, "a/b"]))
def test_any_request_is_an_operation_or_one_clear_error(query: str, body: bytes, media: str) -> None:
    for method in ("POST", "GET"):
        with contextlib.suppress(protocol.BadRequest):
            protocol.read(method, query, media, body)


@pytest.mark.parametrize("words", ["", "short", "with spaces in it which is odd", "ünïcödé-tökén-is-öüt"])
def test_what_is_no_token(tmp_path, words: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "token").write_text(words, encoding="utf-8")
    with pytest.raises(UsageError, match="this is no token"):
        token_of(tmp_path / "token")
    with pytest.raises(UsageError, match="cannot be read"):
        token_of(tmp_path / "none")


def test_the_version_follows_the_tables(tmp_path) -> None:  # type: ignore[no-untyped-def]
    before = fingerprint(tmp_path)
    (tmp_path / "LOG").write_text("x", encoding="utf-8")
    assert fingerprint(tmp_path) == before < 2**53
    (tmp_path / "1.sst").write_text("x", encoding="utf-8")
    assert fingerprint(tmp_path) != before


def test_settings_know_an_address() -> None:
    assert Settings("http://localhost:7878").remote
    assert not Settings("store").remote
