"""Reference data and ontology as files: what does not parse is named, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import reference, resources
from kg.errors import DataError


def test_files_are_read_as_one_graph() -> None:
    files = tuple(resources.ontology_files())
    assert len(reference.load(files)) > max(len(reference.load((path,))) for path in files)


def test_the_line_that_does_not_parse_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix x: <urn:x> .\n\nx:a x:b ;; x:c d .\n", encoding="utf-8")
    with pytest.raises(DataError, match="not valid Turtle") as caught:
        reference.load((path,))
    assert caught.value.where == "bad.ttl:3"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        reference.load((tmp_path / "none.ttl",))
    assert caught.value.where == "none.ttl"
