"""Cuts the WHERE clause of a query into its pieces, each in the words of the query (SPARQL 1.1 Query, section 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.query.tokens import Token, closing, tokenise

_KINDS = {
    "FILTER": "filter",
    "MINUS": "filter",
    "OPTIONAL": "optional",
    "BIND": "bind",
    "VALUES": "values",
    "SERVICE": "group",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a group. `kind` is triple, filter, optional, values, bind or group; `text` stands in a query as it is;
    `shown` is for a reader; `inner` are the groups inside (the branches of a UNION, or the one of a sub-SELECT)."""

    kind: str
    text: str
    shown: str
    inner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """`prologue` are the PREFIX and BASE lines, `dataset` the FROM clauses, `pieces` those of the outermost group,
    which stands in `body` with its braces; `tail` is what follows it (GROUP BY, LIMIT …)."""

    prologue: str
    dataset: str
    pieces: tuple[Piece, ...]
    body: str = ""
    tail: str = ""


def where(query: str) -> Where:
    """The WHERE clause of a query that parses; no pieces where it has none."""
    tokens = tokenise(query)
    begin = next(i for i, t in enumerate(tokens) if t.word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
    opening = _where_opening(tokens, begin)
    prologue = query[: tokens[begin].start]
    if opening is None:
        return Where(prologue, "", ())
    source = next((t.start for t in tokens[begin:opening] if t.word("FROM")), tokens[opening].start)
    end = next((t.start for t in tokens[begin:opening] if t.word("WHERE")), tokens[opening].start)
    close = closing(tokens, opening) or len(tokens)
    pieces = tuple(_Reader(query, tokens[opening + 1 : close]).pieces())
    after = tokens[min(close, len(tokens) - 1)].end
    return Where(
        prologue, query[source : max(source, end)], pieces, query[tokens[opening].start : after], query[after:]
    )


def _where_opening(tokens: Sequence[Token], begin: int) -> int | None:
    """The index of the brace that opens the WHERE clause, past the template of a CONSTRUCT."""
    index, template = begin + 1, tokens[begin].word("CONSTRUCT")
    while index < len(tokens):
        if tokens[index].text == "(":
            index = closing(tokens, index) or index
        elif tokens[index].word("WHERE"):
            template = False
        elif tokens[index].text == "{":
            if not template:
                return index
            index, template = closing(tokens, index) or index, False
        index += 1
    return None


class _Reader:
    """Reads the tokens of one group from left to right."""

    def __init__(self, query: str, tokens: Sequence[Token]) -> None:
        self.query, self.tokens, self.at = query, tokens, 0

    def pieces(self) -> Iterator[Piece]:
        if self.tokens and self.tokens[0].word("SELECT"):
            yield from self._subselect()
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.text == ".":
                self.at += 1
            elif token.word("GRAPH"):
                yield from self._graph()
            elif token.word(*_KINDS):
                yield self._keyword(_KINDS[token.text.upper()])
            elif token.text == "{":
                yield self._group()
            else:
                yield from self._triples()

    def _keyword(self, kind: str) -> Piece:
        """A piece that starts with a keyword: FILTER and BIND with their condition, the others with their braces."""
        index = self.at + 1
        opening = ("(", "{") if self.tokens[self.at].word("FILTER", "BIND") else ("{",)
        while self.tokens[index].text not in opening:
            index += 1
        return self._until(kind, self._close(index))

    def _subselect(self) -> Iterator[Piece]:
        """The group is a SELECT: its WHERE clause counts, and what follows it (GROUP BY …) is left out."""
        inner = where(self.query[self.tokens[0].start : self.tokens[-1].end])
        self.at = len(self.tokens)
        yield from inner.pieces

    def _close(self, opening: int) -> int:
        return closing(self.tokens, opening) or len(self.tokens) - 1

    def _until(self, kind: str, last: int, inner: tuple[str, ...] = ()) -> Piece:
        """The piece from here up to the token with the index `last`."""
        text = self.query[self.tokens[self.at].start : self.tokens[last].end]
        self.at = last + 1
        return Piece(kind, text, " ".join(text.split()), inner)

    def _graph(self) -> Iterator[Piece]:
        opening = next(i for i in range(self.at, len(self.tokens)) if self.tokens[i].text == "{")
        name = self.query[self.tokens[self.at + 1].start : self.tokens[opening - 1].end]
        close = self._close(opening)
        for piece in _Reader(self.query, self.tokens[opening + 1 : close]).pieces():
            text = piece.text if piece.kind == "filter" else f"GRAPH {name} {{ {piece.text} }}"
            yield Piece(piece.kind, text, f"{piece.shown} in the graph {name}", piece.inner)
        self.at = close + 1

    def _group(self) -> Piece:
        """A nested group or SELECT, or groups joined by UNION."""
        branches, index = [], self.at
        while True:
            close = self._close(index)
            branches.append(self.query[self.tokens[index].start : self.tokens[close].end])
            if close + 1 >= len(self.tokens) or not self.tokens[close + 1].word("UNION"):
                return self._until("group", close, tuple(branches))
            index = close + 2

    def _triples(self) -> Iterator[Piece]:
        """Subject, predicates and objects as single triple patterns."""
        subject, bracketed = self._term(), self.tokens[self.at - 1].text == "]"
        if bracketed and (self.at >= len(self.tokens) or self.tokens[self.at].text == "."):
            yield Piece("triple", f"{subject} .", " ".join(subject.split()))
            return
        while True:
            verb = self._verb()
            while True:
                text = f"{subject} {verb} {self._term()}"
                yield Piece("triple", f"{text} .", " ".join(text.split()))
                if not self._skip(","):
                    break
            if not self._skip(";") or self._ended():
                return

    def _skip(self, sign: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at].text == sign
        while found and self.at < len(self.tokens) and self.tokens[self.at].text == sign:
            self.at += 1
        return found

    def _ended(self) -> bool:
        """Whether no further predicate follows a semicolon."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token is None or token.text in (".", "{") or (token.kind == "word" and token.text != "a")

    def _verb(self) -> str:
        """A variable or a property path (SPARQL 1.1 Query, section 9.1)."""
        begin, path_goes_on = self.at, True
        while path_goes_on:
            while self.tokens[self.at].text in ("^", "!"):
                self.at += 1
            self.at = (self._close(self.at) if self.tokens[self.at].text == "(" else self.at) + 1
            if self.tokens[self.at].text in ("*", "+", "?"):
                self.at += 1
            path_goes_on = self._skip("/") or self._skip("|")
        return self.query[self.tokens[begin].start : self.tokens[self.at - 1].end]

    def _term(self) -> str:
        begin, token = self.at, self.tokens[self.at]
        if token.text in ("[", "("):
            self.at = self._close(self.at)
        elif token.text in ("+", "-"):
            self.at += 1
        self.at += 1
        if token.kind == "string" and self.at < len(self.tokens):
            if self.tokens[self.at].kind == "language":
                self.at += 1
            elif self.tokens[self.at].text == "^^":
                self.at += 2
        return self.query[self.tokens[begin].start : self.tokens[self.at - 1].end]
