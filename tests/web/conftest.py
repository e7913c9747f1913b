"""A server of the five responses and a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kg import resources

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = resources.root() / "web" / "node_modules" / "axe-core" / "axe.min.js"
TOKEN = "a-token-for-the-tests-only"
NEEDED = "KG_TESTS_NEED"  # what must be there, between commas: pages, chromium, axe


def without(what: str, why: str) -> NoReturn:
    """Skip a test for want of something; fail it where the environment says that it must be there, as .ci/run does."""
    if what in os.environ.get(NEEDED, "").split(","):
        pytest.fail(f"{why} ({NEEDED} names {what})")
    pytest.skip(why)


@pytest.fixture(scope="session")
def served(five_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `kg serve --writable` over the five responses. No test may write to it: all tests share it."""
    if not (resources.root() / "web" / "dist" / "index.html").is_file():
        without("pages", "the explorer's pages are not built: pip install -e . builds web/dist")
    yield from _server(*_writable(five_folder, tmp_path_factory.mktemp("served")))


@pytest.fixture
def served_alone(five_folder: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a writable `kg serve` for one test: what it submits, no other test sees."""
    yield from _server(*_writable(five_folder, tmp_path))


@pytest.fixture(scope="session")
def served_readonly(five_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a read-only `kg serve` over the five responses."""
    folder = tmp_path_factory.mktemp("readonly")
    yield from _server(Path(shutil.copytree(five_folder, folder / "store")), folder)


def _writable(five_folder: Path, folder: Path) -> tuple[Path | str, ...]:
    store = Path(shutil.copytree(five_folder, folder / "store"))
    token = folder / "token"
    token.write_text(TOKEN, encoding="utf-8")
    return store, folder, "--writable", "--token-file", str(token)


def _server(store: Path | str, folder: Path | str, *words: Path | str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        "--workers",
        "2",
        *words,
    ]
    env = os.environ | {"PYTHONPATH": str(resources.root())}
    log = (folder / "log").open("w", encoding="utf-8")
    process = subprocess.Popen(
        command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=env, cwd=folder, start_new_session=True
    )
    try:
        _wait(address, process, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server is not ready after a minute: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    try:
        from playwright import sync_api
    except ImportError:
        without("chromium", "playwright is not installed: pip install -e '.[test]'")
    if not Path(CHROMIUM).exists():
        without("chromium", f"there is no {CHROMIUM}: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, served: str) -> Iterator[Visit]:
    """Opens a page of the explorer and waits until it is shown. No page may ask another host or write errors."""
    contexts, foreign, errors = [], [], []

    def open_page(path: str, *, theme: str = "light", width: int = 1280, height: int = 900, bad: bool = False,
                  at: str = served, **more: Any) -> Any:  # fmt: skip
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # the machine may be busy; only what fails waits so long
        page.on("request", lambda request: _own(request.url, at) or foreign.append(request.url))
        page.on("pageerror", lambda error: errors.append(f"{path}: {error}"))
        if not bad:
            page.on("console", lambda said: said.type == "error" and errors.append(f"{path}: {said.text}"))
        page.goto(at + path)
        settled(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []
    assert errors == []


def _own(url: str, at: str) -> bool:
    return url.startswith((f"{at}/", f"blob:{at}/", "data:"))


def settled(page: Any) -> None:
    """Wait until a page is shown and nothing in it is loading."""
    page.locator("main[data-shown]").wait_for()
    page.locator("[aria-busy]").first.wait_for(state="detached")


def _only(rules: tuple[str, ...]) -> dict[str, Any]:
    return {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}


def faults(page: Any, *rules: str) -> list[str]:
    """What axe calls serious or critical, as lines that say where it is; `rules` are those to test, else all."""
    if not AXE.is_file():
        without("axe", "axe-core is not there: pip install -e . fetches it into web/node_modules")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], ...rules})", _only(rules))
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:5]
    ]


def write(page: Any, text: str) -> None:
    """Type a query into the editor in place of what is there."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
