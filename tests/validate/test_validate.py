"""The whole of a validation: results with their places, text that a clerk understands, context, store and graphs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from validate_cases import CASES

from kg.errors import DataError
from kg.model import (
    Acceptance,
    Commitment,
    Declared,
    Delivery,
    Document,
    Firmness,
    Inspection,
    Recommendation,
    Record,
    Response,
)
from kg.namespaces import BASE, EDTF, INSP, SH, response_graph
from kg.rdf import triples
from kg.store import open_store, statements
from kg.validate import (
    Report,
    Severity,
    checks,
    ontology_shapes,
    parse_submission,
    render,
    response_shapes,
    shapes,
    stage,
    validate,
    validate_ontology,
    validate_store,
)

CONTEXT = Graph().parse(CASES / "shapes" / "context.ttl")
BODY = str(BASE["organisation/department"])


def record(slug: str = "first", count: int = 6, declared: int | None = None) -> Record:
    """A document with `count` recommendations, each with an answer that holds one commitment."""
    text = "".join(f"{n}. Train all staff.\nAccepted\nWe will train them.\n" for n in range(1, count + 1))
    document = Document(slug, text, f"{slug}.txt", "0" * 64, "A response", "Department", "2024-12-11", "OGL-UK-3.0")
    recommendations, responses, commitments = [], [], []
    for number in map(str, range(1, count + 1)):
        start = text.index(f"{number}. Train")
        asked = document.span(start, text.index("\n", start))
        at = text.index("We will", start)
        answer, position = document.span(at, text.index("\n", at)), document.span(at - 9, at - 1)
        recommendations.append(Recommendation(number, "Train all staff.", (asked,)))
        responses.append(Response(number, BODY, answer.exact, (answer,), Acceptance.ACCEPTED, position))
        commitments.append(Commitment(number, number, BODY, answer.exact, answer, Delivery.PLANNED, Firmness.FIRM))
    inspection = Inspection("An inspection", "2024-01/2024-02", None, str(BASE["organisation/inspector"]))
    told = Declared(declared)
    return Record(document, inspection, told, tuple(recommendations), tuple(responses), tuple(commitments), ())


def graph_of(told: Record) -> Graph:
    graph = Graph()
    for triple in triples(told):
        graph.add(triple)
    return graph


def names(report: Report, severity: Severity) -> set[str]:
    return {str(r.rule.iri).rsplit("/", 1)[-1] for r in report.results if r.severity is severity}


def test_a_written_record_conforms() -> None:
    report = validate(graph_of(record()), context=CONTEXT)
    assert report.conforms
    assert names(report, Severity.VIOLATION) == set()
    assert "commitment-has-owner" in names(report, Severity.WARNING)
    assert report.unseen == ()


def test_results_say_where() -> None:
    report = validate(graph_of(record()), context=CONTEXT)
    found = next(r for r in report.results if r.focus == BASE["commitment/first/2/1"])
    assert str(found.source.place) == "first.txt:6"
    assert found.source.quotation == "We will train them."
    assert found.source.submission is None


def test_report_for_programs() -> None:
    report = validate(graph_of(record()), context=CONTEXT)
    told = report.to_dict()
    assert told["conforms"] is True
    assert told["counts"] == {"violations": 0, "warnings": len(report.results), "infos": 0}
    found = next(r for r in told["results"] if r["focusNode"] == str(BASE["commitment/first/2/1"]))  # type: ignore[attr-defined]
    assert found["place"] == "first.txt:6"
    assert found["quotation"] == "We will train them."
    assert found["submission"] is None
    assert json.loads(json.dumps(told)) == told


def test_lines_of_the_submitted_file(tmp_path: Path) -> None:
    path = tmp_path / "in.ttl"
    path.write_text(
        "@base <https://w3id.org/inspection-kg/id/> .\n@prefix insp: <https://w3id.org/inspection-kg/ontology#> .\n\n"
        "<report/new>\n    a insp:Report .\n",
        encoding="utf-8",
    )
    report = validate(parse_submission(path, statements), file=path)
    assert not report.conforms
    assert {str(result.source.submission) for result in report.results} == {f"{path}:4"}
    assert f"where  {path}:4" in render(report)


def test_text_groups_and_counts() -> None:
    text = render(validate(graph_of(record()), context=CONTEXT))
    assert text.startswith("Conforms: ")
    assert "WARNING: The commitment has no owner. (6 times)" in text
    assert text.count("id:commitment/first/") < 24
    assert "… and 3 more (--all shows them)" in text
    for line in ("  words  “We will train them.”", "  where  first.txt:3", "  rule   commitment-has-owner"):
        assert line in text.splitlines()
    assert "  why    What nobody owns nobody does." in text
    assert "  mend   If the words name a team" in text


def test_text_in_full() -> None:
    report = validate(graph_of(record()), context=CONTEXT)
    text = render(report, everything=True)
    assert "--all" not in text
    assert all(f"id:commitment/first/{n}/1" in text for n in range(1, 7))
    assert max(map(len, text.splitlines())) <= 100


def test_text_of_nothing() -> None:
    assert render(Report(())) == "Conforms: nothing to report.\n"


def test_text_of_one_violation() -> None:
    data = graph_of(record(count=1))
    data.remove((None, INSP.number, None))
    data.add((BASE["recommendation/first/1"], INSP.number, Literal("1)")))
    data.add((BASE["stranger"], RDF.type, BASE["Strange"]))
    text = render(validate(data, context=CONTEXT))
    assert text.startswith("Does not conform: 1 violation, ")
    assert "VIOLATION: The recommendation needs exactly one number, such as" in text
    assert "  value  “1)”" in text
    assert "Nodes that no shape saw (1): id:stranger" in text
    assert "Shapes that matched nothing (" in text


def test_report_as_graph() -> None:
    data = graph_of(record(count=1))
    data.remove((None, INSP.acceptance, None))
    store = open_store(None)
    store.replace({response_graph("first"): data + Graph().parse(data=NOTICE)})
    report = validate(data, context=CONTEXT, store=store)
    graph = report.graph()
    assert len(set(graph.objects(None, SH.result))) == len(report.results)
    shapes_named = set(graph.objects(None, SH.sourceShape))
    assert URIRef("https://w3id.org/inspection-kg/check/notices") in shapes_named
    assert URIRef("https://w3id.org/inspection-kg/shape/response-acceptance") in shapes_named
    assert list(graph.objects(None, SH.conforms)) == [Literal(False)]
    assert list(Report(()).graph().objects(None, SH.conforms)) == [Literal(True)]


NOTICE = """
@base <https://w3id.org/inspection-kg/id/> . @prefix insp: <https://w3id.org/inspection-kg/ontology#> .
<notice/1> a insp:Notice ; insp:text "Printed twice." ; insp:noticedIn <document/first> .
"""


def test_context_is_not_judged() -> None:
    """context.ttl describes entries by halves, and yet nothing of it is reported."""
    report = validate(graph_of(record()), context=CONTEXT)
    assert not {r.focus for r in report.results} & set(CONTEXT.subjects()) - set(graph_of(record()).subjects())


def test_without_context_names_lead_nowhere() -> None:
    report = validate(graph_of(record()))
    assert {"publisher-known", "respondent-known"} <= names(report, Severity.VIOLATION)


def test_what_the_store_knows_is_known() -> None:
    data = graph_of(record())
    store = open_store(None)
    store.replace({BASE["graph/reference"]: CONTEXT, response_graph("first"): data})
    classes = Graph()
    for triple in CONTEXT.triples((None, RDFS.subClassOf, None)):
        classes.add(triple)
    assert validate(data, context=classes, store=store, graphs=[response_graph("first")]).conforms


def test_the_old_version_of_a_graph_is_not_asked() -> None:
    """A name that only the graph about to be replaced describes leads nowhere."""
    data = graph_of(record())
    data.add((BASE["commitment/first/1/1"], INSP.owner, BASE["team/old"]))
    old = Graph()
    old.add((BASE["team/old"], RDF.type, INSP.Team))
    old.add((BASE["team/old"], SKOS.prefLabel, Literal("Old", lang="en")))
    store = open_store(None)
    store.replace({response_graph("first"): old})
    report = validate(data, context=CONTEXT, store=store, graphs=[response_graph("first")])
    assert "owner-known" in names(report, Severity.VIOLATION)
    elsewhere = validate(data, context=CONTEXT, store=store, graphs=[response_graph("other")])
    assert "owner-known" not in names(elsewhere, Severity.VIOLATION)


def test_checks_of_one_graph_alone() -> None:
    store = open_store(None)
    store.replace({response_graph(slug): graph_of(record(slug, 2, declared=5)) for slug in ("first", "second")})
    everything = validate_store(store)
    alone = validate_store(store, [response_graph("first")])
    assert {r.focus for r in everything.results} == {BASE["document/first"], BASE["document/second"]}
    assert {r.focus for r in alone.results} == {BASE["document/first"]}


def test_results_of_checks_find_their_place_in_the_store() -> None:
    data = graph_of(record(count=2))
    data.remove((BASE["recommendation/first/2"], INSP.number, None))
    data.add((BASE["recommendation/first/2"], INSP.number, Literal("1")))
    store = open_store(None)
    store.replace({response_graph("first"): data})
    places = {str(r.focus): str(r.source.place) for r in validate_store(store).results}
    assert places[str(BASE["recommendation/first/2"])] == "first.txt:4"


@pytest.fixture
def live() -> Iterator[object]:
    store = open_store(None)
    store.replace({response_graph(slug): graph_of(record(slug)) for slug in ("first", "second")})
    yield store
    store.close()


def test_stage_shows_the_neighbours_only(live) -> None:  # type: ignore[no-untyped-def]
    """A submission that describes what another graph describes is found out, though the live store is untouched."""
    name, data = response_graph("third"), graph_of(record("third"))
    data.add((BASE["recommendation/first/1"], RDF.type, INSP.Recommendation))
    before, scratch = live.size(), open_store(None)
    stage(scratch, live, {name: data})
    assert live.size() == before
    assert response_graph("second") not in scratch.graph_names()
    assert scratch.graph(name).isomorphic(data)
    report = validate(data, context=CONTEXT, store=scratch, graphs=[name])
    assert "described-twice" in names(report, Severity.VIOLATION)


def test_stage_shows_recommendations_of_the_same_report(live) -> None:  # type: ignore[no-untyped-def]
    """Two documents that give one number of one report to two things are found out before the second is stored."""
    name, data, scratch = response_graph("third"), graph_of(record("third", 1)), open_store(None)
    data.remove((None, INSP.madeIn, None))
    data.add((BASE["recommendation/third/1"], INSP.madeIn, BASE["report/first"]))
    stage(scratch, live, {name: data})
    report = validate(data, context=CONTEXT, store=scratch, graphs=[name])
    twins = [r for r in report.results if str(r.rule.iri).endswith("/duplicate-number")]
    assert [r.focus for r in twins] == [BASE["recommendation/third/1"]]


@pytest.mark.parametrize("followed", ["recommendation/first/1", "commitment/first/1/1"])
def test_stage_shows_the_report_that_is_followed_up(live, followed: str) -> None:  # type: ignore[no-untyped-def]
    """An assessment that is dated before the report it is about is found out before it is stored."""
    name, data, scratch = response_graph("third"), graph_of(record("third", 1)), open_store(None)
    early = BASE["assessment/third/1"]
    data.add((early, INSP.assesses, BASE[followed]))
    data.add((early, INSP.asOf, Literal("1999", datatype=EDTF)))
    stage(scratch, live, {name: data})
    report = validate(data, context=CONTEXT, store=scratch, graphs=[name])
    assert early in {r.focus for r in report.results if str(r.rule.iri).endswith("/follow-up-before-report")}


def test_stage_leaves_the_old_version_out(live) -> None:  # type: ignore[no-untyped-def]
    name, scratch = response_graph("first"), open_store(None)
    stage(scratch, live, {name: graph_of(record("first", 1))})
    assert len(scratch.graph(name)) == len(graph_of(record("first", 1)))


@pytest.mark.slow
def test_checks_of_one_graph_cost_the_same_in_a_larger_store() -> None:
    """A query that reads the whole store would take 30 times as long in the larger one."""

    def seconds(documents: int) -> float:
        store = open_store(None)
        store.bulk({response_graph(f"d{n}"): triples(record(f"d{n}", 10)) for n in range(documents)})
        timed = []
        for _ in range(5):
            start = perf_counter()
            checks.run(store, [response_graph("d0")])
            timed.append(perf_counter() - start)
        return min(timed)

    assert seconds(60) < 5 * seconds(2)


def test_ontology_lint_judges_own_terms_only() -> None:
    ontology = Graph().parse(CASES / "shapes" / "term-label" / "bad.ttl")
    ontology.parse(
        data="@prefix owl: <http://www.w3.org/2002/07/owl#> . <https://example.org/foreign> a owl:Class .",
        format="turtle",
    )
    report = validate_ontology(ontology)
    assert not report.conforms
    assert all(str(result.focus).startswith(str(INSP)) for result in report.results)


def test_subclasses_are_targeted() -> None:
    data = Graph().parse(
        data="@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <x:t> a <x:Squad> . "
        f"<x:Squad> rdfs:subClassOf <{INSP.Team}> ."
    )
    assert "entry-label" in names(validate(data, context=data), Severity.VIOLATION)


def test_shapes_files_are_apart() -> None:
    assert {path.stem for path in response_shapes()} == {"mandatory", "recommended", "recurrence", "vocabulary"}
    assert {path.stem for path in ontology_shapes()} == {"ontology", "vocabulary"}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("not turtle", "the shapes cannot be read"),
        ("@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:NodeShape .", "lacks its words"),
    ],
)
def test_bad_shapes_files(tmp_path: Path, text: str, error: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=error):
        shapes.load([path])


def test_a_shape_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix insp: <https://w3id.org/inspection-kg/ontology#> .\n"
        "[] a sh:NodeShape ; sh:targetClass insp:Report ; sh:closed true .",
        encoding="utf-8",
    )
    data = Graph().parse(data=f"<x:r> a <{INSP.Report}> ; <x:p> 1 .")
    with pytest.raises(DataError, match="without a name of its own"):
        validate(data, shape_files=[path])


def test_targets_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    words = 'sh:name "n" ; sh:description "d" ; sh:message "m" ; insp:mend "e"'
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix insp: <https://w3id.org/inspection-kg/ontology#> .\n"
        f"<x:node> a sh:NodeShape ; sh:targetNode <x:a> ; {words} .\n"
        f"<x:object> a sh:NodeShape ; sh:targetObjectsOf <x:p> ; {words} .\n"
        f"<x:none> a sh:NodeShape ; sh:targetObjectsOf <x:q> ; {words} .\n",
        encoding="utf-8",
    )
    report = validate(Graph().parse(data="<x:a> <x:p> <x:b> . <x:b> <x:r> <x:c> . <x:c> <x:r> 1 ."), shape_files=[path])
    assert [str(rule.iri) for rule in report.unmatched] == ["x:none"]
    assert [str(node) for node in report.unseen] == ["x:c"]


def test_what_the_engine_cannot_compare_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyshacl

    def fails(*_: object, **__: object) -> None:
        raise TypeError("'<=' not supported")

    monkeypatch.setattr(pyshacl, "validate", fails)
    with pytest.raises(DataError, match="the shapes cannot be applied: '<=' not supported"):
        validate(Graph(), context=CONTEXT)


def test_what_a_terminal_would_obey_is_shown_escaped() -> None:
    graph = Graph()
    graph.add((BASE["commitment/a/1/1"], RDF.type, INSP.Commitment))
    graph.add((BASE["commitment/a/1/1"], INSP.firmness, Literal("\x1b[2Jfirm")))
    text = render(validate(graph, context=CONTEXT), everything=True)
    assert "\x1b" not in text
    assert "\\x1b[2Jfirm" in text
