"""Positions told outside the answers: in the introduction for lists or for all, and again in a closing table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes.draught import Draught
from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Path
from kg.extract.replies.drafts import Draft
from kg.extract.replies.introduction import Told
from kg.model import Acceptance


def apply(draught: Draught, told: Sequence[Told]) -> None:
    """Use what the introduction tells for the nodes whose answers state no position; notice where it contradicts."""
    named: set[Path] = set()
    for one in told:
        named.update(one.claim.without)
        for path in one.claim.paths:
            if path in draught.nodes:
                named.add(path)
                _tell(draught, path, one)
    parted = {draft.path[:1] for draft in draught.answers.values() if draft.stated and len(draft.path) > 1}
    stems = [path for path in draught.nodes if len(path) == 1]
    for one in told:
        for path in stems:
            if one.claim.scope and path not in named and (path not in parted or draught.stated(path)):
                _tell(draught, path, one)


def _tell(draught: Draught, path: Path, one: Told) -> None:
    acceptance = one.claim.acceptance
    assert acceptance is not None
    known = draught.stated(path)
    if known is not None:
        compare(draught, path, acceptance, (one.start, one.end), "the introduction")
        return
    draft = draught.answers.setdefault((path, None), Draft(path, None))
    draft.acceptance, draft.stated, draft.told = acceptance, (one.start, one.end), True


def compare(draught: Draught, path: Path, acceptance: Acceptance, place: tuple[int, int], where: str) -> None:
    """Notice where a position told elsewhere differs from the one that the answer states."""
    known = draught.stated(path)
    if known is not None and known.acceptance not in (acceptance, Acceptance.NOT_STATED):
        message = (
            f"{where} calls recommendation {'.'.join(path)} {_plain(acceptance)}, its answer {_plain(known.acceptance)}"
        )
        draught.notice(message, *place)


def _plain(acceptance: Acceptance) -> str:
    return {"partiallyAccepted": "partially accepted", "notStated": "not stated"}.get(
        acceptance.value, acceptance.value
    )


def compare_closing(draught: Draught, closing: Sequence[Item]) -> None:
    """Compare a closing table that repeats the positions; it is counted nowhere."""
    path: Path | None = None
    for item in closing:
        named = _named(draught, item)
        path = named or path
        acceptance = item.position.acceptance if item.position else _last_words(item.paragraph) if named else None
        if path and acceptance:
            compare(draught, path, acceptance, (item.paragraph.start, item.paragraph.end), "the closing table")
            path = None


def _named(draught: Draught, item: Item) -> Path | None:
    """The node that a row of a closing table begins with: by a label, or by a bare number."""
    if item.label and item.label.paths and item.label.kind is not Kind.LETTER:
        paths = [item.label.paths[0], item.label.paths[0][:1]]
    else:
        number = _BARE_NUMBER.match(item.paragraph.text)
        paths = [(number["n"], number["a"]) if number["a"] else (number["n"],)] if number else []
    return next((path for path in paths if path in draught.nodes), None)


def _last_words(paragraph: Paragraph) -> Acceptance | None:
    """The position at the end of a table row that was read as one line ("1. Review … Partially accepted")."""
    words = paragraph.text.rstrip(" .").lower()
    for ending, acceptance in _ENDINGS:
        if words.endswith(ending):
            return acceptance
    return None


_BARE_NUMBER = re.compile(r"(?P<n>[1-9]\d?)(?P<a>[a-z])? (?=\S)")
_ENDINGS = (
    ("partially accepted", Acceptance.PARTIALLY_ACCEPTED),
    ("partly accepted", Acceptance.PARTIALLY_ACCEPTED),
    ("accepted in part", Acceptance.PARTIALLY_ACCEPTED),
    ("not accepted", Acceptance.REJECTED),
    ("rejected", Acceptance.REJECTED),
    ("accepted in full", Acceptance.ACCEPTED),
    ("accepted", Acceptance.ACCEPTED),
)
