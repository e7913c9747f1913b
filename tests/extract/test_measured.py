"""How much is found in documents of many layouts by other hands, beside what their authors say is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.measuring import evaluate

FOLDER = Path(__file__).parent.parent / "cases" / "measured"
FLOORS = {  # what is reached, as hundredths: raise them when more is found
    "set A": {"nodes": 91, "positions": 57, "precision": 85, "recall": 80, "node": 72, "due": 88, "delivery": 96},
    "set B": {"nodes": 100, "positions": 98, "precision": 94, "recall": 73, "node": 96, "due": 71, "delivery": 96},
}


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_found_does_not_fall(name: str) -> None:
    scores, _ = evaluate(FOLDER, FOLDER)
    (score,) = (one for one in scores if one.name == name)
    reached = {
        "nodes": score.nodes_found / score.nodes_gold,
        "positions": score.positions_right / score.nodes_gold,
        "precision": score.precision,
        "recall": score.recall,
        "node": score.detail("recommendation"),
        "due": score.detail("due"),
        "delivery": score.detail("delivery"),
    }
    low = {key: share for key, share in reached.items() if share * 100 < FLOORS[name][key]}
    assert not low
