"""Every wording of a position, and words that only look like one."""

from __future__ import annotations

import pytest

from kg.extract.replies import positions
from kg.model import Acceptance, Delivery

YES, PART, NO, NONE = Acceptance.ACCEPTED, Acceptance.PARTIALLY_ACCEPTED, Acceptance.REJECTED, Acceptance.NOT_STATED

LINES = [
    ("Accepted", YES, None, ""),
    ("Accepted.", YES, None, ""),
    ("accepted", YES, None, ""),
    ("ACCEPTED", YES, None, ""),
    ("Accept in full", YES, None, ""),
    ("Accepted in full", YES, None, ""),
    ("Fully accepted", YES, None, ""),
    ("Recommendation accepted", YES, None, ""),
    ("This recommendation is accepted.", YES, None, ""),
    ("The Home Office accepts this recommendation.", YES, None, ""),
    ("Agreed", YES, None, ""),
    ("Status: Accepted", YES, None, ""),
    ("Accepted? Yes", YES, None, ""),
    ("Accepted?: In full. By May.", YES, None, "By May."),
    ("Accepted? In part - the second half", PART, None, "the second half"),
    ("Is the recommendation accepted? No", NO, None, ""),
    ("The government agrees with the Committee's recommendation.", YES, None, ""),
    ("The department disagrees with the Committee's recommendations.", NO, None, ""),
    ("The government agrees with the recommendation.", YES, None, ""),
    ("The Scottish Government partially agrees with the recommendation.", PART, None, ""),
    ("HMRC disagrees with the recommendation.", NO, None, ""),
    ("The constabulary accepts this recommendation in full.", YES, None, ""),
    ("Accepted and work in progress.", YES, Delivery.IN_PROGRESS, ""),
    ("Accepted and partially implemented", YES, Delivery.IN_PROGRESS, ""),
    ("Accepted (work in progress)", YES, Delivery.IN_PROGRESS, ""),
    ("Accepted - work underway", YES, Delivery.IN_PROGRESS, ""),
    ("Accepted and implemented", YES, Delivery.COMPLETED, ""),
    ("Accepted - complete", YES, Delivery.COMPLETED, ""),
    ("Accepted. We will do this.", YES, None, "We will do this."),
    ("Accepted - by April 2024", YES, None, "by April 2024"),
    ("Accepted, subject to funding", YES, None, "subject to funding"),
    ("Partially accepted", PART, None, ""),
    ("Partially accept", PART, None, ""),
    ("Partly agreed", PART, None, ""),
    ("Accepted in part", PART, None, ""),
    ("Accepted in principle", PART, None, ""),
    ("We accept this recommendation in principle.", PART, None, ""),
    ("Partially accepted - will be part of the works plan", PART, None, "will be part of the works plan"),
    ("Not accepted", NO, None, ""),
    ("Do not accept", NO, None, ""),
    ("Rejected", NO, None, ""),
    ("Not agreed.", NO, None, ""),
    ("We do not accept this recommendation.", NO, None, ""),
    ("Noted", NONE, None, ""),
]


@pytest.mark.parametrize(("text", "acceptance", "delivery", "rest"), LINES)
def test_a_position_line(text: str, acceptance: Acceptance, delivery: Delivery | None, rest: str) -> None:
    found = positions.line(text)
    assert found is not None
    assert (found.acceptance, found.delivery, text[found.rest :]) == (acceptance, delivery, rest)
    assert text[found.start : found.end] in text


@pytest.mark.parametrize(
    "text",
    [
        "Accepted practice is to count boxes.",
        "Rejected applications are counted.",
        "Agreed plans will follow.",
        "Accept that change takes time.",
        "Noted that this is so.",
        "We accept the need to ensure this.",
        "Border Force accepts the need to improve.",
        "Accepted by the board in May.",
        "It is accepted that changes are needed.",
        "The Home Office rejects this element of the recommendation. It changed the rules.",
        "Review the boxes.",
        "",
    ],
)
def test_prose_is_no_position_line(text: str) -> None:
    assert positions.line(text) is None


PROSE = [
    ("The second half of this recommendation is accepted and the first is not.", PART),
    ("We accept the first part of the recommendation but not the second.", PART),
    ("We accept this recommendation so far as it concerns the lamps. The tower is let.", PART),
    ("The tower is let. To that extent this part of the recommendation is accepted.", PART),
    ("The Home Office rejects this element of the recommendation. It changed.", NO),
    ("The Home Office partially accepts this element of the recommendation. It is", PART),
    ("We accept this recommendation in part. More", PART),
    ("Boxes are many. The Government does not accept this recommendation. They move.", NO),
    ("The Home Office cannot accept this recommendation at this time.", NO),
    ("The Department therefore accepts the recommendation, and will act.", YES),
    ("This element of the recommendation is not accepted because of cost.", NO),
    ("We have accepted all the recommendations.", YES),
    ("HMRC also agrees with the recommendation. It has new guidance.", YES),
    ("We accept the aim of this recommendation. More", PART),
    ("The agency accepts the principle of a limit but cannot accept the sum in the recommendation.", PART),
    ("The Home Office accepts this recommendation but not the date proposed.", PART),
    ("The Home Office accepts this recommendation but does not think it simple.", YES),
    ("The Board shares the purpose of this recommendation and accepts it. Boats will be bought.", YES),
    ("We have thought about the recommendation but cannot accept it.", NO),
    ("The force welcomes this recommendation and partially accepts it.", PART),
    ("The Board accepts the principle of a limit but cannot accept this recommendation.", NO),
]


@pytest.mark.parametrize(("text", "acceptance"), PROSE)
def test_a_position_in_prose(text: str, acceptance: Acceptance) -> None:
    found = positions.prose(text)
    assert found is not None
    assert found.acceptance is acceptance
    assert "recommendation" in text[found.start : found.end]


def test_a_position_in_prose_may_name_a_part() -> None:
    found = positions.prose("We fully accept the recommendation 1(a) as the plan says.")
    assert found is not None
    assert found.number == "1(a)"


@pytest.mark.parametrize(
    "text",
    [
        "Border Force accepts the need to improve the way it records intelligence.",
        "In accepting the recommendation of the Chief Inspector's report, we said so.",
        "The Home Office accepted the recommendation from another body.",
        "The Home Office agrees with this recommendation.",
        "We agree with the recommendation. It is right.",
        "The government agrees with the recommendation and thinks it timely.",
        "The Home Office supports the recommendation.",
        "The Home Office supports the recommendation and the inspector accepts it.",
        "The Home Office does not reject this recommendation.",
        "It is accepted that changes need to be told.",
    ],
)
def test_prose_that_states_no_position(text: str) -> None:
    assert positions.prose(text) is None


@pytest.mark.parametrize(
    ("text", "acceptance"),
    [
        ("We accept both parts.", YES),
        ("All three parts of the recommendation are accepted in principle.", PART),
        ("The Trust accepts all of the elements of this recommendation, and has begun.", YES),
        ("A word first. Neither part is accepted.", NO),
        ("We do not accept both parts.", None),
        ("The inspector hopes that we accept both parts.", None),
        ("We would be glad if both parts were accepted.", None),
        ("We accepted both parts of the earlier report.", None),
    ],
)
def test_a_position_on_every_part(text: str, acceptance: Acceptance | None) -> None:
    told = positions.all_parts(text)
    assert (told.acceptance if told else None) == acceptance
