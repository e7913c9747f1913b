"""Parameters are checked and stand in the query as terms; names are found or suggested."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataError, UsageError
from kg.query import bind, find, read, takes


def test_a_value_takes_the_place_of_undef() -> None:
    assert 'VALUES $report { "2015-alpha" }' in bind(find("commitments"), {"report": "2015-alpha"})


def test_left_out_the_file_is_run_as_it_stands() -> None:
    assert bind(find("commitments"), {}) == find("commitments").text


def test_none_is_as_good_as_left_out() -> None:
    assert bind(find("commitments"), {"report": None}) == find("commitments").text


def test_today_is_the_default_of_a_day() -> None:
    assert f'VALUES $asOf {{ "{date.today()}"^^<http://www.w3.org/2001/XMLSchema#date> }}' in bind(
        find("overdue-commitments"), {}
    )


def test_quotes_and_braces_in_a_value_stay_inside_its_literal() -> None:
    bound = bind(find("search"), {"words": 'a" } UNION { \\ '})
    assert r'VALUES $words { "a\" } UNION { \\ " }' in bound


def test_limit_is_replaced() -> None:
    assert "LIMIT 7\n" in bind(find("commitments"), {"limit": 7})


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("id:graph/response/x", "<https://w3id.org/inspection-kg/id/graph/response/x>"),
        ("https://example.org/a", "<https://example.org/a>"),
        ("<https://example.org/a>", "<https://example.org/a>"),
    ],
)
def test_iris_may_be_prefixed_names(value: str, term: str) -> None:
    assert f"VALUES $graph {{ {term} }}" in bind(find("summary-open"), {"graph": value})


@pytest.mark.parametrize(
    ("name", "params", "words"),
    [
        ("commitments", {"reprot": "x"}, "takes no parameter reprot; expected [report=SLUG], [limit=INTEGER]; perhaps"),
        ("shared-systems", {"zzz": "x"}, "takes no parameter zzz; expected no parameters."),
        ("search", {}, "needs the parameter words"),
        ("commitments", {"report": "Not A Slug"}, "'Not A Slug' is not a value for the parameter report"),
        ("overdue-commitments", {"asOf": "31.01.2025"}, "expected a day as YYYY-MM-DD"),
        ("promises-for-recommendation", {"report": "a", "number": "5 b"}, "the number of a recommendation"),
        ("commitments", {"limit": "0"}, "expected a whole number above 0"),
        ("commitments", {"limit": "ten"}, "'ten' is not a limit"),
        ("commitments", {"limit": "9" * 20}, "is not a limit for commitments; expected a whole number above 0"),
        ("commitments", {"limit": "9" * 5000}, "is not a limit for commitments; expected a whole number above 0"),
        ("commitments", {"limit": 2**63}, "is not a limit for commitments; expected a whole number above 0"),
        ("search", {"words": ""}, "'' is not a value for the parameter words of search; expected a word or more"),
        ("search", {"words": " \t"}, "expected a word or more"),
        ("system-mentions", {"system": ""}, "expected a word or more"),
        ("summary-open", {"graph": "no iri"}, "expected an IRI"),
    ],
)
def test_a_wrong_parameter_is_a_usage_error(name: str, params: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError) as error:
        bind(find(name), params)
    assert words in str(error.value)


def test_takes_says_what_may_be_left_out() -> None:
    assert takes(find("promises-for-recommendation")) == "report=SLUG, number=NUMBER, [limit=INTEGER]"


def test_a_query_is_found_by_name_or_number() -> None:
    assert find("6") == find("overdue-commitments")
    assert find("summary-open").number == 0


@pytest.mark.parametrize("number", ["0", "35", "-1"])
def test_a_number_that_no_question_has(number: str) -> None:
    with pytest.raises(UsageError, match=f"no query called {number};"):
        find(number)


@pytest.mark.parametrize(("wrong", "near"), [("comitments", "commitments"), ("heat map", "themes-by-report")])
def test_an_unknown_name_gets_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(UsageError) as error:
        find(wrong)
    assert near in str(error.value)


def test_a_name_like_nothing_gets_the_way_to_the_list() -> None:
    with pytest.raises(UsageError, match="kg queries lists them all"):
        find("xqzjv")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("# param: report slug", "cannot be read"),
        ("# param: report colour any – which", "unknown type colour"),
        ("# limit: many – of them", "cannot be read"),
        ("# number: one", "expected a whole number"),
        ("# number: -1", "expected a whole number"),
        ("# number: ²", "expected a whole number"),
    ],
)
def test_a_header_that_cannot_be_read_is_a_data_error(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "bad.rq"
    file.write_text(f"# question: Which?\n{line}\nASK {{}}\n", encoding="utf-8")
    with pytest.raises(DataError, match=words) as error:
        read(file)
    assert str(file) in str(error.value)


def test_an_integer_parameter(tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text("# param: least integer 2 – how many\nSELECT * { VALUES $least { 2 } }\n", encoding="utf-8")
    assert "VALUES $least { 12 }" in bind(read(file), {"least": 12})
    with pytest.raises(UsageError, match="whole number"):
        bind(read(file), {"least": "1.5"})
