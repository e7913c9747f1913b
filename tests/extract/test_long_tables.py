"""Long tables: none of their rows is lost, and they are read in linear time."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from kg.extract.lines.columns import tables
from kg.extract.lines.paragraphs import Text, _ranges, _ruled, paragraphs
from kg.model import Document

MOST = 10  # times as long for four times the text: 4 where the cost is linear, 16 where it is quadratic


def aligned(rows: int) -> str:
    head = "Action                        Owner            By when\n"
    return head + "".join(f"Order rope {i:<8}           Harbour desk     May 2024\n" for i in range(rows))


def ruled(lines: int) -> str:
    return "---|---\n" * lines


def cells(text: str) -> list[str]:
    return [p.text for p in paragraphs(Text(Document("rope", text, "rope.txt", "")))]


@pytest.mark.parametrize("rows", [3, 298, 299, 300, 450, 1300])
def test_every_row_of_an_aligned_table_is_read(rows: int) -> None:
    text = aligned(rows)
    ((first, (end, found)),) = tables(text, _ranges(text)).items()
    assert (first, end, len(found)) == (0, rows + 1, 3 * (rows + 1))
    assert cells(text)[-3:] == [f"Order rope {rows - 1}", "Harbour desk", "May 2024"]


def test_what_follows_a_long_table_is_no_part_of_it() -> None:
    assert cells(aligned(400) + "\nThe harbour is closed on Sundays, and nobody is there to sell rope.\n")[-2:] == [
        "May 2024",
        "The harbour is closed on Sundays, and nobody is there to sell rope.",
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["a|b", "---|---", "c|d", "", "e|f"], {0, 1, 2}),
        (["a|b", "---|---", "c|d", "---|---", "e|f"], {0, 1, 2, 3, 4}),
        (["a", "---|---", "c|d", "---|---", "e|f"], {2, 3, 4}),
        (["a", "---|---", "---|---", "e|f"], {1, 2, 3}),
        (["a|b", "-----", "c", "d|e", "---|---"], {0, 1, 3, 4}),
        (["---|---", "c|d"], set()),
    ],
)
def test_the_lines_of_a_table_with_bars(lines: list[str], found: set[int]) -> None:
    text = "\n".join(lines)
    assert _ruled(text, _ranges(text)) == found


def cost(read: Callable[[str], object], text: str) -> float:
    least = float("inf")
    for _ in range(3):
        begun = process_time()
        read(text)
        least = min(least, process_time() - begun)
    return least


def test_rules_below_rules_are_read_in_linear_time() -> None:
    def read(text: str) -> object:
        return _ruled(text, _ranges(text))

    assert cost(read, ruled(8000)) < MOST * cost(read, ruled(2000)) + 0.02


@pytest.mark.parametrize("line", ["Order rope         Harbour desk\n", "x      y\nshort\n", "x      y\n" + "s\n" * 400])
def test_aligned_lines_are_read_in_linear_time(line: str) -> None:
    def read(text: str) -> object:
        return tables(text, _ranges(text))

    small = line * (8000 // len(line))
    assert cost(read, small * 4) < MOST * cost(read, small) + 0.02
