"""What a request may not do, seen from its words before it runs: reach other hosts, or name its dataset twice.

Oxigraph reads keywords without looking at what follows them ("trueSERVICE"), ends comments at a carriage return and
takes "<" for less-than where that parses; other servers undo "\\u0045" before they read. What is looked for here is
found in all these readings, at the price of refusing a few requests that would do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.errors import QueryError
from kg.query.tokens import Token, closing, place, tokenise

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_CHANGING = re.compile(r"(?<![\w:?$])(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


def kind(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first word that is one; "" where there is none."""
    return next((token.text.upper() for token in _tokens(query) if token.word(*FORMS)), "")


def repeatable(query: str) -> bool:
    """Whether the same query over the same data gives the same answer."""
    return not _CHANGING.search(query)


def refuse_service(query: str) -> None:
    """Raise QueryError where a query asks another server."""
    _refuse(query, "SERVICE", "this server asks no other server")


def refuse_load(update: str) -> None:
    """Raise QueryError where an update fetches a file or asks another server."""
    _refuse(update, "LOAD", "this server fetches nothing")
    refuse_service(update)


def names_dataset(update: str) -> bool:
    """Whether an update says itself what it reads: USING or WITH."""
    return any(token.word("USING", "WITH") for token in _tokens(update))


def _refuse(text: str, keyword: str, why: str) -> None:
    _refuse_read(text, keyword, why)
    plain = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    if plain != text:  # SPARQL 1.1, section 19.2: undone before the query is read
        _refuse_read(plain, keyword, why)


def _refuse_read(text: str, keyword: str, why: str) -> None:
    for token in _tokens(text):
        inside = token.kind == "word" and keyword in token.text.upper()
        hidden = token.kind == "iri" and re.search(rf"\).*{keyword}", token.text, re.IGNORECASE)
        if inside or hidden:
            raise QueryError(
                f"{keyword} is off: {why}",
                where=place(text, token.start),
                mend=f"leave {keyword} out, and write “)” in IRIs as %29" if hidden else f"leave {keyword} out",
            )


def _tokens(text: str) -> list[Token]:
    return tokenise(text.replace("\r", "\n"))


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with the dataset of the request for each of its WHERE clauses (SPARQL 1.1 Protocol, section 2.2.3).

    DELETE WHERE { … } takes no USING and is written out. Raises QueryError where the text names a dataset itself.
    """
    if names_dataset(update):
        raise QueryError(
            "the dataset is named twice: in the update (USING or WITH) and by parameters of the request",
            mend="leave out using-graph-uri and using-named-graph-uri, or USING and WITH",
        )
    using = "".join(f"USING <{iri}> " for iri in default) + "".join(f"USING NAMED <{iri}> " for iri in named)
    parts, done = [], 0
    for start, end, words in _replaced(update, _tokens(update), using):
        parts += [update[done:start], words]
        done = end
    return "".join([*parts, update[done:]])


def _replaced(update: str, tokens: Sequence[Token], using: str) -> Iterator[tuple[int, int, str]]:
    """What takes the place of each WHERE outside of brackets: from, to, words."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.kind == "sign":
            depth += (token.text == "{") - (token.text == "}")
        if depth or not token.word("WHERE"):
            continue
        short = index > 0 and tokens[index - 1].word("DELETE")
        end = closing(tokens, index + 1) if short and index + 1 < len(tokens) else None
        if short and end is not None:
            pattern = update[tokens[index + 1].start : tokens[end].end]
            yield token.start, token.end, f"{pattern} {using}WHERE"
        else:
            yield token.start, token.end, f"{using}WHERE"
