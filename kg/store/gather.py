"""N-Quads gathered into large loads.

Each load writes files of its own, and what is in many small ones the store writes again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

from kg.interface import Store

_BYTES = 192 << 20  # about a million statements: fewer take up to twice as long, more take memory and save little


@contextmanager
def gathering(store: Store, size: int = _BYTES) -> Iterator[Callable[[bytes], None]]:
    """Gives a function that takes N-Quads (UTF-8, whole lines) and loads them once `size` bytes have come together.

    What is left is loaded at the end, unless an error ends it.
    """
    waiting = BytesIO()

    def take(nquads: bytes) -> None:
        waiting.write(nquads)
        if waiting.tell() >= size:
            flush()

    def flush() -> None:
        nonlocal waiting
        nquads = waiting.getvalue()  # not a copy
        waiting = BytesIO()
        store.load(nquads)

    yield take
    if waiting.tell():
        flush()
