"""Which clauses of a sentence are actions of their own, and which sentences only look like one; by the rules alone."""

from __future__ import annotations

import pytest

from kg.extract.acts import clauses


def nobody(_: str) -> bool:
    return False


def told(sentence: str) -> list[tuple[str, str]]:
    found = clauses.claims(sentence, nobody)
    return [(sentence[claim.start : claim.end].strip(" ,"), claim.delivery.value) for claim in found]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The ladders will be tested by harbour staff and the pilots will be told of the results.",
            [
                ("The ladders will be tested by harbour staff", "planned"),
                ("the pilots will be told of the results.", "planned"),
            ],
        ),
        (
            "The ladders will be tested by May and the pilots will be told of the results.",
            [("The ladders will be tested by May and the pilots will be told of the results.", "planned")],
        ),
        (
            "Nineteen buoys have been painted, with the rest to follow in the spring.",
            [("Nineteen buoys have been painted", "completed"), ("with the rest to follow in the spring.", "planned")],
        ),
        (
            "The east quay will be paved in May, with the remaining quays due to be paved by June 2031.",
            [
                ("The east quay will be paved in May", "planned"),
                ("with the remaining quays due to be paved by June 2031.", "planned"),
            ],
        ),
        (
            "A harbour clerk was appointed in June 2030 and tickets bought at the office of the ferry company"
            " are now checked.",
            [
                ("A harbour clerk was appointed in June 2030", "completed"),
                ("tickets bought at the office of the ferry company are now checked.", "completed"),
            ],
        ),
        (
            "The signs were counted in March 2030 and 9 of the 12 signs which they named have been moved.",
            [
                ("The signs were counted in March 2030", "completed"),
                ("9 of the 12 signs which they named have been moved.", "completed"),
            ],
        ),
        (
            "A chart of the shoals is in draft and will be sent to the pilots.",
            [("A chart of the shoals is in draft", "inProgress"), ("will be sent to the pilots.", "planned")],
        ),
        (
            "Officers surveyed the quay in March 2030 and the charts of it are being printed.",
            [
                ("Officers surveyed the quay in March 2030", "completed"),
                ("the charts of it are being printed.", "inProgress"),
            ],
        ),
        (
            "The Board has approved a badge and this will be compulsory for all crews from June 2031.",
            [
                ("The Board has approved a badge", "completed"),
                ("this will be compulsory for all crews from June 2031.", "planned"),
            ],
        ),
        (
            "The Board has asked for two opinions and Trinity will provide further legal advice by June 2031.",
            [
                ("The Board has asked for two opinions", "completed"),
                ("Trinity will provide further legal advice by June 2031.", "planned"),
            ],
        ),
        (
            "A poster about how to moor a skiff is in production and will be hung on the quay.",
            [
                ("A poster about how to moor a skiff is in production", "inProgress"),
                ("will be hung on the quay.", "planned"),
            ],
        ),
        (
            "The toll is being reviewed by the Harbour Board, which plans to end it before the end of the tax year.",
            [
                ("The toll is being reviewed by the Harbour Board", "inProgress"),
                ("which plans to end it before the end of the tax year.", "planned"),
            ],
        ),
        (
            "The pilots will count the buoys in May, and the chart will be altered to match.",
            [
                ("The pilots will count the buoys in May", "planned"),
                ("the chart will be altered to match.", "planned"),
            ],
        ),
        (
            "Two launches have been bought from the yard and the first trips took place in May 2030.",
            [
                ("Two launches have been bought from the yard", "completed"),
                ("the first trips took place in May 2030.", "completed"),
            ],
        ),
        (
            "The Board has bought a crane, to which crews will be assigned by turns from June 2031.",
            [
                ("The Board has bought a crane", "completed"),
                ("to which crews will be assigned by turns from June 2031.", "planned"),
            ],
        ),
        (
            "The Dock Board has hired four pilots, who will all be examined by the end of May 2031.",
            [
                ("The Dock Board has hired four pilots", "completed"),
                ("who will all be examined by the end of May 2031.", "planned"),
            ],
        ),
        (
            "The crews will be asked about a new rota, which will be printed in June 2031.",
            [
                ("The crews will be asked about a new rota", "planned"),
                ("which will be printed in June 2031.", "planned"),
            ],
        ),
        (
            "A lamp has been ordered, the delivery of which is planned for June 2031.",
            [("A lamp has been ordered", "completed"), ("the delivery of which is planned for June 2031.", "planned")],
        ),
        (
            "The Dock Board has begun to buy cranes, in which the Harbour Office will have a share.",
            [
                ("The Dock Board has begun to buy cranes", "inProgress"),
                ("in which the Harbour Office will have a share.", "planned"),
            ],
        ),
        (
            "The Harbour Office has joined the Tide Group, at whose June meeting it will show a chart.",
            [
                ("The Harbour Office has joined the Tide Group", "completed"),
                ("at whose June meeting it will show a chart.", "planned"),
            ],
        ),
        (
            "The lease of the quay is being revised, and will state that dogs are welcome.",
            [("The lease of the quay is being revised, and will state that dogs are welcome.", "inProgress")],
        ),
        (
            "The lease allows dogs on the quay, and the Harbour Office will hang a sign from June 2031.",
            [("the Harbour Office will hang a sign from June 2031.", "planned")],
        ),
        (
            "Ferries pay half, and the Harbour Office carried out a first count the same month.",
            [("Ferries pay half, and the Harbour Office carried out a first count the same month.", "completed")],
        ),
        (
            "We do not think that a lamp is worth its price, but we will ask again in June 2031.",
            [("we will ask again in June 2031.", "planned")],
        ),
        (
            "Boats which do not comply are being turned back, and the masters have a list of them.",
            [("Boats which do not comply are being turned back, and the masters have a list of them.", "inProgress")],
        ),
        (
            "Figures on what was done about wrecks are being compiled and will be shared with the crews.",
            [
                ("Figures on what was done about wrecks are being compiled", "inProgress"),
                ("will be shared with the crews.", "planned"),
            ],
        ),
        (
            "Every hut has been searched for ropes, and what is missing will be bought by June 2031.",
            [
                ("Every hut has been searched for ropes", "completed"),
                ("what is missing will be bought by June 2031.", "planned"),
            ],
        ),
        (
            "Officers attended the regatta in May 2030, and will attend it again this year.",
            [
                ("Officers attended the regatta in May 2030", "completed"),
                ("will attend it again this year.", "planned"),
            ],
        ),
        (
            "The tolls will be set by the Dock Board, who will publish them by June 2031.",
            [("The tolls will be set by the Dock Board, who will publish them by June 2031.", "planned")],
        ),
    ],
)
def test_clauses_that_are_actions_of_their_own(sentence: str, parts: list[tuple[str, str]]) -> None:
    assert told(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "We may also move wardens from the south quay where the tides permit.",
        "The Agency may hire a second launch should funds allow.",
        "The department may raise the toll in the light of the answers.",
        "Grimsby has restored the morning watch.",
        "The chart was re-issued in May 2030.",
        "PLOs have reminded crews of the rule.",
        "A first meeting with the owners took place in May 2030.",
        "Drills were held on both quays later the same month.",
        "The lamps were repaired over the summer.",
        "A field that allows crews to say that they are late has been added to the log.",
        "Owners that do not pay on time will be named on the quay.",
        "All calls are now acknowledged within one hour.",
        "The terms of a lease have since been agreed.",
        "From May the weekly sample drawn by the clerk will contain ten logs.",
        "A list of wrecks has been in use at the south pier since August 2029.",
    ],
)
def test_sentences_that_tell_an_action(sentence: str) -> None:
    assert len(told(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Board accepts the recommendation and it has been implemented.",
        "We do understand that sailors ask when they will hear from us.",
        "Crews have responded very well.",
        "There will be times when a boat cannot land.",
        "Boats that come outside office hours are risk assessed by radio.",
        "A school attended by both crews is closed.",
        "The masters receive a list of the number sent back.",
    ],
)
def test_sentences_that_only_look_like_an_action(sentence: str) -> None:
    assert told(sentence) == []
