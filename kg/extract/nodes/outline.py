"""What the structure reader hands to the other extractors: the tree, the answers as blocks, the date lines."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Acceptance, Declared, Delivery, Inspection, Notice, Recommendation, Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of actions: the words of each cell, without label or bullet; () for a cell that it has not.

    A cell has several spans where other words stand between its lines.
    """

    action: tuple[Span, ...]
    owner: tuple[Span, ...] = ()
    date: tuple[Span, ...] = ()
    status: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One body's answer to one node.

    `body` is the name of the answering body as the text gives it, None for the publisher. `blocks` are the
    paragraphs and bullets of the answer in document order, without labels ("a)", "1.2."), position lines and
    date lines; `position_span` is where `acceptance` is stated (which may be the introduction). `cells` are the starts
    of blocks that go on with the block before them: in the cell of a table, or after a page break. `rows` are those of
    tables of actions, `tabled` the starts of all blocks in such tables.
    """

    number: str
    body: str | None
    blocks: tuple[Span, ...]
    acceptance: Acceptance = Acceptance.NOT_STATED
    position_span: Span | None = None
    delivery: Delivery | None = None
    cells: frozenset[int] = frozenset()
    rows: tuple[Row, ...] = ()
    tabled: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that only dates ("Date of implementation: (a) End of November. (b) Completed."), without its label.

    `number` is the node whose answer it closes (usually the stem), `body` as in `Answer`.
    `after` counts the answers of the outline that stand before the line.
    """

    number: str
    body: str | None
    span: Span
    after: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The skeleton of a response document, in document order."""

    inspection: Inspection
    declared: Declared
    recommendations: tuple[Recommendation, ...]
    answers: tuple[Answer, ...]
    date_lines: tuple[DateLine, ...]
    notices: tuple[Notice, ...] = ()
    title: str = ""
    published: str = ""
    publisher: str = ""
    noted: frozenset[str] = frozenset()  # words with the number of a footnote glued to them, see `cleaning.clean`
