"""Source files → Documents: one module per format; `sources` takes a file or a folder."""

from __future__ import annotations

from kg.read.folder import sources
from kg.read.formats import READ, SUFFIXES, read

__all__ = ["READ", "SUFFIXES", "read", "sources"]
