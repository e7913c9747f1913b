"""What is kept of an act: who, when, from what, and each state whole; the rest of the store does not see it."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from past_worlds import SLUG, Reader, act, change, submit
from rdflib import Graph
from rdflib.namespace import PROV, RDF

from kg import __version__, pipeline, reason
from kg.errors import DataError, UsageError
from kg.interface import Store
from kg.namespaces import HISTORY_GRAPH, PREFIXES, response_graph
from kg.past import Act, events, named_state, person, state, versions
from kg.store import canonical

PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def without_history(store: Store) -> list[str]:
    return [line for line in canonical(store) if f"<{HISTORY_GRAPH}> ." not in line]


def told(store: Store, slug: str = "") -> list[tuple[str, int, str, int, int]]:
    return [(e.what, e.version, e.who, e.added, e.removed) for e in events(store, slug)]


def test_every_state_is_kept_and_can_be_had_again(store: Store, read: Reader) -> None:
    first, second, third = store.graph(response_graph(SLUG)), read(date="March 2025"), read(position="Rejected")
    change(store, second, 1)
    change(store, third, 2, by="B. Writer")
    assert [set(state(store, SLUG, n)) for n in (1, 2, 3)] == [set(first), set(second), set(third)]
    assert set(state(store, SLUG)) == set(third)
    assert set(named_state(store, f"{SLUG}@2")[1]) == set(second)
    assert [version.stands for version in versions(store, SLUG)] == [False, False, True]
    lost, come = set(second) - set(third), set(third) - set(second)
    assert told(store)[0] == ("replaced", 3, "B. Writer", len(come), len(lost))
    assert [what for what, *_ in told(store, SLUG)] == ["replaced", "replaced", "built"]


def test_what_was_before_shows_up_in_the_history_alone(store: Store, read: Reader) -> None:
    graph = read(date="March 2025")
    submit(store, graph)
    assert store.ask('ASK { ?s ?p ?o FILTER (CONTAINS(STR(?o), "by the end of March 2025")) }')
    assert not store.ask('ASK { ?s ?p ?o FILTER (CONTAINS(STR(?o), "by the end of December 2024")) }')
    plain = [line for line in without_history(store) if "2024" in line]
    pipeline.submit(store, {response_graph(SLUG): graph})
    assert [line for line in without_history(store) if "2024" in line] == plain


def test_nothing_follows_from_the_history(store: Store, read: Reader) -> None:
    submit(store, read(date="March 2025"))
    submit(store, Graph(), 1, reason="withdrawn")
    before = list(canonical(store))
    reason.closure(store)
    assert list(canonical(store)) == before


def test_an_act_is_told_in_prov(store: Store, read: Reader) -> None:
    submit(store, read(date="March 2025"))
    rows = store.select(
        f"""{PREFIX}SELECT ?name ?at ?sha ?tool {{
          ?version prov:wasGeneratedBy ?act ; prov:wasRevisionOf ?earlier ; dcterms:isVersionOf ?graph .
          ?earlier prov:wasInvalidatedBy ?act .
          ?act a prov:Activity ; prov:endedAtTime ?at ; prov:wasAssociatedWith ?who, ?software ; prov:used ?source .
          ?who a prov:Person ; foaf:name ?name . ?source schema:sha256 ?sha .
          ?software schema:softwareVersion ?tool }}"""
    ).rows
    ((name, at, sha, tool),) = rows
    assert (str(name), str(sha), str(tool)) == ("A. Reader", "ab" * 32, __version__)
    assert datetime.fromisoformat(str(at)) == datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_accepting_the_same_again_is_told_and_makes_no_version(store: Store) -> None:
    before = without_history(store)
    change(store, store.graph(response_graph(SLUG)), 1)
    change(store, store.graph(response_graph(SLUG)), 2)
    assert without_history(store) == before
    assert told(store) == [
        ("unchanged", 1, "A. Reader", 0, 0),
        ("unchanged", 1, "A. Reader", 0, 0),
        ("built", 1, "", 0, 0),
    ]


def test_what_is_taken_away_leaves_what_a_store_without_it_holds(store: Store, read: Reader) -> None:
    graph = store.graph(response_graph(SLUG))
    pipeline.retract(store, SLUG, act(1, reason="withdrawn", source=""))
    assert not store.graph(response_graph(SLUG))
    assert not [line for line in without_history(store) if SLUG in line]
    event = events(store)[0]
    assert (event.what, event.version, event.reason, event.source) == ("retracted", 1, "withdrawn", "")
    assert (event.added, event.removed) == (0, len(graph))
    with pytest.raises(UsageError, match="was taken away"):
        pipeline.retract(store, SLUG, act(2, reason="again"))
    submit(store, read(), 3)
    assert [what for what, *_ in told(store)] == ["submitted", "retracted", "built"]
    assert set(state(store, SLUG, 1)) == set(graph)


def test_a_state_that_a_build_brought_is_kept_beside_those_that_were_accepted(store: Store, read: Reader) -> None:
    built, second, third = store.graph(response_graph(SLUG)), read(date="March 2025"), read(date="May 2025")
    change(store, second, 1)
    store.replace({response_graph(SLUG): built})  # as a rebuild does: nobody accepts it
    change(store, third, 2)
    assert [(what, version) for what, version, *_ in told(store)] == [
        ("replaced", 4),
        ("built", 3),
        ("replaced", 2),
        ("built", 1),
    ]
    assert set(state(store, SLUG, 3)) == set(built)


def test_a_damaged_version_is_one_clear_error(store: Store, read: Reader) -> None:
    change(store, read(date="March 2025"))
    value = f"?version {PROV.value.n3()} ?value"
    graph = f"GRAPH {HISTORY_GRAPH.n3()}"
    store.update(
        f'DELETE {{ {graph} {{ {value} }} }} INSERT {{ {graph} {{ ?version {PROV.value.n3()} "AAAA" }} }} '
        f"WHERE {{ {graph} {{ {value} }} }}"
    )
    with pytest.raises(DataError, match="does not hold this version whole"):
        state(store, SLUG, 1)
    assert state(store, SLUG)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("2025-port", "there is no response 2025-port"),
        ("2025-ports@2", "there is no version 2025-ports@2"),
        ("2025-ports@x", "'x' is no version"),
        ("2025-ports.txt", "there is no such file"),
    ],
)
def test_a_state_that_there_is_not_is_one_clear_error(ports: Store, words: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        named_state(ports, words)
    assert caught.value.expected


def test_of_several_versions_those_that_there_are_are_named(store: Store, read: Reader) -> None:
    change(store, read(date="March 2025"))
    with pytest.raises(UsageError) as caught:
        state(store, SLUG, 3)
    assert caught.value.expected == f"one of {SLUG}@1, {SLUG}@2"


def test_who_acts_is_the_user_unless_a_name_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "reader")
    assert (person(""), person("  A.  Reader ")) == ("reader", "A. Reader")
    with pytest.raises(UsageError, match="not said why"):
        Act.retraction("A. Reader", " ")
    assert Act.retraction("", "old").by == "reader"

    def nobody() -> str:
        raise OSError("no username")

    monkeypatch.setattr(getpass, "getuser", nobody)
    with pytest.raises(UsageError, match="not known who does this"):
        Act.submission("", tmp_path)


def test_the_history_is_typed(store: Store, read: Reader) -> None:
    change(store, read(date="March 2025"))
    graph = store.graph(HISTORY_GRAPH)
    assert {*graph.subjects()} == {*graph.subjects(RDF.type)}
