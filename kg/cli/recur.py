"""Commands on what came back: similar."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, DecisionsOption, JsonOption, StoreOption, opened
from kg.cli.output import busy, console, print_json, print_under
from kg.errors import UsageError
from kg.files import is_folder, named_file

if TYPE_CHECKING:
    from kg.interface import Store
    from kg.recurrence import Known, Resemblance, Text
    from kg.resembling import Resembling

_PROMISES = 2  # promises of a recommendation that are shown
_PREVIEWED = 5  # recommendations that a preview names
_SHORT = 110  # characters of a text that are shown
_DELIVERY = {"completed": "reported complete", "inProgress": "in progress", "planned": "planned"}
_POSITION = {"partiallyAccepted": "partially accepted", "notStated": "position not stated"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(similar)


def similar(
    asked: Annotated[str, typer.Argument(metavar="FILE|TEXT", help="A response, or the words of a recommendation.")],
    most: Annotated[int, typer.Option("--most", min=1, help="How many to show for each recommendation.")] = 5,
    decisions: DecisionsOption = Path("decisions.csv"),
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Show which earlier recommendations a new one resembles.

    With the reasons, the position that was taken, what was promised, and whether that was reported complete. What is
    sure enough to be linked is marked with *; what people rejected (kg review) is left out, and so are recommendations
    that are later than a response. A file without recommendations is read as the words of one.

    \b
    Example: kg similar "Give officers access to the systems they need"
             kg similar new-response.txt --most 3
    """
    with _uncollected():
        from kg.recurrence import known

        with busy("comparing"), opened(store) as source:
            found = _resembling(source, _target(asked), most, decisions)
            facts = known(source, [one.recommendation for _, some in found for one in some])
    if as_json:
        print_json([_data(text, some, facts) for text, some in found])
        return
    for text, some in found:
        _print(text, some, facts)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: what a short command loads is all in use, and to look it over takes a tenth of
    its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _resembling(store: Store, asked: Path | str, most: int, file: Path) -> Resembling:
    """The words of one recommendation need less than a document that is read: what is imported takes the most time."""
    if isinstance(asked, str):
        from kg.recurrence.review import in_force
        from kg.resembling import text_resembles

        return text_resembles(store, asked, most, in_force(store, file))
    from kg import pipeline

    new = pipeline.to_compare(asked)
    decisions = pipeline.decisions_for(store, file, {} if isinstance(new, str) else new)
    found = pipeline.similar(store, new, most, decisions)
    if len(found) == 1 and not found[0][0].name:
        print(f"{asked}: no recommendations found; it is read as the words of one.", file=sys.stderr)
    return found


def preview(found: list[tuple[Text, list[Resemblance]]]) -> None:
    """Tell which recommendations of a response raise again what earlier ones raised, the surest first."""
    again = [(text, some[0]) for text, some in found if some and some[0].linked]
    if not again:
        return
    print(f"{len(again)} of its {len(found)} recommendations resemble earlier ones enough to be linked with them:")
    for text, one in sorted(again, key=lambda pair: -pair[1].score)[:_PREVIEWED]:
        report, number = one.recommendation.split("/")[-2:]
        print_under(2, [f"{text.name.rsplit('/', 1)[-1]} with {report}/{number}: {one.reason}"])
    if len(again) > _PREVIEWED:
        print(f"  … and {len(again) - _PREVIEWED} more")


def _target(asked: str) -> Path | str:
    """A file where there is one of that name, else words."""
    if named := named_file(asked):
        return named
    if is_folder(asked):
        raise UsageError("this is a folder", where=asked, expected="a file, or the words of a recommendation")
    if Path(asked).suffix and " " not in asked.strip():
        raise UsageError("there is no such file", where=asked, expected="a file, or the words of a recommendation")
    if not asked.strip():
        raise UsageError("there is nothing to compare", expected="a file, or the words of a recommendation")
    return asked


def _data(text: Text, some: list[Resemblance], facts: dict[str, Known]) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "recommendation": text.name or None,
        "text": text.text,
        "resembles": [asdict(one) | asdict(facts[one.recommendation]) for one in some if one.recommendation in facts],
    }


def _print(text: Text, some: list[Resemblance], facts: dict[str, Known]) -> None:
    screen = console()
    title = f"{text.name.rsplit('/', 1)[-1]} {text.text}" if text.name else text.text
    screen.print(_cut(title), style="bold", markup=False)
    if not some:
        print(f"  resembles nothing {'earlier ' if text.name else ''}that the store holds.\n")
    for one in some:
        fact = facts[one.recommendation]
        year = fact.published[:4] if fact.published[:4].isdigit() else "undated"
        position = _POSITION.get(fact.position, fact.position)
        mark = "*" if one.linked else " "
        print(f"{mark} {one.score:.2f}  {fact.report}/{fact.number}  ({year}, {position})")
        lines = [one.reason, f"now:   “{one.words}”", f"then:  “{one.quotation}”", *_promised(fact)]
        print_under(8, lines)
    if some:
        print()


def _promised(fact: Known) -> list[str]:
    """The promises, what was reported complete first, and below them what a later document claims."""
    return [*_said(fact), *([_claimed(fact)] if fact.claims else [])]


def _claimed(fact: Known) -> str:
    claim = fact.claims[-1]
    return f"later: {_DELIVERY.get(claim.state, claim.words)}, {claim.date or 'undated'}: “{_cut(claim.text)}”"


def _said(fact: Known) -> list[str]:
    if not fact.promises:
        return ["nothing was promised."]
    order = sorted(fact.promises, key=lambda promise: promise.delivery != "completed")
    lines = []
    for promise in order[:_PROMISES]:
        due = f", by {promise.due}" if promise.due and promise.delivery != "completed" else ""
        lines.append(f"{_DELIVERY.get(promise.delivery, promise.delivery)}{due}: “{_cut(promise.text)}”")
    more = len(order) - _PROMISES
    return [*lines, f"and {more} more promise{'s' if more > 1 else ''}"] if more > 0 else lines


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1].rsplit(" ", 1)[0] + "…"
