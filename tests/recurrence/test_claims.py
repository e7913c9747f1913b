"""What later documents claim of recommendations: links are judged anew by it, and readers are told."""

from __future__ import annotations

import pytest
from rdflib import Graph
from recurrence_worlds import graph_of, small_model

from kg import pipeline, recurrence, resources
from kg.cli.recur import _promised
from kg.draw.claimed import claimed
from kg.interface import Store
from kg.model import Table
from kg.namespaces import BASE, PREFIXES, PROLOGUE, response_graph
from kg.query import bind, find, mark, run
from kg.recurrence import known
from kg.store import open_store

NODE = BASE["recommendation/a/1.a"]
STEM = f"; insp:directPartOf <{BASE}recommendation/a/1>"
TEXTS = ("1|Guidance:", f"1.a|Update the guidance for staff|{STEM}")
PROMISE = "<{base}commitment/a/1/1> insp:addresses <{base}recommendation/a/1> ; insp:text 'We will' ; insp:delivery "


@pytest.fixture(autouse=True)
def _simple(monkeypatch: pytest.MonkeyPatch) -> None:
    found = small_model(sure=0.25)
    monkeypatch.setattr(recurrence, "model", lambda: found)


def submit(store: Store, slug: str, data: str) -> None:
    """Store a response that is written by hand; nothing takes it away."""
    names = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    graph = Graph().parse(data=names + data.replace("{base}", str(BASE)), format="turtle")
    pipeline.submit(store, {response_graph(slug): graph})


def letter(day: str, *said: str) -> str:
    """A later letter of 2017, with what it says of which thing, as of a day or of its own date."""
    (data,) = graph_of("f", "2017-06-01").values()
    for number, (about, state) in enumerate(one.split(" is ") for one in said):
        dated = f'; insp:asOf "{day}"^^edtf:EDTF' if day else ""
        data += f"\n<{{base}}claim/f/{number}> a insp:Claim ; insp:claimOf <{{base}}{about}> ; insp:text 'It is' ;"
        data += f" insp:claimedIn <{{base}}document/f> ; {state} {dated} ."
    return data


def world(promised: str = "insp:inProgress", later: str = "2019") -> Store:
    """Recommendation a/1.a of 2015 with a commitment on its stem, and b/1 of 2019, which raises the same."""
    store = open_store(None)
    submit(store, "a", "".join(graph_of("a", "2015", *TEXTS).values()) + f"\n{PROMISE}{promised} .")
    submit(store, "b", "".join(graph_of("b", later, "1|Update the guidance for staff").values()))
    return store


def verdict(store: Store) -> str:
    ((found,),) = store.select(PROLOGUE + "SELECT ?v { ?link insp:verdict ?v }").rows
    return str(found).rsplit("#", 1)[-1]


@pytest.mark.parametrize("about", ["recommendation/a/1.a", "recommendation/a/1", "commitment/a/1/1"])
@pytest.mark.parametrize("state", ["insp:delivery insp:completed", "insp:state insp:closed"])
def test_a_claim_of_completion_before_the_later_response_counts(about: str, state: str) -> None:
    store = world()
    assert verdict(store) == "reiterated"
    submit(store, "f", letter("2017-05", f"{about} is {state}"))
    assert verdict(store) == "returnedAfterCompleted"
    submit(store, "f", "")
    assert verdict(store) == "reiterated"


