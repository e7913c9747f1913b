"""Commands that show the whole: network, draw, docs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, JsonOption, StoreOption, opened
from kg.cli.output import busy, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (network, draw, docs):
        app.command()(command)


def network(
    most: Annotated[int, typer.Option("--most", min=1, help="How many of the most central to show.")] = 15,
    everything: Annotated[bool, typer.Option("--everything", help="Also what only one report has.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Tell what is central in the network of reports.

    Gives degree, betweenness and PageRank of reports, recommendations, themes, systems and teams, and the communities
    they form. kg export -o network.gexf writes the network itself.

    Example: kg network --most 20
    """
    from dataclasses import asdict

    from kg.network import centralities, communities
    from kg.network import network as network_of

    with busy("measuring the network"), opened(store) as source:
        graph = network_of(source, everything=everything)
        central, groups = centralities(graph), communities(graph)
    if as_json:
        print_json({"nodes": central.to_dict("records"), "communities": [asdict(group) for group in groups]})
        return
    columns = ["kind", "label", "degree", "betweenness", "pagerank"]
    rows = [
        [row.kind, row.label, str(row.degree), f"{row.betweenness:.3f}", f"{row.pagerank:.3f}"]
        for row in central.head(most).itertuples()
    ]
    title = f"The most central of {graph.number_of_nodes()} nodes and {graph.number_of_edges()} edges"
    print_table(title, columns, rows, numbers=columns[2:])
    print_table(
        "Communities", ["around", "members"], [[g.label, str(len(g.members))] for g in groups], numbers=["members"]
    )


def draw(
    files: Annotated[list[Path] | None, typer.Argument(help="Pictures to write, .svg or .png.")] = None,
    title: Annotated[str, typer.Option("--title", help="The words above the picture.")] = "",
    most: Annotated[
        int, typer.Option("--most", min=1, help="How many themes, systems and teams at most, of each.")
    ] = 15,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draw what the reports share, in time order.

    Themes, systems, teams and issues are rows, reports columns.

    Example: kg draw network.svg network.png
    """
    from kg.draw import draw as draw_network
    from kg.network import network as network_of

    with busy("drawing"):
        with opened(store) as source:
            graph = network_of(source)
        made = draw_network(graph, *(files or [Path("network.svg"), Path("network.png")]), title=title, most=most)
    for path in made:
        print(f"Wrote {path}.")


def docs(
    output: Annotated[Path, typer.Argument(help="The folder to write to.")] = Path("site"),
) -> None:
    """Build the HTML reference of the ontology.

    With its schemes and themes.

    Example: kg docs site, then open site/index.html
    """
    from kg.docs import build

    with busy("writing the reference"):
        pages = build(output)
    print(f"Wrote {len(pages)} pages; open {pages[0]}.")
