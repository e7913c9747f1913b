"""A section → the nodes of the recommendation tree: stem, parts, parts of parts, each with where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.extract import positions
from kg.extract.items import Item
from kg.extract.labels import Kind, Path
from kg.extract.numerals import letter_index, roman_index
from kg.extract.sections import Section, heading_like
from kg.extract.wording import answers, asks

Pieces = list[tuple[int, int]]
_GAP = 3  # how many letters of a list may be missing before a label is taken for something else
_SENTENCES = re.compile(r"[.;] [A-Z\"]|\((?:paragraph|page|para)s? [^)]{1,60}\)\s*\Z", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:we|our|will|has|have|had|is|are|was|were|been|do|does|continues?|remains?)\b", re.IGNORECASE
)
_FIRST_WORDS = 60  # characters in which prose of an answer shows its subject and verb
_THEME_WORDS = 8  # words up to which they are a theme even where the first could be a verb ("quality assurance")
_HEADING = 120  # characters above which words after "Recommendation 1 –" are the text, not a theme


@dataclass(slots=True)
class Node:
    """A node while it is read: `pieces` are the source offsets of its text, `head` those of its heading, `place` those
    of its label, for a node that has no text of its own."""

    path: Path
    pieces: Pieces = field(default_factory=list)
    head: Pieces = field(default_factory=list)
    place: tuple[int, int] = (0, 0)


class Placer:
    """Puts labels of a list in their place: "a", "b", then "i", "ii" below "b", then "c"."""

    def __init__(self, root: Path) -> None:
        self.path = root
        self._levels: list[tuple[int, bool, int]] = []  # length of the parent path, Roman, place in the list

    def place(self, value: str) -> Path | None:
        """The path of the next label, None where it continues no list and begins none."""
        return self._continue(value) or self._begin(value) or self._skip(value)

    def enter(self, path: Path) -> Path:
        """Go to a path that the text names in full ("1a")."""
        base = len(path) - 1
        roman = letter_index(path[-1]) is None
        self._levels = [level for level in self._levels if level[0] < base]
        self._levels.append((base, roman, (roman_index(path[-1]) if roman else letter_index(path[-1])) or 0))
        self.path = path
        return path

    def _continue(self, value: str, step: int = 1) -> Path | None:
        for depth in range(len(self._levels) - 1, -1, -1):
            base, roman, place = self._levels[depth]
            if (roman_index(value) if roman else letter_index(value)) == place + step:
                self._levels[depth:] = [(base, roman, place + step)]
                self.path = (*self.path[:base], value)
                return self.path
        return None

    def _begin(self, value: str) -> Path | None:
        if value not in ("a", "i") or len(self._levels) > 2 or any(r == (value == "i") for _, r, _ in self._levels):
            return None
        self._levels.append((len(self.path), value == "i", 1))
        self.path = (*self.path, value)
        return self.path

    def _skip(self, value: str) -> Path | None:
        for step in range(2, 2 + _GAP):
            if path := self._continue(value, step):
                return path
        # The same letter printed twice keeps both texts: the second is "b-2".
        for base, roman, place in self._levels:
            if (roman_index(value) if roman else letter_index(value)) == place:
                self.path = (*self.path[:base], f"{value}-2")
                return self.path
        return None


def split(section: Section) -> tuple[list[Item], list[Item]]:
    """The paragraphs of the recommendation and those of its answers."""
    items = section.items
    if items and items[0].verdict and _headless(section):  # "(Open)" between the heading and the text
        recommendation, answer = split(replace(section, items=items[1:]))
        return recommendation, [items[0], *answer]
    if section.head is not None and section.head.position:
        count = _asking(items)
        return items[:count], items[count:]
    index = next((i for i, item in enumerate(items) if _answers(item, section)), len(items))
    certain = index < len(items) and items[index].date is None and not items[index].verdict
    if not certain:
        index = _prose(section, items[:index])
    recommendation, answer = items[:index], items[index:]
    if not recommendation and _headless(section):
        tail = _text_after(answer)
        recommendation, answer = answer[tail:], answer[:tail]
    return recommendation, answer


def _answers(item: Item, section: Section) -> bool:
    if item.answers():
        return True
    if item.label is None:
        return False
    sub = item.label.kind is Kind.PARAGRAPH and item.stem in section.numbers
    return sub or item.label.kind is Kind.ANSWER


def _headless(section: Section) -> bool:
    return section.head is None or section.head.empty or bool(section.head.verdict)


def _asking(items: Sequence[Item]) -> int:
    """How many paragraphs at the start are still the recommendation, below a heading that gives the position."""
    count = 0
    while count < len(items) and not items[count].answers():
        lettered = items[count].label is not None and items[count].label.kind is Kind.LETTER  # type: ignore[union-attr]
        if not (asks(items[count].words) and count == 0) and not (lettered and count):
            break
        count += 1
    return count


def _prose(section: Section, items: Sequence[Item]) -> int:
    """Where an answer without any mark begins: the first paragraph that talks of the department, after the text."""
    first = 1 if _headless(section) or _is_theme(section, items) else 0
    for index in range(first, len(items)):
        item = items[index]
        before = items[index - 1].paragraph.text if index else (section.head.paragraph.text if section.head else "")
        if item.bullet or (item.label and item.label.kind is Kind.LETTER) or before.endswith((":", ";", " and", " or")):
            continue
        if positions.prose(item.words) or answers(item.words) or not asks(item.words):
            return index
    return len(items)


def _is_theme(section: Section, items: Sequence[Item]) -> bool:
    """Whether the words on the heading line are a theme and the text stands below."""
    return bool(items) and section.head is not None and not _is_text(section.head.words)


def _is_text(words: str) -> bool:
    if words.endswith((":", ".", ";")) or len(words) > _HEADING or '"' in words[:1] or _SENTENCES.search(words):
        return True
    return len(words.split()) > _THEME_WORDS and asks(words)


def _text_after(answer: Sequence[Item]) -> int:
    """Where the text of a recommendation stands that was printed after its answer; the length where it does not."""
    for index in range(1, len(answer)):
        words = answer[index].words
        rest = answer[index + 1 :]
        lettered = all(i.bullet or (i.label is not None and i.label.kind is Kind.LETTER) or asks(i.words) for i in rest)
        asked = asks(words) and not answers(words)
        if not answer[index].answers() and lettered and (asked or _bare(answer[index])):
            return index
    return len(answer)


def _bare(item: Item) -> bool:
    """Whether a paragraph without label has neither subject nor finite verb at its start, as a command has not."""
    words = item.words
    return not (item.label or item.bullet or answers(words) or _FINITE.search(words[:_FIRST_WORDS])) and len(words) > 20


def nodes(section: Section, items: Sequence[Item]) -> list[Node]:
    """The nodes of a section in document order, stem first; a range of numbers gives one stem for each."""
    if len(section.numbers) > 1:
        return _range(section, items)
    stem = Node((section.numbers[0],), place=_label_place(section.head or section.items[0]))
    reader = _Reader(stem)
    if section.head is not None and not section.head.position and not section.head.verdict:
        reader.head(section.head)
    rest = list(items)
    if section.head is None and len(rest) > 1 and heading_like(rest[0]):
        stem.head = rest.pop(0).paragraph.pieces
    for index, item in enumerate(rest):
        reader.read(item, rest[index + 1 :])
    _choose_heading(stem, reader)
    if section.theme and not stem.head:
        stem.head = section.theme.paragraph.pieces
    return list(reader.nodes.values())


def _label_place(item: Item) -> tuple[int, int]:
    """Where the label of a paragraph stands, or the paragraph where it has none."""
    paragraph = item.paragraph
    end = paragraph.source(item.begin - 1) + 1 if item.begin else paragraph.pieces[0][1]
    return paragraph.start, end


class _Reader:
    """Reads the paragraphs of one recommendation into its nodes."""

    def __init__(self, stem: Node) -> None:
        self.stem = self.current = stem
        self.nodes = {stem.path: stem}
        self.placer = Placer(stem.path)
        self.on_head: Pieces = []
        self.head_words = ""

    def head(self, item: Item) -> None:
        path = item.label.paths[0] if item.label and item.label.paths else self.stem.path
        if len(path) > 1:
            self._enter(path, item)
            self._add(item)
        elif not item.empty:
            self.on_head, self.head_words = item.paragraph.tail(item.begin), item.words

    def read(self, item: Item, following: Sequence[Item]) -> None:
        path = self._path(item)
        if path:
            self._enter(path, item)
        elif self.current is not self.stem and not item.bullet and not self._goes_on(following):
            self.current = self.stem
        self._add(item, whole=path is None and item.label is not None and item.label.kind is Kind.LETTER)

    def _add(self, item: Item, *, whole: bool = False) -> None:
        self.current.pieces += item.paragraph.tail(0 if whole else item.begin)

    def _path(self, item: Item) -> Path | None:
        if item.label is None or not item.label.paths:
            return None
        path = item.label.paths[0]
        if item.label.kind is Kind.LETTER:
            found: Path | None = None
            for value in path:
                found = self.placer.place(value)
            return found
        return self.placer.enter(path) if len(path) > 1 and path[0] == self.stem.path[0] and path[1].isalpha() else None

    def _enter(self, path: Path, item: Item) -> None:
        self.placer.path = path
        if path not in self.nodes and len(path) > 1 and not self.placer._levels:
            self.placer.enter(path)
        for length in range(2, len(path) + 1):
            self.nodes.setdefault(path[:length], Node(path[:length], place=_label_place(item)))
        self.current = self.nodes[path]

    def _goes_on(self, following: Iterable[Item]) -> bool:
        """Whether another part follows: then a paragraph without a label belongs to the part before it."""
        return any(item.label is not None and item.label.kind is Kind.LETTER for item in following)


def _choose_heading(stem: Node, reader: _Reader) -> None:
    """Decide whether the words on the heading line are the theme or (the beginning of) the text."""
    if not reader.on_head:
        return
    if stem.pieces and not _is_text(reader.head_words):
        stem.head = reader.on_head
    else:
        stem.pieces = reader.on_head + stem.pieces


def _range(section: Section, items: Sequence[Item]) -> list[Node]:
    """One stem for each number of a range: with its own text where the texts are labelled or as many, else the same."""
    place = _label_place(section.head or section.items[0])
    stems = {number: Node((number,), place=place) for number in section.numbers}
    labelled = [item for item in items if item.stem in stems]
    if labelled:
        readers = {number: _Reader(node) for number, node in stems.items()}
        current = section.numbers[0]
        for index, item in enumerate(items):
            if item.stem in stems and item.label and len(item.label.paths[0]) == 1:
                current = item.stem or current
            readers[current].read(item, items[index + 1 :])
        return [node for reader in readers.values() for node in reader.nodes.values()]
    texts = [item.paragraph.tail(item.begin) for item in items]
    if section.head is not None and not section.head.empty and not section.head.position:
        texts.insert(0, section.head.paragraph.tail(section.head.begin))
    for index, node in enumerate(stems.values()):
        node.pieces = texts[index] if len(texts) == len(stems) else [piece for text in texts for piece in text]
    return list(stems.values())
