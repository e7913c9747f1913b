"""The gate as a command: every form of report, whole or not at all, and submissions mended beside the original."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

import kg as package
from kg import pipeline, resources
from kg.cli.reports import Form, mend, written
from kg.errors import UsageError
from kg.namespaces import DQV, INSP, PREFIXES, SH

Run = Callable[..., tuple[str, str]]
SHORT = "2010-local-immigration-teams"


@pytest.fixture(scope="module")
def drafted() -> str:
    """A submission in Turtle with faults: two that can be mended, and one that cannot."""
    (graph,) = pipeline.draft(resources.responses() / f"{SHORT}.txt").values()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    text = graph.serialize(format="turtle")
    text = text.replace("insp:acceptance insp:accepted", "insp:acceptance insp:Accepted", 1)
    text = text.replace('insp:due "2010?-11-30"^^edtf:EDTF', 'insp:due "30.11.2010"', 1)
    return text.replace("insp:delivery insp:planned", "insp:delivry insp:planned ; insp:delivery insp:planned", 1)


@pytest.fixture
def faulty(tmp_path: Path, drafted: str) -> Path:
    (tmp_path / "in.ttl").write_text(drafted, encoding="utf-8")
    return Path("in.ttl")


def test_a_report_is_written_whole(kg: Run, faulty: Path) -> None:
    out, _ = kg("validate", faulty, "--format", "html", "-o", "report.html", exits=1)
    told = out.splitlines()
    assert told[0] == "Wrote report.html."
    assert told[1].startswith("in.ttl: Does not conform: ")
    assert Path("report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    _, err = kg("validate", faulty, "--format", "html", "-o", "nosuch/report.html", exits=2)
    assert err.startswith("kg: nosuch/report.html: the file cannot be written")


def test_mending(kg: Run, faulty: Path) -> None:
    before = faulty.read_bytes()
    out, err = kg("validate", faulty, "--fix", exits=1)
    assert err == ""
    assert out.startswith("in.ttl: 2 mends, written to in.fixed.ttl (without comments and layout).\n")
    assert "insp:Accepted is now insp:accepted" in out
    assert "insp:due “30.11.2010” is now “2010-11-30” (edtf:EDTF)" in " ".join(out.split())
    assert "\nin.fixed.ttl: Does not conform: 1 violation, " in out
    assert "insp:delivry is not a term of the ontology; did you mean insp:delivery?" in out
    assert faulty.read_bytes() == before
    mended = Path("in.fixed.ttl")
    assert "in.fixed.ttl: the" not in out
    left = mended.read_text(encoding="utf-8")
    assert "insp:Accepted" not in left
    out, err = kg("validate", faulty, "--fix", exits=2)
    assert err.startswith("kg: in.fixed.ttl: there is such a file already")
    mended.write_text(left.replace("insp:delivry insp:planned ;", ""), encoding="utf-8")
    out, _ = kg("validate", mended, "--fix")
    assert out.startswith("in.fixed.ttl: nothing could be mended.\n\nin.fixed.ttl: Conforms: ")
    assert not Path("in.fixed.fixed.ttl").exists()


def test_a_mended_file_that_is_asked_for_is_written(kg: Run, faulty: Path) -> None:
    out, err = kg("validate", faulty, "--fix", "-o", "out.ttl", "--format", "json", exits=1)
    told = json.loads(out)
    assert told["validated"] == "out.ttl"
    assert len(told["mended"]) == 2
    assert err.startswith("in.ttl: 2 mends, written to out.ttl")
    assert err.count("\n  id:") == 2
    (again,) = mend([Path("out.ttl")], Path("again.ttl"))
    assert again.changes == []
    assert set(Graph().parse("again.ttl")) == set(Graph().parse("out.ttl"))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["in.ttl", "--fix", "-o", "in.ttl"], "in.ttl: the original is not written over"),
        (["in.ttl", "--format", "html", "-o", "./in.ttl"], "in.ttl: the original is not written over"),
        (["in.ttl", "--fix", "-o", "out.nt"], "out.nt: a mended submission is Turtle"),
        (["in.ttl", "in.ttl", "--fix", "-o", "out.ttl"], "--fix mends submissions"),
        (["--fix"], "--fix mends submissions"),
        (["--ontology", "--fix"], "--fix mends submissions"),
        (["notes.txt", "--fix"], "notes.txt: a document is not mended"),
    ],
)
def test_wrong_calls(kg: Run, faulty: Path, words: list[str], error: str) -> None:
    before = sorted(Path().iterdir())
    out, err = kg("validate", *words, exits=2)
    assert (out, err.removeprefix("kg: ").startswith(error)) == ("", True)
    assert sorted(Path().iterdir()) == before


def test_forms(kg: Run, faulty: Path) -> None:
    """What every form says of one report, which is made once."""
    with pipeline.joined(None) as store:
        report = pipeline.try_out(store, pipeline.submission(faulty), faulty)
    found = {form: written({"in.ttl": report}, form, False) for form in Form}
    graph = Graph().parse(data=found[Form.TTL], format="turtle")
    assert len(list(graph.subjects(RDF.type, DQV.QualityMeasurement))) == 6
    assert (None, SH.value, INSP.delivry) in graph
    suite = ElementTree.fromstring(found[Form.JUNIT]).find("testsuite")
    assert suite is not None
    assert suite.get("name") == "in.ttl"
    results = json.loads(found[Form.SARIF])["runs"][0]["results"]
    slip = next(one for one in results if "insp:delivry" in one["message"]["text"])
    line = slip["locations"][0]["physicalLocation"]["region"]["startLine"]
    subject = faulty.read_text(encoding="utf-8").splitlines()[line - 1]
    assert subject.startswith("<https://w3id.org/inspection-kg/id/commitment/")
    assert slip["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"{SHORT}.txt"
    assert json.loads(found[Form.JSON])["quality"]["measures"][0]["of"] == 7
    assert "QUALITY: " in found[Form.TEXT]
    assert "<h3 id=" in found[Form.HTML]


def test_mending_from_python(tmp_path: Path, drafted: str) -> None:
    source = tmp_path / "in.ttl"
    source.write_text(drafted, encoding="utf-8")
    assert len(package.mend(source, tmp_path / "out.ttl")) == 2
    assert len(Graph().parse(tmp_path / "out.ttl")) == len(Graph().parse(source))
    with pytest.raises(UsageError, match="the original is not written over"):
        package.mend(source, source)
