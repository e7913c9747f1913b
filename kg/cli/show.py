"""Commands that show the whole: network, draw, docs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, JsonOption, StoreOption, opened
from kg.cli.output import busy, print_json, print_table
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.interface import Store


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
    matrix: Annotated[bool, typer.Option("--matrix", help="Recurring issues by reports.")] = False,
    issue: Annotated[
        str, typer.Option("--issue", metavar="NAME", help="The chain of one issue: its label or short name.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="The words above the picture.")] = "",
    most: Annotated[
        int | None,
        typer.Option(
            "--most",
            min=1,
            help="How many at most: of themes, systems and teams each (15), issues (25) or recommendations (12).",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draw what the reports share, or how issues came up again.

    Themes, systems, teams and issues are rows, reports columns. With --matrix a row is a recurring issue, and colours
    show what became of the recommendations; with --issue time runs downwards, from one recommendation to the next.

    Example: kg draw --issue objectives-without-measures chain.svg
    """
    if matrix and issue:
        raise UsageError("--matrix and --issue are two pictures", mend="draw one after the other")
    name = "matrix" if matrix else "issue" if issue else "network"
    paths = files or [Path(f"{name}.svg"), Path(f"{name}.png")]
    with busy("drawing"), opened(store) as source:
        made = _drawn(source, paths, name, issue, title, most)
    for path in made:
        print(f"Wrote {path}.")


def _drawn(store: Store, paths: list[Path], name: str, issue: str, title: str, most: int | None) -> list[Path]:
    """Draw one of the three pictures."""
    from kg.draw import draw as draw_network
    from kg.draw import draw_chain, draw_matrix
    from kg.network import network as network_of
    from kg.network import report_label

    if name == "issue":
        return draw_chain(store, issue, *paths, naming=report_label, title=title, most=most or 12)
    if name == "matrix":
        return draw_matrix(store, *paths, naming=report_label, title=title, most=most or 25)
    return draw_network(network_of(store), *paths, title=title, most=most or 15)


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
