"""Commitments: the actions promised or reported in the answers, with owner, date, delivery and firmness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from kg.dates import bounds
from kg.extract import rowcells
from kg.extract.actors.bodies import body
from kg.extract.actors.mentions import Gazetteer
from kg.extract.actors.names import shield, unshield
from kg.extract.actors.ownercells import Owning, has_column
from kg.extract.actors.owners import Owners, leading, opening, owners, subject
from kg.extract.acts import cellclaims, clauses, listleads
from kg.extract.acts.claim import Claim
from kg.extract.acts.sentences import sentences
from kg.extract.learnt.second import SecondOpinion
from kg.extract.lines import cells
from kg.extract.nodes.outline import Answer, DateLine, Outline, Row
from kg.extract.times import spreading, timing
from kg.extract.times.dates import Reference
from kg.extract.times.due import lead_time, own_time
from kg.extract.times.spreading import Found
from kg.model import Commitment, Delivery, Document, Entity, Span, Timing, When

_BACK = ("It ", "They ", "This ", "These ")
# "It …", "If its members agree, it …"
_IT = re.compile(r"(?:(?:If|Once|When|After|By|In|From|Until|Following|Subject to|At)\b[^,.;]{1,80}, it|It)\s")
# What the answer costs is no action of its own.
_COSTS = re.compile(r"(?:financial implications?|costs? implications?|resource implications?)\s?[:–-]", re.I)
_COPIED = 20_000_000  # characters copied for cells, from which on their lines are read one by one
_OFFERED = timedelta(days=730)  # before the publication: the time in which what was done can answer the report
# A subject that names nobody who could be told again: then the owner of the row is the better answer.
_SPEAKER = re.compile(r"\s*(?:we|I|it|they|both|all|an?)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the bullets under a lead-in take from it; `mark` is the kind of its own bullet or number."""

    delivery: Delivery
    owners: Owners
    when: When | None
    mark: str


def commitments(
    document: Document, outline: Outline, gazetteer: Gazetteer, respondents: Sequence[str]
) -> tuple[tuple[Commitment, ...], tuple[Entity, ...]]:
    """The commitments of the answers in document order, and the teams they name that the gazetteer does not know.

    `respondents` gives the IRI of the body behind each answer of the outline.
    """
    reader = Reader(document, outline, gazetteer, respondents).read()
    new = tuple(reader.new[iri] for iri in sorted(reader.new))
    return tuple(found.commitment for found in reader.found), new


