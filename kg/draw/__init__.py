"""Draws the cross-report network: reports in time order, and what they share, as SVG and PNG."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.files import whole

if TYPE_CHECKING:
    from kg.draw.chart import Chart, Network

__all__ = ["draw"]

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
    from kg.draw.chart import chart, describe, plain
    from kg.draw.layout import compose
    from kg.draw.paint import paint

    targets = [_target(path) for path in paths]
    shown = chart(graph, most)
    title = plain(title) or _title(shown)
    sheet = compose(shown, title, plain(source) or _source(shown))
    pictures = {form: paint(sheet, form, title, describe(shown)) for form in {t.suffix.lower()[1:] for t in targets}}
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
    count = len(shown.columns)
    if count == 1:
        return " ".join(f"What one inspection report names {shown.years}".split())
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"What {number} inspection reports share" + (f", {shown.years}" if shown.years else "")


def _source(shown: Chart) -> str:
    total = sum(column.count for column in shown.columns)
    return (
        f"Source: inspection-kg, {total} recommendations (parts counted singly) and the answers to them. "
        "Contains public sector information licensed under the Open Government Licence v3.0."
    )
