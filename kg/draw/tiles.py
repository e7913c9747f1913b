"""Where everything stands in the picture of issues by reports."""

from __future__ import annotations

from kg.draw.heading import heading
from kg.draw.key import footer
from kg.draw.matrix import Line, Matrix, Tile
from kg.draw.raised import POSITIONS, counted
from kg.draw.shapes import (
    FAINT,
    GROUND,
    INK,
    MUTED,
    Area,
    Band,
    Curve,
    Grid,
    Label,
    Sheet,
    box,
    breadth,
    tall,
    wrap,
)

_MARGIN, _NAMES, _GAP, _ROW = 0.35, 2.7, 0.14, 0.36  # inches: page edge, names of rows, from there on, height of a row
_FEW, _FLAT, _UPRIGHT = 8, 1.2, 0.44  # reports up to which titles lie flat; distances of columns below either
_TILE, _REPORTS, _NARROWEST = 0.27, 0.62, 7.5  # height of a tile, room for the number of reports, least page width
_AGAIN = "raised again after a commitment to an earlier recommendation was reported complete"


def compose(shown: Matrix, title: str, source: str) -> Sheet:
    """Lay the picture out; everything stands inside the sheet and no two labels overlap."""
    count, left = len(shown.columns), _MARGIN + _NAMES + _GAP
    flat = count <= _FEW and not shown.by_year
    pitch = max(_FLAT if flat else _UPRIGHT, (_NARROWEST - left - _REPORTS - _MARGIN) / count)
    xs = tuple(left + pitch * (i + 0.5) for i in range(count))
    peak = max((tile.count for line in shown.lines for tile in line.tiles), default=1)
    grid = Grid(_MARGIN, left, pitch, xs, peak)
    sheet = Sheet(width=grid.right + _REPORTS + _MARGIN)
    page = Grid(_MARGIN, _MARGIN, sheet.width - 2 * _MARGIN, (0.0,), peak)
    y = heading(sheet, title, _reading(shown), margin=_MARGIN, most=6)
    y = top = _heads(sheet, shown, grid, y, flat)
    for i, line in enumerate(shown.lines):
        if i % 2 == 0:
            sheet.bands.append(Band(_MARGIN, y, sheet.width - 2 * _MARGIN, _ROW, GROUND))
        _line(sheet, grid, line, y + _ROW / 2)
        y += _ROW
    sheet.curves[:0] = [Curve(((x, top), (x, y)), FAINT, 0.6) for x in grid.xs]
    sheet.curves.append(Curve(((_MARGIN, top), (sheet.width - _MARGIN, top)), MUTED, 0.8))
    y = _legend(sheet, shown, y + 0.24)
    sheet.height = footer(sheet, page, source, y) + _MARGIN
    return sheet


def _reading(shown: Matrix) -> str:
    """How to read the picture, and what is left out of it."""
    column = "year" if shown.by_year else "report"
    told = (
        f"Each row is an issue that two or more reports raise, those of most reports first; each column is a {column}, "
        f"in the order in which the reports were answered. The figure says how many recommendations of the {column} "
        "raise the issue, and the colours in which shares they were accepted."
    )
    left = shown.total - len(shown.lines)
    return told + (f" {counted(left, 'further issue')} {_are(left)} left out." if left else "")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _heads(sheet: Sheet, shown: Matrix, grid: Grid, y: float, flat: bool) -> float:
    """The names of the columns, with their years; gives the y below them."""
    if shown.by_year:
        base = _numbers(sheet, shown, grid, y + 0.1)
    elif flat:
        base = _flat(sheet, shown, grid, y)
    else:
        base = _upright(sheet, shown, grid, y)
    sheet.labels.append(Label("reports", grid.right + _REPORTS - 0.08, base, 7.5, MUTED, across="right"))
    return base + 0.14


