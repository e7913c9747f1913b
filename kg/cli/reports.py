"""Validation reports as the command line writes them, and submissions that are mended beside the original."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import print_under
from kg.errors import UsageError

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

    from kg.validate import Change, Report


class Form(StrEnum):
    """How a validation report is written."""

    TEXT = "text"
    JSON = "json"
    TTL = "ttl"
    HTML = "html"
    JUNIT = "junit"
    SARIF = "sarif"


@dataclass(frozen=True, slots=True)
class Mended:
    """A submission after mending: the file that holds it (the original where nothing was changed and none was asked
    for), its graphs, and what was changed."""

    original: Path
    file: Path
    graphs: Mapping[URIRef, Graph]
    changes: list[Change]


def written(reports: Mapping[str, Report], form: Form, everything: bool, mended: Iterable[Mended] = ()) -> str:
    """The reports, by the name of what was validated, in this form; one JSON value for all of them."""
    from kg.validate import html, junit, render, sarif

    if form is Form.JSON:
        changed = {str(one.file): [str(change) for change in one.changes] for one in mended}
        found = [
            {"validated": name, **({"mended": changed[name]} if name in changed else {}), **report.to_dict()}
            for name, report in reports.items()
        ]
        return json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False) + "\n"
    if form is Form.TEXT:
        return "\n".join(f"{name}: {render(report, everything=everything)}" for name, report in reports.items())
    if form is Form.TTL:
        return "\n".join(report.graph().serialize(format="turtle") for report in reports.values())
    forms = {Form.HTML: html.render, Form.JUNIT: junit.render, Form.SARIF: sarif.render}
    return forms[form](reports)


def mend(files: list[Path], output: Path | None) -> list[Mended]:
    """The submissions, mended and written: to `output`, or each beside its original as NAME.fixed.ttl.

    Nothing is written before all of them are mended. Raises UsageError where a name would take the place of a file
    that somebody wrote.
    """
    from kg import pipeline

    targets = [_target(file, output) for file in files]
    found = []
    for file, target in zip(files, targets, strict=True):
        graphs, changes = pipeline.mended(file)
        kept = not changes and output is None
        if not kept and output is None and target.exists():
            raise UsageError("there is such a file already", where=str(target), mend="name another one with -o")
        found.append(Mended(file, file if kept else target, graphs, changes))
    for one in found:
        if one.file != one.original:
            pipeline.save(one.graphs, one.file)
    return found


def _target(file: Path, output: Path | None) -> Path:
    target = output or file.with_name(f"{file.stem}.fixed.ttl")
    if target.suffix.lower() != ".ttl":
        raise UsageError("a mended submission is Turtle", where=str(target), expected="a name that ends in .ttl")
    if target.resolve() == file.resolve():
        raise UsageError("the original is not written over", where=str(target), mend="name another file with -o")
    return target


def tell(mended: Iterable[Mended], *, aside: bool) -> None:
    """Tell every change in words: before the report, or on standard error where the report is for a program."""
    for one in mended:
        stream = sys.stderr if aside else sys.stdout
        if not one.changes:
            print(f"{one.original}: nothing could be mended.\n", file=stream)
            continue
        number = "1 mend" if len(one.changes) == 1 else f"{len(one.changes)} mends"
        print(f"{one.original}: {number}, written to {one.file} (without comments and layout).", file=stream)
        if aside:
            print("\n".join(f"  {change}" for change in one.changes), file=stream)
        else:
            print_under(2, map(str, one.changes))
            print()
