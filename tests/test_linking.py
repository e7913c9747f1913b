"""Where recurrence meets the store: what links imply, and that several processes write what one writes."""

from __future__ import annotations

import pytest
from rdflib.namespace import PROV, RDF

from kg import linking, processes, recurrence
from kg.batches import program
from kg.interface import Triple
from kg.namespaces import INSP
from kg.recurrence import Decision, Decisions, Index, Text

TEXTS = (
    "Ensure that guidance for caseworkers is brought up to date.",
    "Introduce first-line assurance of decisions, and give caseworkers the results.",
    "Train officers in recognising victims of trafficking.",
    "Clear the backlog of complaints that have waited for more than twelve weeks.",
)


@pytest.fixture(scope="module")
def index() -> Index:
    """Twelve reports that say the same in turn."""
    model = recurrence.model()
    texts = [
        Text(f"https://w3id.org/inspection-kg/id/recommendation/r{year}/{number}", f"r{year}", words, date=str(year))
        for year in range(2010, 2022)
        for number, words in enumerate(TEXTS)
    ]
    return Index.of([recurrence.entry(text, model.read(text.text), model) for text in texts], model.names)


@pytest.fixture(scope="module")
def triples(index: Index) -> list[Triple]:
    """All of the recurrence graph, a decision among it."""
    decision = Decision(index.names[-1], index.names[0], "", "confirmed", "A. Reader", "2026-11-28")
    decisions = Decisions((decision,))
    linked, _ = recurrence.linked(index, recurrence.model(), decisions, range(len(index)))
    return [*recurrence.frame(index, decisions), *linked]


def test_what_is_implied_is_what_every_triple_implies(triples: list[Triple]) -> None:
    known = set(triples)
    heads = {head for triple in known for head in program().follows(triple)} - known
    own = {h for h in heads if str(h[0]).startswith(linking._OWN) and h[2] not in linking._TYPES}
    assert linking._implied(triples) == own
    links = {one for one, kind, what in triples if kind == RDF.type and what == INSP.RecurrenceLink}
    assert links
    assert {(link, RDF.type, PROV.Entity) for link in links} <= own


def test_several_processes_write_what_one_writes(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_ROWS", 10)

    def written(cores: int) -> tuple[set[bytes], int]:
        monkeypatch.setattr(processes, "cores", lambda: cores)
        monkeypatch.setattr(linking, "_WORTH", 1)
        parts = list(linking.parts(index, Decisions()))
        return {line for part in parts for line in part.statements.splitlines()}, sum(len(part.links) for part in parts)

    alone = written(1)
    assert alone[1] > len(index)
    assert written(2) == alone


def test_links_name_the_form_that_both_tell_of(triples: list[Triple]) -> None:
    forms = {str(what).rsplit("/", 1)[-1] for _, kind, what in triples if kind == INSP.sharedForm}
    assert "assurance-missing.no-assurance-regime" in forms
    assert "delays-and-backlogs.backlog-to-clear" in forms
