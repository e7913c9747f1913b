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



def console(*, error: bool = False) -> Console:
    """Standard output (or error); as wide as the window in a terminal, else 120 columns."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    return Console(stderr=error, width=None if stream.isatty() else 120, highlight=False)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = (), clip: str = "") -> Drawn:
    """A table with a title; the columns named in `numbers` are set to the right, the one in `clip` is cut to fit."""
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    made = Drawn(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, expand=bool(clip)
    )
    for column in columns:
        right, clipped = column in numbers, column == clip
        made.add_column(
            column,
            justify="right" if right else "left",
            overflow="ellipsis" if clipped else "fold",
            no_wrap=right or bool(clip),
            ratio=1 if clipped else None,
        )
    for row in rows:
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return made


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
