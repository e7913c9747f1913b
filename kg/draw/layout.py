"""Where everything stands: a column for each report in time order and a row for each thing that reports share."""

from __future__ import annotations

from itertools import pairwise

from kg.draw.chart import KINDS, Chart, Column, Group, Row
from kg.draw.heading import heading
from kg.draw.key import axis, footer, legend
from kg.draw.shapes import (
    FAINT,
    FIGURE,
    GROUND,
    MUTED,
    STYLES,
    WHITE,
    Band,
    Curve,
    Grid,
    Label,
    Mark,
    Point,
    Sheet,
    bow,
    breadth,
    swing,
    tall,
    turns,
    wrap,
)

_MARGIN, _NAMES, _GAP = 0.35, 2.3, 0.14  # inches: page edge, room for the names of rows, from there to the columns
_ROW, _HEAD = 0.34, 0.42  # heights of a row and of a group's heading
_FEW, _FLAT, _UPRIGHT = 8, 1.32, 0.47  # reports up to which titles lie flat; distances of columns below either
_NARROWEST = 7.5


def compose(chart: Chart, title: str, source: str) -> Sheet:
    """Lay the picture out; everything stands inside the sheet and no two labels overlap."""
    count, left = len(chart.columns), _MARGIN + _NAMES + _GAP
    flat = count <= _FEW and not chart.by_year
    pitch = max(_FLAT if flat else _UPRIGHT, (_NARROWEST - left - _MARGIN) / count)
    peak = max((number for row in chart.rows for number in row.counts.values()), default=0)
    grid = Grid(_MARGIN, left, pitch, tuple(left + pitch * (i + 0.5) for i in range(count)), max(peak, 1))
    sheet = Sheet(width=grid.right + _MARGIN)
    y = heading(sheet, title, _reading(chart), margin=_MARGIN, most=5)
    titles = _year_titles if chart.by_year else _flat_titles if flat else _upright_titles
    y = top = titles(sheet, chart, grid, y)
    for group in chart.groups:
        y = _group(sheet, grid, group, y)
    if not chart.groups:
        y = _nothing(sheet, grid, y)
    sheet.curves[:0] = [Curve(((x, top), (x, y)), FAINT, 0.6) for x in grid.xs]
    _lineages(sheet, chart, grid)
    y = axis(sheet, chart, grid, y)
    y = legend(sheet, chart, grid, y)
    sheet.height = footer(sheet, grid, source, y) + _MARGIN
    return sheet


def _reading(chart: Chart) -> str:
    """How to read the picture, in two sentences."""
    names = [f"{group.kind}s" for group in chart.groups] or ["things"]
    kinds = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    one = "year" if chart.by_year else "report"
    column = "the reports of a year" if chart.by_year else "a report"
    return (
        f"Each column is {column}, in the order in which they were answered; each row is one of the {kinds} that link "
        f"reports. The figure in a mark says how many recommendations of the {one} touch it, in their words or in the "
        "answer; a line is as wide as the smaller of the two that it joins."
    )


