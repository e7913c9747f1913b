"""How peers fared at smaller sizes: what is hopeless at a larger one is not tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# Where the results hold what a peer did, by the name of its task.
_TASKS = (
    ("queries", "rdflib", "rdflib_ask"),
    ("validate", "pyshacl", "pyshacl_validate"),
    ("reason", "owlrl", "owlrl_reason"),
)


@dataclass(slots=True)
class Fared:
    """The size and seconds of each work that a peer did, and why one was cut, with the size."""

    cut: dict[str, str] = field(default_factory=dict)
    took: dict[str, tuple[int, float]] = field(default_factory=dict)

    def recall(self, sizes: dict[str, Any], below: int) -> None:
        """Remember the figures of the run before of sizes below this one."""
        for reports in sorted(size for size in map(int, sizes) if size < below):
            for stage, peer, work in _TASKS:
                row = sizes[str(reports)][stage].get(peer, {})
                tried = not row.get("cut", "").startswith("not ")
                self.note(work, reports, row.get("loaded") or row.get("seconds"), row.get("cut", "") if tried else "")
            asked = sizes[str(reports)]["queries"].get("rdflib", {}).get("queries", {})
            for name, answer in asked.items():
                self.answered(name, reports, answer)

    def answered(self, name: str, reports: int, answer: dict[str, Any]) -> None:
        """Remember how rdflib fared with a query."""
        self.note(f"rdflib {name}", reports, answer.get("warm"), answer["cut"] if "over" in answer else "")

    def note(self, work: str, reports: int, seconds: float | None, cut: str) -> None:
        """Remember what a peer took, or that it was cut."""
        if seconds:
            self.took[work] = reports, seconds
        elif cut:
            self.cut[work] = f"{cut} at {reports:,} reports"

    def hopeless(self, work: str, reports: int, limit: float) -> str:
        """Why a peer is not tried: it was cut at a smaller size, or took so long there that it would be; else ""."""
        if work in self.cut:
            return f"not tried: {self.cut[work]}"
        if work in self.took:
            smaller, seconds = self.took[work]
            if seconds * reports / smaller > limit * 1.5:
                return f"not tried: {seconds:.0f} s at {smaller:,} reports"
        return ""
