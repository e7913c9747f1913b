"""Recommendations that stand below the state that they are all in: a heading ("Completed") or a lead-in ("The
following recommendations are closed:").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.acts.sentences import sentences
from kg.extract.followup import named, states, voices
from kg.extract.followup.standing import Standing
from kg.extract.followup.targets import Target, Targets
from kg.extract.followup.voices import Voice
from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes.labels import Kind, label

_LONGEST = 60  # characters of a heading that is a state
_OF_THEM = re.compile(
    r"\A\W*(?:(?:actions?|recommendations?|parts?|those)\s(?:(?:that|which|are|have|been|now|still)\s)*)?"
    r"(?P<state>.+?)(?:\s(?:actions|recommendations))?[\s:*]*\Z",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:the\s)?following(?:\s(?:\w+\s)?(?:ones|parts))?\s(?=(?:is|are|was|were|has|have|remains?)\b)", re.IGNORECASE
)
_FINITE = re.compile(r"\s*(?:is|are|was|were|has|have|had|will|concern(?:s|ed)|ask(?:s|ed))\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"\b(?:following|below|these|those|as follows)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """The state of what follows, whose words it is and where they stand; `heading` tells that it holds for a section,
    not only for the list that follows."""

    standing: Standing
    voice: Voice
    paragraph: Paragraph
    heading: bool


def heading(p: Paragraph, author: Voice) -> Group | None:
    """The group that a paragraph opens which is a state and nothing else."""
    words = p.text.strip()
    match = _OF_THEM.match(words) if len(words) <= _LONGEST and not words.endswith(".") else None
    found = states.status(match["state"]) if match else None
    if match is None or found is None or match["state"][found.end :].strip(" :*"):
        return None
    return Group(found.standing, author, p, heading=True)


def lead_in(p: Paragraph, author: Voice) -> Group | None:
    """The group that a sentence opens which ends with a colon; None where it names recommendations itself."""
    words = p.text.rstrip()
    if not words.endswith(":") or not _FOLLOWING.search(words) or [*named.mentions(words, 0, len(words))]:
        return None
    found = [*states.clauses(words, 0, len(words))]
    if not found and (bare := _BARE.match(words)) and (state := states.status(words, bare.end())):
        found = [state]
    if len(found) != 1 or words[found[0].end :].strip(" :").count(" ") > 6:
        return None
    return Group(found[0].standing, voices.sentence(words[: found[0].start], author), p, heading=False)


def above(paragraphs: Sequence[Paragraph], targets: Targets, author: Voice) -> bool:
    """Whether states stand above the recommendations that are in them, not below each: the first of the states comes
    before any recommendation."""
    first = next((i for i, p in enumerate(paragraphs) if heading(p, author)), -1)
    return first >= 0 and not any(
        named.headed(p.text) or named.cell(p.text) or named.numbered(p.text) or targets.own_words(p.text)
        for p in paragraphs[:first]
    )


def is_item(p: Paragraph) -> bool:
    """Whether a paragraph begins with a label, not with a sentence about a recommendation."""
    naming = named.headed(p.text) or named.numbered(p.text)
    return naming is not None and not _FINITE.match(p.text, naming.end)


def item(p: Paragraph, targets: Targets) -> tuple[Target, ...]:
    """The recommendations that an item of a group begins with: "4(d) - membership"."""
    naming = named.numbered(p.text)
    if naming is None or any(len(path) < 2 for path in naming.paths):
        return ()
    return targets.take(targets.parts(naming, ()), p, 0, naming.end)


def lettered(text: str, current: Sequence[Target]) -> tuple[Target, int] | None:
    """The part with whose letter a paragraph begins, below the recommendation or another part of it, and where the
    state begins that follows the letter ("(b) Complete."); None where no state does."""
    found = label(text) if len(current) == 1 else None
    if found is None or found.kind is not Kind.LETTER or len(found.paths) != 1:
        return None
    end = next((end for _, end in sentences(text, found.end, len(text))), len(text))
    if states.status(text, found.end, end) is None:
        return None
    report, number = current[0].report, current[0].number
    for stem in (number, number.rpartition(".")[0]):
        if (told := ".".join((stem, *found.paths[0]))) in report.texts:
            return Target(report, told), found.end
    return None
