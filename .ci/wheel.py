"""Builds a wheel, installs it in a fresh environment far from the checkout; builds, asks and serves a graph with it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = "kg/_files/web/"
QUERY = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fr%20a%20insp:Recommendation%20%7D&format=json"


def main() -> int:
    """0 where the wheel holds the pages, and what is installed builds the graph, answers, validates, draws, serves."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run = lambda *words: subprocess.run(words, cwd=folder, check=True, stdin=subprocess.DEVNULL)  # noqa: E731
        run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT))
        (wheel,) = folder.glob("*.whl")
        holds_pages(wheel)
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
        serves(kg, folder)
    return 0


def holds_pages(wheel: Path) -> None:
    """Raise SystemExit unless the wheel holds the page of the explorer, with each file that the page names."""
    with zipfile.ZipFile(wheel) as packed:
        names = {name.removeprefix(PAGES) for name in packed.namelist() if name.startswith(PAGES)}
        if "index.html" not in names:
            raise SystemExit(f"{wheel.name} holds no pages: {PAGES}index.html is missing")
        page = packed.read(f"{PAGES}index.html").decode()
    wanted = {part.split('"')[0].lstrip("/") for mark in ('src="/', 'href="/') for part in page.split(mark)[1:]}
    if missing := {name for name in wanted if "." in name} - names:
        raise SystemExit(f"{wheel.name} lacks files of its pages: {', '.join(sorted(missing))}")


def serves(kg: str, folder: Path) -> None:
    """Raise where the installed `kg serve` does not give its page and the answer to a query, or does not end with 0."""
    words = [kg, "serve", "--port", "0", "--workers", "1"]
    server = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().partition(" at ")[2].split(" ")[0]
        browser = urllib.request.Request(f"{address}/", headers={"Accept": "text/html"})
        with urllib.request.urlopen(browser, timeout=60) as page:
            text = page.read().decode()
        if "/assets/" not in text:
            raise SystemExit("the installed kg serve does not give the explorer at /")
        with urllib.request.urlopen(address + QUERY, timeout=60) as answer:
            ((count,),) = [row.values() for row in json.load(answer)["results"]["bindings"]]
        if count["value"] != "62":
            raise SystemExit(f"the installed kg serve counts {count['value']} recommendations, not 62")
    finally:
        server.terminate()
        code = server.wait(60)
    if code:
        raise SystemExit(f"kg serve ended with {code}")


if __name__ == "__main__":
    sys.exit(main())
