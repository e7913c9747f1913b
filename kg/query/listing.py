"""The list of the named queries as a page: docs/queries.md is what this returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.query.named import NamedQuery

_HEAD = """\
# Named queries

Each is a file in `queries/questions`: plain SPARQL 1.1 that runs anywhere, with its question, columns and parameters
at the top. `kg query NAME --param name=value` runs one; a parameter in square brackets may be left out.
"""


def markdown(queries: Sequence[NamedQuery]) -> str:
    """The page, ending in one line break."""
    return _HEAD + "".join("\n" + "\n".join(_section(query)) + "\n" for query in queries)


def _section(query: NamedQuery) -> Iterator[str]:
    yield f"## {query.number} {query.name}"
    yield ""
    yield query.question
    yield ""
    yield f"    kg query {query.name}{_params(query)}"
    yield ""
    yield from (f"- parameter `{p}`: {p.meaning}" for p in query.parameters)
    if query.limit is not None:
        yield f"- parameter `[limit=INTEGER]`: {query.limit} unless told: {query.chosen}"
    yield from (f"- column `{column.name}`: {column.meaning}" for column in query.columns)


def _params(query: NamedQuery) -> str:
    return "".join(f" --param {p.name}={p.type.upper()}" for p in query.parameters if p.required)
