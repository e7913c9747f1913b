"""The command line: parses words, calls the rest, prints. Only this package prints.

Every command imports what it needs when it runs, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import typer

from kg.cli import ask, check, drafting, judge, make, past, recur, serving, show
from kg.errors import KgError, visible

_STOPPED = 130  # what a shell expects of a program that Ctrl-C ended
# typer may carry a click of its own: the base of its errors is reached through typer, whichever it uses
_CallError: type[Any] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="kg",
    help="A knowledge graph of what inspectors recommended and what departments promised in answer.",
    epilog="Example: kg build, then kg queries, then kg query overdue-commitments",
    rich_markup_mode=None,  # rich help would cost a quarter of a second at every start
    pretty_exceptions_enable=False,
    add_completion=False,
)
for module in (make, drafting, past, ask, check, recur, judge, show, serving):
    module.register(app)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context, version: bool = typer.Option(False, "--version", help="Print the version and stop.")
) -> None:
    if version:
        from kg._version import __version__

        print(f"inspection-kg {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


def run() -> None:
    """Run the command line and end the process: 0 fine, 1 the data is at fault, 2 the call is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a character shows "?", not an error
            stream.reconfigure(errors="replace")
    try:
        code = _outcome()
        sys.stdout.flush()
    except BrokenPipeError:
        code = _unread()
    if code == _STOPPED:
        print("kg: stopped.", file=sys.stderr)
    sys.exit(code)


def _outcome() -> int:
    """Run the command; the exit code, after one line on standard error where something is wrong."""
    try:
        return int(app(prog_name="kg", standalone_mode=False) or 0)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_code
    except _CallError as error:
        print(f"kg: {_mistake(error)}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return _STOPPED
    except SystemExit as stop:  # what typer and rich make of a reader that went away
        if isinstance(stop.__context__, BrokenPipeError):
            return _unread()
        raise


def _mistake(error: Any) -> str:
    """A mistake in the call on one line: what is wrong, and where to look."""
    words = visible(str(error.format_message())).replace("Value error, ", "").rstrip(".")
    command = error.ctx.command_path if error.ctx else "kg"
    return f"{words[:1].lower()}{words[1:]}; {command} --help tells more."


def _unread() -> int:
    """Whoever read the answer has seen enough (kg … | head): no fault. Nothing is left to be written at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
