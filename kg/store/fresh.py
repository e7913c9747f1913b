"""A new store in the place of an old one: built beside it and put in place whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.interface import Store
from kg.store.addresses import is_address
from kg.store.embedded import EmbeddedStore
from kg.store.remote import RemoteStore

_MARK = "CURRENT"  # every RocksDB folder has this file


@contextmanager
def fresh_store(where: str | Path | None, *, token: str | None = None) -> Iterator[Store]:
    """A store to fill. At the end of the block it takes the place of what was in the folder; an error leaves the
    folder as it was.

    In memory (None) and behind an address there is nothing to swap: the store itself is given, and a server keeps
    what was written before an error. Raises StoreError where the folder holds something that is no store.
    """
    if where is None or (isinstance(where, str) and is_address(where)):
        store: Store = EmbeddedStore(None) if where is None else RemoteStore(str(where), token=token)
        yield store
        return
    folder = Path(where)
    _refuse_strangers(folder)
    building, old = folder.with_name(folder.name + ".building"), folder.with_name(folder.name + ".old")
    for leftover in (building, old):
        shutil.rmtree(leftover, ignore_errors=True)
    store = EmbeddedStore(building)
    try:
        yield store
    except BaseException:
        store.close()
        shutil.rmtree(building, ignore_errors=True)
        raise
    store.close()
    _swap(building, folder, old)


def _refuse_strangers(folder: Path) -> None:
    """A folder that is not ours is never replaced; a store that another process has open is not either."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / _MARK).is_file():
        raise StoreError(
            "this is not a store, and building would replace it",
            where=str(folder),
            expected="a new or empty folder, or a store that was built before",
            mend="name another folder with --store",
        )
    EmbeddedStore(folder).close()


def _swap(building: Path, folder: Path, old: Path) -> None:
    try:
        if folder.exists():
            folder.rename(old)
        building.rename(folder)
    except OSError as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise StoreError(f"the new store cannot be put in place: {error.strerror}", where=str(folder)) from error
    shutil.rmtree(old, ignore_errors=True)
