"""How answers look in a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Drawn


_LONG = 40  # characters that a cell may have to be kept on one line


def console(*, error: bool = False) -> Console:
    """Standard output (or error); as wide as the window in a terminal, else 120 columns."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    return Console(stderr=error, width=None if stream.isatty() else 120, highlight=False)


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = (), clip: str = ""
) -> Drawn:
    """A table with a title; the columns named in `numbers` are set to the right, the one in `clip` is cut to fit."""
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    made = Drawn(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, expand=bool(clip)
    )
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    whole = _unbroken(columns, cells)
    for column in columns:
        clipped = column == clip
        made.add_column(
            column,
            justify="right" if column in numbers else "left",
            overflow="ellipsis" if clipped else "fold",
            no_wrap=clipped or column in whole,
            ratio=1 if clipped else None,
        )
    for row in cells:
        made.add_row(*map(Text, row))
    return made


def fits(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Whether the rows can be read as a table: short cells whole, long ones in columns that are not too narrow."""
    longest = [max([len(column), *(len(row[i]) for row in cells)]) for i, column in enumerate(columns)]
    return sum(min(width, _LONG) + 3 for width in longest) <= console().width


def blocks(title: str, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Drawn:
    """Rows too wide for a table, one below the other: a name and a value on each line, empty values left out."""
    from rich.table import Table as Drawn
    from rich.text import Text

    made = Drawn(title=title, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False)
    made.add_column(style="dim", justify="right", no_wrap=True)
    made.add_column(overflow="fold")
    for row in cells:
        made.add_row("", "")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                made.add_row(column, Text(cell))
    return made


def _unbroken(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> set[str]:
    """The columns narrow enough to stay on one line, while they leave a third of the width to the others."""
    widths = sorted((max([len(column), *(len(row[i]) for row in cells)]), column) for i, column in enumerate(columns))
    room, found = console().width * 2 // 3, set()
    for width, column in widths:
        room -= width + 3
        if room < 0 or width > _LONG:
            break
        found.add(column)
    return found


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

    Gives the function that tells it the step, how much of the step is done and how much there is.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading", total=None)

        def tell(step: str, done: int, of: int) -> None:
            bar.update(task, description=step, completed=done, total=of)

        yield tell
