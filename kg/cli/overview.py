"""What `kg build` shows at its end: the counts, then what readers ask first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.cli.output import console, numeric, print_table
from kg.model import Table

if TYPE_CHECKING:
    from kg.interface import Store
    from kg.pipeline import Build
    from kg.validate import Report

_SHOWN = 10  # rows of a table
_ALL = 10_000_000  # rows: what is shown is cut, what is counted is not
_POSITIONS = {
    "accepted": "accepted",
    "partially accepted": "partially",
    "rejected": "rejected",
    "not stated": "not stated",
}


def overview(store: Store, built: Build, report: Report | None, where: str, decisions: int = 0) -> None:
    """Print what is in a store that was just built, with so many decisions of people."""
    screen = console()
    found = ", ".join(
        (
            f"{_count(built.found.recommendations, 'recommendation')} ({built.found.leaves} without parts)",
            _count(built.found.responses, "answer"),
            _count(built.found.commitments, "commitment"),
            _count(built.found.mentions, "mention") + " of teams and systems",
        )
    )
    screen.print(f"[bold]{_count(built.found.documents, 'response')}[/bold]: {found};")
    screen.print(
        f"{_count(built.triples, 'statement')} and {built.inferred:,} inferred;"
        f" {_count(built.links, 'link')} between recommendations of different reports.\n"
    )
    parts = (
        (
            "Issues that came back",
            _rows(store, "recurring-issues", "issue", "reports", "recommendations", "firstRaised", "lastRaised"),
        ),
        ("Positions by report (recommendations without parts)", _positions(store)),
        ("Commitments past their date and not reported complete", _overdue(store)),
        ("Commitments without a date", _undated(store)),
        (
            "Systems that several reports share",
            _rows(store, "shared-systems", "system", "reports", "first", "last"),
        ),
        ("Themes that several reports share", _themes(store)),
    )
    for title, rows in parts:
        _print(title, list(rows))
    if report is not None:
        counts = ", ".join(f"{number} {name}" for name, number in report.counts().items() if number)
        verdict = "conforms to the shapes" if report.conforms else "does not conform to the shapes"
        print(f"The graph {verdict} ({counts or 'nothing to report'}); kg validate tells more.")
    if decisions:
        print(f"{_count(decisions, 'decision')} of people {'was' if decisions == 1 else 'were'} kept.")
    print(f"It is in {where}. Next: kg queries, kg query NAME, kg draw.")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _print(title: str, rows: list[dict[str, str]]) -> None:
    if not rows:
        console().print(f"[bold]{title}[/bold]: none.\n")
        return
    columns = list(rows[0])
    cells = [[" ".join(row[column].split()) for column in columns] for row in rows]
    more = f" (first {_SHOWN} of {len(cells)})" if len(cells) > _SHOWN else f" ({len(cells)})"
    clip = "commitment" if "commitment" in columns else ""
    print_table(title + more, columns, cells[:_SHOWN], numbers=numeric(columns, cells), clip=clip)


def _rows(store: Store, name: str, *wanted: str) -> Iterator[dict[str, str]]:
    """The answer of a named question, the wanted columns only."""
    from kg.query import bind, find, run, to_table

    query = find(name)
    answer = run(store, bind(query, {"limit": _ALL} if query.limit else {}))
    assert isinstance(answer, Table)
    for row in to_table(answer):
        cells = dict(zip(answer.columns, row, strict=True))
        yield {column: cells[column] for column in wanted}


def _positions(store: Store) -> Iterator[dict[str, str]]:
    reports: dict[tuple[str, str], dict[str, str]] = {}
    for row in _rows(store, "positions-by-report", "report", "year", "position", "leaves"):
        reports.setdefault((row["report"], row["year"]), {})[row["position"]] = row["leaves"]
    for (name, year), leaves in reports.items():
        yield {"report": name, "year": year, **{label: leaves.get(key, "0") for key, label in _POSITIONS.items()}}


def _overdue(store: Store) -> Iterator[dict[str, str]]:
    for row in _rows(store, "overdue-commitments", "report", "number", "due", "overdue", "commitment"):
        if row.pop("overdue") == "yes":
            yield row


def _undated(store: Store) -> Iterator[dict[str, str]]:
    for row in _rows(store, "vague-commitments", "report", "number", "timing", "noDate", "commitment"):
        if row.pop("noDate") == "true":
            yield row


def _themes(store: Store) -> list[dict[str, str]]:
    """The themes of two or more reports, the most widely shared first."""
    themes: dict[str, list[tuple[str, int]]] = {}
    for row in _rows(store, "themes-by-report", "theme", "year", "recommendations"):
        themes.setdefault(row["theme"], []).append((row["year"] or "undated", int(row["recommendations"])))
    shared = [(theme, sorted(found), sum(n for _, n in found)) for theme, found in themes.items() if len(found) > 1]
    return [
        {
            "theme": theme,
            "reports": str(len(found)),
            "recommendations": str(total),
            "in the reports of": ", ".join(year for year, _ in found),
        }
        for theme, found, total in sorted(shared, key=lambda item: (-len(item[1]), -item[2], item[0]))
    ]
