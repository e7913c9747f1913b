"""The servers that are put under load, each on the same data: started, waited for, ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

_ROOT = Path(__file__).resolve().parent.parent
Running = AbstractContextManager[tuple[str, "subprocess.Popen[bytes]"]]
"""Gives the address for queries and the process."""


def export(store: Path, data: Path) -> None:
    """Write the store as N-Quads."""
    call = [sys.executable, "-m", "kg", "export", "--store", str(store), "-o", str(data)]
    subprocess.run(call, check=True, capture_output=True, env=_environment())


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(_ROOT)}


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def servers(store: Path, data: Path, folder: Path, python: str) -> Iterator[tuple[str, Running]]:
    """Each server by its name, to be started; rdflib-endpoint where there is a Python that has it."""
    port = _free()
    kg = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port), "--query-time", "10"]
    yield "kg", _running(kg, f"http://127.0.0.1:{port}/sparql", folder)
    oxigraph = str(Path(sys.executable).with_name("oxigraph"))
    database = folder / "oxigraph"
    load = [oxigraph, "load", "--location", str(database), "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    port = _free()
    serve = [oxigraph, "serve", "--location", str(database), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    yield "oxigraph", _running([*serve, "--timeout-s", "10"], f"http://127.0.0.1:{port}/query", folder)
    if python:
        port = _free()
        script = folder / "rdflib_server.py"
        script.write_text(_RDFLIB.format(data=str(data), port=port), encoding="utf-8")
        yield "rdflib", _running([python, str(script)], f"http://127.0.0.1:{port}/", folder)


_RDFLIB = """
import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)
data.parse({data!r}, format="nquads")
uvicorn.run(SparqlEndpoint(graph=data), host="127.0.0.1", port={port}, log_level="error")
"""


@contextmanager
def _running(call: list[str], address: str, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    log = folder / "log"
    with log.open("ab") as errors:
        process = subprocess.Popen(
            call, stdout=errors, stderr=errors, env=_environment(), cwd=folder, start_new_session=True
        )
    try:
        parts = urlsplit(address)
        for _ in range(1200):
            with socket.socket() as link:
                if link.connect_ex((parts.hostname, parts.port)) == 0:
                    break
            if process.poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8")[-2000:])
            time.sleep(0.1)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
