"""Findings on edited tables name the sheet and the row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kg import pipeline, resources
from kg.sheets.tables import COLUMNS

SLUG = "2010-local-immigration-teams"
NAMES = [column.name for column in COLUMNS["Commitments"]]
NEW = {"recommendation": "2", "text": "We will write to partners.", "delivery": "planned", "firmness": "firm"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with an emptied owner and a new row without a quotation; and its tables as CSV."""
    made = tmp_path_factory.mktemp("rows")
    graphs = pipeline.draft(resources.responses() / f"{SLUG}.txt")
    pipeline.save(graphs, made / "draft.xlsx")
    book = load_workbook(made / "draft.xlsx")
    sheet = book["Commitments"]
    sheet.cell(3, NAMES.index("owner") + 1).value = None
    sheet.append([NEW.get(name, "") for name in NAMES])
    book.save(made / "draft.xlsx")
    pipeline.save(pipeline.submission(made / "draft.xlsx"), made / "draft.zip")
    return made


@pytest.mark.parametrize("name", ["draft.xlsx", "draft.zip"])
def test_every_finding_on_a_row_names_it(name: str, folder: Path, kg: Callable[..., Any]) -> None:
    told, _ = kg("validate", folder / name, exits=1)
    findings = told.split("  what   id:commitment")[1:]
    assert findings
    for finding in findings:
        assert f"{name} (Commitments, row " in finding.split("  what ")[0]


def test_a_new_row_is_named_too(folder: Path, kg: Callable[..., Any]) -> None:
    told, _ = kg("validate", folder / "draft.xlsx", exits=1)
    last = load_workbook(folder / "draft.xlsx")["Commitments"].max_row
    assert f"draft.xlsx (Commitments, row {last})" in told


def test_sarif_has_the_row_in_place_of_a_line(folder: Path, kg: Callable[..., Any]) -> None:
    told, _ = kg("validate", folder / "draft.xlsx", "--format", "sarif", exits=1)
    places = [result["locations"][0] for result in json.loads(told)["runs"][0]["results"]]
    rows = [place for place in places if place["logicalLocations"][0].get("name", "").startswith("Commitments, row ")]
    assert rows
    assert all("region" not in place["physicalLocation"] for place in rows)
