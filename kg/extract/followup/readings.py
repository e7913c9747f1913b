"""What a sentence tells of the state of recommendations, and of which of those that it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.followup import courses, judgements, named, states
from kg.extract.followup.named import Naming
from kg.extract.followup.standing import Reading
from kg.extract.followup.targets import Target, Targets

_PAUSE = re.compile(r";\s+|\s[-–—]\s+")
SHORT = 60
"""Characters of a sentence that can be a status and nothing else."""
_BESIDE = 100  # characters before a sentence that the patterns look back at


def readings(
    text: str, begin: int, end: int, key: judgements.Key, *, behind: bool = False, known: bool = False
) -> list[Reading]:
    """The states that a sentence tells, in order. `behind` tells that it stands behind a label, `known` that the
    passage is about a recommendation, `key` what the document means by its judgements."""
    if "  " in text[begin:end]:  # the marks of Markdown are blanks: its words are read as if they had none
        squeezed, places = _squeezed(text, 0 if behind else max(0, begin - _BESIDE), end)
        start = bisect_left(places, begin)
        read = readings(squeezed, start, len(squeezed), key, behind=behind, known=known)
        return [_placed(one, places) for one in read]
    found: list[Reading] = []
    if behind:
        judged = judgements.status(text, begin, end, key)
        found = [judged] if judged else [*states.statuses(text, begin, end)]
    elif known and (end - begin <= SHORT or ":" in text[begin : begin + 30]):
        starts = [begin, *(pause.end() for pause in _PAUSE.finditer(text, begin, end))]
        found = [single for at in starts if (single := _single(text, at, end, key))][:1]
    if behind and begin and not found:  # "Recommendation 2 has been closed for good": the label is the subject
        whole = _clauses(text, 0, end, key)
        return [r if (r.named or 0) >= begin else replace(r, named=None) for r in whole if r.end > begin]
    return found or _clauses(text, begin, end, key)


def _squeezed(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A stretch of text with one blank for several, and where each of its characters stands in the text."""
    places = [i for i in range(start, end) if text[i] != " " or i == start or text[i - 1] != " "]
    return "".join(text[i] for i in places), places


def _placed(reading: Reading, places: Sequence[int]) -> Reading:
    """A reading of squeezed text, at its place in the text as it was."""
    named = None if reading.named is None else places[reading.named]
    return replace(reading, start=places[reading.start], end=places[reading.end - 1] + 1, named=named)


def _single(text: str, at: int, end: int, key: judgements.Key) -> Reading | None:
    return states.status(text, at, end) or judgements.status(text, at, end, key)


def _clauses(text: str, begin: int, end: int, key: judgements.Key) -> list[Reading]:
    """The readings of all patterns in order; where two read the same words, the first."""
    found: list[Reading] = []
    both = [
        *states.clauses(text, begin, end),
        *judgements.clauses(text, begin, end, key),
        *courses.clauses(text, begin, end),
    ]
    for reading in sorted(both, key=lambda one: one.start):
        if not found or reading.start >= found[-1].end:
            found.append(reading)
    return found


def meant_by(
    reading: Reading, names: Sequence[tuple[Naming, tuple[Target, ...]]], local: tuple[Target, ...]
) -> tuple[Target, ...]:
    """The recommendations that a state is said of: those that its subject names, else the last that were named; all
    that were named, where it is said of "both"."""
    if reading.named is not None:
        return next((targets for n, targets in names if n.start <= reading.named <= n.end), ())
    before = [targets for n, targets in names if n.end <= reading.start]
    if reading.joint:
        return tuple(dict.fromkeys(target for targets in before for target in targets)) if len(before) > 1 else ()
    return before[-1] if before else local


def about(current: tuple[Target, ...], targets: Targets, text: str, start: int) -> tuple[Target, ...]:
    """What a paragraph is about from its beginning: in a passage about a recommendation, the one part of it that the
    paragraph names, wherever it does ("It was not done. … no progress against 3(b).")."""
    if len(current) != 1:
        return current
    (stem,) = current
    mentions = [*named.mentions(text, start, len(text))]
    found = {tuple(Target(stem.report, ".".join(path)) for path in n.paths) for n in mentions}
    found |= {targets.parts(n, current) for n in named.parts(text, start, len(text))} - {()}
    only = next(iter(found)) if len(found) == 1 and not any(n.report for n in mentions) else ()
    within = len(only) == 1 and only[0].number.startswith(f"{stem.number}.") and only[0].number in stem.report.texts
    return only if within else current
