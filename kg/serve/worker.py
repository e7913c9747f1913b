"""One process that answers: it takes a job at a time, and may be killed at any moment.

Readers have a snapshot of the store; one process, the writer, has the store itself. A job says which store it is for,
and how many rows and seconds it may take; the rest of the limits are kept from outside, by killing.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import socket
from importlib import import_module, util
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError, StoreError
from kg.interface import Store
from kg.serve import frames, uploads
from kg.serve.rows import RowLimitReached

_MARGIN = 5  # seconds after which a worker ends itself when nobody does it
_MODULES = ("kg.store.answers", "kg.query", "kg.serve.jobs", "kg.explore")
_SPARE = 1 << 30  # bytes of address space that allocators and mapped files may take beside the limit


class Output:
    """Where an answer is written: pieces go to the server as soon as they are large enough."""

    def __init__(self, link: socket.socket) -> None:
        self._link, self._buffer, self._head = link, bytearray(), b""
        self.bytes = 0

    def begin(self, **head: Any) -> None:
        """Say what the answer is; sent with the first piece, so that what fails before is an error and no answer."""
        self._head = frames.packed_json(b"H", head)

    def write(self, data: bytes) -> int:
        """Add to the answer."""
        self._buffer += data
        self.bytes += len(data)
        if len(self._buffer) >= frames.PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what there is."""
        if self._buffer or self._head:
            piece = frames.packed(b"D", bytes(self._buffer)) if self._buffer else b""
            self._link.sendall(self._head + piece)
            self._buffer.clear()
            self._head = b""


class Stores:
    """The store that jobs are for: kept open while they are for the same one."""

    def __init__(self) -> None:
        self._where, self._store = "", None  # type: tuple[str, Store | None]

    def at(self, where: str, *, write: bool, token: str | None) -> Store:
        """The store at this place, opened anew where it is another than before."""
        from kg.store import open_store

        if self._store is None or where != self._where:
            if self._store is not None:
                self._store.close()
            self._store, self._where = None, where
            remote = where.startswith(("http://", "https://"))
            self._store = open_store(where, read_only=not (write or remote), token=token)
        return self._store

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()


def prepare() -> None:
    """Import and read what jobs need, once for all workers."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a fork has no use for threads that it did not start
    for name in _MODULES:
        if util.find_spec(name):
            import_module(name)
    from kg import reference
    from kg.query import catalogue
    from kg.query.syntax import form

    reference.graph()
    reference.ontology()
    catalogue()
    form("ASK {}")


def main(link: socket.socket) -> None:
    """Answer jobs until the server is gone."""
    uploads.enter()
    stores = Stores()
    try:
        _answer(link, stores)
    finally:
        stores.close()


def _answer(link: socket.socket, stores: Stores) -> None:
    while (message := frames.receive(link)) is not None:
        job = json.loads(message[1])
        body = frames.receive(link) if job.get("body") else (b"B", b"")
        if body is None:
            return
        output = Output(link)
        link.sendall(frames.packed(b"A", b""))
        _limit(job.get("memory"), job.get("seconds"))
        try:
            link.sendall(_outcome(stores, job, body[1], output))
        except BrokenPipeError:
            return
        finally:
            signal.alarm(0)
        gc.collect(0)


def _outcome(stores: Stores, job: dict[str, Any], body: bytes, output: Output) -> bytes:
    """Do a job; the message that ends it."""
    from kg.serve import jobs

    try:
        told = jobs.DO[job["do"]](stores, job, body, output)
        output.flush()
        return frames.packed_json(b"E", told or {})
    except RowLimitReached:
        return frames.packed_json(b"X", {"reason": "rows"})
    except MemoryError:
        return frames.packed_json(b"X", {"reason": "memory"})
    except BrokenPipeError:
        raise
    except RecursionError:
        return frames.packed_json(b"X", told_error(QueryError("the request is nested too deeply")))
    except KgError as error:
        return frames.packed_json(b"X", told_error(error))
    except Exception as error:
        return frames.packed_json(b"X", {"reason": "fault", "fault": f"{type(error).__name__}: {error}"[:500]})


def told_error(error: KgError) -> dict[str, Any]:
    """An error as the server tells it to clients; the folder of the store is nobody's business."""
    names = {kind.__name__ for kind in type(error).__mro__}
    where = "" if isinstance(error, StoreError) and Path(error.where).is_absolute() else error.where
    told = {"what": error.what, "where": where, "expected": error.expected, "mend": error.mend}
    if error.details:
        told["details"] = list(error.details)  # type: ignore[assignment]
    remote = isinstance(error, StoreError) and error.where.startswith("http")
    return {"reason": "error", "status": 502 if remote else _status(names), "error": told}


def _status(names: set[str]) -> int:
    if "NotFoundError" in names:
        return 404
    if "FormatError" in names:
        return 406
    if names & {"UsageError", "QueryError"}:
        return 400
    return 422 if names & {"DataError", "SourceError"} else 500


def _limit(memory: int | None, seconds: float | None) -> None:
    """Backstops, should the server be gone or look away: the kernel ends the process by itself."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if seconds:
        signal.alarm(int(seconds) + _MARGIN)
    if memory and Path("/proc/self/statm").exists():
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (size + memory + _SPARE, resource.RLIM_INFINITY))
