"""The files that a person names: read with a clear error, written whole or not at all."""

from __future__ import annotations

import lzma
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import UsageError

DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged zip archive raises, by the ways in which its members may be packed and named."""


def readable(path: Path) -> Path:
    """The path of a text file, once it is sure that it can be read. Raises UsageError where it cannot."""
    try:
        path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"the file cannot be read ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise UsageError("the file is no text", where=str(path), expected="UTF-8") from error
    return path


def named_file(words: str) -> Path | None:
    """The file of this name; None where there is none."""
    path = Path(words)
    try:
        return path if path.is_file() else None
    except OSError:  # too long for a name
        return None


def is_folder(words: str) -> bool:
    """Whether there is a folder of this name."""
    try:
        return bool(words.strip()) and Path(words).is_dir()
    except OSError:  # too long for a name
        return False


def spared(target: Path, *sources: Path) -> Path:
    """The path of a file to write, once it is sure that it is none of those that were given to be read. Raises
    UsageError."""
    if any(target.resolve() == source.resolve() for source in sources):
        raise UsageError("the original is not written over", where=str(target), mend="name another file with -o")
    return target


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
