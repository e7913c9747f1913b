"""Whether the words of a commitment bind or hedge."""

from __future__ import annotations

import pytest

from kg.extract.acts import clauses
from kg.extract.acts.clauses import firmness
from kg.extract.assemble import extract
from kg.gazetteers import gazetteer, tagger
from kg.model import Delivery, Document, Firmness

HEAD = "Response to an inspection of ports\n\nRecommendation 1\nPaint the quays.\n\nAccepted\n\n"


@pytest.mark.parametrize(
    "words",
    [
        "We are exploring with the Harbour Trust whether the log could be shared.",
        "Quay Legal is examining whether the fee might be waived.",
        "We will also see whether the quay can be widened.",
        "We will look at whether the quay can be widened.",
        "We will look at widening the quay.",
        "We will look for opportunities to widen the quay.",
        "We will look at the scope for a wider quay.",
        "We will seek to widen the quay.",
        "A wider quay is under consideration.",
        "A wider quay will be considered once the old one is full.",
        "We are giving thought to a wider quay.",
        "We will widen the quay, subject to the spending review.",
        "Subject to that trade being kept, we will widen the quay.",
        "The quay will be widened again in the event of a merger.",
        "Where the survey supports it, the quay will be widened.",
        "The possibility of a wider quay for the winter months will be explored.",
    ],
)
def test_what_may_be_done_is_asked_first(words: str) -> None:
    assert firmness(words) is Firmness.CONDITIONAL


@pytest.mark.parametrize(
    "words",
    [
        "Pilots will look at each log every month.",
        "We will look again at the lease of the quay.",
        "We will seek the views of all skippers.",
        "We will look for the missing logs.",
        "We are examining 40 logs to see whether they are full.",
        "We will make sure that all claims are considered by a pilot.",
        "The results will be considered at the next meeting.",
        "Trips will resume as soon as the weather allows.",
        "All pilots will be subject to security checks.",
    ],
)
def test_what_is_looked_at_or_asked_for_binds(words: str) -> None:
    assert firmness(words) is Firmness.FIRM


def test_a_condition_may_stand_far_behind_the_verb() -> None:
    words = "We will let the old shed on the north quay to the rowing club and to the owners of the two ferries"
    hedged = clauses.claims(f"{words}, if the Board agrees.", lambda _: False)
    assert [claim.firmness for claim in hedged] == [Firmness.CONDITIONAL]
    assert [claim.firmness for claim in clauses.claims(f"{words}.", lambda _: False)] == [Firmness.FIRM]


def test_what_may_be_done_is_not_done() -> None:
    text = HEAD + "Dock Unit and Quay Trust may revisit the existing memorandum of understanding in the light of it."
    document = Document("ports", text, "ports.txt", "", publisher="Home Office", published="2024-06-03")
    found = extract(document, gazetteer(), tagger()).commitments
    assert all(c.delivery is Delivery.PLANNED and c.firmness is Firmness.CONDITIONAL for c in found)
