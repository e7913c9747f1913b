"""What a named query is: its question, columns and parameters, as its header states them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

REQUIRED, ANY, TODAY = "required", "any", "today"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `type` is a key of `parameters.TYPES`; `default` is "required", "any" (every value matches),
    "today" or the value that stands in the file."""

    name: str
    type: str
    default: str
    meaning: str

    @property
    def required(self) -> bool:
        return self.default == REQUIRED

    def __str__(self) -> str:
        """As a caller would write it: `report=SLUG` or `[report=SLUG]`."""
        shown = f"{self.name}={self.type.upper()}"
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query file. `limit` is how many answers it gives at most (None: all), `chosen` which ones these are."""

    name: str
    number: int
    question: str
    keywords: tuple[str, ...]
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    text: str
    path: Path
    limit: int | None = None
    chosen: str = ""
