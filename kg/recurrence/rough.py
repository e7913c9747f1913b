"""An index in single precision: what the scores of pairs are estimated by before any is worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

Matrix = Any  # scipy.sparse.csr_array: SciPy has no types
_FREQUENT = 96  # words that most texts have: multiplied as a dense matrix


@dataclass(frozen=True, slots=True)
class Rough:
    """Columns in single precision, ready to be multiplied: `told` the issues and forms, `frequent` and `rare` the
    words, and the systems, teams and lineages by as many columns as there are."""

    told: Any
    frequent: Any
    rare: Matrix
    systems: Matrix
    teams: Matrix
    lineages: Matrix

    @classmethod
    def of(cls, issues: Matrix, forms: Matrix, words: Matrix, *named: Matrix) -> Rough:
        """The profiles of the issues and forms, the words, and systems, teams and lineages, row by row."""
        told = sparse.hstack([issues, _compact(forms)]).astype(np.float32).toarray()
        every = _compact(words)
        often = np.argsort(-np.bincount(every.indices, minlength=every.shape[1]), kind="stable")
        ordered = every[:, often].tocsc()
        return cls(told, ordered[:, :_FREQUENT].toarray(), ordered[:, _FREQUENT:].tocsr(), *_narrow(named))


def _compact(matrix: Matrix) -> Matrix:
    """The matrix without its empty columns."""
    _, columns = np.unique(matrix.indices, return_inverse=True)
    return _of_width(matrix, columns.astype(np.int32), int(columns.max(initial=0)) + 1)


def _narrow(matrices: Sequence[Matrix]) -> Iterator[Matrix]:
    """The matrices without the columns at their ends that are empty in all."""
    width = max(int(matrix.indices.max(initial=0)) for matrix in matrices) + 1
    yield from (_of_width(matrix, matrix.indices, width) for matrix in matrices)


def _of_width(matrix: Matrix, columns: Any, width: int) -> Matrix:
    return sparse.csr_array((matrix.data, columns, matrix.indptr), shape=(matrix.shape[0], width))
