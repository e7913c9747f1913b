"""A later response document with claims and assessments on an earlier report: stored beside it, asked for, drawn."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from kg import pipeline
from kg.errors import DataError
from kg.interface import Triple
from kg.namespaces import BASE, INSP, OA, response_graph
from kg.store import open_store

Run = Callable[..., tuple[str, str]]

FOLDER = Path(__file__).parent / "cases" / "submissions"
SLUG, EARLIER = "2024-caseworker-follow-up", "2022-chief-caseworker-unit"
FILE = FOLDER / f"{SLUG}.ttl"


def graph_of(folder: Path, slug: str) -> set[Triple]:
    store = open_store(folder)
    try:
        return {*store.graph(response_graph(slug))}
    finally:
        store.close()


def rows(kg: Run, *words: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kg("query", *words, "--format", "csv")[0])))


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str], Path]:
    """The example with some words changed."""

    def write(old: str, new: str) -> Path:
        text = FILE.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "edited.ttl"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return write


def test_the_words_of_the_example_stand_in_its_source() -> None:
    graph, text = Graph().parse(FILE), (FOLDER / f"{SLUG}.txt").read_text(encoding="utf-8")
    spans = set(graph.subjects(RDF.type, OA.SpecificResource))
    assert len(spans) > 6
    for span in spans:
        told = {p: o.toPython() for s in graph.objects(span, OA.hasSelector) for p, o in graph.predicate_objects(s)}
        assert text[told[OA.start] : told[OA.end]] == told[OA.exact]
        line = graph.value(span, INSP.line)
        assert text.count("\n", 0, told[OA.start]) + 1 == line.toPython()  # type: ignore[union-attr]


def test_a_follow_up_is_stored_beside_the_earlier_report(kg: Run, own_folder: Path) -> None:
    before, at = graph_of(own_folder, EARLIER), ("--store", own_folder)
    assert ": Conforms" in kg("validate", FILE, *at)[0]
    assert f"Stored {SLUG}: " in kg("submit", FILE, *at)[0]
    assert graph_of(own_folder, EARLIER) == before
    assert graph_of(own_folder, SLUG) == {*Graph().parse(FILE)}

    found = rows(kg, "claimed-complete-found-not", *at)
    claims = [(row["number"], row["claimOf"], row["claimDate"], row["source"], row["line"]) for row in found]
    assert claims == [
        ("1", "commitment", "2022-01-13", f"{EARLIER}.txt", "15"),
        ("1", "commitment", "2022-01-13", f"{EARLIER}.txt", "15"),
        ("1", "recommendation", "2023-12", f"{SLUG}.txt", "12"),
    ]
    assert found[2]["claim"] == "Recommendation 1 has been implemented in full and is closed."
    assert {(row["report"], row["assessedIn"], row["assessedOn"]) for row in found} == {(EARLIER, SLUG, "2024-03")}
    assert {row["assessment"].split(".")[0] for row in found} == {"Not met"}

    told = rows(kg, "status-of-recommendations", "--param", f"report={EARLIER}", *at)
    states = [(row["number"], row["found"], row["claimed"], row["claimDate"], row["assessedOn"]) for row in told]
    assert states == [
        ("1", "open", "closed", "2023-12", "2024-03"),
        ("3", "closed", "completed", "2023-12", "2024-03"),
        ("5", "overtaken", "", "", "2024-03"),
        ("6", "", "superseded", "2023-12", ""),
    ]
    assert rows(kg, "status-of-recommendations", "--param", f"report={SLUG}", *at) == []

    assert kg("draw", "--issue", "objectives-without-measures", "chain.svg", *at)[0].startswith("Wrote chain.svg")
    assert "Chief Caseworker Unit" in Path("chain.svg").read_text(encoding="utf-8")


def test_a_follow_up_of_something_unknown_stores_nothing(
    kg: Run, own_folder: Path, edited: Callable[[str, str], Path]
) -> None:
    path = edited(f"recommendation/{EARLIER}/3>", f"recommendation/{EARLIER}/33>")
    out, _ = kg("submit", path, "--store", own_folder, exits=1)
    assert "about something that no graph describes. (2 times)" in out
    assert out.endswith("Not stored: mend the violations above and submit again.\n")
    assert graph_of(own_folder, SLUG) == set()


def test_a_follow_up_dated_before_the_earlier_inspection_stores_nothing(
    kg: Run, own_folder: Path, edited: Callable[[str, str], Path]
) -> None:
    path = edited('"2023-12"', '"2021-08"')
    out, _ = kg("submit", path, "--store", own_folder, exits=1)
    assert "It is dated 2021-08, but the recommendation was made in or after 2021-10." in " ".join(out.split())
    assert graph_of(own_folder, SLUG) == set()


@pytest.mark.parametrize("kind", ["claim", "assessment"])
def test_a_follow_up_lives_under_its_own_document(kind: str, edited: Callable[[str, str], Path]) -> None:
    path = edited(f"<{kind}/{SLUG}/1>", f"<{kind}/{EARLIER}/1>")
    with pytest.raises(DataError, match=rf"{kind}/{EARLIER}/1, which is not of this document"):
        pipeline.submission(path)


def test_a_follow_up_does_not_rewrite_what_it_is_about(edited: Callable[[str, str], Path]) -> None:
    about = BASE[f"recommendation/{EARLIER}/1"].n3()
    path = edited("# A later response", f"{about} <{INSP.effectiveAcceptance}> <{INSP.rejected}> .\n# A later response")
    with pytest.raises(DataError, match="not of this document"):
        pipeline.submission(path)
