"""Writes files whole or not at all: a reader never sees half a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import UsageError


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name only when it is complete. Raises UsageError where it cannot be written."""
    part = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            part = file.name
            yield file
        os.chmod(part, 0o644)  # temporary files are for their owner only
        os.replace(part, target)
    except OSError as error:
        raise UsageError(f"the file cannot be written ({error.strerror})", where=str(target)) from error
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


def write_text(text: str, path: str | os.PathLike[str]) -> None:
    """Write a text file (UTF-8)."""
    with whole(Path(path)) as file:
        file.write(text.encode())
