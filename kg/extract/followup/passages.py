"""Walks through a document: which earlier recommendation a passage is about, who speaks, what is said of its state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.acts.sentences import sentences
from kg.extract.followup import days, governs, groups, judgements, named, states, tables, voices
from kg.extract.followup.earlier import Earlier
from kg.extract.followup.governs import Sway
from kg.extract.followup.named import Naming
from kg.extract.followup.readings import SHORT, about, meant_by, readings
from kg.extract.followup.standing import Reading, Standing
from kg.extract.followup.targets import Target, Targets
from kg.extract.followup.voices import Voice
from kg.extract.lines.paragraphs import Paragraph, Text

_FRONT = 6  # paragraphs in which a heading is of the document itself
_FOREWORD = 60  # paragraphs in which a document explains its judgements
_LONGEST_HEADING = 100
_TELLS = re.compile(  # "Recommendation 3 asked for …": no quotation, and it goes on
    r"\s*(?:was|is|asked|asks|called|calls|sought|seeks|wanted|concern(?:s|ed)|dealt|deals|required|requires|relate[sd]"
    r"|recommended)\b",
    re.IGNORECASE,
)
_OF_THIS = re.compile(r"(?:the |this )?recommendation\b(?! \d)", re.IGNORECASE)
_PART = re.compile(r"(?:part|section|annex|appendix|chapter|schedule)\b", re.IGNORECASE)
_FAR = 300  # characters behind a state beyond which no day is of it
_LONGEST_QUOTED = 600  # characters of the words behind a label that are quoted whole


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of one recommendation: from `start` to `end` of a paragraph."""

    target: Target
    voice: Voice
    standing: Standing
    paragraph: Paragraph
    start: int
    end: int
    as_of: str = ""