@pytest.mark.parametrize(
    ("day", "later", "state"),
    [
        ("2019-02", "2019", "insp:delivery insp:completed"),
        ("", "2016", "insp:delivery insp:completed"),
        ("2017-05", "2019", "insp:delivery insp:inProgress"),
        ("2017-05", "2019", "insp:state insp:superseded"),
        ("{2017,2020}", "2019", "insp:delivery insp:completed"),
        ("{2020,2017}", "2019", "insp:delivery insp:completed"),
        ("[2017..2020]", "2019", "insp:delivery insp:completed"),
        ("2016/2020", "2019", "insp:delivery insp:completed"),
        ("2019/..", "2016", "insp:delivery insp:completed"),
        ("2015", "../2019", "insp:delivery insp:completed"),
        ("2015", "[..2019]", "insp:delivery insp:completed"),
        ("2017-05/2017-23", "2017-09", "insp:delivery insp:completed"),
        ("{2017,2017-05}", "2017-09", "insp:delivery insp:completed"),
    ],
)
def test_a_claim_that_may_be_later_or_is_of_another_state_does_not(day: str, later: str, state: str) -> None:
    store = world(later=later)
    submit(store, "f", letter(day, f"recommendation/a/1.a is {state}"))
    assert verdict(store) != "returnedAfterCompleted"


@pytest.mark.parametrize("day", ["{2016,2017}", "{2017,2016}", "[2016..2018-03]", "2016/2017-05", "2017-21"])
def test_the_last_day_that_a_date_may_mean_is_that_of_the_claim(day: str) -> None:
    store = world()
    submit(store, "f", letter(day, "recommendation/a/1.a is insp:delivery insp:completed"))
    assert verdict(store) == "returnedAfterCompleted"


@pytest.mark.parametrize("day", ["", "2016/..", "[2016..]", "XXXX"])
def test_a_claim_as_of_no_day_is_made_on_that_of_its_document(day: str) -> None:
    store = world()
    submit(store, "f", letter(day, "recommendation/a/1.a is insp:delivery insp:completed"))
    assert verdict(store) == "returnedAfterCompleted"
    store = world(later="2017-06-01")
    submit(store, "f", letter(day, "recommendation/a/1.a is insp:delivery insp:completed"))
    assert verdict(store) == "reiterated"


def test_only_recommendations_without_parts_are_marked_whether_built_or_submitted() -> None:
    store = world()
    submit(store, "f", letter("2017-05", "recommendation/a/1 is insp:state insp:closed"))

    def marked() -> set[str]:
        found = store.select(PROLOGUE + "SELECT ?iri { ?iri insp:claimedComplete ?claim }").rows
        return {str(iri) for (iri,) in found}

    assert marked() == {str(NODE)}
    mark(store)  # as a build does
    assert marked() == {str(NODE)}


@pytest.mark.parametrize("about", ["x", "recommendation/", "report/a", ""])
def test_a_claim_of_what_is_no_recommendation_changes_no_link(about: str) -> None:
    store = world()
    submit(store, "f", letter("2017-05", f"{about} is insp:delivery insp:completed"))
    assert verdict(store) == "reiterated"


def test_the_order_of_submission_does_not_matter() -> None:
    store = open_store(None)
    said = letter("", "recommendation/a/1.a is insp:delivery insp:completed")
    for slug, data in (
        ("b", "".join(graph_of("b", "2019", "1|Update the guidance for staff").values())),
        ("f", said),
        ("a", "".join(graph_of("a", "2015", *TEXTS).values())),
    ):
        submit(store, slug, data)
    assert verdict(store) == "returnedAfterCompleted"


def test_an_answer_that_changes_alone_is_judged_anew() -> None:
    store = world()
    text = "".join(graph_of("a", "2015", *TEXTS).values())
    submit(store, "a", f"{text}\n{PROMISE}insp:completed .")
    assert verdict(store) == "returnedAfterCompleted"


def test_readers_are_told_the_last_claim_with_its_date() -> None:
    store = world()
    submit(store, "f", letter("2017-05", "commitment/a/1/1 is insp:delivery insp:completed"))
    data = (
        letter("2016", "recommendation/a/1 is insp:delivery insp:inProgress").replace("/f", "/e").replace('"f"', '"e"')
    )
    submit(store, "e", data)
    told = known(store, [str(NODE)])[str(NODE)]
    assert [(claim.state, claim.date) for claim in told.claims] == [("inProgress", "2016"), ("completed", "2017-05")]
    assert told.completed
    assert claimed(store, [str(NODE)]) == {str(NODE): "completed, May 2017"}
    other = str(BASE["recommendation/b/1"])
    assert not known(store, [other])[other].claims
    assert claimed(store, [other]) == {}
    assert claimed(store, []) == {}
    assert _promised(told)[-1] == "later: reported complete, 2017-05: “It is”"


