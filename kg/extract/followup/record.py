"""A document that follows up earlier reports → its record; and whether a document looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.errors import SourceError, UsageError
from kg.extract.actors.bodies import body
from kg.extract.actors.mentions import Gazetteer
from kg.extract.assemble import UNKNOWN_PUBLISHER
from kg.extract.followup import days, named, states, tables, voices
from kg.extract.followup.drafts import drafts
from kg.extract.followup.earlier import Earlier
from kg.extract.followup.passages import Reader
from kg.extract.followup.voices import Voice
from kg.extract.lines.paragraphs import Paragraph, Text, paragraphs
from kg.extract.replies.period import interval
from kg.model import Declared, Document, FollowUp, Inspection, Record, Span

_FRONT = 14  # paragraphs in which titles, dates and bodies stand
_PUBLISHED = re.compile(r"\b(?:published|publication|last updated|updated|issued|dated)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:re-?inspection|revisit|progress|updates?|follow[- ]up|tracker|recommendations?|report)\b", re.IGNORECASE
)
_FOLLOWS = re.compile(
    r"\b(?:re-?inspection|revisit|follow[- ]up|progress (?:report|on|against|with)"
    r"|(?:updat(?:es?|ing)|tracker)\b.{0,60}recommendations?"
    r"|recommendations? tracker|recommendations?\W{1,4}(?:progress|update|status))",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"\bre-?inspection\b|\brevisit\b|\bfollow[- ]up\b", re.IGNORECASE)  # of the later inspection
_COMMITTEE = re.compile(r".{3,80}?\bCommittee\b")
_FEWEST = 3  # labels with a state behind them that make a document look like a follow-up


def follow_up(document: Document, reports: Sequence[Earlier], gazetteer: Gazetteer) -> Record:
    """The claims and assessments that a document makes of recommendations of `reports`.

    Raises UsageError where nothing tells whether an inspector or a department speaks, and SourceError where the
    document takes up no recommendation.
    """
    text = Text(document)
    read = paragraphs(text)
    front = _front(read)
    publisher = document.publisher or _body(voices.signature(front), gazetteer)
    document = replace(
        document,
        title=document.title or _title(front) or document.name,
        publisher=publisher or UNKNOWN_PUBLISHER,
        published=document.published or _published(front),
    )
    author = voices.writer(front, text.plain, document.publisher if publisher else "")
    if author is None:
        told = "the document does not tell whether an inspector or a department speaks"
        raise UsageError(told, where=document.name, mend="name the body that published it (--publisher)")
    reader = Reader(text, reports, author, document.published)
    reader.read(read)
    made, notices = drafts(reader)
    if not made and not notices:
        raise _none(document, reports)
    iri, entities = body(document, document.publisher, "organisation", gazetteer)
    own = author is Voice.INSPECTOR
    return Record(
        document=document,
        inspection=_own(document, iri, *_period(text, read, reports)) if own else _theirs(document, reports, made),
        declared=Declared(),
        recommendations=(),
        responses=(),
        commitments=(),
        mentions=(),
        entities=tuple(entities),
        notices=tuple(notices),
        publisher=iri,
        followed=tuple(made),
    )


def _own(document: Document, inspector: str, period: str, span: Span | None) -> Inspection:
    """The inspection that an inspector's own document reports; without a period it ended, at the latest, when that was
    published."""
    ends = document.published.rsplit("/", 1)[-1].rstrip("?~%")
    period = period or (f"/{ends}?" if ends else "")
    return Inspection(title=document.title, period=period, period_span=span, inspector=inspector)


def _period(text: Text, read: Sequence[Paragraph], reports: Sequence[Earlier]) -> tuple[str, Span | None]:
    """The period of the inspection that stands in the front: alone on a line, or in a title. Those of the earlier
    inspections, which it may name too, are others."""
    for p in read[: len(_front(read))]:
        when = interval(p.text)
        if when is None or when[0] in {report.period for report in reports}:
            continue
        alone = len(p.text.strip(" #*().,")) - (when[2] - when[1]) < 14
        if alone or (_is_title(p.text) and _ITS_OWN.search(p.text)):
            return when[0], text.span(p.source(when[1]), p.source(when[2] - 1) + 1)
    return "", None


def _theirs(document: Document, reports: Sequence[Earlier], made: Sequence[FollowUp]) -> Inspection:
    """The inspection that a department's document is about: it answers the earlier report; where it also quotes what an
    inspector found since, the report that found it is another one, of which nothing is told."""
    if any(one.found for one in made):
        return Inspection(title=document.title)
    periods, offices = {report.period for report in reports}, {report.inspector for report in reports}
    return Inspection(
        title="; ".join(report.title for report in reports),
        period=periods.pop() if len(periods) == 1 else "",
        inspector=offices.pop() if len(offices) == 1 else "",
    )


def _none(document: Document, reports: Sequence[Earlier]) -> SourceError:
    slugs = ", ".join(report.slug for report in reports)
    return SourceError(
        f"no recommendation of {slugs} is taken up",
        where=document.name,
        expected='"Recommendation 3", "Rec. 2(b)", or a table with their numbers, and how each stands',
        mend="check which report the document follows up; a first answer to a report follows up none",
    )


def looks_like(document: Document) -> bool:
    """Whether a document reads like one on earlier recommendations, not like a first answer to new ones."""
    read = paragraphs(Text(document))
    labelled = 0
    for p in read:
        naming = named.headed(p.text) or (named.cell(p.text[:12]) if len(p.text) < 12 else None)
        labelled += bool(naming and states.status(p.text, naming.end))
    called = any(_FOLLOWS.search(p.text[:200]) for p in read[:_FRONT] if not _answers(p))
    says = labelled or any(states.status(p.text) or [*states.clauses(p.text, 0, len(p.text))] for p in read[:400])
    return labelled >= _FEWEST or (called and bool(says))


def _front(read: Sequence[Paragraph]) -> list[str]:
    """What stands before the first recommendation, as far as titles, dates and bodies stand there."""
    first = next((i for i, p in enumerate(read[:_FRONT]) if named.headed(p.text) or tables.at(read, i)), _FRONT)
    return [p.text for p in read[:first]]


def _body(line: str, gazetteer: Gazetteer) -> str:
    """The body that a line names: one that is known, else the line itself."""
    known = [found.entity.label for found in gazetteer.find(line) if found.entity.kind == "organisation"]
    if len(known) == 1 and voices.is_inspector(known[0]) is voices.is_inspector(line):
        return known[0]
    committee = _COMMITTEE.match(line)  # whose name runs on into the title
    return committee[0] if committee else line


def _answers(p: Paragraph) -> bool:
    return bool(re.search(r"\bresponse to\b", p.text, re.IGNORECASE))


def _title(front: Sequence[str]) -> str:
    """The first line of the front that calls itself a report or update on recommendations."""
    return next((words.strip(" #*") for words in front if _TITLE.search(words) and _is_title(words)), "")


def _is_title(words: str) -> bool:
    return len(words) < 200 and not words.rstrip().endswith(".") and not named.headed(words)


def _published(front: Sequence[str]) -> str:
    """The day of publication: beside a word that says so, or alone on a line."""
    for words in front:
        if (said := _PUBLISHED.search(words)) and (day := days.first(words, said.end())):
            return day
    return next((day for words in front if len(words) < 24 and (day := days.first(words))), "")
