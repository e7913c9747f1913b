"""What a generated document says, before it is laid out: the truth that a reader of it must find again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Acceptance, Delivery, Firmness


@dataclass(slots=True)
class Promise:
    """One sentence that promises or reports an action.

    `due` is EDTF; `dated` tells that its own words say when; `owner` is the label of the team that acts, None for the
    publisher.
    """

    text: str
    delivery: Delivery
    firmness: Firmness
    due: str | None = None
    dated: bool = False
    owner: str | None = None


Sentence = str | Promise


@dataclass(slots=True)
class Reply:
    """One body's answer to one node, in paragraphs of sentences. `body` is None for the publisher."""

    paragraphs: list[list[Sentence]]
    body: str | None = None

    def promises(self) -> Iterator[Promise]:
        return (sentence for paragraph in self.paragraphs for sentence in paragraph if isinstance(sentence, Promise))


@dataclass(slots=True)
class Node:
    """A recommendation or a part of one. `stated` is the position that the document states for this very node."""

    number: str
    text: str
    stated: Acceptance | None = None
    replies: list[Reply] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    theme: str = ""

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in document order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def leaves(self) -> int:
        return sum(leaf.leaves() for leaf in self.parts) or 1


@dataclass(slots=True)
class Content:
    """A whole document: what its title page tells and its recommendations."""

    slug: str
    layout: str
    subject: str
    publisher: str
    year: int
    month: int
    day: int
    nodes: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()

    @property
    def published(self) -> str:
        return f"{self.year}-{self.month:02d}-{self.day:02d}"

    def effective(self) -> list[Acceptance]:
        """The position of every leaf: its own, else that of its nearest stem."""
        found: list[Acceptance] = []

        def visit(node: Node, inherited: Acceptance) -> None:
            position = node.stated or inherited
            if not node.parts:
                found.append(position)
            for part in node.parts:
                visit(part, position)

        for node in self.nodes:
            visit(node, Acceptance.NOT_STATED)
        return found
