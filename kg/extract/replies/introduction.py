"""The introduction of a response: titles, publication, publisher, period of the inspection, declared counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.lines.cleaning import clean
from kg.extract.lines.paragraphs import Text
from kg.extract.nodes.items import Item
from kg.extract.replies.announced import announced
from kg.extract.replies.claims import Claim, themes, total
from kg.extract.replies.period import interval, month_or_day
from kg.model import Acceptance, Declared, Inspection, Span

_FRONT = 16  # paragraphs at the beginning in which titles and dates stand
_REACH = 20_000  # characters of the introduction that are read for claims
_PUBLISHED = re.compile(r"(?:first |date )?published(?: on)?:?\s+", re.IGNORECASE)
_RESPONSE = re.compile(r"\bresponse\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:\b(?:to|on|of|the|and|for|from|report)|:|-)\s*\Z", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:report|response)(?:\s*:|\s+(?:on|of|into)(?= (?:an?|the|re-?)?\s*(?:re-?)?inspection)|\s+to(?= an? "
    r"(?:re-?)?inspection)|\s+on)\s+(?P<title>\S.{8,250})",
    re.IGNORECASE,
)
_OF_INSPECTION = re.compile(
    r"(?P<title>(?:an?\s+|the\s+)?(?:short-notice |spot[- ]check |annual )?(?:re-?)?inspection (?:of|on"
    r"|into)\b.{5,250})",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"\s*\((?:accessible (?:version|pdf)?|html|pdf|web version)[^)]{0,30}\)|[\"']", re.IGNORECASE)
_PUBLISHER_TITLE = re.compile(
    r"(?:the )?(?P<name>[\w&' ]{2,60}?)(?:'s?)?"
    r"(?: (?:formal|full|initial|interim|joint|written|action plan|improvement plan)(?: in)?){0,2} response (?:to|:)",
    re.IGNORECASE,
)
_PUBLISHER_THANKS = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w&']*(?: (?:[A-Z][\w&']*|of|and|for)){0,6}) (?:thanks?|is (?:grateful|pleased)"
    r"|welcomes?|would like to thank|(?:has )?(?:partially |fully )?(?:accept|reject)(?:s|ed))\b"
)
_OTHER_INSPECTION = re.compile(
    r"\b(?:previous|earlier|last|original|first|recommendations? (?:made )?in)\b", re.IGNORECASE
)
_WHEN = re.compile(r"\b(?:inspection|fieldwork)\b", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:inspection|response|report)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'])")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of the introduction with the place of its sentence in the source."""

    claim: Claim
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the introduction tells; `stated` are positions given for recommendations by number or for all."""

    inspection: Inspection
    declared: Declared
    stated: tuple[Told, ...]
    title: str
    published: str
    publisher: str


def read(text: Text, preamble: Sequence[Item]) -> Introduction:
    """What stands before the first recommendation, read."""
    title = _title(preamble)
    publisher = text.document.publisher or _publisher(title, preamble)
    period, period_span = _period(text, preamble)
    sentences = list(_sentences(preamble))
    told = tuple(
        Told(claim, start, end)
        for (_, start, end), found in zip(sentences, announced(words for words, _, _ in sentences), strict=True)
        for claim in found
    )
    return Introduction(
        inspection=Inspection(_report_title(title, preamble), period, period_span),
        declared=_declared(text, sentences, told),
        stated=tuple(one for one in told if one.claim.acceptance),
        title=title,
        published=_published(preamble),
        publisher=publisher,
    )


def _sentences(preamble: Sequence[Item]) -> Iterator[tuple[str, int, int]]:
    """The sentences of the introduction with their places in the source."""
    read_so_far = 0
    for item in preamble:
        paragraph, offset = item.paragraph, 0
        read_so_far += len(paragraph.text)
        if read_so_far > _REACH:
            return
        for words in _SENTENCE.split(paragraph.text):
            start = paragraph.text.index(words, offset)
            offset = start + len(words)
            if words:
                yield words, paragraph.source(start), paragraph.source(offset - 1) + 1


def _title(preamble: Sequence[Item]) -> str:
    """The title of the document: the first line that calls itself a response, with the lines it runs on to."""
    front = [item.paragraph.text for item in preamble[:_FRONT]]
    for index, words in enumerate(front):
        if _RESPONSE.search(words) and len(words) < 300 and not words.endswith(".") and "thank" not in words:
            while _UNFINISHED.search(words) and index + 1 < len(front) and len(words) < 300:
                index += 1
                words += " " + front[index]
            return _tidy(words)
    return ""


def _tidy(words: str) -> str:
    words = clean(re.sub(_DECORATION, lambda m: m[0] if m[0] in "\"'" else "", words))
    return words.strip(" .,:")


def _report_title(title: str, preamble: Sequence[Item]) -> str:
    """The title of the inspector's report: after "report:", a line that begins "An inspection of", or in the title."""
    front = [item.paragraph.text for item in preamble[:_FRONT] if len(item.paragraph.text) < 300]
    after = re.search(r"\breport:\s+(?P<title>.{8,250})", title, re.IGNORECASE)
    lines = (m for words in front if (m := _OF_INSPECTION.match(words)))
    found = after or next(lines, None) or _REPORT.search(title) or _OF_INSPECTION.search(title)
    if not found:
        return ""
    words = _tidy(_without_period(found["title"]).strip("\"' "))
    return words[:1].upper() + words[1:]


