"""Source files → Documents: one module per format; `sources` takes a file or a folder."""

from __future__ import annotations

from kg.read.folder import sources
from kg.read.plain import read

__all__ = ["read", "sources"]
