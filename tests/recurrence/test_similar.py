"""What a new recommendation resembles: what would be linked comes first, and is told with the reasons of the link."""

from __future__ import annotations

import pytest
from recurrence_worlds import GUIDANCE, TRAINING, small_model

from kg.namespaces import BASE
from kg.recurrence import Decision, Decisions, Entry, Index, Model, Resemblance, similar
from kg.recurrence.index import Raised
from kg.recurrence.link import MOST, pairs
from kg.recurrence.stage import links
from kg.recurrence.texts import Text
from kg.recurrence.write import shared, why

MODEL: Model = small_model()
ISSUES = MODEL.names
GUIDE, TRAIN = (next(name for name in ISSUES if name.endswith(end)) for end in (GUIDANCE, TRAINING))
AGENCY, FORCE = str(BASE["organisation/uk-border-agency"]), str(BASE["team/border-force"])


def entry(slug: str, date: str, issue: str = GUIDE, word: int = 1, **more: object) -> Entry:
    """The only recommendation of a report, which consists of one word."""
    facts = {"systems": frozenset(["x:ims"])} | more
    text = Text(str(BASE[f"recommendation/{slug}/1"]), slug, f"words of {slug}", date=date, **facts)  # type: ignore[arg-type]
    return Entry(text, (Raised(issue, 0.9, "words"),), {word: 1.0})


def found(new: Entry, *before: Entry, most: int = 10, decisions: Decisions | None = None) -> list[Resemblance]:
    return similar(Index.of(before, ISSUES), MODEL, new, most, decisions or Decisions())


def slugs(some: list[Resemblance]) -> list[str]:
    return [one.recommendation.split("/")[-2] for one in some]


def decided(one: Entry, other: Entry) -> Decisions:
    return Decisions((Decision(one.text.name, other.text.name, "", "confirmed", "A. Reader", "2026-11-28"),))


@pytest.mark.parametrize("most", [1, 5, 10, 20])
def test_what_shares_no_issue_keeps_no_place_of_what_is_linked(most: int) -> None:
    red = frozenset(["x:red"])
    others = [entry(f"a{n:02}", "2010", TRAIN, teams=red) for n in range(MOST + 2)]
    new, linkable = entry("z", "2020", teams=red), entry("b", "2009", word=2, systems=frozenset())
    told = found(new, linkable, *others, most=most)
    assert slugs(told)[0] == "b"
    assert [one.linked for one in told] == [True, *[False] * (min(most, len(others) + 1) - 1)]
    assert most == 1 or told[1].score > told[0].score
    assert most == 1 or told[1].reason == "Many of the same words."


def test_as_many_are_marked_as_are_linked() -> None:
    before = [entry(f"a{n:02}", "2010") for n in range(MOST + 3)]
    new = entry("z", "2020")
    told = found(new, *before, most=20)
    assert [one.linked for one in told] == [True] * MOST + [False] * 3
    index = Index.of([*before, new], ISSUES)
    made = {index.names[pair.earlier] for pair in pairs(index, MODEL) if pair.later == len(before)}
    assert {one.recommendation for one in told if one.linked} == made


def test_what_a_person_confirmed_comes_first_though_others_are_surer() -> None:
    new, weak, sure = entry("z", "2020"), entry("a", "2010", systems=frozenset()), entry("b", "2011")
    assert slugs(found(new, weak, sure)) == ["b", "a"]
    told = found(new, weak, sure, decisions=decided(new, weak))
    assert slugs(told) == ["a", "b"]
    assert told[0].score < told[1].score
    none = entry("c", "2012", TRAIN, systems=frozenset())
    assert slugs(found(new, weak, sure, none, decisions=decided(none, new))) == ["c", "b", "a"]


@pytest.mark.parametrize("dates", [("2010", "2016"), ("2015", "2015-03-02")])
@pytest.mark.parametrize("issue", [GUIDE, TRAIN])
def test_the_reasons_are_those_of_the_link(dates: tuple[str, str], issue: str) -> None:
    old = entry("a", dates[0], issue, bodies=frozenset([AGENCY]))
    new = entry("b", dates[1], bodies=frozenset([FORCE]))
    decisions = decided(old, new) if issue == TRAIN else Decisions()
    (told,) = found(new, old, decisions=decisions)
    index = Index.of([old, new], ISSUES)
    (pair,) = links(index, MODEL, decisions)
    ends = (index, pair.earlier), (index, pair.later)
    assert told.reason == why(*ends, pair, shared(*ends))
    assert "the earlier was told to UK Border Agency, and Border Force came after it" in told.reason
    assert ("the dates do not tell which came first" in told.reason) is (dates[0] == "2015")


def test_of_mere_words_no_date_is_said() -> None:
    words = Entry(Text("", "", "words", systems=frozenset(["x:ims"])), (Raised(GUIDE, 0.9, "words"),), {1: 1.0})
    (told,) = found(words, entry("a", "2010"))
    assert told.linked
    assert "dates" not in told.reason
