"""What the picture says, without any geometry: reports in time order, and a row for each thing they share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import DataError

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = "nx.DiGraph[str]"

KINDS = {"issue": "Issues", "theme": "Themes", "system": "Systems", "team": "Teams and bodies"}
MANY = 40  # reports above which a column is a year
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {21: ("spring", 4), 22: ("summer", 7), 23: ("autumn", 10), 24: ("winter", 12)}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Column:
    """A report, or those of a year (then without IRI). `when` is a year with its fraction (None where undated), `count`
    the undivided recommendations, `reports` how many reports they are of."""

    iri: str
    title: str
    date: str
    when: float | None
    count: int
    reports: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A shared thing.

    `counts` maps a column to the recommendations of that report which touch the thing, each at its narrowest part (0:
    it answers the report without being named in it); `returned` are the columns where it came back after it was
    reported complete.
    """

    iri: str
    kind: str
    label: str
    counts: dict[int, int]
    returned: frozenset[int] = frozenset()

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sorts the most shared first."""
        return -len(self.counts), -sum(self.counts.values()), self.label


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind, earliest first; `total` counts those left out too."""

    kind: str
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`lineages` are pairs of IRIs of rows: the new team and the one it succeeds. Columns are years where `by_year`."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    lineages: tuple[tuple[str, str], ...]
    by_year: bool = False

    @property
    def reports(self) -> int:
        return sum(column.reports for column in self.columns)

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def years(self) -> str:
        """ "2010–2024", one year, or nothing where no report is dated."""
        known = [int(column.when) for column in self.columns if column.when is not None]
        ends = sorted({min(known), max(known)}) if known else []
        return "–".join(map(str, ends))


def chart(graph: Network, most: int) -> Chart:
    """Read the picture off the network of kg.network, with at most `most` rows of a kind (the most shared). With more
    than forty reports a column is a year.

    Raises DataError where the network has no report.
    """
    reports = columns = _columns(graph)
    by_year = len(reports) > MANY
    if by_year:
        columns = _years(reports)
    if not columns:
        raise DataError(
            "there is nothing to draw", expected="a network with at least one report", mend="run kg build first"
        )
    names = [year(report.when) if by_year else report.iri for report in reports]
    order = {column.date if by_year else column.iri: i for i, column in enumerate(columns)}
    place = {report.iri: order[name] for report, name in zip(reports, names, strict=True)}
    groups = []
    for kind in KINDS:
        rows = [_row(graph, node, place) for node in sorted(graph) if graph.nodes[node]["kind"] == kind]
        rows = sorted((row for row in rows if row.counts), key=lambda row: row.rank)
        if rows:
            shown = sorted(rows[:most], key=lambda row: (min(row.counts), *row.rank))
            groups.append(Group(kind, tuple(shown), len(rows)))
    drawn = {row.iri for group in groups for row in group.rows}
    lineages = [(u, v) for u, v in sorted(graph.edges) if graph.edges[u, v]["kind"] == "succeeds" and {u, v} <= drawn]
    return Chart(columns, tuple(groups), tuple(lineages), by_year)


def describe(chart: Chart) -> str:
    """The picture in words, for those who cannot see it: every report (or year), then every row with its counts."""
    if chart.by_year:
        reports = "; ".join(f"{column.title} ({column.reports})" for column in chart.columns)
        told = [f"Years, and how many reports were answered in each: {reports}."]
    else:
        reports = "; ".join(f"{column.title} ({column.date or 'undated'})" for column in chart.columns)
        told = [f"Reports in time order: {reports}."]
    for group in chart.groups:
        rows = [f"{row.label}: {_places(row, chart.columns)}" for row in group.rows]
        told.append(f"{KINDS[group.kind]} that link them, with the recommendations that touch each. {'; '.join(rows)}.")
    names = {row.iri: row.label for row in chart.rows}
    told += [f"{names[new]} succeeds {names[old]}." for new, old in chart.lineages]
    return " ".join(told)


def _places(row: Row, columns: tuple[Column, ...]) -> str:
    return ", ".join(f"{columns[i].title} {count}" for i, count in sorted(row.counts.items()))


def _columns(graph: Network) -> tuple[Column, ...]:
    found = []
    for node in sorted(graph):
        facts = graph.nodes[node]
        if facts["kind"] == "report":
            date = facts.get("date", "")
            found.append(Column(node, plain(facts["label"]), readable(date), moment(date), _leaves(graph, node)))
    return tuple(sorted(found, key=lambda one: (one.when is None, one.when or 0, one.title, one.iri)))


