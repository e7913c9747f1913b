"""Commands on what was accepted before: retract, history, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, ByOption, JsonOption, StoreOption, opened
from kg.cli.output import busy, print_json, print_table, print_under
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.past import Event

_NUMBERS = ("added", "removed")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (retract, history, diff):
        app.command()(command)


def retract(
    slug: Annotated[str, typer.Argument(help="The response, as in 2016-intelligence-functions.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is taken away.")] = "",
    by: ByOption = "",
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Take a response away.

    Its summary, links and inferences go with it, whole or not at all. What it said is kept (see kg history).

    Example: kg retract 2016-intelligence-functions --reason "withdrawn" --by "A. Reader"
    """
    from dataclasses import asdict

    from kg import pipeline
    from kg.cli.make import told
    from kg.past import Act

    act = Act.retraction(by, reason)
    with opened(store) as target, busy("retracting"):
        change = pipeline.retract(target, slug, act)
    if as_json:
        print_json({"retracted": slug, **asdict(change)})
    else:
        print(f"Retracted {slug}: {told(change)}")
        print(f"kg history {slug} shows what it was.")


def history(
    slug: Annotated[str, typer.Argument(help="A response; without one, all of them.", show_default=False)] = "",
    version: Annotated[int | None, typer.Option("--version", min=1, help="Give the response as this one was.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The TriG file to write that to; else print it.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """What was submitted, replaced and retracted, when and by whom.

    Newest first. Every version can be written to a file, and submitted again.

    \b
    Example: kg history
             kg history 2016-intelligence-functions
             kg history --version 1 2016-intelligence-functions -o before.trig
    """
    from dataclasses import asdict

    from kg.past import events

    if version is not None:
        _version(slug, version, output, store)
        return
    if output is not None:
        raise UsageError("it is not said which version to write", mend="add --version NUMBER")
    with opened(store) as source:
        found = events(source, slug)
    if as_json:
        print_json([asdict(event) for event in found])
    elif not found:
        print(
            "Nothing was submitted or retracted yet." if not slug else f"Nothing was done to {slug} since it was built."
        )
    else:
        _table(found)


def _version(slug: str, version: int, output: Path | None, store: str) -> None:
    """Write one version of a response as TriG."""
    from kg import pipeline
    from kg.files import write_text
    from kg.namespaces import response_graph
    from kg.past import state

    if not slug:
        raise UsageError("it is not said of which response", expected="kg history --version NUMBER SLUG")
    if output is not None and output.suffix.lower() != ".trig":
        raise UsageError("a version is written as TriG", where=str(output), expected="a name that ends in .trig")
    with opened(store) as source:
        graph = state(source, slug, version)
    text = pipeline.trig({response_graph(slug): graph})
    if output is None:
        print(text, end="")
        return
    write_text(text, output)
    print(f"Wrote {output}: {len(graph):,} statements of {slug}@{version}.")


def _table(found: list[Event]) -> None:
    columns = ("when", "who", "what", "version", "added", "removed", "note")
    print_table(
        f"What happened ({len(found)}), with statements of the response added and removed",
        columns,
        [
            (
                event.when.replace("T", " ").replace("Z", ""),
                event.who,
                event.what,
                event.name,
                "" if event.what == "built" else f"{event.added:,}",
                "" if event.what == "built" else f"{event.removed:,}",
                event.reason or event.source,
            )
            for event in found
        ],
        numbers=_NUMBERS,
    )
    print("Times are UTC. kg diff SLUG@1 SLUG@2 says what changed between two versions.")


def diff(
    before: Annotated[str, typer.Argument(help="SLUG@1 (a version), SLUG (as it is now), or a submission.")],
    after: Annotated[str, typer.Argument(help="What to compare it with: the same.")],
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """What changed in a response, in words.

    Compares two versions, or what is stored with what would be submitted.

    \b
    Example: kg diff 2016-intelligence-functions@1 2016-intelligence-functions@2
             kg diff 2016-intelligence-functions 2016-intelligence-functions.txt
    """
    from contextlib import closing
    from dataclasses import asdict

    from kg import pipeline
    from kg.files import named_file
    from kg.past.compare import lines
    from kg.store import open_store

    files = all(map(named_file, (before, after)))
    with closing(open_store(None)) if files else opened(store) as source, busy("comparing"):
        found = pipeline.diff(source, before, after)
    if as_json:
        print_json({"differences": [asdict(one) for one in found.found], "bookkeeping": found.bookkeeping})
    elif not found.found and not found.bookkeeping:
        print("Nothing differs.")
    else:
        for line in lines(found):
            print_under(0, [line])
