"""Says why a query has no answer or counts nothing: which pattern, or which patterns together, match nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from rdflib import Graph, Literal

from kg import resources, vocabulary
from kg.interface import Store
from kg.model import Table
from kg.namespaces import INSP
from kg.query.patterns import Piece, Where, where
from kg.query.syntax import complete, form
from kg.query.tokens import tokenise

_SELECT = re.compile(r"\{\s*SELECT\b", re.IGNORECASE)
_LAST = ("HAVING", "LIMIT", "OFFSET", "VALUES")  # what may leave out answers of the patterns, after them
_MADE = {
    "CONSTRUCT": "the template makes a triple of none of them: a variable in it has no value, or one of the wrong kind",
    "DESCRIBE": "what is described has no value in them, or the graph has nothing to say of it",
}
_HAVING = re.compile(r"\bHAVING\b.*", re.IGNORECASE | re.DOTALL)


def why_nothing(store: Store, query: str, answer: Table | Graph | bool) -> str:
    """Why the answer says nothing: no rows, only counts of nothing, no triples or no; "" where it says something."""
    if isinstance(answer, Table) and answer.rows:
        counts = [value for value in answer.rows[0] if value is not None]
        only_zeros = len(answer.rows) == 1 and all(isinstance(n, Literal) and n.value == 0 for n in counts)
        return _reason(store, query) or _uncounted(store, query) if only_zeros else ""
    if not isinstance(answer, Table) and answer:
        return ""
    return diagnose(store, query)


def diagnose(store: Store, query: str) -> str:
    """One or two plain sentences on why the query has no answer. Raises QueryError where it does not parse."""
    kind = form(query)
    if not where(complete(query)).pieces:
        described = "The graph has nothing to say of what is described."
        return described if kind == "DESCRIBE" else "The query has no pattern that could match."
    return _reason(store, query) or f"The patterns have answers; {_lost(store, kind, query)}."


def _lost(store: Store, kind: str, query: str) -> str:
    """What keeps the answers of the patterns out of the answer of the query."""
    clause = where(complete(query))
    rows = f"{clause.prologue} SELECT (1 AS ?_some) {clause.dataset} {clause.body} {clause.tail}"
    if kind in _MADE and store.select(rows).rows:
        return _MADE[kind]
    last = _narrowing(clause.tail)
    if not last:
        return "why nothing is left of them cannot be told"
    names = f"{', '.join(last[:-1])} and {last[-1]} leave" if len(last) > 1 else f"{last[0]} leaves"
    return f"{names} none of them"


def _narrowing(tail: str) -> list[str]:
    """The words for what may leave nothing at the end of a query: LIMIT only where it is 0, OFFSET where it is not."""
    found: dict[str, bool] = {}
    for token, after in pairwise(tokenise(tail)):
        if token.word(*_LAST):
            word, none = token.text.upper(), not after.text.strip("0")
            found[word] = found.get(word, False) or {"LIMIT": none, "OFFSET": not none}.get(word, True)
    return [word for word, tells in found.items() if tells]


def _reason(store: Store, query: str) -> str:
    """Why the patterns of the query have no answer; "" where they have some, or where there are none."""
    clause = where(complete(query))
    return _unknown_terms(query) or _Examiner(store, clause).group(clause.pieces)


def _uncounted(store: Store, query: str) -> str:
    """Why what a sub-SELECT counts is nothing."""
    clause = where(complete(query))
    return _Examiner(store, clause).counted(clause.pieces)


@cache
def _ontology() -> frozenset[str]:
    """The local names of insp:."""
    graph = Graph()
    for path in resources.ontology_files():
        graph.parse(path, format="turtle")
    return frozenset(str(term)[len(INSP) :] for term in graph.subjects() if str(term).startswith(str(INSP)))


def _unknown_terms(query: str) -> str:
    """A sentence for the names in insp: that the ontology does not have."""
    sentences = []
    for name in (name for name, _ in vocabulary.used(query) if name not in _ontology()):
        near = vocabulary.nearest(name, _ontology())
        hint = f"; the nearest name is {near}" if near else ""
        sentences.append(f"insp:{name} is not in the ontology{hint}.")
    return " ".join(sentences)


class _Examiner:
    """Asks the store which pieces of a query have answers, alone and together."""

    def __init__(self, store: Store, clause: Where) -> None:
        self.store, self.clause = store, clause

    def _has(self, pieces: Sequence[Piece]) -> bool:
        body = "\n".join(piece.text for piece in pieces)
        return self.store.ask(f"{self.clause.prologue} ASK {self.clause.dataset} {{ {body} }}")

    def group(self, pieces: Sequence[Piece]) -> str:
        """Why the group has no answer; nothing where it has some."""
        needed = [piece for piece in pieces if piece.kind not in ("filter", "optional", "bind")]
        binds = [piece for piece in pieces if piece.kind in ("optional", "bind")]
        filters = [piece for piece in pieces if piece.kind == "filter"]
        for piece in needed:
            if not self._has([piece]):
                return self._alone(piece)
        if not self._has(needed):
            return self._together(self._smallest(needed))
        return self._filters(pieces, filters) if filters or binds else ""

    def counted(self, pieces: Sequence[Piece]) -> str:
        """Why a sub-SELECT, which has an answer where it counts nothing, has nothing to count; nothing where it has."""
        for piece in pieces:
            for inner in piece.inner:
                nested = where(f"{self.clause.prologue} ASK {inner}").pieces
                told = self.counted(nested) or (self.group(nested) if _SELECT.match(inner) else "")
                if told:
                    return told
        return ""

    def _alone(self, piece: Piece) -> str:
        if piece.kind == "triple":
            return f"No triple matches {piece.shown}.{self._literal_hint(piece)}"
        if len(piece.inner) == 1:
            nested = where(f"{self.clause.prologue} ASK {piece.inner[0]}")
            return self.group(nested.pieces) or self._narrowed(piece)
        if piece.inner:
            reasons = [self.group(where(f"{self.clause.prologue} ASK {branch}").pieces) for branch in piece.inner]
            return "No branch of the UNION has an answer: " + " ".join(dict.fromkeys(filter(None, reasons)))
        return f"Nothing matches {_cut(piece.shown)}."

    def _narrowed(self, piece: Piece) -> str:
        """What a sub-select whose patterns all have answers does to lose them."""
        having = _HAVING.search(piece.shown)
        if having:
            return f"The patterns have answers; {_cut(having[0].rstrip(' }'))} keeps none of them."
        return f"Nothing is left of {_cut(piece.shown)}."

    def _literal_hint(self, piece: Piece) -> str:
        """Whether the same words are there with another language or datatype."""
        literal = next((t for t in tokenise(piece.text) if t.kind == "string"), None)
        if literal is None or not piece.text.startswith(("?", "$", "<", "id:", "insp:", "theme:")):
            return ""
        pattern = f"{piece.text[: literal.start]} ?found . FILTER (STR(?found) = {literal.text})"
        rows = self.store.select(f"{self.clause.prologue} SELECT ?found {{ {pattern} }} LIMIT 1").rows
        if rows and isinstance(rows[0][0], Literal):
            return f" The graph has these words as {rows[0][0].n3()}."
        return ""

    def _smallest(self, pieces: Sequence[Piece]) -> list[Piece]:
        """A smallest part of the pieces that has no answer: none of it can be left out."""
        part = list(pieces)
        for piece in pieces:
            rest = [other for other in part if other is not piece]
            if rest and not self._has(rest):
                part = rest
        return part

    def _together(self, pieces: Sequence[Piece]) -> str:
        names = [_cut(piece.shown) for piece in pieces]
        listed = (
            f"both “{names[0]}” and “{names[1]}”"
            if len(names) == 2
            else "all of " + ", ".join(f"“{name}”" for name in names)
        )
        return f"Each pattern has answers alone; nothing has {listed}."

    def _filters(self, pieces: Sequence[Piece], filters: Sequence[Piece]) -> str:
        """The first filter, from left to right, after which nothing is left."""
        kept = [piece for piece in pieces if piece.kind != "filter"]
        if not self._has(kept):
            return "The patterns have answers; what BIND computes fits none of them."
        for index, piece in enumerate(filters):
            if not self._has([*kept, *filters[: index + 1]]):
                alone = index == 0 or not self._has([*kept, piece])
                before = "" if alone else " after those before it"
                return f"The patterns have answers; {_cut(piece.shown)} keeps none of them{before}."
        return ""


def _cut(text: str, width: int = 160) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
