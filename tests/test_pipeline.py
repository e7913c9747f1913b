"""The flow as a whole: nothing without its sentence, the same graph each time, whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from kg import batches, measuring, pipeline, rdf, reason, resources
from kg.cli.overview import overview
from kg.errors import DataError, InconsistencyError, SourceError, SpanError, UsageError
from kg.interface import Store, Triple
from kg.model import Record
from kg.namespaces import INFERRED_GRAPH, INSP, OA, PREFIXES, response_graph
from kg.store import canonical, fresh_store, open_store

SLUG = "2022-chief-caseworker-unit"
CHANGED = "2010-local-immigration-teams"
NODES = {
    "2010-local-immigration-teams": (3, 3),
    "2016-intelligence-functions": (7, 7),
    "2022-chief-caseworker-unit": (6, 6),
    "2024-competent-authority": (34, 25),
    "2024-illegal-working-enforcement": (12, 10),
}
POSITIONS = {  # of the recommendations without parts, stated for them or for their stems
    "2010-local-immigration-teams": {"accepted": 3},
    "2016-intelligence-functions": {"accepted": 6, "partiallyAccepted": 1},
    "2022-chief-caseworker-unit": {"accepted": 6},
    "2024-competent-authority": {"accepted": 14, "partiallyAccepted": 10, "rejected": 1},
    "2024-illegal-working-enforcement": {"accepted": 10},
}


def lines(store: Store | Path) -> list[str]:
    """The canonical N-Quads of a store, or of the store in a folder."""
    if not isinstance(store, Path):
        return list(canonical(store))
    opened = open_store(store)
    try:
        return list(canonical(opened))
    finally:
        opened.close()


def union(store: Store) -> Graph:
    return store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


# ---------------------------------------------------------------- nothing without its sentence


@pytest.fixture(scope="module")
def whole(five: Store) -> Graph:
    return union(five)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The five sources as their bytes decode, by file name."""
    return {path.name: path.read_bytes().decode("utf-8") for path in resources.responses().glob("*.txt")}


def test_every_span_holds_the_words_at_its_offsets(whole: Graph, texts: dict[str, str]) -> None:
    spans = set(whole.subjects(RDF.type, OA.SpecificResource))
    assert len(spans) > 700
    for span in spans:
        document = whole.value(span, OA.hasSource)
        text = texts[str(whole.value(document, DCTERMS.source))]
        selectors = {whole.value(node, RDF.type): node for node in whole.objects(span, OA.hasSelector)}
        position, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
        start, end = int(str(whole.value(position, OA.start))), int(str(whole.value(position, OA.end)))
        exact, prefix, suffix = (whole.value(quote, name) for name in (OA.exact, OA.prefix, OA.suffix))
        assert text[start:end] == str(exact) != ""
        assert prefix is None or text[max(0, start - 32) : start] == str(prefix)
        assert suffix is None or text[end : end + 32] == str(suffix)
        assert int(str(whole.value(span, INSP.line))) == text[:start].count("\n") + 1


@pytest.mark.parametrize(
    ("kind", "link", "least"),
    [
        (INSP.Recommendation, INSP.hasSpan, 62),
        (INSP.Response, INSP.hasSpan, 57),
        (INSP.Commitment, INSP.hasSpan, 120),
        (INSP.Mention, OA.hasTarget, 350),
        (INSP.IssueTag, OA.hasTarget, 80),
    ],
    ids=lambda value: str(value).rsplit("#", 1)[-1],
)
def test_nothing_stands_without_its_sentence(whole: Graph, kind: URIRef, link: URIRef, least: int) -> None:
    things = set(whole.subjects(RDF.type, kind))
    assert len(things) >= least
    for thing in things:
        spans = list(whole.objects(thing, link))
        assert spans, f"{thing} has no span"
        assert all((span, RDF.type, OA.SpecificResource) in whole for span in spans)


def test_the_words_of_a_commitment_and_of_its_date_are_verbatim(five_records: tuple[Record, ...]) -> None:
    for record in five_records:
        text = " ".join(record.document.text.split())
        for commitment in record.commitments:
            assert " ".join(commitment.span.exact.split()) in text
            if commitment.due:
                assert " ".join(commitment.due.text.split()) in text


def tampered(record: Record) -> Record:
    """The record with one quotation that is not at its offsets."""
    first, *rest = record.commitments
    return replace(record, commitments=(replace(first, span=replace(first.span, start=first.span.start + 1)), *rest))


