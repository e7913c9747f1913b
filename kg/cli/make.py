"""Commands that make things: build, submit, export."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, ByOption, DecisionsOption, JsonOption, StoreOption, opened
from kg.cli.output import busy, print_json, progress
from kg.cli.recur import preview

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

    from kg.interface import Store
    from kg.reason import Change
    from kg.recurrence import Decisions
    from kg.resembling import Resembling

_MANY = 100  # documents that are validated without being asked: the shapes take up to a second for each


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (build, submit, export):
        app.command()(command)


def build(
    sources: Annotated[Path | None, typer.Argument(help="A file, or a folder with its sources.csv.")] = None,
    store: StoreOption = DEFAULT_STORE,
    check: Annotated[
        bool | None, typer.Option(help="Validate what was built (by default up to 100 documents).", show_default=False)
    ] = None,
    decisions: DecisionsOption = Path("decisions.csv"),
    as_json: JsonOption = False,
) -> None:
    """Build the whole graph from responses.

    Reads, links, reasons, validates and stores, in one command. Without sources it builds from the five responses that
    come with the package. A store in a folder is replaced as a whole, or not at all; on a server, graph by graph.
    Faults of the documents do not stop the build: kg validate tells them. What people decided (kg review) and
    the history of what was submitted (kg history) are kept.

    \b
    Example: kg build
             kg build my-responses/ --store my-store
    """
    from dataclasses import asdict

    from kg import pipeline
    from kg.cli.overview import overview
    from kg.store import fresh_store

    said, past = _kept(store, decisions)
    with progress() as tell, fresh_store(store) as made:
        built = pipeline.build(made, sources, decisions=said, progress=tell)
        made.replace(past)
        tell("validating", 0, 1)
        wanted = built.found.documents <= _MANY if check is None else check
        report = pipeline.check(made, progress=tell, spread=True) if wanted else None
    if as_json:
        counts = {**asdict(built.found), "triples": built.triples, "inferred": built.inferred, "links": built.links}
        found = report.counts() if report else None
        print_json({**counts, "decisions": len(said.every), "store": store, "validation": found})
        return
    with opened(store) as made:
        overview(made, built, report, store, len(said.every))


def _kept(store: str, file: Path) -> tuple[Decisions, dict[URIRef, Graph]]:
    """What a rebuild keeps: the decisions of the file, where there is one, and of the store, where there is one; and
    the history of the store."""
    from kg.namespaces import HISTORY_GRAPH
    from kg.recurrence import Decisions
    from kg.recurrence.decisions import read, stored
    from kg.store import open_store
    from kg.store.addresses import is_address
    from kg.store.embedded import LIST_FILE

    said = read(file) if file.exists() else Decisions()
    if not is_address(store) and not (Path(store) / LIST_FILE).is_file():
        return said, {}
    with closing(open_store(store)) as old:
        return stored(old).joined(said), {HISTORY_GRAPH: old.graph(HISTORY_GRAPH)}


def submit(
    file: Annotated[Path, typer.Argument(help="A submission: RDF, an edited .xlsx or .zip, or a response document.")],
    by: ByOption = "",
    decisions: DecisionsOption = Path("decisions.csv"),
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Validate a submission and store it.

    The graph of its document is replaced, whole or not at all. What was before is kept, with who did it and when (see
    kg history).

    A submission with violations is not stored (exit 1). What it resembles of earlier reports is told (kg similar FILE
    tells more, and stores nothing). What people decided in the file (kg review) holds as in a build.

    Example: kg submit response.trig --by "A. Reader"
    """
    from dataclasses import asdict

    from kg import pipeline
    from kg.validate import render

    with opened(store) as target, busy("validating"):
        graphs = pipeline.submission(file)
        report = pipeline.try_out(target, graphs, file)
        found, change = _stored(target, graphs, file, by, decisions) if report.conforms else ([], None)
    slugs = [str(name).rsplit("/", 1)[-1] for name in graphs]
    if as_json:
        stored = {"stored": slugs, **asdict(change)} if change else {"stored": []}
        again = [{"number": text.name.rsplit("/", 1)[-1], **asdict(one)} for text, some in found for one in some]
        print_json({**stored, "resembles": again, "validation": report.to_dict()})
    elif change is None:
        print(f"{file}: {render(report)}")
        print("Not stored: mend the violations above and submit again.")
    else:
        print(f"Stored {', '.join(slugs)}: {told(change)}")
        preview(found)
    if change is None:
        raise typer.Exit(1)


def _stored(
    store: Store, graphs: Mapping[URIRef, Graph], file: Path, by: str, decisions: Path
) -> tuple[Resembling, Change]:
    """Store a submission with what people decided, whole or not at all: what it resembles, and what it changed. It is
    compared with what is stored then: so what is announced is what is linked."""
    from kg import pipeline
    from kg.past import Act

    told = pipeline.decisions_for(store, decisions, graphs)
    change = pipeline.submit(store, graphs, told, Act.submission(by, file))
    return pipeline.similar(store, graphs, most=1), change


def told(change: Change) -> str:
    """What a change of the store did, in words."""
    if not (change.added or change.removed):
        return "nothing has changed."
    return (
        f"{change.added:,} statements added, {change.removed:,} removed; "
        f"{change.inferred:,} more inferred, {change.withdrawn:,} no longer follow."
    )


def export(
    output: Annotated[Path, typer.Option("--output", "-o", help=".nq .trig .ttl .nt .jsonld .graphml .gexf or .json")],
    store: StoreOption = DEFAULT_STORE,
    everything: Annotated[
        bool, typer.Option("--everything", help="In a network: also what only one report has.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the graph or the network to a file.

    The ending tells which: RDF for the graph; GraphML, GEXF or Cytoscape JSON for the network of reports.

    \b
    Example: kg export -o graph.nq
             kg export -o network.gexf
    """
    from kg.export import NETWORK_ENDINGS, export_network
    from kg.export import export as export_graph
    from kg.network import network
    from kg.store import canonical

    with opened(store) as source, busy("writing"):
        if output.suffix.lower() in NETWORK_ENDINGS:
            count, unit = export_network(network(source, everything=everything), output), "nodes"
        else:
            count, unit = export_graph(canonical(source), output), "statements"
    if as_json:
        print_json({"wrote": str(output), unit: count})
    else:
        print(f"Wrote {output}: {count:,} {unit}.")
