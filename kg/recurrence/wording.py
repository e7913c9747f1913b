"""Wordings: how an issue is put into words, as patterns that are matched in texts, all in one pass.

A wording is written as groups joined by "+", each a choice of phrases joined by "|"; one phrase of every group has to
occur, all within so many words of each other:

    guidance|manual + updat*|review* ~8 =0.9

"*" stands for any ending, "~8" for the distance in words (8 where it is not given), "=0.9" for how sure the wording
alone makes the issue (0.5 where it is not given).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.errors import DataError

NEAR, WEIGHT = 8, 0.5
_TOKEN = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_WORD = re.compile(r"[a-z0-9']+\*?")
_END = re.compile(r"\s*(?:~\s*(?P<near>\d+))?\s*(?:=\s*(?P<weight>[01](?:\.\d+)?))?\s*$")
_SHORTEST = 2  # letters before "*"
_KEPT = 100_000  # words whose phrases are kept

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as written (`text`) and as groups of phrases; a phrase is a sequence of words, some ending in "*"."""

    text: str
    groups: tuple[tuple[Phrase, ...], ...]
    near: int
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording found in a text: its number in the list, and the characters and words it spans."""

    wording: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text with its characters; hyphens part words."""

    word: str
    start: int
    end: int


def parse(text: str) -> Wording:
    """The wording that a string writes. Raises DataError where it writes none."""
    end = _END.search(text)
    body = text[: end.start()] if end else text
    groups = tuple(tuple(filter(None, map(_phrase, group.split("|")))) for group in body.split("+"))
    if not all(groups):
        raise DataError(f"{text!r} is no wording", expected='phrases such as "guidance|manual + updat* ~8 =0.9"')
    near = int(end["near"]) if end and end["near"] else NEAR
    return Wording(text, groups, near, float(end["weight"]) if end and end["weight"] else WEIGHT)


def _phrase(text: str) -> Phrase:
    words = []
    for word in text.lower().replace("-", " ").replace("’", "'").split():
        if not _WORD.fullmatch(word) or (len(word) <= _SHORTEST and word.endswith("*")):
            raise DataError(f"{word!r} is no word of a wording", expected=f"letters, {_SHORTEST} or more before a *")
        words.append(word)
    return tuple(words)


@lru_cache(maxsize=8)  # a text is asked for its words again and again, and then never more
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order, in lower case."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that becomes two would shift what follows
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return tuple(Token(match[0].replace("’", "'"), *match.span()) for match in _TOKEN.finditer(lower))


@dataclass(slots=True)
class _Begun:
    """The phrases that begin with one word, each with its place in their order: it alone, and the longer ones by their
    second word, or by its beginning where it ends in "*"."""

    alone: list[tuple[int, Phrase, int]] = field(default_factory=list)
    by_next: dict[str, list[tuple[int, Phrase, int]]] = field(default_factory=dict)
    by_start: list[tuple[str, tuple[int, Phrase, int]]] = field(default_factory=list)

    def add(self, order: int, phrase: Phrase, use: int) -> None:
        one = order, phrase, use
        if len(phrase) == 1:
            self.alone.append(one)
        elif phrase[1].endswith("*"):
            self.by_start.append((phrase[1][:-1], one))
        else:
            self.by_next.setdefault(phrase[1], []).append(one)

    def on(self, following: str) -> list[tuple[int, Phrase, int]]:
        """The phrases of one word, and the longer ones that may go on with this word, in order."""
        found = [
            *self.by_next.get(following, ()),
            *(one for start, one in self.by_start if following.startswith(start)),
        ]
        return sorted([*self.alone, *found]) if found else self.alone


