"""Every check returns nothing on its good case and exactly the expected rows on its bad case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import URIRef
from validate_cases import folders, store_of

from kg import resources
from kg.errors import DataError
from kg.validate import Severity, checks

FOLDERS = folders("checks")


def query(folder: Path) -> Path:
    return next(path for path in resources.queries("checks") if path.stem == folder.name)


def found(folder: Path, case: str, graphs: list[URIRef] | None = None) -> list[tuple[str, ...]]:
    results = checks.run(store_of(folder / case), graphs, [query(folder)])
    cells = [(r.focus, r.path or "", "" if r.value is None else r.value, r.message) for r in results]
    return sorted(tuple(str(cell) for cell in row) for row in cells)


def expected(folder: Path) -> list[tuple[str, ...]]:
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["focusNode", "path", "value", "message"]
    return sorted(tuple(row) for row in rows)


def test_every_check_has_a_case() -> None:
    assert [folder.name for folder in FOLDERS] == [path.stem for path in resources.queries("checks")]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good_case_returns_nothing(folder: Path) -> None:
    assert found(folder, "good.trig") == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad_case_returns_the_expected_rows(folder: Path) -> None:
    assert found(folder, "bad.trig") == expected(folder)
    assert expected(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_check_of_each_graph_finds_what_a_check_of_all_finds(folder: Path) -> None:
    names = store_of(folder / "bad.trig").graph_names()
    apart = {row for name in names for row in found(folder, "bad.trig", [name])}
    assert apart == set(found(folder, "bad.trig"))
    assert found(folder, "bad.trig", names) == found(folder, "bad.trig")


@pytest.mark.parametrize("path", resources.queries("checks"), ids=lambda path: path.stem)
def test_a_check_of_a_strange_graph_finds_nothing(path: Path) -> None:
    folder = next(folder for folder in FOLDERS if folder.name == path.stem)
    assert found(folder, "bad.trig", [URIRef("https://example.org/graph")]) == []


@pytest.mark.parametrize("path", resources.queries("checks"), ids=lambda path: path.stem)
def test_words_of_a_check(path: Path) -> None:
    check = checks.load(path)
    assert check.severity in Severity
    for words in (check.rule.name, check.rule.why, check.rule.message, check.rule.mend):
        assert words.strip() == words != ""
    assert check.rule.message.endswith(".")
    assert "# question:" in check.query
    assert "GRAPH ?graph" not in check.query.split("VALUES ?graph { UNDEF }")[0]


def test_a_file_without_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.rq"
    path.write_text("# title: Bare\nSELECT ?focusNode WHERE { ?focusNode ?p ?o }", encoding="utf-8")
    with pytest.raises(DataError, match=r"# why:.*VALUES \?graph \{ UNDEF \}"):
        checks.load(path)


def test_a_row_without_focus_node_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "unfocused.rq"
    header = "# title: t\n# why: w\n# severity: Info\n# message: m.\n# mend: n.\n"
    path.write_text(
        header + "SELECT ?value WHERE { VALUES ?graph { UNDEF } GRAPH ?graph { ?s ?p ?value } }", encoding="utf-8"
    )
    with pytest.raises(DataError, match="without \\?focusNode"):
        checks.run(store_of(FOLDERS[0] / "good.trig"), None, [path])
