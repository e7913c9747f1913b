"""What the figures were measured on: the machine and the versions of everything that took part."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import virtuoso

_PACKAGES = ("inspection-kg", "pyoxigraph", "rdflib", "pyshacl", "owlrl")


def describe() -> dict[str, object]:
    """Processor, cores, load of the last minute before the run, memory in gigabytes and versions."""
    return {
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "memory": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "versions": {"Python": platform.python_version()} | _versions(),
    }


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            from kg._version import __version__

            found[name] = __version__ if name == "inspection-kg" else "not installed"
    if virtuoso.installed():
        found["Virtuoso"] = virtuoso.version()
    return found


def _line(file: str, key: str) -> str:
    """The value of the first line `key : value` of a file under /proc."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
