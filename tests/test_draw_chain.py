"""The picture of one issue over time: which cards it has, what they say, and that nothing in it overlaps."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kg
from kg.draw.cards import _lanes, _spans, compose
from kg.draw.chain import Chain, chain, choose, describe
from kg.draw.raised import issues, links
from kg.errors import DataError, UsageError
from kg.interface import Store
from tests.issues import BASE, filled, many, theme
from tests.test_draw_matrix import keeps_apart

REPORTS = {"a": ("Ports", "2010-10"), "b": ("Visas", "2016~"), "c": ("Escorts", "2022-11-28"), "d": ("Flights", "2024")}
GUIDANCE = [("a", "1", "accepted"), ("b", "10", "rejected"), ("b", "2", ""), ("c", "1", "partiallyAccepted")]
ISSUES = {
    "guidance-out-of-date": ("Guidance is out of date", [*GUIDANCE, ("d", "3", "accepted")]),
    "work-waits": ("Work waits", [("a", "1", "accepted"), ("d", "3", "accepted")]),
}
LINKS = [
    ("guidance-out-of-date", "a/1", "b/2", "returnedAfterCompleted"),
    ("guidance-out-of-date", "a/1", "c/1", "reiterated"),
    ("guidance-out-of-date", "b/2", "c/1", "broadened"),
    ("work-waits", "a/1", "d/3", "related"),
]


def small() -> Store:
    return filled(REPORTS, ISSUES, LINKS)


def read(store: Store, name: str = "guidance-out-of-date", most: int = 12) -> Chain:
    found = choose(issues(store, str), name)
    return chain(store, found, links(store, [found]), most)


def said(shown: Chain) -> str:
    return " ".join(label.text for label in compose(shown, "T", "S").labels).replace("\n", " ")


def test_cards_stand_in_time_order_and_by_number() -> None:
    assert [card.heading for card in read(small()).cards] == [
        "2010, recommendation 1: Ports",
        "2016, recommendation 2: Visas",
        "2016, recommendation 10: Visas",
        "2022, recommendation 1: Escorts",
        "2024, recommendation 3: Flights",
    ]


def test_a_card_says_who_said_what_and_what_was_promised() -> None:
    card = read(small()).cards[0]
    assert card.quotation == "… make plain what recommendation 1 of a asks …"
    assert card.answer == "Home Office: accepted"
    assert card.promised == "1 commitment: 1 reported complete; due 30 Nov 2024"


def test_a_part_has_the_answer_to_its_stem_and_a_text_without_words_stands_itself() -> None:
    reports = {"a": ("Ports", "2010"), "b": ("Visas", "2016")}
    store = filled(reports, {"x": ("X", [("a", "1", "accepted"), ("b", "1.a", "accepted")])})
    insp = "https://w3id.org/inspection-kg/ontology#"
    part, stem = f"<{BASE}recommendation/b/1.a>", f"<{BASE}recommendation/b/1>"
    store.update(
        f"DELETE {{ GRAPH ?g {{ ?r <{insp}answers> {part} . ?t <{insp}indication> ?w }} }} "
        f"INSERT {{ GRAPH ?g {{ ?r <{insp}answers> {stem} . {part} <{insp}directPartOf> {stem} }} }} "
        f"WHERE {{ GRAPH ?g {{ ?r <{insp}answers> {part} . ?t <{insp}tagOf> {part} ; <{insp}indication> ?w }} }}"
    )
    _, card = read(store, "x").cards
    assert card.bodies == ("Home Office",)
    assert card.quotation.startswith("The department should make plain")


def test_only_links_of_the_issue_are_drawn_with_their_verdicts_in_words() -> None:
    shown = read(small())
    assert len(shown.links) == 3
    words = said(shown)
    assert "returned after completed (2010, 1)" in words
    assert "broadened (2016, 2)" in words
    assert "related" not in words


def test_lanes_do_not_run_over_each_other() -> None:
    shown = read(many(12), "issue-3", most=12)
    lane, spans = _lanes(shown), _spans(shown)
    assert any(start % 1 < 0.5 for start, _ in spans.values())  # the undated report stands last, and leads upwards
    for one, other in combinations(lane, 2):
        if lane[one] == lane[other]:
            assert spans[one][1] < spans[other][0] or spans[other][1] < spans[one][0]


def test_the_surest_linked_stay_and_the_rest_is_said() -> None:
    shown = read(small(), most=3)
    assert {card.member.iri.removeprefix(f"{BASE}recommendation/") for card in shown.cards} == {"a/1", "b/2", "c/1"}
    assert "2 recommendations are left out, and 1 report with them" in said(shown)
    assert "left out" not in said(read(small()))
    assert len(read(filled(REPORTS, ISSUES), most=2).cards) == 2


def test_links_beyond_three_into_a_card_are_counted() -> None:
    raised = [(slug, str(n), "accepted") for slug in "ab" for n in range(1, 6)]
    told = [("x", f"a/{n}", "b/1", "related") for n in range(1, 6)]
    shown = read(filled(REPORTS, {"x": ("X", raised)}, told), "x")
    assert (len(shown.links), shown.hidden) == (3, 2)
    assert "2 further links between the cards are not drawn." in said(shown)


@pytest.mark.parametrize(
    "name", ["guidance-out-of-date", "GUIDANCE IS OUT OF DATE.", f"{BASE}issue/guidance-out-of-date"]
)
def test_an_issue_is_found_by_any_of_its_names(name: str) -> None:
    assert choose(issues(small(), str), name).name == "guidance-out-of-date"


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("guidance-out-of-dat", "perhaps guidance-out-of-date is meant"),
        ("guidance", "perhaps guidance-out-of-date is meant"),
        ("zzz", "known are guidance-out-of-date and work-waits"),
        ("", "known are guidance-out-of-date and work-waits"),
    ],
)
def test_near_misses_are_suggested(name: str, mend: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose(issues(small(), str), name)
    assert caught.value.mend == mend


def test_no_recurring_issue_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no recurring issue in the store"):
        kg.draw_chain(filled(REPORTS, {}), "x", tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("count", "most"), [(2, 12), (5, 4), (12, 12), (12, 40)])
@pytest.mark.parametrize("name", ["issue-3", "issue-7", "issue-11"])
def test_nothing_overlaps_or_leaves_the_canvas(count: int, most: int, name: str) -> None:
    keeps_apart(compose(read(many(count), name, most), "A title " * 20, "A source " * 60))


def test_words_at_links_keep_off_the_lines() -> None:
    """No upright line crosses the words at an arrow, and no level one runs through them."""
    sheet = compose(read(many(12), "issue-3"), "T", "S")
    words = [label for label in sheet.labels if label.across == "right"]
    assert words
    lanes = [curve.points for curve in sheet.curves]
    for label in words:
        low, high = label.y - 0.05, label.y + 0.05
        for (x0, y0), (x1, y1) in lanes:
            if y0 == y1:
                assert not low < y0 < high or max(x0, x1) < label.x - 3
            else:
                assert x0 < label.x - 1


def test_both_kinds_are_written_with_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        kg.draw_chain(small(), "Guidance is out of date", tmp_path / f"{name}.svg", tmp_path / f"{name}.png")
    for ending in ("svg", "png"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
    root = ElementTree.parse(tmp_path / "one.svg").getroot()
    assert root[0].text == "Guidance is out of date, 2010–2024"


def test_the_description_tells_cards_and_links() -> None:
    told = describe(read(small()))
    assert "Home Office: accepted. 1 commitment: 1 reported complete" in told
    assert "(2016, recommendation 2: Visas) returned after completed, from (2010, recommendation 1: Ports)." in told


def test_what_a_person_joined_is_not_said_to_raise_the_issue(tmp_path: Path) -> None:
    """Recommendation 3 of d was joined by a person with one that raises the issue."""
    store = filled(REPORTS, {"x": ("X", GUIDANCE)}, [("x", "a/1", "d/3", "related"), ("x", "a/1", "c/1", "related")])
    insp, link, node = (
        "https://w3id.org/inspection-kg/ontology#",
        f"<{BASE}recurrence/0>",
        f"<{BASE}recommendation/d/3>",
    )
    store.update(
        f"INSERT DATA {{ GRAPH <{BASE}graph> {{ {link} <{insp}review> <{insp}confirmed> . {node} <{insp}madeIn> "
        f"<{BASE}report/d> ; <{insp}number> '3' ; <{insp}text> 'Deal with it.' }} }}"
    )
    kg.draw_chain(store, "x", tmp_path / "a.svg")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    alt, drawn = str(root[1].text), " ".join(" ".join(root.itertext()).split())
    assert alt.startswith("Recommendations that raise “X”, or that a person joined, in time order: 2010, ")
    note = "It was joined by a person, and does not raise the issue by its words"
    assert f"2024, recommendation 3: Flights. {note}. “Deal with it.” Position not stated. No commitment." in alt
    assert alt.count(note) == 1
    assert "5 recommendations of 4 reports raise this issue or were joined by a person" in drawn
    store.update(f"INSERT DATA {{ GRAPH <{BASE}graph> {{ {node} <{insp}raisesIssue> <{theme('x')}> }} }}")
    kg.draw_chain(store, "x", tmp_path / "a.svg")
    assert note not in (tmp_path / "a.svg").read_text()
    assert "joined" not in (tmp_path / "a.svg").read_text()


def test_the_description_tells_what_is_left_out() -> None:
    told = describe(read(small(), most=3))
    assert told.endswith(
        " 2 recommendations are left out, and 1 report with them: "
        "the cards are those with the surest links to each other."
    )
    raised = [(slug, str(n), "accepted") for slug in "ab" for n in range(1, 6)]
    shown = read(filled(REPORTS, {"x": ("X", raised)}, [("x", f"a/{n}", "b/1", "related") for n in range(1, 6)]), "x")
    assert describe(shown).endswith("2 further links between the cards are not drawn.")
    assert "left out" not in describe(shown)


def test_a_card_without_words_has_no_empty_quotation_in_the_description() -> None:
    store = small()
    insp = "https://w3id.org/inspection-kg/ontology#"
    store.update(
        f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ VALUES ?p {{ <{insp}text> <{insp}indication> }} "
        "GRAPH ?g { ?s ?p ?o } }"
    )
    assert "“”" not in describe(read(store))
