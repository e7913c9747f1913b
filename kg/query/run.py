"""Runs a query of any form: rows, triples or yes and no."""

from __future__ import annotations

from rdflib import Graph

from kg.errors import QueryError
from kg.interface import Store
from kg.model import Table
from kg.query.syntax import complete, form


def run(store: Store, query: str, *, file: str = "") -> Table | Graph | bool:
    """A Table for SELECT, a Graph for CONSTRUCT and DESCRIBE, a bool for ASK.

    The prefixes of `kg.namespaces` need not be declared. Raises QueryError, with line and column in the query as
    given, after the name of the `file` that holds it, where it does not parse.
    """
    try:
        kind = form(query)
        whole = complete(query)
        if kind == "SELECT":
            return store.select(whole)
        return store.ask(whole) if kind == "ASK" else store.construct(whole)
    except QueryError as error:
        error.where = ": ".join(filter(None, (file, error.where)))
        raise
