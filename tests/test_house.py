"""The rules of the house that no linter checks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kg import resources

PACKAGE = resources.root() / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))
README = (resources.root() / "README.md").read_text(encoding="utf-8")
MODULE_LINES, FUNCTION_LINES = 300, 40


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def commands() -> list[str]:
    """The commands of the command line."""
    from kg.cli import app

    return sorted((c.name or c.callback.__name__) for c in app.registered_commands if c.callback)


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


@each_module
def test_a_module_says_its_job_in_its_first_line(path: Path) -> None:
    said = ast.get_docstring(tree(path)) or ""
    assert len(said.splitlines()[0] if said else "") > 10


@each_module
def test_what_a_package_offers_is_sorted(path: Path) -> None:
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            offered = ast.literal_eval(node.value)
            assert offered == sorted(offered)
            assert len(offered) == len(set(offered))


@each_module
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    long = [f.name for f in functions(tree(path)) if (f.end_lineno or 0) - f.lineno >= FUNCTION_LINES]
    assert long == []


@each_module
def test_what_others_call_is_documented(path: Path) -> None:
    silent = [
        node.name
        for node in tree(path).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and (node.end_lineno or 0) - node.lineno > 6
    ]
    assert silent == []


@each_module
def test_only_the_command_line_prints(path: Path) -> None:
    if path.parent.name != "cli":
        calls = [n for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and ast.unparse(n.func) == "print"]
        assert calls == []


@pytest.mark.parametrize("folder", ["kg", "tests", "queries", "shapes", "ontology", "benchmarks"])
def test_nothing_is_left_to_be_done(folder: str) -> None:
    left = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b(?!X)")
    files = [p for p in (resources.root() / folder).rglob("*") if p.suffix in (".py", ".rq", ".ttl", ".md")]
    assert files
    assert [name for name in files if left.search(name.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"\bkg {command}\b", README), f"README.md does not mention kg {command}"


def test_every_command_in_the_readme_exists() -> None:
    assert set(re.findall(r"^ +kg (\w+)", README, re.MULTILINE)) <= set(commands())


def test_every_link_in_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    missing = [link for link in links if "://" not in link and not (resources.root() / link).exists()]
    assert missing == []


def test_no_two_test_modules_have_one_name() -> None:
    """pytest takes the second for the first."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)
