"""A document → its outline: the recommendation tree, the answers, the date lines and what is odd about them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kg.errors import NoRecommendationsError
from kg.extract.lines.cleaning import vocabulary
from kg.extract.lines.paragraphs import Text, paragraphs
from kg.extract.nodes import actiongrid, actiontables, listed, repliesbelow, replyheads, unread
from kg.extract.nodes.draught import Draught
from kg.extract.nodes.items import items
from kg.extract.nodes.outline import Answer, DateLine, Outline, Row
from kg.extract.nodes.parts import Parts, Section
from kg.extract.nodes.repair import move_boxes, move_late_texts
from kg.extract.nodes.sections import divide
from kg.extract.nodes.tree import Node, nodes
from kg.extract.nodes.turns import Turn, turns
from kg.extract.nodes.wording import squeezed
from kg.extract.replies import introduction, stated
from kg.extract.replies.answers import Reader
from kg.extract.replies.drafts import Answers, Dated, Draft
from kg.model import Document, Recommendation


def outline(document: Document) -> Outline:
    """The outline of a response document. Raises NoRecommendationsError where it has none."""
    text = Text(document)
    parts, odd = _parts(text)
    if not parts.sections:
        raise NoRecommendationsError(
            "no recommendations found",
            where=document.name,
            expected='recommendations with numbers, with the word "Recommendation" or with positions below them',
            mend="check that this is a response to an inspection and that its text is whole",
        )
    told = introduction.read(text, parts.preamble)
    draught = Draught(text, told.publisher, _hyphenated(document.text))
    for message, start, end in odd:
        draught.notice(message, start, end)
    _read_sections(draught, parts)
    unread.tell(draught, parts, told.stated)
    stated.compare_closing(draught, parts.closing)
    stated.apply(draught, told.stated)
    return _finish(draught, told)


def _parts(text: Text) -> tuple[Parts, list[actiontables.Odd]]:
    """The document cut up, and what is odd about its tables of actions."""
    if len(heads := replyheads.heads(text.plain)) > 1:
        found, marked, odd = actiontables.cells(text.plain, paragraphs(text, heads.keys()))
        if parts := repliesbelow.divide(items(found, marked), heads):
            return parts, odd
    found, marked, odd = actiontables.cells(text.plain, paragraphs(text))
    return divide(items(found, marked)), odd


def _hyphenated(text: str) -> frozenset[str]:
    """The vocabulary of a document that breaks words at the end of lines; empty for others, which need none."""
    return vocabulary(text) if "-\n" in text or "-\r" in text or "\u2010\n" in text else frozenset()


def _read_sections(draught: Draught, parts: Parts) -> None:
    if not parts.sections[0].unanswered:
        move_boxes(parts)
        move_late_texts(parts.sections)
    if parts.unnumbered:
        first = parts.sections[0].items[0].paragraph
        draught.notice("the recommendations have no numbers: they are counted in order", first.start, first.end)
    texts = listed.sections(parts)
    whole = listed.is_list(parts, texts)
    for section in parts.sections:
        if section.named:
            _read_reply(draught, section)
            continue
        taken = listed.without_text(section, turns(section), texts if whole else {})
        known = draught.nodes.get(section.numbers[:1])
        taken = listed.without_late_text(taken) if known and known.pieces else taken
        _read_section(draught, section, taken, texts)


def _read_section(draught: Draught, section: Section, taken: list[Turn], texts: dict[str, Section]) -> None:
    """Read the turns of a section into the draught; `texts` is what a list above the answers gives by number."""
    found = nodes(section, [item for turn in taken for item in turn.asked])
    renamed = _merge(draught, section, found, any(turn.answer for turn in taken))
    if renamed is None:
        return
    _fill(draught, [texts[node.path[0]] for node in renamed if len(node.path) == 1 and node.path[0] in texts])
    numbers = [path[0] for path in dict.fromkeys(node.path[:1] for node in renamed)]
    reader = Reader(numbers, draught.nodes.keys(), draught.publisher)
    for number, turn in enumerate(taken):
        reader.read(turn.answer, None if number else section.head, [(numbers[0], *path[1:]) for path in turn.parts])
    _collect(draught, reader.close())


def _read_reply(draught: Draught, section: Section) -> None:
    """Read an answer below a heading that names what it answers, all of which is known."""
    reader = Reader(section.numbers, draught.nodes.keys(), draught.publisher)
    reader.read(section.items, section.head, section.named)
    _collect(draught, reader.close())


def _fill(draught: Draught, listed_texts: Sequence[Section]) -> None:
    """Take the texts of recommendations that are only answered in the body from a list in the introduction."""
    for text in listed_texts:
        if not draught.nodes[text.numbers].pieces:
            for node in nodes(text, [item for item in text.items if item.label]):
                _add(draught, node)


def _merge(draught: Draught, section: Section, found: list[Node], answered: bool) -> list[Node] | None:
    """Add the nodes of a section to the tree; None where the section only repeats what is there.

    A recommendation listed first and answered further down is one; a number printed twice with another text gives a
    second recommendation, numbered "3-2".
    """
    before = draught.nodes.get((section.numbers[0],))
    if before is None or len(section.numbers) > 1:
        for node in found:
            _add(draught, node)
        return found
    first, again = _words(draught, before), _words(draught, found[0])
    if again and first and not _alike(first, again):
        return _rename(draught, section, found)
    told = bool(before.pieces) or not found[0].pieces
    if told and section.numbers[0] in draught.answered:
        _repeated(draught, section)
        return None
    for node in found:
        _add(draught, node)
    return found if answered or (section.head and section.head.position) else None


def _add(draught: Draught, node: Node) -> None:
    known = draught.nodes.get(node.path)
    if known is None:
        draught.nodes[node.path] = node
    elif not known.pieces:
        known.pieces, known.head = node.pieces, known.head or node.head


def _words(draught: Draught, node: Node) -> str:
    return squeezed(draught.clean(node.pieces))


def _alike(one: str, other: str) -> bool:
    """Whether two texts are the same recommendation: one begins as the other does."""
    length = min(len(one), len(other), 60)
    return length > 0 and (one[:length] == other[:length] or other in one or one in other)


def _rename(draught: Draught, section: Section, found: list[Node]) -> list[Node]:
    """Number a recommendation whose number was printed before: "3" becomes "3-2", its parts "3-2.a"."""
    number = section.numbers[0]
    count = draught.printed[number] = draught.printed.get(number, 1) + 1
    for node in found:
        node.path = (f"{number}-{count}", *node.path[1:])
        draught.nodes[node.path] = node
    start, end = _place(section)
    draught.notice(f"the number {number} is printed twice: the second is kept as {number}-{count}", start, end)
    return found


def _repeated(draught: Draught, section: Section) -> None:
    start, end = _place(section)
    draught.notice(f"recommendation {section.numbers[0]} is repeated: the first is kept", start, end)
    for item in [section.head, *section.items]:
        if item is not None and item.position:
            place = item.paragraph.start, item.paragraph.end
            stated.compare(draught, (section.numbers[0],), item.position.acceptance, place, "a repetition")


def _place(section: Section) -> tuple[int, int]:
    paragraph = (section.head or section.items[0]).paragraph
    return paragraph.start, paragraph.end


def _collect(draught: Draught, answers: Answers) -> None:
    for draft in answers.drafts.values():
        if draft.blocks:
            draught.answered.add(draft.path[0])
        known = draught.answers.setdefault((draft.path, draft.body), draft)
        if known is draft:
            continue
        known.blocks += draft.blocks
        known.cells |= draft.cells
        known.rows += draft.rows
        known.tabled |= draft.tabled
        if not known.stated:
            known.acceptance, known.stated, known.delivery = draft.acceptance, draft.stated, draft.delivery
    draught.dates += answers.dates
    for message, start, end in answers.odd:
        draught.notice(message, start, end)


def _finish(draught: Draught, told: introduction.Introduction) -> Outline:
    recommendations = _recommendations(draught)
    order = {node.number: node.spans[0].start for node in recommendations if node.spans}
    ordered = sorted(draught.answers.values(), key=lambda draft: draft.start or order.get(".".join(draft.path), 0))
    starts = [draft.start or order.get(".".join(draft.path), 0) for draft in ordered]
    return Outline(
        inspection=told.inspection,
        declared=told.declared,
        recommendations=tuple(recommendations),
        answers=tuple(_answer(draught.text, draft) for draft in ordered),
        date_lines=tuple(
            _date_line(draught.text, dated, starts) for dated in sorted(draught.dates, key=lambda d: d.start)
        ),
        notices=tuple(sorted(draught.notices, key=lambda notice: notice.span.start)),
        title=told.title,
        published=told.published,
        publisher=told.publisher,
        noted=draught.text.noted,
    )


def _recommendations(draught: Draught) -> list[Recommendation]:
    """The nodes as records; one without text has the span of its label, and a notice where it has no parts."""
    parents = {path[:-1] for path in draught.nodes}
    found: list[Recommendation] = []
    for path, node in draught.nodes.items():
        text = draught.clean(node.pieces)
        pieces = node.pieces if text else [node.place]
        spans = tuple(span for span in (draught.text.span(*piece) for piece in pieces) if span.exact)
        parent = ".".join(path[:-1]) or None
        number = ".".join(path)
        if not text and path not in parents:
            draught.notice(f"the text of recommendation {number} is missing", *node.place)
        found.append(Recommendation(number, text, spans, parent, draught.clean(node.head)))
    return found


def _answer(text: Text, draft: Draft) -> Answer:
    return Answer(
        number=".".join(draft.path),
        body=draft.body,
        blocks=tuple(text.span(start, end) for start, end in draft.blocks),
        acceptance=draft.acceptance,
        position_span=text.span(*draft.stated) if draft.stated else None,
        delivery=draft.delivery,
        cells=frozenset(draft.cells),
        rows=tuple(_row(text, row) for row in draft.rows),
        tabled=frozenset(draft.tabled),
    )


def _row(text: Text, row: actiongrid.Row) -> Row:
    """A row of a table of actions with the spans of its cells."""
    action, *others = [
        tuple(text.span(*run) for run in cell.runs(0)) if cell else ()
        for cell in (row.action, row.owner, row.date, row.status)
    ]
    return Row(action, *others)


def _date_line(text: Text, dated: Dated, starts: Sequence[int]) -> DateLine:
    before = bisect_left(starts, dated.start)
    return DateLine(".".join(dated.path), dated.body, text.span(dated.start, dated.end), before)
