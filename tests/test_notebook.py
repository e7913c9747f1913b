"""docs/tour.ipynb runs from beginning to end, and each cell shows the kinds of things (tables, pictures, text) that its
committed outputs show; the words and figures in them are not compared."""

from __future__ import annotations

import gc
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from ipykernel.kernelspec import write_kernel_spec
from nbclient import NotebookClient

from kg import resources

TOUR = resources.root() / "docs" / "tour.ipynb"
HOMES = re.compile(r"/(?:home|Users|root|tmp|work|var)/|[A-Z]:\\\\")


def cells() -> list[Any]:
    return [cell for cell in nbformat.read(TOUR, as_version=4).cells if cell.cell_type == "code"]


def kinds(cell: Any) -> set[str]:
    """What a cell shows: the media types of its outputs."""
    return {kind for output in cell.outputs for kind in output.get("data", [output["output_type"]])}


def test_the_committed_outputs_are_small_and_name_no_place_on_a_disk() -> None:
    text = TOUR.read_text(encoding="utf-8")
    assert len(text) < 250_000
    assert not HOMES.search(text)
    assert sum(bool(cell.outputs) for cell in cells()) >= 10
    assert all(output["output_type"] != "error" for cell in cells() for output in cell.outputs)


@pytest.mark.filterwarnings("default")  # the warnings of the notebook's machinery are not ours
def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the kernel of this interpreter, whatever else is installed
    write_kernel_spec(str(tmp_path / "kernels" / "python3"))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(resources.root()))
    notebook = nbformat.read(TOUR, as_version=4)
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name="python3", timeout=240, resources=place).execute()
    gc.collect()  # what the machinery leaves open is found here, not in a test that comes later
    made = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [kinds(cell) for cell in made] == [kinds(cell) for cell in cells()]
