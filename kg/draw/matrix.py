"""Issues by reports: a row for each recurring issue, a column for each report (or year), a tile where they meet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.draw.chart import MANY, years
from kg.draw.raised import POSITIONS, Issue, Report, counted


@dataclass(frozen=True, slots=True)
class Stand:
    """A column: one report, or those of a year; `place` says where it stands among the columns."""

    year: str
    reports: tuple[Report, ...]

    @property
    def title(self) -> str:
        return self.reports[0].title if len(self.reports) == 1 else counted(len(self.reports), "report")


@dataclass(frozen=True, slots=True)
class Tile:
    """What one column says of one issue: recommendations by position, and whether it came back there."""

    column: int
    positions: dict[str, int]
    returned: bool

    @property
    def count(self) -> int:
        return sum(self.positions.values())


@dataclass(frozen=True, slots=True)
class Line:
    """A row: an issue with its tiles, and the number of its reports."""

    iri: str
    label: str
    reports: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The picture without geometry; `total` counts the issues that are not shown too."""

    columns: tuple[Stand, ...]
    lines: tuple[Line, ...]
    total: int
    by_year: bool

    @property
    def reports(self) -> list[Report]:
        return [report for column in self.columns for report in column.reports]


def matrix(issues: Sequence[Issue], again: Collection[tuple[str, str]], most: int) -> Matrix:
    """The picture of the first `most` issues; columns are the reports that raise any, or years. `again` are those that
    came back after a commitment was reported complete (`raised.returned`)."""
    reports = sorted({report for issue in issues for report in issue.reports}, key=lambda one: one.order)
    by_year = len(reports) > MANY
    columns = _years(reports) if by_year else tuple(Stand(report.year, (report,)) for report in reports)
    place = {report.iri: i for i, column in enumerate(columns) for report in column.reports}
    return Matrix(columns, tuple(_line(issue, place, again) for issue in issues[:most]), len(issues), by_year)


def _years(reports: Sequence[Report]) -> tuple[Stand, ...]:
    """A column for each year."""
    names = years([report.when for report in reports])
    return tuple(Stand(name, tuple(report for report in reports if report.year == name)) for name in names)


def _line(issue: Issue, place: dict[str, int], again: Collection[tuple[str, str]]) -> Line:
    tiles = []
    for column in sorted({place[member.report.iri] for member in issue.members}):
        here = [member for member in issue.members if place[member.report.iri] == column]
        counts = {key: sum(member.position == key for member in here) for key in POSITIONS}
        returned = any((issue.concept, member.iri) in again for member in here)
        tiles.append(Tile(column, {key: count for key, count in counts.items() if count}, returned))
    return Line(issue.iri, issue.label, len(issue.reports), tuple(tiles))


def describe(shown: Matrix) -> str:
    """The picture in words, for those who cannot see it: every issue with its counts in time order."""
    told = ["Recurring issues, and how many recommendations of each " + ("year" if shown.by_year else "report")]
    for line in shown.lines:
        places = [_place(shown.columns[tile.column], tile) for tile in line.tiles]
        told.append(f"{line.label} ({counted(line.reports, 'report')}): {'; '.join(places)}")
    return ". ".join(told) + "."


def _place(column: Stand, tile: Tile) -> str:
    what = ", ".join(f"{count} {POSITIONS[key][0]}" for key, count in tile.positions.items())
    again = ", came back after a commitment was reported complete" if tile.returned else ""
    where = column.year if len(column.reports) != 1 else f"{column.year} {column.reports[0].title}"
    return f"{where} {what}{again}"
