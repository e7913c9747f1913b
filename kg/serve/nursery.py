"""Starts worker processes and signals them, by way of the zygote."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import kg
from kg.errors import StoreError
from kg.serve import frames, uploads
from kg.serve.zygote import command

_LINE = 64
_START = 60  # seconds that the zygote may take to import everything
_PAGE, _TICKS = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


class Worker:
    """A worker process as the server sees it. `where` is the store that it has open."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid, self.reader, self._writer = pid, reader, writer
        self.where, self.jobs, self.fresh, self.gone = "", 0, memory(pid), False

    async def send(self, data: bytes) -> None:
        """Send a message; a process that is gone is noticed by reading."""
        self._writer.write(data)
        try:
            await self._writer.drain()
        except OSError:
            self.gone = True

    async def finish(self, seconds: float) -> None:
        """Let the process end by itself, and wait for that."""
        self.gone = True
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(seconds):
                self._writer.write_eof()
                await self.reader.read()
        self._writer.close()

    def close(self) -> None:
        """Let the process end, once it has nothing to do."""
        self.gone = True
        self._writer.close()


class Nursery:
    """The zygote, and what is asked of it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._turn = asyncio.Lock()
        self._uploads = uploads.Uploads()
        self.forks = 0

    async def start(self) -> None:
        """Start the zygote. Raises StoreError where it does not come up."""
        if self._uploads.folder is None:
            self._uploads.start()
        ours, theirs = socket.socketpair()
        root = str(Path(kg.__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.serve.zygote", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path, uploads.VARIABLE: str(self._uploads.folder)},
            process_group=0,  # not a session: Linux gives each as much of a processor, whatever runs in it
        )
        theirs.close()
        ours.setblocking(False)
        self._control = ours
        if await self._line(_START) != "ready":
            self._let_go()
            raise StoreError("the processes that answer queries cannot be started")

    async def fork(self) -> Worker:
        """A new worker. Raises StoreError where there can be none."""
        async with self._turn:
            if self._process is None or self._process.poll() is not None:
                self._let_go()
                await self.start()
            assert self._control is not None
            ours, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._control, [command("fork")], [theirs.fileno()])
            line = ""
            try:
                line = await self._line(_START)
            finally:
                if not line.isdecimal():  # what comes late would be taken for the answer to the next
                    ours.close()
                    self._let_go()
            if not line.isdecimal():
                raise StoreError("a process that answers queries cannot be started")
        self.forks += 1
        reader, writer = await asyncio.open_connection(sock=ours, limit=2 * frames.PIECE)
        return Worker(int(line), reader, writer)

    def _let_go(self) -> None:
        """End the zygote at once, with all workers; the next fork starts another."""
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
            self._uploads.empty()
        self._control = self._process = None

    async def _line(self, seconds: float) -> str:
        assert self._control is not None
        data = b""
        try:
            async with asyncio.timeout(seconds):
                while len(data) < _LINE:
                    part = await asyncio.get_running_loop().sock_recv(self._control, _LINE - len(data))
                    if not part:
                        return ""
                    data += part
        except (TimeoutError, OSError):
            return ""
        return data.decode().strip()

    def kill(self, worker: Worker) -> None:
        """End a worker at once."""
        worker.close()
        self._signal("kill", worker)

    def pause(self, worker: Worker) -> None:
        """Let a worker stand still."""
        self._signal("stop", worker)

    def resume(self, worker: Worker) -> None:
        """Let a worker that stands still go on."""
        self._signal("go", worker)

    def demote(self, worker: Worker) -> None:
        """Let others run before a worker."""
        self._signal("slow", worker)

    def _signal(self, verb: str, worker: Worker) -> None:
        while self._control is not None:
            try:
                self._control.send(command(f"{verb} {worker.pid}"))
                return
            except BlockingIOError:
                time.sleep(0.001)
            except OSError:
                return

    def stop(self) -> None:
        """End the zygote and with it all workers."""
        if self._control is not None:
            with contextlib.suppress(OSError):
                self._control.send(command("end"))
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._uploads.stop()


def processor(pid: int) -> float | None:
    """The seconds that a process had of a processor, None where it cannot be known."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    except (OSError, IndexError, ValueError):
        return None


def memory(pid: int) -> int:
    """The resident memory of a process in bytes, 0 where it cannot be known."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0
