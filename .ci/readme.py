"""Runs the README's shell blocks word for word, in a fresh clone and a fresh environment, up to the first failure."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(?:sh|shell|bash)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main() -> int:
    """The exit code of the first block that fails, else 0."""
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    if len(blocks) < 2:
        print("README.md: expected at least two shell blocks", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "inspection-kg"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        env = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONPATH", "PYTHON", "PYTHONHOME"}}
        # the tests run once, so they are measured here
        env["PYTEST_ADDOPTS"] = "--cov --cov-report=term --durations=60 --durations-min=2"
        env["PATH"] = os.pathsep.join(p for p in env["PATH"].split(os.pathsep) if not p.startswith(str(ROOT)))
        for block in blocks:
            print(f"README: {block.strip()}", flush=True)
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", block], cwd=clone, env=env, stdin=subprocess.DEVNULL
            )
            if done.returncode:
                print(f"README: the block above ended with {done.returncode}", file=sys.stderr)
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
