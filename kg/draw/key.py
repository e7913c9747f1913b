"""What stands below the rows: the time axis, the legend and the source."""

from __future__ import annotations

import math
from itertools import pairwise

from kg.draw.chart import KINDS, Chart
from kg.draw.shapes import (
    FAINT,
    MUTED,
    STYLES,
    Curve,
    Grid,
    Label,
    Mark,
    Sheet,
    bow,
    breadth,
    drop,
    swing,
    tall,
    wrap,
)

_LEADER, _TICK, _SAMPLE, _LINE = 0.55, 0.05, 0.42, 0.27  # inches
_SINGULAR = {"issue": "issue", "theme": "theme", "system": "system", "team": "team or body"}


def axis(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """A true time scale, with a curve from each column to its date; gives the y below. Nothing where none is
    dated, or where the columns are years already."""
    known = [(x, column.when) for x, column in zip(grid.xs, chart.columns, strict=True) if column.when is not None]
    if not known or chart.by_year:
        return y + 0.1
    first, last = math.floor(min(when for _, when in known)), math.floor(max(when for _, when in known)) + 1
    start, end, floor = grid.left + 0.1, grid.right - 0.1, y + _LEADER

    def at(when: float) -> float:
        return start + (end - start) * (when - first) / (last - first)

    for x, when in known:
        sheet.curves.append(Curve(drop((x, y), (at(when), floor)), MUTED, 0.8))
        sheet.marks.append(Mark(at(when), floor, 0.07, "date"))
    sheet.curves.append(Curve(((start, floor), (end, floor)), MUTED, 1.0))
    step = _step((end - start) / (last - first))
    for year in range(first, last + 1):
        sheet.curves.append(Curve(((at(year), floor), (at(year), floor + _TICK)), MUTED, 0.8))
        if (year - first) % step == 0:
            sheet.labels.append(Label(str(year), at(year), floor + 0.15, 7.5, MUTED, across="center"))
    sheet.labels.append(Label("answer published", start - 0.24, floor, 7.5, MUTED, across="right"))
    return floor + 0.32


def _step(room: float) -> int:
    """The years from one figure to the next, so that figures keep apart, where a year has `room` inches."""
    needed = breadth("2000", 7.5) + 0.1
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if step * room >= needed or step == 10000)


def legend(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """Samples with their meaning, side by side and then line by line; gives the y below."""
    x, y = grid.margin, y + 0.18
    for kind, words in _entries(chart):
        width = _SAMPLE + 0.1 + breadth(words, 7.5)
        if x > grid.margin and x + width > grid.right:
            x, y = grid.margin, y + _LINE
        _sample(sheet, grid, kind, x, y)
        sheet.labels.append(Label(words, x + _SAMPLE + 0.1, y, 7.5))
        x += width + 0.28
    return y + 0.22


def _entries(chart: Chart) -> list[tuple[str, str]]:
    """What needs telling in this picture: the kind of sample and its words."""
    rows = chart.rows
    seen = [sorted(row.counts) for row in rows]
    told = [(group.kind, _SINGULAR[group.kind]) for group in chart.groups]
    optional = [
        (
            "skip",
            f"not in the {'years' if chart.by_year else 'reports'} between",
            any(b - a > 1 for s in seen for a, b in pairwise(s)),
        ),
        ("hollow", "answers the report without being named", any(0 in row.counts.values() for row in rows)),
        ("ringed", "came back after it was reported complete", any(row.returned for row in rows)),
        ("lineage", "succeeded by", bool(chart.lineages)),
    ]
    return told + [(kind, words) for kind, words, present in optional if present]


def _sample(sheet: Sheet, grid: Grid, kind: str, x: float, y: float) -> None:
    start, middle, end = (x, y), x + _SAMPLE / 2, (x + _SAMPLE, y)
    if kind in KINDS:
        style = STYLES[kind]
        sheet.curves.append(Curve((start, end), style.colour, 1.8, style.dashes))
        sheet.marks.append(Mark(middle, y, 0.17, kind))
    elif kind == "skip":
        sheet.curves.append(Curve(bow((x, y + 0.04), (end[0], y + 0.04), 0.09), MUTED, 1.8))
    elif kind == "lineage":
        sheet.curves.append(Curve(swing((x, y - 0.06), (end[0], y + 0.06)), STYLES["team"].colour, 1.0))
    else:
        shape = "issue" if kind == "ringed" else "team"
        sheet.marks.append(Mark(middle, y, 0.17, shape, hollow=kind == "hollow", ringed=kind == "ringed"))


def footer(sheet: Sheet, grid: Grid, source: str, y: float) -> float:
    lines = wrap(source, grid.right - grid.margin, 7, most=4)
    sheet.curves.append(Curve(((grid.margin, y), (grid.right, y)), FAINT, 0.6))
    sheet.labels.append(Label("\n".join(lines), grid.margin, y + 0.1, 7, MUTED, along="top"))
    return y + 0.1 + tall(len(lines), 7)
