"""Decides what a document says in each layout: how many recommendations, whose answers, which positions."""

from __future__ import annotations

from random import Random

from benchmarks import words
from benchmarks.content import Content, Node, Reply, Sentence
from benchmarks.sentences import Writer
from kg.identifiers import slugify
from kg.model import Acceptance

POSITIONS = ((Acceptance.ACCEPTED, 0.74), (Acceptance.PARTIALLY_ACCEPTED, 0.20), (Acceptance.REJECTED, 0.06))
BODIES = ("Border Force", "Immigration Enforcement", "UK Visas and Immigration")
_LETTERS = "abcdefgh"
_ROMAN = ("i", "ii", "iii", "iv")
# The layouts in use in a year, as the genre moved on.
_ERAS = (
    (2012, ("agency",)),
    (2017, ("worded", "worded", "numbered")),
    (2021, ("numbered", "worded", "numbered")),
    (9999, ("page", "themed")),
)


def content(seed: int, index: int) -> tuple[Content, Writer]:
    """What document `index` of a corpus says, with the writer that lays it out. The same for every size of corpus."""
    random = Random(f"{seed}/{index}")
    year, month, day = random.randint(2008, 2026), random.randint(1, 12), random.randint(1, 28)
    publisher = next(name for last, name in words.PUBLISHERS if year <= last)
    topic, place = random.choice(words.TOPICS), random.choice(words.PLACES)
    layout = random.choice(next(layouts for last, layouts in _ERAS if year <= last))
    writer = Writer(random, year, month, publisher, topic)
    slug = f"{year}-{slugify(topic)}-{index:05d}"
    document = Content(slug, layout, f"{topic} in {place}", publisher, year, month, day)
    document.nodes = _PLANS[layout](writer)
    return document, writer


def position(random: Random) -> Acceptance:
    return random.choices([p for p, _ in POSITIONS], [w for _, w in POSITIONS])[0]


def _reply(
    writer: Writer, theme: str, stated: Acceptance | None, *, body: str = "", count: int = 0, undated: bool = False
) -> Reply:
    """An answer of two or three promises (none where the recommendation is rejected) amid remarks."""
    random = writer.random
    promises = 0 if stated is Acceptance.REJECTED else count or random.choice((2, 3))
    sentences: list[Sentence] = [writer.remark()] if random.random() < 0.7 else []
    if stated is Acceptance.REJECTED:
        sentences += [writer.refusal(), writer.refusal()]
    for _ in range(promises):
        sentences.append(writer.promise(theme, body, undated=undated))
        if random.random() < 0.25:
            sentences.append(writer.remark())
    paragraphs: list[list[Sentence]] = [[]]
    for sentence in sentences:
        if paragraphs[-1] and random.random() < 0.35:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return Reply(paragraphs, body or None)


def _flat(writer: Writer, low: int, high: int, *, third_person: bool = False) -> list[Node]:
    """Recommendations without parts, each with a position and one answer."""
    nodes = []
    for number in range(1, writer.random.randint(low, high) + 1):
        theme, stated = writer.theme(), position(writer.random)
        text = writer.recommendation(theme, third_person=third_person) + "."
        nodes.append(Node(str(number), text, stated, [_reply(writer, theme, stated)], theme=theme))
    return nodes


def _agency(writer: Writer) -> list[Node]:
    return _flat(writer, 7, 18, third_person=True)


def _numbered(writer: Writer) -> list[Node]:
    return _flat(writer, 6, 20)


def _worded(writer: Writer) -> list[Node]:
    """Some recommendations have parts, which share one position and one answer."""
    nodes = _flat(writer, 6, 14)
    for node in nodes:
        if writer.random.random() < 0.2:
            node.text = writer.stem(node.theme)
            node.parts = _parts(writer, node.number, node.theme, writer.random.randint(2, 3))
    return nodes


def _parts(writer: Writer, number: str, theme: str, count: int) -> list[Node]:
    return [Node(f"{number}.{letter}", f"{writer.recommendation(theme)}.", theme=theme) for letter in _LETTERS[:count]]


def _page(writer: Writer) -> list[Node]:
    """Every part has its position and its answer; the stem has the position of the whole."""
    random = writer.random
    nodes = []
    for number in range(1, random.randint(5, 9) + 1):
        theme = writer.theme()
        node = Node(str(number), writer.stem(theme), theme=theme)
        if random.random() < 0.55:
            node.parts = _parts(writer, node.number, theme, random.randint(2, 4))
            for part in node.parts:
                part.stated = position(random)
                part.replies = [_reply(writer, theme, part.stated)]
            node.stated = _whole([part.stated for part in node.parts])
        else:
            node.text, node.stated = f"{writer.recommendation(theme)}.", position(random)
            node.replies = [_reply(writer, theme, node.stated)]
        nodes.append(node)
    return nodes


def _whole(stated: list[Acceptance | None]) -> Acceptance:
    """The position of a stem whose parts have these."""
    kinds = set(stated)
    return next(iter(kinds)) or Acceptance.NOT_STATED if len(kinds) == 1 else Acceptance.PARTIALLY_ACCEPTED


def _themed(writer: Writer) -> list[Node]:
    """Stems with parts, some nested; answered part by part, or as a whole by one body or two."""
    random = writer.random
    nodes = []
    for number in range(1, random.randint(5, 9) + 1):
        theme, stated = writer.theme(), position(random)
        node = Node(str(number), writer.stem(theme), stated, theme=theme)
        node.parts = _parts(writer, node.number, theme, random.randint(2, 5))
        if random.random() < 0.35:
            node.replies = [_reply(writer, theme, stated, count=2 * len(node.parts))]
            if random.random() < 0.4 and stated is not Acceptance.REJECTED:
                node.replies.append(_reply(writer, theme, stated, body=random.choice(BODIES)))
        else:
            _nest(writer, node)
            _answer_parts(writer, node)
        nodes.append(node)
    return nodes


def _nest(writer: Writer, node: Node) -> None:
    """Give the last part, now and then, parts of its own."""
    if writer.random.random() >= 0.2:
        return
    last = node.parts[-1]
    last.text = f"In the case of {writer.heading(node.theme)}:"
    last.parts = [
        Node(f"{last.number}.{roman}", f"{writer.recommendation(node.theme)}.", theme=node.theme)
        for roman in _ROMAN[: writer.random.randint(2, 3)]
    ]


def _answer_parts(writer: Writer, node: Node) -> None:
    """Answer each lowest part; where the whole is partially accepted, a part may be rejected in so many words."""
    for part in node.walk():
        if part.parts:
            continue
        if node.stated is Acceptance.PARTIALLY_ACCEPTED and writer.random.random() < 0.2:
            part.stated = Acceptance.REJECTED
        refused = part.stated or node.stated
        undated = refused is not Acceptance.REJECTED and writer.random.random() < 0.6
        part.replies = [_reply(writer, node.theme, refused, undated=undated)]


_PLANS = {"agency": _agency, "worded": _worded, "numbered": _numbered, "page": _page, "themed": _themed}
