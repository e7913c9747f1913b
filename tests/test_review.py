"""`kg review` and `kg similar` as a person uses them: what is decided stays decided."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.namespaces import BASE
from kg.recurrence.decisions import COLUMNS
from kg.store import open_store

Run = Callable[..., tuple[str, str]]


@pytest.fixture(autouse=True)
def _store(five_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store in the folder of each test, and nobody named as reviewer."""
    shutil.copytree(five_folder, tmp_path / "store")
    monkeypatch.delenv("KG_REVIEWER", raising=False)


def links(folder: Path = Path("store")) -> dict[tuple[str, str], str]:
    """The links of a store, by their two recommendations, with what a person said of each."""
    with closing(open_store(folder, read_only=True)) as store:
        rows = store.select(
            "PREFIX insp: <https://w3id.org/inspection-kg/ontology#>"
            " SELECT ?a ?b ?r { ?l insp:earlier ?a ; insp:later ?b ; insp:review ?r }"
        ).rows
    base = str(BASE["recommendation/"])
    found = {}
    for one, other, said in rows:
        found[str(one).removeprefix(base), str(other).removeprefix(base)] = str(said).rsplit("#", 1)[-1]
    return found


def test_what_awaits_review_is_listed_with_its_reasons(kg: Run) -> None:
    told = json.loads(kg("review", "--json", "--most", 3)[0])
    assert len(told) == 3
    assert [one["score"] for one in told] == sorted((one["score"] for one in told), reverse=True)
    out, _ = kg("review", "--most", 3)
    for one in told:
        assert f"{one['earlier']}  {one['later']}" in out
        assert one["reason"].split()[0] in out
    assert "--confirm" in out


def test_a_rejected_link_is_gone_and_does_not_come_back(kg: Run) -> None:
    (one, other), *_ = sorted(links())
    out, _ = kg("review", one, other, "--reject", "--by", "A. Reader", "--note", "another team")
    assert out == "1 decision in decisions.csv; the store is now in line with them.\n"
    assert (one, other) not in links()
    kg("build", "--no-check")
    assert (one, other) not in links()
    Path("decisions.csv").unlink()
    kg("build", "--no-check")  # the store that is replaced knows it too
    assert (one, other) not in links()


def test_a_link_is_confirmed_in_any_order_and_once_more_changes_nothing(kg: Run) -> None:
    (one, other), *_ = sorted(links())
    kg("review", other, one, "--confirm", "--by", "A. Reader")
    assert links()[one, other] == "confirmed"
    out, _ = kg("review", one, other, "--confirm", "--by", "A. Reader")
    assert "1 decision in" in out
    assert len(json.loads(kg("review", "--json", "--most", 1000)[0])) == len(links()) - 1


def test_a_person_may_join_what_nothing_else_joins(kg: Run) -> None:
    pair = ("2016-intelligence-functions/7", "2024-competent-authority/5.e.i")
    assert pair not in links()
    kg("review", *pair, "--confirm", "--by", "A. Reader")
    assert links()[pair] == "confirmed"


