"""Date lines, part by part and body by body: "(a) and (b): May 2025; (c) complete", "IECA action: end of 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.nodes.outline import DateLine
from kg.extract.times import dates
from kg.extract.times.dates import Reference
from kg.extract.times.timewords import MONTH, YEAR
from kg.model import Document, Timing, When

_ROMAN = r"(?:\s?\(?[ivx]{1,4}\))?"
# "(a)", "a)", "(e)(ii)"; "1a", "1(a)", "1.a:"; "a." before a date; "a" in "a and c."; "(ii)" and "ii." below a letter.
_ONE = (
    rf"(?:(?<![A-Za-z]\()(?<![A-Za-z])(?:(?<![\d./-])\d{{1,2}}\.?\s?)?\(?\b[a-z]\s?(?:\)|(?=\([ivx]+\))){_ROMAN}"
    r"|(?<![\d./-])\d{1,2}\.?[a-z]\b(?!['’])|(?<![\w.’'])[a-z](?=[.:]\s|(?:\s?(?:,|and|&|-|–|to)\s?[a-z]\b)+[.:)])"
    r"|\(?(?<![\w.’'])[ivx]{2,4}(?:\)|(?=[.:]\s)))"
)
_AND = r"(?:\s?(?:,\s?and|,|and|&|/|-|–|to)\s?(?:parts?\s)?)"
_PARTS = rf"(?:(?i:parts?|elements?|limbs?)\s)?(?P<parts>{_ONE}(?:{_AND}{_ONE})*)[.:]?"
_BODY = (
    r"(?:(?<=[.;:\n)])|^)\s*(?!(?:Part|Element|Limb)s?\b)(?P<body>[A-Z][\w’'&,() -]{1,70}?)"
    r"(?:\s+(?:actions?|element|elements|activity|only))?\s*:"
)
# "Harbour Police – January 2018": a dash stands for the colon where a date or an end follows.
_DASHED = (
    r"(?:(?<=[.;:\n)])|^)\s*(?P<dashed>(?!(?:Complet|Implement|Deliver|Ongoing|End|Early|Mid|Late|By|Part|All|Both|Target|Date|Due"
    rf"|{MONTH}|Spring|Summer|Autumn|Winter))[A-Z][A-Za-z’'&()]{{1,30}}(?:\s[A-Za-z’'&()]{{1,30}}){{0,6}}?)(?:\s+actions?)?\s[–-]\s"
    rf"(?=(?:(?:by|in|the|end|of|early|mid|late|\d{{1,2}})\s){{0,3}}(?:{MONTH}|{YEAR}|[Cc]omplete|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter"
    r"|[Oo]ngoing|\d{1,2}[./]))"
)
_SELECTOR = re.compile(rf"{_PARTS}|{_BODY}|{_DASHED}")
# "All parts: May 2025", "Target: May 2025": names of nobody.
_EVERY = re.compile(r"(?:all|both|overall|target|date|due|deadline|remain|other|the rest)", re.I)
_LETTER = re.compile(rf"(?:\b\d{{1,2}}\.?\s?)?\(?(?P<part>[ivx]{{2,4}}|[a-z])\b\s?\)?(?P<sub>{_ROMAN})")
_TO = re.compile(r"\s?(?:-|–|to)\s?\(?\Z")
_DONE = re.compile(r"\b(?:completed?|implemented|delivered|done|already in place)\b", re.I)
_DONE_FIRST = re.compile(r"[\s.;:–-]*(?:already )?(?:completed?|implemented|delivered|done)\b[\s:,;–-]+", re.I)
_EXCEPT = re.compile(r"\b(?:except|apart from|other than|save)\b", re.I)
_SUB = re.compile(r"[ivx]+")
_NOTHING = " .;:–-"
_AT_ONCE = re.compile(r"\bimmediate(?:ly)?\b", re.I)
# "(a) film, by May", "investigators in post, June": words before a date that say what it is the date of.
_THING = re.compile(r"[\s.;:–-]*(?P<words>[A-Za-z][\w’'-]*(?:\s[A-Za-z][\w’'-]*){0,4}),\s*\Z")
# "(poster) May 2025 (film) end of 2025": two things or more in brackets, each before its date.
_BRACKETED = re.compile(
    r"\((?P<thing>"
    r"(?!(?:to be|in part|subject|if|where)\b|estimat|revis|plann|provision|expect|complet|target|approx)"
    r"[a-z][a-z’'-]{3,}(?:\s[a-z’'-]+){0,4})\)(?=\s*[A-Za-z\d])"
)
_DIGIT = re.compile(r"\d")
# "posters hung by the end of May": no comma, where the date begins with its own preposition.
_THING_BY = re.compile(r"[\s.;:–-]*(?P<words>[A-Za-z][\w’'-]*(?:\s[A-Za-z][\w’'-]*){0,3})\s+\Z")
_BY = re.compile(r"(?:by|before|from|in|on)\b", re.I)
_NOUN = re.compile(r"[a-z]{4,}")
_NO_THING = re.compile(
    r"\b(?:all|both|actions?|target|date|due|expected|complete\w*|implement\w*|delivered|done|end|by|in|to|we|it|this"
    r"|aim\w*|plan\w*|ongoing|progress|work|start\w*|begin\w*|will|is|are|be|deliver\w*|full\w*|phased|roll\w*"
    r"|final\w*|office|force|agency|directorate|department|team|unit|enforcement)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a date line: the part ("b", "e.ii") or body it is for (both None: all), its date or its end.

    `about` are the words for the thing that it dates, where it names one ("film, by May"); `loose` says that they may
    also be no more than words around the date ("posters by May"): then it is for all where nothing has them.
    """

    part: str | None
    body: str | None
    when: When | None
    completed: bool
    about: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of a date line with what it is for."""

    parts: tuple[str, ...]
    body: str | None
    start: int
    end: int
    about: tuple[str, ...] = ()


def entries(document: Document, line: DateLine, reference: Reference) -> Iterator[Entry]:
    """The items of a date line, each with its part or body."""
    text, start, end = document.text, line.span.start, line.span.end
    if not text[end:].strip() and _is_of_publication(document, start, end, reference):
        return  # "UK Border Agency, July 2011" at the end of all: when the response was written
    for item in _items(document, line, reference):
        for part in item.parts or (None,):
            yield from _entry(document, part, item, reference)


def _items(document: Document, line: DateLine, reference: Reference) -> Iterator[_Item]:
    """The stretches between the names of parts and bodies, which stand before their dates or after them."""
    start, end = line.span.start, line.span.end
    if things := _things(document, line):
        yield from things
        return
    marks = list(_SELECTOR.finditer(document.text[start:end]))  # a slice, for the first body stands at its beginning
    edges = [(start + mark.start(), start + mark.end()) for mark in marks]
    stretches = list(zip([start, *(e for _, e in edges)], [*(s for s, _ in edges), end], strict=True))
    if not document.text[slice(*stretches[0])].strip(_NOTHING):
        stretches = stretches[1:]
    elif marks and not _tells(document, stretches[-1], reference) and _tells(document, stretches[0], reference):
        stretches = stretches[:-1]  # "May 2025 for (a), June 2025 for (b)"
    else:
        yield _Item((), line.body, *stretches.pop(0))
    letter = ""
    above: tuple[str, ...] = ()
    for mark, (first, last) in zip(marks, stretches, strict=True):
        told = " ".join((mark["body"] or mark["dashed"] or "").split())
        named = None if not told or _EVERY.match(told) else told
        parts = tuple(_below(letter, part) for part in _letters(mark["parts"] or ""))
        letter = parts[-1][0] if parts else letter
        if parts:  # "(c) Border Force: June. ASRA: July": the part is that of all bodies behind it
            above = parts if not document.text[first:last].strip(_NOTHING) else ()
        yield _Item(parts or above, named or line.body, first, last)


def _things(document: Document, line: DateLine) -> list[_Item]:
    """The stretches behind the names of several things in brackets; none where fewer than two are named."""
    marks = list(_BRACKETED.finditer(document.text, line.span.start, line.span.end))
    if len(marks) < 2 or _DIGIT.search(document.text, line.span.start, marks[0].start()):
        return []  # a date before the first bracket: what stands in brackets is said of the dates before them
    ends = [*(mark.start() for mark in marks[1:]), line.span.end]
    told = zip(marks, ends, strict=True)
    return [_Item((), line.body, mark.end(), end, _nouns(mark["thing"])) for mark, end in told]


def _below(letter: str, part: str) -> str:
    """A part with the letter it stands below: "ii" behind "b" is "b.ii", but "i" behind "h" the next letter."""
    return f"{letter}.{part}" if letter not in ("", "h", *"ivx") and _SUB.fullmatch(part) else part


def _letters(words: str) -> tuple[str, ...]:
    """The parts that a list names: "(a) and (c)", "(a)-(c)" with the one between, "(e)(ii)" as "e.ii"."""
    found: list[str] = []
    reached = 0
    for match in _LETTER.finditer(words):
        if found and len(found[-1] + match["part"]) == 2 and _TO.search(words[reached : match.start()]):
            found += [chr(code) for code in range(ord(found[-1][0]) + 1, ord(match["part"]))]
        sub = re.sub(r"[^ivx]", "", match["sub"])
        found.append(f"{match['part']}.{sub}" if sub else match["part"])
        reached = match.end()
    return tuple(found)


def _tells(document: Document, stretch: tuple[int, int], reference: Reference) -> bool:
    """Whether a stretch has a date or an end."""
    return bool(_DONE.search(document.text, *stretch)) or any(dates.find(document, *stretch, reference, listed=True))


def _entry(document: Document, part: str | None, item: _Item, reference: Reference) -> Iterator[Entry]:
    start, end = item.start, item.end
    if not document.text[start:end].strip(_NOTHING):
        return
    done = bool(_DONE.search(document.text, start, end))
    first = _DONE_FIRST.match(document.text, start, end)  # "Completed May 2024": the date is alone but for that
    found = list(dates.find(document, first.end() if first else start, end, reference, past=done, listed=True))
    when = next(iter([*(when for when in found if when.edtf), *found]), None)
    if when or done:
        late = done and _is_ahead(when, reference)  # "complete, the signs May 2026"
        if late and _EXCEPT.search(document.text, start, end):
            when, late = None, False  # a date that only an exception has
        about, loose = _about(document, start, when)
        yield Entry(part, item.body, when, done and not late, item.about or about, loose and not item.about)
    elif soon := _AT_ONCE.search(document.text, start, end):
        yield Entry(part, item.body, When(soon[0], document.span(*soon.span()), Timing.NOT_DATABLE), completed=False)


def _about(document: Document, start: int, when: When | None) -> tuple[tuple[str, ...], bool]:
    """The beginnings of the words for the thing that a date is of, and whether no comma sets them apart."""
    words = document.text[start : when.span.start] if when else ""
    set_apart = _THING.match(words)
    told = set_apart or (_THING_BY.match(words) if when and _BY.match(when.text) else None)
    if not told or _NO_THING.search(told["words"]):
        return (), False
    return _nouns(told["words"]), set_apart is None


def _nouns(words: str) -> tuple[str, ...]:
    return tuple(word[:5] for word in _NOUN.findall(words.lower()))


def _is_ahead(when: When | None, reference: Reference) -> bool:
    return bool(when and when.earliest and reference.latest and when.earliest > reference.latest)


def _is_of_publication(document: Document, start: int, end: int, reference: Reference) -> bool:
    """Whether words are the month or day of publication and nothing else."""
    when = next(iter(dates.find(document, start, end, reference)), None)
    if when is None or when.earliest is None or when.latest is None or reference.earliest is None:
        return False
    alone = when.span.exact == document.text[start:end].strip()
    return alone and when.earliest <= reference.earliest <= when.latest
