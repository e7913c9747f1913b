"""Owners that stand apart from what they own: "Owner: Head of Safety", or the cell of a column that a heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.actors import parties
from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.owned import Owners, owned, together
from kg.extract.actors.partyforms import Party
from kg.extract.actors.partywords import OFFICE
from kg.extract.times.spreading import Found
from kg.model import Document, Entity, Mention, Span

_TITLE = (
    r"(?:(?:(?:action|responsible|senior|recommendation|delivery|business|lead|accountable)\s)?owners?"
    r"|(?:action\s|delivery\s|policy\s|home\soffice\s|departmental\s|responsible\s)?leads?|lead\s(?:body|team|directorate|unit"
    r"|department|agency|officer)|(?:responsible|accountable)\s(?:body|team|directorate|unit|officer|person|department)"
    r"|responsibility|owned\sby|led\sby)"
)
_LABELLED = re.compile(rf"{_TITLE}\s{{0,3}}(?:[:–-]\s{{1,4}}|\n\s*)", re.I)
_LABEL = re.compile(rf"{_TITLE}\s?:?", re.I)
# A heading over a column stands alone in its cell, between wide blanks or bars.
_COLUMN = re.compile(
    r"(?<![^\s|])"  # what all of these have in common, so that they are not tried at every letter
    r"(?:\A|(?<=\n)|(?<=[ \t]{3})|(?<=\|)|(?<=[|\n][ \t])|(?<=[|\n][ \t]{2}))"
    rf"(?:\d{{1,2}}[.)][ \t]{{1,3}})?{_TITLE}(?=[ \t]{{0,40}}(?:\n|\||$)|[ \t]{{3}})",
    re.I,
)
_DATED = re.compile(
    r"(?-i:\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?=\s\d|\s*$))"
    r"|\b20\d\d\b"
    r"|\b(?:ongoing|completed?|immediate(?:ly)?|implemented|spring|summer|autumn|winter)\b|\bT\.?B\.?C\b|\bQ[1-4]\b",
    re.I,
)
_NOBODY = re.compile(r"(?:not\sapplicable|n/?a|none|-|–)\s*$", re.I)
_ITEM = re.compile(r"[^\n;/]+")
_ITEM_OF_LINES = re.compile(r"[^;/]+")
_WITH = re.compile(r",?\s(?:with|supported by|together with)\s(?:the\s)?(?=[A-Z])")
_BODY_AFTER = re.compile(r",\s(?=[A-Z])")
_NEXT_LINES = re.compile(r"\s*([^\n]{1,60})(?:\n\s*([^\n]{1,60}))?(?:\n\s*([^\n]{1,60}))?")
_LONGEST = 240  # characters of a cell that names owners
# Nobody who could be told again: "All teams", "Various", "To be confirmed".
_ANYBODY = re.compile(r"(?:all|each|every|both|various|several|relevant|local|other|any|to be|t\.?b\.?[cda])\b", re.I)
_HELPER = re.compile(r",?\s(?:and|&|with|supported by|together with)\s(?=(?:the|our|its)\s[a-z])")


def has_column(document: Document) -> bool:
    """Whether a heading of the document names a column of owners."""
    return bool(_COLUMN.search(document.text))


def named_in(document: Document, cell: Span, gazetteer: Gazetteer) -> Owners:
    """The owners that a cell of a column of owners names: there any name is that of one who acts."""
    if len(cell.exact) > _LONGEST or _NOBODY.match(cell.exact):
        return Owners()
    if wrapped := _wrapped(document.text, *_trimmed(document.text, cell.start, cell.end)):
        return owned(document, wrapped, gazetteer)
    item = _ITEM_OF_LINES if _wraps(cell.exact) else _ITEM
    found: list[Owners] = []
    for match in item.finditer(document.text, cell.start, cell.end):
        start, end = _trimmed(document.text, *match.span())
        found += list(_item(document, start, end, gazetteer)) or [_anyone(document, start, end, gazetteer)]
    return together(found)


def _wraps(words: str) -> bool:
    """Whether the lines of a cell are one name, since one of them goes on in small letters or ends open."""
    lines = [line.strip() for line in words.split("\n")]
    return any(line[:1].islower() or line.startswith("&") for line in lines[1:]) or any(
        re.search(r"(?:,|&|\b(?:and|of|for|the))\Z", line) for line in lines[:-1]
    )


def _anyone(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Owners:
    """One whose name has no word by which it could be told in prose: "Fees and Income Policy"."""
    words = document.text[start:end]
    if helped := _HELPER.search(words):
        first = _item(document, start, start + helped.start(), gazetteer)
        one = list(first) or [_anyone(document, start, start + helped.start(), gazetteer)]
        return together([*one, _anyone(document, start + helped.end(), end, gazetteer)])
    begin = start + (4 if words[:4].lower() == "the " else 0)
    name = " ".join(document.text[begin:end].split())
    if not name or _ANYBODY.match(name):
        return Owners()
    party = Party(begin, end, name, sure=True, office=bool(OFFICE.match(name)))
    return owned(document, party, gazetteer)


class Owning:
    """Gives the commitments of one answer the owners that its cells and lines name, as it is read block by block.

    `column` says that the document has a column of owners, `reached` how many commitments were found before.
    """

    def __init__(self, document: Document, gazetteer: Gazetteer, *, column: bool, reached: int) -> None:
        self._document, self._gazetteer, self._column = document, gazetteer, column
        self._reached, self._labelled = reached, False
        self._given: list[Found] = []

    def read(self, block: Span, found: Sequence[Found]) -> tuple[Entity, ...]:
        """Take a block that names owners and nothing else for those of what stands before it; returns the new ones."""
        labelled, self._labelled = self._labelled, bool(_LABEL.fullmatch(block.exact.strip()))
        if _NOBODY.match(block.exact):
            self._reached, self._given = len(found), []
            return ()
        named = self._cell(block, labelled=labelled)
        if len(found) > self._reached and named.mentions:  # else it is one more owner of the same
            self._given = [item for item in found[self._reached :] if not (item.commitment.owners or item.acts)]
            self._reached = len(found)
        for item in self._given if named.mentions else ():
            item.commitment = replace(item.commitment, owners=(*item.commitment.owners, *named.mentions))
        return named.new

    def _cell(self, block: Span, *, labelled: bool) -> Owners:
        """The owners of a cell: one is known by its label, or by the date in the next one."""
        document, label = self._document, _LABELLED.match(block.exact)
        if len(block.exact) > _LONGEST:
            return Owners()
        if not (label or labelled or (self._column and _is_before_date(document.text, block))):
            return Owners()
        begin = block.start + (label.end() if label else 0)
        if wrapped := _wrapped(document.text, *_trimmed(document.text, begin, block.end)):
            return owned(document, wrapped, self._gazetteer)
        found: list[Owners] = []
        for item in _ITEM.finditer(document.text, begin, block.end):
            named = list(_item(document, *_trimmed(document.text, *item.span()), self._gazetteer))
            if not named:
                break  # the date that follows, or a sentence
            found += named
        return together(found)


def _is_before_date(text: str, block: Span) -> bool:
    """Whether the date of the next cell stands in the block or in one of the lines after it."""
    lines = _NEXT_LINES.match(text, block.end)
    after = [line for line in lines.groups() if line] if lines else []
    return any(_DATED.search(line) and len(line.split()) < 8 for line in (*block.exact.split("\n")[1:], *after))


def _wrapped(text: str, start: int, end: int) -> Party | None:
    """The one name that a narrow cell breaks over its lines, where the lines are no names of their own."""
    party = parties.whole(text, start, end) if "\n" in text[start:end] else None
    if party is None or not party.sure or party.end != end:
        return None
    lines = [parties.whole(line, 0, len(line)) for line in text[start:end].split("\n")]
    return None if all(line and line.sure for line in lines) else party


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stripped = text[start:end].strip(" .,\t")
    begin = start + text[start:end].find(stripped) if stripped else start
    return begin, begin + len(stripped)


def _item(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Owners]:
    """The owners that a line names, none where it holds anything else: "Head of Estates, with Finance"."""
    text = document.text
    if entity := gazetteer.named(text[start:end]):
        if entity.kind != "system":
            yield Owners((Mention(entity.iri, document.span(start, end)),))
        return
    helped = _WITH.search(text, start, end)
    if not helped and (found := parties.subject(text, start, end)):
        for party in found:
            yield owned(document, party, gazetteer)
        return
    for joint in (*_BODY_AFTER.finditer(text, start, end), *_WITH.finditer(text, start, end)):
        first, second = parties.whole(text, start, joint.start()), parties.whole(text, joint.end(), end)
        if first and second:
            yield owned(document, first, gazetteer)
            if joint.re is _WITH:
                yield owned(document, second, gazetteer)
            return
