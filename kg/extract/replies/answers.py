"""The answers of a section: which paragraph answers which node, for which body, with which position and dates."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes.actiongrid import Cell
from kg.extract.nodes.columntitles import is_time
from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Label, Path
from kg.extract.nodes.markers import DATE_WORDS, Body, date_line
from kg.extract.replies import lettered, partwise, positions
from kg.extract.replies.drafts import Answers, Dated, Draft
from kg.extract.replies.positions import Position

_CAVEAT = 160  # characters up to which words after a position can be a date ("Accepted – by April 2024")
_TOLD = re.compile(
    r"\b(?:will|has|have|had|are|was|were|been|can|could|(?<!to )be)\b"
)  # verbs of prose, which a date has not


class Reader:
    """Reads the answers of one section. `known` are the paths of all nodes of the document so far."""

    def __init__(self, numbers: Sequence[str], known: Container[Path], publisher: str) -> None:
        self.stems: list[Path] = [(number,) for number in numbers]
        self.known, self.publisher = known, publisher
        self.found = Answers()
        self.base = list(self.stems)  # what an answer is for unless a label says otherwise
        self.targets = list(self.stems)
        self.body: str | None = None
        self._worded: set[tuple[Path, str | None]] = set()  # for whom words were taken, with the body that said them
        self._list_end = 0  # index after the last item of a list that is prose
        self._listed = 0  # how many positions of parts were given one after another

    def read(self, items: Sequence[Item], head: Item | None, parts: Sequence[Path] = ()) -> None:
        """Read paragraphs that answer the parts, or the whole; a position on the heading line counts for them."""
        self.base = list(parts) or list(self.stems)
        self.targets, self.body, self._list_end, self._listed = list(self.base), None, 0, 0
        if head is not None and head.position:
            self._state(head, head.position)
        elif head is not None and head.verdict:
            self._judged(head)
        items = list(lettered.apart(items, self.base[0][:1], self.known))
        for index, item in enumerate(items):
            if item.cell is None:
                self._step(item, items, index)
                continue
            if item.cell.label:
                self._aim(replace(item, label=item.cell.label), items, index)
            self._cell(item.paragraph, item.cell)

    def close(self) -> Answers:
        """All that was read."""
        self._settle_dates()
        return self.found

    def _step(self, item: Item, items: Sequence[Item], index: int) -> None:
        if item.several:
            for path, position in item.several:
                self._give(self._full(path), position, item.paragraph)
            self.targets = list(self.base)
            return
        if item.date is not None:
            self._date(item.paragraph, item.date)
            return
        if item.label is not None and self._dates_part(item, item.label):
            return
        if item.label is not None:
            self._aim(item, items, index)
        self._count_listed(item)
        if item.position:
            self._turn(item)
            self._state(item, item.position)
        elif item.verdict:
            self._judged(item)
        elif item.body:
            self._switch(item)
        elif item.words.strip(":;.- "):
            self._block(item.paragraph, item.begin)

    def _count_listed(self, item: Item) -> None:
        """Prose after a list of positions of parts answers the whole recommendation."""
        alone = item.position is not None and item.position.rest >= len(item.paragraph.text)
        if alone and len(self.targets[-1]) > 1:
            self._listed += 1
        elif self._listed > 1 and item.label is None:
            self.targets, self._listed = list(self.base), 0
        else:
            self._listed = 0

    def _aim(self, item: Item, items: Sequence[Item], index: int) -> bool:
        """Turn to the node that a label names; False where the label only numbers prose."""
        label = item.label
        assert label is not None
        if index < self._list_end:
            return False
        if label.kind is Kind.LETTER or item.inner:
            return self._aim_letters(item, item.inner or label, items, index)
        if label.kind in (Kind.PARAGRAPH, Kind.NUMBER):
            return False
        paths = [path for path in label.paths if path in self.known]
        if paths:
            self.targets = paths
        elif label.paths and len(label.paths[0]) > 1:
            self._odd(f"answers part {'.'.join(label.paths[0])}, which the recommendation does not have", item)
            self.targets = list(self.base)
        return bool(paths)

    def _aim_letters(self, item: Item, label: Label, items: Sequence[Item], index: int) -> bool:
        paths = [path if path in self.known else self._resolve(path) for path in label.paths]
        if None in paths or self._is_list(items, index):
            return False
        if not item.position and any(path and (path, self.body) in self._worded for path in paths):
            return False  # the letters begin again: a list inside the answer
        self.targets = [path for path in paths if path]
        return True

    def _dates_part(self, item: Item, label: Label) -> bool:
        """Take the date of a part that is answered above: "(a) May 2017", as a cell of dates lists them."""
        if label.kind not in (Kind.LETTER, Kind.PART) or len(label.paths) > 1 or not is_time(item.words):
            return False
        path = self._named(label.paths[0])
        if path is None or (path, self.body) not in self._worded:
            return False
        self.targets = [path]
        self._date(item.paragraph, item.begin)
        return True

    def _resolve(self, values: Path) -> Path | None:
        """The known node that letters name, seen from the current target outwards."""
        target = self.targets[-1]
        for length in range(len(target), 0, -1):
            if (*target[:length], *values) in self.known:
                return (*target[:length], *values)
        return None

    def _is_list(self, items: Sequence[Item], index: int) -> bool:
        """Whether lettered paragraphs from here on are a list in the prose, not answers to the parts."""
        end = lettered.list_end(items, index, lambda letter: self._resolve((letter,)) is not None)
        self._list_end = end or self._list_end
        return end > 0

    def _state(self, item: Item, position: Position) -> None:
        """Record a position line for the current targets; words after it are a date or prose."""
        for target in self.targets:
            self._give(target, position, item.paragraph)
        if position.rest >= len(item.paragraph.text):
            return
        rest = item.paragraph.text[position.rest :]
        dated = date_line(rest) is not None or (
            len(rest) < _CAVEAT and DATE_WORDS.search(rest) and not _TOLD.search(rest)
        )
        if dated:
            self._date(item.paragraph, position.rest + (date_line(rest) or 0))
        else:
            whole = self.targets
            self._block(item.paragraph, position.rest)
            if partwise.nothing_else(rest):
                self.targets = whole  # "Accepted. Part (b) is not accepted.": what follows answers the whole

    def _give(self, path: Path, position: Position, paragraph: Paragraph) -> None:
        draft = self._draft(path)
        start, end = paragraph.source(position.start), paragraph.source(position.end - 1) + 1
        if draft.stated and draft.acceptance is not position.acceptance:
            self.found.odd.append((f"recommendation {'.'.join(path)} is given two positions", start, end))
        if not draft.stated:
            draft.acceptance, draft.stated, draft.delivery = position.acceptance, (start, end), position.delivery

    def _switch(self, item: Item) -> None:
        """Turn to the answer of another body (or back to the publisher's)."""
        assert item.body is not None
        self.body = self._name(item.body)
        if not all(len(target) > 1 for target in self.targets) or not self._open_part():
            self.targets = list(self.base)
        if item.body.rest < len(item.paragraph.text):
            rest = positions.line(item.paragraph.text, item.body.rest)
            if rest:
                self._state(item, rest)
            else:
                self._block(item.paragraph, item.body.rest)

    def _turn(self, item: Item) -> None:
        """Turn to the body that a position line names ("Home Office response: Noted"), unless it is answering."""
        if item.body is not None and self._name(item.body) != self.body:
            self.body, self.targets = self._name(item.body), list(self.base)

    def _name(self, body: Body) -> str | None:
        """The name of an answering body, None for the publisher, who may be called by one word of its name."""
        publisher = self.publisher.lower()
        own = body.name is None or body.name.lower() in (publisher, *publisher.split())
        return None if own else body.name

    def _open_part(self) -> bool:
        """Whether the current part has no answer yet, so that a body named now answers this part."""
        return not any(path == self.targets[-1] for path, _ in self._worded)

    def _block(self, paragraph: Paragraph, begin: int) -> None:
        """Take a paragraph for the current targets; sentences of it that begin with the name of a part, for that."""
        before, alone = self.targets, set()
        for path, position in partwise.positions(paragraph.text[begin:]):
            if full := self._named(path):
                self._give(full, position.shifted(begin), paragraph)
                alone.add((position.start + begin, position.end + begin))
        if told := positions.all_parts(paragraph.text[begin:]):
            for part in [part for target in self.targets for part in partwise.children(target, self.known)]:
                self._give(part, told.shifted(begin), paragraph)
        pieces = partwise.stretches(paragraph.text, begin)
        named = 0
        for piece in pieces:
            own = paragraph.cut(piece.start, piece.end) if len(pieces) > 1 or begin else paragraph
            paths = [path for path in map(self._named, piece.paths) if path]
            if not paths or len(paths) < len(piece.paths):
                self._prose(own, 0)
                continue
            self.targets, named = paths, named + 1
            if (piece.start, piece.start + len(own.text.rstrip(" ."))) in alone:
                continue  # "Part (c) is not accepted.": the position and nothing else
            if told := positions.line(own.text, piece.words - piece.start):
                self._state(Item(own, None, 0), told)
            else:
                self._prose(own, 0)
        if named > 1 or (named and not (pieces[0].paths and pieces[0].lasting)):
            self.targets = list(self.base) if named > 1 else before

    def _named(self, path: Path) -> Path | None:
        """The known part that prose names, in full or by its letters alone."""
        return self._resolve(path) if not path[0].isdecimal() else path if path in self.known else None

    def _prose(self, paragraph: Paragraph, begin: int) -> None:
        runs = paragraph.runs(begin)
        if not runs:
            return
        told = positions.prose(paragraph.text[begin:])
        self._worded.update((target, self.body) for target in self.targets)
        for target in self._answered():
            draft = self._draft(target)
            draft.blocks += runs
            draft.cells.update(start for start, _ in runs[1:])
        for target in self.targets if told else ():
            draft = self._draft(target)
            if told and not draft.stated and self._concerns(told, target):
                draft.acceptance = told.acceptance
                draft.stated = paragraph.source(begin + told.start), paragraph.source(begin + told.end - 1) + 1

    def _cell(self, paragraph: Paragraph, cell: Cell) -> None:
        """Take a cell of a table of actions for the current targets, with its row where it is the action."""
        runs = paragraph.runs(cell.begin)
        self._worded.update((target, self.body) for target in self.targets)
        for target in self._answered():
            draft = self._draft(target)
            draft.blocks += runs
            draft.cells.update(start for start, _ in runs[1:])
            draft.tabled.update(start for start, _ in runs)
            draft.rows += [cell.row] if cell.row else []

    def _answered(self) -> list[Path]:
        """The nodes that words for the current targets answer: the one that contains all of them, so that nothing is
        told twice, or each recommendation of a range."""
        parents = {target[:-1] for target in self.targets}
        shared = len(self.targets) > 1 and len(parents) == 1 and min(parents) in self.known
        return list(parents) if shared else self.targets

    def _concerns(self, told: Position, target: Path) -> bool:
        """Whether a position in prose is about this node: it names none, or this one."""
        named = "".join(c for c in told.number if c.isalnum())
        return not named or named == "".join(target)

    def _date(self, paragraph: Paragraph, begin: int) -> None:
        pieces = paragraph.tail(begin)
        if pieces:
            self.found.dates.append(Dated(self._answered()[-1], self.body, pieces[0][0], pieces[-1][1]))

    def _settle_dates(self) -> None:
        """A date line after the last part dates the whole answer, unless every part has its own."""
        parts = [dated for dated in self.found.dates if len(dated.path) > 1]
        last = max((d.start for (path, _), d in self.found.drafts.items() if len(path) > 1), default=-1)
        for dated in parts:
            if len(parts) == 1 and dated.start > last:
                dated.path = dated.path[:1]

    def _draft(self, path: Path) -> Draft:
        return self.found.drafts.setdefault((path, self.body), Draft(path, self.body))

    def _full(self, path: Path) -> Path:
        full = path if path in self.known else (*self.stems[0], *path)
        return full if full in self.known else self.stems[0]

    def _judged(self, item: Item) -> None:
        self._odd(f"the recommendation is called {item.verdict!r}: a verdict of the inspector, not a position", item)

    def _odd(self, message: str, item: Item) -> None:
        self.found.odd.append((message, item.paragraph.start, item.paragraph.end))