def _numbers(sheet: Sheet, shown: Matrix, grid: Grid, y: float) -> float:
    for column, x in zip(shown.columns, grid.xs, strict=True):
        bold = column.year.isdigit()
        sheet.labels.append(Label(column.year, x, y, 8 if bold else 7, bold=bold, across="center"))
        sheet.labels.append(Label(str(len(column.reports)), x, y + 0.2, 7.5, MUTED, across="center"))
    sheet.labels.append(Label("reports answered", grid.left - _GAP, y + 0.2, 7.5, MUTED, across="right"))
    return y + 0.2


def _flat(sheet: Sheet, shown: Matrix, grid: Grid, y: float) -> float:
    titles = [wrap(column.title, grid.pitch - 0.12, 8, most=6) for column in shown.columns]
    base = y + tall(max(map(len, titles)), 8)
    for column, x, lines in zip(shown.columns, grid.xs, titles, strict=True):
        link = column.reports[0].iri
        sheet.labels.append(Label("\n".join(lines), x, base, 8, across="center", along="bottom", link=link))
        sheet.labels.append(Label(column.year, x, base + 0.13, 8, bold=True, across="center"))
    return base + 0.13


def _upright(sheet: Sheet, shown: Matrix, grid: Grid, y: float) -> float:
    blocks = [wrap(column.title, 2.4, 7.5, most=2) for column in shown.columns]
    base = y + max(breadth(line, 7.5) for lines in blocks for line in lines)
    for column, x, lines in zip(shown.columns, grid.xs, blocks, strict=True):
        text, link = "\n".join(lines), column.reports[0].iri
        sheet.labels.append(Label(text, x, base, 7.5, across="center", along="bottom", turned=True, link=link))
        bold = column.year.isdigit()
        sheet.labels.append(Label(column.year, x, base + 0.15, 8 if bold else 6.5, bold=bold, across="center"))
    return base + 0.15


def _line(sheet: Sheet, grid: Grid, line: Line, y: float) -> None:
    text = "\n".join(wrap(line.label, _NAMES, 8.5, most=2))
    sheet.labels.append(Label(text, grid.left - _GAP, y, 8.5, across="right", link=line.iri))
    sheet.labels.append(Label(str(line.reports), grid.right + _REPORTS - 0.08, y, 8.5, MUTED, across="right"))
    for tile in line.tiles:
        _tile(sheet, tile, grid.xs[tile.column], y)


def _tile(sheet: Sheet, tile: Tile, x: float, y: float) -> None:
    """A box in as many shares as there are positions; a heavy frame says that the issue came back."""
    text = str(tile.count)
    width = max(0.34, breadth(text, 8, bold=True) + 0.1)
    left, top = x - width / 2, y - _TILE / 2
    start = left
    for key, count in tile.positions.items():
        share = width * count / tile.count
        sheet.areas.append(Area(box(start, top, share, _TILE), POSITIONS[key][1]))
        start += share
    sheet.areas.append(_frame(left, top, width, tile.returned))
    sheet.labels.append(Label(text, x, y, 8, bold=True, across="center"))


def _frame(left: float, top: float, width: float, returned: bool) -> Area:
    return Area(box(left, top, width, _TILE), "", INK if returned else MUTED, 1.8 if returned else 0.6)


def _legend(sheet: Sheet, shown: Matrix, y: float) -> float:
    """Samples with their meaning, side by side and then line by line; gives the y below."""
    tiles = [tile for line in shown.lines for tile in line.tiles]
    entries = [(key, words) for key, (words, _) in POSITIONS.items() if any(key in tile.positions for tile in tiles)]
    entries += [("", _AGAIN)] if any(tile.returned for tile in tiles) else []
    x = _MARGIN
    for key, words in entries:
        width = 0.44 + breadth(words, 7.5)
        if x > _MARGIN and x + width > sheet.width - _MARGIN:
            x, y = _MARGIN, y + 0.36
        if key:
            sheet.areas.append(Area(box(x, y - _TILE / 2, 0.34, _TILE), POSITIONS[key][1]))
        sheet.areas.append(_frame(x, y - _TILE / 2, 0.34, not key))
        sheet.labels.append(Label(words, x + 0.44, y, 7.5))
        x += width + 0.28
    return y + 0.3
