"""The named queries as whole SPARQL texts, the same for every engine, with parameters that every corpus answers."""

from __future__ import annotations

from kg.query import bind, catalogue
from kg.query.named import NamedQuery, Parameter
from kg.query.syntax import complete

AS_OF = "2024-06-30"
_VALUES = {
    "asOf": AS_OF,
    "number": "1",
    "system": "IMS",
    "team": "Border Force",
    "issue": "training-lacking",
    "words": "bail reporting",
    "text": "bail reporting",
    "search": "bail reporting",
}
_BY_TYPE = {"string": "training", "date": AS_OF, "integer": "1", "number": "1"}


def texts(slug: str) -> dict[str, str]:
    """The SPARQL of every named query by name; `slug` is the report for queries that need one."""
    return {query.name: complete(bind(query, _parameters(query, slug))) for query in catalogue()}


def _parameters(query: NamedQuery, slug: str) -> dict[str, str]:
    needed = [p for p in query.parameters if p.required or p.name == "asOf"]
    return {parameter.name: slug if parameter.type == "slug" else _value(parameter) for parameter in needed}


def _value(parameter: Parameter) -> str:
    return _VALUES.get(parameter.name) or _BY_TYPE[parameter.type]
