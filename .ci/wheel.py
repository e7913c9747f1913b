"""Builds a wheel, installs it in a fresh environment far from the checkout, and builds and asks a graph with it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """0 where the installed wheel builds the graph, answers, validates and draws."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run = lambda *words: subprocess.run(words, cwd=folder, check=True, stdin=subprocess.DEVNULL)  # noqa: E731
        run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT))
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "env", with_pip=True)
        kg = str(folder / "env" / "bin" / "kg")
        with zipfile.ZipFile(wheel) as packed:
            assert "kg/py.typed" in packed.namelist()
        run(str(folder / "env" / "bin" / "pip"), "install", "--quiet", str(wheel))
        run(kg, "build")
        run(kg, "query", "shared-systems")
        run(kg, "validate")
        run(kg, "draw", "network.svg")
        run(kg, "export", "-o", "graph.nq")
    return 0


if __name__ == "__main__":
    sys.exit(main())
