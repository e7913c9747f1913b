"""Mends: each case becomes what is written beside it, each change is told, and a second time changes nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph
from validate_cases import folders

from kg import pipeline, resources
from kg.validate import mend

context = cache(pipeline.context)
FOLDERS = folders("mends")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_cases(folder: Path) -> None:
    before, after = (Graph().parse(folder / name) for name in ("before.ttl", "after.ttl"))
    untouched = set(before)
    mended, changes = mend(before, context())
    assert sorted(mended) == sorted(after)
    told = "\n".join(map(str, changes)).splitlines()
    assert " ".join(told).split() == (folder / "changes.txt").read_text(encoding="utf-8").split()
    assert set(before) == untouched
    assert mend(mended, context())[1] == []


def test_what_the_project_writes_needs_no_mending() -> None:
    (graph,) = pipeline.draft(resources.responses() / "2010-local-immigration-teams.txt").values()
    mended, changes = mend(graph, context())
    assert changes == []
    assert set(mended) == set(graph)
