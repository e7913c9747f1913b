"""What is wrong with the cells of a table: all of it in one error, each with its sheet, row and column."""

from __future__ import annotations

from pathlib import Path

from kg.errors import DataError

_SHOWN = 20


class Problems:
    """Collects what is wrong, so that a person can mend everything at once."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """`where` is a cell ("Commitments!F12") or a sheet."""
        if (line := f"{where}: {what}") not in self.found:
            self.found.append(line)

    def check(self, path: Path) -> None:
        """Raise DataError where anything was found: the first 20, and how many more there are."""
        if not self.found:
            return
        count = f"{len(self.found)} places" if len(self.found) > 1 else "1 place"
        more = len(self.found) - _SHOWN
        lines = [*self.found[:_SHOWN], *([f"… and {more} more"] if more > 0 else [])]
        raise DataError(f"{count} to mend, and nothing is read until then", where=str(path), details=lines)


def address(sheet: str, column: int, row: int) -> str:
    """ "Commitments!F12": `column` counts from 0, `row` from 1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row}"
