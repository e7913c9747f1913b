"""Action plans whose table is printed cell by cell: its head, then rows that each begin with a number alone.

    Rec No | Recommendation | Agreed/Partly Agreed/Not Agreed | Response Action Taken/Planned | Responsible Owner | …

Every cell is a paragraph. The numbers are those of the report: "S42", "5.1". A head that is printed again on the next
page is passed over, and what stands above the first one (a table of what "Agreed" means) answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from kg.extract.lines.paragraphs import Paragraph
from kg.extract.nodes import columntitles, markers
from kg.extract.nodes.borders import is_field
from kg.extract.nodes.items import Item, item
from kg.extract.nodes.labels import Kind, Label
from kg.extract.nodes.parts import Parts, Section, heading_like

_NUMBER_CELL = re.compile(
    r"(?:(?:rec(?:ommendation)?|ref(?:erence)?|item|para(?:graph)?)\.? ?)?(?:no|number|ref(?:erence)?|nr)\.?|rec\.?",
    re.IGNORECASE,
)
_TEXT_CELL = re.compile(r"(?:key )?(?:concern|recommendation)s?(?:(?: and|/| or) ?recommendations?)?", re.IGNORECASE)
_OTHER_CELLS = (
    re.compile(
        r"(?:(?:fully |partly |partially |not )?(?:agreed|accepted|rejected)\b ?[/,|]? ?){1,4}\??", re.IGNORECASE
    ),
    re.compile(r"(?:(?:[\w']+ ){0,4}response|action|progress)s?\b.{0,60}|position|status", re.IGNORECASE),
    re.compile(
        r"(?:(?:responsible|action|function|lead|senior) ?){0,2}(?:owner|responsible|lead|officer)s?", re.IGNORECASE
    ),
    re.compile(
        r"(?:target |completion |due |delivery |implementation )?(?:date|timescale|deadline)\b.*|target", re.IGNORECASE
    ),
)
_COLUMN = re.compile(r"\d\.?")
_COLUMN_NUMBER = re.compile(r"\d[.)]? (?=[A-Z])")
_ROW = re.compile(r"(?P<n>[A-Z]{0,3}\d{1,3}|\d{1,2}\.\d{1,3})[.)]?")
_HEAD = 16  # paragraphs in which the cells of a head stand
_CELLS = 40  # paragraphs of a row in which its position stands
# To whom it goes and where the report has it: "(To the Governor)", "(3.22, repeated recommendation 2.14)".
_REFERENCE = re.compile(
    r"\s*\((?:to (?:the )?[^()]{2,80}"
    r"|(?:(?:repeated|main|see|paragraph|recommendation|para)s?,? ){0,3}\d{1,2}\.\d{1,3}[^()]{0,60})\)\.?\Z",
    re.IGNORECASE,
)
_OWNER = 180  # characters of a cell that names owners
_HANGING = re.compile(r"\b(?:in|by|on|of|to|from|until|before|after|since|the|and)\Z")
_SENTENCE = re.compile(r"[.!?;:](?:\s|\Z)|\b(?:will|has|have|had|is|are|was|were|be|been|we|our|by)\b", re.IGNORECASE)
_TALLY = re.compile(
    r"(?:(?:fully |partly |partially |not )?(?:agreed|accepted)|rejected|total):? \d{1,3}", re.IGNORECASE
)


def rows(items: Sequence[Item]) -> Parts | None:
    """The rows of a table printed cell by cell as sections, None where the document has none."""
    heads = _heads(items)
    if not heads:
        return None
    first = heads[0][0]
    body = _below_heads(items, heads)
    starts = [index for index, one in enumerate(body) if _ROW.fullmatch(one.paragraph.text)]
    ends = [*starts[1:], len(body)]
    answered = [(start, end) for start, end in zip(starts, ends, strict=False) if _has_position(body[start + 1 : end])]
    if len(answered) < 2:
        return None
    preamble = [*(replace(one, position=None) for one in items[:first]), *body[: answered[0][0]]]
    places = [start for start, _ in answered]
    sections = [_section(body[start:end]) for start, end in zip(places, [*places[1:], len(body)], strict=True)]
    return _without_tally(Parts(preamble, sections))


def _heads(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Where the heads of the table stand: a cell for the number, one for the text, and two of the others."""
    found: list[tuple[int, int]] = []
    for index, one in enumerate(items):
        if (found and index < found[-1][1]) or not _NUMBER_CELL.fullmatch(_name(one)):
            continue
        texts = [_name(other) for other in items[index + 1 : index + _HEAD]]
        text = next((place for place, words in enumerate(texts) if _TEXT_CELL.fullmatch(words)), None)
        if text is None or text > 3:
            continue
        others = [place for place, words in enumerate(texts) if any(cell.fullmatch(words) for cell in _OTHER_CELLS)]
        end = _run(texts, others)
        if len([place for place in others if place < end]) > 1:
            before = index > 0 and _COLUMN.fullmatch(items[index - 1].paragraph.text)
            found.append((index - 1 if before else index, index + 1 + end))
    return found


def _below_heads(items: Sequence[Item], heads: Sequence[tuple[int, int]]) -> list[Item]:
    """What stands below the first head without those printed again; the last title of one may have been joined with a
    line that goes on with the cell above the head."""
    titles = {one.paragraph.text for one in items[slice(*heads[0])]}
    within = {index for start, end in heads for index in range(start, end)}
    body: list[Item] = []
    for index in range(heads[0][1], len(items)):
        one = items[index]
        if index not in within:
            body.append(one)
        elif (rest := _behind_title(one, titles)) and body and body[-1].position is None:
            below = one.paragraph.cut(rest, len(one.paragraph.text))
            body[-1] = replace(body[-1], paragraph=_joined(body[-1].paragraph, below))
    return body


