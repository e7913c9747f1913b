"""How answers look in a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


_LONG = 40  # characters that a cell may have to be kept on one line
_CLIPPED = 20  # characters that are left at least of a column that is cut to fit
_GAP = 2  # spaces between columns


def console(*, error: bool = False) -> Console:
    """Standard output (or error); as wide as the window in a terminal, else 120 columns."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    return Console(stderr=error, width=None if stream.isatty() else 120, highlight=False)


def print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = (), clip: str = ""
) -> None:
    """Print a table under its title; the columns named in `numbers` are set to the right, the one in `clip` is cut
    to fit."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    cells = [["" if cell is None else _shown(cell) for cell in row] for row in rows]
    for column, width in zip(columns, widths(columns, cells, console().width, clip), strict=True):
        made.add_column(
            column,
            width=width,
            justify="right" if column in numbers else "left",
            overflow="ellipsis" if column == clip else "fold",
            no_wrap=column == clip,
        )
    for row in cells:
        made.add_row(*map(Text, row))
    _print(title, made)


def print_under(indent: int, lines: Iterable[str]) -> None:
    """Print lines of text under what stands before them, wrapped to the width of the screen."""
    from textwrap import wrap

    margin = " " * indent
    for line in lines:
        print("\n".join(wrap(line, console().width, initial_indent=margin, subsequent_indent=margin)))


def _print(title: str, made: Table) -> None:
    """Print a title and what stands below it, without the spaces that fill the lines, and an empty line."""
    screen = console()
    with screen.capture() as captured:
        if title:
            screen.print(title, style="bold", markup=False)
        screen.print(made)
    print("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")), end="\n\n")


def widths(columns: Sequence[str], cells: Sequence[Sequence[str]], room: int, clip: str = "") -> list[int]:
    """How wide each column is, in characters, for the table to fit into `room`: whole cells where all of them fit,
    else no broken words, the rest shared out by need; where not even the words fit, the longest are broken."""
    room -= _GAP * (len(columns) - 1)
    whole = _longest(columns, cells)
    if sum(whole) <= room:
        return whole
    heads, rows = map(_longest_word, columns), [list(map(_longest_word, row)) for row in cells]
    words = [min(width, _LONG) for width in _longest(list(heads), rows)]
    if clip:
        words = [_CLIPPED if column == clip else width for column, width in zip(columns, whole, strict=True)]
    spare = room - sum(words)
    if spare < 0:
        most = max((n for n in range(1, _LONG) if sum(min(word, n) for word in words) <= room), default=1)
        return [min(word, most) for word in words]
    needs = [max(0, full - word) for full, word in zip(whole, words, strict=True)]
    return [word + spare * need // sum(needs) for word, need in zip(words, needs, strict=True)]


def _longest(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """The characters of the longest cell of each column, its head included."""
    return [max([len(column), *(len(row[i]) for row in cells)]) for i, column in enumerate(columns)]


def _longest_word(text: str) -> str:
    return max(text.split(), key=len, default="")


def fits(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Whether the rows can be read as a table: short cells whole, long ones in columns that are not too narrow."""
    return sum(min(width, _LONG) + _GAP for width in _longest(columns, cells)) - _GAP <= console().width


def print_blocks(title: str, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Print rows too wide for a table, one below the other: a name and a value on each line, empty values left out."""
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, show_header=False, pad_edge=False)
    made.add_column(style="dim", justify="right", no_wrap=True)
    made.add_column(overflow="fold")
    for row in cells:
        made.add_row("", "")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                made.add_row(column, Text(_shown(cell)))
    _print(title, made)


def _shown(cell: object) -> str:
    """What stands in a cell, on lines of its own if it has them, and never as an order to the terminal."""
    return "\n".join(map(visible, str(cell).replace("\t", " ").split("\n")))


def numeric(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The columns that hold only numbers."""
    return [
        column
        for i, column in enumerate(columns)
        if any(row[i] for row in rows) and all(row[i].replace(".", "", 1).isdigit() for row in rows if row[i])
    ]


def print_json(data: object) -> None:
    """Print JSON for a program to read."""
    print(json.dumps(data, indent=2, ensure_ascii=False))


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, away from the answer; silent where standard error is no terminal.

    Gives the function that tells it the step, how much of the step is done and how much there is (0: not known).
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("starting", total=None)

        def tell(step: str, done: int, of: int) -> None:
            bar.update(task, description=f"{step} {done}/{of}" if of > 1 else step, completed=done, total=of or None)

        yield tell


@contextmanager
def busy(step: str) -> Iterator[None]:
    """Tells a terminal that a step of more than a second is under way, of which nobody knows how much is done."""
    with progress() as tell:
        tell(step, 0, 0)
        yield
