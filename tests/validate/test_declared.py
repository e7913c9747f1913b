"""Names in insp: are declared: nothing on the good case, the expected rows on the bad case, nothing on our files."""

from __future__ import annotations

import csv

import pytest
from rdflib import Graph
from rdflib.namespace import SKOS
from validate_cases import CASES

from kg import reference, resources, vocabulary
from kg.namespaces import INSP
from kg.validate import declared, validate_ontology
from kg.validate.report import Report

FOLDER = CASES / "declared"


def linted(name: str) -> Report:
    """The lint of a little ontology, for itself and for a query."""
    files = [FOLDER / f"{name}.rq", FOLDER / f"{name}.ttl"]
    return validate_ontology(Graph().parse(FOLDER / f"{name}.ttl"), files)


def test_the_good_case() -> None:
    assert [result for result in linted("good").results if result.rule is declared.UNDECLARED] == []


def test_the_bad_case() -> None:
    report = linted("bad")
    assert not report.conforms
    found = [result for result in report.results if result.rule is declared.UNDECLARED]
    with (FOLDER / "expected.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    assert header == ["place", "focusNode", "message"]
    places = [str(result.source.place).rsplit("/", 1)[-1] for result in found]
    rows = [[place, str(r.focus), r.message] for place, r in zip(places, found, strict=True)]
    assert sorted(rows) == expected


def test_every_name_that_is_used_is_declared() -> None:
    used = resources.vocabulary_users()
    assert {path.parent.name for path in used} >= {"ontology", "shapes", "reference", "questions", "checks", "views"}
    assert declared.check(reference.ontology(), used) == []


def test_the_lint_sees_the_metrics() -> None:
    assert validate_ontology(reference.ontology()).unseen == ()
    without = Graph() + reference.ontology()
    without.remove((INSP.responseQuality, SKOS.example, None))
    (result,) = validate_ontology(without).results
    assert (result.focus, result.path) == (INSP.responseQuality, SKOS.example)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("?a insp:no-such ?b", ["no-such"]),
        ("?a insp:due.text ?b. ?b insp:line 3 .", ["due.text", "line"]),
        ("?a insp:due-text 1; insp:line 2.", ["due-text", "line"]),
        ("<x:a>.insp:a insp:b [].insp:c a 1", ["a", "b", "c"]),
        ("?a ^insp:a/insp:b|!insp:c ?d", ["a", "b", "c"]),
        ("my-insp:foo my.insp:foo myinsp:foo id:insp:foo", []),
        ("PREFIX insp: <x:y#> 'insp:a' # insp:b", []),
        (f"<{INSP}no-such> a 1", ["no-such"]),
    ],
)
def test_a_name_is_taken_as_it_is_written(text: str, names: list[str]) -> None:
    assert [name for name, _ in vocabulary.used(text)] == names


def test_a_hint_is_like_the_name() -> None:
    assert vocabulary.nearest("noticedin", ["noticedIn", "due"]) == "insp:noticedIn"
    assert vocabulary.nearest("colour", ["score", "due"]) == ""
