"""A sheet → a matplotlib figure → the bytes of an SVG or PNG, without dates or random names."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from kg.draw.shapes import FONT, LEADING, MUTED, STYLES, WHITE, Area, Curve, Label, Mark, Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI = 200
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "inspection-kg",
    "svg.id": "inspection-kg",
    "path.simplify": False,
    "font.family": "sans-serif",
    "font.sans-serif": [FONT, "Verdana", "Arial"],  # Verdana is as wide, for viewers without the first
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "axes.unicode_minus": False,
}


def paint(sheet: Sheet, form: str, title: str, description: str) -> bytes:
    """The picture in `form` ("svg" or "png"); the same sheet gives the same bytes."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = figure_of(sheet)
        buffer = io.BytesIO()
        if form == "png":
            told = {"Software": None, "Title": title, "Description": description}
            figure.savefig(buffer, format="png", dpi=_DPI, metadata=told)
            return buffer.getvalue()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return _described(buffer.getvalue().decode(), title, description).encode()


def figure_of(sheet: Sheet) -> Figure:
    """The figure: one axes over the whole page, in inches from the top left corner."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    figure = Figure(figsize=(sheet.width, sheet.height), facecolor=WHITE)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(sheet.height, 0)
    for band in sheet.bands:
        axes.add_patch(Rectangle((band.x, band.y), band.width, band.height, color=band.colour, linewidth=0, zorder=1))
    for curve in sheet.curves:
        _curve(axes, curve)
    for area in sheet.areas:
        _area(axes, area)
    for mark in sheet.marks:
        _mark(axes, mark)
    for label in sheet.labels:
        _label(axes, label)
    return figure


def _curve(axes: Axes, curve: Curve) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    codes = [Path.MOVETO] + [Path.LINETO if len(curve.points) == 2 else Path.CURVE4] * (len(curve.points) - 1)
    patch = PathPatch(
        Path(list(curve.points), codes),
        fill=False,
        edgecolor=curve.colour,
        linewidth=curve.width,
        linestyle=(0, curve.dashes) if curve.dashes else "solid",
        capstyle="butt",
        zorder=2,
    )
    axes.add_patch(patch)


def _area(axes: Axes, area: Area) -> None:
    from matplotlib.patches import Polygon

    patch = Polygon(
        list(area.points),
        closed=True,
        facecolor=area.colour or "none",
        edgecolor=area.edge or "none",
        linewidth=area.width,
        joinstyle="miter",
        zorder=2.5,
    )
    axes.add_patch(patch)


def _mark(axes: Axes, mark: Mark) -> None:
    """A filled mark with a white rim that lifts it off the lines; a ring is drawn around it."""
    style = STYLES.get(mark.kind)
    colour, shape, scale = (style.colour, style.mark, style.scale) if style else (MUTED, "o", 1.0)
    size = mark.size * 72 * scale
    fill, edge = (WHITE, colour) if mark.hollow else (colour, WHITE)
    if mark.ringed:
        axes.plot(
            mark.x, mark.y, "o", markersize=size + 4, color=WHITE, markeredgecolor=colour, markeredgewidth=1.2, zorder=3
        )
    axes.plot(mark.x, mark.y, shape, markersize=size, color=fill, markeredgecolor=edge, markeredgewidth=1.0, zorder=4)


def _label(axes: Axes, label: Label) -> None:
    text = axes.text(
        label.x,
        label.y,
        label.text,
        fontsize=label.size,
        color=label.colour,
        fontweight="bold" if label.bold else "normal",
        ha=label.across,
        va="center_baseline" if label.along == "center" and "\n" not in label.text else label.along,
        rotation=90 if label.turned else 0,
        multialignment="left" if label.turned else label.across,
        linespacing=LEADING,
        zorder=5,
    )
    if label.link.startswith(("http://", "https://")):
        text.set_url(label.link)


def _described(svg: str, title: str, description: str) -> str:
    """Title and description for screen readers (SVG 2, section 5.8; WAI-ARIA graphics)."""
    head, mark, rest = svg.partition("<svg ")
    opening, close, body = rest.partition(">")
    told = f'<title id="picture-title">{escape(title)}</title>\n <desc id="picture-desc">{escape(description)}</desc>'
    return f'{head}{mark}role="img" aria-labelledby="picture-title picture-desc" {opening}{close}\n {told}{body}'
