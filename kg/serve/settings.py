"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.processes import cores

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` is a folder or an address; times are in seconds, `memory` (for one query) in bytes.

    `workers` answer quick questions; half as many at most may be busy with slow ones, and as many may wait half done.
    """

    store: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    writable: bool = False
    token: str = ""
    time: float = 30.0
    rows: int = 1_000_000
    memory: int = 1024 * MEGABYTE
    log_format: str = "json"
    log_queries: bool = False
    grace: float = 10.0
    queue: int = 256
    slice: float = 0.1
    web: Path | None = None

    @property
    def remote(self) -> bool:
        """Whether the store is a server."""
        return self.store.startswith(("http://", "https://"))

    @property
    def slow(self) -> int:
        """How many long queries may run at once."""
        return max(1, min(self.workers // 2, cores() - 1))  # one processor is left to the others

    @property
    def body(self) -> int:
        """Bytes that an update or an upload may have."""
        return 64 * MEGABYTE


def token_of(file: Path) -> str:
    """The token in a file. Raises UsageError where it cannot be read, or is too short to be one."""
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageError(f"the token cannot be read ({reason})", where=str(file)) from error
    if len(token) < 16 or not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(
            "this is no token", where=str(file), expected="one line of 16 or more ASCII characters without spaces",
            mend="python -c 'import secrets; print(secrets.token_urlsafe())' makes one",
        )  # fmt: skip
    return token
