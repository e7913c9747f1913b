"""Commands that ask: query, queries, explain."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, JsonOption, StoreOption, opened
from kg.cli.output import console, fits, numeric, print_blocks, print_json, print_table
from kg.errors import UsageError
from kg.model import Table

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.query import NamedQuery


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    TTL = "ttl"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (query, queries, explain):
        app.command()(command)


def query(
    name: Annotated[str | None, typer.Argument(help="A named question (see kg queries) or a .rq file.")] = None,
    text: Annotated[str | None, typer.Option("--execute", "-e", help="SPARQL to run.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter.")] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="table (default), csv, tsv, json; ttl for CONSTRUCT.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Ask a named question, or SPARQL.

    The question is named (kg queries lists them), or SPARQL in a file or in the call.

    \b
    Example: kg query shared-systems
             kg query commitments --param report=2024-competent-authority
             kg query -e 'SELECT ?s WHERE { ?s a insp:System }' --format csv
    """
    from kg.query import run, unknown_name, why_nothing

    given = _parameters(param or [])
    named, sparql, file = _asked(_one(name, text), text is not None, given)
    with opened(store) as source:
        answer = run(source, sparql, file=file)
        if form is None or form is Format.TABLE:
            _show(answer, named.question if named else "")
        else:
            print(_written(answer, form), end="")
        if isinstance(answer, Table) and answer.rows and named:
            _say_limit(named, given, len(answer.rows))
        unknown = unknown_name(source, named, given) if named and isinstance(answer, Table) and not answer.rows else ""
        if why := unknown or why_nothing(source, sparql, answer):
            console(error=True).print(why, markup=False)


def _say_limit(asked: NamedQuery, given: dict[str, str], rows: int) -> None:
    """A person who adds up the rows must know that there may be more."""
    limit = int(given.get("limit", asked.limit or 0))
    if 0 < limit <= rows:
        words = f"There may be more: limit={limit}, {asked.chosen}. Change it with --param limit=NUMBER."
        console(error=True).print(words, markup=False)


def _asked(words: str, is_text: bool, parameters: dict[str, str]) -> tuple[NamedQuery | None, str, str]:
    """The named query (None where the call gives the SPARQL itself), the SPARQL to run, with its parameters, and the
    file that the call names."""
    from kg.files import readable
    from kg.query import bind, find, read

    if is_text:
        if parameters:
            raise UsageError("SPARQL given with -e takes no --param", mend="write the values into the query")
        return None, words, ""
    file = words.endswith((".rq", ".sparql")) or "/" in words
    asked = read(readable(Path(words))) if file else find(words)
    return asked, bind(asked, parameters), words if file else ""


def _written(answer: Table | Graph | bool, form: Format) -> str:
    from kg.query import to_csv, to_json, to_tsv, to_turtle

    writers: dict[Format, Callable[..., str]]
    if isinstance(answer, Table):
        writers = {Format.CSV: to_csv, Format.TSV: to_tsv, Format.JSON: to_json}
        expected = "table, csv, tsv or json"
    elif isinstance(answer, bool):
        writers, expected = {Format.JSON: to_json}, "table or json"
    else:
        writers, expected = {Format.TTL: to_turtle}, "ttl"
    if form not in writers:
        raise UsageError(f"this answer cannot be written as {form.value}", expected=f"--format {expected}")
    return writers[form](answer)


def _one(name: str | None, text: str | None) -> str:
    if (name is None) == (text is None):
        raise UsageError(
            "say what to ask",
            expected="one of: a name, a .rq file, or -e with SPARQL",
            mend="kg queries lists the names",
        )
    return name or text or ""


def _parameters(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise UsageError(f"{pair!r} is no parameter", expected="--param NAME=VALUE")
        if key.strip() in found:
            raise UsageError(f"the parameter {key.strip()} is given more than once", expected="each --param once")
        found[key.strip()] = value.strip()
    return found


def _show(answer: Table | Graph | bool, title: str) -> None:
    from kg.query import to_table, to_turtle

    if isinstance(answer, bool):
        print("yes" if answer else "no")
    elif isinstance(answer, Table):
        # the IRI of a row is for programs: a table for people leaves it out
        columns = [column for column in answer.columns if column != "iri"] or list(answer.columns)
        rows = [[row[answer.columns.index(column)] for column in columns] for row in to_table(answer)]
        if rows and fits(columns, rows):
            print_table(title, columns, rows, numbers=numeric(columns, rows))
        else:
            print_blocks(title, columns, rows)
        hidden = " (--format csv adds the IRIs)" if rows and len(columns) < len(answer.columns) else ""
        print(f"{len(rows):,} row{'s' if len(rows) != 1 else ''}{hidden}")
    else:
        print(to_turtle(answer), end="")


def queries(
    word: Annotated[str | None, typer.Argument(help="Only questions about this.")] = None, as_json: JsonOption = False
) -> None:
    """List the named questions.

    Each with the parameters it takes.

    \b
    Example: kg queries
             kg queries commitment
    """
    from dataclasses import asdict

    from kg.query import catalogue

    wanted = (word or "").lower()
    found = [q for q in catalogue() if wanted in f"{q.name} {q.question} {' '.join(q.keywords)}".lower()]
    if as_json:
        print_json([{key: value for key, value in asdict(q).items() if key != "path"} for q in found])
        return
    if not found:
        raise UsageError(f"no question is about {word!r}", mend="kg queries without a word lists them all")
    rows = [[q.number, q.name, q.question, " ".join(map(str, q.parameters))] for q in found]
    print_table("Questions the graph answers", ["no", "name", "question", "takes"], rows, numbers=["no"])
    print("Ask one with: kg query NAME --param name=value")


def explain(
    subject: Annotated[str, typer.Argument(help="A prefixed name (insp:…, id:…) or an IRI.")],
    predicate: Annotated[str, typer.Argument(help="As the subject; the letter a is rdf:type.")],
    object_: Annotated[str, typer.Argument(metavar="OBJECT", help="As the subject, or a literal in quotation marks.")],
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Tell why a statement is in the graph.

    Gives the sentence that asserts it, or the rule and what it follows from.

    \b
    Example: kg explain id:recommendation/2024-competent-authority/5.e.ii \\
               insp:partOf id:recommendation/2024-competent-authority/5
    """
    from kg.cli.terms import term
    from kg.reason import explain as why
    from kg.reason import render

    triple = (term(subject), term(predicate), term(object_))
    with opened(store) as source:
        explanation = why(source, triple)
    if as_json:
        print_json(explanation.to_dict())
    else:
        print(render(explanation))
    if explanation.kind == "absent":
        raise typer.Exit(1)
