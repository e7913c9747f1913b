"""docs/deploy: what can be known of the Dockerfile and of the systemd unit without running either."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import resources

Run = Callable[..., tuple[str, str]]
ROOT = resources.root()
DOCKER = (ROOT / "docs" / "deploy" / "Dockerfile").read_text(encoding="utf-8")
UNIT = ROOT / "docs" / "deploy" / "kg-serve.service"
SECRET = re.compile(r"\.git|\.venv|node_modules|token", re.IGNORECASE)


def steps(text: str) -> list[tuple[str, str]]:
    """The instructions of a Dockerfile, long lines made whole."""
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in lines if line.strip()]


def calls() -> list[str]:
    """Every call of kg serve that the two files have, comments included."""
    unit = UNIT.read_text(encoding="utf-8")
    docker = re.sub(r"\\\n#?", " ", DOCKER).replace('", "', " ").replace('"]', "")
    return re.findall(r"\bkg serve\s+(--[^\n]*)", unit) + re.findall(r"\bkg serve\s+(--[^\n]*)", docker)


def test_the_image_holds_the_wheel_and_nothing_else_of_the_checkout() -> None:
    stages = re.split(r"^FROM .*$", DOCKER, flags=re.MULTILINE)[1:]
    assert len(stages) == 2
    for instruction, words in steps(stages[0]):
        if instruction == "COPY":
            *sources, _ = words.split()
            for source in sources:
                assert source.strip("./"), "COPY of everything"
                assert (ROOT / source).exists(), source
                assert not SECRET.search(source), source
                assert source != "web", "has node_modules where it was built"
    assert [words for instruction, words in steps(stages[1]) if instruction in ("COPY", "ADD")] == []
    assert "from=made" in stages[1]


def test_the_wheel_is_made_of_what_is_copied() -> None:
    copied = {source for kind, words in steps(DOCKER) if kind == "COPY" for source in words.split()[:-1]}
    included = re.search(
        r"force-include\]\n(.*?)\n\n", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.DOTALL
    )
    assert included is not None
    wanted = {"kg", "pyproject.toml", "README.md", *re.findall(r'^"(\w+)" =', included[1], re.MULTILINE)}
    assert wanted <= copied
    names = {"index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "build_hook.py"}
    assert {f"web/{name}" for name in (*names, "src", "public")} <= copied


def test_every_option_is_one_of_kg_serve(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    told, _ = kg("serve", "--help")
    assert len(calls()) == 4
    for call in calls():
        for option in re.findall(r"--[\w-]+", call):
            assert option in told, option


def test_the_token_lies_outside_the_checkout() -> None:
    assert "$PWD" not in DOCKER
    for call in calls():
        if "--writable" in call:
            assert re.search(r"--token-file (/run/secrets/token|%d/token)", call)


def test_the_memory_is_what_all_lanes_may_take() -> None:
    unit = UNIT.read_text(encoding="utf-8")
    for call in calls():
        workers, memory = (int(re.search(rf"--{name} (\d+)", call)[1]) for name in ("workers", "query-memory"))
        gigabytes = ((2.5 * workers + 4) * memory + 500) / 1024
        assert gigabytes <= float(re.search(r"^MemoryMax=(\d+)G", unit, re.MULTILINE)[1])
        assert gigabytes <= float(re.search(r"--memory (\d+)g", DOCKER)[1])
    assert re.search(r"^OOMPolicy=continue$", unit, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    words = UNIT.read_text(encoding="utf-8")
    for name, text in (("one", words), ("two", re.sub(r"^ExecStart=.*\n# (.*)\n# (.*)", r"\1\n\2", words, flags=re.M))):
        assert "ExecStart=/opt/inspection-kg/bin/kg" in text
        unit = tmp_path / f"{name}.service"
        unit.write_text(
            text.replace("/opt/inspection-kg/bin/kg", shutil.which("true") or "/bin/true"), encoding="utf-8"
        )
        ended = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
        assert (ended.returncode, [line for line in ended.stderr.splitlines() if unit.name in line]) == (0, [])
