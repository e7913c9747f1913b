"""Commitments: the actions promised or reported in the answers, with owner, date, delivery and firmness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract import dates, lexicon, timing
from kg.extract.clauses import claims
from kg.extract.dates import Reference
from kg.extract.mentions import Gazetteer
from kg.extract.outline import Answer, DateLine, Outline
from kg.extract.owners import owners
from kg.extract.sentences import sentences
from kg.extract.timing import Dating, Entry, Scope
from kg.model import Commitment, Delivery, Document, Entity, Firmness, Mention, Span, Timing, When

_BULLET = re.compile(r"(?:^|\n)[ \t]*[-–—•*▪●◦·‣○][ \t]+$")
# "Measures will include:", "we will:" – what follows are actions of their own, not the content of one product.
_LIST_LEAD = re.compile(
    r"(?:\b(?:will|shall|have|has|are|is|to)(?:\s+(?:include|be|also|now|taken|been|following|the|steps|actions))*"
    r"|\b(?:measures|actions|steps|improvements|changes|commitments|activities)\b[^.:]{0,60})\s*:$",
    re.I,
)
_DEADLINE = re.compile(
    r"^(?:by|before|no later than|due|scheduled for|within|at the end|from|since|on|in|as of|with effect|during|towards|over)\b"
    r"|\b(?:the )?end\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A commitment with the place it was read from, while dates are still being spread."""

    commitment: Commitment
    answer: int
    block: int