def test_a_span_that_was_tampered_with_stops_the_build(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, extract = lines(own_folder), batches.extract
    monkeypatch.setattr(batches, "extract", lambda *of: tampered(extract(*of)))
    store = open_store(own_folder)
    with pytest.raises(SpanError, match="is not at characters") as caught:
        pipeline.build(store)
    store.close()
    assert caught.value.where.startswith("2010-local-immigration-teams.txt:")
    assert lines(own_folder) == before


# ---------------------------------------------------------------- same input, same graph


def test_a_store_in_memory_and_one_on_disk_hold_the_same_graph(five: Store, five_folder: Path) -> None:
    assert lines(five) == lines(five_folder)


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_with_another_hash_seed_makes_the_same_graph(five: Store, tmp_path: Path, seed: str) -> None:
    code = (
        "import sys; from kg import pipeline; from kg.store import canonical, open_store\n"
        "store = open_store(None); pipeline.build(store)\n"
        "open(sys.argv[1], 'w', encoding='utf-8').writelines(line + '\\n' for line in canonical(store))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(resources.root())}
    subprocess.run([sys.executable, "-c", code, tmp_path / "out.nq"], check=True, env=environment, cwd=tmp_path)
    assert (tmp_path / "out.nq").read_text(encoding="utf-8").split("\n")[:-1] == lines(five)


def test_several_processes_make_the_same_graph(five: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_SIZE", 1)
    monkeypatch.setattr(batches, "_WORTH", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    store, steps = open_store(None), []
    pipeline.build(store, progress=lambda step, done, of: steps.append(done) if step == "reading" else None)
    assert steps == [1, 2, 3, 4, 5]
    assert lines(store) == lines(five)


def test_what_a_build_infers_is_the_closure_of_what_it_stored(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_SIZE", 1)
    before = lines(own_folder)
    with closing(open_store(own_folder)) as store:
        pipeline.build(store)
    assert lines(own_folder) == before
    with closing(open_store(own_folder)) as store:
        reason.closure(store)
    assert lines(own_folder) == before
    assert sum(f"<{INFERRED_GRAPH}>" in line for line in before) > 1000


def test_a_change_after_a_build_that_was_cut_off_infers_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(None)
    with monkeypatch.context() as patch:
        patch.setattr(import_module("kg.reason.closure"), "check_all", interrupt)
        with pytest.raises(KeyboardInterrupt):
            pipeline.build(store, resources.responses() / f"{CHANGED}.txt")
    assert not reason.finished(store)
    pipeline.submit(store, pipeline.draft(resources.responses() / f"{SLUG}.txt"))
    after = lines(store)
    assert reason.finished(store)
    reason.closure(store)
    assert lines(store) == after


def test_two_reports_that_name_one_system_are_shown_to_share_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        text = f"Recommendation 1\n\nUse IMS in port {name}.\n\nAccepted\n\nWe will use IMS.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    store = open_store(None)
    overview(store, pipeline.build(store, tmp_path), None, "memory")
    shown = capsys.readouterr().out
    assert "Systems that several reports share (1)" in shown
    assert "XXXX" not in shown


def test_building_again_into_the_same_store_changes_nothing(own_folder: Path) -> None:
    before = lines(own_folder)
    store = open_store(own_folder)
    pipeline.build(store)
    store.close()
    assert lines(own_folder) == before


def test_what_is_no_longer_among_the_sources_leaves_the_store(own_folder: Path, tmp_path: Path) -> None:
    only = tmp_path / "only"
    copied(only, SLUG)
    store, alone = open_store(own_folder), open_store(None)
    assert pipeline.build(store, only).found.documents == 1
    pipeline.build(alone, only)
    assert lines(store) == lines(alone)
    store.close()


# ---------------------------------------------------------------- the numbers


def test_the_trees_of_the_five_have_the_nodes_and_leaves_they_should(five_records: tuple[Record, ...]) -> None:
    found = {r.document.slug: (len(r.recommendations), len(r.leaves())) for r in five_records}
    assert found == NODES


def test_the_graph_has_the_same_nodes(five: Store) -> None:
    for slug, (nodes, leaves) in NODES.items():
        graph = five.graph(response_graph(slug))
        found = set(graph.subjects(RDF.type, INSP.Recommendation))
        assert len(found) == nodes
        assert len(found - set(graph.objects(None, INSP.directPartOf))) == leaves


def test_the_positions_of_the_leaves_are_those_stated(five: Store) -> None:
    for slug, expected in POSITIONS.items():
        graph = five.graph(response_graph(slug))
        leaves = set(graph.subjects(RDF.type, INSP.Recommendation)) - set(graph.objects(None, INSP.directPartOf))
        found: dict[str, int] = {}
        for leaf in leaves:
            position = str(graph.value(leaf, INSP.effectiveAcceptance)).rsplit("#", 1)[-1]
            found[position] = found.get(position, 0) + 1
        assert found == expected, slug


def test_a_build_says_what_it_made(five_records: tuple[Record, ...]) -> None:
    store, steps = open_store(None), []
    built = pipeline.build(store, progress=lambda step, done, of: steps.append((step, done, of)))
    found = built.found
    assert (found.documents, found.recommendations, found.leaves) == (5, 62, 51)
    assert found.commitments == sum(len(record.commitments) for record in five_records)
    assert found.mentions == sum(len(record.mentions) for record in five_records)
    assert built.triples + built.inferred == store.size()
    assert steps[0] == ("reading", 5, 5)
    assert list(dict.fromkeys(step for step, _, _ in steps)) == ["reading", "storing", "linking", "reasoning"]


# ---------------------------------------------------------------- whole or not at all


def copied(folder: Path, *slugs: str) -> Path:
    """A folder with the named sources (all without names) and no list of them."""
    folder.mkdir(exist_ok=True)
    for path in resources.responses().glob("*.txt"):
        if not slugs or path.stem in slugs:
            shutil.copy(path, folder)
    return folder


def contradicting(record: Record) -> Iterator[Triple]:
    """The graph of the record, in which each recommendation is also a commitment."""
    for triple in _TRIPLES(record):
        yield triple
        if triple[1:] == (RDF.type, INSP.Recommendation):
            yield triple[0], RDF.type, INSP.Commitment


_TRIPLES = rdf.triples


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def a_bad_source(patch: pytest.MonkeyPatch, sources: Path) -> None:
    (sources / "a.txt").write_text("Minutes of a meeting about nothing at all.\n", encoding="utf-8")


def a_binary_source(patch: pytest.MonkeyPatch, sources: Path) -> None:
    (sources / "zz.txt").write_bytes(b"Recommendation 1\x00\xff")


def a_tampered_record(patch: pytest.MonkeyPatch, sources: Path) -> None:
    extract = batches.extract
    patch.setattr(batches, "extract", lambda *of: tampered(extract(*of)))


def a_contradiction(patch: pytest.MonkeyPatch, sources: Path) -> None:
    patch.setattr(rdf, "triples", contradicting)


def ctrl_c_while_reasoning(patch: pytest.MonkeyPatch, sources: Path) -> None:
    patch.setattr(pipeline.reason, "complete", interrupt)


def ctrl_c_while_storing(patch: pytest.MonkeyPatch, sources: Path) -> None:
    patch.setattr(batches, "summarise_all", interrupt)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (a_bad_source, SourceError),
        (a_binary_source, SourceError),
        (a_tampered_record, SpanError),
        (a_contradiction, InconsistencyError),
        (ctrl_c_while_storing, KeyboardInterrupt),
        (ctrl_c_while_reasoning, KeyboardInterrupt),
    ],
    ids=lambda value: value.__name__,
)
def test_a_build_that_fails_midway_leaves_the_old_store(
    own_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[pytest.MonkeyPatch, Path], None],
    error: type[BaseException],
) -> None:
    before, sources = lines(own_folder), copied(tmp_path / "sources", CHANGED, SLUG)
    fault(monkeypatch, sources)
    with pytest.raises(error), fresh_store(own_folder) as store:
        pipeline.build(store, sources)
    monkeypatch.undo()
    assert lines(own_folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sources", "store"]


# ---------------------------------------------------------------- submissions


def edited(folder: Path) -> Path:
    """The source of CHANGED with another promise, another system and one sentence less."""
    path = folder / f"{CHANGED}.txt"
    text = path.read_bytes().decode("utf-8")
    sentence = "A revised set of measures are being prepared for the new performance framework for April 2011 onwards."
    assert text.count(sentence) == 1
    promise = "We will publish a guide to the Intelligence Management System (IMS) by the end of March 2012."
    path.write_bytes(text.replace(sentence, promise).encode("utf-8"))
    return path


def test_a_draft_submitted_again_changes_nothing(own_folder: Path, tmp_path: Path) -> None:
    before = lines(own_folder)
    draft = tmp_path / "draft.trig"
    draft.write_text(pipeline.trig(pipeline.draft(resources.responses() / f"{SLUG}.txt")), encoding="utf-8")
    store = open_store(own_folder)
    change = pipeline.submit(store, pipeline.submission(draft))
    assert (change.added, change.removed, change.inferred, change.withdrawn) == (0, 0, 0, 0)
    assert lines(store) == before
    store.close()


def test_a_changed_document_leaves_the_graph_of_a_fresh_build(own_folder: Path, tmp_path: Path) -> None:
    sources = copied(tmp_path / "sources")
    store, fresh = open_store(own_folder), open_store(None)
    pipeline.build(store, sources)  # without the list, as the changed file will be read
    before = set(lines(store))
    graphs = pipeline.submission(edited(sources))
    assert pipeline.try_out(store, graphs).conforms
    assert set(lines(store)) == before
    change = pipeline.submit(store, graphs)
    pipeline.build(fresh, sources)
    assert lines(store) == lines(fresh)
    assert change.added > 20
    assert change.removed > 20
    gone, come = before - set(lines(store)), set(lines(store)) - before
    assert any("A revised set of measures" in line for line in gone)
    assert any("publish a guide" in line for line in come)
    assert all(CHANGED in line for line in gone | come if "/graph/response/" in line)
    store.close()


def test_documents_submitted_one_by_one_leave_the_graph_of_a_build(five: Store, tmp_path: Path) -> None:
    store = open_store(None)
    pipeline.build(store, resources.responses() / f"{SLUG}.txt")
    for path in sorted(resources.responses().glob("*.txt"), reverse=True):
        if path.stem != SLUG:
            assert pipeline.submit(store, pipeline.submission(path)).removed == 0
    assert lines(store) == lines(five)


def test_a_contradiction_leaves_the_store_as_it_was(own_folder: Path) -> None:
    (name, graph), *_ = pipeline.draft(resources.responses() / f"{SLUG}.txt").items()
    thing = next(graph.subjects(RDF.type, INSP.Recommendation))
    graph.add((thing, RDF.type, INSP.Commitment))
    before = lines(own_folder)
    store = open_store(own_folder)
    with pytest.raises(InconsistencyError):
        pipeline.submit(store, {name: graph})
    store.close()
    assert lines(own_folder) == before


def test_a_submission_in_turtle_goes_into_the_graph_of_its_document(tmp_path: Path) -> None:
    (name, graph), *_ = pipeline.draft(resources.responses() / f"{SLUG}.txt").items()
    graph.serialize(tmp_path / "any-name.ttl", format="turtle")
    assert {name: set(graph)} == {k: set(v) for k, v in pipeline.submission(tmp_path / "any-name.ttl").items()}


@pytest.mark.parametrize("ending", [".txt", ".md", ".markdown", ".TXT"])
def test_a_document_is_a_submission(tmp_path: Path, ending: str) -> None:
    path = Path(shutil.copy(resources.responses() / f"{SLUG}.txt", tmp_path / f"mine{ending}"))
    assert list(pipeline.submission(path)) == [response_graph("mine")]


@pytest.mark.parametrize(("documents", "count"), [((), "0"), (("one", "two"), "2")])
def test_a_submission_is_of_one_document(tmp_path: Path, documents: tuple[str, ...], count: str) -> None:
    graph = Graph()
    graph.add((INSP.x, DCTERMS.title, Literal("x")))
    for name in documents:
        graph.add((INSP[name], RDF.type, INSP.ResponseDocument))
    graph.serialize(tmp_path / "s.ttl", format="turtle")
    with pytest.raises(DataError, match=f"describes {count} response documents"):
        pipeline.submission(tmp_path / "s.ttl")


def test_a_submission_is_tried_out_beside_the_others(five: Store) -> None:
    before = lines(five)
    (name, graph), *_ = pipeline.draft(resources.responses() / f"{SLUG}.txt").items()
    for title in list(graph.triples((None, DCTERMS.title, None))):
        graph.remove(title)
    report = pipeline.try_out(five, {name: graph})
    assert not report.conforms
    assert lines(five) == before


def test_without_a_store_a_submission_joins_the_reference_data_alone() -> None:
    with pipeline.joined(None) as store:
        report = pipeline.try_out(store, pipeline.draft(resources.responses() / f"{SLUG}.txt"))
    assert report.conforms


def test_one_response_can_be_checked_alone(five: Store) -> None:
    alone, every = pipeline.check(five, [SLUG]), pipeline.check(five)
    assert alone.conforms
    assert every.conforms
    assert 0 < len(alone.results) < len(every.results)


# ---------------------------------------------------------------- gold


def test_gold_must_belong_to_a_document(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no document has a gold file"):
        measuring.evaluate(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        'insp:rejected skos:prefLabel "accepted"@en .',
        "insp:Team rdfs:subClassOf insp:System .",
        "<https://w3id.org/inspection-kg/id/recommendation/2016-intelligence-functions/1> insp:theme theme:training .",
        '<https://w3id.org/inspection-kg/id/organisation/home-office> skos:prefLabel "Nobody"@en .',
        '<http://elsewhere.example/x> skos:prefLabel "x"@en .',
    ],
)
def test_a_submission_describes_its_own_document_alone(statement: str, tmp_path: Path) -> None:
    graphs = pipeline.draft(resources.responses() / "2010-local-immigration-teams.txt")
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    path = tmp_path / "bad.trig"
    path.write_text(pipeline.trig(graphs) + prefixes + statement + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="not of this document"):
        pipeline.submission(path)


def test_a_date_in_the_list_of_sources_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Recommendation 1\n\nDo it.\n\nAccepted\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,published\na.txt,notadate\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"sources\.csv:2: 'notadate' is no date"):
        list(pipeline.records(tmp_path))
