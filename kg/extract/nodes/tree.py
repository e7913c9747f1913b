"""A section → the nodes of the recommendation tree: stem, parts, parts of parts, each with where its words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.extract.nodes.items import Item
from kg.extract.nodes.labels import Kind, Path
from kg.extract.nodes.numerals import letter_index, roman_index
from kg.extract.nodes.parts import Section, heading_like
from kg.extract.nodes.splitting import is_text
from kg.extract.nodes.wording import asks

Pieces = list[tuple[int, int]]
_GAP = 3  # how many letters of a list may be missing before a label is taken for something else


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
        stem.head = section.theme.paragraph.tail(section.theme.begin)
    return list(reader.nodes.values())


def is_part(item: Item) -> bool:
    """Whether a label names a part in full ("1b", "[1b]")."""
    return (
        item.label is not None
        and bool(item.label.paths)
        and len(item.label.paths[0]) > 1
        and (item.label.kind is Kind.PART or item.label.paths[0][1].isalpha())
    )


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
        if len(path) > 1 and path[0] == self.stem.path[0]:
            self._enter(path, item)
            self._add(item)
        elif item.inner and (found := self._placed(item.inner.paths[0])):
            self._enter(found, item)
            self._add(item)
        elif not item.empty and item.words.strip(" .:-").lower() != "recommendation":  # "1. Recommendation"
            self.on_head, self.head_words = item.paragraph.tail(item.begin), item.words

    def read(self, item: Item, following: Sequence[Item]) -> None:
        path = self._path(item)
        if path:
            self._enter(path, item)
        elif (
            self.current.path != self.stem.path
            and self.current.pieces
            and not item.bullet
            and not self._goes_on(following)
        ):
            self.current = self.stem
        self._add(item, whole=path is None and item.label is not None and item.label.kind is Kind.LETTER)

    def _add(self, item: Item, *, whole: bool = False) -> None:
        self.current.pieces += item.paragraph.tail(0 if whole else item.begin)

    def _path(self, item: Item) -> Path | None:
        if item.label is None or not item.label.paths:
            return None
        path = item.label.paths[0]
        if item.label.kind is Kind.LETTER:
            return self._placed(path)
        return self.placer.enter(path) if is_part(item) and path[0] == self.stem.path[0] else None

    def _placed(self, letters: Path) -> Path | None:
        found: Path | None = None
        for value in letters:
            found = self.placer.place(value)
        return found

    def _enter(self, path: Path, item: Item) -> None:
        self.placer.path = path
        if path not in self.nodes and len(path) > 1 and not self.placer._levels:
            self.placer.enter(path)
        for length in range(2, len(path) + 1):
            self.nodes.setdefault(path[:length], Node(path[:length], place=_label_place(item)))
        self.current = self.nodes[path]

    def _goes_on(self, following: Iterable[Item]) -> bool:
        """Whether another part follows: then a paragraph without a label belongs to the part before it."""
        return any(item.label is not None and (item.label.kind is Kind.LETTER or is_part(item)) for item in following)


def _choose_heading(stem: Node, reader: _Reader) -> None:
    """Decide whether the words on the heading line are the theme or (the beginning of) the text."""
    if not reader.on_head:
        return
    theme = len(reader.nodes) > 1 and not asks(reader.head_words)
    if (stem.pieces or theme) and not is_text(reader.head_words):
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
