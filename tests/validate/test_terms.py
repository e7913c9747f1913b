"""Unknown names: nothing on the good case, exactly the expected rows on the bad case, against the real ontology."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph
from validate_cases import folders

from kg import pipeline, resources
from kg.validate import Severity, terms

context = cache(pipeline.context)
FOLDERS = folders("terms")
RULES = {terms.UNKNOWN_TERM, terms.UNKNOWN_CONCEPT, terms.UNKNOWN_FOREIGN}


def found(path: Path) -> list[terms.Result]:
    return terms.check(Graph().parse(path), context())


def test_every_rule_has_a_case() -> None:
    assert {folder.name for folder in FOLDERS} == {str(rule.iri).rsplit("/", 1)[-1] for rule in RULES}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_cases(folder: Path) -> None:
    assert found(folder / "good.ttl") == []
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    assert header == ["focusNode", "path", "value", "message"]
    results = found(folder / "bad.ttl")
    assert sorted([str(r.focus), str(r.path), str(r.value), r.message] for r in results) == sorted(expected)
    assert {str(r.rule.iri).rsplit("/", 1)[-1] for r in results} == {folder.name}
    severity = Severity.WARNING if folder.name == "unknown-foreign-term" else Severity.VIOLATION
    assert {r.severity for r in results} == {severity}


def test_what_the_project_writes_is_known() -> None:
    (graph,) = pipeline.draft(resources.responses() / "2010-local-immigration-teams.txt").values()
    assert terms.check(graph, context()) == []


@pytest.mark.parametrize("rule", sorted(RULES, key=lambda rule: rule.iri), ids=lambda rule: rule.name)
def test_words_of_a_rule(rule: terms.Rule) -> None:
    for words in (rule.why, rule.message, rule.mend):
        assert words.endswith(".")
        assert words.strip() == words
