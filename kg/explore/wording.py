"""Which words of a text to mark: those of a quotation, those that show an issue, those that two texts share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.recurrence.wording import tokens
from kg.recurrence.words import stem

Stretch = tuple[int, int]
_BETWEEN = re.compile(r"[\s,;:/–-]*")  # what may stand between words that are marked as one


def located(text: str, words: str) -> Stretch | None:
    """Where the words stand in the text, whatever the white space between them; None where they do not."""
    parts = words.split()
    found = re.search(r"\s+".join(map(re.escape, parts)), text) if parts else None
    return found.span() if found else None


def carried(text: str, quotation: str, start: int, places: Iterable[Stretch]) -> list[Stretch]:
    """Places in a document as places in a text made from a quotation of it, which begins at `start`.

    The text may differ from the quotation in white space and hyphens: a word is found again by how often it came
    before. Places outside the quotation are left out.
    """
    found = []
    for low, high in places:
        exact = quotation[max(0, low - start) : max(0, high - start)]
        if low < start or len(exact) != high - low or not exact:
            continue
        before = quotation.count(exact, 0, low - start)
        at = -1
        for _ in range(before + 1):
            at = text.find(exact, at + 1)
            if at < 0:
                break
        if at >= 0:
            found.append((at, at + len(exact)))
    return joined(text, found)


def joined(text: str, places: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order; those with nothing but white space or a comma between them made one."""
    found: list[Stretch] = []
    for low, high in sorted(places):
        if found and (low <= found[-1][1] or _BETWEEN.fullmatch(text, found[-1][1], low)):
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def shared(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    """The words of each text that, by their stems, stand in the other too; words that say nothing are left out."""
    stems = [{stem(token.word) for token in tokens(text)} - {""} for text in (one, other)]
    both = stems[0] & stems[1]
    return _with_stems(one, both), _with_stems(other, both)


def _with_stems(text: str, known: set[str]) -> list[Stretch]:
    return joined(text, [(token.start, token.end) for token in tokens(text) if stem(token.word) in known])


def containing(text: str, words: Sequence[str]) -> list[Stretch] | None:
    """Where each of the words (casefolded) stands in the text; None where one is missing."""
    lower = text.casefold()
    if len(lower) != len(text):  # a letter whose small form is two: places would shift
        lower = text.lower() if len(text.lower()) == len(text) else text
    found: list[Stretch] = []
    for word in words:
        places = [(one.start(), one.end()) for one in re.finditer(re.escape(word), lower)]
        if not places:
            return None
        found += places
    merged: list[Stretch] = []
    for low, high in sorted(found):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
