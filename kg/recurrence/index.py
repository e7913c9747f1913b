"""The index that candidates for links come from: recommendations as rows, in time order, with their issues and words.

It is a copy in columns of what the graph holds, kept in a file beside the store so that it need not be made again
(kg/recurrence/keep.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from scipy import sparse

from kg.recurrence import words
from kg.recurrence.meaning import SIZE
from kg.recurrence.rough import Rough
from kg.recurrence.texts import Text, lineage, order

Matrix = Any  # scipy.sparse.csr_array: SciPy has no types
_ENTITIES = 1 << 20  # columns of the matrices of systems and teams: more than a store may name
_FORMS = 1 << 10  # columns of the matrix of forms: more than the ontology has
DOUBT = 0.3  # what keeps the profile of a row short where it raises no issue surely
_NOTHING = 1e-9  # less than the length of any vector
WRITTEN = 0.1  # the score from which an issue is written into the graph; fainter ones only help to find candidates
SHOWN = 0.45  # the score from which a recommendation is said to raise an issue; fainter tags only help to compare
ROWS = 1 << 32  # more than an index may have
_OPENING = 160  # characters of a text that stand for it where nothing else is quoted


@dataclass(frozen=True, slots=True)
class Raised:
    """An issue (IRI) that a text raises: how sure that is (0 to 1), and the words that make it so
    (empty where it is too faint to be written down)."""

    issue: str
    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation with the issues it raises, how sure each form is (by its number), and the vector of its own
    words (`meaning.Meanings`; None for one of no meaning), ready for the index."""

    text: Text
    raised: tuple[Raised, ...]
    words: dict[int, float] = field(default_factory=dict)
    forms: dict[int, float] = field(default_factory=dict)
    meaning: Any = None


