"""Where workers put temporary files, such as what is handed in to be checked: a folder of the server.

In it is one for each process, which is removed when the process has ended, however it ended.

The folder is locked while its server lives, so that the next one knows what was left behind.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

VARIABLE = "KG_SERVE_UPLOADS"  # tells the folder to the zygote
_PREFIX = "kg-serve-uploads-"


class Uploads:
    """The folder, from `start` to `stop`."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self._lock: IO[bytes] | None = None

    def start(self) -> None:
        """Make it, and remove those of servers that were killed."""
        _remove_stale()
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = (self.folder / "new").open("wb")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        (self.folder / "new").rename(self.folder / "lock")

    def empty(self) -> None:
        """Remove what is in it, once no process is left."""
        for folder in self.folder.iterdir() if self.folder else ():
            if folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)

    def stop(self) -> None:
        """Remove it with all that is in it."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock is not None:
            self._lock.close()


def enter() -> None:
    """In a worker: let temporary files be made in a folder of this process."""
    if root := os.environ.get(VARIABLE):
        folder = Path(root) / str(os.getpid())
        folder.mkdir(mode=0o700, exist_ok=True)
        tempfile.tempdir = str(folder)


def forget(pid: int) -> None:
    """Remove the files of a process that has ended."""
    if root := os.environ.get(VARIABLE):
        shutil.rmtree(Path(root) / str(pid), ignore_errors=True)


def forget_all() -> None:
    """Remove the folder, where the server did not."""
    if root := os.environ.get(VARIABLE):
        shutil.rmtree(root, ignore_errors=True)


def _remove_stale() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            with (folder / "lock").open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
