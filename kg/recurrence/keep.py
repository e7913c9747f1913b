"""Keeps the index in a file beside the store. It is a cache: a file that does not fit the graph, or was made by another
model, is made anew.

The graph tells by insp:indexDigest which index belongs to it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
from rdflib import Literal
from scipy import sparse

from kg.errors import UsageError
from kg.files import DAMAGED, whole
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
_ONE_BY_ONE = frozenset(_TEXTS) - {"issues", "entities"}  # to read all of these takes a tenth of a second
_ARRAYS = ("marks", "least", "meaning")
_MATRICES = ("strength", "forms", "words", "systems", "teams", "lineages", "bodies")


class Texts(Sequence[str]):
    """Packed texts, each decoded when it is asked for. `ends` is where each ends, to look for which takes a while."""

    def __init__(self, data: Any, ends: Any) -> None:
        if len(data) != (int(ends[-1]) + 1 if len(ends) else 0):
            raise ValueError("these are not the ends of the texts")
        self._data, self._ends = data, ends

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[str]:
        return iter(_unpacked(self._data))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return list(self)[place]
        row = range(len(self))[place]
        start = int(self._ends[row - 1]) + 1 if row else 0
        return bytes(self._data[start : int(self._ends[row])]).decode("utf-8", "surrogatepass")


def stamp(index: Index) -> Triple:
    """What the graph says of its index."""
    return RECURRENCE_GRAPH, INSP.indexDigest, Literal(index.digest)


def stamps(store: Store) -> set[Triple]:
    """What the store says of its index, whichever it is."""
    found = store.select(f"SELECT ?digest {{ {RECURRENCE_GRAPH.n3()} {INSP.indexDigest.n3()} ?digest }}").rows
    return {(RECURRENCE_GRAPH, INSP.indexDigest, Literal(str(digest))) for (digest,) in found}


def index_of(store: Store, model: Model) -> Index:
    """The index of a store: from its file where that fits, else from the graph, which takes longer; it is kept then."""
    told = sorted(str(digest) for _, _, digest in stamps(store))
    if store.folder is not None and told:
        kept = load(store.folder / NAME, told[0], model)
        if kept is not None and kept.issues == tuple(model.names):
            return kept
    index = Index.of(entries(store, model), model.names)
    index = index.with_links(range(len(index)), ranks(store, index), link.MOST)
    if told:
        with contextlib.suppress(UsageError):  # it only saves time
            save(store, index, model, told[0])
    return index


def save(store: Store, index: Index, model: Model, digest: str = "") -> None:
    """Write the file of the index, which this model made, where the store has a folder. `digest` is what the graph says
    of its index, by default the digest of this one."""
    if store.folder is None:
        return
    columns: dict[str, Any] = {name: _packed(getattr(index, name)) for name in _TEXTS}
    columns |= {f"{name}.ends": _ends(columns[name]) for name in _ONE_BY_ONE}
    for name in _MATRICES:
        matrix = getattr(index, name)
        columns |= {f"{name}.data": matrix.data, f"{name}.indices": matrix.indices, f"{name}.indptr": matrix.indptr}
        columns[f"{name}.shape"] = np.array(matrix.shape)
    with whole(store.folder / NAME) as file:
        arrays = {name: getattr(index, name) for name in _ARRAYS}
        np.savez(file, digest=_packed([digest or index.digest]), made=_packed([_made(model)]), **arrays, **columns)


def _made(model: Model) -> str:
    """Tells whether the rows of two indexes stand in one order, and one model read them."""
    return f"{ORDER} {model.made}"


def load(path: Path, digest: str, model: Model) -> Index | None:
    """The index of a file; None where there is none with this digest, or another model or version made it."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if _unpacked(kept["digest"]) != [digest] or _unpacked(kept["made"]) != [_made(model)]:
                return None
            texts: dict[str, Any] = {name: _unpacked(kept[name]) for name in _TEXTS if name not in _ONE_BY_ONE}
            texts |= {name: Texts(kept[name], kept[f"{name}.ends"]) for name in _ONE_BY_ONE}
            matrices = {name: _matrix(kept, name) for name in _MATRICES}
            texts["issues"] = tuple(texts["issues"])
            arrays = {name: kept[name] for name in _ARRAYS}
            return Index(**arrays, **texts, **matrices)
    except (*DAMAGED, OSError, KeyError, TypeError):
        return None


def _packed(texts: Sequence[str]) -> Any:
    return np.frombuffer((_END.join(texts) + _END if texts else "").encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _ends(data: Any) -> Any:
    return np.flatnonzero(data == ord(_END))


def _unpacked(data: Any) -> list[str]:
    return bytes(data).decode("utf-8", "surrogatepass").split(_END)[:-1]


def _matrix(kept: Any, name: str) -> Any:
    parts = tuple(kept[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
    return sparse.csr_array(parts, shape=tuple(kept[f"{name}.shape"].tolist()))
