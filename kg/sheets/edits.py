"""Edited sheets over the graph that they were written from: what differs is changed, all else stays as it is.

Each line is compared with what the graph would show in its place, so that an unchanged table gives exactly the same
graph. A line without a key is a new thing, a key without a line is a thing taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from kg import identifiers as ids
from kg.namespaces import BASE, INSP
from kg.sheets import consequences, quotes
from kg.sheets.concerns import holder
from kg.sheets.layout import (
    ANSWERS,
    ASSESSMENTS,
    CLAIMS,
    COMMITMENTS,
    DOCUMENT,
    FOLLOW_UPS,
    KEY,
    QUOTATION,
    RECOMMENDATIONS,
    SHEETS,
    Column,
    Kind,
    Sheet,
)
from kg.sheets.meaning import Meanings, NoMeaningError
from kg.sheets.problems import Problems
from kg.sheets.rows import CUT, Names, key, particulars, rows, short
from kg.sheets.tables import Line

HANDMADE = "Added by hand: no words of the document are quoted for it."
_NUMBER = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")


def edited(
    graph: Graph, tables: Mapping[str, Sequence[Line]], known: Mapping[str, str], problems: Problems
) -> tuple[Graph, dict[str, str]]:
    """The graph as the tables want it, and the sheet and row of each thing; `known` are the names of teams and bodies
    by IRI.

    What cannot be used is told to `problems`: then the graph that comes back is of no use.
    """
    editor = _Editor(graph, known, problems)
    editor.particulars(tables[DOCUMENT])
    places = {
        str(thing): DOCUMENT
        for particular, _ in particulars(graph, known)
        if (thing := holder(graph, particular.holder)) is not None
    }
    for sheet in FOLLOW_UPS:
        if sheet.name not in tables and (None, RDF.type, sheet.of) in graph:
            problems.add(sheet.name, "the sheet is missing; put it back under this name")
    present = [sheet for sheet in SHEETS if sheet.name in tables]
    matched = {sheet.name: editor.match(sheet, tables[sheet.name]) for sheet in present}
    for sheet in present:
        for line, node, old in editor.named(sheet, matched[sheet.name]):
            editor.change(sheet, line, node, old)
            places[str(node)] = f"{sheet.name}, row {line.row}"
    consequences.positions(graph, editor.after)
    quotes.drop_unused(graph, editor.after)
    return editor.after, places


class _Editor:
    """Applies lines to a copy of the graph."""

    def __init__(self, graph: Graph, known: Mapping[str, str], problems: Problems) -> None:
        self.before, self.after, self.known, self.problems = graph, Graph(), known, problems
        self.after += graph
        self.document = URIRef(str(holder(graph, INSP.ResponseDocument)))
        self.slug = key(self.document).split("/")[-1]
        self.nodes: dict[str, dict[str, Node]] = {"recommendation": {}, "part of": {}, "answer": {}}
        self.meanings = Meanings(self.after, Names(graph, known), self.nodes)
        self.gone: set[Node] = set()

    def particulars(self, lines: Sequence[Line]) -> None:
        """The sheet Document: one line for each particular."""
        told = {line.cells["what"]: line for line in lines}
        for name in [line.cells["what"] for line in lines if told[line.cells["what"]] is not line]:
            self.problems.add(DOCUMENT, f"the row {name!r} stands there twice; take one out")
        for particular, old in particulars(self.before, self.known):
            line = told.pop(particular.name, None)
            thing = holder(self.before, particular.holder)
            if line is None:
                self.problems.add(DOCUMENT, f"the row {particular.name!r} is missing; put it back")
            elif line.cells["value"] != old and thing is not None:
                self._cell(particular.column, thing, old, line.cells["value"], line.where("value"))
        for name, line in told.items():
            self.problems.add(line.where("what"), f"{name[:40]!r} is no row of this sheet")

    def match(self, sheet: Sheet, lines: Sequence[Line]) -> list[tuple[Line, Node | None, Mapping[str, str]]]:
        """Each line with the thing that it describes (None for a new one) and the cells that it had; things without a
        line are taken out."""
        had = {row.cells[KEY]: row for row in rows(self.before, sheet, self.known)}
        seen: dict[str, int] = {}
        found: list[tuple[Line, Node | None, Mapping[str, str]]] = []
        for line in lines:
            name = line.cells[KEY]
            if name in seen:
                told = f"this key stands in row {seen[name]} too; empty it where the row is new"
                self.problems.add(line.where(KEY), told)
            elif name and name not in had:
                self.problems.add(line.where(KEY), f"no row had the key {name[:60]!r}; empty it where the row is new")
            elif name:
                seen[name] = line.row
                found.append((line, had[name].node, had[name].cells))
            else:
                found.append((line, None, {}))
        for name, row in had.items():
            if name not in seen:
                self.gone.add(row.node)
                self.after.remove((row.node, None, None))
        return found

    def named(
        self, sheet: Sheet, lines: Sequence[tuple[Line, Node | None, Mapping[str, str]]]
    ) -> list[tuple[Line, Node, Mapping[str, str]]]:
        """The lines with an IRI for each that is new; what lines of later sheets may name is known from here on."""
        found: list[tuple[Line, Node, Mapping[str, str]]] = []
        for line, node, old in lines:
            made = node or self._new(sheet, line)
            if made is None:
                continue
            found.append((line, made, old))
            if sheet is RECOMMENDATIONS:
                name = short(self.before, made) if node else line.cells["number"]
                self.nodes["recommendation"].setdefault(name, made)
                self.nodes["part of"].setdefault(name, made)
            elif sheet is ANSWERS:
                self.nodes["answer"].setdefault("/".join(str(made).rsplit("/", 2)[-2:]), made)
        return found

    def _new(self, sheet: Sheet, line: Line) -> URIRef | None:
        """The next free IRI for a new row, with what every such thing says."""
        try:
            iri = self._name(sheet, line)
        except NoMeaningError as error:
            self.problems.add(line.where("number" if sheet is RECOMMENDATIONS else "recommendation"), str(error))
            return None
        self.after.add((iri, RDF.type, sheet.of))
        if sheet is RECOMMENDATIONS:
            report = holder(self.before, INSP.Report)
            self.after.add((iri, INSP.madeIn, report or ids.report(self.slug)))
        if sheet is ANSWERS or sheet is CLAIMS:
            self.after.add((iri, INSP.publishedIn if sheet is ANSWERS else INSP.claimedIn, self.document))
        if sheet is ASSESSMENTS:
            self.after.add((iri, INSP.assessedIn, holder(self.before, INSP.Report) or ids.report(self.slug)))
        if not line.cells[QUOTATION]:
            self.after.add((iri, SKOS.editorialNote, Literal(HANDMADE)))
        return iri

    def _name(self, sheet: Sheet, line: Line) -> URIRef:
        if sheet in FOLLOW_UPS:
            make = ids.claim if sheet is CLAIMS else ids.assessment
            return next(iri for index in count(1) if not self._taken(iri := make(self.slug, index)))
        number = line.cells["number" if sheet is RECOMMENDATIONS else "recommendation"]
        if not _NUMBER.fullmatch(number):
            raise NoMeaningError(f"{number[:40]!r} is no number; write 4 or 4.b")
        if sheet is COMMITMENTS:
            index = 1
            while self._taken(ids.commitment(self.slug, number, index)):
                index += 1
            return ids.commitment(self.slug, number, index)
        iri = ids.recommendation(self.slug, number)
        if sheet is ANSWERS:
            body = self.meanings.body(line.cells["body"]) if line.cells["body"] else BASE["organisation/"]
            iri = ids.response(self.slug, number, str(body).rsplit("/", 1)[-1])
        if self._taken(iri):
            raise NoMeaningError(f"there is a row for {key(iri)} already")
        return iri

    def _taken(self, iri: URIRef) -> bool:
        """Whether a thing has this IRI, or had it before it was taken out."""
        return any((iri, None, None) in graph for graph in (self.before, self.after))

    def change(self, sheet: Sheet, line: Line, node: Node, old: Mapping[str, str]) -> None:
        """Bring one thing in line with its row."""
        changed = {column.name for column in sheet.columns if line.cells[column.name] != old.get(column.name, "")}
        for column in sheet.columns:
            cell, where = line.cells[column.name], line.where(column.name)
            if column.name in changed or (not old and column.needed):
                if column.fixed and old:
                    told = "cannot be changed: it is part of the key; take the row out and add a new one"
                    self.problems.add(where, f"{column.name!r} {told}")
                elif column.name != KEY:
                    self._cell(column, node, old.get(column.name, ""), cell, where)
            elif column.kind is Kind.NODE and self.gone & set(self.after.objects(node, column.predicate)):
                self.problems.add(where, f"{cell!r} was taken out; take this row out too, or name another")
        if sheet is COMMITMENTS:
            self._follow(line, node, old, changed)

    def _cell(self, column: Column, node: Node, old: str, new: str, where: str) -> None:
        """Change one fact."""
        if column.name == QUOTATION and not old:
            self._quote(node, new, where)
        elif column.kind is Kind.TOLD:
            mend = f"put {old[:40]!r} back" if old else "leave it empty"
            if column.choices:
                mend += "; it follows from the sheet Answers"
            self.problems.add(where, f"{column.name!r} is told by the document and cannot be changed; {mend}")
        elif old.endswith(CUT):
            self.problems.add(where, "the text is too long for a cell and cannot be changed here; put it back")
        else:
            try:
                self._set(column, node, self.meanings.read(column, new))
            except NoMeaningError as error:
                self.problems.add(where, str(error))

    def _set(self, column: Column, node: Node, values: Sequence[Node]) -> None:
        predicate = column.predicate or RDF.value  # columns that are read have one
        gone = set(self.after.objects(node, predicate)) - set(values)
        for value in gone:
            self.after.remove((node, predicate, value))
        for value in values:
            self.after.add((node, predicate, value))
        if predicate == INSP.owner:
            consequences.owners(self.after, node, gone)
        if predicate == INSP.inspectorDeadline:
            consequences.deadline(self.after, node)

    def _quote(self, node: Node, words: str, where: str) -> None:
        """Give a thing the place of its quotation; none is invented."""
        places = quotes.find(self.before, words)
        if len(places) != 1:
            told = f"stand {len(places)} times" if places else "do not stand"
            mend = "quote more of them" if places else "copy them from a quotation, or leave the cell empty"
            self.problems.add(where, f"these words {told} in what the draft quotes of the document; {mend}")
            return
        self.after.remove((node, SKOS.editorialNote, None))
        self.after.add((node, INSP.hasSpan, quotes.add(self.after, self.document, self.slug, places[0])))

    def _follow(self, line: Line, node: Node, old: Mapping[str, str], changed: set[str]) -> None:
        """What follows from the cells of a commitment."""
        if "due" in changed:
            consequences.due(self.after, node)
        if (not old or "due" in changed) and "timing" not in changed:
            consequences.timing(self.after, node)
        if "words of the date" in changed:
            quotes.date_words(self.after, node, self.document, self.slug)
        if not line.cells["answer"] and (not old or "answer" in changed):
            self._answer(line, node)

    def _answer(self, line: Line, node: Node) -> None:
        """The one answer to what a commitment addresses, or else to its nearest stem."""
        at = self.after.value(node, INSP.addresses)
        answers: list[Node] = []
        while at is not None and not answers:
            answers = sorted(self.after.subjects(INSP.answers, at), key=str)
            at = self.after.value(at, INSP.directPartOf)
        if len(answers) == 1:
            self.after.add((node, INSP.promisedIn, answers[0]))
            return
        names = ", ".join(short(self.after, answer) for answer in answers[:5])
        told = f"write which answer promises this: {names}" if names else "nothing answers this; add a row to Answers"
        self.problems.add(line.where("answer"), told)
