"""The picture of issues by reports: what it says, and that nothing in it overlaps."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

import kg
from kg.draw import draw_matrix
from kg.draw.chart import MANY
from kg.draw.matrix import Matrix, describe, matrix
from kg.draw.paint import _SETTINGS, figure_of
from kg.draw.raised import POSITIONS, issues, returned
from kg.draw.shapes import INK, Sheet
from kg.draw.tiles import compose
from kg.errors import DataError, UsageError
from kg.interface import Store
from tests.issues import filled, many

REPORTS = {"a": ("Ports", "2010-10"), "b": ("Visas", "2016~"), "c": ("Escorts", "2016-11-28"), "d": ("Undated", "")}
ISSUES = {
    "guidance": ("Guidance is out of date", [("a", "1", "accepted"), ("b", "2", "rejected"), ("b", "10", "accepted")]),
    "training": ("Staff are not trained", [("c", "1", "partiallyAccepted"), ("a", "2", ""), ("d", "3", "accepted")]),
    "backlog": ("Work waits", [("c", "4", "accepted"), ("b", "4", "accepted")]),
}
LINKS = [
    ("guidance", "a/1", "b/10", "returnedAfterCompleted"),
    ("training", "a/2", "c/1", "reiterated"),
    ("training", "a/1", "c/4", "returnedAfterCompleted"),
]


def small() -> Store:
    return filled(REPORTS, ISSUES, LINKS)


def read(store: Store, most: int = 25) -> Matrix:
    found = issues(store, str)
    return matrix(found, returned(store), most)


def extents(sheet: Sheet) -> tuple[list[tuple[str, Any]], Any]:
    """The rendered extents of texts, and of the canvas, in pixels."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = figure_of(sheet)
        renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        texts = [(text.get_text(), text.get_window_extent(renderer)) for text in figure.axes[0].texts]
        return texts, figure.bbox


def keeps_apart(sheet: Sheet) -> None:
    """No two texts overlap, and everything stands on the canvas."""
    texts, canvas = extents(sheet)
    assert len(texts) > 10
    for (one, a), (other, b) in combinations(texts, 2):
        assert not a.overlaps(b), (one, other)
    for text, box in texts:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= canvas.x1 and box.y1 <= canvas.y1, text  # noqa: PT018
    for area in sheet.areas:
        assert all(0 < x < sheet.width and 0 < y < sheet.height for x, y in area.points)


def test_rows_are_those_of_most_reports_first_and_columns_stand_in_time_order() -> None:
    shown = read(small())
    assert [line.label for line in shown.lines] == ["Staff are not trained", "Guidance is out of date", "Work waits"]
    assert [line.reports for line in shown.lines] == [3, 2, 2]
    assert [(column.year, column.title) for column in shown.columns] == [
        ("2010", "Ports"),
        ("2016", "Visas"),
        ("2016", "Escorts"),
        ("undated", "Undated"),
    ]


def test_a_tile_counts_by_position_and_tells_what_came_back() -> None:
    training, guidance, _ = read(small()).lines
    assert [(tile.column, tile.positions) for tile in training.tiles] == [
        (0, {"notStated": 1}),
        (2, {"partiallyAccepted": 1}),
        (3, {"accepted": 1}),
    ]
    assert [(tile.column, tile.count, tile.returned) for tile in guidance.tiles] == [(0, 1, False), (1, 2, True)]
    assert not any(tile.returned for tile in training.tiles)  # the third link is about other recommendations


def test_rejected_links_mark_nothing() -> None:
    store = small()
    insp = "https://w3id.org/inspection-kg/ontology#"
    store.update(
        f"INSERT {{ GRAPH ?g {{ ?l <{insp}review> <{insp}reviewRejected> }} }} "
        f"WHERE {{ GRAPH ?g {{ ?l a <{insp}RecurrenceLink> }} }}"
    )
    assert not any(tile.returned for line in read(store).lines for tile in line.tiles)


def test_the_rest_is_said_in_words() -> None:
    shown = read(small(), most=2)
    assert [line.label for line in shown.lines] == ["Staff are not trained", "Guidance is out of date"]
    words = " ".join(label.text for label in compose(shown, "T", "S").labels).replace("\n", " ")
    assert "1 further issue is left out." in words
    assert "left out" not in " ".join(label.text for label in compose(read(small()), "T", "S").labels)


def test_what_came_back_has_a_heavy_frame_and_a_legend() -> None:
    sheet = compose(read(small()), "T", "S")
    assert sum(area.edge == INK for area in sheet.areas) == 2  # the tile and its sample
    assert any("reported complete" in label.text for label in sheet.labels)
    sheet = compose(read(filled(REPORTS, ISSUES)), "T", "S")
    assert not any(area.edge == INK for area in sheet.areas)
    assert not any("reported complete" in label.text for label in sheet.labels)


def test_above_forty_reports_a_column_is_a_year() -> None:
    shown = read(many(60))
    assert len(shown.reports) > MANY
    assert shown.by_year
    known = [int(column.year) for column in shown.columns[:-1]]
    assert known == list(range(known[0], known[-1] + 1))
    assert shown.columns[-1].year == "undated"
    assert sum(tile.count for line in shown.lines for tile in line.tiles) == sum(
        len(issue.members) for issue in issues(many(60), str)[:25]
    )


@pytest.mark.parametrize("count", [2, 5, 8, 9, 30, 60])
def test_nothing_overlaps_or_leaves_the_canvas(count: int) -> None:
    keeps_apart(compose(read(many(count)), "A title " * 20, "A source " * 60))


def test_no_recurring_issue_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no recurring issue in the store"):
        draw_matrix(filled(REPORTS, {}), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.png or \.svg"):
        draw_matrix(small(), tmp_path / "b.svg", tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_both_kinds_are_written_with_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        kg.draw_matrix(small(), tmp_path / f"{name}.svg", tmp_path / f"{name}.png")
    for ending in ("svg", "png"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
    root = ElementTree.parse(tmp_path / "one.svg").getroot()
    assert root[0].text == "Issues that came up again, 2010–2016"
    assert "Guidance is out of date (2 reports): 2010 Ports 1 accepted" in (root[1].text or "")


def test_the_description_tells_what_came_back() -> None:
    told = describe(read(small()))
    assert "2016 Visas 1 accepted, 1 rejected, came back after a commitment was reported complete" in told


@pytest.mark.parametrize("position", sorted(POSITIONS))
def test_black_figures_are_legible(position: str) -> None:
    """Contrast of at least 4.5 with the figures (WCAG 2.2, success criterion 1.4.3)."""
    channels = [int(POSITIONS[position][1][i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert (luminance + 0.05) / (0.0103 + 0.05) >= 4.5