@pytest.mark.parametrize(
    ("said", "state", "done"),
    [
        ("insp:state insp:superseded ; insp:delivery insp:completed", "completed", True),
        ("insp:state insp:closedByOtherMeans ; insp:delivery insp:inProgress", "closedByOtherMeans", True),
        ("insp:state insp:open ; insp:delivery insp:inProgress", "open", False),
        ("insp:delivery insp:planned", "planned", False),
    ],
)
def test_a_claim_of_two_things_is_one_of_completion_where_either_says_so(said: str, state: str, done: bool) -> None:
    store = world()
    submit(store, "f", letter("2017-05", f"recommendation/a/1 is {said}"))
    told = known(store, [str(NODE)])[str(NODE)]
    assert [claim.state for claim in told.claims] == [state]
    assert told.completed is done
    assert (verdict(store) == "returnedAfterCompleted") is done


@pytest.mark.parametrize("day", ["2017/..", "[2017..]", ""])
def test_the_last_claim_is_the_last_though_its_own_date_does_not_end(day: str) -> None:
    store = world()
    said = letter("2016", "recommendation/a/1 is insp:delivery insp:inProgress")
    submit(store, "e", said.replace("/f", "/e").replace('"f"', '"e"'))
    submit(store, "f", letter(day, "recommendation/a/1 is insp:state insp:closedByOtherMeans"))
    (told,) = known(store, [str(NODE)]).values()
    assert [claim.date for claim in told.claims] == ["2016", day or "2017-06-01"]
    assert claimed(store, [str(NODE)])[str(NODE)].startswith("closed by other means, ")
    assert _promised(told)[-1].startswith("later: closed by other means, ")


def test_the_question_on_what_returned_lists_claims_with_their_dates() -> None:
    store = world()
    said = (
        "recommendation/a/1.a is insp:delivery insp:completed",
        "recommendation/a/1 is insp:delivery insp:inProgress",
    )
    submit(store, "f", letter("2017-05", *said))
    later = letter("2020", "recommendation/a/1.a is insp:delivery insp:completed")
    submit(store, "e", later.replace("/f", "/e").replace('"f"', '"e"'))
    answer = run(store, bind(find("returned-after-completed"), {}))
    assert isinstance(answer, Table)
    rows = [dict(zip(answer.columns, map(str, row), strict=True)) for row in answer.rows]
    dates = [(row["earlierDate"], row["completed"], row["claimDate"], row["laterDate"]) for row in rows]
    assert dates == [("2015", "It is", "2017-05", "2019")]


def test_the_question_asks_of_dates_what_the_rule_asks() -> None:
    def told(name: str) -> list[str]:
        (path,) = (one for one in resources.queries(name) if one.stem == "returned-after-completed")
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if "?then" in line]

    assert told("questions") == told("verdicts")
    assert len(told("verdicts")) == 2


@pytest.mark.parametrize("dates", [("", ""), ("2015-03-02", "2015-03-02"), ("2015", "2015-03-02")])
def test_nothing_returned_where_the_order_is_not_known(dates: tuple[str, str]) -> None:
    store = open_store(None)
    for slug, date, texts in (("a", dates[0], TEXTS), ("b", dates[1], ("1|Update the guidance for staff",))):
        data = "".join(graph_of(slug, date or "XXXX", *texts).values())
        submit(store, slug, data + (f"\n{PROMISE}insp:completed ." if slug == "a" else ""))
    assert verdict(store) == "related"