def _without_period(words: str) -> str:
    when = interval(words)
    return re.sub(r"\s*[(,:-]?\s*\Z", "", words[: when[1]]) if when and len(words) - when[2] < 4 else words


def _published(preamble: Sequence[Item]) -> str:
    """The date of first publication as EDTF; a date of an update is none."""
    for item in preamble[:_FRONT]:
        words = item.paragraph.text
        match = _PUBLISHED.match(words)
        when = month_or_day(words) if match and len(words) < 80 else None
        if match and when and when[1] <= match.end():
            return when[0]
    return ""


def _publisher(title: str, preamble: Sequence[Item]) -> str:
    match = _PUBLISHER_TITLE.match(title)
    name = match["name"].strip() if match else ""
    if not name:
        thanks = (m for item in preamble[:40] if (m := _PUBLISHER_THANKS.match(item.paragraph.text)))
        found = next(thanks, None)
        name = found["name"] if found else ""
    return _cased(name.removeprefix("The ").removeprefix("THE "))


def _cased(name: str) -> str:
    """A name in capitals as a name: "UK BORDER AGENCY" → "UK Border Agency"; "Government" → "HM Government"."""
    if name.isupper() and " " in name:
        name = " ".join(
            word if len(word) < 4 and word not in ("AND", "OF", "FOR") else word.capitalize() for word in name.split()
        )
        name = name.replace(" And ", " and ").replace(" Of ", " of ").replace(" AND ", " and ").replace(" OF ", " of ")
    return "HM Government" if name.lower() == "government" else name


def _period(text: Text, preamble: Sequence[Item]) -> tuple[str, Span | None]:
    """The period of the inspection: a line of its own, in a title, or in a sentence on the inspection."""
    front = list(preamble[:_FRONT])
    alone = [item for item in front if len(item.paragraph.text) < 60]
    titles = [item for item in front if len(item.paragraph.text) < 300 and not item.paragraph.text.endswith(".")]
    for items, wanted in ((alone, None), (titles, _TITLE), (preamble[:40], _WHEN)):
        for item in items:
            words = item.paragraph.text
            if wanted and (
                not wanted.search(words[:400]) or (_OTHER_INSPECTION.search(words[:400]) and items is not titles)
            ):
                continue
            when = interval(words[:1000]) or (_one_month(words) if wanted else None)
            if when and (wanted or len(words.strip("()., ")) - (when[2] - when[1]) < 14):
                return when[0], text.span(item.paragraph.source(when[1]), item.paragraph.source(when[2] - 1) + 1)
    return "", None


def _one_month(words: str) -> tuple[str, int, int] | None:
    """A single month in brackets after a title, or in which the inspection took place, as an interval."""
    for pattern in (r"\((?=[A-Z])", r"\binspection (?:took place|was (?:conducted|carried out)) (?:in|during|on) "):
        for match in re.finditer(pattern, words[:600]):
            when = month_or_day(words[match.end() : match.end() + 30])
            if when and when[1] == 0:
                return f"{when[0]}/{when[0]}", match.end(), match.end() + when[2]
    return None


def _declared(text: Text, sentences: Sequence[tuple[str, int, int]], told: Sequence[Told]) -> Declared:
    """The counts that the introduction gives, with the stretch of text that gives them."""
    places: list[tuple[int, int]] = []
    counts: dict[str, int] = {}
    for words, start, end in sentences:
        for name, count in (("recommendations", total(words)), ("themes", themes(words))):
            if count is not None and name not in counts:
                counts[name] = count
                places.append((start, end))
    for one in told:
        position = _COUNTS.get(one.claim.acceptance) if one.claim.acceptance else None
        if position and one.claim.count is not None and position not in counts:
            counts[position] = one.claim.count
            places.append((one.start, one.end))
    if not counts:
        return Declared()
    return Declared(**counts, span=text.span(min(s for s, _ in places), max(e for _, e in places)))


_COUNTS = {
    Acceptance.ACCEPTED: "accepted",
    Acceptance.PARTIALLY_ACCEPTED: "partially_accepted",
    Acceptance.REJECTED: "rejected",
}
