"""What is measured at one size: generated documents, the store built from them, and its N-Quads."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from benchmarks import generate


@dataclass(frozen=True, slots=True)
class Corpus:
    """The folder of one size: documents, the store built from them, its N-Quads."""

    folder: Path
    reports: int
    seed: int

    @property
    def documents(self) -> Path:
        return self.folder / "documents"

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def files(self) -> list[str]:
        """Two files, one for each loader of a peer that loads in parallel."""
        (self.folder / "quads").mkdir(parents=True, exist_ok=True)
        return [str(self.folder / "quads" / f"part-{number}.nq") for number in (1, 2)]

    def write(self) -> dict[str, int]:
        """Write the documents; what they hold."""
        return dict(generate.write(self.documents, self.reports, self.seed))

    def slug(self) -> str:
        """The report in the middle of the list."""
        with (self.documents / "sources.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return rows[len(rows) // 2]["file"].removesuffix(".txt")

    def new(self) -> Path:
        """A document that is not in the corpus: the same one for every size."""
        folder = self.folder / "new"
        generate.write(folder, 1, self.seed, first=generate.NEW_RESPONSE)
        return next(folder.glob("*.txt"))
