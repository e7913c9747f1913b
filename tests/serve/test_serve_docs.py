"""docs/serve.md: every example for Python, R and curl, word for word, against a live server."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from live import TOKEN, Live

from kg import resources

DOCS = resources.root() / "docs" / "serve.md"
EXAMPLES = re.findall(r"^```(python|sh|r)\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
R_READY = ["sh", "-c", "Rscript -e 'library(httr2)'"]
EXPECTED = [
    "ontology#accepted,",
    "An inspection of",
    "https://w3id.org/inspection-kg/id/system/",
    "number",
    r"\[1\] 62 +2",
    "",
    '"sameData"|"id"',
]


@pytest.mark.parametrize(("number", "language", "text"), [(n, *one) for n, one in enumerate(EXAMPLES)])
def test_the_examples_run(five_live: Live, tmp_path: Path, number: int, language: str, text: str) -> None:
    text = text.replace("http://localhost:8000", five_live.address)
    if language == "r" and subprocess.run(R_READY, capture_output=True, check=False).returncode:
        pytest.skip("R or its httr2 is not there: apt-get install r-base-core r-cran-httr2")
    call = {
        "python": [sys.executable, "-c", text],
        "sh": ["sh", "-ec", text.replace("curl -s", "curl -sf")],
        "r": ["Rscript", "-e", text],
    }[language]
    environment = {"TOKEN": TOKEN, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    ended = subprocess.run(call, capture_output=True, text=True, timeout=60, env=environment, cwd=tmp_path, check=False)
    assert ended.returncode == 0, ended.stderr
    assert re.search(EXPECTED[number], ended.stdout), ended.stdout


def test_all_examples_are_expected() -> None:
    assert len(EXAMPLES) == len(EXPECTED)
    assert {language for language, _ in EXAMPLES} == {"python", "sh", "r"}


def test_every_option_is_in_the_docs() -> None:
    words = DOCS.read_text(encoding="utf-8")
    for option in (
        "--store",
        "--writable",
        "--token-file",
        "--query-time",
        "--query-rows",
        "--query-memory",
        "--workers",
    ):
        assert option in words
