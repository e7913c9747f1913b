"""How well the reading and the links agree with what people found by reading: gold beside the five, and more sets."""

from __future__ import annotations

from pathlib import Path

from kg import recurrence, reference, resources
from kg.errors import UsageError
from kg.evaluate import Difference, Score, compare, read_gold, split, total
from kg.pipeline import records
from kg.recurrence import Decisions
from kg.recurrence.measure import Measure, Recorded, gold_sets, judged, measure, recorded


def evaluate(gold: Path | None = None, path: Path | None = None) -> tuple[list[Score], list[Difference]]:
    """The scores of each document with gold, of each part of the split and of all, and every difference."""
    folder = gold or resources.gold()
    names = {entity.iri: (entity.label, *entity.labels, *entity.local) for entity in reference.entities()}
    scores: dict[str, Score] = {}
    differences: list[Difference] = []
    for record in records(path):
        file = folder / f"{record.document.slug}.json"
        if not file.is_file():
            continue
        labels = names | {entity.iri: (entity.label,) for entity in record.entities}
        score, found = compare(record, read_gold(file), labels)
        scores[record.document.slug] = score
        differences += found
    if not scores:
        raise UsageError("no document has a gold file", where=str(folder), expected="{slug}.json for a document")
    parts = [
        total(part, [scores[name] for name in members if name in scores]) for part, members in split(folder).items()
    ]
    return [*scores.values(), *parts, total("all", scores.values())], differences


def evaluate_recurrence(gold: Path | None = None, decisions: Decisions | None = None) -> list[Measure]:
    """How well issues and recurring recommendations are found, for each gold set of the folder (recurrence/*.json);
    what people decided takes the place of what the gold says. Of the gold that comes with the package, sets that the
    weights are learnt from are left out: `recorded_recurrence` tells of them."""
    found, told = recurrence.model(), decisions or Decisions()
    folder = gold or resources.gold()
    learnt = found.learnt if folder.resolve() == resources.gold().resolve() else ()
    return [measure(judged(one, told), found) for one in gold_sets(folder) if one.name not in learnt]


def recorded_recurrence() -> list[Recorded]:
    """How well pairs were found in the sets that the weights are learnt from, before they were learnt from."""
    found = recurrence.model()
    return [recorded(one, found) for one in gold_sets(resources.gold()) if one.name in found.unseen]
