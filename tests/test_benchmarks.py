"""The generator of the benchmarks: the same seed gives the same bytes, and the documents read right."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from benchmarks import aims, generate, run, words
from benchmarks.check import check
from kg import pipeline, reference
from kg.namespaces import THEME

COUNT = 8


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    generate.write(folder, COUNT)
    return folder


def test_the_same_seed_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    generate.write(tmp_path, COUNT)
    files = sorted(path.name for path in corpus.iterdir())
    assert len(files) == COUNT + 2
    assert all((corpus / name).read_bytes() == (tmp_path / name).read_bytes() for name in files)


def test_a_document_is_the_same_in_a_corpus_of_any_size(corpus: Path, tmp_path: Path) -> None:
    generate.write(tmp_path, 2)
    smaller = list(tmp_path.glob("*.txt"))
    assert len(smaller) == 2
    assert all(path.read_bytes() == (corpus / path.name).read_bytes() for path in smaller)


def test_another_seed_gives_other_documents(corpus: Path, tmp_path: Path) -> None:
    generate.write(tmp_path, 2, seed=1)
    assert not {path.name for path in tmp_path.glob("*.txt")} & {path.name for path in corpus.glob("*.txt")}


def test_the_list_of_sources_names_every_document_with_its_digest(corpus: Path) -> None:
    with (corpus / "sources.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["file"] for row in rows} == {path.name for path in corpus.glob("*.txt")}
    assert all(hashlib.sha256((corpus / row["file"]).read_bytes()).hexdigest() == row["sha256"] for row in rows)


def test_the_counts_are_those_of_the_truth(corpus: Path, tmp_path: Path) -> None:
    totals = generate.write(tmp_path, COUNT)
    truths = [json.loads(line) for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert totals["nodes"] == sum(len(truth["nodes"]) for truth in truths)
    assert totals["leaves"] == sum(truth["leaves"] for truth in truths)
    assert totals["commitments"] == sum(len(truth["promises"]) for truth in truths)


def test_shares_are_realistic() -> None:
    positions = [p for index in range(150) for p in generate.document(generate.SEED, index)[0].effective()]
    shares = {kind: positions.count(kind) / len(positions) for kind in set(positions)}
    assert 13 <= len(positions) / 150 <= 17
    assert {str(kind): round(share, 1) for kind, share in shares.items()} == {
        "accepted": 0.7,
        "partiallyAccepted": 0.2,
        "rejected": 0.1,
    }


def test_the_words_are_those_of_the_reference_data() -> None:
    themes = {theme.iri for theme in reference.themes()}
    assert {str(THEME[name]) for name in words.THEMES} <= themes
    assert words.names().actors
    assert words.names().systems


def test_the_reader_finds_what_was_written(corpus: Path) -> None:
    comparison = check(corpus, pipeline.records(corpus))
    assert comparison.sound, comparison.text()


def test_a_wrong_reading_is_not_sound(corpus: Path) -> None:
    records = list(pipeline.records(corpus))[:-1]
    assert not check(corpus, records).sound


def test_a_run_that_is_stopped_leaves_what_it_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.Bench, "read", lambda self, corpus: {"ours": {"seconds": 1.0, "best": 1.0, "documents": 3}})
    monkeypatch.setattr(run.Bench, "build", lambda self, corpus: {"ours": {"seconds": 5.0, "steps": {}}})
    monkeypatch.setattr(run.Bench, "load", lambda self, corpus: 1 // 0)
    out = tmp_path / "table.md"
    call = ["--reports", "1", "--peers", "--scratch", str(tmp_path / "scratch"), "--out", str(out)]
    with pytest.raises(ZeroDivisionError):
        run.main(call)
    assert "| build, documents to finished store | ours | 5.00 s |" in out.read_text(encoding="utf-8")
    assert str(tmp_path) not in out.read_text(encoding="utf-8")


def test_some_stages_go_on_with_the_figures_of_the_run_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "table.md"
    call = ["--reports", "1", "--peers", "--scratch", str(tmp_path / "scratch"), "--out", str(out)]
    monkeypatch.setattr(run.Bench, "build", lambda self, corpus: {"ours": {"seconds": 5.0, "steps": {}}})
    monkeypatch.setattr(run.Bench, "submit", lambda self, corpus: {"ours": {"seconds": 2.0, "inferred": 3}})
    for stage in ("build", "submit"):
        run.main([*call, "--stages", stage])
    told = out.read_text(encoding="utf-8")
    assert "| build, documents to finished store | ours | 5.00 s |" in told
    assert "| submitting one new response, with its inferences | ours | 2.00 s |" in told
    assert "--stages build` on" in told
    assert "\nThen `python -m benchmarks --reports 1 --peers --scratch DIR --out FILE --stages submit` on" in told


def sizes_of(seconds: dict[str, dict[str, tuple[float, float]]]) -> dict[str, object]:
    """The sizes of a run: warm seconds of ours and of rdflib for each query, no rdflib where it has none."""
    return {
        size: {
            "queries": {
                "ours": {"queries": {name: {"warm": ours, "rows": 1} for name, (ours, _) in asked.items()}},
                "rdflib": {"queries": {name: {"warm": t, "rows": 1} for name, (_, t) in asked.items() if t}},
            }
        }
        for size, asked in seconds.items()
    }


def test_every_size_at_which_rdflib_finished_is_judged() -> None:
    short = {"a": (0.01, 0.15), "b": (0.01, 0.9), "c": (0.01, 0.1)}
    run_at = sizes_of({"10000": {"a": (1.0, 0.0)}, "100": {"a": (0.01, 0.4)}, "20": short})
    _, figure, word = aims._faster(run_at)
    assert figure == "1 of 3 at 20 reports (short of it: `c` 10×, `a` 15×); 1 of 1 at 100 reports, the least 40×"
    assert word == "**not met**"
    assert aims._faster(sizes_of({"100": {"a": (0.01, 0.4)}}))[2] == "met"
    assert aims._faster(sizes_of({"100": {"a": (0.01, 0.0)}}))[1:] == ("rdflib finished no query", "not measured")
