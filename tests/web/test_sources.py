"""The rules of the house for the sources of the pages: small modules that say their job, nothing left to be done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import resources
from tests.web.conftest import NEEDED, without

SOURCES = resources.root() / "web" / "src"
MODULES = sorted(path for path in SOURCES.rglob("*.ts") if not path.name.endswith(".d.ts"))
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCES)))


@each_module
def test_a_module_is_small_and_says_its_job(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert re.match(r"/\*\*(\s*\*)?\s*\w.{10}", text)


@each_module
def test_a_module_makes_no_html_from_text_and_knows_no_other_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
    hosts = set(re.findall(r"(?:fetch|get|post|ask)[^\n]*[\"'`](https?://[\w.-]+)", text))
    assert hosts == set()
    assert not re.search(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b", text)


def test_what_must_be_there_is_not_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NEEDED, "pages,axe")
    with pytest.raises(pytest.fail.Exception, match="there are no pages"):
        without("pages", "there are no pages")
    with pytest.raises(pytest.skip.Exception, match="there is no browser"):
        without("chromium", "there is no browser")
