"""One response changes its own links and what hangs on them: the result is that of a rebuild."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from rdflib import Graph
from rdflib.namespace import RDF
from recurrence_worlds import PREFIX, small_model

from kg import pipeline, recurrence, resources
from kg.interface import Store
from kg.namespaces import BASE, INSP, RECURRENCE_GRAPH, SUMMARY_GRAPH_PREFIX, THEME
from kg.recurrence import Decision, Decisions, Index, keep
from kg.recurrence import link as linking
from kg.recurrence.keep import NAME, index_of, load
from kg.recurrence.load import entries
from kg.store import canonical, open_store
from kg.validate import Severity, validate

NAMES = sorted(path.stem for path in resources.responses().glob("*.txt"))
WORDS = {
    "guidance-out-of-date": "guidanc",
    "training-lacking": "train",
    "decisions-poor": "decis",
    "referrals-poor": "refer",
}
FIRST, LAST = BASE["recommendation/2016-intelligence-functions/3"], BASE["recommendation/2024-competent-authority/2.a"]


@pytest.fixture(autouse=True)
def _simple(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model under which the five responses have many links, more than are kept for some recommendations."""
    told = {name: {f"w:{word}": 6.0, "w:staff": 0.6} for name, word in WORDS.items()}
    forms = {"training-lacking.managers": {"w:manag": 4.0}, "decisions-poor.evidence-not-weighed": {"w:evid": 4.0}}
    found = small_model(told, -1.0, forms, least=0.2, sure=0.25, telling={"training-lacking": 0.8})
    monkeypatch.setattr(recurrence, "model", lambda: found)
    monkeypatch.setattr(linking, "MOST", 3)


def built(folder: Path | None = None, decisions: Decisions | None = None) -> Store:
    store = open_store(None)
    pipeline.build(store, folder, decisions=decisions)
    return store


def some(folder: Path, names: list[str]) -> Path:
    """A folder with some of the five responses."""
    folder.mkdir()
    sources = (resources.responses() / "sources.csv").read_text().splitlines()
    for name in names:
        shutil.copy(resources.responses() / f"{name}.txt", folder)
    kept = [line for line in sources[1:] if any(name in line for name in names)]
    (folder / "sources.csv").write_text("\n".join([sources[0], *kept]) + "\n")
    return folder


def submit(store: Store, name: str, decisions: Decisions | None = None) -> None:
    pipeline.submit(store, pipeline.submission(resources.responses() / f"{name}.txt"), decisions)


def links(store: Store) -> set[tuple[str, str]]:
    rows = store.select(f"{PREFIX}SELECT ?a ?b {{ ?l insp:earlier ?a ; insp:later ?b ; insp:verdict ?v }}").rows
    return {(str(one), str(other)) for one, other in rows}


@pytest.mark.parametrize("seed", range(4))
def test_submitting_one_by_one_gives_what_a_build_gives(tmp_path: Path, seed: int) -> None:
    order = random.Random(seed).sample(NAMES, len(NAMES))
    store = built(some(tmp_path / "some", order[:2]))
    for name in (*order[2:], order[0]):
        submit(store, name)
    assert list(canonical(store)) == list(canonical(built()))


def test_every_link_has_one_verdict_and_goes_back_in_time() -> None:
    store = built()
    found = links(store)
    assert len(found) > 20
    table = store.select(f"{PREFIX}SELECT ?l {{ ?l a insp:RecurrenceLink ; insp:verdict ?v, ?w FILTER (?v != ?w) }}")
    assert not table.rows
    assert all(one.split("/")[-2][:4] <= other.split("/")[-2][:4] for one, other in found)


def test_what_is_taken_out_takes_its_links_with_it(tmp_path: Path) -> None:
    before = links(built())
    fewer = links(built(some(tmp_path / "some", NAMES[:-2])))
    gone = NAMES[-2:]
    assert any(name in pair[0] + pair[1] for pair in before for name in gone)
    assert not any(name in pair[0] + pair[1] for pair in fewer for name in gone)


