"""The process from which workers are forked: everything is imported once, and a new worker is there in milliseconds.

It opens no store and starts no thread, so that forking is safe, and it alone sends signals to workers: a process is
reaped here, and so its number cannot have gone to a stranger; then its temporary files are removed. Commands are
lines on one socket:

    fork           with a socket for the new worker; answers "PID"
    kill PID, stop PID, go PID, slow PID      no answer
    end            the workers are killed and the zygote ends

When the server is gone, it ends as well.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys
from collections.abc import Callable

from kg.serve import uploads

_SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "go": signal.SIGCONT}
_LOW = 10  # priority where there is nothing like SCHED_IDLE
_LINE = 64  # bytes of a command, always


def command(words: str) -> bytes:
    """A command as the zygote reads it."""
    return words.ljust(_LINE).encode()


def main() -> None:
    """Serve the socket whose number is the only argument."""
    from kg.serve import worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)  # to be woken
    worker.prepare()
    gc.collect()
    gc.freeze()  # what is shared with the workers stays shared
    control = socket.socket(fileno=int(sys.argv[1]))
    control.sendall(command("ready"))
    try:
        _serve(control, worker.main)
    finally:
        os._exit(0)


def _serve(control: socket.socket, work: Callable[[socket.socket], None]) -> None:
    children: set[int] = set()
    while True:
        ready, _, _ = select.select([control], [], [], 0.5)
        _reap(children)
        if not ready:
            continue
        data, descriptors, _, _ = socket.recv_fds(control, _LINE, 1)
        if not data or data.startswith(b"end"):
            break
        verb, _, number = data.decode().strip().partition(" ")
        if verb == "fork":
            pid = _fork(control, descriptors[0], work)
            children.add(pid)
            control.sendall(command(str(pid)))
        elif int(number) in children:
            _do(verb, int(number))
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in children:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    if not data:
        uploads.forget_all()


def _do(verb: str, pid: int) -> None:
    with contextlib.suppress(OSError):
        if verb == "slow":
            _last(pid)
        else:
            os.kill(pid, _SIGNALS[verb])
            if verb == "kill":
                os.kill(pid, signal.SIGCONT)


def _last(pid: int) -> None:
    """Let the others of this session run first, at once when they have something to do (a lower priority would keep the
    processor for some milliseconds), and keep it off one processor where there are several."""
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
    else:
        os.setpriority(os.PRIO_PROCESS, pid, _LOW)
    if hasattr(os, "sched_setaffinity"):
        own = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(pid, own[1:] or own)


def _fork(control: socket.socket, descriptor: int, work: Callable[[socket.socket], None]) -> int:
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    try:
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        work(socket.socket(fileno=descriptor))
    except BaseException:  # the link to the server is closed by the end of the process, which is how it learns of it
        os._exit(1)
    os._exit(0)


def _reap(children: set[int]) -> None:
    while children:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            children.clear()
            return
        if pid == 0:
            return
        children.discard(pid)
        uploads.forget(pid)


if __name__ == "__main__":
    main()