class Reader:
    """Reads the answers of one outline in order.

    `found` is what it found, `new` the entities nobody knew, `prose` the offsets of the sentences that it looked at.
    With `ruled` it goes by the rules alone, without the learnt weights.
    """

    def __init__(
        self,
        document: Document,
        outline: Outline,
        gazetteer: Gazetteer,
        respondents: Sequence[str],
        *,
        ruled: bool = False,
    ) -> None:
        self.document, self.outline, self.gazetteer, self.respondents = document, outline, gazetteer, respondents
        self.smoothed = cells.smooth(document, outline.answers)
        self.reference = Reference.of(document)
        self.found: list[Found] = []
        self.new: dict[str, Entity] = {}
        self.prose: list[tuple[int, int]] = []
        self.copied = 0  # characters of the copies in which cells were read
        self.column = has_column(document)
        self.columns = rowcells.Columns(document, (row for answer in outline.answers for row in answer.rows))
        self.subject: tuple[int, int] | None = None
        self.opinion = None if ruled else SecondOpinion(year(document), self._names_actor)

    def read(self) -> Reader:
        """Read all answers, each with the date lines before it."""
        for index, answer in enumerate(self.outline.answers):
            self.lines_before(index)
            first = len(self.found)
            self.answer(index, answer)
            self.found[first:] = rowcells.once(self.found[first:])
        self.lines_before(len(self.outline.answers))
        return self

    def answer(self, index: int, answer: Answer) -> None:
        """Read the paragraphs and bullets of one answer."""
        lead: _Lead | None = None
        source, position = self.document, -1
        rows = {row.action[0].start: row for row in answer.rows}
        owning = Owning(source, self.gazetteer, column=self.column, reached=len(self.found))
        for lines in cells.groups(source, answer, apart=self.copied > _COPIED):
            position += len(lines)
            if lines[0].start in answer.tabled:
                lead = None
                if row := rows.get(lines[0].start):
                    self._row((index, position), row)
                continue
            self._know(owning.read(source.span(lines[0].start, lines[-1].end), self.found))
            if len(lines) == 1:
                lead = self._block((index, position), lines[0], lead)
                continue
            first = len(self.found)
            self.document = cells.alone(source, self.smoothed, lines)
            self.copied += len(source.text) * (self.document is not self.smoothed)
            lead = self._block((index, position), self.document.span(lines[0].start, lines[-1].end), lead)
            self.document = source
            for number, item in enumerate(self.found):
                mend = cells.restored if number >= first else cells.dated
                item.commitment = mend(item.commitment, source, lines)

    def _row(self, place: tuple[int, int], row: Row) -> None:
        """Read a row of a table of actions, where its action stands."""
        source = self.document
        beside = self.columns.beside(row, self.gazetteer, self.reference)
        self._know(beside.owners.new)
        read = (("action", row.action), ("status", rowcells.report(row)))
        for column, lines in (one for one in read if one[1]):
            first, reported = len(self.found), column == "status"
            self.document, cell = self.columns.joined(column, lines)
            self._prose(place, cell, leads=False) if reported else self._action(place, cell)
            self.document = source
            for item in self.found[first:]:
                item.commitment = cells.restored(item.commitment, source, lines)
                rowcells.give(item, beside, reported=reported)

    def _action(self, place: tuple[int, int], cell: Span) -> None:
        """Read the action of a row."""
        stretches = list(sentences(self.document.text, cell.start, cell.end))
        told = [(start, shield(self.document.text, start, end, self.gazetteer)) for start, end in stretches]
        for offset, claim in cellclaims.claims(cell, told, self._names_actor, self.opinion):
            self._add(place, offset, claim)

    def _know(self, new: Iterable[Entity]) -> None:
        self.new.update({entity.iri: entity for entity in new})

    def _block(self, place: tuple[int, int], block: Span, lead: _Lead | None) -> _Lead | None:
        """Read a paragraph or bullet; returns what bullets below take from it or from their lead-in."""
        mark = listleads.mark(self.document.text, block.start)
        if lead and ((mark and mark != lead.mark) or block.exact[:1].islower()):  # a list can have lost its bullets
            self._add(place, block.start, listleads.bullet(block, lead.delivery), lead)
            return lead
        lead = self._lead(place, block, mark)
        self._prose(place, block, leads=lead is not None)
        return lead

    def _lead(self, place: tuple[int, int], block: Span, mark: str) -> _Lead | None:
        """What a lead-in gives to its bullets: the delivery, the date, and the owners where the bullets go on its
        sentence."""
        delivery = listleads.delivery(block.exact.rstrip())
        if delivery is None:
            return None
        respondent = None if self.outline.answers[place[0]].body else self.respondents[place[0]]
        named = leading(self.document, block, self.gazetteer, respondent)
        return _Lead(delivery, named, lead_time(self.document, block, delivery, self.reference), mark)

    def lines_before(self, index: int) -> None:
        """Spread the date lines that stand right before the answer with this index."""
        for line in self.outline.date_lines:
            if spreading.reach(line, self.outline.answers) == index:
                self._spread(line, index)

    def _spread(self, line: DateLine, reach: int) -> None:
        """Give the date of a line to the commitments of the answers up to the one with the index `reach`."""
        if spreading.is_alone(line, self.outline.date_lines):
            line = replace(line, body=None)
        entries = timing.entries(self.document, line, self.reference)
        answer = self.outline.answers[line.after - 1] if line.after else None
        heads = answer is not None and all(block.start > line.span.start for block in answer.blocks)
        headed = range(line.after - 1, reach) if heads else range(0)
        spreading.after_line(self.found, replace(line, after=reach), entries, self._is_by, headed=headed)

    def _is_by(self, commitment: Commitment, name: str) -> bool:
        actors = {commitment.respondent, *(mention.entity for mention in commitment.owners)}
        return body(self.document, name, "team", self.gazetteer)[0] in actors

    def _prose(self, place: tuple[int, int], block: Span, *, leads: bool) -> None:
        """Read a paragraph; where it leads a list, the bullets and not its last sentence are the commitments."""
        if _COSTS.match(block.exact):
            return
        self.subject = None  # a pronoun points to a sentence of its own paragraph
        stretches = list(sentences(self.document.text, block.start, block.end))
        about: tuple[int, int] | None = None
        for start, end in stretches:
            dating = timing.dating(self.document, start, end, self.reference, alone=len(stretches) == 1)
            number = self.outline.answers[place[0]].number
            if dating and spreading.after_sentence(self.found, dating, place, number):
                continue
            if not (leads and (start, end) == stretches[-1]):
                self._sentence(place, start, end, about)
            if not _IT.match(self.document.text, start, end):
                about = (start, end)

    def _sentence(self, place: tuple[int, int], start: int, end: int, about: tuple[int, int] | None) -> None:
        """Read a sentence; `about` is the one before it that names what "it" stands for."""
        sentence = shield(self.document.text, start, end, self.gazetteer)
        agent = about is not None and _IT.match(sentence) is not None and self._is_of_body(*about)
        self.prose.append((start, end))
        found = clauses.claims(sentence, self._names_actor, agent=agent, opinion=self.opinion)
        before = self.subject
        # A verb in the past is not always told from its subject: "The unit met in May and will report".
        ends = {claim.subject_start: claim.subject_end for claim in reversed(found)}
        found = [replace(c, subject_end=min(c.subject_end, ends[c.subject_start])) for c in found]
        for index, claim in enumerate(found):
            if claim.subject_start:
                earlier = index and found[index - 1].subject_start != claim.subject_start
                before = (
                    subject(self.document, start, found[index - 1]) if earlier else opening(self.document, start, end)
                )
            self._add(place, start, claim, before=before)
        if not sentence.startswith(_BACK):
            self.subject = subject(self.document, start, found[0]) if found else opening(self.document, start, end)

    def _is_of_body(self, start: int, end: int) -> bool:
        return clauses.of_one_body(shield(self.document.text, start, end, self.gazetteer), self._names_actor)

    def _names_actor(self, text: str) -> bool:
        return any(named.entity.kind != "system" for named in self.gazetteer.find(unshield(text)))

    def _add(
        self,
        place: tuple[int, int],
        offset: int,
        claim: Claim,
        lead: _Lead | None = None,
        before: tuple[int, int] | None = None,
    ) -> None:
        """Keep a claim as a commitment; `offset` is where its sentence begins in the document, `lead` what its list
        gives it, `before` the subject to which its pronouns point."""
        answer = self.outline.answers[place[0]]
        respondent = self.respondents[place[0]]
        span = _trimmed(self.document, offset + claim.start, offset + claim.end)
        led = lead.owners if lead else None
        speaks = None if answer.body else respondent
        named = led or owners(self.document, offset, claim, self.gazetteer, speaks, before)
        when = own_time(self.document, span, claim, offset + claim.verb, self.reference)
        if claim.told and _is_history(when, self.document):
            return
        self._know(named.new)
        if lead and lead.when and (when is None or when.timing is Timing.ONGOING):
            when = lead.when
        commitment = Commitment(
            number=answer.number,
            response_number=answer.number,
            respondent=respondent,
            text=" ".join(span.exact.split()),
            span=span,
            delivery=claim.delivery,
            firmness=claim.firmness,
            owners=named.mentions,
            due=when if when and when.timing is not Timing.ONGOING else None,
            timing=when.timing if when else Timing.NOT_STATED,
            weighed=claim.weighed,
        )
        self.found.append(Found(commitment, *place, acts=self._is_of_others(offset, claim)))

    def _is_of_others(self, offset: int, claim: Claim) -> bool:
        """Whether the clause says who acts, and that is not the one who speaks: "wing staff have begun to …"."""
        words = self.document.text[slice(*subject(self.document, offset, claim))]
        return claim.actor and not claim.passive and not _SPEAKER.match(words)


def year(document: Document) -> int | None:
    """The year in which the document was published, None where it is not known."""
    first = bounds(document.published)[0] if document.published else None
    return first.year if first else None


def _is_history(when: When | None, document: Document) -> bool:
    """Whether what was done at that time lies too far back to be offered as an answer: "was agreed in 2013"."""
    published = bounds(document.published)[0] if document.published else None
    return bool(when and when.latest and published and published - when.latest > _OFFERED)


def _trimmed(document: Document, start: int, end: int) -> Span:
    text = document.text
    while start < end and text[start] in " \n\t,;":
        start += 1
    while end > start and text[end - 1] in " \n\t,;":
        end -= 1
    return document.span(start, end)