def decision(**told: str) -> Decision:
    facts = {"other": "", "issue": "", "decision": "rejected", "by": "A. Reader", "on": "2026-11-28"} | told
    return Decision(**facts)


def test_a_rejected_link_never_comes_back(tmp_path: Path) -> None:
    store = built()
    one, other = sorted(links(store))[0]
    told = Decisions((decision(recommendation=other, other=one),))
    slug = other.split("/")[-2]
    submit(store, slug, told)
    assert (one, other) not in links(store)
    submit(store, slug)
    submit(store, NAMES[1])
    assert (one, other) not in links(store)
    assert list(canonical(store)) == list(canonical(built(decisions=told)))


def test_a_confirmed_link_is_there_though_nothing_else_says_so() -> None:
    store = built()
    assert (str(FIRST), str(LAST)) not in links(store)
    told = Decisions((decision(recommendation=str(LAST), other=str(FIRST), decision="confirmed"),))
    submit(store, "2024-competent-authority", told)
    rows = store.select(
        f"{PREFIX}SELECT ?reason ?kind {{ ?l insp:earlier {FIRST.n3()} ; insp:later {LAST.n3()} ;"
        " insp:reason ?reason ; insp:review ?kind }"
    ).rows
    ((said, kind),) = rows
    assert str(said) == "A person joined them."  # both do not raise the same: on what, nobody said
    assert str(kind).endswith("#confirmed")
    assert list(canonical(store)) == list(canonical(built(decisions=told)))


def test_an_issue_that_a_person_rejected_is_raised_no_more() -> None:
    store = built()
    rows = store.select(f"{PREFIX}SELECT ?r ?i {{ ?r a insp:Recommendation ; insp:raisesIssue ?i }}").rows
    node, issue = sorted((str(r), str(i)) for r, i in rows)[0]
    told = Decisions((decision(recommendation=node, issue=issue),))
    submit(store, node.split("/")[-2], told)
    assert not store.ask(f"{PREFIX}ASK {{ <{node}> insp:raisesIssue <{issue}> }}")
    assert not store.ask(f"{PREFIX}ASK {{ ?tag insp:tagOf <{node}> ; oa:hasBody <{issue}> }}")
    assert list(canonical(store)) == list(canonical(built(decisions=told)))


def test_the_index_is_kept_beside_the_store_and_read_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    pipeline.build(store)
    model = recurrence.model()
    fresh = Index.of(entries(store, model), model.names)
    kept = load(tmp_path / "store" / NAME, fresh.digest, model)
    assert kept is not None
    for column in ("names", "quotes", "dates", "reports", "openings"):
        assert list(getattr(kept, column)) == list(getattr(fresh, column)), column
    assert (kept.words != fresh.words).nnz == 0
    submit(store, NAMES[0])
    kept = load(tmp_path / "store" / NAME, index_of(store, model).digest, model)
    read = Index.of(entries(store, model), model.names)
    assert kept is not None
    assert (kept.meaning == read.meaning).all()
    assert kept.meaning.any()
    store.close()


def test_an_index_of_another_version_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, model = open_store(tmp_path / "store"), recurrence.model()
    pipeline.build(store)
    file, digest = tmp_path / "store" / NAME, index_of(store, model).digest
    with monkeypatch.context() as patch:
        patch.setattr(keep, "ORDER", keep.ORDER + 1)  # as a later version sorts
        assert load(file, digest, model) is None
    with monkeypatch.context() as patch:
        patch.setattr(model, "made", "learnt anew")
        assert load(file, digest, model) is None
    with np.load(file) as kept:
        columns = {name: kept[name] for name in kept if name != "made"}
    np.savez(file, **columns)  # as the first version wrote it
    assert load(file, digest, model) is None
    assert index_of(store, model).digest == digest
    assert load(file, digest, model) is not None, "what was made anew is kept"
    store.close()


