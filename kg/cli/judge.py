"""The command with which a person has the last word: review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, DecisionsOption, JsonOption, StoreOption, opened
from kg.cli.output import busy, print_json, print_under
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.interface import Store
    from kg.recurrence import Decisions

_About = tuple[str, str | None, str | None]  # a recommendation, and another one or an issue
_VERDICT = {"returnedAfterCompleted": "returned after it was reported complete"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(review)


def review(
    recommendation: Annotated[
        str | None, typer.Argument(help="As in 2016-intelligence-functions/2; without one, what awaits review.")
    ] = None,
    other: Annotated[str | None, typer.Argument(help="The other recommendation of the link.")] = None,
    issue: Annotated[str | None, typer.Option("--issue", help="An issue of the recommendation, not a link.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="It is so.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is not so, and must not come back.")] = False,
    by: Annotated[str, typer.Option("--by", envvar="KG_REVIEWER", help="Who decides.")] = "",
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Bring the store in line with the file.")] = False,
    decisions: DecisionsOption = Path("decisions.csv"),
    most: Annotated[int, typer.Option("--most", min=1, help="How many links to list.")] = 20,
    as_json: JsonOption = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Confirm or reject links and issues.

    Or list the links that nobody has looked at. A decision is kept with its author and day, in a file and in the
    store. It outlasts every rebuild, and the last one on a thing counts.

    \b
    Example: kg review
             kg review 2010-teams/2 2024-unit/5.b --confirm --by "A. Reader"
             kg review 2010-teams/2 --issue training-lacking --reject
             kg review --apply
    """
    if recommendation is None and (confirm or reject or issue is not None):
        raise UsageError("it is not said what is decided on", expected="two recommendations, or one with --issue")
    if recommendation is None and not apply:
        _list(store, most, as_json)
        return
    outcome = "" if recommendation is None else _outcome(confirm, reject)
    about = None if recommendation is None else (recommendation, other, issue)
    told, changed = _decided(store, decisions, about, (outcome, by, note), only_file=apply)
    if as_json:
        print_json({"decisions": len(told.every), "file": str(decisions), "changed": changed})
        return
    count = f"{len(told.every)} decision{'s' if len(told.every) != 1 else ''} in {decisions}"
    print(f"{count}; the store is {'now' if changed else 'already'} in line with {'it' if apply else 'them'}.")


def _decided(
    store: str, file: Path, about: _About | None, said: tuple[str, str, str], *, only_file: bool
) -> tuple[Decisions, bool]:
    """All decisions with the new one, and whether they changed the store. The store comes first: a file that is missing
    can be written again, a store that differs from its file would be trusted."""
    from kg import pipeline
    from kg.recurrence import decisions

    with opened(store) as target:
        told = _known(target, file, only_file=only_file)
        if about is not None:
            told = told.joined(_new(target, about, *said))
        with busy("deciding"):
            changed = pipeline.decide(target, told) is not None
        if about is not None:
            decisions.write(file, told)
    return told, changed


def _list(store: str, most: int, as_json: bool) -> None:
    """The links that await review, the surest first."""
    from dataclasses import asdict

    from kg.recurrence.review import awaiting

    with opened(store) as source:
        found = awaiting(source, most)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        verdict = _VERDICT.get(one.verdict, one.verdict)
        print(f"{one.score:.2f}  {one.earlier}  {one.later}  ({verdict})")
        print_under(6, (one.reason, f"then:  “{one.earlier_words}”", f"later: “{one.words}”"))
    if found:
        print('\nDecide with: kg review EARLIER LATER --confirm --by "YOUR NAME" (or --reject)')
    else:
        print("No link awaits review.")


def _outcome(confirm: bool, reject: bool) -> str:
    if confirm == reject:
        raise UsageError("it is not said what is decided", expected="--confirm or --reject")
    return "confirmed" if confirm else "rejected"


def _known(store: Store, file: Path, *, only_file: bool) -> Decisions:
    """The decisions of the file and, unless the file is to rule, of the store."""
    from kg.recurrence.review import in_force

    if only_file and not file.exists():
        raise UsageError("there is no file of decisions", where=str(file), mend="name one with --decisions")
    return in_force(store, file, only_file=only_file)


def _new(store: Store, about: _About, outcome: str, by: str, note: str) -> Decisions:
    from kg.recurrence import Decisions
    from kg.recurrence.review import on_issue, on_link

    one, other, issue = about
    if (other is None) == (issue is None):
        raise UsageError(
            "it is not clear what is decided", expected="two recommendations, or one with --issue", where=one
        )
    if other:
        return Decisions((on_link(store, one, other, outcome, by, note),))
    return Decisions((on_issue(store, one, issue or "", outcome, by, note),))
