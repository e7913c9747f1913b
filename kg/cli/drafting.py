"""The command that drafts a submission: kg draft."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, opened
from kg.errors import UsageError
from kg.files import spared

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

    from kg.extract.followup.earlier import Earlier
    from kg.sheets import Concern, Particular
    from kg.submissions import Told

_SHOWN = 5  # of each kind of thing to look at
_QUOTED = 90  # characters of a quotation
_FOLLOWS_UP = (
    "{}: this looks like a document on earlier recommendations, and is read as a first answer to new ones.\n"
    "  To read what became of the earlier ones: kg draft {0} --follows-up REPORT (its name in the store)."
).replace("{}", "{0}")
FollowsUpOption = Annotated[
    list[str] | None,
    typer.Option("--follows-up", metavar="REPORT", help="Read what became of the recommendations of a stored report."),
]
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help="Write over a file of that name, which somebody may have edited.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help=".xlsx, or .zip of CSV, to edit; .ttl .trig .jsonld .nq. Else print TriG."),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(draft)


def draft(
    file: Annotated[Path, typer.Argument(help="A response document, or a draft to turn into another format.")],
    output: OutputOption = None,
    over: ReplaceOption = False,
    title: Annotated[str, typer.Option(help="The title of the answer.")] = "",
    publisher: Annotated[str, typer.Option(help="The body that answers.")] = "",
    published: Annotated[str, typer.Option(help="When, as EDTF: 2024-12-11, 2024-12, 2016~.")] = "",
    licence: Annotated[str, typer.Option(help="The licence of the document.")] = "",
    report: Annotated[str, typer.Option(help="The title of the report that is answered.")] = "",
    period: Annotated[str, typer.Option(help="When was inspected, as EDTF: 2023-04/2023-06.")] = "",
    inspector: Annotated[str, typer.Option(help="The office that inspected.")] = "",
    follows_up: FollowsUpOption = None,
    store: StoreOption = DEFAULT_STORE,
    ask: Annotated[bool, typer.Option("--ask", help="Ask in a terminal for what the document does not tell")] = False,
    everything: Annotated[bool, typer.Option("--all", help="List all to look at, not the first few.")] = False,
) -> None:
    """Turn one document into a submission.

    As a workbook to edit, or as RDF. What was edited is read back: kg draft, validate and submit take it.
    What a person should look at, and what the document does not tell, is listed on standard error.
    A re-inspection, a progress report or a later letter is read with --follows-up for its claims and assessments;
    give it twice for a document on two reports.

    \b
    Example: kg draft response.txt -o response.xlsx
             kg draft response.xlsx -o response.ttl
             kg draft letter.txt --follows-up 2022-some-report -o letter.ttl
    """
    from kg.submissions import Told

    told = Told(title, publisher, published, licence, report, period, inspector)
    if output is not None and spared(output, file).exists() and not over:
        told_so = "there is such a file already, and somebody may have edited it"
        mend = "name another file with -o, take that one away, or add --replace"
        raise UsageError(told_so, where=str(output), mend=mend)
    _draft(file, output, told, _earlier(follows_up or [], store), ask, everything)


def _earlier(slugs: Sequence[str], where: str) -> list[Earlier]:
    """The reports that are followed up, as the store holds them; without any, the store is not opened."""
    from kg import pipeline

    if not slugs:
        return []
    with opened(where) as store:
        return [pipeline.earlier(store, slug) for slug in dict.fromkeys(slugs)]


def _read(file: Path, told: Told, reports: Sequence[Earlier]) -> Mapping[URIRef, Graph]:
    """The draft of a document. What looks like a follow-up and is read as a first answer is told of."""
    from kg import pipeline
    from kg.submissions import DRAFTED

    try:
        return pipeline.draft(file, told, reports)
    finally:
        first = not reports and file.exists() and file.suffix.lower() not in DRAFTED
        if first and pipeline.looks_like_follow_up(file):
            print(_FOLLOWS_UP.format(file.name), file=sys.stderr)


def _draft(
    file: Path, output: Path | None, told: Told, reports: Sequence[Earlier], ask: bool, everything: bool
) -> None:
    from kg import pipeline
    from kg.sheets import ENDINGS

    graphs = _read(file, told, reports)
    if ask and sys.stdin.isatty() and (answers := _asked(graphs, told)) != told:
        graphs = pipeline.draft(file, answers, reports)
    if output is None:
        print(pipeline.trig(graphs), end="")
    else:
        pipeline.save(graphs, output)
    _tell(graphs, file, everything)
    if output is not None:
        edit = "edit it, then " if output.suffix.lower() in ENDINGS else ""
        print(f"Wrote {output}. Next: {edit}kg validate {output}, then kg submit {output}.")


def _asked(graphs: Mapping[URIRef, Graph], told: Told) -> Told:
    """What is told, with the answers of the person at the terminal; an empty answer tells nothing."""
    from kg.dates import edtf
    from kg.sheets import missing

    def date(words: str) -> str:
        value = edtf(words) if words else ""
        if value is None:
            raise typer.BadParameter("this is no date; write 2024-12-11, 2024-12 or 2016~")
        return value

    for graph in graphs.values():
        for particular in missing(graph):
            read = date if particular.name in ("published", "period") else str
            question = f"{particular.name} ({particular.hint}; empty where not known)"
            answer = typer.prompt(question, default="", show_default=False, err=True, value_proc=read)
            told = replace(told, **{particular.name: answer.strip() or asdict(told)[particular.name]})
    return told


def _tell(graphs: Mapping[URIRef, Graph], file: Path, everything: bool) -> None:
    """List on standard error what to look at, and what is missing with the option that gives it."""
    from kg.sheets import concerns, missing

    for name, graph in graphs.items():
        where = file.name if len(graphs) == 1 else str(name).rsplit("/", 1)[-1]
        found = concerns(graph)
        lines = [*_listed(found, graph, everything), *_missing(missing(graph))]
        if lines:
            print("\n".join([f"{where}: please look at this.", *lines]), file=sys.stderr)


def _listed(found: Sequence[Concern], graph: Graph, everything: bool) -> list[str]:
    from kg.sheets import short

    lines: list[str] = []
    for kind, group in groupby(found, key=lambda concern: concern.kind):
        members = list(group)
        lines.append(f"  {kind} ({len(members)})")
        for concern in members if everything else members[:_SHOWN]:
            words = " ".join(concern.quotation.split())
            clipped = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
            place = f"line {concern.line:<5}" if concern.line else f"{short(graph, concern.node)} "
            lines.append(f"    {place} “{clipped}”")
        if len(members) > _SHOWN and not everything:
            lines.append(f"    … and {len(members) - _SHOWN} more (--all lists them)")
    return lines


def _missing(particulars: Sequence[Particular]) -> list[str]:
    if not particulars:
        return []
    told = [f"    {particular.option:<12} {particular.hint}" for particular in particulars]
    return ["  what the document does not tell, and the option that gives it (or --ask)", *told]
