# What the checks run; `just` lists them. Python is the one of the environment that is active.

python := env("PYTHON", "python3")

# List the recipes
default:
    @just --list

# Everything that .ci/run runs
check: lint types layers web readme wheel

# Style and simple faults
lint:
    {{python}} -m ruff check .
    {{python}} -m ruff format --check .

# Types
types:
    {{python}} -m mypy

# Which stage may import which
layers:
    lint-imports

# Types and unit tests of the explorer's pages
web:
    {{python}} .ci/web.py

# The tests, as the README runs them
test:
    {{python}} -m pytest

# The tests with branch coverage of kg/
coverage:
    {{python}} -m pytest --cov --cov-report=term

# The README's commands, word for word, in a fresh clone and a fresh environment; the tests with branch coverage of kg/
readme:
    {{python}} .ci/readme.py

# A wheel, installed elsewhere and run
wheel:
    {{python}} .ci/wheel.py

# The measurements of docs/benchmarks.md (about half an hour)
benchmarks:
    {{python}} -m benchmarks
