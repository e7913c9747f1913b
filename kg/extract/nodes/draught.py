"""A response document while it is read: its nodes, answers and date lines before they become records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.lines.cleaning import clean
from kg.extract.lines.paragraphs import Text
from kg.extract.nodes.labels import Path
from kg.extract.nodes.tree import Node
from kg.extract.replies.drafts import Dated, Draft
from kg.model import Notice


@dataclass(slots=True)
class Draught:
    """The whole document while it is read. `words` is its vocabulary, see `cleaning.clean`."""

    text: Text
    publisher: str
    words: frozenset[str]
    nodes: dict[Path, Node] = field(default_factory=dict)
    answers: dict[tuple[Path, str | None], Draft] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)  # numbers whose answers have words
    printed: dict[str, int] = field(default_factory=dict)  # how often a number was printed, where more than once
    dates: list[Dated] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def notice(self, message: str, start: int, end: int) -> None:
        """Tell something odd about a stretch of the source."""
        self.notices.append(Notice(message, self.text.span(start, end)))

    def clean(self, pieces: Sequence[tuple[int, int]]) -> str:
        """The words of some pieces of the source as one clean line."""
        raw = self.text.document.text
        return clean("\n".join(raw[start:end] for start, end in pieces), self.words, self.text.noted)

    def stated(self, path: Path) -> Draft | None:
        """The publisher's answer to a node where it states a position."""
        draft = self.answers.get((path, None))
        return draft if draft and draft.stated else None
