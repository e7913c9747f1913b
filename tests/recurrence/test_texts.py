"""What is compared: the recommendations without parts, with their stems, their time, systems and teams."""

from __future__ import annotations

import pytest
from recurrence_worlds import PREFIX, graph_of, store_with

from kg.namespaces import BASE
from kg.recurrence.texts import Text, came_first, lineage, order, promises, texts

AGENCY = str(BASE["organisation/uk-border-agency"])
FORCE = str(BASE["team/border-force"])


def test_a_part_is_read_with_its_stems_the_outermost_first() -> None:
    above = "; insp:directPartOf <{base}recommendation/a/"
    store = store_with(graph_of("a", "2016", "1|Do this:", f"1.a|for all|{above}1>", f"1.a.i|at once|{above}1.a>"))
    (leaf,) = texts(store)
    assert (leaf.name, leaf.stem, leaf.text) == (str(BASE["recommendation/a/1.a.i"]), "Do this: for all", "at once")
    assert leaf.whole == "Do this: for all at once"
    assert leaf.stems == (str(BASE["recommendation/a/1.a"]), str(BASE["recommendation/a/1"]))


def test_systems_and_teams_of_a_stem_are_those_of_its_parts() -> None:
    store = store_with(
        graph_of(
            "a",
            "2016",
            "1|Border Force should:|; insp:mentions <{base}team/border-force>",
            "1.a|use IMS|; insp:directPartOf <{base}recommendation/a/1> ; insp:mentions <{base}system/ims>",
        )
    )
    (leaf,) = texts(store)
    assert (leaf.systems, leaf.teams) == ({str(BASE["system/ims"])}, {FORCE})


def test_a_department_is_no_team_but_was_told_and_so_were_those_that_answered_it_or_its_stem() -> None:
    home, unit = str(BASE["organisation/home-office"]), str(BASE["team/chief-caseworker-unit"])
    stem = "; insp:directPartOf <{base}recommendation/a/1>"
    store = store_with(
        graph_of("a", "2016", f"1|The Home Office should:|; insp:mentions <{home}>, <{unit}>", f"1.a|x|{stem}")
    )
    node = BASE["recommendation/a/1"].n3()
    answer = f"<x:r> insp:answers {node} ; insp:respondent <{AGENCY}>"
    store.update(f"{PREFIX}INSERT DATA {{ GRAPH <x:g> {{ {answer} }} }}")
    (leaf,) = texts(store)
    assert leaf.teams == {unit}
    assert leaf.bodies == {home, unit, AGENCY}


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("2015", "2016", True),
        ("2015-03-01", "2015-03-02", True),
        ("2024-03-01~", "2024-12-11", True),
        ("2010-10/2010-11", "2010-12", True),
        ("2015", "2015-03-02", False),
        ("2015-03-02", "2015-03-02", False),
        ("2015-03", "2015-03-31", False),
        ("2016", "2015", False),
        ("", "2015", False),
        ("2015", "", False),
        ("2015/..", "2018", False),
    ],
)
def test_dates_tell_which_came_first_where_no_day_may_be_of_both(one: str, other: str, known: bool) -> None:
    assert came_first(one, other) is known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2016-21", "2016-11"),  # spring
        ("2016-11", "2016-24"),
        ("{2016,2014}", "{2018,2017}"),
        ("{2016,2014}", "2017"),
        ("201X", "2020"),
        ("../2015", "2016"),
        ("2014", "2015/.."),
        ("/2015", "2016-21"),
        ("2016", "[2017..]"),
        ("[..2015]", "{2016,2018..}"),
    ],
)
def test_what_came_first_stands_first(one: str, other: str) -> None:
    assert came_first(one, other)
    assert order(one, "z", "z") < order(other, "a", "a")


@pytest.mark.parametrize("date", ["[2017..]", "{2017..}", "[2017,2019..]", "2017/.."])
def test_a_date_with_an_open_end_stands_at_its_first_day(date: str) -> None:
    assert order("2016", "z", "z") < order(date, "a", "a") < order("2018", "a", "a")


@pytest.mark.parametrize("date", ["", "XXXX", "Y17000000"])
def test_what_has_no_date_stands_last(date: str) -> None:
    assert order("2024-12", "z", "z") < order(date, "a", "a")


def test_texts_come_in_time_order_and_those_without_a_date_last() -> None:
    store = store_with(graph_of("c", "XXXX", "1|x"), graph_of("b", "2016-05", "1|x"), graph_of("a", "2024-03~", "1|x"))
    assert [text.report for text in texts(store)] == ["b", "a", "c"]
    assert [text.date for text in texts(store)] == ["2016-05", "2024-03~", ""]
    assert order("2010-10/2010-11", "a", "n")[0] == "2010-10-01"


def test_only_the_reports_asked_for() -> None:
    store = store_with(graph_of("a", "2016", "1|x"), graph_of("b", "2017", "1|y"))
    assert [text.report for text in texts(store, ["b"])] == ["b"]


def test_what_a_body_was_told_binds_its_successors() -> None:
    assert {AGENCY, FORCE} <= lineage([FORCE])
    assert FORCE not in lineage([AGENCY])


def test_promises_are_told_with_their_words() -> None:
    store = store_with(graph_of("a", "2016", "1|x"))
    node = BASE["recommendation/a/1"].n3()
    store.update(f'{PREFIX}INSERT DATA {{ GRAPH <x:r> {{ <x:p> insp:addresses {node} ; insp:text "we will" }} }}')
    assert promises(store) == [("x:p", "we will")]


def test_a_text_without_a_stem_is_itself() -> None:
    assert Text("n", "r", "words").whole == "words"
