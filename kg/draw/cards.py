"""Where everything stands in the picture of a chain: cards below each other, and at their left the links in lanes."""

from __future__ import annotations

from dataclasses import dataclass

from kg.draw.chain import VERDICTS, Card, Chain, left_out, verdict
from kg.draw.heading import heading
from kg.draw.key import footer
from kg.draw.raised import POSITIONS, Link
from kg.draw.shapes import (
    FAINT,
    INK,
    MUTED,
    WHITE,
    Area,
    Curve,
    Grid,
    Label,
    Mark,
    Sheet,
    box,
    breadth,
    tall,
    wrap,
)

_MARGIN, _YEAR, _LANE, _CARD = 0.35, 0.62, 0.17, 5.4  # inches: page edge, room for years, distance of lanes, a card
_STRIP, _PAD, _BETWEEN = 0.1, 0.12, 0.2  # the coloured edge of a card, from there to words, from card to card
_PORT, _STEP, _TAIL = 0.26, 0.25, 0.12  # from the top of a card to its first link, from link to link, to the last
_WORDS = 2.5  # most room for the words at a link

# Verdict → colour, width in points and dashes: told apart in print too.
_STYLES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "returnedAfterCompleted": ("#9a2f49", 2.0, ()),
    "reiterated": ("#004488", 1.2, ()),
    "broadened": ("#846200", 1.2, (4.0, 1.5)),
    "related": ("#555555", 1.0, (1.2, 1.4)),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text of one size in a card."""

    lines: list[str]
    size: float
    colour: str = INK
    bold: bool = False

    @property
    def height(self) -> float:
        return tall(len(self.lines), self.size)


def compose(shown: Chain, title: str, source: str) -> Sheet:
    """Lay the picture out; everything stands inside the sheet and no two labels overlap."""
    lane = _lanes(shown)
    said = {link: _said(shown, link) for link in shown.links}
    words = max((breadth(text, 7) for text in said.values()), default=0)
    lanes = _LANE * (max(lane.values(), default=-1) + 1)
    left = _MARGIN + _YEAR + lanes + (words + 0.36 if said else 0)
    sheet = Sheet(width=left + _CARD + _MARGIN)
    y = heading(sheet, title, _reading(shown), margin=_MARGIN, most=6, link=shown.issue.iri)
    ports: dict[str, float] = {}
    ends: dict[Link, float] = {}
    for i, card in enumerate(shown.cards):
        into = [link for link in shown.links if link.later == card.member.iri]
        into.sort(key=lambda link: -lane[link.earlier])
        y = _year(sheet, shown, i, y)
        ends |= {link: y + _PORT + _STEP * j for j, link in enumerate(into)}
        y = _card(sheet, card, left, y, _PORT + _STEP * len(into) + _TAIL)
        ports[card.member.iri] = y - _TAIL
        y += _BETWEEN
    first = _MARGIN + _YEAR + lanes - _LANE / 2
    for earlier, number in lane.items():
        drawn = [link for link in shown.links if link.earlier == earlier]
        _trunk(sheet, first - _LANE * number, left, ports[earlier], {link: ends[link] for link in drawn})
    for link, text in said.items():
        sheet.labels.append(Label(text, left - 0.14, ends[link] - 0.08, 7, _style(link)[0], across="right"))
    y = _legend(sheet, shown, y + 0.16)
    page = Grid(_MARGIN, _MARGIN, sheet.width - 2 * _MARGIN, (0.0,), 1)
    sheet.height = footer(sheet, page, source, y) + _MARGIN
    return sheet


def _lanes(shown: Chain) -> dict[str, int]:
    """A lane for each card from which links lead on, the short ones next to the cards, none over another."""
    spans = _spans(shown)
    taken: list[list[tuple[float, float]]] = []
    found = {}
    for earlier in sorted(spans, key=lambda iri: (spans[iri][1] - spans[iri][0], spans[iri])):
        start, end = spans[earlier]
        free = [n for n, used in enumerate(taken) if all(end < a or b < start for a, b in used)]
        number = free[0] if free else len(taken)
        if not free:
            taken.append([])
        taken[number].append((start, end))
        found[earlier] = number
    return found


def _spans(shown: Chain) -> dict[str, tuple[float, float]]:
    """From where to where the links of a card run, in cards: they leave at the bottom of one and come in at the top of
    others, which stand above it where its report has no date."""
    place = {card.member.iri: i for i, card in enumerate(shown.cards)}
    spans: dict[str, tuple[float, float]] = {}
    for link in shown.links:
        start, end = spans.get(link.earlier, (place[link.earlier] + 0.9,) * 2)
        spans[link.earlier] = min(start, place[link.later] + 0.1), max(end, place[link.later] + 0.1)
    return spans


def _said(shown: Chain, link: Link) -> str:
    """The verdict, and which recommendation it is about: lines may cross, words do not."""
    member = next(card.member for card in shown.cards if card.member.iri == link.earlier)
    return wrap(f"{verdict(link)} ({member.report.year}, {member.number})", _WORDS, 7, most=1)[0]


def _reading(shown: Chain) -> str:
    """How to read the picture, and what is left out of it."""
    told = [
        "Time runs downwards, by the year of the answer. Each card is a recommendation that raises the issue, with the "
        "words that do so, the answer and what was promised."
    ]
    if not all(card.member.raises for card in shown.cards):
        told.append("What a person joined with them is told in whole.")
    if shown.links:
        told.append("An arrow leads to a later recommendation that takes the issue up again.")
    return " ".join([*told, *left_out(shown)])


def _year(sheet: Sheet, shown: Chain, number: int, y: float) -> float:
    """A line where a year begins, with the year below it; gives the y of the card."""
    year = shown.cards[number].member.report.year
    if number and shown.cards[number - 1].member.report.year == year:
        return y
    sheet.curves.append(Curve(((_MARGIN, y), (sheet.width - _MARGIN, y)), FAINT, 0.6))
    y += _BETWEEN
    sheet.labels.append(Label(year, _MARGIN, y, 11 if year.isdigit() else 8, bold=True, along="top"))
    return y


def _card(sheet: Sheet, card: Card, x: float, y: float, least: float) -> float:
    """One card, not lower than `least` inches; gives the y of its bottom."""
    blocks = _blocks(card)
    height = max(least, sum(block.height for block in blocks) + 0.06 * (len(blocks) - 1) + 2 * _PAD)
    sheet.areas.append(Area(box(x, y, _CARD, height), WHITE, MUTED, 0.6))
    sheet.areas.append(Area(box(x, y, _STRIP, height), POSITIONS[card.member.position][1], MUTED, 0.6))
    below = y + _PAD
    for block in blocks:
        link = card.member.iri if block.bold else ""
        text, start = "\n".join(block.lines), x + _STRIP + _PAD
        sheet.labels.append(
            Label(text, start, below, block.size, block.colour, bold=block.bold, along="top", link=link)
        )
        below += block.height + 0.06
    return y + height


def _blocks(card: Card) -> list[Block]:
    room = _CARD - _STRIP - 2 * _PAD
    said = wrap(f"“{card.quotation}”", room, 8.5, most=3) if card.quotation else []
    if said and not said[-1].endswith("”"):
        said = [*said[:-1], wrap(said[-1], room - 0.1, 8.5, most=1)[0] + "”"]
    blocks = [
        Block(wrap(card.heading, room, 8.5, most=2, bold=True), 8.5, bold=True),
        Block(wrap(card.note, room, 7.5, most=2), 7.5, MUTED),
        Block(said, 8.5),
        Block(wrap(card.answer, room, 7.5, most=2), 7.5, MUTED),
        Block(wrap(card.promised, room, 7.5, most=2), 7.5, MUTED),
    ]
    return [block for block in blocks if block.lines]


def _style(link: Link) -> tuple[str, float, tuple[float, ...]]:
    return _STYLES.get(link.verdict, _STYLES["related"])


def _trunk(sheet: Sheet, x: float, left: float, start: float, ends: dict[Link, float]) -> None:
    """From one card along its lane, with a branch to each later one; a dot tells a branch from a crossing."""
    first, last = min(start, *ends.values()), max(start, *ends.values())
    sheet.curves.append(Curve(((left, start), (x, start)), MUTED, 1.0))
    sheet.curves.append(Curve(((x, first), (x, last)), MUTED, 1.0))
    for link, y in ends.items():
        colour, width, dashes = _style(link)
        sheet.curves.append(Curve(((x, y), (left - 0.08, y)), colour, width, dashes))
        sheet.areas.append(Area(((left, y), (left - 0.1, y - 0.05), (left - 0.1, y + 0.05)), colour))
        if first < y < last:
            sheet.marks.append(Mark(x, y, 0.07, "date"))


def _legend(sheet: Sheet, shown: Chain, y: float) -> float:
    """The colours of positions and of links, side by side and then line by line; gives the y below."""
    positions = {card.member.position for card in shown.cards}
    verdicts = {link.verdict for link in shown.links}
    entries = [(key, words) for key, (words, _) in POSITIONS.items() if key in positions]
    entries += [(key, words) for key, words in VERDICTS.items() if key in verdicts]
    x = _MARGIN
    for key, words in entries:
        sample = 0.17 if key in POSITIONS else 0.4
        width = sample + 0.1 + breadth(words, 7.5)
        if x > _MARGIN and x + width > sheet.width - _MARGIN:
            x, y = _MARGIN, y + 0.27
        if key in POSITIONS:
            sheet.areas.append(Area(box(x, y - 0.085, sample, 0.17), POSITIONS[key][1], MUTED, 0.6))
        else:
            colour, line, dashes = _STYLES[key]
            sheet.curves.append(Curve(((x, y), (x + sample - 0.08, y)), colour, line, dashes))
            tip = x + sample
            sheet.areas.append(Area(((tip, y), (tip - 0.1, y - 0.05), (tip - 0.1, y + 0.05)), colour))
        sheet.labels.append(Label(words, x + sample + 0.1, y, 7.5))
        x += width + 0.28
    return y + 0.24
