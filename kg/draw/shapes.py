"""What a picture is made of: labels, marks, curves and bands, in inches from the top left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache

FONT = "DejaVu Sans"  # comes with matplotlib, so that the same words take the same room everywhere
LEADING = 1.25  # distance of two lines of text, in sizes
FIGURE = 6.5  # size of the figures in marks, in points

_LEAST, _MOST, _EMPTY = 0.17, 0.28, 0.11  # diameters of marks in inches

INK, MUTED, FAINT, GROUND, WHITE = "#1a1a1a", "#555555", "#c9c9c9", "#f4f4f2", "#ffffff"


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind is drawn: told apart by colour, by mark and by dashes (in line widths).

    `scale` makes marks of one diameter look alike in size.
    """

    colour: str
    mark: str
    dashes: tuple[float, ...] = ()
    scale: float = 1.0


# Dark enough for white figures (contrast above 4.5), apart in hue for colour-blind readers and in lightness for print.
STYLES = {
    "issue": Style("#9a2f49", "o"),
    "theme": Style("#004488", "h"),
    "system": Style("#846200", "s", (3.5, 1.2), 0.9),
    "team": Style("#3d3d3d", "D", (1.2, 1.2), 0.9),
}


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text at (x, y): `across` is left, center or right, `along` top, center or bottom of the block.

    `size` is in points; `turned` text reads upwards.
    """

    text: str
    x: float
    y: float
    size: float
    colour: str = INK
    bold: bool = False
    across: str = "left"
    along: str = "center"
    turned: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot of a kind with its diameter; `hollow` for one that counts nothing, `ringed` for one that came back."""

    x: float
    y: float
    size: float
    kind: str
    hollow: bool = False
    ringed: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A straight line (2 points) or a cubic Bézier curve (4); `width` is in points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon, filled where it has a colour and outlined where it has an edge; `width` of the edge is in points."""

    points: tuple[tuple[float, float], ...]
    colour: str = ""
    edge: str = ""
    width: float = 0.0


@dataclass(slots=True)
class Sheet:
    """A page being composed; bands are painted first, then curves, areas, marks and labels."""

    width: float
    height: float = 0.0
    bands: list[Band] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """Where columns and rows are: the page margin, the left edge of the columns and their distance, the x of each
    column, the y of each row by IRI, and the highest count in the picture."""

    margin: float
    left: float
    pitch: float
    xs: tuple[float, ...]
    peak: int
    ys: dict[str, float] = field(default_factory=dict)

    @property
    def right(self) -> float:
        return self.left + self.pitch * len(self.xs)

    def diameter(self, count: int) -> float:
        """The size of a mark: its area grows with the count, and the figure fits in."""
        if not count:
            return _EMPTY
        area = _LEAST**2 + (_MOST**2 - _LEAST**2) * count / self.peak
        return max(math.sqrt(area), breadth(str(count), FIGURE, bold=True) + 0.05)

    def thickness(self, count: int) -> float:
        """The width of a line in points."""
        return 1.0 + 3.0 * math.sqrt(count / self.peak)


Point = tuple[float, float]


def swing(start: Point, end: Point) -> tuple[Point, ...]:
    """An S-curve that leaves and arrives level."""
    middle = (start[0] + end[0]) / 2
    return start, (middle, start[1]), (middle, end[1]), end


def turns(start: Point, end: Point, middle: float) -> list[tuple[Point, ...]]:
    """From one row to another with two rounded corners, upright at x = `middle`: clear of the marks of other rows."""
    y0, y1 = start[1], end[1]
    bend = min(abs(middle - start[0]), abs(y1 - y0) / 2) * (1 if y1 > y0 else -1)
    first, last = (middle, y0 + bend), (middle, y1 - bend)
    return [(start, (middle, y0), (middle, y0), first), (first, last), (last, (middle, y1), (middle, y1), end)]


def drop(start: Point, end: Point) -> tuple[Point, ...]:
    """An S-curve that leaves and arrives upright."""
    middle = (start[1] + end[1]) / 2
    return start, (start[0], middle), (end[0], middle), end


def bow(start: Point, end: Point, height: float) -> tuple[Point, ...]:
    """A curve that rises by `height` between two points of a row."""
    reach = min(abs(end[0] - start[0]) / 3, 0.5)
    top = start[1] - height * 4 / 3
    return start, (start[0] + reach, top), (end[0] - reach, top), end


def box(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """The corners of a rectangle from its top left one."""
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


@cache
def breadth(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    points: float = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
    return points / 72


def tall(lines: int, size: float) -> float:
    """The height of so many lines of text in inches."""
    return lines * size * LEADING / 72


def wrap(text: str, width: float, size: float, *, most: int, bold: bool = False) -> list[str]:
    """Break into at most `most` lines no wider than `width` inches and about as long as each other.

    What does not fit ends in "…".
    """
    lines = _fill(text.split(), width, size, bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
        return [_cut(line, width, size, bold) for line in lines]
    for part in range(9, 4, -1):  # narrower, as long as that costs no further line
        narrow = _fill(text.split(), width * part / 10, size, bold)
        if len(narrow) > len(lines) or any(breadth(line, size, bold) > width for line in narrow):
            break
        lines = narrow
    return [_cut(line, width, size, bold) for line in lines]


def _fill(words: list[str], width: float, size: float, bold: bool) -> list[str]:
    """Put as many words on each line as fit; a word wider than that has a line of its own."""
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _cut(line: str, width: float, size: float, bold: bool) -> str:
    """The line, shortened with "…" where it is too wide."""
    if breadth(line, size, bold) <= width:
        return line
    kept = line.removesuffix(" …")
    while kept and breadth(f"{kept}…", size, bold) > width:
        kept = kept[:-1].rstrip()
    return f"{kept}…"