def test_the_last_word_counts(kg: Run) -> None:
    (one, other), *_ = sorted(links())
    kg("review", one, other, "--reject", "--by", "A. Reader")
    kg("review", one, other, "--confirm", "--by", "B. Reader")
    assert links()[one, other] == "confirmed"
    with Path("decisions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["decision"], row["by"]) for row in rows] == [("confirmed", "B. Reader")]


def test_an_issue_is_rejected_by_its_short_name_or_its_label(kg: Run) -> None:
    node = "2024-illegal-working-enforcement/6"
    ask = (
        "PREFIX insp: <https://w3id.org/inspection-kg/ontology#> ASK { "
        f"{URIRef(BASE['recommendation/' + node]).n3()} insp:raisesIssue ?issue }}"
    )
    assert kg("query", "-e", ask)[0] == "yes\n"
    kg("review", node, "--issue", "objectives-without-measures", "--reject", "--by", "A. Reader")
    assert kg("query", "-e", ask)[0] == "no\n"
    kg("review", node, "--issue", "No objectives, or none that can be measured", "--confirm", "--by", "A. Reader")
    assert kg("query", "-e", ask)[0] == "yes\n"


def test_an_edited_file_is_applied(kg: Run) -> None:
    (one, other), (first, second), *_ = sorted(links())
    lines = [
        ",".join(COLUMNS),
        f"{other},{one},,rejected,A. Reader,2026-11-28,",
        f"{first},{second},,confirmed,B,2026-11-28,",
    ]
    Path("decisions.csv").write_bytes("\r\n".join(["\ufeff" + lines[0], *lines[1:]]).encode())  # as Excel writes it
    out, _ = kg("review", "--apply")
    assert out == "2 decisions in decisions.csv; the store is now in line with it.\n"
    assert (one, other) not in links()
    assert links()[first, second] == "confirmed"
    assert "already in line" in kg("review", "--apply")[0]
    Path("decisions.csv").write_text(lines[0] + "\n")
    kg("review", "--apply")
    assert links()[one, other] == "unreviewed"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2016-intelligence-functions/2"], "--confirm or --reject"),
        (["2016-intelligence-functions/2", "--confirm"], "two recommendations, or one with --issue"),
        (["2016-intelligence-functions/2", "2022-chief-caseworker-unit/1", "--confirm"], "it is not said who decides"),
        (
            ["2016-intelligence-function/2", "2022-chief-caseworker-unit/1", "--confirm"],
            "2016-intelligence-functions/2",
        ),
        (["2016-intelligence-functions/2", "2016-intelligence-functions/3", "--confirm"], "of one report"),
        (["2024-competent-authority/5", "2016-intelligence-functions/3", "--confirm"], "has parts"),
        (["2016-intelligence-functions/2", "--issue", "training", "--reject"], "training-lacking"),
        (["2016-intelligence-functions/<x>", "--issue", "training-lacking", "--reject"], "no recommendation"),
        (["--apply"], "there is no file of decisions"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(kg: Run, words: list[str], said: str) -> None:
    out, err = kg("review", *words, exits=2)
    assert out == ""
    assert err.count("\n") == 1
    assert said in err
    assert not Path("decisions.csv").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a/1,b/1,,perhaps,A,2026-11-28,", "expected confirmed or rejected"),
        ("a/1,,,confirmed,A,2026-11-28,", "either the other one it is linked with or an issue"),
        ("a/1,b/1,x,confirmed,A,2026-11-28,", "either the other one it is linked with or an issue"),
        ("a/1,b/1,,confirmed,,2026-11-28,", "expected a name in the column by"),
        ("a/1,b/1,,confirmed,A,28.11.2026,", "expected YYYY-MM-DD"),
    ],
)
def test_a_wrong_line_of_the_file_is_named(kg: Run, line: str, said: str) -> None:
    Path("decisions.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n")
    before = links()
    err = kg("review", "--apply", exits=1)[1]
    assert "decisions.csv:2" in err
    assert said in err
    assert links() == before
    assert said in kg("build", exits=1)[1]


def test_a_file_of_other_columns_is_told(kg: Run) -> None:
    Path("decisions.csv").write_text("a,b\n1,2\n")
    assert "no column recommendation" in kg("review", "--apply", exits=1)[1]


def test_decisions_on_what_is_not_here_wait(kg: Run) -> None:
    line = "2031-future/1,2016-intelligence-functions/2,,confirmed,A. Reader,2026-11-28,"
    Path("decisions.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n")
    out, _ = kg("build", "--no-check")
    assert "1 decision of people was kept" in out
    assert not any("2031-future/1" in pair for pair in links())


def test_a_text_resembles_what_was_recommended_with_what_was_promised_then(kg: Run) -> None:
    out, _ = kg("similar", "Give staff access to the IT systems that they need, and train them to use them.")
    assert "2016-intelligence-functions/2" in out
    assert "Both raise “Staff lack access to systems, or training in them”" in out
    assert "then:" in out
    told = json.loads(kg("similar", "Give staff access to the IT systems that they need.", "--json")[0])
    first = told[0]["resembles"][0]
    assert {"score", "linked", "issues", "reason", "quotation", "promises", "position"} <= set(first)


def test_a_response_that_is_in_the_store_does_not_resemble_itself(kg: Run) -> None:
    from kg import resources

    told = json.loads(kg("similar", resources.responses() / "2022-chief-caseworker-unit.txt", "--json")[0])
    assert len(told) == 6
    assert all(one["report"] != "2022-chief-caseworker-unit" for node in told for one in node["resembles"])


def test_what_resembles_nothing_says_so(kg: Run) -> None:
    assert "resembles nothing" in kg("similar", "zzz qqq xxyy")[0]
    assert "there is no such file" in kg("similar", "new-response.txt", exits=2)[1]
    assert "nothing to compare" in kg("similar", " ", exits=2)[1]
