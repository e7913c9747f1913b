"""Whether a text is a query, and what is wrong where it is none."""

from __future__ import annotations

from kg.errors import QueryError
from kg.serve import guard

_LONGEST = 1_000_000  # characters of a query that is looked at to explain why it does not parse


def parse(text: str) -> None:
    """Raise QueryError where a text is no query that could be asked here."""
    from kg.store import answers

    guard.refuse_service(text)
    try:
        answers.parse(text)
    except QueryError as error:
        raise clearer(text, error) from error


def clearer(text: str, error: QueryError) -> QueryError:
    """The error with line, column and what was expected, where the project's own reader finds the same fault."""
    from kg.query.syntax import complete, form

    if len(text) > _LONGEST or "parse" not in error.what:
        return error
    try:
        complete(text)
        form(text)
    except QueryError as clear:
        return clear
    except Exception:  # another parser's trouble with a faulty query is no news
        return error
    return error