@pytest.mark.parametrize("surer", [0.5, -1.5])
def test_an_index_of_what_another_model_wrote_down_keeps_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, surer: float
) -> None:
    store, model = open_store(tmp_path / "store"), recurrence.model()
    pipeline.build(store)
    monkeypatch.setattr(model, "made", "learnt anew")
    monkeypatch.setattr(model, "_bias", model._bias + surer)  # what was sure may be faint now, and the other way
    index = index_of(store, model)
    assert len(index.quotes) == index.strength.nnz
    query = "SELECT ?node ?issue ?score ?words { ?t insp:tagOf ?node ; oa:hasBody ?issue ; insp:score ?score ;"
    rows = store.select(f"{PREFIX}{query} insp:indication ?words }}").rows
    told = {(str(node), str(issue)): (float(str(score)), str(words)) for node, issue, score, words in rows}
    found = {
        (name, index.issues[number]): (pytest.approx(strength, abs=1e-4), words)
        for row, name in enumerate(index.names)
        for number, strength, words in index.raised(row)
    }
    assert {one: found[one] for one in told if one[0] in index.row} == {
        one: facts for one, facts in told.items() if one[0] in index.row
    }
    store.close()


def test_a_submission_to_a_store_of_another_model_leaves_an_index_that_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, model = open_store(tmp_path / "store"), recurrence.model()
    pipeline.build(store)
    monkeypatch.setattr(model, "made", "learnt anew")
    monkeypatch.setattr(model, "_bias", model._bias + 0.5)  # so that other issues are found, and the digest is another
    submit(store, NAMES[0])
    ((digest,),) = store.select(f"{PREFIX}SELECT ?d {{ ?g insp:indexDigest ?d }}").rows
    assert load(tmp_path / "store" / NAME, str(digest), model) is not None
    store.close()


@pytest.mark.parametrize("damage", [b"", b"no archive", None])
def test_a_file_that_does_not_fit_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    store = open_store(tmp_path / "store")
    pipeline.build(store)
    file = tmp_path / "store" / NAME
    digest = index_of(store, recurrence.model()).digest
    if damage is None:
        store.update(f"{PREFIX}DELETE WHERE {{ GRAPH {RECURRENCE_GRAPH.n3()} {{ ?g insp:indexDigest ?d }} }}")
    else:
        file.write_bytes(damage)
    assert load(file, "other", recurrence.model()) is None
    assert index_of(store, recurrence.model()).digest == digest
    store.close()


def test_a_store_that_is_built_again_keeps_what_people_decided() -> None:
    store = built()
    one, other = sorted(links(store))[0]
    told = Decisions((decision(recommendation=other, other=one),))
    assert pipeline.decide(store, told) is not None
    assert pipeline.decide(store, told) is None
    pipeline.build(store)
    assert (one, other) not in links(store)


def test_what_is_tagged_linked_and_decided_conforms_to_the_shapes() -> None:
    on_link = decision(recommendation=str(LAST), other=str(FIRST), decision="confirmed")
    on_issue = decision(recommendation=str(FIRST), issue=str(THEME["training-lacking"]), note="seen")
    store = built(decisions=Decisions((on_link, on_issue)))
    written = store.graph(RECURRENCE_GRAPH)
    for name in store.graph_names():
        if name.startswith(SUMMARY_GRAPH_PREFIX):
            written += store.graph(name)
    responses = sum((store.graph(name) for name in store.graph_names() if "/response/" in name), Graph())
    report = validate(responses + written, context=pipeline.context())
    kinds = (INSP.IssueTag, INSP.RecurrenceLink, INSP.RecurringIssue, INSP.Decision)
    focus = {node for kind in kinds for node in written.subjects(RDF.type, kind)}
    assert len(focus) > 20
    assert all((None, RDF.type, kind) in written for kind in kinds)
    assert [one for one in report.results if one.focus in focus and one.severity is Severity.VIOLATION] == []
    assert not focus & set(report.unseen)
