"""Reads a query far enough to know its form, and says in plain words why one does not parse."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from itertools import pairwise

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery

from kg.errors import QueryError
from kg.namespaces import PREFIXES
from kg.query.tokens import CLOSING, Token, closing, place, tokenise, unclosed

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_EXPECTED = {
    "FILTER": "FILTER (condition) or FILTER NOT EXISTS { … }",
    "BIND": "BIND (expression AS ?variable)",
    "OPTIONAL": "OPTIONAL { … }",
    "UNION": "{ … } UNION { … }",
    "MINUS": "MINUS { … }",
    "GRAPH": "GRAPH ?graph { … }",
    "VALUES": "VALUES ?variable { … }",
    "ORDER": "ORDER BY ?variable",
    "GROUP": "GROUP BY ?variable",
    "HAVING": "HAVING (condition)",
    "LIMIT": "LIMIT and a whole number",
    "OFFSET": "OFFSET and a whole number",
    "WHERE": "WHERE { … }",
    "PREFIX": "PREFIX name: <IRI>",
} | {name: f"({name}(?x) AS ?y)" for name in ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")}
_KEYWORDS = (*FORMS, *_EXPECTED, "DISTINCT", "NOT", "EXISTS", "AS", "BY", "FROM", "ASC", "DESC", "UNDEF")


def complete(query: str) -> str:
    """The query with the prefixes of `kg.namespaces` that it uses and does not declare.

    They stand on the first line, so that line numbers stay. Raises QueryError for an unknown prefix.
    """
    missing = _undeclared(query)
    for prefix, offset in missing.items():
        if prefix not in PREFIXES:
            near = difflib.get_close_matches(prefix, PREFIXES, n=1)
            raise QueryError(
                f"the prefix {prefix}: is not declared",
                where=place(query, offset),
                expected=f"PREFIX {prefix}: <…> at the top",
                mend=f"perhaps {near[0]}: is meant" if near else f"known without declaring: {', '.join(PREFIXES)}",
            )
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + query


def _undeclared(query: str) -> dict[str, int]:
    """The prefixes used and not declared, each with the offset of its first use."""
    tokens = tokenise(query)
    declared = {after.text[:-1] for token, after in pairwise(tokens) if token.word("PREFIX")}
    used: dict[str, int] = {}
    for token in tokens:
        if token.kind == "name":
            used.setdefault(token.text.split(":")[0], token.start)
    return {prefix: offset for prefix, offset in used.items() if prefix not in declared}


def form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE. Raises QueryError, with line and column, where the query does not parse."""
    tokens = tokenise(query)
    _check_start(query, tokens)
    try:
        parsed = parseQuery(query)
    except ParseException as error:
        raise _explain(query, tokens, error.loc) from None
    except RecursionError:
        raise QueryError("the query is nested too deeply", expected="fewer brackets inside one another") from None
    return str(parsed[1].name).removesuffix("Query").upper()


def _check_start(query: str, tokens: Sequence[Token]) -> None:
    """Refuse what is no query at all: nothing, an update, or a first word that is no form."""
    first = next((t for t in tokens if t.kind == "word" and not t.word("PREFIX", "BASE", "A")), None)
    if first is None:
        raise QueryError("the query is empty", expected="SELECT, ASK, CONSTRUCT or DESCRIBE")
    if first.word(*_UPDATES):
        raise QueryError(
            f"{first.text} changes the graph and is no query",
            where=place(query, first.start),
            expected="SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    if not first.word(*FORMS):
        near = difflib.get_close_matches(first.text.upper(), FORMS, n=1)
        raise QueryError(
            f"{first.text!r} does not start a query",
            where=place(query, first.start),
            expected="SELECT, ASK, CONSTRUCT or DESCRIBE",
            mend=f"perhaps {near[0]} is meant" if near else "",
        )


def _explain(query: str, tokens: Sequence[Token], offset: int) -> QueryError:
    bracket = _quotation(query, tokens) or _bracket(query, tokens)
    if bracket:
        return bracket
    offset = _inner(query, tokens, offset)
    token = next((token for token in tokens if token.start >= offset), None)
    if token is None:
        return QueryError("the query ends too early", where=place(query, len(query)), expected="more after it")
    expected, mend = _advice(token)
    return QueryError(
        f"cannot read {_shown(query, token)}", where=place(query, token.start), expected=expected, mend=mend
    )


def _quotation(query: str, tokens: Sequence[Token]) -> QueryError | None:
    """A quotation mark without its partner on the same line."""
    for token in tokens:
        if token.kind == "sign" and token.text in ("'", '"'):
            what = "the quotation opened here is never closed"
            return QueryError(what, where=place(query, token.start), expected=f"{token.text} at its end")
    return None


def _bracket(query: str, tokens: Sequence[Token]) -> QueryError | None:
    """A bracket without its partner."""
    opened, closed = unclosed(tokens)
    if opened is None and closed is None:
        return None
    if opened is None and closed is not None:
        return QueryError(f"{closed.text!r} closes nothing that is open", where=place(query, closed.start))
    assert opened is not None
    before = f" before {closed.text!r}" if closed else ""
    what = f"the {opened.text!r} opened here is not closed{before}"
    return QueryError(what, where=place(query, opened.start), expected=CLOSING[opened.text])


def _inner(query: str, tokens: Sequence[Token], offset: int) -> int:
    """The parser stops at the start of the smallest group it cannot read; look for the place inside that group."""
    start = next((i for i, token in enumerate(tokens) if token.start >= offset), None)
    if start is None or not (tokens[start].text == "{" or tokens[start].word("OPTIONAL", "MINUS", "GRAPH", "SERVICE")):
        return offset
    opening = next((i for i in range(start, len(tokens)) if tokens[i].text == "{"), None)
    close = closing(tokens, opening) if opening is not None else None
    if opening is None or close is None:
        return offset
    lead, begin = "ASK ", tokens[opening].start
    group = query[begin : tokens[close].end]
    try:
        parseQuery(lead + group)
    except ParseException as error:
        found = begin + int(error.loc) - len(lead)
        return _inner(query, tokens, found) if found > offset else offset
    return offset


def _advice(token: Token) -> tuple[str, str]:
    """What is expected at the token, and what would mend it."""
    word = token.text.upper()
    if token.kind == "word":
        near = [name for name in difflib.get_close_matches(word, _KEYWORDS, n=1, cutoff=0.7) if name != word]
        if near:
            return near[0], f"perhaps {near[0]} is meant"
        return _EXPECTED.get(word, "a triple pattern, a keyword or the end of the group"), ""
    if token.kind in ("variable", "iri", "name", "blank"):
        return "subject, predicate and object, then a full stop or the end of the group", ""
    return "a triple pattern, a keyword or the end of the group", ""


def _shown(query: str, token: Token) -> str:
    """The token with a little of what follows it, on one line."""
    return repr(re.sub(r"\s+", " ", query[token.start : token.start + 40]).strip())
