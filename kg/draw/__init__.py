"""Draws, as SVG and PNG: what reports share, which issues they raise, and the chain of one issue."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.draw.chart import plain
from kg.errors import UsageError
from kg.files import whole

if TYPE_CHECKING:
    from kg.draw.chart import Chart, Network
    from kg.draw.raised import Naming
    from kg.draw.shapes import Sheet
    from kg.interface import Store

__all__ = ["draw", "draw_chain", "draw_matrix"]

_ENDINGS = (".png", ".svg")
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def draw(
    graph: Network, *paths: str | os.PathLike[str], title: str = "", source: str = "", most: int = 15
) -> list[Path]:
    """Write the picture of a network (kg.network) to each path, as SVG or PNG by its ending; gives the paths.

    `title` and `source` stand above and below the picture (a plain one where empty); `most` is the number of rows
    of a kind, the most shared first. The same network gives the same bytes. Each file is written whole or not at all.

    Raises UsageError for an unknown ending or a folder that cannot be written to, DataError where there is no report.
    """
    from kg.draw.chart import chart, describe
    from kg.draw.layout import compose

    targets = [_target(path) for path in paths]
    shown = chart(graph, most)
    title = plain(title) or _title(shown)
    sheet = compose(shown, title, plain(source) or _source(shown))
    return _save(sheet, targets, title, describe(shown))


def draw_matrix(
    store: Store,
    *paths: str | os.PathLike[str],
    naming: Naming = str,
    title: str = "",
    source: str = "",
    most: int = 25,
) -> list[Path]:
    """Write the picture of recurring issues by reports to each path; gives the paths.

    `naming` makes a short name of the title of a report; `most` is the number of issues, those of most reports first.
    With more than forty reports a column is a year. Title, source, files and errors are those of `draw`, and DataError
    where the store has no recurring issue.
    """
    from kg.draw.matrix import describe, matrix
    from kg.draw.raised import issues, returned, years
    from kg.draw.tiles import compose

    targets = [_target(path) for path in paths]
    found = issues(store, naming)
    shown = matrix(found, returned(store), most)
    title = plain(title) or f"Issues that came up again, {years(shown.reports)}".rstrip(", ")
    number = f"{len(found)} recurring issues in {len(shown.reports):,} reports"
    return _save(compose(shown, title, plain(source) or _credit(number)), targets, title, describe(shown))


def draw_chain(
    store: Store,
    issue: str,
    *paths: str | os.PathLike[str],
    naming: Naming = str,
    title: str = "",
    source: str = "",
    most: int = 12,
) -> list[Path]:
    """Write the picture of one issue over time to each path; gives the paths.

    `issue` is its label, its IRI or the last part of that; `most` is the number of recommendations, those with the
    surest links to each other. The rest is as in `draw_matrix`; UsageError also where no issue has the name.
    """
    from kg.draw.cards import compose
    from kg.draw.chain import chain, choose, describe
    from kg.draw.raised import counted, issues, links, only_joined, with_joined, years

    targets = [_target(path) for path in paths]
    known = issues(store, naming)
    raised = choose([*known, *only_joined(store, known)], issue)
    tied = links(store, [raised])
    found = with_joined(store, raised, tied, naming)
    shown = chain(store, found, tied, most)
    title = plain(title) or f"{found.label}, {years(found.reports)}".rstrip(", ")
    members, reports = counted(len(found.members), "recommendation"), counted(len(found.reports), "report")
    also = "" if all(member.raises for member in found.members) else " or were joined by a person"
    credit = _credit(f"{members} of {reports} raise this issue{also}")
    return _save(compose(shown, title, plain(source) or credit), targets, title, describe(shown))


def _save(sheet: Sheet, targets: list[Path], title: str, description: str) -> list[Path]:
    from kg.draw.paint import paint

    pictures = {form: paint(sheet, form, title, description) for form in {t.suffix.lower()[1:] for t in targets}}
    for target in targets:
        with whole(target) as file:
            file.write(pictures[target.suffix.lower()[1:]])
    return targets


def _target(path: str | os.PathLike[str]) -> Path:
    target = Path(path)
    if target.suffix.lower() not in _ENDINGS:
        ending = target.suffix or "no ending"
        raise UsageError(f"{ending} is not a kind of picture", where=str(target), expected=" or ".join(_ENDINGS))
    return target


def _title(shown: Chart) -> str:
    count = shown.reports
    if count == 1:
        return " ".join(f"What one inspection report names {shown.years}".split())
    number = _WORDS[count] if count < len(_WORDS) else f"{count:,}"
    return f"What {number} inspection reports share" + (f", {shown.years}" if shown.years else "")


def _source(shown: Chart) -> str:
    total = sum(column.count for column in shown.columns)
    return _credit(f"{total:,} recommendations (parts counted singly) and the answers to them")


def _credit(what: str) -> str:
    return (
        f"Source: inspection-kg, {what}. "
        "Contains public sector information licensed under the Open Government Licence v3.0."
    )
