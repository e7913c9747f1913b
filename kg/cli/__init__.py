"""The command line: parses words, calls the rest, prints. Only this package prints.

Every command imports what it needs when it runs, so that `kg --help` answers at once.
"""

from __future__ import annotations

import sys

import typer

from kg.cli import ask, check, make, show
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="A knowledge graph of what inspectors recommended and what departments promised in answer.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=False,
)
for module in (make, ask, check, show):
    module.register(app)


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    if version:
        from kg._version import __version__

        print(f"inspection-kg {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the command line and end the process: 0 fine, 1 the data is at fault, 2 the call is."""
    try:
        app()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("kg: stopped; nothing was changed.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
