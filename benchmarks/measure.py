"""Runs one task in a process of its own, with limits on time and memory, and reports what it took.

A task prints one JSON object a line: its results as they come. The peak is the largest resident set that Linux saw
(VmHWM), of the task itself; memory is limited by its address space, so that a peer cannot take the machine down.
"""

from __future__ import annotations

import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_POLL = 0.25  # seconds between looks at the memory of a task


@dataclass(slots=True)
class Outcome:
    """What a task gave: its rows, wall-clock seconds, peak memory in bytes.

    `cut` says why it did not end, `over` the seconds after which it was stopped, 0 where time was not the reason.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    peak: int = 0
    cut: str = ""
    over: float = 0.0

    def last(self, name: str) -> Any:
        """The last value that the task printed under a name, None where it printed none."""
        return next((row[name] for row in reversed(self.rows) if name in row), None)


def run(
    task: str, arguments: Mapping[str, Any], *, limit: float, first: float | None = None, memory: float | None = None
) -> Outcome:
    """Run a task of `benchmarks.tasks`.

    `limit` is for the whole of it and `first` for its first row, in seconds; `memory` in gigabytes of address space.
    """
    call = [sys.executable, "-m", "benchmarks.tasks", task, json.dumps(arguments)]
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0"}
    started = time.monotonic()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(
            call,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
            start_new_session=True,
            preexec_fn=_limiter(memory),
        ) as process,
    ):
        try:
            outcome = _follow(process, started + limit, started + (first or limit))
        finally:
            if process.poll() is None:  # cut, or this run is being stopped
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        outcome.seconds = time.monotonic() - started
        if outcome.cut:
            outcome.over = limit if outcome.rows else first or limit
            outcome.cut = f"> {outcome.over:.0f} s"
        elif process.returncode:
            errors.seek(0)
            outcome.cut = _reason(errors.read(), process.returncode, memory)
    return outcome


def _limiter(memory: float | None) -> Callable[[], None] | None:
    if memory is None:
        return None
    size = int(memory * 2**30)
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _follow(process: subprocess.Popen[str], end: float, first: float) -> Outcome:
    """Collect what the process prints until it ends or its time is over; then it is killed, `cut` is set."""
    outcome = Outcome()
    assert process.stdout is not None
    descriptor = process.stdout.fileno()
    os.set_blocking(descriptor, False)
    buffer = b""
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            outcome.peak = max(outcome.peak, peak(process.pid))
            if selector.select(_POLL):
                data = os.read(descriptor, 65536)
                if not data:
                    break
                *lines, buffer = (buffer + data).split(b"\n")
                outcome.rows += [json.loads(line) for line in lines if line.startswith(b"{")]
            if time.monotonic() > (end if outcome.rows else first):
                outcome.cut = "time"
                return outcome
    process.wait()
    outcome.peak = max(outcome.peak, outcome.last("peak") or 0)
    return outcome


def _reason(errors: str, code: int, memory: float | None) -> str:
    """Why a process failed, from its error output."""
    lines = errors.strip().splitlines()
    last = lines[-1] if lines else f"exit code {code}"
    if any(word in errors for word in ("MemoryError", "Cannot allocate", "bad_alloc")) or code == -signal.SIGKILL:
        return f"out of memory ({memory:g} GB)" if memory else "out of memory"
    return f"failed: {last[:160]}"


def peak(pid: int) -> int:
    """The peak resident memory of a process in bytes, 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def own_peak() -> int:
    """The peak resident memory of this process in bytes."""
    return peak(os.getpid())


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that the call took, and what it gave."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def apart(action: Callable[[], Any], limit: float) -> dict[str, Any]:
    """Run an action in a fork of this process: what it gave (a JSON object), or {"cut": "> 60 s"}.

    Memory is shared until written, so a graph that took minutes to load serves many queries, each of which can be
    killed.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(action, writer)
    os.close(writer)
    return _collect(reader, child, limit)


def _answer(action: Callable[[], Any], writer: int) -> None:
    """In the fork: write the answer and end without the clean-up of the parent."""
    try:
        answer = action() | {"peak": own_peak()}
    except MemoryError:
        answer = {"cut": "out of memory"}
    except BaseException as error:
        answer = {"cut": f"failed: {type(error).__name__}: {' '.join(str(error).split())[:160]}"}
    with os.fdopen(writer, "w") as pipe:
        json.dump(answer, pipe)
    os._exit(0)


def _collect(reader: int, child: int, limit: float) -> dict[str, Any]:
    with os.fdopen(reader, "rb") as pipe, selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        ready = selector.select(limit)
        if not ready:
            os.kill(child, signal.SIGKILL)
        data = pipe.read() if ready else b""
    os.waitpid(child, 0)
    if not ready:
        return {"cut": f"> {limit:.0f} s", "over": limit}
    return dict(json.loads(data)) if data else {"cut": "out of memory"}


def printed(rows: Iterator[dict[str, Any]]) -> None:
    """Print rows as a task does: one JSON object a line, at once."""
    for row in rows:
        print(json.dumps(row), flush=True)
