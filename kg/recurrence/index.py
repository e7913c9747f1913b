"""The index that candidates for links come from: recommendations as rows, in time order, with their issues and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse

from kg.recurrence import words
from kg.recurrence.texts import Text, lineage

Matrix = Any  # scipy.sparse.csr_array: SciPy has no types


@dataclass(frozen=True, slots=True)
class Raised:
    """An issue (IRI) that a text raises: how sure that is (0 to 1), and the words that make it so."""

    issue: str
    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation with the issues it raises, ready for the index."""

    text: Text
    raised: tuple[Raised, ...]
    words: dict[int, float] = field(default_factory=dict)


class Index:
    """Recommendations in time order. A row is a recommendation; `strength` has a column for each of `issues`."""

    def __init__(self, entries: Iterable[Entry], issues: Sequence[str]) -> None:
        self.entries = sorted(entries, key=lambda entry: entry.text.order)
        self.issues = tuple(issues)
        self.row = {entry.text.name: row for row, entry in enumerate(self.entries)}
        column = {issue: number for number, issue in enumerate(self.issues)}
        texts = [entry.text for entry in self.entries]
        self.strength = _matrix(
            [{column[r.issue]: r.score for r in entry.raised if r.issue in column} for entry in self.entries],
            len(self.issues),
        )
        self.by_issue = self.strength.tocsc()
        self.words = _matrix([entry.words for entry in self.entries], words.SIZE)
        names: dict[str, int] = {}
        self.systems = _named((text.systems for text in texts), names)
        self.teams = _named((text.teams for text in texts), names)
        self.lineages = _named((lineage(text.teams) for text in texts), names)
        reports: dict[str, int] = {}
        numbers = [reports.setdefault(text.report, len(reports)) for text in texts]
        self.report = np.array(numbers, dtype=np.int32)

    def __len__(self) -> int:
        return len(self.entries)

    def members(self, issue: int) -> Any:
        """The rows that raise the issue with this number, in order."""
        start, end = self.by_issue.indptr[issue], self.by_issue.indptr[issue + 1]
        return np.sort(self.by_issue.indices[start:end])


def _matrix(rows: Sequence[dict[int, float]], width: int) -> Matrix:
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    total = int(lengths.sum())
    columns = np.fromiter((key for row in rows for key in row), dtype=np.int32, count=total)
    values = np.fromiter((value for row in rows for value in row.values()), dtype=np.float32, count=total)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return sparse.csr_array((values, columns, starts), shape=(len(rows), width))


def _named(groups: Iterable[frozenset[str]], names: dict[str, int]) -> Matrix:
    """A row of ones for each group; the numbers of names are shared between matrices that are multiplied."""
    rows = [{names.setdefault(name, len(names)): 1.0 for name in sorted(group)} for group in groups]
    return _matrix(rows, _NAMES)


_NAMES = 1 << 20  # more names than a store may have
