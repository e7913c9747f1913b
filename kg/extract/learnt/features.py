"""What the words of a sentence tell of it, as names that weights are learnt for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.times.timewords import COUNTS, MONTHS

_WORD = re.compile(r"[A-Za-z’']+|\d[\d,.]*|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_MONTHS = frozenset(MONTHS)
_NUMBERS = frozenset(COUNTS) - {"a", "an"}
_VERBS = """
    is are was were has have had be been being will would shall can could may might should must do does did
"""
_AUXILIARIES = frozenset(_VERBS.split())
_BETWEEN = frozenset({"now", "also", "already", "since", "still", "not", "to", "then"})  # an auxiliary and its verb
_STEM = 5  # letters by which words of one family are known: "review", "reviewed"
_ENDING = 2  # letters of a word that tell its form: "ed", "ng"
_LENGTH, _LONGEST = 8, 6  # words a step of length has, and how many steps are told apart


def features(text: str, year: int | None) -> set[str]:
    """The names of what is in a sentence: words, neighbours, how its verbs are formed, how it begins, its length.

    `year` is that of the document: other years are told by their distance to it.
    """
    words = list(_words(text, year))
    forms = [_form(word) for word in words]
    found = {f"u:{word}" for word in words}
    found.update(f"stem:{word[:_STEM]}" for word in words)
    found.update(f"b:{one} {two}" for one, two in pairwise(words))
    verbs = [place for place, word in enumerate(words) if word in _AUXILIARIES]
    found.update(f"s:{' '.join(forms[verb : verb + size])}" for verb in verbs for size in (2, 3, 4))
    found.update(_first_verb(words, forms, verbs))
    found.update(f"begins:{' '.join(words[:size])}" for size in (1, 2, 3))
    found.add(f"length:{min(_LONGEST, len(words) // _LENGTH)}")
    return found


def _first_verb(words: list[str], forms: list[str], verbs: list[int]) -> Iterator[str]:
    """The first auxiliary with what follows it, and the verb that it helps."""
    if not verbs:
        yield "no auxiliary"
        return
    first = verbs[0]
    yield f"first:{' '.join(forms[first : first + 2])}"
    yield f"first:{' '.join(forms[first : first + 3])}"
    after = (word for word in words[first + 1 :] if not _stands_between(word))
    verb = next(after, None)
    if verb:
        yield f"verb:{verb}"
        yield f"verb:{words[first]} {verb}"


def _stands_between(word: str) -> bool:
    return word in _AUXILIARIES or word in _BETWEEN or word.endswith("ly")


def _words(text: str, year: int | None) -> Iterator[str]:
    """The words in lower case; numbers, months, years, names and acronyms as what they are."""
    for place, word in enumerate(_WORD.findall(text)):
        low = word.lower()
        if word[0].isdigit():
            yield _years_away(word, year) if _YEAR.match(word) else "#"
        elif low in _NUMBERS:
            yield "#n"
        elif low in _MONTHS and word[0].isupper():
            yield "#month"
        elif len(word) > 1 and word.isupper():
            yield "#acronym"
        elif place and word[0].isupper():
            yield "#name"
        else:
            yield low


def _years_away(word: str, year: int | None) -> str:
    """A year by its distance to that of the document: what lies two years back is history."""
    if year is None:
        return "#year"
    away = int(word[:4]) - year
    return "#year after" if away > 0 else "#this year" if away == 0 else "#last year" if away == -1 else "#year before"


def _form(word: str) -> str:
    """A word of grammar itself; of any other its ending, which tells the form of a verb."""
    return word if word in _AUXILIARIES or word in _BETWEEN else f"*{word[-_ENDING:]}"
