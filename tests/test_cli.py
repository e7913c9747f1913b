"""The command line: every command's answers, its JSON, its exit codes, and one plain line for every mistake."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rich.console import Console

from kg import cli, pipeline, resources
from kg.cli import output
from kg.cli.options import opened
from kg.cli.terms import term
from kg.errors import UsageError
from kg.namespaces import BASE, HISTORY_GRAPH, INSP
from kg.store import canonical, open_store

KG = [sys.executable, "-m", "kg"]
COMMANDS = sorted(
    command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback
)
SLUG = "2022-chief-caseworker-unit"
SOURCE = resources.responses() / f"{SLUG}.txt"
SHORT = "2010-local-immigration-teams"
DRAFTED = resources.responses() / f"{SHORT}.txt"
Run = Callable[..., tuple[str, str]]


@pytest.fixture
def refused(kg: Run) -> Callable[..., str]:
    """Run a wrong call: the one line that it gets, after `kg: `."""

    def call(*words: object, exits: int = 2) -> str:
        out, err = kg(*words, exits=exits)
        assert out == ""
        assert err.startswith("kg: ")
        assert err.count("\n") == 1
        return err.removeprefix("kg: ").rstrip("\n")

    return call


def separately(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(resources.root())}
    return subprocess.run([*KG, *words], capture_output=True, text=True, env=environment, timeout=120, **more)  # type: ignore[call-overload,no-any-return]


# ---------------------------------------------------------------- help


def test_kg_alone_shows_its_help(kg: Run) -> None:
    assert kg()[0].rstrip() == kg("--help")[0].rstrip()


def test_help_lists_every_command_and_gives_an_example(kg: Run) -> None:
    out, _ = kg("--help")
    assert len(COMMANDS) >= 12
    assert all(f"\n  {command} " in out for command in COMMANDS)
    assert "Example: kg build" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(kg: Run, command: str) -> None:
    out, _ = kg(command, "--help")
    assert out.startswith(f"Usage: kg {command} ")
    assert f"\n  Example: kg {command}" in out
    assert "`" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_version(kg: Run) -> None:
    from kg import __version__

    assert kg("--version")[0] == f"inspection-kg {__version__}\n"


# ---------------------------------------------------------------- build


def test_build_shows_what_is_in_the_graph(kg: Run, tmp_path: Path) -> None:
    out, err = kg("build")
    assert err == ""
    assert out.startswith("5 responses: 62 recommendations (51 without parts), ")
    for heading in (
        "Positions by report", "Commitments past their date", "Commitments without a date",
        "Systems that several reports", "Themes that several reports",
    ):  # fmt: skip
        assert heading in out
    rows = [line.split() for line in out.splitlines()]
    assert ["2024-competent-authority", "2024", "14", "10", "1", "0"] in rows
    assert any(row[:4] == ["2022-chief-caseworker-unit", "3", "2022-01-31", "The"] for row in rows)
    assert "The graph conforms to the shapes" in out
    assert out.endswith("It is in store. Next: kg queries, kg query NAME, kg draw.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_build_tells_a_program_in_json(kg: Run) -> None:
    told = json.loads(kg("build", SOURCE, "--store", "mine", "--json")[0])
    assert (told["documents"], told["recommendations"], told["store"]) == (1, 6, "mine")
    assert told["validation"]["violations"] == 0


def test_build_can_leave_out_the_validation(kg: Run) -> None:
    assert json.loads(kg("build", SOURCE, "--no-check", "--json")[0])["validation"] is None
    assert "shapes" not in kg("build", SOURCE, "--no-check")[0]


def test_a_build_that_fails_leaves_the_store(kg: Run, refused: Callable[..., str], own_folder: Path) -> None:
    (own_folder.parent / "bad.txt").write_text("Nothing here.\n", encoding="utf-8")
    before = list_of(own_folder)
    assert refused("build", "bad.txt", exits=1).startswith("bad.txt: no recommendations found")
    assert list_of(own_folder) == before


def list_of(folder: Path) -> list[str]:
    store = open_store(folder)
    try:
        return list(canonical(store))
    finally:
        store.close()


# ---------------------------------------------------------------- query, queries, explain


@pytest.fixture
def at(five_folder: Path) -> list[str]:
    return ["--store", str(five_folder)]


def test_a_named_question_is_answered_in_a_table(kg: Run, at: list[str]) -> None:
    out, err = kg("query", "positions-by-report", *at)
    assert err == ""
    assert out.startswith("How often is each position taken, by report and year?\n")
    assert ["2024-competent-authority", "2024", "rejected", "1", "0"] in [line.split() for line in out.splitlines()]
    assert out.endswith("\n8 rows\n")


def test_an_answer_that_its_limit_may_have_cut_says_so(kg: Run, at: list[str]) -> None:
    _, err = kg("query", "positions-by-report", "--param", "limit=1", *at)
    assert err == "There may be more: limit=1, reports, the latest ones. Change it with --param limit=NUMBER.\n"


def test_a_wide_answer_is_shown_row_below_row(kg: Run, at: list[str]) -> None:
    out, _ = kg("query", "commitments", "--param", f"report={SLUG}", *at)
    assert "commitment  The Casework Analyst will be in post" in out
    assert max(map(len, out.splitlines())) <= 120


def test_one_row_is_one_row(kg: Run, at: list[str]) -> None:
    out, _ = kg("query", "-e", "SELECT (COUNT(*) AS ?n) WHERE { ?s a insp:ResponseDocument }", *at)
    assert out.endswith("5\n\n1 row\n")


def test_the_iris_of_rows_are_for_programs(kg: Run, at: list[str]) -> None:
    text = "SELECT ?iri ?number WHERE { ?iri insp:number ?number } LIMIT 2"
    assert kg("query", "-e", text, *at)[0].endswith("2 rows (--format csv adds the IRIs)\n")
    only = kg("query", "-e", "SELECT ?iri WHERE { ?iri a insp:ResponseDocument }", *at)[0]
    assert "id:document/2022-chief-caseworker-unit" in only


def test_an_answer_in_other_formats(kg: Run, at: list[str]) -> None:
    ask = ["query", "positions-by-report", *at, "--format"]
    assert kg(*ask, "csv")[0].splitlines()[0] == "report,year,position,leaves,stems"
    assert kg(*ask, "tsv")[0].splitlines()[0] == "?report\t?year\t?position\t?leaves\t?stems"
    assert len(json.loads(kg(*ask, "json")[0])["results"]["bindings"]) == 8


def test_a_file_and_a_number_ask_the_same_as_the_name(kg: Run, at: list[str]) -> None:
    (path,) = (p for p in resources.queries("questions") if p.stem == "positions-by-report")
    shutil.copy(path, "copy.rq")
    answers = {kg("query", words, *at)[0] for words in ("positions-by-report", "2", "copy.rq", str(path))}
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("text", "exits", "told"),
    [
        ("SELECT ?s WHERE {\n  ?s a insp:System .\n FLTER (?s) }", 2, "mine.rq: line 3, column 2: cannot read 'FLTER"),
        ("", 2, "mine.rq: the query is empty"),
        ("# only a comment\n", 2, "mine.rq: the query is empty"),
        ("SELECT ?s { ?s a nope:X }", 2, "mine.rq: line 1, column 18: the prefix nope: is not declared"),
        ("# number: one\nASK { ?s ?p ?o }", 1, "mine.rq: the header line 'one' cannot be read; expected a whole"),
    ],
)
def test_a_faulty_file_is_named(
    refused: Callable[..., str], at: list[str], tmp_path: Path, text: str, exits: int, told: str
) -> None:
    (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
    assert refused("query", "mine.rq", *at, exits=exits).startswith(told)


def test_a_file_may_begin_with_a_byte_order_mark(kg: Run, at: list[str], tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("ASK { ?s a insp:System }", encoding="utf-8-sig")
    assert kg("query", "mine.rq", *at)[0] == "yes\n"


def test_yes_and_no(kg: Run, at: list[str]) -> None:
    assert kg("query", "-e", "ASK { ?s a insp:System }", *at)[0] == "yes\n"
    assert kg("query", "-e", "ASK { ?s a insp:Assessment }", *at)[0] == "no\n"
    assert json.loads(kg("query", "-e", "ASK { ?s a insp:System }", "--format", "json", *at)[0])["boolean"] is True


@pytest.mark.parametrize("form", [[], ["--format", "ttl"]])
def test_triples_are_turtle(kg: Run, at: list[str], form: list[str]) -> None:
    text = "CONSTRUCT { ?s insp:number ?n } WHERE { ?s insp:number ?n }"
    assert len(Graph().parse(data=kg("query", "-e", text, *form, *at)[0], format="turtle")) == 62


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_an_empty_answer_says_why(kg: Run, at: list[str], form: str) -> None:
    text = "SELECT ?s WHERE { ?s a insp:Assessment }"
    out, err = kg("query", "-e", text, "--format", form, *at)
    assert "insp:Assessment" in err
    assert "insp:Assessment" not in out
    if form == "table":
        assert out.endswith("0 rows\n")


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("ASK { ?s a insp:Assessment }", "no\n"),
        ("CONSTRUCT { ?s a ?s } WHERE { ?s a insp:Assessment }", ""),
        ("DESCRIBE ?s WHERE { ?s a insp:Assessment }", ""),
        ("SELECT (COUNT(*) AS ?n) WHERE { ?s a insp:Assessment }", "n\n─\n0\n\n1 row\n"),
    ],
)
def test_what_says_nothing_says_why(kg: Run, at: list[str], text: str, out: str) -> None:
    said, err = kg("query", "-e", text, *at)
    assert said.strip() == out.strip() or said.strip().startswith("@prefix")
    assert err == "No triple matches ?s a insp:Assessment.\n"


def test_a_name_that_the_graph_does_not_have_gets_the_nearest(kg: Run, at: list[str]) -> None:
    _, err = kg("query", "issue-side-by-side", "--param", "issue=Guidance is out of date", *at)
    assert err.startswith("No issue is called “Guidance is out of date”; the nearest: “Guidance is out of date, mi")


@pytest.mark.parametrize(
    ("words", "exits", "told"),
    [
        (["query"], 2, "say what to ask"),
        (["query", "commitments", "-e", "ASK {}"], 2, "say what to ask"),
        (["query", "positions-by-reprt"], 2, "one like positions-by-report"),
        (["query", "system-mentions"], 2, "needs the parameter system"),
        (["query", "system-mentions", "--param", "syste=IMS"], 2, "takes no parameter syste"),
        (["query", "system-mentions", "--param", "system"], 2, "expected --param NAME=VALUE"),
        (["query", "system-mentions", "--param", "=IMS"], 2, "expected --param NAME=VALUE"),
        (["query", "commitments", "--param", "limit=1", "--param", "limit=2"], 2, "limit is given more than once"),
        (["query", "commitments", "--param", "limit=99999999999999999999"], 2, "expected a whole number above 0"),
        (["query", "search", "--param", "words="], 2, "expected a word or more"),
        (["query", "0"], 2, "there is no query called 0"),
        (["query", "overdue-commitments", "--param", "asOf=yesterday"], 2, "expected a day as YYYY-MM-DD"),
        (["query", "-e", "ASK {}", "--param", "a=b"], 2, "takes no --param"),
        (["query", "-e", "SELECT"], 2, "ends too early"),
        (["query", "-e", "SELECT ?s WHERE { ?s a nope:X }"], 2, "the prefix nope: is not declared"),
        (["query", "-e", "INSERT DATA { <a:a> <a:b> <a:c> }"], 2, "is no query"),
        (["query", "-e", "ASK { ?s ?p ?o }", "--format", "csv"], 2, "expected --format table or json"),
        (["query", "-e", "DESCRIBE insp:System", "--format", "json"], 2, "expected --format ttl"),
        (["query", "commitments", "--format", "ttl"], 2, "expected --format table, csv, tsv or json"),
        (["query", "commitments", "--format", "xml"], 2, "kg query --help tells more"),
        (["explain", "x", "a", "insp:System"], 2, "'x' is no term"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_question_gets_one_line(
    refused: Callable[..., str], at: list[str], words: list[str], exits: int, told: str
) -> None:
    assert told in refused(*words, *at, exits=exits)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nosuch"], "no such command 'nosuch'; kg --help tells more."),
        (["--nope"], "no such option: --nope; kg --help tells more."),
        (["query", "--nope"], "kg query --help tells more."),
        (["draft"], "missing argument 'file'; kg draft --help tells more."),
        (["export"], "missing option '--output' / '-o'; kg export --help tells more."),
        (["draw", "--most", "0"], "kg draw --help tells more."),
        (["queries", "zebras"], "no question is about 'zebras'; kg queries without a word lists them all."),
        (["query", "commitments"], "store: there is no store here; run kg build first, or name one with --store."),
        (["validate"], "store: there is no store here"),
        (["query", "nosuch.rq"], "nosuch.rq: the file cannot be read (No such file or directory)."),
        (["query", "no/such"], "no/such: the file cannot be read"),
        (["build", "nosuch.txt"], "nosuch.txt: no such file"),
        (["build", "."], "the folder holds no documents"),
        (["draft", "nosuch.txt"], "nosuch.txt: no such file"),
        (["validate", "nosuch.trig"], "nosuch.trig: there is no such file"),
        (["evaluate", "--gold", "nosuch"], "nosuch: no document has a gold file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_call_gets_one_line(refused: Callable[..., str], tmp_path: Path, words: list[str], told: str) -> None:
    assert told in refused(*words)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_store_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert "there is no store here" in refused("query", "commitments", "--store", other)
    (other / "notes.txt").write_text("mine", encoding="utf-8")
    assert "this folder holds other files" in refused("query", "commitments", "--store", other, exits=2)
    assert "this is not a store" in refused("build", "--store", other, exits=2)
    assert "this is a file, not a store" in refused("validate", "--store", other / "notes.txt", exits=2)
    assert [path.name for path in other.iterdir()] == ["notes.txt"]


def test_a_server_that_is_not_there_gets_one_line(refused: Callable[..., str]) -> None:
    assert "the server cannot be reached" in refused("query", "commitments", "--store", "http://127.0.0.1:1", exits=2)


def test_queries_are_listed(kg: Run) -> None:
    out, _ = kg("queries")
    assert "overdue-commitments" in out
    assert "[asOf=DATE]" in out
    told = json.loads(kg("queries", "training", "--json")[0])
    assert 0 < len(told) < 30
    assert {"name", "question", "columns", "parameters"} <= set(told[0])


def test_an_inferred_statement_is_explained(kg: Run, at: list[str]) -> None:
    part = "id:recommendation/2024-competent-authority/5.e.ii"
    out, _ = kg("explain", part, "insp:partOf", "id:recommendation/2024-competent-authority/5", *at)
    assert "inferred by" in out
    assert "2024-competent-authority.txt:" in out
    assert "asserted in" in kg("explain", part, "insp:number", '"5.e.ii"', *at)[0]
    told = json.loads(kg("explain", part, "insp:number", '"5.e.ii"', "--json", *at)[0])
    assert (told["kind"], told["triple"][2], told["premises"]) == ("asserted", '"5.e.ii"', [])
    assert told["passages"][0]["source"] == "2024-competent-authority.txt"


def test_what_is_not_there_cannot_be_explained(kg: Run, at: list[str]) -> None:
    assert "cannot be explained" in kg("explain", "id:nosuch", "a", "insp:System", *at, exits=1)[0]
    assert json.loads(kg("explain", "id:nosuch", "a", "insp:System", "--json", *at, exits=1)[0])["kind"] == "absent"


# ---------------------------------------------------------------- draft, validate, submit


@pytest.fixture
def draft(kg: Run) -> Path:
    out, _ = kg("draft", DRAFTED, "-o", "draft.trig")
    assert out == "Wrote draft.trig. Next: kg validate draft.trig, then kg submit draft.trig.\n"
    return Path("draft.trig")


def test_a_draft_can_be_printed(kg: Run, draft: Path) -> None:
    printed = Dataset().parse(data=kg("draft", DRAFTED)[0], format="trig")
    assert len(printed) == len(Dataset().parse(draft, format="trig")) > 300


def test_a_draft_conforms_and_changes_nothing(kg: Run, draft: Path, own_folder: Path) -> None:
    assert kg("validate", draft)[0].startswith("draft.trig: Conforms")
    before = list_of(own_folder)
    assert kg("submit", draft)[0].splitlines() == [f"Stored {SHORT}: nothing has changed."]  # none is earlier
    told = json.loads(kg("submit", draft, "--json")[0])
    assert not [one["number"] for one in told["resembles"] if one["linked"]]
    assert (told["stored"], told["added"], told["validation"]["conforms"]) == ([SHORT], 0, True)
    assert [line for line in list_of(own_folder) if f"<{HISTORY_GRAPH}>" not in line] == before


def test_a_submission_is_told_which_earlier_ones_it_resembles(kg: Run, own_folder: Path) -> None:
    later = resources.responses() / "2024-illegal-working-enforcement.txt"
    stored, again, first, *_ = kg("submit", later)[0].splitlines()
    assert stored == "Stored 2024-illegal-working-enforcement: nothing has changed."
    assert again.endswith("recommendations resemble earlier ones enough to be linked with them:")
    assert first.startswith("  ")
    assert f"with {SHORT}/" in first
    told = json.loads(kg("submit", later, "--json")[0])
    assert "6" in [one["number"] for one in told["resembles"] if one["linked"]]


def test_a_submission_with_violations_stores_nothing(kg: Run, draft: Path, own_folder: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("insp:acceptance insp:accepted", "insp:acceptance insp:perhaps"), encoding="utf-8")
    before = list_of(own_folder)
    out, _ = kg("submit", draft, exits=1)
    assert out.startswith("draft.trig: Does not conform")
    assert out.endswith("Not stored: mend the violations above and submit again.\n")
    told = json.loads(kg("submit", draft, "--json", exits=1)[0])
    assert (told["stored"], told["validation"]["conforms"]) == ([], False)
    assert kg("validate", draft, "--store", own_folder, exits=1)[0].startswith("draft.trig: Does not conform")
    assert list_of(own_folder) == before


def test_a_changed_document_is_told(kg: Run, own_folder: Path, tmp_path: Path) -> None:
    text = SOURCE.read_text(encoding="utf-8").replace("14 day SLA", "15 day SLA")
    (tmp_path / SOURCE.name).write_text(text, encoding="utf-8")
    out, _ = kg("submit", SOURCE.name)
    assert f"Stored {SLUG}: " in out
    assert " statements added, " in out
    assert any("15 day SLA" in line for line in list_of(own_folder))


def test_the_store_can_be_validated(kg: Run, at: list[str], five_folder: Path) -> None:
    out, _ = kg("validate", "--format", "json", *at)
    told = json.loads(out)
    assert told["conforms"] is True
    assert told["validated"] == str(five_folder)


def test_reports_of_several_files_are_one_json(kg: Run, draft: Path) -> None:
    shutil.copy(draft, "second.trig")
    told = json.loads(kg("validate", draft, "second.trig", "--format", "json")[0])
    assert [report["validated"] for report in told] == ["draft.trig", "second.trig"]


def test_the_ontology_can_be_validated(kg: Run) -> None:
    assert kg("validate", "--ontology")[0].startswith("the ontology: Conforms")
    report = Graph().parse(data=kg("validate", "--ontology", "--format", "ttl")[0], format="turtle")
    assert "ValidationReport" in report.serialize()


def test_submitting_needs_a_store(refused: Callable[..., str], draft: Path, tmp_path: Path) -> None:
    assert "there is no store here" in refused("submit", draft)
    assert "there is no store here" in refused("validate", draft, "--store", "nosuch")
    assert [path.name for path in tmp_path.iterdir()] == ["draft.trig"]


def test_what_describes_no_response_is_no_submission(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    (tmp_path / "y.ttl").write_text("<urn:a> <urn:b> ;;; .", encoding="utf-8")
    assert "describes 0 response documents" in refused("validate", "x.ttl", exits=1)
    assert refused("validate", "y.ttl", exits=1).startswith("y.ttl:1")


# ---------------------------------------------------------------- evaluate, export, draw, docs


def test_recurrence_is_measured_on_what_was_not_learnt(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.recurrence.baselines.has_minilm", lambda: False)  # takes long, and is tested elsewhere
    out = kg("evaluate", "recurrence")[0]
    above, below = out.split("Sets that the weights are learnt from")
    assert "apart" in above
    assert "casework" not in above
    assert "casework" in below
    assert "MiniLM is left out" in below
    told = json.loads(kg("evaluate", "recurrence", "--json")[0])
    names = {one["name"] for one in told["measures"]}
    assert {"apart", "five", "report"} < names
    assert names.isdisjoint(one["name"] for one in told["learnt"])
    assert all(len(one["unseen"]) == 3 and max(one["unseen"]) <= 1 for one in told["learnt"])
    assert all(one["unseen"][0] > one["words"][0] for one in told["learnt"])


def test_the_scores_are_shown(kg: Run) -> None:
    out, _ = kg("evaluate", "--differences")
    rows = [line.split() for line in out.splitlines()]
    assert ["all", "62", "62", "62", "62"] in rows
    assert "Differences" in out
    told = json.loads(kg("evaluate", "--json")[0])
    assert told["scores"][-1]["name"] == "all"
    assert told["scores"][-1]["details"]["f1"] >= 0.85


@pytest.mark.parametrize(("ending", "unit"), [("nq", "statements"), ("ttl", "statements"), ("gexf", "nodes")])
def test_the_graph_is_exported_by_the_ending(kg: Run, at: list[str], ending: str, unit: str) -> None:
    out, _ = kg("export", "-o", f"out.{ending}", *at)
    assert out.startswith(f"Wrote out.{ending}: ")
    assert out.endswith(f" {unit}.\n")
    assert Path(f"out.{ending}").stat().st_size > 1000


def test_what_was_written_is_told_to_a_program(kg: Run, at: list[str]) -> None:
    told = json.loads(kg("export", "-o", "out.graphml", "--json", *at)[0])
    assert told == {"wrote": "out.graphml", "nodes": told["nodes"]}
    assert told["nodes"] > 50


def test_validating_tells_how_far_it_is(kg: Run, at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int, int]] = []

    @contextmanager
    def progress() -> Iterator[Callable[[str, int, int], None]]:
        yield lambda step, done, of: told.append((step, done, of))

    monkeypatch.setattr("kg.cli.check.progress", progress)
    kg("validate", *at)
    assert told[-1] == ("validating", 5, 5)


@pytest.mark.parametrize("words", [["export", "-o", "x.foo"], ["draw", "x.foo"], ["export", "-o", "nowhere/x.nq"]])
def test_a_file_that_cannot_be_made_gets_one_line(refused: Callable[..., str], at: list[str], words: list[str]) -> None:
    assert words[-1] in refused(*words, *at)
    assert not Path(words[-1]).exists()


def test_the_network_is_told(kg: Run, at: list[str]) -> None:
    out, _ = kg("network", "--most", "3", *at)
    table, groups = out.split("\n\nCommunities\n")
    assert len(table.splitlines()) == 3 + 3
    assert " Home Office " in table
    assert groups
    told = json.loads(kg("network", "--json", *at)[0])
    assert {"kind", "label", "degree", "betweenness", "pagerank"} <= set(told["nodes"][0])
    assert sum(len(group["members"]) for group in told["communities"]) == len(told["nodes"])


def test_the_network_is_drawn(kg: Run, at: list[str]) -> None:
    assert kg("draw", "a.svg", "--title", "A & B", *at)[0] == "Wrote a.svg.\n"
    assert "<svg" in Path("a.svg").read_text(encoding="utf-8")


def test_recurring_issues_are_drawn(kg: Run, at: list[str]) -> None:
    assert kg("draw", "--matrix", *at)[0] == "Wrote matrix.svg.\nWrote matrix.png.\n"
    assert kg("draw", "--issue", "assurance-missing", "b.svg", "--most", "2", *at)[0] == "Wrote b.svg.\n"
    assert "4 recommendations" in Path("b.svg").read_text(encoding="utf-8")
    assert "perhaps no-route-for-feedback" in kg("draw", "--issue", "no route for feedbac", *at, exits=2)[1]
    assert "two pictures" in kg("draw", "--matrix", "--issue", "x", *at, exits=2)[1]


def test_the_reference_is_written(kg: Run) -> None:
    assert kg("docs", "pages")[0] == "Wrote 3 pages; open pages/index.html.\n"
    assert Path("pages/index.html").is_file()


# ---------------------------------------------------------------- the process


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["queries"], 0, ""),
        (["draft", "nothing.txt"], 1, "kg: nothing.txt: no recommendations found"),
        (["draft", "nosuch.txt"], 2, "kg: nosuch.txt: no such file"),
        (["--nope"], 2, "kg: no such option: --nope"),
    ],
)
def test_the_exit_code_of_the_process(tmp_path: Path, words: list[str], code: int, told: str) -> None:
    (tmp_path / "nothing.txt").write_text("Nothing.", encoding="utf-8")
    done = separately(*words, cwd=tmp_path)
    assert (done.returncode, done.stderr.startswith(told)) == (code, True)
    assert done.stderr.count("\n") == (1 if told else 0)


@pytest.mark.parametrize(
    "words", [["query", "-e", "SELECT * { ?s ?p ?o }", "--format", "csv"], ["query", "commitments"]]
)
def test_a_reader_that_has_seen_enough_is_no_fault(five_folder: Path, words: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(resources.root())}
    store = ["--store", str(five_folder)]
    process = subprocess.Popen(
        [*KG, *words, *store], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), told) == (0, "")


def stopped_while_building(store: Path) -> subprocess.Popen[str]:
    """A build that was asked to stop when half of it was there."""
    process = subprocess.Popen(
        [*KG, "build", "--store", str(store)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(resources.root())},
    )  # fmt: skip
    while not (store.with_name(".store.kg-building") / "CURRENT").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    return process


def test_ctrl_c_ends_with_one_line_and_leaves_the_store(own_folder: Path) -> None:
    for _ in range(3):  # a build that ends before it is stopped, on a busy machine, tells nothing
        before = list_of(own_folder)
        process = stopped_while_building(own_folder)
        out, err = process.communicate(timeout=300)
        if process.returncode:
            break
    assert (process.returncode, out, err) == (130, "", "kg: stopped.\n")
    assert list_of(own_folder) == before
    assert [path.name for path in own_folder.parent.iterdir()] == ["store"]


def test_ctrl_c_in_this_process(kg: Run, at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", interrupt)
    assert kg("validate", *at, exits=130) == ("", "kg: stopped.\n")


@pytest.mark.parametrize("when", ["while the command writes", "when the last words leave the buffer"])
def test_a_closed_pipe_in_this_process(kg: Run, at: list[str], monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    def breaks(*_: object, **_more: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    def unread() -> int:
        unheard.append(when)
        return 0

    unheard: list[str] = []
    monkeypatch.setattr(cli, "_unread", unread)
    if when.startswith("while"):
        monkeypatch.setattr(pipeline, "check", breaks)
        kg("validate", *at)
    else:
        monkeypatch.setattr(cli, "_outcome", breaks)
        kg("--version")
    assert unheard == [when]


def test_a_command_that_ends_by_itself_keeps_its_code(kg: Run, at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(*_: object, **_more: object) -> None:
        sys.exit(7)

    monkeypatch.setattr(pipeline, "check", ends)
    kg("validate", *at, exits=7)


def test_a_store_in_use_gets_one_line(refused: Callable[..., str], own_folder: Path) -> None:
    code = f"import pyoxigraph as ox, sys; s = ox.Store({str(own_folder)!r}); print(1, flush=True); sys.stdin.read()"
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    other.stdout.readline()
    try:
        for words in (["query", "commitments"], ["build"], ["validate"], ["submit", str(SOURCE)]):
            told = refused(*words, "--store", own_folder, exits=2)
            assert told.startswith(f"{own_folder}: the store is in use by another program")
    finally:
        other.communicate()


def test_a_terminal_without_the_characters_gets_question_marks(five_folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(resources.root()), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*KG, "query", "positions-by-report", "--store", str(five_folder)],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "2022-chief-caseworker-unit" in done.stdout


def test_help_is_quick() -> None:
    slow = ("rdflib", "pyoxigraph", "pyshacl", "pandas", "networkx", "matplotlib", "owlrl")
    code = (
        "import sys; from kg.cli import run\n"
        "sys.argv = ['kg', '--help']\n"
        "try: run()\n"
        f"finally: print([name for name in {slow!r} if name in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(resources.root())}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "[]\n")


# ---------------------------------------------------------------- terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", RDF.type),
        ("insp:text", INSP.text),
        ("id:team/x", BASE["team/x"]),
        ("<http://x.test/a>", URIRef("http://x.test/a")),
        ("http://x.test/a", URIRef("http://x.test/a")),
        ("urn:x", URIRef("urn:x")),
        ("-7", Literal("-7", datatype=XSD.integer)),
        ('"words"', Literal("words")),
        ('"words"@en', Literal("words", lang="en")),
        ('"2024-01-31"^^xsd:date', Literal("2024-01-31", datatype=XSD.date)),
        ('"say "so""', Literal('say "so"')),
    ],
)
def test_a_term_as_a_person_types_it(text: str, expected: object) -> None:
    assert term(text) == expected


@pytest.mark.parametrize("text", ["", "words", "two words", "a:b c", "<a b>", '"open', '"x"^^nothing'])
def test_what_is_no_term(text: str) -> None:
    with pytest.raises(UsageError, match="is no term"):
        term(text)


# ---------------------------------------------------------------- tables


def test_whole_cells_where_they_fit() -> None:
    assert output.widths(["a", "bb"], [["xxx", "y y y"], ["x", ""]], 10) == [3, 5]


def test_no_word_is_broken_where_the_words_fit() -> None:
    columns, cells = ["name", "long text"], [["a-name-of-20-letters", "some words that go on and on for a while"]]
    assert output.widths(columns, cells, 40) == [20, 18]


def test_the_rest_is_shared_by_need() -> None:
    assert output.widths(["a", "b"], [["x " * 10, "y " * 30]], 42) == [10, 29]


def test_the_longest_words_are_broken_where_not_even_they_fit() -> None:
    assert output.widths(["a", "b"], [["x" * 30, "y" * 8]], 20) == [10, 8]


def test_a_column_that_may_be_cut_leaves_the_others_whole() -> None:
    assert output.widths(["a", "b"], [["two words", "z " * 100]], 50, clip="b") == [9, 39]


def test_an_empty_table_is_as_wide_as_its_heads() -> None:
    assert output.widths(["one", "three"], [], 80) == [3, 5]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_tables_stay_inside_the_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    monkeypatch.setattr(output, "console", lambda **_: Console(width=width, file=sys.stdout))
    rows = [["2024-illegal-working-enforcement", "2024", "words " * 40]]
    output.print_table("A title", ["report", "year", "text"], rows, numbers=["year"], clip="text")
    output.print_blocks("A title", ["report", "year", "text"], [*rows, ["a", "", "b"]])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_progress_is_shown_in_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with output.progress() as tell:
        tell("reading", 1, 5)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with output.progress() as tell:
        tell("reading", 2, 5)
    assert "reading 2/5" in capsys.readouterr().err


def test_a_store_is_closed_at_the_end_of_the_block(own_folder: Path) -> None:
    with opened(str(own_folder)) as store:
        assert store.size() > 1000
    with opened(str(own_folder)) as store:
        assert store.size() > 1000
    with pytest.raises(UsageError, match="no store here"), opened(str(own_folder / "nosuch")):
        raise AssertionError("it must not begin")
