"""Real servers for the store tests: `oxigraph serve` on a free loopback port, ended by its process id."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_PATIENCE = 20.0  # seconds until a server must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"oxigraph serve ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("oxigraph serve did not answer in time")


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Start `oxigraph serve` with the options given; returns its base address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> str:
        port = free_port()
        binary = Path(sys.executable).with_name("oxigraph")
        command = [str(binary), "serve", "--bind", f"127.0.0.1:{port}", *options]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running.append(process)
        _wait(port, process)
        return f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=_PATIENCE)
