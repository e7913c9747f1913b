"""Hyphens at the ends of lines: those of the typesetter go, those of the words stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_HYPHEN = re.compile(r"(\w+(?:-\w+)*)[-\u2010\u00ad]\Z")
_SOFT = "\u2010\u00ad"  # what some programs print for a hyphen that is not the word's
_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\w+(?:[-\u2010]\w+)*")
_SUSPENDED = re.compile(r"(?:and|or|to) ", re.IGNORECASE)  # "pre- and post-training": the word is left hanging
_REACH = 80  # characters that the last word of a line can have


class Hyphens:
    """Joins lines as the words of a whole document tell: `lines` are all of them, in order."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._known = Counter(word.lower() for line in lines for word in _COMPOUND.findall(line))
        ends = [(one, two) for one, two in pairwise(lines) if _HYPHEN.search(one[-_REACH:])]
        self._marks = any(one[-1] in _SOFT for one, _ in ends)
        self._cuts = any(self._is_cut(one, two) for one, two in ends)

    def join(self, before: str, words: str) -> str:
        """The two as one line."""
        cut, rest = _HYPHEN.search(before[-_REACH:]), _WORD.match(words)
        if cut is None or rest is None or _SUSPENDED.match(words):
            return f"{before} {words}"
        stem, hard = before[:-1], words[0].isupper() or words[0].isdigit()
        if hard or self._belongs(cut[1].lower(), rest[0].lower(), before[-1]):
            return f"{stem}-{words}"
        return stem + words

    def _is_cut(self, before: str, words: str) -> bool:
        """Whether the word over two lines has no hyphen elsewhere."""
        cut, rest = _HYPHEN.search(before[-_REACH:]), _WORD.match(words)
        return bool(cut and rest and not _SUSPENDED.match(words) and self._known[(cut[1] + rest[0]).lower()])

    def _belongs(self, left: str, right: str, mark: str) -> bool:
        """Whether a hyphen is the word's: as the document writes it elsewhere; else where it cuts no words by hyphens
        like this one, or both halves are words of it."""
        if self._known[f"{left}-{right}"] or "-" in left:
            return True
        if mark in _SOFT or self._known[left + right]:
            return False
        return self._marks or not self._cuts or (len(right) > 2 and self._known[left] > 0 and self._known[right] > 1)
