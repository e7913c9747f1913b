"""The command that serves the graph: kg serve."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption


class LogFormat(StrEnum):
    """How the log is written."""

    JSON = "json"
    TEXT = "text"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(serve)


WorkersOption = Annotated[int, typer.Option(min=0, help="Processes for quick queries; 0: one a processor, at least 4.")]
TokenOption = Annotated[
    Path | None, typer.Option("--token-file", help="A file with the token that those who write must have.")
]
FormatOption = Annotated[LogFormat, typer.Option("--log-format", help="How standard error is written.")]


def serve(
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 is every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    workers: WorkersOption = 0,
    writable: Annotated[bool, typer.Option("--writable", help="Take updates and submissions.")] = False,
    token_file: TokenOption = None,
    query_time: Annotated[float, typer.Option("--query-time", help="Seconds that a query may take.")] = 30,
    query_rows: Annotated[int, typer.Option("--query-rows", help="Rows that an answer may have.")] = 1_000_000,
    query_memory: Annotated[int, typer.Option("--query-memory", help="Megabytes that a query may need.")] = 1024,
    log_format: FormatOption = LogFormat.JSON,
    log_queries: Annotated[bool, typer.Option("--log-queries", help="Log what is asked, too.")] = False,
) -> None:
    """Serve the graph: SPARQL, the explorer, and every thing at its address.

    Stop it with Ctrl-C. What is written needs the token as "Authorization: Bearer TOKEN".

    \b
    Example: kg serve
             kg serve --port 8080 --writable --token-file token.txt
    """
    from kg.serve.verb import serve as start

    start(
        store,
        host=host,
        port=port,
        workers=workers,
        writable=writable,
        token_file=token_file,
        query_time=query_time,
        query_rows=query_rows,
        query_memory=query_memory,
        log_format=log_format.value,
        log_queries=log_queries,
        announce=lambda address: print(f"Serving {store} at {address} (Ctrl-C stops it)", flush=True),
    )
