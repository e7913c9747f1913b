"""A new store in the place of an old one: built beside it and put in place whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.interface import Store
from kg.store.addresses import is_address
from kg.store.embedded import LIST_FILE, EmbeddedStore
from kg.store.remote import RemoteStore


@contextmanager
def fresh_store(where: str | Path | None, *, token: str | None = None) -> Iterator[Store]:
    """A store to fill. At the end of the block it takes the place of what was in the folder; an error leaves the
    folder as it was.

    In memory (None) and behind an address there is nothing to swap: the store itself is given, and a server keeps
    what was written before an error. Raises StoreError where the folder holds something that is no store, or another
    program is writing to it.
    """
    if where is None or (isinstance(where, str) and is_address(where)):
        yield EmbeddedStore(None) if where is None else RemoteStore(str(where), token=token)
        return
    folder = Path(where).resolve()
    building, old = (folder.with_name(f".{folder.name}.kg-{state}") for state in ("building", "old"))
    if old.is_dir() and not folder.exists():
        old.rename(folder)  # a build was killed between the two renames of `_swap`
    _refuse_strangers(folder)
    _clear(building)
    shutil.rmtree(old, ignore_errors=True)
    _make(building)
    try:
        with closing(EmbeddedStore(building)) as store:
            yield store
        _refuse_strangers(folder)  # somebody may have opened it meanwhile
        _swap(building, folder, old)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def is_empty(folder: Path) -> bool:
    """Whether there is nothing at this path, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _refuse_strangers(folder: Path) -> None:
    """A folder that is not ours is never replaced; a store that another process has open is not either."""
    if folder == Path.cwd():
        raise StoreError(
            "the folder you are in cannot be replaced", where=str(folder), mend="name another with --store"
        )
    if is_empty(folder):
        return
    if not (folder / LIST_FILE).is_file():
        raise StoreError(
            "this is not a store, and building would replace it",
            where=str(folder),
            expected="a new or empty folder, or a store that was built before",
            mend="name another folder with --store",
        )
    EmbeddedStore(folder).close()


def _clear(building: Path) -> None:
    """Remove what a build that was killed left behind; a build that still runs has it locked."""
    if (building / LIST_FILE).is_file():
        try:
            EmbeddedStore(building).close()
        except StoreError as error:
            if "in use" in error.what:
                raise
    shutil.rmtree(building, ignore_errors=True)


def _make(building: Path) -> None:
    """Make the folder to build in. Of two builds that begin at once, only one does."""
    try:
        building.mkdir(parents=True)
    except OSError as error:
        raise StoreError(
            f"a store cannot be built here: {error.strerror}",
            where=str(building.parent),
            mend="name another folder with --store, or wait for the other build",
        ) from error


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