@dataclass(frozen=True)
class Index:
    """Recommendations in time order. All columns have one value, or one row of a matrix, for each.

    `strength` has a column for each of `issues`, and `quotes` the words for each of its values; `forms` has one for
    each form of an issue; `meaning` holds the vectors of the meaning; `systems`, `teams` and `lineages` (teams with all
    they descend from) have one for each of `entities`, and so have the `bodies` that each was told to; `marks` tell two
    states of a recommendation apart. `least` is the rank (`rank`) of the least sure link of each that has as many as it
    may have, else -1: what a new recommendation must surpass.
    """

    issues: tuple[str, ...]
    names: Sequence[str]
    dates: Sequence[str]
    openings: Sequence[str]
    reports: Sequence[str]
    marks: Any
    strength: Matrix
    quotes: Sequence[str]
    forms: Matrix
    words: Matrix
    meaning: Any
    entities: Sequence[str]
    systems: Matrix
    teams: Matrix
    lineages: Matrix
    bodies: Matrix
    least: Any

    @classmethod
    def of(cls, entries: Iterable[Entry], issues: Sequence[str], entities: Sequence[str] = ()) -> Index:
        """The index of some recommendations; `entities` are names whose numbers are given already."""
        rows = sorted(entries, key=lambda entry: entry.text.order)
        texts = [entry.text for entry in rows]
        column = {issue: number for number, issue in enumerate(issues)}
        raised = [[r for r in entry.raised if r.issue in column] for entry in rows]
        known = {name: number for number, name in enumerate(entities)}
        named = (
            [t.systems for t in texts],
            [t.teams for t in texts],
            [lineage(t.teams) for t in texts],
            [t.bodies for t in texts],
        )
        systems, teams, lineages, bodies = (
            _matrix(
                [{known.setdefault(name, len(known)): 1.0 for name in sorted(group)} for group in groups], _ENTITIES
            )
            for groups in named
        )
        return cls(
            tuple(issues),
            [text.name for text in texts],
            [text.date for text in texts],
            [text.text[:_OPENING] for text in texts],
            [text.report for text in texts],
            np.array([_mark(entry) for entry in rows], dtype=np.uint64),
            _matrix([{column[r.issue]: r.score for r in some} for some in raised], len(issues)),
            [r.words for some in raised for r in some],
            _matrix([entry.forms for entry in rows], _FORMS),
            _matrix([entry.words for entry in rows], words.SIZE),
            _meanings(rows),
            list(known),
            systems,
            teams,
            lineages,
            bodies,
            np.full(len(rows), -1, dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.names)

    @property
    def digest(self) -> str:
        """Tells whether two indexes hold the same."""
        return f"{int(np.bitwise_xor.reduce(self.marks, initial=0)):016x}-{len(self)}"

    @cached_property
    def row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each report."""
        return {report: number for number, report in enumerate(dict.fromkeys(self.reports))}

    @cached_property
    def report(self) -> Any:
        """The number of the report of each row."""
        return np.array([self.numbers[report] for report in self.reports], dtype=np.int32)

    @cached_property
    def by_issue(self) -> Matrix:
        return self.strength.tocsc()

    @cached_property
    def profile(self) -> Matrix:
        """The strengths of each row as a vector: near length 1 where an issue is sure, short where all are doubtful."""
        return _profile(self.strength, DOUBT)

    @cached_property
    def form_profile(self) -> Matrix:
        """The square roots of how sure the forms are, as vectors of length 1: their product is the Bhattacharyya
        coefficient, which is high where both are in doubt between the same forms."""
        roots = self.forms.sqrt()
        length = np.sqrt(roots.multiply(roots).sum(axis=1))
        return sparse.diags_array(1 / np.maximum(length, _NOTHING), format="csr") @ roots

    @cached_property
    def rough(self) -> Rough:
        """What the scores of pairs are estimated by."""
        named = (self.systems, self.teams, self.lineages)
        return Rough.of(self.profile, self.form_profile, self.words, *named)

    def members(self, issue: int) -> Any:
        """The rows that raise the issue with this number, in order."""
        start, end = self.by_issue.indptr[issue], self.by_issue.indptr[issue + 1]
        return np.sort(self.by_issue.indices[start:end])

    def raised(self, row: int) -> Iterator[tuple[int, float, str]]:
        """The issues that a row raises: number, strength and words."""
        start, end = self.strength.indptr[row], self.strength.indptr[row + 1]
        for place in range(start, end):
            yield int(self.strength.indices[place]), float(self.strength.data[place]), self.quotes[place]

    def told(self, row: int) -> dict[int, float]:
        """How sure each form is that a row may tell of, by its number."""
        start, end = self.forms.indptr[row], self.forms.indptr[row + 1]
        return dict(zip(self.forms.indices[start:end].tolist(), self.forms.data[start:end].tolist(), strict=True))

    def raises(self, row: int, issue: int) -> bool:
        """Whether the row is said to raise the issue with this number."""
        return any(number == issue and strength >= SHOWN for number, strength, _ in self.raised(row))

    def named(self, matrix: Matrix, row: int) -> set[str]:
        """The systems or teams of a row."""
        return {self.entities[number] for number in matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]}

    def replaced(self, reports: Iterable[str], entries: Iterable[Entry]) -> Index:
        """The index without the recommendations of these reports and with others."""
        gone = set(reports)
        kept = [row for row, report in enumerate(self.reports) if report not in gone]
        new = Index.of(entries, self.issues, self.entities)
        if not len(new) and len(kept) == len(self):
            return self
        both = [(self, row) for row in kept] + [(new, row) for row in range(len(new))]
        before = list(zip(self.dates, self.reports, self.names, strict=True))
        told = [*(before[row] for row in kept), *zip(new.dates, new.reports, new.names, strict=True)]
        keys = [order(*one) for one in told]
        places = sorted(range(len(both)), key=keys.__getitem__)
        rows = [both[place] for place in places]
        quotes = [quote for index, row in rows for _, _, quote in index.raised(row)]
        at = np.array(places, dtype=np.int64)
        matrices = [
            sparse.vstack([getattr(self, name)[kept], getattr(new, name)], format="csr")[at]
            for name in ("strength", "forms", "words", "systems", "teams", "lineages", "bodies")
        ]
        strength, forms, vectors, systems, teams, lineages, bodies = matrices
        dates, lines, names = ([told[place][column] for place in places] for column in range(3))
        openings = [index.openings[row] for index, row in rows]
        marks = np.concatenate([self.marks[kept], new.marks])[at]
        meaning = np.concatenate([self.meaning[kept], new.meaning])[at]
        texts = (self.issues, names, dates, openings, lines)
        least = np.concatenate([self._moved(kept, at), new.least])[at]
        own = (marks, strength, quotes, forms, vectors, meaning)
        return Index(*texts, *own, new.entities, systems, teams, lineages, bodies, least)

    def _moved(self, kept: Sequence[int], at: Any) -> Any:
        """`least` of the kept rows, where the row that now stands at place n stood at `at[n]` among those kept."""
        now = np.empty(len(at), dtype=np.int64)
        now[at] = np.arange(len(at))
        places = np.full(len(self) + 1, -1, dtype=np.int64)
        places[kept] = now[: len(kept)]
        least = self.least[kept]
        place = places[np.where(least >= 0, least % ROWS, -1)]  # -1 where the link leads to a row that is gone
        return np.where(place >= 0, least // ROWS * ROWS + place, -1)

    def with_links(self, later: Iterable[int], ranks: Mapping[int, Sequence[int]], most: int) -> Index:
        """The index in which the rows `later` have links of these ranks, of `most` that they may have."""
        least = self.least.copy()
        for row in later:
            found = ranks.get(row, ())
            least[row] = min(found) if len(found) >= most else -1
        return replace(self, least=least)


def rank(score: Any, earlier: Any) -> Any:
    """What the links of a recommendation are ordered by, as one number: their score (four places count), and of equal
    ones the row of the earlier recommendation."""
    return np.rint(np.asarray(score) * 10_000).astype(np.int64) * ROWS + earlier


def _profile(strength: Matrix, doubt: float) -> Matrix:
    length = np.sqrt(strength.multiply(strength).sum(axis=1))
    return sparse.diags_array(1 / (length + doubt), format="csr") @ strength


def _mark(entry: Entry) -> int:
    """A number that changes with anything that the index holds of a recommendation."""
    text = entry.text
    told = [text.name, text.date, text.whole, *sorted(text.systems), *sorted(text.teams), *sorted(text.bodies)]
    told += [f"{raised.issue} {raised.score:.4f} {raised.words}" for raised in entry.raised]
    told += [f"{form} {score:.4f}" for form, score in sorted(entry.forms.items())]
    return int.from_bytes(blake2b("\n".join(told).encode(), digest_size=8).digest(), "big")


def _meanings(entries: Sequence[Entry]) -> Any:
    nothing = np.zeros(SIZE, dtype=np.int8)
    found = [nothing if entry.meaning is None else entry.meaning for entry in entries]
    return np.stack(found) if found else np.empty((0, SIZE), dtype=np.int8)


def _matrix(rows: Sequence[dict[int, float]], width: int) -> Matrix:
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    total = int(lengths.sum())
    columns = np.fromiter((key for row in rows for key in row), dtype=np.int32, count=total)
    values = np.fromiter((value for row in rows for value in row.values()), dtype=np.float32, count=total)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return sparse.csr_array((values, columns, starts), shape=(len(rows), width))
