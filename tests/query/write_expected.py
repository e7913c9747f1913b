"""Writes the expected answers of the named queries again: `python tests/query/write_expected.py`, then read the diff.

For every question: expected.csv from its small world with params.json, five.csv from the five responses with five.json
(params.json where there is none); a five.csv without rows needs a five-empty.txt that says why. Also docs/queries.md.
"""

from __future__ import annotations

import json
from pathlib import Path

from query_worlds import CASES, store_of

from kg import pipeline
from kg.interface import Store
from kg.model import Table
from kg.query import NamedQuery, bind, catalogue, markdown, run, to_csv
from kg.resources import root
from kg.store import open_store


def write(store: Store, query: NamedQuery, params: Path, target: Path) -> None:
    answer = run(store, bind(query, json.loads(params.read_text(encoding="utf-8"))))
    assert isinstance(answer, Table)
    target.write_text(to_csv(answer).replace("\r\n", "\n"), encoding="utf-8")


def main() -> None:
    five = open_store(None)
    pipeline.build(five)
    for query in catalogue():
        case = CASES / query.name
        data, params = case / "data.trig", case / "five.json"
        write(
            store_of(data if data.exists() else CASES / "world.trig"),
            query,
            case / "params.json",
            case / "expected.csv",
        )
        write(five, query, params if params.exists() else case / "params.json", case / "five.csv")
    (root() / "docs" / "queries.md").write_text(markdown(catalogue()), encoding="utf-8")


if __name__ == "__main__":
    main()
