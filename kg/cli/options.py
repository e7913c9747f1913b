"""The options that several commands share, and where things are when nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.interface import Store

DEFAULT_STORE = "store"

StoreOption = Annotated[
    str,
    typer.Option("--store", metavar="DIR|URL", help="The store: a folder, or the address of a SPARQL 1.1 server."),
]
DecisionsOption = Annotated[
    Path, typer.Option("--decisions", help="The file of what people decided of links and issues (see kg review).")
]
ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", envvar="KG_REVIEWER", help="Who does it; else the name of the user.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


@contextmanager
def opened(where: str) -> Iterator[Store]:
    """The store, which must exist: reading from a store that was never built is a mistake in the call."""
    from kg.store import open_store
    from kg.store.addresses import is_address
    from kg.store.fresh import is_empty

    if not is_address(where) and is_empty(Path(where)):
        raise UsageError("there is no store here", where=where, mend="run kg build first, or name one with --store")
    store = open_store(where)
    try:
        yield store
    finally:
        store.close()
