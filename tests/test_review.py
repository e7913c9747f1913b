"""`kg review` and `kg similar` as a person uses them: what is decided stays decided."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg import pipeline, resources
from kg.errors import StoreError
from kg.namespaces import BASE, HISTORY_GRAPH, INSP, PROLOGUE
from kg.recurrence.decisions import COLUMNS, stored
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
        (["--confirm"], "it is not said what is decided on"),
        (["--issue", "training-lacking", "--reject"], "it is not said what is decided on"),
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
    told = json.loads(kg("similar", resources.responses() / "2022-chief-caseworker-unit.txt", "--json")[0])
    assert len(told) == 6
    assert all(one["report"] != "2022-chief-caseworker-unit" for node in told for one in node["resembles"])


def test_what_resembles_nothing_says_so(kg: Run) -> None:
    assert "resembles nothing" in kg("similar", "zzz qqq xxyy")[0]
    assert "there is no such file" in kg("similar", "new-response.txt", exits=2)[1]
    assert "nothing to compare" in kg("similar", " ", exits=2)[1]


def test_of_two_lines_of_one_day_the_last_counts_after_submissions_rebuilds_and_reviews(kg: Run) -> None:
    (one, other), (first, second), *_ = sorted(links())
    lines = [f"{one},{other},,confirmed,Z,2026-11-28,", f"{one},{other},,rejected,A,2026-11-28,"]
    Path("mine.csv").write_text("\n".join([",".join(COLUMNS), *lines, ""]))
    kg("review", "--apply", "--decisions", "mine.csv")
    assert (one, other) not in links()
    Path("mine.csv").write_text("\n".join([",".join(COLUMNS), *reversed(lines), ""]))
    assert "is now in line" in kg("review", "--apply", "--decisions", "mine.csv")[0]  # the same lines, another order
    assert links()[one, other] == "confirmed"
    Path("mine.csv").write_text("\n".join([",".join(COLUMNS), *lines, ""]))
    kg("review", "--apply", "--decisions", "mine.csv")
    for name in (one, other):
        kg("submit", resources.responses() / f"{name.split('/')[0]}.txt", "--by", "A. Reader")
    assert (one, other) not in links()
    kg("build", "--no-check")
    assert (one, other) not in links()
    kg("review", first, second, "--confirm", "--by", "A. Reader")
    assert Path("decisions.csv").read_text().splitlines()[1:3] == lines
    assert (one, other) not in links()


VISITS = "2024-illegal-working-enforcement"
LINKED = ("2010-local-immigration-teams/1", "2022-chief-caseworker-unit/6")  # with number 6 of these visits


def test_the_preview_of_a_response_knows_what_was_decided(kg: Run) -> None:
    file = resources.responses() / f"{VISITS}.txt"
    assert "*" in kg("similar", file)[0]
    for earlier in LINKED:
        assert f"{earlier} " in kg("similar", file)[0]
        kg("review", f"{VISITS}/6", earlier, "--reject", "--by", "A. Reader")
        assert f"{earlier} " not in kg("similar", file)[0]
    Path("decisions.csv").unlink()
    for earlier in LINKED:
        assert f"{earlier} " not in kg("similar", file)[0]  # the store knows it too
    out, _ = kg("submit", file, "--by", "A. Reader")
    assert "enough to be linked" not in out
    kg("review", f"{VISITS}/5", "2010-local-immigration-teams/3", "--confirm", "--by", "A. Reader")
    assert "1.00  2010-local-immigration-teams/3" in kg("similar", file)[0]
    assert "5 with 2010-local-immigration-teams/3: A person joined them" in kg("submit", file)[0]


def test_a_file_of_decisions_that_is_not_applied_yet_holds_in_a_preview_and_a_submission(kg: Run) -> None:
    assert (LINKED[0], f"{VISITS}/6") in links()
    lines = [f"{VISITS}/6,{earlier},,rejected,A. Reader,2026-11-28," for earlier in LINKED]
    Path("decisions.csv").write_text("\n".join([",".join(COLUMNS), *lines, ""]))
    file = resources.responses() / f"{VISITS}.txt"
    assert f"{LINKED[0]} " not in kg("similar", file)[0]
    assert "enough to be linked" not in kg("submit", file)[0]
    assert (LINKED[0], f"{VISITS}/6") not in links()


def test_an_issue_that_was_rejected_is_no_reason_in_a_preview(kg: Run) -> None:
    node, issue = "2024-illegal-working-enforcement/6", "No objectives, or none that can be measured"
    file = resources.responses() / "2024-illegal-working-enforcement.txt"
    assert issue in kg("similar", file)[0].split("\n6 ")[1].split("\n7 ")[0]
    kg("review", node, "--issue", "objectives-without-measures", "--reject", "--by", "A. Reader")
    assert issue not in kg("similar", file)[0].split("\n6 ")[1].split("\n7 ")[0]


def test_only_earlier_recommendations_are_shown_and_marked_where_they_are_linked(kg: Run) -> None:
    first = resources.responses() / "2010-local-immigration-teams.txt"
    assert "then:" not in kg("similar", first)[0]
    assert "resembles nothing earlier" in kg("similar", first)[0]
    for name in ("2016-intelligence-functions", "2024-illegal-working-enforcement"):
        told = json.loads(kg("similar", resources.responses() / f"{name}.txt", "--most", 20, "--json")[0])
        marked = {
            (one["recommendation"].removeprefix(str(BASE["recommendation/"])), node["recommendation"])
            for node in told
            for one in node["resembles"]
            if one["linked"]
        }
        made = {(one, str(BASE[f"recommendation/{later}"])) for one, later in links() if later.startswith(name)}
        assert marked == made


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["2016 x/1,2010-local-immigration-teams/2,,confirmed,A,2026-11-28,"], ":2: '2016 x/1' is no name"),
        (['"a""b/1",2010-local-immigration-teams/2,,confirmed,A,2026-11-28,'], "is no name of a recommendation"),
        (["2016-intelligence-functions/2,,oversight-misssing,confirmed,A,2026-11-28,"], "one like oversight-missing"),
        (
            ["2016-intelligence-functions/2,2016-intelligence-functions/3,,confirmed,A,2026-11-28,"],
            ":2: both recommendations are of one report",
        ),
        (["2024-competent-authority/5,2016-intelligence-functions/3,,confirmed,A,2026-11-28,"], "/5 has parts"),
        (["2016-intelligence-functions/22,,training-lacking,confirmed,A,2026-11-28,"], "2016-intelligence-functions/2"),
        (
            ["2016-intelligence-functions/22,,training-lacking,confirmed,A,2026-11-28,"] * 2,
            "2 lines are wrong; mend them: nothing is applied before",
        ),
    ],
)
def test_an_edited_file_is_checked_before_anything_is_applied(kg: Run, lines: list[str], said: str) -> None:
    (one, other), *_ = sorted(links())
    good = f"{one},{other},,rejected,A. Reader,2026-11-28,"
    Path("decisions.csv").write_text("\n".join([",".join(COLUMNS), *lines, good, ""]))
    out, err = kg("review", "--apply", exits=1)
    assert out == ""
    assert said in err
    assert "decisions.csv:2: " in err
    assert err.count("\n") == (1 if len(lines) == 1 else len(lines) + 1)
    assert (one, other) in links()


def test_a_text_without_recommendations_is_one_and_a_folder_is_none(kg: Run) -> None:
    words = "Give staff access to the IT systems that they need, and train them to use them."
    Path("new.txt").write_text(f"{words}\n")
    out, err = kg("similar", "new.txt")
    assert "2016-intelligence-functions/2" in out
    assert err == "new.txt: no recommendations found; it is read as the words of one.\n"
    assert "this is a folder" in kg("similar", ".", exits=2)[1]


def test_a_person_who_names_no_issue_is_not_said_to_have_named_one(kg: Run) -> None:
    one, other = "2024-competent-authority/5.d", "2024-illegal-working-enforcement/5"
    kg("review", one, other, "--confirm", "--by", "A. Reader")
    with closing(open_store(Path("store"), read_only=True)) as store:
        found = store.select(
            "PREFIX insp: <https://w3id.org/inspection-kg/ontology#> SELECT ?e ?l ?issue ?why { "
            "?link insp:method ?m ; insp:earlier ?e ; insp:later ?l ; insp:issue ?issue ; insp:reason ?why "
            'FILTER (STR(?m) = "a person\'s decision") }'
        ).rows
    ((first, later, issue, why),) = found
    assert str(why).startswith("A person joined them")
    assert " on “" not in str(why)
    name = str(issue).rsplit("/", 1)[-1]
    kg("draw", "--issue", name, "chain.svg")
    drawn = Path("chain.svg").read_text()
    numbers = [str(iri).rsplit("/", 1)[-1] for iri in (first, later)]
    assert all(f"recommendation {number}" in drawn for number in numbers)
    raising = str(later) if "/".join(str(later).split("/")[-2:]) == other else str(first)
    kg("review", "/".join(raising.split("/")[-2:]), "--issue", name, "--reject", "--by", "A. Reader")
    with closing(open_store(Path("store"), read_only=True)) as store:
        node = f"<{BASE[f'recommendation/{other}']}>"
        assert not store.ask(
            "PREFIX insp: <https://w3id.org/inspection-kg/ontology#> ASK { "
            f"?link insp:later|insp:earlier {node} ; insp:issue <{issue}> ; insp:review insp:confirmed }}"
        )


def more_of_it(folder: Path) -> Path:
    """A new version of a response, which adds a recommendation."""
    name = "2022-chief-caseworker-unit"
    graphs = pipeline.submission(resources.responses() / f"{name}.txt")
    ((slug, graph),) = graphs.items()
    old, new = BASE[f"recommendation/{name}/1"], BASE[f"recommendation/{name}/99"]
    for way, what in list(graph.predicate_objects(old)):
        graph.add((new, way, Literal("99") if way == INSP.number else what))
    response, again = BASE[f"response/{name}/1/home-office"], BASE[f"response/{name}/99/home-office"]
    for way, what in list(graph.predicate_objects(response)):
        graph.add((again, way, new if way == INSP.answers else what))
    pipeline.save({slug: graph}, folder / "more.ttl")
    return folder / "more.ttl"


def test_decisions_may_be_on_what_a_submission_adds(kg: Run, tmp_path: Path) -> None:
    file, new, old = more_of_it(tmp_path), "2022-chief-caseworker-unit/99", "2010-local-immigration-teams/2"
    lines = [f"{new},{old},,confirmed,A. Reader,2026-11-28,"]
    Path("decisions.csv").write_text("\n".join([",".join(COLUMNS), *lines, ""]))
    assert "there is no recommendation" in kg("review", "--apply", exits=1)[1]
    told = kg("similar", file)[0].split("\n99 ")[1]
    assert f"* 1.00  {old} " in told.split("\n\n")[0]
    assert f"99 with {old}: A person joined them" in kg("submit", file, "--by", "A. Reader")[0]
    assert links()[old, new] == "confirmed"
    Path("decisions.csv").write_text("\n".join([",".join(COLUMNS), lines[0].replace("/99", "/98"), ""]))
    assert "2022-chief-caseworker-unit/98" in kg("submit", file, exits=1)[1]


def test_a_submission_that_fails_leaves_the_decisions_as_they_were(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "2022-chief-caseworker-unit"
    (one, other), *_ = sorted(pair for pair in links() if name not in "".join(pair))
    file = resources.responses() / f"{name}.txt"
    Path("decisions.csv").write_text(f"{','.join(COLUMNS)}\n{one},{other},,rejected,A. Reader,2026-11-28,\n")

    def fails(*_: object) -> list[str]:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("kg.past.updates", fails)
        kg("submit", file, exits=2)
    assert (one, other) in links()
    with closing(open_store(Path("store"), read_only=True)) as store:
        assert stored(store).every == ()
    kg("submit", file)
    assert (one, other) not in links()
    with closing(open_store(Path("store"), read_only=True)) as store:
        acts = store.select(PROLOGUE + f"SELECT ?of {{ GRAPH {HISTORY_GRAPH.n3()} {{ ?act dcterms:subject ?of }} }}")
        assert {str(of).rsplit("/", 1)[-1] for (of,) in acts.rows} == {name}  # decisions are no acts on a response
