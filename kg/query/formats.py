"""Answers as text and data frames: SPARQL 1.1 Results in CSV, TSV and JSON, Turtle, short rows for a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef, Variable
from rdflib.namespace import XSD
from rdflib.query import Result
from rdflib.term import Identifier

from kg.model import Table
from kg.namespaces import PREFIXES, shorten

if TYPE_CHECKING:
    import pandas

_WHOLE = {XSD.integer, XSD.int, XSD.long, XSD.short, XSD.nonNegativeInteger, XSD.positiveInteger}
_BARE = re.compile(r"[+-]?(\d+|\d*\.\d+|\d+\.?\d*[eE][+-]?\d+)")  # numbers that need no quotes in Turtle
_TYPED = {XSD.decimal, XSD.double, XSD.float, XSD.boolean} | _WHOLE


def to_table(table: Table) -> list[list[str]]:
    """The rows as short strings: IRIs as prefixed names, literals as their words, nothing for an unbound column."""
    return [[_short(term) for term in row] for row in table.rows]


def _short(term: object | None) -> str:
    if isinstance(term, URIRef):
        return shorten(str(term))
    return "" if term is None else str(term)


def to_csv(table: Table) -> str:
    """SPARQL 1.1 Query Results CSV (plain values, lines end in CR LF)."""
    return _serialised(_result(table), "csv")


def to_json(answer: Table | bool) -> str:
    """SPARQL 1.1 Query Results JSON, of a SELECT or an ASK."""
    if isinstance(answer, bool):
        result = Result("ASK")
        result.askAnswer = answer
        return _serialised(result, "json")
    return _serialised(_result(answer), "json")


def to_tsv(table: Table) -> str:
    """SPARQL 1.1 Query Results TSV: a line of variables, then terms in Turtle syntax, one answer a line."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join(_tsv_term(term) for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _tsv_term(term: object | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal):
        if term.datatype in (XSD.integer, XSD.decimal, XSD.double) and _BARE.fullmatch(str(term)):
            return str(term)
        words = str(term).replace("\\", "\\\\").replace('"', '\\"')
        for character, escape in {"\t": "\\t", "\n": "\\n", "\r": "\\r"}.items():
            words = words.replace(character, escape)
        mark = f"@{term.language}" if term.language else ""
        kind = f"^^<{term.datatype}>" if term.datatype and term.datatype != XSD.string else ""
        return f'"{words}"{mark or kind}'
    return term.n3() if isinstance(term, (URIRef, BNode)) else str(term)


def to_turtle(graph: Graph) -> str:
    """The triples in Turtle, with the prefixes of `kg.namespaces`."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph.serialize(format="turtle")


def to_pandas(table: Table) -> pandas.DataFrame:
    """A data frame: whole numbers as Int64, other numbers as float64, truth as boolean, everything else as strings
    (dates too, since an EDTF date is more than a day); missing where unbound."""
    import pandas

    kinds, values = {}, {}
    for index, name in enumerate(table.columns):
        terms = [row[index] for row in table.rows]
        kinds[name], value = _column_type(terms)
        values[name] = [None if term is None else value(term) for term in terms]
    return pandas.DataFrame(values, columns=list(table.columns), dtype=object).astype(kinds)


def _column_type(terms: list[object | None]) -> tuple[str, Callable[[object], object]]:
    """The pandas type of a column and what makes its values; a column of mixed kinds is strings."""
    kinds = {term.datatype if isinstance(term, Literal) else None for term in terms if term is not None}
    if kinds and kinds <= _WHOLE:
        return "Int64", lambda term: int(str(term))
    if kinds == {XSD.boolean}:
        return "boolean", lambda term: str(term) in ("true", "1")
    if kinds and kinds <= _TYPED - {XSD.boolean}:
        return "Float64", lambda term: float(str(term))
    return "string", str


def _result(table: Table) -> Result:
    names = [Variable(name) for name in table.columns]
    result = Result("SELECT")
    result.vars = names
    result.bindings = [
        {name: term for name, term in zip(names, row, strict=True) if isinstance(term, Identifier)}
        for row in table.rows
    ]
    return result


def _serialised(result: Result, format_: str) -> str:
    return (result.serialize(format=format_) or b"").decode()