def year(when: float | None) -> str:
    """The year of a moment in words."""
    return "undated" if when is None else str(int(when))


def years(moments: Sequence[float | None]) -> list[str]:
    """The years from the first to the last, also those without a moment, as time runs evenly; the undated last."""
    known = [when for when in moments if when is not None]
    names = [str(one) for one in range(int(min(known)), int(max(known)) + 1)] if known else []
    return names + (["undated"] if len(known) < len(moments) else [])


def _years(reports: tuple[Column, ...]) -> tuple[Column, ...]:
    """A column for each year."""
    found = []
    for name in years([report.when for report in reports]):
        told = [report for report in reports if year(report.when) == name]
        when = None if name == "undated" else int(name) + 0.5
        found.append(Column("", name, name, when, sum(report.count for report in told), len(told)))
    return tuple(found)


def _leaves(graph: Network, report: str) -> int:
    """The recommendations of a report that have no parts."""
    made = [node for node in graph.predecessors(report) if graph.nodes[node]["kind"] == "recommendation"]
    stems = {stem for node in made for stem in graph.successors(node) if graph.edges[node, stem]["kind"] == "partOf"}
    return len(set(made) - stems)


def _row(graph: Network, node: str, place: dict[str, int]) -> Row:
    counts: dict[int, int] = {}
    around = sorted({*graph.predecessors(node), *graph.successors(node)})
    for part in _narrowest(graph, [other for other in around if graph.nodes[other]["kind"] == "recommendation"]):
        column = place[graph.nodes[part]["report"]]
        counts[column] = counts.get(column, 0) + 1
    for other in around:
        if graph.nodes[other]["kind"] == "report":
            counts.setdefault(place[other], 0)
    facts = graph.nodes[node]
    returned: frozenset[int] = _returned(graph, node, place) if facts["kind"] == "issue" else frozenset()
    return Row(node, facts["kind"], _capital(plain(facts["label"])), counts, returned)


def _narrowest(graph: Network, touched: list[str]) -> list[str]:
    """Without the stems of which a part is there too, so that no count exceeds the undivided recommendations."""
    above: set[str] = set()
    waiting = list(touched)
    while waiting:
        part = waiting.pop()
        stems = {stem for stem in graph.successors(part) if graph.edges[part, stem]["kind"] == "partOf"} - above
        above |= stems
        waiting += stems
    return [part for part in touched if part not in above]


def _capital(label: str) -> str:
    """The label as a heading: a capital first, except where the word is written in a way of its own ("e-gates")."""
    word = label.split(" ", 1)[0]
    return label[:1].upper() + label[1:] if word.isalpha() and word.islower() else label


def _returned(graph: Network, issue: str, place: dict[str, int]) -> frozenset[int]:
    """The columns of the recommendations that raise the issue again after a commitment on one that raised it before was
    reported complete."""
    raising = set(graph.successors(issue)) | set(graph.predecessors(issue))
    later = (
        node
        for node in raising
        if any(
            earlier in raising and facts.get("verdict") == "returnedAfterCompleted"
            for _, earlier, facts in graph.out_edges(node, data=True)
        )
    )
    return frozenset(place[graph.nodes[node]["report"]] for node in later)


def plain(text: str) -> str:
    """One line without control characters (XML allows none)."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join(kept.split())


def moment(edtf: str) -> float | None:
    """The start of an EDTF date as a year with its fraction, in the middle of what is not told (2016 → 2016.5)."""
    found = _DATE.search(_bare(edtf.partition("/")[0]))
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    month = _SEASONS.get(month, ("", month))[1]
    if not 1 <= month <= 12:
        return year + 0.5
    return year + (month - 1 + (day or 15) / 31) / 12


def readable(edtf: str) -> str:
    """An EDTF date in words: "13 Jan 2022", "Oct 2010 – Nov 2010", "c. 2016", "2024 (?)"; others as they stand."""
    parts = [_readable(part) for part in edtf.split("/")]
    return " – ".join(parts) if all(parts) else edtf


def _readable(part: str) -> str:
    found = _DATE.fullmatch(_bare(part))
    if not found:
        return ""
    year, month, day = (int(piece) if piece else 0 for piece in found.groups())
    if month not in (*range(13), *_SEASONS):
        return ""
    name = _SEASONS[month][0] if month in _SEASONS else ("", *_MONTHS)[month]
    words = " ".join(str(word) for word in (day, name, year) if word)
    about = "c. " if re.search("[~%]", part) else ""
    return about + words + (" (?)" if re.search("[?%]", part) else "")


def _bare(part: str) -> str:
    return re.sub("[?~%]", "", part)
