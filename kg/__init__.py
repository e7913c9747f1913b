"""A knowledge graph of what inspectors recommended and what departments promised in answer.

    import kg
    with kg.open_store("store") as store:
        kg.build(store)
        late = kg.query(store, "overdue-commitments", asOf="2025-01-01")
        late.to_pandas()

The verbs are those of the command line; `kg.pipeline` shows how they fit together. Everything is loaded when it is
first used, so that `import kg` costs nothing. Some modules have the name of their verb: `kg.query` is always the verb,
and the module is reached as `from kg.query import …`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from kg._version import __version__

if TYPE_CHECKING:
    from kg.api import (
        Answer,
        at,
        build,
        centralities,
        check,
        communities,
        diff,
        docs,
        draft,
        draw,
        draw_chain,
        draw_matrix,
        evaluate,
        evaluate_recurrence,
        explain,
        export,
        history,
        mend,
        network,
        open_store,
        queries,
        query,
        records,
        retract,
        review,
        similar,
        submit,
        validate,
    )
    from kg.errors import (
        DataError,
        InconsistencyError,
        KgError,
        NotFoundError,
        QueryError,
        SourceError,
        SpanError,
        StoreError,
        UnsupportedAxiomError,
        UsageError,
    )
    from kg.serve.verb import serve

_HOMES = {
    "kg.api": (
        "Answer", "at", "build", "centralities", "check", "communities", "diff", "docs", "draft", "draw",
        "draw_chain", "draw_matrix", "evaluate", "evaluate_recurrence", "explain", "export", "history", "mend",
        "network", "open_store", "queries", "query", "records", "retract", "review", "similar", "submit", "validate",
    ),
    "kg.errors": (
        "DataError", "InconsistencyError", "KgError", "NotFoundError", "QueryError", "SourceError", "SpanError",
        "StoreError", "UnsupportedAxiomError", "UsageError",
    ),
    "kg.serve.verb": ("serve",),
}  # fmt: skip

__all__ = [
    "Answer",
    "DataError",
    "InconsistencyError",
    "KgError",
    "NotFoundError",
    "QueryError",
    "SourceError",
    "SpanError",
    "StoreError",
    "UnsupportedAxiomError",
    "UsageError",
    "__version__",
    "at",
    "build",
    "centralities",
    "check",
    "communities",
    "diff",
    "docs",
    "draft",
    "draw",
    "draw_chain",
    "draw_matrix",
    "evaluate",
    "evaluate_recurrence",
    "explain",
    "export",
    "history",
    "mend",
    "network",
    "open_store",
    "queries",
    "query",
    "records",
    "retract",
    "review",
    "serve",
    "similar",
    "submit",
    "validate",
]


class _Package(ModuleType):
    """Keeps the verbs: importing a submodule of the same name would put the module in their place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