@dataclass(slots=True)
class Matcher:
    """Finds all of many wordings in a text: its words are looked up once, whatever the number of wordings."""

    wordings: Sequence[Wording]
    _exact: dict[str, list[tuple[Phrase, int]]] = field(default_factory=dict)
    _begin: dict[str, list[tuple[Phrase, int]]] = field(default_factory=dict)
    _uses: list[list[tuple[int, int]]] = field(default_factory=list)  # of each phrase: wordings, and the group as a bit
    _groups: list[list[list[int]]] = field(default_factory=list)  # of each wording: the phrases of its groups
    _whole: list[int] = field(default_factory=list)  # of each wording: the bits of all its groups
    _candidates: dict[str, _Begun] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known: dict[Phrase, int] = {}
        for number, wording in enumerate(self.wordings):
            for place, group in enumerate(wording.groups):
                for phrase in group:
                    if phrase not in known:
                        known[phrase] = len(known)
                        self._uses.append([])
                        first = phrase[0]
                        index, key = (self._begin, first[:-1]) if first.endswith("*") else (self._exact, first)
                        index.setdefault(key, []).append((phrase, known[phrase]))
                    self._uses[known[phrase]].append((number, 1 << place))
            self._groups.append([sorted({known[phrase] for phrase in group}) for group in wording.groups])
            self._whole.append((1 << len(wording.groups)) - 1)

    def find(self, words: Sequence[Token]) -> Iterator[Hit]:
        """The tightest occurrence of every wording that the words hold."""
        spots: dict[int, list[tuple[int, int, int]]] = {}  # of each phrase: which it is of all, first word, last word
        for order, (position, phrase, use) in enumerate(self._phrases(words)):
            spots.setdefault(use, []).append((order, position, position + len(phrase) - 1))
        reached: dict[int, int] = {}
        for use in spots:
            for number, group in self._uses[use]:
                reached[number] = reached.get(number, 0) | group
        for number, groups in reached.items():
            if groups == self._whole[number]:  # few have all their groups: only these are looked at
                found = _tightest(list(self._places(number, spots)), self.wordings[number].near)
                if found:
                    first, last = found
                    yield Hit(number, words[first].start, words[last].end, first, last)

    def _places(self, number: int, spots: Mapping[int, list[tuple[int, int, int]]]) -> Iterator[list[tuple[int, int]]]:
        """Where the phrases of each group of a wording stand, in order."""
        for group in self._groups[number]:
            found = sorted(spot for use in group for spot in spots.get(use, ()))
            yield [(first, last) for _, first, last in found]

    def _phrases(self, words: Sequence[Token]) -> Iterator[tuple[int, Phrase, int]]:
        for position, token in enumerate(words):
            begun = self._candidates.get(token.word)
            if begun is None:
                begun = self._looked_up(token.word)
            following = words[position + 1].word if position + 1 < len(words) else ""
            for _, phrase, use in begun.on(following):
                if len(phrase) <= 2 or _goes_on(words, position, phrase):
                    yield position, phrase, use

    def _looked_up(self, word: str) -> _Begun:
        """The phrases that begin with this word, kept for the next time."""
        found = _Begun()
        every = list(self._exact.get(word, ()))
        for length in range(_SHORTEST, len(word) + 1):
            every += self._begin.get(word[:length], ())
        for order, (phrase, use) in enumerate(every):
            found.add(order, phrase, use)
        if len(self._candidates) < _KEPT:
            self._candidates[word] = found
        return found


def _goes_on(words: Sequence[Token], position: int, phrase: Phrase) -> bool:
    """Whether the third and later words of a phrase stand where its first two do."""
    if position + len(phrase) > len(words):
        return False
    for token, wanted in zip(words[position + 2 : position + len(phrase)], phrase[2:], strict=True):
        if not (token.word.startswith(wanted[:-1]) if wanted.endswith("*") else token.word == wanted):
            return False
    return True


def _tightest(groups: Sequence[Sequence[tuple[int, int]]], near: int) -> tuple[int, int] | None:
    """The shortest stretch of words that has one place of every group, apart from each other; None beyond `near`."""
    best: tuple[int, int] | None = None
    for anchor in groups[0]:
        chosen = [anchor]
        for others in groups[1:]:
            apart = [place for place in others if not _overlap(place, chosen)]
            if not apart:
                break
            chosen.append(min(apart, key=lambda place: _distance(place, anchor)))
        else:
            first, last = min(start for start, _ in chosen), max(end for _, end in chosen)
            inside = sum(end - start + 1 for start, end in chosen)
            if last - first + 1 - inside <= near and (best is None or last - first < best[1] - best[0]):
                best = first, last
    return best


def _overlap(place: tuple[int, int], chosen: Iterable[tuple[int, int]]) -> bool:
    return any(place[0] <= end and start <= place[1] for start, end in chosen)


def _distance(place: tuple[int, int], anchor: tuple[int, int]) -> int:
    return max(place[0] - anchor[1], anchor[0] - place[1])
