"""Commands that make pictures and pages: draw, docs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, opened
from kg.cli.output import busy


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (draw, docs):
        app.command()(command)


def draw(
    files: Annotated[list[Path] | None, typer.Argument(help="Pictures to write, .svg or .png.")] = None,
    title: Annotated[str, typer.Option("--title", help="The words above the picture.")] = "",
    most: Annotated[
        int, typer.Option("--most", min=1, help="How many themes, systems and teams at most, of each.")
    ] = 15,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draw the reports in time order and what they share: themes, systems, teams, issues.

    Example: `kg draw network.svg network.png`
    """
    from kg.draw import draw as draw_network
    from kg.network import network

    with busy("drawing"):
        with opened(store) as source:
            graph = network(source)
        made = draw_network(graph, *(files or [Path("network.svg"), Path("network.png")]), title=title, most=most)
    for path in made:
        print(f"Wrote {path}.")


def docs(
    output: Annotated[Path, typer.Argument(help="The folder to write to.")] = Path("site"),
) -> None:
    """Build the HTML reference of the ontology, its schemes and themes.

    Example: `kg docs site`, then open site/index.html
    """
    from kg.docs import build

    with busy("writing the reference"):
        pages = build(output)
    print(f"Wrote {len(pages)} pages; open {pages[0]}.")