def _joined(above: Paragraph, below: Paragraph) -> Paragraph:
    """A paragraph with the lines of another, from which other words part it."""
    joined = above.cut(0, len(above.text))
    joined.apart = above.apart | below.apart | {below.start}
    begin = 0
    for start, end in below.pieces:
        joined.extend(start, end, below.text[begin : begin + end - start])
        begin += end - start + 1
    return joined


def _behind_title(one: Item, titles: Container[str]) -> int:
    """Where a line begins that was joined with the title above it and goes on with a sentence; 0 where none does."""
    text, first = one.paragraph.text, one.paragraph.pieces[0]
    end = first[1] - first[0]
    return end + 1 if text[:end] in titles and text[end + 1 : end + 2].islower() else 0


def _name(cell: Item) -> str:
    """The words of a cell of a head, without the number of its column: "3. Accepted / Not accepted"."""
    text = cell.paragraph.text
    number = _COLUMN_NUMBER.match(text)
    return text[number.end() :] if number else text


def _run(texts: Sequence[str], cells: Sequence[int]) -> int:
    """Where a head ends: after the last of its cells that follow one another, with the numbers of columns between."""
    end = 0
    for place, words in enumerate(texts):
        if place in cells or _TEXT_CELL.fullmatch(words):
            end = place + 1
        elif not _COLUMN.fullmatch(words):
            break
    return end


def _has_position(row: Sequence[Item]) -> bool:
    return any(one.position and one.label is None for one in row[:_CELLS])


def _section(cells: Sequence[Item]) -> Section:
    """A row: its number is a label, its text goes without who is asked and where the report has it."""
    text = cells[0].paragraph.text
    number = _ROW.fullmatch(text)
    assert number is not None
    head = replace(cells[0], label=Label(Kind.RECOMMENDATION, ((number["n"],),), len(text)), begin=len(text))
    answer = next((place for place, one in enumerate(cells) if one.position), len(cells))
    asked = [one for one in cells[1:answer] if not _REFERENCE.fullmatch(one.paragraph.text)]
    named = [place for place, one in enumerate(asked) if is_field(one)]
    asked = [_plain(one) for one in asked[named[-1] if named else 0 :]]
    below = [*cells[answer + 1 :], None]
    answered = [part for one, after in zip(cells[answer:], below, strict=False) for part in _owner_and_date(one, after)]
    return Section((number["n"],), head, [*asked, *answered])


def _plain(one: Item) -> Item:
    """A paragraph of a recommendation without the reference at its end."""
    text = one.paragraph.text
    match = _REFERENCE.search(text, max(one.begin, len(text) - 100))
    return replace(one, paragraph=one.paragraph.cut(0, match.start())) if match else one


def _owner_and_date(one: Item, below: Item | None) -> list[Item]:
    """The cells of owner and date that were joined as the last lines of one paragraph, with the action above them; or
    that of the owner alone, where the date stands in the paragraph below."""
    paragraph = one.paragraph
    offset = paragraph.last
    before, date = paragraph.text[: max(0, offset - 1)], paragraph.text[offset:]
    if one.position:
        return [one]
    if below and _is_date(below.paragraph.text):
        begin = _owner_begin(one, paragraph.text, paragraph.pieces)
        return _cut(one, begin, len(paragraph.text)) if begin else [one]
    if not before or not _is_date(date) or _HANGING.search(before):
        return [one]
    begin = _owner_begin(one, before, paragraph.pieces[:-1])
    date_cell = item(paragraph.cut(offset, len(paragraph.text)))
    return [one] if begin is None else [*_cut(one, begin, len(before)), date_cell]


def _cut(one: Item, begin: int, end: int) -> list[Item]:
    """A paragraph without what stands from an offset on, and the cell from there to the end."""
    action = [replace(one, paragraph=one.paragraph.cut(0, begin - 1))] if begin else []
    return [*action, item(one.paragraph.cut(begin, end))]


def _is_date(words: str) -> bool:
    """Whether the last line of a row is the cell of its date: "May 2025", "Ongoing", "First visit 12 February 2025"."""
    return markers.date_alone(words) or (words[-1:] != "." and columntitles.is_time(words))


def _owner_begin(one: Item, words: str, lines: Sequence[tuple[int, int]]) -> int | None:
    """Where the name of the owner begins in what stands above a date: at the first line below a full stop from which
    on no sentence follows, or at 0; None where there is no name."""
    begin = 0
    for start, end in lines:
        owner = words[begin:]
        below = begin == 0 or words[: begin - 1].endswith(".")
        if below and len(owner) <= _OWNER and owner[:1].isupper() and not _SENTENCE.search(owner):
            return begin if begin or not one.label else None
        begin += end - start + 1
    return None


def _without_tally(parts: Parts) -> Parts:
    """Move the counts below the last row ("Agreed 6", "Total 10") to the end of the document."""
    last = parts.sections[-1]
    place = next(
        (place for place, one in enumerate(last.items) if place and _TALLY.fullmatch(one.paragraph.text)), None
    )
    if place is not None:
        place -= int(heading_like(last.items[place - 1]))
        last.items, parts.closing = last.items[:place], last.items[place:]
    return parts
