"""The verb: serve a store with these settings, for the command line and for Python."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kg import resources
from kg.processes import cores
from kg.serve.run import checked
from kg.serve.run import serve as start
from kg.serve.settings import MEGABYTE, Settings, token_of


def serve(
    where: str | os.PathLike[str],
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 0,
    writable: bool = False,
    token_file: str | os.PathLike[str] | None = None,
    query_time: float = 30,
    query_rows: int = 1_000_000,
    query_memory: int = 1024,
    log_format: str = "json",
    log_queries: bool = False,
    announce: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the store in a folder or behind an http(s) address: SPARQL, the explorer, and every thing at its address.

    Returns when the process is told to stop (Ctrl-C, SIGTERM), so it has the main thread for itself; `announce` is
    told the address as soon as it answers. `port` 0 takes a free one, `workers` 0 one a processor, at least 4;
    `query_time` is in seconds, `query_memory` in megabytes. Who writes needs the token in `token_file`.
    Raises UsageError for what makes no sense and a port that cannot be had, StoreError where there is no store.
    """
    settings = Settings(
        store=os.fspath(where),
        host=host,
        port=port,
        workers=workers or max(4, cores()),
        writable=writable,
        token=token_of(Path(token_file)) if token_file else "",
        time=query_time,
        rows=query_rows,
        memory=query_memory * MEGABYTE,
        log_format=log_format,
        log_queries=log_queries,
        web=resources.web(),
    )
    start(checked(settings), announce)
