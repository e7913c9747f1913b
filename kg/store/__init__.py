"""Where the graph is kept: Oxigraph in this process, or any SPARQL 1.1 server by its address."""

from __future__ import annotations

from pathlib import Path

from kg.interface import Store
from kg.store.addresses import is_address
from kg.store.canonical import canonical
from kg.store.embedded import EmbeddedStore
from kg.store.fresh import fresh_store
from kg.store.parse import statements
from kg.store.remote import RemoteStore

__all__ = ["EmbeddedStore", "RemoteStore", "canonical", "fresh_store", "open_store", "statements"]


def open_store(where: str | Path | None, *, read_only: bool = False, token: str | None = None) -> Store:
    """The store at a folder (made where there is none), in memory (None), or behind an http(s) address.

    An address is a base (`http://localhost:7878`), a query address (`…/query`, `…/sparql`) or both addresses
    with a space between. `token` is sent to a server as "Authorization: Bearer …". Raises StoreError where
    the store cannot be opened or a server does not offer the union of all graphs.
    """
    if isinstance(where, str) and is_address(where):
        return RemoteStore(where, read_only=read_only, token=token)
    return EmbeddedStore(None if where is None else Path(where), read_only=read_only)