class Reader:
    """Reads the paragraphs of one document; `said` and `targets.notices` are what it found."""

    def __init__(self, text: Text, reports: Sequence[Earlier], author: Voice, published: str) -> None:
        self.text, self.author, self.published = text, author, published
        self.targets = Targets(reports)
        self.said: list[Said] = []
        self.voice, self.as_of, self.general = author, "", ""
        self.lent = False  # whether a lead-in gave the word to another than the writer, who may take it back
        self.current: tuple[Target, ...] = ()
        self.awaiting: Naming | None = None
        self.group: groups.Group | None = None
        self.quoted: tuple[Target, ...] = ()  # parts whose words stand in the paragraphs just before
        self.front, self.row = True, 0  # whether the front is read; which of `said` is the first of a row
        self.key: judgements.Key = {}

    def read(self, paragraphs: Sequence[Paragraph]) -> None:
        """Read all of a document."""
        self.key = judgements.key(p.text for p in paragraphs[:_FOREWORD])
        self.general = next((day for p in paragraphs[:12] if (day := days.as_at(p.text))), "")
        grouped = groups.above(paragraphs, self.targets, self.author)
        index = 0
        while index < len(paragraphs):
            self.front = index < _FRONT
            if grouped and (group := groups.heading(paragraphs[index], self.author)):
                self._begin()
                self.group = group
                index += 1
                continue
            table = tables.at(paragraphs, index, self.text.plain)
            if table is None:
                self._grouped(paragraphs[index], self.group)
                index += 1
                continue
            self._begin()
            for row in table.rows:
                self._row(row)
            index = table.end
            self._begin()

    def _grouped(self, p: Paragraph, group: groups.Group | None) -> None:
        """A paragraph below a state that is that of all the recommendations in a list or section."""
        if opened := groups.lead_in(p, self.author):
            self._begin()
            self.group = opened
            return
        told, self.group = len(self.said), group
        self._paragraph(p)
        if group is None or not (self.current and groups.is_item(p)):
            self.group = group if group and group.heading and not self._is_heading(p.text) else None
        elif len(self.said) == told:
            span = (group.paragraph, 0, len(group.paragraph.text))
            self.said += [Said(t, group.voice, group.standing, *span, self.general) for t in self.current]

    def _begin(self) -> None:
        """Begin a section that belongs to no recommendation."""
        self.current, self.voice, self.as_of, self.awaiting = (), self.author, "", None
        self.lent = False

    def _paragraph(self, p: Paragraph) -> None:
        quoted, self.quoted = self.quoted, ()
        if naming := named.headed(p.text):
            self._labelled(p, naming)
            return
        if self.awaiting and self._is_quotation(p):
            return
        self.awaiting = None
        if (naming := named.numbered(p.text)) and (taken := self.targets.told_by_words(naming, p.text[naming.end :])):
            self._begin()
            self.current = self.targets.take(taken, p, 0, naming.end)
            return
        if self.group and (taken := groups.item(p, self.targets)):
            self._begin()
            self.current = taken
            self._prose(p, 0, labelled=False)
            return
        if part := groups.lettered(p.text, self.current):
            told, start = part
            self.current = self.targets.take([told], p, 0, start)
            self._prose(p, start, labelled=True)
            return
        heading = self._is_heading(p.text)
        if (own := self.targets.own_words(p.text)) and own not in self.current:
            self._begin()
            self.current = self.targets.take([own], p, 0, len(p.text))
            self.quoted = (*quoted, own)
            if whole := self.targets.above(self.quoted):
                self.current = (whole,)
            return
        if heading:
            self._heading(p)
            return
        start = self._spoken(p)
        if self.lent and not start and self._own(p):
            self.voice, self.as_of, self.lent = self.author, "", False
        self._prose(p, start, labelled=start > 0)

    def _own(self, p: Paragraph) -> bool:
        """Whether the first sentence is one that the writer of the document tells."""
        first = next((end for _, end in sentences(p.text, 0, len(p.text))), 0)
        return voices.own(p.text[:first], self.author)

    def _labelled(self, p: Paragraph, naming: Naming) -> None:
        """A paragraph that begins with the label of a recommendation."""
        self._begin()
        first = next(named.mentions(p.text, 0, len(p.text)), naming)
        naming = replace(naming, report=first.report if first.start < naming.end else None)
        rest = p.text[naming.end :]
        found = self.targets.resolve(naming, p)
        quotes = rest.strip() and states.status(rest) is None and not _TELLS.match(rest)
        if quotes and (named.asks(rest) or self.targets.has_words(found, rest)):
            self.current = self.targets.checked(found, rest, p)
            return
        self.current = self.targets.checked(found, named.quotation(p.text, naming.start, len(p.text)), p, naming.end)
        if rest.strip(" .:-"):
            start = naming.end if naming.end < len(p.text) else 0
            self._prose(p, start, labelled=True, quoted=0)
        else:
            self.awaiting = naming

    def _is_quotation(self, p: Paragraph) -> bool:
        """Whether the paragraph below a label repeats the recommendation, or the words of another one."""
        same = self.targets.has_words(self.current, p.text)
        if not same and (not named.asks(p.text) or states.status(p.text)):
            return False
        self.awaiting = None
        self.current = self.targets.checked(self.current, p.text, p)
        return True

    def _is_heading(self, words: str) -> bool:
        short = len(words) <= _LONGEST_HEADING and not words.rstrip().endswith((".", ";", "?"))
        inside = (": " in words and not _PART.match(words)) or _OF_THIS.match(words)
        if inside:  # a line of the passage: "Target date: winter", "Recommendation kept"
            told = states.status(words, words.find(": ") + 2) if ": " in words else None
            return short and told is None and voices.heading(words, self.author) is not None
        return short and states.status(words) is None and not [*states.clauses(words, 0, len(words))]

    def _heading(self, p: Paragraph) -> None:
        """A heading tells whose words follow, or which report they are about, or begins something else."""
        voice = voices.heading(p.text, self.author)
        if voice is None and self.current and self.targets.has_words(self.current, p.text):
            return
        if voice is not None:
            self.voice, self.as_of, self.lent = voice, days.first(p.text), False
            return
        self._begin()
        self.targets.enter(p, front=self.front)
        names = [*named.mentions(p.text, 0, len(p.text))]
        self.current = tuple(t for n in names for t in self.targets.take(self.targets.resolve(n, p), p, n.start, n.end))

    def _spoken(self, p: Paragraph) -> int:
        """Where the words begin behind a lead-in that tells who speaks ("Home Office response: …"); 0 without one."""
        head, colon, _ = p.text[:_LONGEST_HEADING].partition(": ")
        voice = voices.heading(head, self.author) if colon and self.current else None
        if voice is None or states.status(head):
            return 0
        self.voice, self.as_of, self.lent = voice, days.first(head), voice is not self.author
        return len(head) + 2

    def _prose(self, p: Paragraph, start: int, *, labelled: bool, quoted: int | None = None) -> None:
        """Sentences; `quoted` is where the words to quote begin, where the first sentence has a label before it."""
        local, so_far = about(self.current, self.targets, p.text, start), list[tuple[Naming, tuple[Target, ...]]]()
        last = ""  # the sentence before, to which "they" points
        for number, (begin, end) in enumerate(sentences(p.text, start, len(p.text))):
            names = self._named(p, begin, end, local)
            behind = labelled and number == 0
            so_far += names
            for reading in readings(p.text, begin, end, self.key, behind=behind, known=bool(local)):
                meant = meant_by(reading, so_far if reading.joint else names, local)
                denied = governs.after(p.text, reading.end) is Sway.DENIED  # "marked it as complete too soon"
                voice = self.voice if denied else voices.sentence(p.text[begin : reading.start], self.voice, last)
                place = (begin, end)
                if behind:
                    place = (begin if quoted is None else quoted, self._end(p, begin, end))
                self._say(p, reading, meant, voice, place)
            local, last = (names[-1][1] if names else local), p.text[begin:end]

    def _named(
        self, p: Paragraph, begin: int, end: int, local: tuple[Target, ...]
    ) -> list[tuple[Naming, tuple[Target, ...]]]:
        """What a sentence names, in order, with what that means where the passage is about `local`."""
        names = [(n, self._taken(n, p, end)) for n in named.mentions(p.text, begin, end)]
        for naming in named.parts(p.text, begin, end):
            if not any(n.end <= naming.start and named.same_list(p.text[n.end : naming.start]) for n, _ in names):
                before = [found for n, found in names if n.end <= naming.start and len(found) == 1]
                found = self.targets.parts(naming, before[-1] if before else local)
                if found:
                    names.append((naming, self.targets.take(found, p, naming.start, naming.end)))
        return sorted(names, key=lambda one: one[0].start)

    def _taken(self, naming: Naming, p: Paragraph, end: int) -> tuple[Target, ...]:
        """What a mention in a sentence means, after a look at the words that the sentence quotes beside it."""
        found = self.targets.resolve(naming, p)
        return self.targets.checked(found, named.quotation(p.text, naming.end, end), p, naming.end, naming.start)

    def _end(self, p: Paragraph, begin: int, end: int) -> int:
        """Where the words to quote end: a bare status goes with what follows it in its paragraph."""
        bare = end - begin <= SHORT and len(p.text) - begin <= _LONGEST_QUOTED
        return len(p.text) if bare and not [*named.mentions(p.text, end, len(p.text))] else end

    def _say(
        self, p: Paragraph, reading: Reading, meant: Iterable[Target], voice: Voice, place: tuple[int, int]
    ) -> None:
        begin, end = place
        day = ""
        if reading.standing.over:
            far = min(len(p.text), reading.end + _FAR)
            sentence_end = next((e for b, e in sentences(p.text, begin, far) if e >= reading.end), end)
            day = days.beside(p.text, reading.end, sentence_end, self.published)
        if not day and voice is not self.voice:
            day = days.first(p.text, begin, reading.start)
        day = day or self.as_of or self.general
        self.said += [Said(t, voice, reading.standing, p, begin, end, day) for t in meant]

    def _row(self, row: tables.Row) -> None:
        """A row of a table of recommendations."""
        self.targets.through = row.cells[-1].paragraph.end if row.cells else 0
        found = self.targets.resolve(row.number, row.place)
        taken = self.targets.checked(found, row.words, row.place)
        self.targets.through = 0
        told, self.row = dict[Voice, Standing](), len(self.said)
        day = next((days.first(c.paragraph.text) for c in row.cells if c.role is tables.Role.DATE), "")
        for cell in sorted(row.cells, key=lambda c: c.role is not tables.Role.STATUS):
            if cell.role in (tables.Role.WORDS, tables.Role.DATE) or not taken:
                continue
            self._cell(cell, taken, told, day)

    def _cell(self, cell: tables.Cell, taken: tuple[Target, ...], told: dict[Voice, Standing], day: str) -> None:
        self.voice, self.as_of = voices.heading(cell.heading, self.author) or self.author, ""
        p = cell.paragraph
        begin, end = next(sentences(p.text, 0, len(p.text)), (0, len(p.text)))
        readings = [*states.statuses(p.text, begin, end)]
        if cell.role is tables.Role.STATUS and not readings and (told_by := states.answer(cell.heading, p.text)):
            readings = [told_by]
        if cell.role is tables.Role.STATUS and not readings:
            self.targets.notice(f"these words tell no state of recommendation {taken[0].number}", p)
        before = told.get(self.voice)
        for reading in readings:
            told.setdefault(self.voice, reading.standing)
            if before is None or (cell.role is tables.Role.STATUS and before is not reading.standing):
                self.as_of = day if reading.standing.over and day else days.first(cell.heading)
                self._say(p, reading, taken, self.voice, (begin, len(p.text)))
            elif before is reading.standing:
                self._dates(p, reading, end, taken)

    def _dates(self, p: Paragraph, reading: Reading, end: int, taken: tuple[Target, ...]) -> None:
        """Where a cell repeats the state that another one gives, the day that it adds is the day of both."""
        day = days.beside(p.text, reading.end, end, self.published) if reading.standing.over else ""
        for i, said in enumerate(self.said[self.row :] if day else (), self.row):
            if said.target in taken and said.standing is reading.standing and said.voice is self.voice:
                self.said[i] = replace(said, as_of=day)
