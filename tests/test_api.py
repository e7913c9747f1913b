"""`import kg`: the verbs of the command line, for Python."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import networkx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

import kg
from kg import cli, resources
from kg.errors import UsageError
from kg.interface import Store
from kg.namespaces import BASE, INSP

APART = {"apart", "five", "report", "overview", "sections", "sampler", "assorted"}
SLUG = "2022-chief-caseworker-unit"
SOURCE = resources.responses() / f"{SLUG}.txt"
VERBS = [name for name in kg.__all__ if name.islower() and not name.startswith("_")]


def test_every_name_offered_is_there_and_documented() -> None:
    assert list(kg.__all__) == sorted(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name) is not None
        assert name == "__version__" or getattr(kg, name).__doc__


def test_what_is_not_offered_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        kg.nonsense  # noqa: B018


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_stays_a_verb_whatever_is_imported_first(verb: str) -> None:
    for module in ("query", "network", "draw", "export", "docs", "evaluate", "validate", "serve"):
        import_module(f"kg.{module}")
    assert callable(getattr(kg, verb))
    assert getattr(kg, verb).__module__ in ("kg.api", "kg.serve.verb")


def test_every_command_is_a_verb() -> None:
    commands = {one.name or getattr(one.callback, "__name__", "") for one in cli.app.registered_commands}
    assert commands <= set(kg.__all__)


def test_type_checkers_may_read_the_package() -> None:
    assert (Path(resources.__file__).parent / "py.typed").is_file()
    settings = tomllib.loads((resources.root() / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["kg"]  # all of its files


def test_the_modules_come_first_in_another_process(tmp_path: Path) -> None:
    code = (
        "import kg.query, kg.network, kg.validate, kg.evaluate, kg.export, kg.draw, kg.docs, kg\n"
        "from kg.query import run\n"
        "import kg.pipeline\n"
        "assert [kg.query.__module__, kg.validate.__module__, kg.draw.__module__] == ['kg.api'] * 3\n"
    )
    environment = {"PYTHONPATH": str(resources.root())}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)


def test_importing_kg_costs_nothing() -> None:
    code = "import sys, kg; sys.exit(any(name in sys.modules for name in ('rdflib', 'pyoxigraph', 'kg.api')))"
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(resources.root())}).returncode == 0


def test_the_errors_are_those_of_the_package() -> None:
    assert issubclass(kg.SpanError, kg.SourceError)
    assert issubclass(kg.SourceError, kg.KgError)


def test_records_are_those_of_the_five_or_of_a_file() -> None:
    assert len(kg.records()) == 5
    assert [record.document.slug for record in kg.records(str(SOURCE))] == [SLUG]


# ---------------------------------------------------------------- answers


def test_an_answer_has_columns_rows_and_a_length(five: Store) -> None:
    answer = kg.query(five, "positions-by-report")
    assert isinstance(answer, kg.Answer)
    assert answer.columns == ("report", "year", "position", "leaves", "stems")
    rows = list(answer)
    assert len(answer) == len(rows) == 8
    assert Literal("rejected") in [row[2] for row in rows]


def test_an_answer_becomes_a_data_frame_with_numbers_as_numbers(five: Store) -> None:
    frame = kg.query(five, "positions-by-report").to_pandas()  # type: ignore[union-attr]
    assert list(frame.columns) == ["report", "year", "position", "leaves", "stems"]
    assert frame["leaves"].sum() == 51
    assert set(frame[frame["position"] == "rejected"]["report"]) == {"2024-competent-authority"}


def test_an_answer_becomes_csv(five: Store) -> None:
    answer = kg.query(five, "commitments", report=SLUG)
    assert isinstance(answer, kg.Answer)
    assert answer.to_csv().startswith(",".join(answer.columns))


def test_triples_come_as_a_graph_and_asking_as_yes_or_no(five: Store) -> None:
    graph = kg.query(five, "CONSTRUCT { ?s insp:number ?n } WHERE { ?s insp:number ?n }")
    assert isinstance(graph, Graph)
    assert len(graph) == 62
    assert kg.query(five, "ASK { ?s a insp:System }") is True
    assert kg.query(five, "ASK\n{ ?s a insp:Assessment }") is False
    assert kg.query(five, "ASK{?s\ta\tinsp:System}") is True


def test_a_file_is_a_question_too(five: Store, tmp_path: Path) -> None:
    folder = tmp_path / "my questions"
    folder.mkdir()
    (folder / "two.rq").write_text("SELECT ?s WHERE { ?s a insp:ResponseDocument }", encoding="utf-8")
    assert len(kg.query(five, str(folder / "two.rq"))) == 5  # type: ignore[arg-type]
    assert len(kg.query(five, folder / "two.rq")) == 5  # type: ignore[arg-type]


def test_a_question_that_does_not_exist_is_an_error(five: Store, tmp_path: Path) -> None:
    with pytest.raises(kg.UsageError, match="no query called nosuch"):
        kg.query(five, "nosuch")
    with pytest.raises(kg.UsageError, match="needs the parameter system"):
        kg.query(five, "system-mentions")
    with pytest.raises(kg.UsageError, match="takes no parameters"):
        kg.query(five, "ASK { ?s ?p ?o }", report=SLUG)
    with pytest.raises(kg.KgError, match=r"nosuch\.rq: the file cannot be read"):
        kg.query(five, str(tmp_path / "nosuch.rq"))
    with pytest.raises(kg.QueryError):
        kg.query(five, "SELECT nonsense")
    (tmp_path / "bad.rq").write_text("\n  nonsense", encoding="utf-8")
    with pytest.raises(kg.QueryError, match=r"bad\.rq: line 2, column 3: "):
        kg.query(five, tmp_path / "bad.rq")


def test_the_questions_are_listed_in_order() -> None:
    assert [query.number for query in kg.queries()] == list(range(1, 35))


# ---------------------------------------------------------------- the rest


def test_a_store_is_built_asked_and_changed(tmp_path: Path) -> None:
    with kg.open_store(tmp_path / "store") as store:
        assert kg.build(store, SOURCE).found.documents == 1
    with kg.open_store(str(tmp_path / "store")) as store:
        assert kg.check(store, SLUG).conforms
        draft = kg.draft(SOURCE)
        assert [str(name).rsplit("/", 1)[-1] for name in draft] == [SLUG]
        assert kg.validate(store, SOURCE).conforms
        change = kg.submit(store, SOURCE)
        assert (change.added, change.removed) == (0, 0)
    with kg.open_store() as store:
        assert store.size() == 0


def test_a_follow_up_is_drafted(five: Store, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(
        "Progress report on An Inspection of the Intelligence Functions of Border Force\n\n"
        "Recommendation 1: Ensure that the Intelligence Management System (IMS) is being used to its full potential.\n"
        "Update, May 2018: This has been implemented. All staff now use IMS.\n",
        encoding="utf-8",
    )
    followed = ["2016-intelligence-functions"]
    ((name, graph),) = kg.draft(letter, store=five, follows_up=followed, publisher="Home Office").items()
    assert str(name).endswith("/letter")
    (claim,) = graph.subjects(RDF.type, INSP.Claim)
    assert graph.value(claim, INSP.claimOf) == BASE["recommendation/2016-intelligence-functions/1"]
    with pytest.raises(UsageError, match="read with the store"):
        kg.draft(letter, follows_up=followed)
    with pytest.raises(UsageError, match="'colour' cannot be told"):
        kg.draft(letter, colour="red")


def test_a_statement_is_explained(five: Store) -> None:
    part, stem = (BASE[f"recommendation/2024-competent-authority/{number}"] for number in ("5.e.ii", "5"))
    explanation = kg.explain(five, (part, URIRef(INSP.partOf), stem))
    assert explanation.kind == "inferred"
    assert explanation.premises


def test_the_scores_are_those_of_the_command() -> None:
    scores, differences = kg.evaluate(path=SOURCE)
    assert scores[0].name == SLUG
    assert all(difference.document == SLUG for difference in differences)


def test_what_came_back_is_reviewed_and_compared(tmp_path: Path) -> None:
    with kg.open_store(tmp_path / "store") as store:
        kg.build(store)
        first = kg.query(store, "recurrence-links", limit=1)
        assert len(first) == 1
        ((text, found),) = kg.similar(store, "Give staff access to the IT systems that they need.")
        assert text.text.startswith("Give staff")
        assert any(one.recommendation.endswith("2016-intelligence-functions/2") for one in found)
        made = kg.review(
            store, "2016-intelligence-functions/7", "2024-competent-authority/5.e.i", confirm=True, by="A. Reader"
        )
        assert (made.decision, made.by) == ("confirmed", "A. Reader")
        assert kg.query(store, "ASK { ?link insp:review insp:confirmed }")
        kg.review(store, "2016-intelligence-functions/7", issue="training-lacking", confirm=False, by="A. Reader")
        with pytest.raises(kg.UsageError, match="no recommendation"):
            kg.review(store, "2016/7", "2024-competent-authority/5.e.i", confirm=True, by="A. Reader")
    measured = kg.evaluate_recurrence()
    assert {found.name for found in measured} == APART


def test_the_network_is_a_networkx_graph(five: Store) -> None:
    shared, everything = kg.network(five), kg.network(five, everything=True)
    assert isinstance(shared, networkx.DiGraph)
    assert 0 < len(shared) < len(everything)
    assert {"report", "recommendation", "theme"} <= {kind for _, kind in everything.nodes(data="kind")}


def test_the_network_is_measured(five: Store) -> None:
    graph = kg.network(five)
    central, groups = kg.centralities(graph), kg.communities(graph)
    assert len(central) == len(graph)
    assert {"label", "degree", "betweenness", "pagerank"} <= set(central.columns)
    assert sum(len(group.members) for group in groups) == len(graph)


def test_the_reference_is_built_by_the_module_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.api.build_docs", lambda folder: [folder / "index.html"])
    assert kg.docs(str(tmp_path)) == [tmp_path / "index.html"]


def test_pictures_and_files_are_written(five: Store, tmp_path: Path) -> None:
    assert kg.draw(five, tmp_path / "a.svg", title="Five") == [tmp_path / "a.svg"]
    assert kg.export(five, tmp_path / "a.nq") == five.size()
    assert kg.export(five, tmp_path / "a.graphml") == len(kg.network(five))
    assert all((tmp_path / name).stat().st_size > 1000 for name in ("a.svg", "a.nq", "a.graphml"))
