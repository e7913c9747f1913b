"""Keeps the index in a file beside the store. It is a cache: a file that does not fit the graph is made anew.

The graph tells by insp:indexDigest which index belongs to it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
from rdflib import Literal
from scipy import sparse

from kg.files import whole
from kg.interface import Store, Triple
from kg.namespaces import INSP, RECURRENCE_GRAPH
from kg.recurrence import link
from kg.recurrence.index import Index
from kg.recurrence.load import entries, ranks
from kg.recurrence.model import Model
from kg.recurrence.texts import ORDER

NAME = "recurrence.npz"
_END = "\x1f"  # between texts: no text of a document holds it
_TEXTS = ("issues", "names", "dates", "openings", "reports", "quotes", "entities")
_ONE_BY_ONE = frozenset({"openings", "quotes"})  # of which little is asked: to read them all takes a tenth of a second
_ARRAYS = ("marks", "least", "meaning")
_MATRICES = ("strength", "forms", "words", "systems", "teams", "lineages", "bodies")


class Texts(Sequence[str]):
    """Packed texts, each decoded when it is asked for."""

    def __init__(self, data: Any) -> None:
        self._data, self._ends = data, np.flatnonzero(data == ord(_END))

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        row = range(len(self))[place]
        start = int(self._ends[row - 1]) + 1 if row else 0
        return bytes(self._data[start : int(self._ends[row])]).decode("utf-8", "surrogatepass")


def stamp(index: Index) -> Triple:
    """What the graph says of its index."""
    return RECURRENCE_GRAPH, INSP.indexDigest, Literal(index.digest)


def index_of(store: Store, model: Model) -> Index:
    """The index of a store: from its file where that fits, else from the graph, which takes longer."""
    found = store.select(f"SELECT ?digest {{ {RECURRENCE_GRAPH.n3()} {INSP.indexDigest.n3()} ?digest }}").rows
    if store.folder is not None and found:
        kept = load(store.folder / NAME, str(found[0][0]))
        if kept is not None and kept.issues == tuple(model.names):
            return kept
    index = Index.of(entries(store, model), model.names)
    return index.with_links(range(len(index)), ranks(store, index), link.MOST)


def save(store: Store, index: Index) -> None:
    """Write the file of the index, where the store has a folder."""
    if store.folder is None:
        return
    columns: dict[str, Any] = {name: _packed(getattr(index, name)) for name in _TEXTS}
    for name in _MATRICES:
        matrix = getattr(index, name)
        columns |= {f"{name}.data": matrix.data, f"{name}.indices": matrix.indices, f"{name}.indptr": matrix.indptr}
        columns[f"{name}.shape"] = np.array(matrix.shape)
    with whole(store.folder / NAME) as file:
        arrays = {name: getattr(index, name) for name in _ARRAYS}
        np.savez(file, digest=_packed([index.digest]), order=np.array(ORDER), **arrays, **columns)


def load(path: Path, digest: str) -> Index | None:
    """The index of a file; None where there is none with this digest, or its rows stand in another order."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if _unpacked(kept["digest"]) != [digest] or kept["order"] != ORDER:
                return None
            texts = {name: Texts(kept[name]) if name in _ONE_BY_ONE else _unpacked(kept[name]) for name in _TEXTS}
            matrices = {name: _matrix(kept, name) for name in _MATRICES}
            texts["issues"] = tuple(texts["issues"])  # type: ignore[assignment]
            arrays = {name: kept[name] for name in _ARRAYS}
            return Index(**arrays, **texts, **matrices)  # type: ignore[arg-type]
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _packed(texts: Sequence[str]) -> Any:
    return np.frombuffer((_END.join(texts) + _END if texts else "").encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _unpacked(data: Any) -> list[str]:
    return bytes(data).decode("utf-8", "surrogatepass").split(_END)[:-1]


def _matrix(kept: Any, name: str) -> Any:
    parts = tuple(kept[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
    return sparse.csr_array(parts, shape=tuple(kept[f"{name}.shape"].tolist()))
