"""The rules of queries/verdicts, each with a link that it judges and one that it leaves to the next."""

from __future__ import annotations

import pytest
from rdflib import URIRef
from recurrence_worlds import PREFIX, graph_of, store_with

from kg.interface import Store
from kg.namespaces import BASE, RECURRENCE_GRAPH, RESPONSE_GRAPH_PREFIX
from kg.query import judge, judgement, verdicts

LINK = BASE["recurrence/a-1/b-1"]


def world(score: float, *, before: str = "", after: str = "", link: str = "", more: str = "") -> Store:
    """Recommendation a/1 of 2010 and b/1 of 2020, linked; `more` are further statements of the first response."""
    store = store_with(graph_of("a", "2010", f"1|old|{before}"), graph_of("b", "2020", f"1|new|{after}"))
    one, other = BASE["recommendation/a/1"].n3(), BASE["recommendation/b/1"].n3()
    data = f"{LINK.n3()} a insp:RecurrenceLink ; insp:earlier {one} ; insp:later {other} ; insp:score {score} {link} ."
    graph = URIRef(f"{RESPONSE_GRAPH_PREFIX}a").n3()
    store.update(
        f"{PREFIX}INSERT DATA {{ GRAPH {RECURRENCE_GRAPH.n3()} {{ {data} }} GRAPH {graph} {{ "
        f"{more.replace('{base}', str(BASE))} }} }}"
    )
    return store


def verdict(store: Store) -> list[str]:
    rows = store.select(f"{PREFIX}SELECT ?v {{ {LINK.n3()} insp:verdict ?v }}").rows
    return [str(value).rsplit("#", 1)[-1] for (value,) in rows]


def judged(store: Store) -> str:
    judge(store, [LINK])
    (found,) = verdict(store)
    return found


TOLD = " <{base}recommendation/a/1> insp:reportedComplete <x:p> ."
DONE = "<x:p> insp:addresses <{base}recommendation/a/1> ; insp:delivery insp:completed ." + TOLD
STEM = "; insp:directPartOf <{base}recommendation/a/0>"
DONE_ON_STEM = "<x:p> insp:addresses <{base}recommendation/a/0> ; insp:delivery insp:completed ." + TOLD
PLANNED = "<x:p> insp:addresses <{base}recommendation/a/1> ; insp:delivery insp:planned ."
RAISES = "; insp:raisesIssue theme:training-lacking"
WIDER = f"{RAISES}, theme:guidance"
UNIT = "; insp:mentions <x:unit>"
BODY = "; insp:mentions <x:body>"
DEPARTMENT = f"; insp:mentions <{BASE}organisation/home-office>"
OF_DEPARTMENT = f"<x:unit> org:unitOf <{BASE}organisation/home-office> ."
UNKNOWN = "; insp:orderUnknown true"
BELONGS = "<x:unit> org:unitOf <x:body> ."


def claimed(day: str) -> dict[str, object]:
    """The facts of a claim of completion on a/1."""
    told = f". <{BASE}recommendation/a/1> insp:claimedComplete <x:c>"
    return {"link": told, "more": f'<x:c> insp:completeBy "{day}" .'}


@pytest.mark.parametrize(
    ("expected", "facts"),
    [
        ("returnedAfterCompleted", {"score": 0.7, "more": DONE}),
        ("returnedAfterCompleted", {"score": 0.9, "before": STEM, "more": DONE_ON_STEM}),
        (
            "returnedAfterCompleted",
            {"score": 0.7, "more": DONE, "before": RAISES, "after": WIDER},
        ),
        ("reiterated", {"score": 0.8, "more": PLANNED}),
        ("related", {"score": 0.55, "more": DONE}),
        ("broadened", {"score": 0.7, "before": RAISES, "after": WIDER}),
        ("broadened", {"score": 0.7, "before": UNIT, "after": BODY, "more": BELONGS}),
        ("related", {"score": 0.7, "before": UNIT, "after": DEPARTMENT, "more": OF_DEPARTMENT}),
        ("reiterated", {"score": 0.8, "before": f"{RAISES}, theme:guidance", "after": RAISES}),
        ("reiterated", {"score": 0.8, "before": BODY, "after": UNIT, "more": BELONGS}),
        ("related", {"score": 0.55, "before": RAISES, "after": WIDER}),
        ("reiterated", {"score": 0.55, "link": "; insp:sharedSystem <x:ims>"}),
        ("reiterated", {"score": 0.55, "link": "; insp:sharedTeam <x:t>"}),
        ("related", {"score": 0.6}),
        # an earlier recommendation without an issue is not widened by one
        ("reiterated", {"score": 0.8, "after": RAISES}),
        ("related", {"score": 0.7, "after": WIDER}),
        # nothing that claims time where the dates do not tell which came first
        ("related", {"score": 0.9, "more": DONE, "link": UNKNOWN}),
        ("related", {"score": 0.9, "before": RAISES, "after": WIDER, "link": UNKNOWN}),
        ("related", {"score": 0.9, "before": UNIT, "after": BODY, "more": BELONGS, "link": UNKNOWN}),
        ("related", {"score": 0.55, "link": f"{UNKNOWN} ; insp:sharedSystem <x:ims>"}),
        # a later claim counts where it was made before the later response was published, in 2020
        ("returnedAfterCompleted", {"score": 0.7, **claimed("2017")}),
        ("returnedAfterCompleted", {"score": 0.7, **claimed("2019-12-31"), "before": RAISES, "after": WIDER}),
        ("related", {"score": 0.7, **claimed("2020-05")}),
        ("reiterated", {"score": 0.8, **claimed("2021")}),
        ("related", {"score": 0.55, **claimed("2017")}),
        # whom nearly every recommendation is told to makes a link no surer
        ("related", {"score": 0.55, "link": "; insp:succeededBody <x:b>"}),
    ],
)
def test_a_link_has_the_verdict_of_the_first_rule_that_holds(expected: str, facts: dict[str, object]) -> None:
    assert judged(world(**facts)) == expected  # type: ignore[arg-type]


def test_judging_anew_takes_the_old_verdict_away() -> None:
    store = world(0.8)
    assert judged(store) == "reiterated"
    store.update(f"{PREFIX}INSERT DATA {{ GRAPH <x:g> {{ {DONE.replace('{base}', str(BASE))} }} }}")
    judge(store, [LINK])
    assert verdict(store) == ["reiterated"]
    store.update(";\n".join(judgement([LINK])))
    assert verdict(store) == ["returnedAfterCompleted"]
    assert judgement([]) == []


def test_every_rule_says_what_it_asks_and_their_order_is_clear() -> None:
    assert [rule.number for rule in verdicts()] == [1, 2, 3, 4]
    assert all(rule.question.endswith("?") for rule in verdicts())
