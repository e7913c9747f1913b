"""The second opinion: what the words of a sentence tell by learnt weights, and how it goes with the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import learning, resources
from kg.errors import DataError
from kg.extract.acts import clauses
from kg.extract.acts.claim import Claim
from kg.extract.acts.mainclause import masked
from kg.extract.learnt import model as kept
from kg.extract.learnt import second
from kg.extract.learnt.features import features
from kg.extract.learnt.model import DELIVERIES, Model
from kg.extract.learnt.second import SecondOpinion, pieces
from kg.model import Delivery, Firmness

CASES = Path(__file__).parent.parent / "cases"
SAID = "The huts were painted by the crew, and a second hut is on order for 2025."


def nobody(_: str) -> bool:
    return False


def read(sentence: str, year: int | None = 2024) -> list[Claim]:
    return clauses.claims(sentence, nobody, opinion=SecondOpinion(year, nobody))


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets weights for actions; everything else tells what is planned and firm."""

    def use(bias: int, actions: dict[str, int], *, doubt: float = 0.1) -> None:
        made = Model((bias, 0, 0, 1, -1), actions, {}, (0.5, 0.5), doubt)
        monkeypatch.setattr(second, "model", lambda: made)

    return use


def test_features_tell_words_names_numbers_and_verbs() -> None:
    told = features("In May 2023 the UKVI Board has reviewed twelve of 40 files.", 2024)
    assert {"u:#month", "u:#last year", "u:#acronym", "u:#name", "u:#n", "u:#", "u:files", "stem:revie"} <= told
    assert {"b:the #acronym", "s:has *ed", "verb:reviewed", "verb:has reviewed", "begins:in #month"} <= told


@pytest.mark.parametrize(
    ("year", "name"), [(2025, "#year after"), (2024, "#this year"), (2023, "#last year"), (2022, "#year before")]
)
def test_years_are_told_by_their_distance(year: int, name: str) -> None:
    assert f"u:{name}" in features(f"It was done in {year}.", 2024)
    assert "u:#year" in features(f"It was done in {year}.", None)


def test_a_sentence_without_words_has_features() -> None:
    assert features("", 2024) == {"no auxiliary", "length:0", "begins:"}


def test_the_clauses_of_a_sentence_keep_their_subjects() -> None:
    found = [(SAID[piece.start : piece.end], piece.clause.subject) for piece in pieces(masked(SAID))]
    assert found == [
        ("The huts were painted by the crew", "The huts"),
        ("a second hut is on order for 2025.", "a second hut"),
    ]


def test_the_month_may_is_no_verb() -> None:
    assert pieces("Repairs by May to the hut.") == []
    assert [piece.verb for piece in pieces("The hut may be sold.")] == [8]


def test_words_that_are_sure_enough_make_a_claim(weights: Callable[..., None]) -> None:
    weights(-3000, {"u:crew": 4000})
    (claim,) = read("The crew sweeps the hut.")
    assert (claim.start, claim.delivery, claim.firmness) == (0, Delivery.PLANNED, Firmness.FIRM)
    assert read("The hut stands on a hill.") == []


def test_words_that_are_unlike_any_action_outweigh_a_rule(weights: Callable[..., None]) -> None:
    sentence = "We will paint the hut."
    weights(-2000, {}, doubt=0.1)  # a chance of 0.12
    assert len(read(sentence)) == 1
    weights(-2500, {}, doubt=0.1)  # of 0.08
    assert read(sentence) == []


def test_a_clause_is_added_to_that_of_a_rule(weights: Callable[..., None]) -> None:
    weights(0, {"u:order": 1000, "u:huts": -1000})
    assert [SAID[claim.start : claim.end] for claim in read(SAID)][-1].endswith("order for 2025.")
    found = read("We have painted the hut, and a second hut is on order for 2025.")
    assert [claim.delivery for claim in found] == [Delivery.COMPLETED, Delivery.PLANNED]


@pytest.mark.parametrize(
    "sentence",
    ["Who sweeps the hut?", "The hut is not swept.", "The inspectors were at the hut.", "This is part of the plan."],
)
def test_what_asks_denies_or_tells_of_the_inspectors_is_no_action(sentence: str, weights: Callable[..., None]) -> None:
    weights(5000, {})
    assert [claim for claim in read(sentence) if claim] == []


def test_the_order_of_features_does_not_matter() -> None:
    made = Model((-1, 0, 0, 0, 0), {"a": 1234, "b": -777, "c": 3}, {"a": (1, 2, 3, -4)}, (0.5, 0.5), 0.1)
    assert made.action("abc") == made.action("cba")
    assert made.kind("a") == (DELIVERIES[2], Firmness.FIRM)


def test_weights_that_cannot_be_read_are_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sentences.json"
    path.write_text('{"bias": []}', encoding="utf-8")
    monkeypatch.setattr(resources, "extraction_weights", lambda: path)
    with pytest.raises(DataError, match="the learnt weights cannot be read"):
        kept.model.__wrapped__()


def test_the_weights_are_learnt_from_the_gold_that_is_here() -> None:
    folders = [resources.gold(), CASES / "measured", CASES / "commitments"]
    kept_data = resources.extraction_weights().read_text(encoding="utf-8")
    assert f'"learnt from": "{learning.digest(folders)}"' in kept_data


def test_learning_tells_actions_from_what_is_none() -> None:
    def told(text: str, *, action: bool) -> learning.Sentence:
        gold = ({"text": text, "delivery": "planned", "firmness": "firm"},) if action else ()
        return learning.Sentence("case", text, 2024, gold, ruled=False)

    yes = [told(f"The crew is to paint {thing}.", action=True) for thing in ("huts", "boats", "lamps", "signs")]
    no = [told(f"There were many {thing}.", action=False) for thing in ("huts", "boats", "lamps", "signs")]
    data = {**learning.learn([*yes, *no]), "learnt from": ""}
    made = kept.from_data(data)
    assert made.action(features("The crew is to paint doors.", 2024)) > made.action(
        features("There were many doors.", 2024)
    )


@pytest.mark.parametrize("part", [{"bias": [1]}, {"kinds": {"u:hut": [1, 2]}}, {"kinds": [1]}, {"actions": [1]}])
def test_weights_of_another_shape_are_refused(part: dict[str, object]) -> None:
    data = {"bias": [0] * 5, "actions": {}, "kinds": {"u:lamp": [0] * 4}, "sure": [0.7, 0.8], "doubt": 0.1}
    assert kept.from_data(data).action(["u:lamp"]) == 0.5
    with pytest.raises((ValueError, TypeError)):
        kept.from_data(data | part)


def test_no_sentence_is_surer_than_sure() -> None:
    made = Model((0, 0, 0, 0, 0), {"a": -(10**9), "b": 10**9}, {}, (0.5, 0.5), 0.1)
    assert (made.action(["a"]), made.action(["b"])) == (pytest.approx(0), pytest.approx(1))