def _flat_titles(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    titles = [wrap(column.title, grid.pitch - 0.14, 8, most=6, bold=True) for column in chart.columns]
    base = y + tall(max(map(len, titles)), 8)
    for column, x, lines in zip(chart.columns, grid.xs, titles, strict=True):
        name = Label("\n".join(lines), x, base, 8, bold=True, across="center", along="bottom", link=column.iri)
        sheet.labels.append(name)
        for i, text in enumerate((column.date or "undated", _recommendations(column))):
            text = wrap(text, grid.pitch - 0.06, 7, most=1)[0]
            sheet.labels.append(Label(text, x, base + 0.11 + 0.15 * i, 7, MUTED, across="center"))
    return base + 0.38


def _recommendations(column: Column) -> str:
    return f"{column.count} recommendation{'' if column.count == 1 else 's'}"


def _upright_titles(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    blocks = [[column.date or "undated", *wrap(column.title, 2.6, 7.5, most=2)] for column in chart.columns]
    base = y + max(breadth(line, 7.5) for lines in blocks for line in lines)
    for column, x, lines in zip(chart.columns, grid.xs, blocks, strict=True):
        text = "\n".join(lines)
        sheet.labels.append(Label(text, x, base, 7.5, across="center", along="bottom", turned=True, link=column.iri))
        sheet.labels.append(Label(str(column.count), x, base + 0.14, 7.5, MUTED, across="center"))
    sheet.labels.append(Label("recommendations", grid.left - _GAP, base + 0.14, 7.5, MUTED, across="right"))
    return base + 0.28


def _year_titles(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """The years, with how many reports and recommendations they have."""
    for column, x in zip(chart.columns, grid.xs, strict=True):
        sheet.labels.append(Label(column.title, x, y + 0.07, 7.5, bold=True, across="center"))
        for i, count in enumerate((column.reports, column.count)):
            sheet.labels.append(Label(f"{count:,}", x, y + 0.23 + 0.15 * i, 7, MUTED, across="center"))
    for i, words in enumerate(("reports answered", "recommendations")):
        sheet.labels.append(Label(words, grid.left - _GAP, y + 0.23 + 0.15 * i, 7, MUTED, across="right"))
    return y + 0.5


def _group(sheet: Sheet, grid: Grid, group: Group, y: float) -> float:
    """The heading and rows of one kind; gives the y below them."""
    text = KINDS[group.kind]
    if len(group.rows) < group.total:
        text += f" ({len(group.rows)} of {group.total})"
    colour = STYLES[group.kind].colour
    sheet.labels.append(Label(text, grid.margin, y + _HEAD - 0.13, 9.5, colour, bold=True))
    y += _HEAD
    sheet.curves.append(Curve(((grid.margin, y), (grid.right, y)), colour, 0.8))
    for i, row in enumerate(group.rows):
        if i % 2 == 0:
            sheet.bands.append(Band(grid.margin, y, grid.right - grid.margin, _ROW, GROUND))
        _row(sheet, grid, row, y + _ROW / 2)
        y += _ROW
    return y


def _row(sheet: Sheet, grid: Grid, row: Row, y: float) -> None:
    grid.ys[row.iri] = y
    text = "\n".join(wrap(row.label, _NAMES, 8.5, most=2))
    sheet.labels.append(Label(text, grid.left - _GAP, y, 8.5, across="right", link=row.iri))
    style, seen = STYLES[row.kind], sorted(row.counts)
    for here, there in pairwise(seen):
        start, end = (grid.xs[here], y), (grid.xs[there], y)
        points = (start, end) if there == here + 1 else bow(start, end, 0.11)
        width = grid.thickness(min(row.counts[here], row.counts[there]))
        sheet.curves.append(Curve(points, style.colour, width, style.dashes))
    for column, count in row.counts.items():
        x, size = grid.xs[column], grid.diameter(count)
        sheet.marks.append(Mark(x, y, size, row.kind, hollow=not count, ringed=column in row.returned))
        if count:
            sheet.labels.append(Label(str(count), x, y, FIGURE, WHITE, bold=True, across="center"))


def _nothing(sheet: Sheet, grid: Grid, y: float) -> float:
    words = "No issue, theme, system or team links two of these reports."
    lines = wrap(words, grid.right - grid.margin, 9.5, most=4)
    sheet.labels.append(Label("\n".join(lines), grid.margin, y + 0.2, 9.5, MUTED, along="top"))
    return y + 0.4 + tall(len(lines), 9.5)


def _lineages(sheet: Sheet, chart: Chart, grid: Grid) -> None:
    """A curve from each team to the one that succeeds it."""
    rows = {row.iri: row for row in chart.rows}
    for new, old in chart.lineages:
        first = min(rows[new].counts)
        before = [column for column in rows[old].counts if column < first]
        start, end = grid.ys[old], (grid.xs[first], grid.ys[new])
        if before:
            curves = _onward(grid, (grid.xs[max(before)], start), (grid.xs[first - 1], start), end)
        else:
            curves = _aside(grid, (grid.xs[min(rows[old].counts)], start), (grid.xs[first], start), end)
        sheet.curves += [Curve(points, STYLES["team"].colour, 1.0) for points in curves]


def _onward(grid: Grid, start: Point, turn: Point, end: Point) -> list[tuple[Point, ...]]:
    """Level along the old row, which has no mark there, and over in the last gap before the successor's first mark:
    as an S-curve, or with corners where that would be too steep to keep clear of other marks."""
    level = [(start, turn)] if start != turn else []
    if abs(end[1] - turn[1]) <= 2 * grid.pitch:
        return [*level, swing(turn, end)]
    return [*level, *turns(turn, end, turn[0] + grid.pitch / 2)]


def _aside(grid: Grid, start: Point, turn: Point, end: Point) -> list[tuple[Point, ...]]:
    """Where the old name is not seen before the new one: around the left of the successor's first mark."""
    level = [(start, turn)] if start != turn else []
    return [*level, *turns(turn, end, turn[0] - grid.pitch * 0.4)]