class _Reader:
    """Reads the answers of one outline in order and keeps what it found."""

    def __init__(self, document: Document, outline: Outline, gazetteer: Gazetteer, respondents: Sequence[str]) -> None:
        self.document, self.outline, self.gazetteer, self.respondents = document, outline, gazetteer, respondents
        self.reference = Reference.of(document)
        self.found: list[_Found] = []
        self.entities: dict[str, Entity] = {}

    def answer(self, index: int, answer: Answer) -> None:
        lead: Delivery | None = None
        for position, block in enumerate(answer.blocks):
            if not self._is_bullet(block):
                lead = self._lead(block.exact.rstrip())
                self._prose(index, position, answer, block, skip_last=lead is not None)
            elif lead:
                self._bullet(index, position, answer, block, lead)
            elif not self._continues_product(answer, position):
                self._prose(index, position, answer, block, skip_last=False)

    def _is_bullet(self, block: Span) -> bool:
        return bool(_BULLET.search(self.document.text, max(0, block.start - 8), block.start))

    def _lead(self, text: str) -> Delivery | None:
        """The delivery that a lead-in gives to its bullets; None where it leads none."""
        match = _LIST_LEAD.search(text[-120:]) if text.endswith(":") else None
        if not match:
            return None
        done = re.search(r"\b(?:have|has|been|taken)\b", match[0])
        return Delivery.COMPLETED if done else Delivery.PLANNED

    def _continues_product(self, answer: Answer, position: int) -> bool:
        """Whether the bullet belongs to a list that describes one product (its lead-in ends with a colon)."""
        for block in reversed(answer.blocks[:position]):
            if not self._is_bullet(block):
                return block.exact.rstrip().endswith(":")
        return False

    def _bullet(self, index: int, position: int, answer: Answer, block: Span, lead: Delivery) -> None:
        end = block.start + len(block.exact.rstrip(" ;,\n"))
        hedged = lexicon.CONDITIONAL.search(block.exact)
        firmness = Firmness.CONDITIONAL if hedged else Firmness.FIRM
        self._add(index, position, answer, block.start, end, lead, firmness, (), lead is Delivery.COMPLETED)

    def _prose(self, index: int, position: int, answer: Answer, block: Span, *, skip_last: bool) -> None:
        stretches = list(sentences(self.document.text, block.start, block.end))
        for number, (start, end) in enumerate(stretches):
            alone = len(stretches) == 1
            date = timing.dating(self.document, start, end, self.reference, alone)
            if date and self._spread(date, index, position):
                continue
            if skip_last and number == len(stretches) - 1:
                continue  # the lead-in of a list: its bullets are the commitments
            sentence = self.document.text[start:end].replace("\n", " ")
            for claim in claims(sentence, self._names_actor):
                named = owners(self.document, start, claim, self.gazetteer)
                self.entities.update({e.iri: e for e, _ in named})
                self._add(
                    index,
                    position,
                    answer,
                    start + claim.start,
                    start + claim.end,
                    claim.delivery,
                    claim.firmness,
                    tuple(Mention(e.iri, s) for e, s in named),
                    claim.delivery is Delivery.COMPLETED,
                    start + claim.verb,
                )

    def _names_actor(self, text: str) -> bool:
        return any(named.entity.kind != "system" for named in self.gazetteer.find(text))

    def _add(
        self,
        index: int,
        position: int,
        answer: Answer,
        start: int,
        end: int,
        delivery: Delivery,
        firmness: Firmness,
        named: tuple[Mention, ...],
        past: bool,
        verb: int = 0,
    ) -> None:
        span = _trimmed(self.document, start, end)
        due = self._own_date(span, past, verb)
        commitment = Commitment(
            number=answer.number,
            response_number=answer.number,
            respondent=self.respondents[index],
            text=" ".join(span.exact.split()),
            span=span,
            delivery=delivery,
            firmness=firmness,
            owners=named,
            due=due if due and due.timing is not Timing.ONGOING else None,
            timing=due.timing if due else Timing.NOT_STATED,
        )
        self.found.append(_Found(commitment, index, position))

    def _own_date(self, span: Span, past: bool, verb: int) -> When | None:
        """The time that the words of the commitment itself give: a deadline before any other."""
        times = [
            w
            for w in dates.find(self.document, span.start, span.end, self.reference, past=past)
            if not self._aside(w, span, verb)
        ]
        dated = [w for w in times if w.edtf and _DEADLINE.search(w.text)]
        deadlines = [w for w in dated if re.match(r"(?:by|before|no later|due|scheduled|within)\b", w.text, re.I)]
        rest = [w for w in times if not w.edtf]
        return next(iter([*deadlines[-1:], *dated[-1:], *rest[:1]]), None)

    def _aside(self, when: When, span: Span, verb: int) -> bool:
        """A time in brackets belongs to the thing named before it; a time before the verb dates the action only
        where the clause begins with it ("By May we will …")."""
        before = self.document.text[span.start : when.span.start]
        return before.count("(") > before.count(")") or (when.span.end <= verb and len(before) > 12)

    def _spread(self, date: Dating, index: int, position: int) -> bool:
        """Date the commitments before the sentence; False where there are none."""
        top = self.outline.answers[index].number.split(".")[0]
        if date.scope is Scope.RECOMMENDATION:
            near = [i for i, f in enumerate(self.found) if f.commitment.number.split(".")[0] == top]
        else:
            near = [i for i, f in enumerate(self.found) if f.answer == index and f.block == position]
            named = [i for i in near if any(w in self.found[i].commitment.text.lower() for w in date.words)]
            near = near if date.scope is Scope.ANSWER else (named if date.completed and named else near[-1:])
        for i in near:
            self._date(i, date.when, date.completed)
        return bool(near)

    def _date(self, i: int, when: When | None, completed: bool, *, by_line: bool = False) -> None:
        """Give a commitment a date that stands elsewhere, unless its own words give one or it is done already."""
        found = self.found[i]
        commitment = found.commitment
        dated = commitment.due is not None and (commitment.due.edtf is not None or by_line)
        dated = dated or (by_line and commitment.timing is Timing.ONGOING)
        if dated or (commitment.delivery is Delivery.COMPLETED and not completed):
            return
        if when:
            commitment = replace(commitment, due=when, timing=when.timing)
        if completed and not by_line:
            commitment = replace(commitment, delivery=Delivery.COMPLETED)
        self.found[i] = replace(found, commitment=commitment)

    def line(self, line: DateLine) -> None:
        """Spread a date line over the parts and bodies it names."""
        for entry in timing.entries(self.document, line, self.reference):
            for i, found in enumerate(self.found):
                if found.answer < line.after and found.commitment.span.start < line.span.start and self._meets(found, line, entry):
                    self._date(i, None if entry.completed else entry.when, False, by_line=True)

    def _meets(self, found: _Found, line: DateLine, entry: Entry) -> bool:
        number = found.commitment.number
        wanted = f"{line.number}.{entry.part}" if entry.part and not line.number.endswith(entry.part) else line.number
        if number != wanted and not number.startswith(wanted + "."):
            return False
        if not entry.body:
            return True
        body = self.gazetteer.named(entry.body)
        actors = {found.commitment.respondent, *(m.entity for m in found.commitment.owners)}
        return body is not None and body.iri in actors


def _trimmed(document: Document, start: int, end: int) -> Span:
    text = document.text
    while start < end and text[start] in " \n\t,;":
        start += 1
    while end > start and text[end - 1] in " \n\t,;":
        end -= 1
    return document.span(start, end)


def commitments(
    document: Document, outline: Outline, gazetteer: Gazetteer, respondents: Sequence[str]
) -> tuple[tuple[Commitment, ...], tuple[Entity, ...]]:
    """The commitments of the answers in document order, and the teams they name that the gazetteer does not know.

    `respondents` gives the IRI of the body behind each answer of the outline.
    """
    reader = _Reader(document, outline, gazetteer, respondents)
    lines: Iterable[DateLine] = outline.date_lines
    for index, answer in enumerate(outline.answers):
        for line in lines:
            if line.after == index:
                reader.line(line)
        reader.answer(index, answer)
    for line in lines:
        if line.after >= len(outline.answers):
            reader.line(line)
    known = gazetteer.entities
    new = tuple(e for iri, e in sorted(reader.entities.items()) if iri not in known)
    return tuple(found.commitment for found in reader.found), new
