"""Lays a document out as plain text, the way responses of its years were published."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import words
from benchmarks.content import Content, Node, Promise, Reply, Sentence
from benchmarks.sentences import Writer
from kg.model import Acceptance, Delivery

_INSPECTOR = "the Independent Chief Inspector of Borders and Immigration (ICIBI)"
_WORDINGS: tuple[dict[Acceptance, str], ...] = (
    {
        Acceptance.ACCEPTED: "Accepted",
        Acceptance.PARTIALLY_ACCEPTED: "Partially accepted",
        Acceptance.REJECTED: "Rejected",
    },
    {
        Acceptance.ACCEPTED: "Accepted",
        Acceptance.PARTIALLY_ACCEPTED: "Partially Accepted",
        Acceptance.REJECTED: "Not accepted",
    },
    {
        Acceptance.ACCEPTED: "Accept in full",
        Acceptance.PARTIALLY_ACCEPTED: "Partially accept",
        Acceptance.REJECTED: "Rejected",
    },
    {
        Acceptance.ACCEPTED: "Recommendation accepted",
        Acceptance.PARTIALLY_ACCEPTED: "Recommendation partially accepted",
        Acceptance.REJECTED: "Recommendation rejected",
    },
    {
        Acceptance.ACCEPTED: "Accepted",
        Acceptance.PARTIALLY_ACCEPTED: "Accepted in principle",
        Acceptance.REJECTED: "Not accepted",
    },
)


def render(document: Content, writer: Writer) -> str:
    """The text of the document. Dates that stand on lines of their own are put into the promises they date."""
    wording = writer.random.choice(_WORDINGS)
    lines = _LAYOUTS[document.layout](document, writer, wording)
    return "\n".join(lines) + "\n"


def title(document: Content) -> str:
    """The title of the response, as sources.csv gives it."""
    inspector = "Independent Chief Inspector's report" if document.year < 2018 else "ICIBI's report"
    return f"The {document.publisher} response to the {inspector}: An inspection of {document.subject}"


def _said(paragraph: list[Sentence]) -> str:
    return " ".join(sentence.text if isinstance(sentence, Promise) else sentence for sentence in paragraph)


def _prose(reply: Reply) -> Iterator[str]:
    for paragraph in reply.paragraphs:
        yield _said(paragraph)


def _spaced(lines: Iterator[str]) -> list[str]:
    """A blank line after every line."""
    return [part for line in lines for part in (line, "")][:-1]


def _period(document: Content, writer: Writer) -> str:
    """When the inspection was: three months, half a year before publication."""
    year, month = writer.months(-8)
    end_year, end_month = writer.months(-6)
    first, last = words.MONTHS[month - 1], words.MONTHS[end_month - 1]
    return f"{first} to {last} {year}" if year == end_year else f"{first} {year} to {last} {end_year}"


def _agency(document: Content, writer: Writer, wording: dict[Acceptance, str]) -> list[str]:
    """2010: "1. Recommendation 1 – …", then numbered paragraphs, the first of them the position."""

    def lines() -> Iterator[str]:
        yield f"**{title(document).upper()}**"
        yield f"THE UK BORDER AGENCY RESPONSE TO RECOMMENDATIONS FROM THE INSPECTION OF {document.subject.upper()}"
        for node in document.nodes:
            yield f"{node.number}. Recommendation {node.number} – {node.text}"
            progress = " and work in progress" if _moving(node) and wording[Acceptance.ACCEPTED] == "Accepted" else ""
            yield f"{node.number}.1 {wording[node.stated or Acceptance.NOT_STATED]}{progress}."
            paragraphs = (text for reply in node.replies for text in _prose(reply))
            for count, text in enumerate(paragraphs, start=2):
                yield f"{node.number}.{count} {text}"

    return _spaced(lines())


def _moving(node: Node) -> bool:
    under_way = (p.delivery is Delivery.IN_PROGRESS for reply in node.replies for p in reply.promises())
    return node.stated is Acceptance.ACCEPTED and any(under_way)


def _worded(document: Content, writer: Writer, wording: dict[Acceptance, str]) -> list[str]:
    """2016: "Recommendation 1: …", a position line, paragraphs; at times a page number amid a recommendation."""

    def lines() -> Iterator[str]:
        yield document.publisher
        yield f"The {document.publisher} response to the Independent Chief Inspector's report:"
        yield f"An inspection of {document.subject}"
        yield f"({_period(document, writer)})"
        yield f"The {document.publisher} thanks the Independent Chief Inspector for his report."
        yield _counted(document, writer)
        for page, node in enumerate(document.nodes, start=2):
            lead = f"Recommendation {node.number}: {node.text}"
            yield from _cut(lead, page) if not node.parts and writer.random.random() < 0.08 else (lead,)
            yield from (f"{part.number[-1]}) {part.text}" for part in node.parts)
            yield wording[node.stated or Acceptance.NOT_STATED]
            yield from (text for reply in node.replies for text in _prose(reply))

    return _spaced(lines())


def _cut(text: str, page: int) -> Iterator[str]:
    """A line cut before a small letter by the foot of a page."""
    place = next((i for i in range(80, len(text) - 20) if text[i - 1] == " " and text[i].islower()), 0)
    yield from (text[: place - 1], str(page), text[place:]) if place else (text,)


def _counted(document: Content, writer: Writer) -> str:
    """What the introduction says of the whole."""
    total = len(document.nodes)
    counts = {kind: sum(node.stated is kind for node in document.nodes) for kind in Acceptance}
    if counts[Acceptance.ACCEPTED] == total:
        return f"The {document.publisher} accepts all {total} recommendations."
    said = [f"accepts {counts[Acceptance.ACCEPTED]}"]
    if counts[Acceptance.PARTIALLY_ACCEPTED]:
        said.append(f"partially accepts {counts[Acceptance.PARTIALLY_ACCEPTED]}")
    if counts[Acceptance.REJECTED]:
        said.append(f"rejects {counts[Acceptance.REJECTED]}")
    joined = ", ".join(said[:-1]) + f" and {said[-1]}" if len(said) > 1 else said[0]
    return f"The {document.publisher} {joined} of the {total} recommendations."


def _numbered(document: Content, writer: Writer, wording: dict[Acceptance, str]) -> list[str]:
    """2022: "The Home Office should:", "1. …", "1.1. Accepted", "1.2. …", line after line."""

    def lines() -> Iterator[str]:
        yield f"Response to the ICIBI’s inspection of {document.subject} (accessible version)"
        yield f"Published {document.day} {words.MONTHS[document.month - 1]} {document.year}"
        yield f"An inspection of {document.subject}."
        yield _period(document, writer)
        yield f"The {document.publisher} thanks {_INSPECTOR} for this report."
        yield _counted(document, writer)
        yield f"The {document.publisher} response to the recommendations:"
        yield f"The {document.publisher} should:"
        for node in document.nodes:
            yield f"{node.number}. {node.text}"
            yield f"{node.number}.1. {wording[node.stated or Acceptance.NOT_STATED]}"
            paragraphs = (text for reply in node.replies for text in _prose(reply))
            for count, text in enumerate(paragraphs, start=2):
                yield f"{node.number}.{count}. {text}"

    return list(lines())


def _page(document: Content, writer: Writer, wording: dict[Acceptance, str]) -> list[str]:
    """Early 2024: a web page, "Recommendation 1a - accepted" above each answer, a sentence that dates them all."""

    def lines() -> Iterator[str]:
        yield "Policy paper"
        yield f"Response to an inspection of {document.subject}"
        yield f"Published {document.day} {words.MONTHS[document.month - 1]} {document.year}"
        yield _period(document, writer)
        yield f"The {document.publisher} thanks {_INSPECTOR} for this inspection report on {document.subject}."
        yield f"The ICIBI identified several areas for improvement and has made {len(document.nodes)} recommendations."
        for node in document.nodes:
            yield f"Recommendation {node.number}"
            yield node.text
            yield from (f"({part.number[-1]}) {part.text}" for part in node.parts)
            yield wording[node.stated or Acceptance.NOT_STATED]
            for part in node.parts:
                label = part.number.replace(".", "")
                yield f"Recommendation {label} - {_PART_WORDING[part.stated or Acceptance.NOT_STATED]}"
                yield from (text.replace(". ", ".\u00a0 ") for reply in part.replies for text in _prose(reply))
            yield from (text for reply in node.replies for text in _prose(reply))
            yield from _closing(node, writer)

    return _spaced(lines())


_PART_WORDING = {
    Acceptance.ACCEPTED: "accepted",
    Acceptance.PARTIALLY_ACCEPTED: "partially accepted",
    Acceptance.REJECTED: "not accepted",
}


def _closing(node: Node, writer: Writer) -> Iterator[str]:
    """A last sentence that dates whatever is not dated and not done."""
    waiting = [p for part in node.walk() for reply in part.replies for p in reply.promises() if _waits(p)]
    if waiting and writer.random.random() < 0.5:
        words_, due = writer.firm_deadline()
        for promise in waiting:
            promise.due = due
        what = "these actions" if len(waiting) > 1 else "this"
        yield f"We will aim to complete {what} by {_after_by(words_)}."


def _after_by(words_: str) -> str:
    return f"the end of {words_.removeprefix('End of ')}" if words_.startswith("End of ") else words_


def _waits(promise: Promise) -> bool:
    """Whether a line elsewhere may date the promise: it is not done and its own words say nothing of when."""
    return not promise.dated and promise.delivery is not Delivery.COMPLETED


def _themed(document: Content, writer: Writer, wording: dict[Acceptance, str]) -> list[str]:
    """Late 2024: "Recommendation 1 – theme", lettered parts, lettered answers, "Date of implementation: (a) …"."""

    def lines() -> Iterator[str]:
        yield f"{document.publisher} response to the ICIBI's report: An inspection of {document.subject}"
        yield f"Published {document.day} {words.MONTHS[document.month - 1]} {document.year}"
        yield f"An inspection of {document.subject}"
        yield _period(document, writer)
        yield "Introduction"
        yield f"The {document.publisher} thanks {_INSPECTOR} for this inspection report."
        leaves = sum(node.leaves() for node in document.nodes)
        yield f"The ICIBI has made {leaves} recommendations covering {len(document.nodes)} themes."
        yield "The Home Office should:"
        for node in document.nodes:
            yield f"Recommendation {node.number} – {writer.heading(node.theme)}"
            yield node.text
            yield from _listed(node)
            yield wording[node.stated or Acceptance.NOT_STATED]
            yield from _answers(node)
            yield from _dates(node, writer)

    return list(lines())


def _listed(node: Node) -> Iterator[str]:
    for part in node.parts:
        yield f"{part.number[-1]}) {part.text}"
        yield from (f"{deep.number.rsplit('.', 1)[1]}. {deep.text}" for deep in part.parts)


def _answers(node: Node) -> Iterator[str]:
    for reply in node.replies:
        if reply.body:
            yield f"{reply.body} response:"
        yield from _prose(reply)
    for part in node.parts:
        if part.parts:
            yield f"{part.number[-1]})"
            for deep in part.parts:
                yield from _labelled(f"{deep.number.rsplit('.', 1)[1]}.", deep)
        else:
            yield from _labelled(f"{part.number[-1]})", part)


def _labelled(label: str, part: Node) -> Iterator[str]:
    """The answer to one part behind its label, the position first where the part has one of its own."""
    for reply in part.replies:
        texts = list(_prose(reply))
        if part.stated is Acceptance.REJECTED:
            texts[0] = f"The Home Office rejects this element of the recommendation. {texts[0]}"
        yield f"{label} {texts[0]}"
        yield from texts[1:]


def _dates(node: Node, writer: Writer) -> Iterator[str]:
    """The line that dates the parts, "Completed" where nothing is left to do."""
    if node.replies or node.stated is Acceptance.REJECTED:
        return
    entries = []
    for part in (deep for deep in node.walk() if not deep.parts):
        promises = [p for reply in part.replies for p in reply.promises()]
        waiting = [p for p in promises if _waits(p)]
        letters = "".join(f"({label})" for label in part.number.split(".")[1:])
        if waiting:
            words_, due = writer.firm_deadline()
            entries.append(f"{letters} {words_}.")
            for promise in waiting:
                promise.due = due
        elif promises and all(p.delivery is Delivery.COMPLETED for p in promises):
            entries.append(f"{letters} Completed.")
    if entries:
        yield f"Date of implementation: {' '.join(entries)}"


_LAYOUTS = {"agency": _agency, "worded": _worded, "numbered": _numbered, "page": _page, "themed": _themed}
